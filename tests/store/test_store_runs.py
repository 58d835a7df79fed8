"""Runs go in article by article; an unfinished one is seen as such."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from builders import STARTED, empty_run, plain_run, rich_run
from citecheck.errors import StoreError, UsageError
from citecheck.model import Diagnosis, Failure, Health, RunResult, Stage
from citecheck.store import RunSummary, Store, new_run_id


@pytest.fixture
def store():
    with Store.open(":memory:") as opened:
        yield opened


def test_run_ids_sort_by_time_and_differ_within_a_second():
    moment = datetime(2026, 3, 2, 10, 30, tzinfo=timezone(timedelta(hours=1)))

    assert new_run_id(moment, lambda count: "ab" * count) == "20260302-093000-abab"
    assert new_run_id(moment) < new_run_id(moment + timedelta(seconds=1))
    assert len({new_run_id(moment) for _ in range(20)}) > 1


def test_a_run_in_progress_is_listed_as_unfinished(store: Store):
    run = rich_run()
    store.begin_run(run.id, run.started_at, run.offline)
    store.add_article(run.id, run.articles[0])

    assert store.runs() == [RunSummary(run.id, STARTED, None, False, None, ("references/anna-lise.wikitext",))]
    with pytest.raises(UsageError, match=f"run {run.id} never finished.*Known runs.*{run.id} \\(unfinished\\)"):
        store.load_run(run.id)
    with pytest.raises(UsageError, match="no finished run"):
        store.load_run()


def test_runs_are_listed_latest_first_with_their_articles(store: Store):
    store.add_run(replace(empty_run(), id="b", started_at=STARTED + timedelta(hours=1)))
    store.add_run(rich_run())

    assert [(run.id, run.exit_code, run.offline, len(run.articles)) for run in store.runs()] == [
        ("b", 4, True, 1),
        (rich_run().id, 1, False, 2),
    ]


def test_the_latest_run_is_the_one_that_finished_last(store: Store):
    early = replace(plain_run(), id="early", finished_at=STARTED + timedelta(hours=3))
    late = replace(
        plain_run(), id="late", started_at=STARTED + timedelta(hours=1), finished_at=STARTED + timedelta(hours=2)
    )
    store.add_run(early)
    store.add_run(late)

    assert store.load_run().id == "early"


def test_an_unknown_run_is_answered_with_those_that_are_known(store: Store):
    for number in range(12):
        store.add_run(replace(empty_run(), id=f"run-{number:02}", started_at=STARTED + timedelta(minutes=number)))

    with pytest.raises(UsageError, match=r"no run nothing\. Known runs, latest first: run-11, run-10, .*and 2 older"):
        store.load_run("nothing")


def test_an_empty_database_says_how_to_get_a_run(store: Store):
    with pytest.raises(UsageError, match="no run at all: `citecheck run` makes one"):
        store.load_run()


def test_a_second_run_of_the_same_id_is_refused(store: Store):
    store.add_run(empty_run())

    with pytest.raises(StoreError, match=re.escape(f"holds a run {empty_run().id} already")):
        store.add_run(empty_run())


@pytest.mark.parametrize(
    "act",
    [
        lambda store: store.add_article("x", rich_run().articles[0]),
        lambda store: store.finish_run("x", STARTED, 0),
    ],
)
def test_a_run_that_never_began_takes_nothing(store: Store, act):
    with pytest.raises(StoreError, match="holds no run x"):
        act(store)


def test_an_article_is_stored_whole_or_not_at_all(store: Store):
    run = rich_run()
    good, bad = run.articles
    broken = replace(bad.claims[0], score=float("nan"))  # SQLite takes it for null, which the column refuses
    store.begin_run(run.id, run.started_at, run.offline)
    store.add_article(run.id, good)
    with pytest.raises(StoreError):
        store.add_article(run.id, replace(bad, claims=(broken,)))
    store.finish_run(run.id, run.finished_at, 3)

    assert store.load_run() == replace(run, articles=(good,), exit_code=3)
    assert store._db.table("link_checks").count == sum(r.reference.url is not None for r in good.references)


URL = "http://mort.example/"


def checked(health: Health, day: int, *, offline: bool = False, is_strike: bool = True) -> RunResult:
    """A run in which one reference without a capture came to this health."""
    run = plain_run()
    no_capture = Failure(Stage.SNAPSHOT, "no-capture", "there is no capture of it")
    dead = replace(run.articles[0].references[2], diagnosis=Diagnosis(health, is_strike=is_strike))
    dead = replace(dead, failure=no_capture) if offline else dead
    article = replace(run.articles[0].article, references=(dead.reference,), claims=())
    results = (replace(run.articles[0], article=article, references=(dead,), claims=()),)
    return replace(run, id=f"day-{day}", started_at=STARTED + timedelta(days=day), offline=offline, articles=results)


def days(store: Store) -> list[int]:
    return [(moment - STARTED).days for moment in store.failures_of(URL)]


def test_failures_are_counted_since_the_last_answer(store: Store):
    history = [Health.UNREACHABLE, Health.OK, Health.UNREACHABLE, Health.UNREACHABLE, Health.DEAD]
    for day, health in enumerate(history):
        store.add_run(checked(health, day))

    assert days(store) == [2, 3, 4]
    assert store.failures_of("http://other.example/") == []
    assert all(moment.tzinfo is not None for moment in store.failures_of(URL))


@pytest.mark.parametrize(
    "health", sorted(set(Health) - {Health.UNREACHABLE, Health.DEAD, Health.BLOCKED, Health.NO_URL})
)
def test_every_answer_forgives_earlier_failures(store: Store, health: Health):
    store.add_run(checked(Health.UNREACHABLE, 0))
    store.add_run(checked(health, 1))

    assert days(store) == []


def test_what_never_reached_the_server_neither_strikes_nor_forgives(store: Store):
    store.add_run(checked(Health.UNREACHABLE, 0))
    store.add_run(checked(Health.BLOCKED, 1))
    store.add_run(checked(Health.UNREACHABLE, 2, offline=True))
    store.add_run(checked(Health.UNREACHABLE, 3, is_strike=False))

    assert days(store) == [0]


def test_a_replayed_capture_counts_at_the_time_it_was_made(store: Store):
    run = plain_run()
    first = replace(run.articles[0].references[0], diagnosis=Diagnosis(Health.UNREACHABLE))
    article = replace(run.articles[0], references=(first, *run.articles[0].references[1:]))
    for day in range(3):
        store.add_run(replace(run, id=str(day), started_at=STARTED + timedelta(days=day), articles=(article,)))

    assert first.reference.url is not None
    assert store.failures_of(first.reference.url) == [datetime(2026, 3, 2, 9, 30, tzinfo=UTC)]


def test_a_failure_counts_now_even_where_an_older_capture_is_read_instead(store: Store):
    run = plain_run()
    first = run.articles[0].references[0]
    failure = Failure(Stage.FETCH, "timeout", "no answer")
    failed = replace(first, diagnosis=Diagnosis(Health.UNREACHABLE), failure=failure)
    article = replace(run.articles[0], references=(failed, *run.articles[0].references[1:]))
    later = STARTED + timedelta(days=5)
    store.add_run(replace(run, started_at=later, articles=(article,)))

    assert first.reference.url is not None
    assert store.failures_of(first.reference.url) == [later]
