"""Each documented exit code, and what decides it: --fail-on, the baseline, and what could be checked at all."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from citecheck.cli import citecheck as command
from commands import ROOT, Citecheck

ARTICLE = str(ROOT / "references" / "elakla-demo.wikitext")
OFFLINE = ("--offline", "--no-semantic", "--workers", "1", "--archive", str(ROOT / "archive"))
CONTRADICTED = "claim-contradicted"
Json = dict[str, Any]


def run(folder: Path, *options: str, article: str = ARTICLE) -> Result:
    """A run in this process, in a folder of its own."""
    arguments = ["run", article, *OFFLINE, "--db", str(folder / "x.db"), *options]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        return CliRunner().invoke(command, arguments, standalone_mode=False)


def code(result: Result) -> int:
    assert result.exception is None, result.output
    found: int = result.return_value
    return found


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> list[Json]:
    """The entries of a baseline that knows every finding."""
    folder = tmp_path_factory.mktemp("known")
    assert code(run(folder, "--baseline", "b.jsonl", "--update-baseline", "--report", "json=/dev/null")) == 0
    _, *entries = map(json.loads, (folder / "b.jsonl").read_text(encoding="utf-8").splitlines())
    return entries


def written(folder: Path, entries: list[Json]) -> str:
    path = folder / "baseline.jsonl"
    path.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(
    ("fail_on", "expected"),
    [
        (None, 1),
        ("never", 0),
        ("error", 1),
        ("warning", 1),
        ("note", 1),
        (CONTRADICTED, 1),
        ("ref-dead", 0),
        ("ref-dead,ref-soft-404", 1),
        ("never,claim-uncited", 1),
    ],
)
def test_what_fails_a_run(tmp_path: Path, fail_on: str | None, expected: int) -> None:
    options = [] if fail_on is None else ["--fail-on", fail_on]
    result = run(tmp_path, *options, "--report", "json=out.json")

    assert code(result) == expected
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["run"]["exit_code"] == expected


@pytest.mark.parametrize(
    ("change", "fail_on", "expected"),
    [
        ({}, "note", 0),
        ({"reason": "on paper", "waived_until": "2999-12-31"}, CONTRADICTED, 0),
        ({"reason": "on paper"}, CONTRADICTED, 0),
        ({"decision": "reject"}, CONTRADICTED, 0),
        ({"waived_until": "2020-01-01"}, CONTRADICTED, 1),
        ({"decision": "reject", "waived_until": "2020-01-01"}, CONTRADICTED, 1),
        ({"waived_until": "2020-01-01"}, "never", 0),
        ({"waived_until": "2020-01-01"}, "claim-uncited", 0),
        ({"fingerprint": "0123456789abcdef"}, CONTRADICTED, 1),
    ],
)
def test_what_a_baseline_lets_pass(
    tmp_path: Path, known: list[Json], change: Json, fail_on: str, expected: int
) -> None:
    entries = [entry | change if entry["rule"] == CONTRADICTED else entry for entry in known]
    result = run(tmp_path, "--baseline", written(tmp_path, entries), "--fail-on", fail_on)

    assert code(result) == expected
    assert f"exit code {expected}:" in result.output
    assert ("Waived until 2020-01-01, which is over" in " ".join(result.output.split())) is (
        change.get("waived_until") == "2020-01-01"
    )


def test_an_update_keeps_a_waiver_that_is_over_and_fails(tmp_path: Path, known: list[Json]) -> None:
    over = {"reason": "on paper", "waived_until": "2020-01-01"}
    gone = {"fingerprint": "gone", "article": ARTICLE, "rule": "ref-dead"}
    baseline = written(tmp_path, [known[0] | over, gone])
    assert known[0]["rule"] == CONTRADICTED

    result = run(tmp_path, "--baseline", baseline, "--update-baseline")

    _, first, *others = map(json.loads, Path(baseline).read_text(encoding="utf-8").splitlines())
    assert code(result) == 1
    assert f"{len(known) - 1} findings more, 1 fewer" in result.output
    assert first == known[0] | over | {"decision": "waive"}
    assert others == known[1:]


def test_findings_that_are_gone_are_kept_if_wanted(tmp_path: Path) -> None:
    gone = {"fingerprint": "gone", "article": ARTICLE, "rule": "ref-dead"}
    baseline = written(tmp_path, [gone])

    assert code(run(tmp_path, "--baseline", baseline, "--update-baseline", "--keep-gone")) == 0
    assert '"gone"' in Path(baseline).read_text(encoding="utf-8")


def test_where_nothing_could_be_checked_the_baseline_is_left_alone(tmp_path: Path, known: list[Json]) -> None:
    baseline = written(tmp_path, known)
    before = Path(baseline).read_text(encoding="utf-8")
    (tmp_path / "a.wikitext").write_text("Five men left.<ref>{{cite web |title=T |url=http://x.example/}}</ref>\n")

    result = run(tmp_path, "--baseline", baseline, "--update-baseline", article="a.wikitext")

    assert code(result) == 4
    assert "is left as it was: nothing could be checked" in result.output
    assert Path(baseline).read_text(encoding="utf-8") == before


def test_the_stored_run_says_what_the_updated_baseline_makes_of_it(tmp_path: Path) -> None:
    assert code(run(tmp_path, "--baseline", "b.jsonl", "--update-baseline")) == 0

    told = CliRunner().invoke(
        command,
        ["report", "--db", str(tmp_path / "x.db"), "--baseline", str(tmp_path / "b.jsonl")],
        standalone_mode=False,
    )
    assert "exit code 0: nothing fails the run (known or allowed: 2 contradicted claims)" in told.output


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--update-baseline", "--no-check"), "leave out --no-check"),
        (("--update-baseline", "--parts", "p"), "leave out --parts"),
        (("--keep-gone",), "--keep-gone goes with --update-baseline"),
        ((), "baseline.jsonl:2: an entry has no 'until'"),
        (("--update-baseline",), "baseline.jsonl:2: an entry has no 'until'"),
    ],
)
def test_what_is_wrong_with_a_baseline_is_told_before_anything_is_made(
    citecheck: Citecheck, tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    baseline = written(tmp_path, [{"schema": "citecheck.baseline/1"}, {"fingerprint": "a", "until": "2027-01-01"}])

    done = citecheck("run", ARTICLE, "--offline", "--baseline", baseline, *options, cwd=tmp_path)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert not (tmp_path / "citecheck.db").exists()
