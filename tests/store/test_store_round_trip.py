"""What goes into the store comes out equal."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import STARTED, empty_run, plain_run, rich_run
from citecheck.model import (
    Article,
    ArticleResult,
    Citation,
    Claim,
    ClaimKind,
    ClaimResult,
    Context,
    Count,
    Diagnosis,
    Document,
    Evidence,
    FactResult,
    Failure,
    Finding,
    Health,
    LeftOut,
    Metadata,
    Person,
    Position,
    Reference,
    ReferenceResult,
    RunResult,
    Snapshot,
    Zone,
)
from citecheck.store import Store

NUMBERS = st.integers(0, 2**53)
SCORES = st.floats(allow_nan=False, allow_infinity=False)
AMOUNTS = st.none() | SCORES
MOMENTS = st.datetimes(timezones=st.sampled_from([UTC, timezone(timedelta(hours=5.5))])).filter(
    lambda moment: 1 < moment.year < 9999
)


def small(strategy):
    return st.lists(strategy, max_size=2).map(tuple)


PLACES = st.builds(Position, NUMBERS, NUMBERS, NUMBERS, NUMBERS)
EVIDENCE = small(st.builds(Evidence, start=NUMBERS, end=NUMBERS))
FINDINGS = small(st.builds(Finding, position=st.none() | PLACES, evidence=EVIDENCE))
VALUES = st.text() | st.builds(Count, AMOUNTS, AMOUNTS)
FACTS = small(st.builds(FactResult, value=VALUES, start=NUMBERS, end=NUMBERS, evidence=EVIDENCE))
ZONES = small(st.builds(Zone, start=NUMBERS, end=NUMBERS))
REFERENCES = st.builds(
    ReferenceResult,
    reference=st.builds(
        Reference,
        position=PLACES,
        authors=small(st.builds(Person, st.text(), st.none(), st.text())),
        url=st.none() | st.text() | st.just("http://[broken"),
        fields=st.dictionaries(st.text(), st.text(), max_size=2),
        markers=small(PLACES),
        defined=st.booleans(),
    ),
    diagnosis=st.builds(Diagnosis, sign=st.text()),
    snapshot=st.none() | st.builds(Snapshot, hops=small(st.text()), offset=NUMBERS, status=NUMBERS, fetched_at=MOMENTS),
    document=st.none()
    | st.builds(Document, language=st.none() | st.text(), zones=ZONES, metadata=st.from_type(Metadata)),
    failure=st.none() | st.builds(Failure, retryable=st.booleans()),
    findings=FINDINGS,
)
CLAIMS = st.builds(
    ClaimResult,
    claim=st.builds(
        Claim,
        position=PLACES,
        kind=st.sampled_from(ClaimKind),
        section=small(st.text()),
        citations=small(st.builds(Citation, direct=st.booleans())),
        context=st.builds(Context, st.none() | st.text(), small(st.text()), st.text()),
    ),
    score=SCORES,
    facts=FACTS,
    findings=FINDINGS,
)


@st.composite
def articles(draw):
    references, claims = draw(small(REFERENCES)), draw(small(CLAIMS))
    article = draw(
        st.builds(
            Article,
            references=st.just(tuple(result.reference for result in references)),
            claims=st.just(tuple(result.claim for result in claims)),
            aliases=small(small(st.text())),
            left_out=small(st.builds(LeftOut)),
        )
    )
    return ArticleResult(article, references, claims)


RUNS = st.builds(
    RunResult, id=st.text(), started_at=MOMENTS, finished_at=MOMENTS, exit_code=NUMBERS, articles=small(articles())
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(run=RUNS)
def test_any_run_comes_back_equal(run):
    with Store.open(":memory:") as store:
        store.add_run(run)

        assert store.load_run(run.id) == run


@pytest.mark.parametrize("make", [rich_run, plain_run, empty_run])
def test_a_run_comes_back_equal_from_a_closed_file(make, tmp_path: Path):
    with Store.open(tmp_path / "results.db") as store:
        store.add_run(make())
    with Store.open(tmp_path / "results.db", create=False) as store:
        assert store.load_run() == make()


def test_several_runs_over_the_same_sources_come_back_apart(tmp_path: Path):
    first = rich_run()
    second = replace(plain_run(), id="later", finished_at=STARTED + timedelta(days=1), exit_code=0)
    with Store.open(tmp_path / "results.db") as store:
        store.add_run(first)
        store.add_run(second)

        assert store.load_run() == second
        assert store.load_run(first.id) == first


def test_equal_texts_documents_and_snapshots_are_stored_once(tmp_path: Path):
    with Store.open(tmp_path / "results.db") as store:
        store.add_run(rich_run())
        once = {table: store._db.table(table).count for table in ("texts", "documents", "snapshots")}
        store.add_run(replace(rich_run(), id="again"))
        twice = {table: store._db.table(table).count for table in ("texts", "documents", "snapshots")}

    assert once == twice == {"texts": 4, "documents": 3, "snapshots": 3}


def test_a_text_that_has_no_utf8_form_keeps_its_length():
    result = rich_run().articles[0]
    odd = replace(result, article=replace(result.article, text="half of \ud83d a pair, and \0"))
    with Store.open(":memory:") as store:
        store.add_run(replace(rich_run(), articles=(odd,)))

        assert store.load_run().articles[0].article.text == "half of \ufffd a pair, and \0"


def test_a_number_too_large_for_the_database_is_an_open_end_or_near_it():
    result = rich_run().articles[0]
    claim = result.claims[0]
    huge = replace(claim, facts=(replace(claim.facts[0], value=Count(10**30, 10**400)),))
    with Store.open(":memory:") as store:
        store.add_run(replace(rich_run(), articles=(replace(result, claims=(huge,)),)))

        assert store.load_run().articles[0].claims[0].facts[0].value == Count(1e30, None)


def test_a_time_without_a_zone_is_refused():
    with Store.open(":memory:") as store, pytest.raises(ValueError, match="no time zone"):
        store.begin_run("x", datetime(2026, 3, 2), offline=False)  # noqa: DTZ001 - that is what is tested


def test_every_health_survives(tmp_path: Path):
    def only(health: Health) -> RunResult:
        result = rich_run().articles[0]
        reference = replace(result.references[0], diagnosis=Diagnosis(health, "why"))
        article = replace(result.article, references=(reference.reference,), claims=())
        return replace(rich_run(), id=health, articles=(ArticleResult(article, (reference,), ()),))

    with Store.open(tmp_path / "results.db") as store:
        for health in Health:
            store.add_run(only(health))
            assert store.load_run(health).health_counts[health] == 1
