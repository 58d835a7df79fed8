"""A run on what has not changed reads no capture and judges no claim, and comes to the same."""

import ast
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

import citecheck
from citecheck.config import Config
from citecheck.model import RunResult, Visit
from citecheck.snapshots import Archive
from citecheck.store import Store
from citecheck.wiring import judging, recalling
from citecheck.wiring.recalling import known_captures
from citecheck.wiring.running import run

ROOT = Path(__file__).parent.parent
ARTICLE = ROOT / "references" / "elakla-demo.wikitext"


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """An offline run on the bundled captures, in this process."""
    return Config(db=tmp_path / "x.db", archive=ROOT / "archive", offline=True, workers=1, no_semantic=True)


class Calls:
    """Counts the captures that are read and the claims that are judged."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read = self.judged = 0
        read_document, judge_claim = judging.read_document, judging.judge_claim

        def reading(*arguments: Any, **named: Any) -> Any:
            self.read += 1
            return read_document(*arguments, **named)

        def judge(*arguments: Any, **named: Any) -> Any:
            self.judged += 1
            return judge_claim(*arguments, **named)

        monkeypatch.setattr(judging, "read_document", reading)
        monkeypatch.setattr(judging, "judge_claim", judge)

    def since(self) -> tuple[bool, bool]:
        """Whether any was read, and any judged, since this was last asked."""
        told = (self.read > 0, self.judged > 0)
        self.read = self.judged = 0
        return told


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    return Calls(monkeypatch)


def checked(config: Config, article: Path = ARTICLE) -> RunResult:
    result = run([article], config)
    assert len(result.articles[0].claims) > 10
    return result


def without_keys(result: RunResult) -> list[Any]:
    """What was found, without what it is found again by."""
    return [
        replace(article, claims=tuple(replace(claim, key="") for claim in article.claims))
        for article in result.articles
    ]


def test_the_second_run_takes_over_all_of_the_first(config: Config, calls: Calls) -> None:
    first = checked(config)
    assert calls.since() == (True, True)

    second = checked(config)

    assert calls.since() == (False, False)
    assert second.articles == first.articles
    assert second.exit_code == first.exit_code


def test_options_read_and_judge_again(config: Config, calls: Calls) -> None:
    first = checked(config)
    calls.since()

    assert checked(replace(config, rejudge=True)).articles == first.articles
    assert calls.since() == (False, True)
    assert checked(replace(config, reread=True)).articles == first.articles
    assert calls.since() == (True, True)
    assert checked(config).articles == first.articles
    assert calls.since() == (False, False)


def test_other_code_reads_and_judges_again(config: Config, calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    first = checked(config)
    calls.since()
    monkeypatch.setattr(recalling, "code_digest", lambda: "newer")

    again = checked(config)

    assert calls.since() == (True, True)
    assert without_keys(again) == without_keys(first)
    assert again.articles != first.articles


def test_a_claim_that_changed_is_judged_again_and_those_far_from_it_are_not(
    config: Config, calls: Calls, tmp_path: Path
) -> None:
    count = len(checked(config).articles[0].claims)
    calls.since()
    text = ARTICLE.read_text(encoding="utf-8")
    claim = checked(config).articles[0].claims[-1].claim
    edited = tmp_path / "edited.wikitext"
    edited.write_text(f"{text[: claim.position.start]}Indeed, {text[claim.position.start :]}", encoding="utf-8")

    again = run([edited], config)

    assert 0 < calls.judged < count / 2
    assert calls.read == 0
    assert again.articles == run([edited], replace(config, reread=True)).articles


def test_a_page_that_is_captured_again_unchanged_is_not_read_again(
    config: Config, calls: Calls, tmp_path: Path
) -> None:
    config = replace(config, archive=tmp_path / "archive")
    shutil.copytree(ROOT / "archive", config.archive)
    checked(config)
    calls.since()
    with Archive(config.archive) as archive:
        for snapshot in list(archive.snapshots()):
            first = archive.read(snapshot)
            later = [replace(each, started_at=each.started_at + timedelta(days=1)) for each in first.exchanges]
            archive.store(Visit(first.url, tuple(later)))

    again = checked(config)

    assert calls.since() == (False, False)
    assert again.articles == checked(replace(config, reread=True)).articles


def test_a_run_that_may_fetch_looks_at_no_capture_that_is_fresh_and_known(config: Config, tmp_path: Path) -> None:
    config = replace(config, archive=tmp_path / "archive")
    shutil.copytree(ROOT / "archive", config.archive)
    with Archive(config.archive) as archive:
        Store.open(config.db).close()
        with known_captures(config, archive) as is_known:
            assert not any(map(is_known, archive.snapshots()))
            checked(config)
            known = [each for each in archive.snapshots() if is_known(each)]
            assert len(known) > 3
            path = config.archive / known[0].warc
            data = bytearray(path.read_bytes())
            data[known[0].offset + 60] ^= 0xFF
            path.write_bytes(data)
            assert not is_known(known[0])


def test_damaged_rows_are_done_anew(config: Config, calls: Calls, caplog: pytest.LogCaptureFixture) -> None:
    first = checked(config)
    calls.since()
    connection = sqlite3.connect(config.db)
    connection.execute("update readings set exchanges = 'x', content = null")
    connection.execute("update facts set verdict = 'x'")
    connection.commit()
    connection.close()

    result = run([ARTICLE], config)

    assert calls.since() == (True, True)
    assert result.articles == first.articles
    assert len(caplog.records) == 1


def imported(room: str) -> Iterator[str]:
    """The modules that a room imports, those too that it names in a string."""
    for path in (Path(citecheck.__file__).parent / room).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.module
            elif isinstance(node, ast.Call) and ast.unparse(node.func) in ("import_module", "find_spec"):
                yield from (each.value for each in node.args if isinstance(each, ast.Constant))


def test_the_digest_of_the_code_covers_all_that_it_uses() -> None:
    used = {name for room in recalling.ROOMS for name in imported(room)}
    rooms = {name.split(".")[1] for name in used if name.startswith("citecheck.")}
    dists = packages_distributions()
    libraries = {dist.lower() for name in used for dist in dists.get(name.partition(".")[0], ())}

    assert rooms == set(recalling.ROOMS)
    assert {"selectolax", "rapidfuzz"} < libraries
    assert libraries - {"citecheck"} <= set(recalling.LIBRARIES)


def test_the_digest_of_the_code_knows_its_data_and_no_leftovers() -> None:
    package = Path(citecheck.__file__).parent
    names = {name for room in recalling.ROOMS for name, _ in recalling._files(package / room, room)}

    assert {"documents/read.py", "facts/data/gazetteer.txt.gz", "verify/judge.py"} < names
    assert not [name for name in names if "__pycache__" in name]
    assert len(recalling.code_digest()) == 64
    assert recalling.code_digest() == recalling.code_digest.__wrapped__()
