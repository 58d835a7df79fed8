import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path, PurePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.baseline import SCHEMA, baseline_of, read_baseline, read_entries, render_entries, updated, with_decisions
from citecheck.errors import ConfigError
from citecheck.model import (
    Article,
    ArticleResult,
    Baseline,
    BaselineEntry,
    BaselineState,
    Decision,
    Diagnosis,
    Finding,
    Health,
    JudgedFinding,
    Judgement,
    Position,
    Reference,
    ReferenceResult,
    Rule,
    RunResult,
)

NOW = datetime(2026, 1, 2, tzinfo=UTC)
TODAY = NOW.date()


def a_run(*fingerprints: str) -> RunResult:
    findings = tuple(Finding(Rule.REF_DEAD, Rule.REF_DEAD.level, "tôt mort", fingerprint=f) for f in fingerprints)
    reference = Reference("1", Position(1, 1, 0, 1))
    article = Article("folder/a.wikitext", "A", "en", "wikitext", "x", (reference,))
    result = ReferenceResult(reference, Diagnosis(Health.DEAD), findings=findings)
    return RunResult("r", NOW, NOW, False, 0, (ArticleResult(article, (result,), ()),))


def held(*entries: BaselineEntry) -> Baseline:
    return baseline_of(entries, TODAY, PurePath("/repository"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/repository/en/a.wikitext", "en/a.wikitext"),
        ("en/a.wikitext", "en/a.wikitext"),
        ("/elsewhere/a.wikitext", "/elsewhere/a.wikitext"),
        ("wiki:fr:Combat d'Elakla", "wiki:fr:Combat d'Elakla"),
        ("https://fr.example/wiki/A", "https://fr.example/wiki/A"),
    ],
)
def test_articles_are_named_from_the_folder_of_the_baseline(path: str, name: str) -> None:
    assert held().name_of(path) == name


def test_what_is_written_is_what_is_read(tmp_path: Path) -> None:
    file = tmp_path / "baseline.jsonl"
    file.write_text(render_entries(updated(held(), a_run("b", "a", "b"))), encoding="utf-8")

    assert set(read_baseline(file, TODAY).entries) == {"a", "b"}


def test_lines_are_sorted_and_each_once_behind_the_version() -> None:
    first, *lines = render_entries(updated(held(), a_run("b", "a", "b"))).splitlines()

    assert first == f'{{"schema": "{SCHEMA}"}}'
    assert lines == sorted(set(lines))
    assert len(lines) == 2
    assert "tôt mort" in lines[0]


def test_an_update_keeps_what_was_decided_and_drops_what_is_gone() -> None:
    waived = BaselineEntry("a", "old", "old", "old", Decision.WAIVE, "on paper", "ana", date(2020, 1, 1))
    gone = BaselineEntry("g", "ref-dead", "folder/a.wikitext", decision=Decision.REJECT)
    elsewhere = BaselineEntry("e", "ref-dead", "b.wikitext")
    by_hand = BaselineEntry("h", reason="known")
    known = held(waived, gone, elsewhere, by_hand)

    assert updated(known, a_run("a", "b")) == (
        BaselineEntry(
            "a", "ref-dead", "folder/a.wikitext", "tôt mort", Decision.WAIVE, "on paper", "ana", date(2020, 1, 1)
        ),
        BaselineEntry("b", "ref-dead", "folder/a.wikitext", "tôt mort"),
        elsewhere,
        by_hand,
    )
    assert gone in updated(known, a_run("a", "b"), keep_gone=True)


def test_updating_twice_changes_nothing() -> None:
    once = updated(held(BaselineEntry("a", reason="x")), a_run("a", "b"))

    assert updated(held(*once), a_run("a", "b")) == once


