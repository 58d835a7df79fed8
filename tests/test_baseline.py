from datetime import UTC, datetime
from pathlib import Path

import pytest

from citecheck.baseline import read_baseline, render_baseline
from citecheck.errors import ConfigError
from citecheck.model import (
    Article,
    ArticleResult,
    Diagnosis,
    Finding,
    Health,
    Position,
    Reference,
    ReferenceResult,
    Rule,
    RunResult,
)

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def a_run(*fingerprints: str) -> RunResult:
    findings = tuple(Finding(Rule.REF_DEAD, Rule.REF_DEAD.level, "tôt mort", fingerprint=f) for f in fingerprints)
    reference = Reference("1", Position(1, 1, 0, 1))
    article = Article("folder/a.wikitext", "A", "en", "wikitext", "x", (reference,))
    result = ReferenceResult(reference, Diagnosis(Health.DEAD), findings=findings)
    return RunResult("r", NOW, NOW, False, 0, (ArticleResult(article, (result,), ()),))


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "baseline.jsonl"
    file.write_text(render_baseline(a_run("b", "a", "b")), encoding="utf-8")

    assert read_baseline(file) == {"a", "b"}


def test_lines_are_sorted_and_each_once() -> None:
    lines = render_baseline(a_run("b", "a", "b")).splitlines()

    assert lines == sorted(set(lines))
    assert len(lines) == 2
    assert "tôt mort" in lines[0]


def test_empty_lines_are_nothing(tmp_path: Path) -> None:
    file = tmp_path / "baseline.jsonl"
    file.write_text("\n\n")

    assert read_baseline(file) == frozenset()


@pytest.mark.parametrize(
    ("text", "told"),
    [("nonsense", ":1: not a JSON object"), ('\n["x"]', ":2: an entry needs a fingerprint"), ("{}", ":1: an entry")],
)
def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "baseline.jsonl"
    file.write_text(text)

    with pytest.raises(ConfigError, match=told):
        read_baseline(file)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(tmp_path / "none")
    (tmp_path / "latin").write_bytes(b"\xe9")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_baseline(tmp_path / "latin")
