"""Judgements come back as they were kept, in their order, with the finding they are about."""

import sqlite3
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import plain_run, rich_run
from citecheck.errors import StoreError
from citecheck.model import Decision, FactKind, Health, Judgement, Rule, standing
from citecheck.store import Store

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
CONTRADICTED, PARTIAL = "c0c0c0c0c0c0c0c0", "a1a1a1a1a1a1a1a1"
ACCEPTED = Judgement(CONTRADICTED, plain_run().id, "ana", NOW, Decision.ACCEPT)
WAIVED = Judgement(PARTIAL, plain_run().id, "ben", NOW, Decision.WAIVE, "is being rewritten", date(2026, 4, 1))


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path / "x.db") as opened:
        opened.add_run(rich_run())
        yield opened


@pytest.mark.parametrize("judgement", [ACCEPTED, WAIVED])
def test_a_judgement_comes_back_equal(store: Store, judgement: Judgement):
    kept = store.judgements.add(judgement, seen=None)

    assert kept == replace(judgement, id=1)
    assert store.judgements.of(judgement.fingerprint) == [kept]
    assert store.judgements.of_run(rich_run().id) == {judgement.fingerprint: [kept]}
    assert store.judgements.of_run("another") == {}


def test_a_judgement_on_what_was_not_seen_is_not_kept(store: Store):
    first = store.judgements.add(ACCEPTED, seen=None)
    assert first is not None

    assert store.judgements.add(replace(ACCEPTED, decision=Decision.REJECT), seen=None) is None
    assert store.judgements.add(replace(ACCEPTED, decision=Decision.REJECT), seen=99) is None
    assert store.judgements.add(replace(ACCEPTED, decision=Decision.REJECT), seen=first.id) is not None


def test_what_stands_comes_with_its_finding_and_kinds_of_facts(store: Store):
    store.judgements.add(ACCEPTED, seen=None)
    store.judgements.add(WAIVED, seen=None)
    store.judgements.add(Judgement("0000000000000000", None, "ana", NOW, Decision.ACCEPT), seen=None)
    judged = store.judgements.standing()

    assert [(each.rule, each.kinds) for each in judged] == [
        (Rule.CLAIM_CONTRADICTED, (FactKind.CASUALTY,)),
        (Rule.CLAIM_PARTIAL, (FactKind.MEANS,)),
    ]
    assert judged[0].article == "references/anna-lise.wikitext"
    assert judged[0].message.startswith('"killed 11 people"')


def test_what_was_taken_back_does_not_stand(store: Store):
    store.judgements.add(ACCEPTED, seen=None)
    store.judgements.add(replace(ACCEPTED, decision=Decision.UNDO), seen=1)

    assert store.judgements.standing() == []


def test_a_judgement_outlives_the_run_it_was_made_in(store: Store, tmp_path: Path):
    store.judgements.add(ACCEPTED, seen=None)
    later = replace(plain_run(), id="20260401-000000-0000", started_at=NOW, finished_at=NOW)
    store.add_run(later)
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("pragma foreign_keys = on")
        connection.execute("delete from runs where id = ?", [plain_run().id])
    connection.close()

    assert [each.judgement.who for each in store.judgements.standing()] == ["ana"]
    assert CONTRADICTED in store.judgements.of_run(later.id)


def test_a_damaged_judgement_is_told_in_one_line(store: Store, tmp_path: Path):
    store.judgements.add(ACCEPTED, seen=None)
    with sqlite3.connect(tmp_path / "x.db") as connection:
        connection.execute("update judgements set decision = 'perhaps'")
    connection.close()

    with pytest.raises(StoreError, match="judgements cannot be read"):
        store.judgements.of(CONTRADICTED)


@given(st.lists(st.sampled_from(list(Decision)), max_size=12))
def test_undo_takes_back_the_latest_that_still_counts(decisions: list[Decision]):
    stack: list[Decision] = []
    for decision in decisions:
        stack = stack[:-1] if decision is Decision.UNDO else [*stack, decision]
    last = standing(replace(ACCEPTED, decision=decision) for decision in decisions)

    assert (last.decision if last else None) == (stack[-1] if stack else None)


def test_the_health_of_links_over_time_is_that_of_runs_over_the_same_articles(store: Store):
    run = plain_run()
    for day in range(3):
        store.add_run(replace(run, id=f"r{day}", finished_at=run.finished_at + timedelta(days=day)))
    store.add_run(replace(rich_run(), id="r9", finished_at=run.finished_at + timedelta(days=9)))
    history = store.link_checks.link_health("r1")

    assert [point.run for point in history] == ["r0", "r1"]
    assert history[0].counts == {Health.OK: 1, Health.MOVED: 1, Health.DEAD: 1, Health.NO_URL: 2}
    assert [point.run for point in store.link_checks.link_health("r2", limit=2)] == ["r1", "r2"]
    assert [point.run for point in store.link_checks.link_health("r9")] == [rich_run().id, "r9"]
    assert store.link_checks.link_health("none") == []