def test_empty_lines_are_nothing(tmp_path: Path) -> None:
    file = tmp_path / "baseline.jsonl"
    file.write_text("\n\n")

    assert read_baseline(file, TODAY).entries == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("nonsense", ":1: not a JSON object"),
        ('\n["x"]', ":2: an entry needs a fingerprint"),
        ("{}", ":1: an entry"),
        ('{"fingerprint": ""}', ":1: an entry needs"),
        ('{"fingerprint": "a", "reason": 1}', ":1: reason is not a text"),
        ('{"fingerprint": "a", "decision": "accept"}', ":1: the decision is neither"),
        ('{"fingerprint": "a", "waived_until": "soon"}', ":1: waived_until is not a day"),
        ('{"fingerprint": "a", "waived_untill": "2026-01-01"}', ":1: an entry has no 'waived_untill'; did you mean"),
        ('\n{"schema": "citecheck.baseline/2"}', ":2: the baseline is written as 'citecheck.baseline/2'"),
        ("[" * 100_000, ":1: not a JSON object"),
    ],
)
def test_a_wrong_line_is_told_with_its_number(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "baseline.jsonl"
    file.write_text(text)

    with pytest.raises(ConfigError, match=re.escape(told)):
        read_baseline(file, TODAY)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such baseline; `citecheck run --update-baseline` makes one"):
        read_baseline(tmp_path / "none", TODAY)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_baseline(tmp_path, TODAY)
    (tmp_path / "latin").write_bytes(b"\xe9")
    with pytest.raises(ConfigError, match="not UTF-8"):
        read_baseline(tmp_path / "latin", TODAY)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ENTRIES = st.builds(
    BaselineEntry,
    fingerprint=TEXT.filter(bool),
    rule=TEXT,
    article=TEXT,
    message=TEXT,
    decision=st.sampled_from([Decision.REJECT, Decision.WAIVE]),
    reason=TEXT,
    by=TEXT,
    waived_until=st.none() | st.dates(),
)


@given(st.lists(ENTRIES | st.builds(BaselineEntry, fingerprint=TEXT.filter(bool), message=TEXT), max_size=4))
def test_entries_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, entries: list[BaselineEntry]) -> None:
    file = tmp_path_factory.mktemp("baseline") / "baseline.jsonl"
    file.write_text(render_entries(entries), encoding="utf-8", newline="")

    assert set(read_entries(file)) == set(entries)


def test_a_waiver_holds_until_the_end_of_its_day(tmp_path: Path) -> None:
    file = tmp_path / "baseline.jsonl"
    file.write_text('{"fingerprint": "a", "reason": "soon", "waived_until": "2026-01-02"}\n{"fingerprint": "b"}\n')

    tomorrow = read_baseline(file, TODAY + timedelta(days=1))
    assert [name for name in "abc" if name in read_baseline(file, TODAY)] == ["a", "b"]
    assert [tomorrow.state(name) for name in "abc"] == [BaselineState.LAPSED, BaselineState.KNOWN, BaselineState.NEW]
    assert [entry.decision for entry in read_entries(file)] == [Decision.WAIVE, None]


def judged(fingerprint: str, decision: Decision, until: date | None = None) -> JudgedFinding:
    made = Judgement(fingerprint, "r", "ana", NOW, decision, "because", until)
    return JudgedFinding(made, Rule.REF_DEAD, "folder/a.wikitext", "dead")


def test_decisions_take_the_place_of_what_was_known() -> None:
    known = [
        BaselineEntry("a"),
        BaselineEntry("b", decision=Decision.WAIVE, reason="old"),
        BaselineEntry("c"),
        BaselineEntry("d"),
    ]
    decisions = [
        judged("a", Decision.REJECT),
        judged("b", Decision.ACCEPT),
        judged("c", Decision.ACCEPT),
        judged("e", Decision.WAIVE, TODAY),
    ]

    assert with_decisions(held(*known), decisions) == (
        BaselineEntry("a", "ref-dead", "folder/a.wikitext", "dead", Decision.REJECT, "because", "ana"),
        BaselineEntry("c"),
        BaselineEntry("d"),
        BaselineEntry("e", "ref-dead", "folder/a.wikitext", "dead", Decision.WAIVE, "because", "ana", TODAY),
    )


def test_of_two_entries_for_a_finding_one_that_holds_counts() -> None:
    over = BaselineEntry("a", decision=Decision.WAIVE, waived_until=date(2020, 1, 1))
    known = BaselineEntry("a")

    for entries in ((over, known), (known, over)):
        assert baseline_of(entries, TODAY).state("a") is BaselineState.KNOWN


@pytest.mark.parametrize("state", BaselineState)
def test_what_is_in_a_baseline_cannot_fail_a_run(state: BaselineState) -> None:
    entry = {
        BaselineState.NEW: BaselineEntry("other"),
        BaselineState.KNOWN: BaselineEntry("a"),
        BaselineState.REJECTED: BaselineEntry("a", decision=Decision.REJECT),
        BaselineState.WAIVED: BaselineEntry("a", decision=Decision.WAIVE, waived_until=TODAY),
        BaselineState.LAPSED: BaselineEntry("a", decision=Decision.WAIVE, waived_until=TODAY - timedelta(days=1)),
    }[state]
    baseline = baseline_of((entry,), TODAY)

    assert baseline.state("a") is state
    assert ("a" in baseline) is not state.may_fail
