"""The command line as a whole: help, wrong names, exit codes of what goes wrong."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import citecheck.__main__ as entry
from citecheck.cli import COMMANDS, citecheck
from citecheck.config import OPTIONS, key_of, load_config
from citecheck.errors import ArchiveDiskError, ArchiveError, ArticleError, StoreDiskError


def exit_code(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> object:
    monkeypatch.setattr("sys.argv", ["citecheck", *arguments])
    with pytest.raises(SystemExit) as ended:
        entry.main()
    return ended.value.code


def test_help_lists_every_command_and_the_exit_codes() -> None:
    shown = CliRunner().invoke(citecheck, ["--help"]).output

    assert all(f"  {name} " in shown for name in COMMANDS)
    assert "Exit codes:" in shown


def test_every_command_s_short_help_is_the_start_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in COMMANDS:
        shown = CliRunner().invoke(citecheck, [name, "-h"])

        assert shown.exit_code == 0, name
        assert f"citecheck {name}" in shown.output


def test_a_wrong_command_is_answered_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code(monkeypatch, "rum", "x") == 2
    assert "no such command 'rum'; did you mean 'run'?" in capsys.readouterr().err


def test_the_version_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert exit_code(monkeypatch, "--version") == 0
    assert capsys.readouterr().out.startswith("citecheck ")


@pytest.mark.parametrize(
    ("error", "code", "told"),
    [
        (ArticleError("x: is empty"), 2, "citecheck: x: is empty"),
        (ArchiveError("x: neither a WARC nor a WACZ file"), 2, "citecheck: x: neither"),
        (ArchiveDiskError("x cannot grow"), 3, "citecheck: x cannot grow; what was finished is stored"),
        (StoreDiskError("x cannot grow"), 3, "citecheck: x cannot grow; what was finished is stored"),
        (RuntimeError("a bug"), 3, "internal error: RuntimeError: a bug"),
        (KeyboardInterrupt(), 130, "interrupted; what was finished is stored, and the same command goes on from there"),
    ],
)
def test_whatever_goes_wrong_has_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: BaseException, code: int, told: str
) -> None:
    def raising(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("citecheck.wiring.running.run", raising)

    assert exit_code(monkeypatch, "run", "x.wikitext") == code
    assert told in capsys.readouterr().err


def test_a_traceback_is_shown_on_request(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def raising(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("citecheck.wiring.running.run", raising)
    monkeypatch.setenv("CITECHECK_DEBUG", "1")

    assert exit_code(monkeypatch, "run", "x.wikitext") == 3
    assert "Traceback" in capsys.readouterr().err


def test_init_writes_a_file_that_can_be_read_and_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "references").mkdir()

    first = CliRunner().invoke(citecheck, ["init"])
    text = (tmp_path / "citecheck.toml").read_text(encoding="utf-8")
    again = CliRunner().invoke(citecheck, ["init"])
    forced = CliRunner().invoke(citecheck, ["init", "--force"])

    assert first.exit_code == forced.exit_code == 0
    assert "--force" in str(again.exception)
    assert load_config(folder=tmp_path).articles == (str(tmp_path / "references/*.wikitext"),)
    assert [name for name in OPTIONS if f"{key_of(name)} = " not in text] == []


def test_every_key_that_init_writes_can_be_uncommented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    CliRunner().invoke(citecheck, ["init"])
    file = tmp_path / "citecheck.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    keys = [line.removeprefix("# ") for line in lines if " = " in line and line.removeprefix("# ")[0].islower()]
    file.write_text("\n".join(keys), encoding="utf-8")

    assert len(keys) == len(OPTIONS)
    assert load_config(folder=tmp_path).jobs == load_config().jobs


def test_the_environment_reaches_a_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CITECHECK_REPORT", "jsn")

    done = CliRunner().invoke(citecheck, ["run", "x.wikitext"])

    assert "did you mean 'json'?" in str(done.exception)
    assert list(tmp_path.iterdir()) == []
