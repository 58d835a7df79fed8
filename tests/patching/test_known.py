"""What a run and the archives have told of sources."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from citecheck.model import (
    ArchiveCopy,
    Article,
    ArticleResult,
    Citation,
    Claim,
    ClaimResult,
    ClaimVerdict,
    Diagnosis,
    Document,
    Finding,
    Health,
    Level,
    Metadata,
    Position,
    Reference,
    ReferenceResult,
    Rule,
    RunResult,
    Stated,
)
from citecheck.patching import Known, known_sources

URL = "https://gazette.example/Ä"
HERE = Position(1, 1, 0, 1)
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
REFERENCE = Reference("1", HERE, url=URL, date="2026-01-01", access_date="2026-01-01")
PAGE = Document(URL, "x", "text/html", metadata=Metadata(published=Stated("2018-03-16", "meta")))
COPY = ArchiveCopy(URL, f"https://web.archive.org/web/20190301101112/{URL}", NOW, "web.archive.org")


def finding(rule: Rule) -> Finding:
    return Finding(rule, Level.WARNING, "…")


def run_of(result: ReferenceResult, claim_rule: Rule | None = None) -> RunResult:
    claim = Claim("c1", "It fell.", HERE, citations=(Citation("1"),))
    judged = ClaimResult(claim, ClaimVerdict.PARTIAL, 0.5, (), (finding(claim_rule),) if claim_rule else ())
    article = Article("a", None, "en", "wikitext", "x", (REFERENCE,), (claim,))
    return RunResult("r", NOW, NOW, False, 0, (ArticleResult(article, (result,), (judged,)),))


def known_of(run: RunResult | None, copies: tuple[ArchiveCopy, ...] = ()) -> Known | None:
    return known_sources([URL], run, lambda _: copies).get(URL)


STATES = {
    Health.OK: "live",
    Health.MOVED: "live",
    Health.PAYWALL: "live",
    Health.CONSENT_WALL: "live",
    Health.BOT_WALL: "live",
    Health.JS_ONLY: "live",
    Health.SOFT_404: "dead",
    Health.DEAD: "dead",
    Health.PARKED: "usurped",
    Health.UNREACHABLE: None,
    Health.BLOCKED: None,
    Health.NO_URL: None,
}


@pytest.mark.parametrize("health", Health)
def test_every_state_of_health_has_a_word_or_none(health: Health) -> None:
    known = known_of(run_of(ReferenceResult(REFERENCE, Diagnosis(health))))

    assert (known and known.status) == STATES[health]
    assert (known and known.found_on) == (date(2026, 3, 2) if STATES[health] else None)


@pytest.mark.parametrize("at_claim", [True, False])
def test_a_live_link_whose_source_drifted_has_deviated(at_claim: bool) -> None:
    drift = finding(Rule.SOURCE_DRIFT)
    result = ReferenceResult(REFERENCE, Diagnosis(Health.OK), findings=() if at_claim else (drift,))

    known = known_of(run_of(result, Rule.SOURCE_DRIFT if at_claim else None))
    dead = known_of(run_of(replace(result, diagnosis=Diagnosis(Health.DEAD)), Rule.SOURCE_DRIFT))

    assert known is not None
    assert known.status == "deviated"
    assert dead is not None
    assert dead.status == "dead"


@pytest.mark.parametrize(
    ("rules", "page", "published"),
    [
        ((Rule.REF_DATE_IS_ACCESS_DATE,), PAGE, date(2018, 3, 16)),
        ((), PAGE, None),
        ((Rule.REF_DATE_IS_ACCESS_DATE, Rule.REF_TITLE_MISMATCH), PAGE, None),
        ((Rule.REF_DATE_IS_ACCESS_DATE,), None, None),
        ((Rule.REF_DATE_IS_ACCESS_DATE,), replace(PAGE, metadata=Metadata(published=Stated("2018-03", "meta"))), None),
    ],
)
def test_the_date_of_the_page_that_is_cited(
    rules: tuple[Rule, ...], page: Document | None, published: date | None
) -> None:
    result = ReferenceResult(REFERENCE, Diagnosis(Health.OK), document=page, findings=tuple(map(finding, rules)))

    known = known_of(run_of(result))

    assert known is not None
    assert known.published == published


def test_copies_are_asked_for_as_archives_were() -> None:
    asked = []

    def copies(url: str) -> list[ArchiveCopy]:
        asked.append(url)
        return [COPY]

    known = known_sources([URL, "ftp://gazette.example/", URL], None, copies)

    assert known == {URL: Known((COPY,))}
    assert asked == ["https://gazette.example/%C3%84"]
    assert known_of(None) is None


def test_a_copy_without_a_date_is_no_offer() -> None:
    undated = replace(COPY, captured_at=None)

    assert Known((undated,)).copy_near(None) is None
    assert Known((undated, COPY)).copy_near(date(2019, 1, 1)) == COPY
