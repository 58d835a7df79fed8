from pathlib import Path

import pytest
from rich.console import Console

from builders import plain_run
from citecheck.cli.output import Target, deliver, showing_progress, targets, write_whole
from citecheck.collecting import Progress
from citecheck.errors import ConfigError


def test_reports_go_where_they_were_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    wanted = targets([f"json={tmp_path / 'r.json'}", "terminal", f"terminal={tmp_path / 'r.txt'}"])

    deliver(plain_run(), wanted)

    assert '"schema": "citecheck.report/1"' in (tmp_path / "r.json").read_text(encoding="utf-8")
    shown = capsys.readouterr().out
    assert (tmp_path / "r.txt").read_text(encoding="utf-8") == shown
    assert "\x1b" not in shown


def test_a_target_is_a_format_and_perhaps_a_file() -> None:
    assert targets(["terminal", "json=x.json"]) == (Target("terminal", None), Target("json", Path("x.json")))


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (["xml"], "no such format"),
        (["json="], "file name is missing"),
        (["json", "csv"], "only one report"),
        (["json=none/x.json"], "there is no folder none"),
    ],
)
def test_wrong_targets_are_told(wanted: list[str], told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        targets(wanted)


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text("old and longer than the new one")

    write_whole(path, "néw\n")

    assert path.read_bytes() == "néw\n".encode()
    assert [entry.name for entry in tmp_path.iterdir()] == ["x.txt"]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be written"):
        write_whole(tmp_path / "none" / "x.txt", "x")


def test_progress_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with showing_progress() as update:
        update(Progress("fetch", 1, 2, "http://x.example/"))

    assert capsys.readouterr() == ("", "")


def test_progress_shows_on_a_terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(
        "citecheck.cli.output.Console",
        lambda **_: Console(stderr=True, force_terminal=True, width=100, color_system=None),
    )

    with showing_progress() as update:
        update(Progress("fetch", 1, 2, "http://x.example/[bold]"))
        update(Progress("fetch", 2, 2, "http://y.example/"))

    assert "fetch" in capsys.readouterr().err
