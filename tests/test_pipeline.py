"""The order of the stages, with hand-written parts in place of the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from citecheck.checking import Asks, Checker
from citecheck.cluster import LocalExecutor
from citecheck.collecting import Collector, Fetch, OnVisit, OnWait, Progress, Source, Wanted
from citecheck.consulting import Known
from citecheck.errors import ArchiveError, CheckError
from citecheck.gate import Gate, share_of
from citecheck.judges import Judges
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
    Exchange,
    FactKind,
    FactResult,
    FactVerdict,
    Failure,
    Finding,
    Health,
    Level,
    LinkContext,
    Position,
    Reference,
    ReferenceResult,
    Rule,
    RunResult,
    Snapshot,
    Stage,
    Visit,
)
from citecheck.pipeline import Outcome, Pipeline, Ticket

NOW = datetime(2026, 1, 2, 12, tzinfo=UTC)
HERE = Position(1, 1, 0, 1)
GOOD, GONE, DOWN = "http://good.example/", "http://gone.example/", "http://down.example/"


def a_visit(url: str, status: int = 200, when: datetime = NOW) -> Visit:
    return Visit(url, (Exchange(url, b"", b"", status, "", (), b"five", "192.0.2.1", when, 0.1),))


@dataclass
class Captures:
    """Keeps visits in memory."""

    kept: dict[str, Visit] = field(default_factory=dict)

    def replay(self, url: str) -> tuple[Snapshot, Visit] | Failure:
        snapshot = self.find(url)
        if snapshot is None:
            return Failure(Stage.SNAPSHOT, "no-capture", "there is no capture of it")
        try:
            return snapshot, self.read(snapshot)
        except ArchiveError as error:
            return Failure(Stage.SNAPSHOT, "damaged", str(error))

    def find(self, url: str) -> Snapshot | None:
        visit = self.kept.get(url)
        if visit is None:
            return None
        status, when = visit.final.status, visit.final.started_at
        return Snapshot(url, url, (), "a.warc.gz", 0, "urn:uuid:1", "00", status, "text/html", when)

    def versions(self, url: str) -> list[Snapshot]:
        found = self.find(url)
        return [found] if found else []

    def checksum(self, snapshot: Snapshot) -> str | None:
        return "0badcafe"

    def read_with_checksum(self, snapshot: Snapshot) -> tuple[Visit, str | None]:
        return self.read(snapshot), self.checksum(snapshot)

    def read(self, snapshot: Snapshot) -> Visit:
        visit = self.kept[snapshot.url]
        if visit.final.reason == "damaged":
            raise ArchiveError("its digest is another")
        return visit

    def store(self, visit: Visit) -> Snapshot:
        self.kept[visit.url] = visit
        snapshot = self.find(visit.url)
        assert snapshot is not None
        return snapshot


@dataclass
class Results:
    """Remembers what it was told."""

    told: list[object] = field(default_factory=list)
    kept: dict[int, ArticleResult] = field(default_factory=dict)
    offline: bool = False

    def begin_run(self, run_id: str, started_at: datetime, offline: bool) -> None:
        self.told.append(("begin", run_id, offline))
        self.offline = offline

    def begun_at(self, run_id: str) -> datetime:
        return NOW

    def add_rows(self, rows: Mapping[int, ArticleResult]) -> None:
        self.told += [("article", result.article.path) for result in rows.values()]
        self.kept |= rows

    def finish_run(self, run_id: str, finished_at: datetime, exit_code: int) -> None:
        self.told.append(("finish", exit_code))

    def load_run(self, run_id: str) -> RunResult:
        _, exit_code = self.told[-1]  # type: ignore[misc]
        return RunResult(run_id, NOW, NOW, self.offline, exit_code, tuple(self.kept[n] for n in sorted(self.kept)))

    def failures_of(self, url: str) -> Sequence[datetime]:
        return ()

    def copy_of(self, url: str) -> ArchiveCopy | None:
        return None


def read_document(visit: Visit) -> Document | Failure:
    if visit.final.status != 200:
        return Failure(Stage.DOCUMENT, "http-status", "it answered 404")
    return Document(visit.url, visit.final.body.decode(), "text/plain", "en")


def diagnose(
    visit: Visit | Failure | None,
    document: Document | Failure | None,
    reference: Reference,
    context: LinkContext,
) -> Diagnosis:
    if reference.url is None:
        return Diagnosis(Health.NO_URL, "no URL")
    if isinstance(visit, Failure):
        return Diagnosis(Health.UNREACHABLE, visit.detail)
    return Diagnosis(Health.UNREACHABLE, "it answered 404") if isinstance(document, Failure) else Diagnosis(Health.OK)


def judge_claim(article: Article, claim: Claim, sources: object) -> ClaimResult:
    """Supported where a cited source is a document that holds the claim's text, contradicted where it does not."""
    assert isinstance(sources, dict)
    texts = [source.text for c in claim.citations if isinstance(source := sources[c.reference], Document)]
    if not texts:
        return ClaimResult(claim, ClaimVerdict.UNCHECKABLE, 0)
    has = any(claim.text in text for text in texts)
    verdict = FactVerdict.SUPPORTED if has else FactVerdict.CONTRADICTED
    fact = FactResult(FactKind.NUMBER, claim.text, claim.text, 0, len(claim.text), verdict)
    finding = Finding(Rule.CLAIM_CONTRADICTED, Level.ERROR, "no", fingerprint="f-" + claim.text)
    return ClaimResult(claim, ClaimVerdict(verdict), 1.0, (fact,), () if has else (finding,))


JUDGES = Judges(
    read_document=read_document,
    diagnose=diagnose,
    prepare=lambda article, document, diagnosis: document,
    obstacle=lambda reason: reason,
    judge_claim=judge_claim,
    judge_references=lambda article, results: [() for _ in results],
    settled=lambda result: result,
)


def fetching(answers: dict[str, Visit | Failure], asked: list[str]) -> Fetch:
    def fetch(wanted: Iterable[Wanted], on_visit: OnVisit, on_wait: OnWait) -> None:
        for each in reversed(list(wanted)):  # whatever order they come in
            asked.append(each.url)
            on_visit(each.url, answers[each.url])

    return fetch


def an_article(*urls: str | None, text: str = "five") -> Article:
    references = tuple(Reference(str(n), HERE, url=url, markers=(HERE,)) for n, url in enumerate(urls, 1))
    claims = tuple(Claim(f"c{ref.id}", text, HERE, citations=(Citation(ref.id),)) for ref in references)
    return Article("a.wikitext", "A", "en", "wikitext", "x", references, claims)


def check(checker: Checker, article: Article, sources: Mapping[str, Source], known: Known, ticket: Ticket) -> Outcome:
    """What a worker does, with results by their places for rows."""
    outcome = checker.check(article, sources, known).outcome
    if isinstance(outcome, Asks):
        return Outcome({}, wanted=outcome.wanted)
    return Outcome({ticket.place: outcome}, share_of(outcome))


def a_pipeline(captures: Captures | None = None, results: Results | None = None, **changes: Any) -> Pipeline:
    of_collector = {name: changes.pop(name) for name in ("fetch", "refresh", "leases", "sleep") if name in changes}
    tell = {"progress": changes["progress"]} if "progress" in changes else {}
    captures = captures or Captures()
    since = NOW - (timedelta(0) if of_collector.get("refresh") else timedelta(days=1))
    checker = Checker(captures, changes.pop("judges", JUDGES), **tell)
    pipeline = Pipeline(
        Collector(captures, since, **of_collector, **tell),
        results or Results(),
        partial(check, checker),
        LocalExecutor(1, lambda _: lambda: None, None),
        Gate(("claim-contradicted",)),
        clock=lambda: NOW,
        new_id=lambda when: "run-1",
    )
    return replace(pipeline, **changes)


def test_what_comes_is_captured_read_judged_and_stored_in_this_order() -> None:
    asked: list[str] = []
    captures, results = Captures(), Results()

    run = a_pipeline(captures, results, fetch=fetching({GOOD: a_visit(GOOD)}, asked)).run([an_article(GOOD)])

    assert asked == [GOOD]
    assert list(captures.kept) == [GOOD]
    assert results.told == [("begin", "run-1", False), ("article", "a.wikitext"), ("finish", 0)]
    assert run.articles[0].claims[0].verdict == "supported"
    assert run.exit_code == 0


def test_one_source_is_fetched_once_however_often_it_is_cited() -> None:
    asked: list[str] = []

    a_pipeline(fetch=fetching({GOOD: a_visit(GOOD)}, asked)).run([an_article(GOOD, GOOD), an_article(GOOD)])

    assert asked == [GOOD]


@pytest.mark.parametrize(
    ("age", "refresh", "expected"),
    [(timedelta(hours=1), False, []), (timedelta(hours=25), False, [GOOD]), (timedelta(1), True, [GOOD])],
)
def test_a_fresh_capture_is_used_instead_of_fetching(age: timedelta, refresh: bool, expected: list[str]) -> None:
    asked: list[str] = []
    captures = Captures({GOOD: a_visit(GOOD, when=NOW - age)})

    a_pipeline(captures, fetch=fetching({GOOD: a_visit(GOOD)}, asked), refresh=refresh).run([an_article(GOOD)])

    assert asked == expected


def test_offline_uses_captures_of_any_age_and_says_what_has_none() -> None:
    captures = Captures({GOOD: a_visit(GOOD, when=NOW - timedelta(days=999))})

    run = a_pipeline(captures).run([an_article(GOOD, DOWN)])

    assert run.offline
    good, down = run.articles[0].references
    assert good.document is not None
    assert down.failure is not None
    assert down.failure.reason == "no-capture"
    assert [claim.verdict for claim in run.articles[0].claims] == ["supported", "uncheckable"]


def test_a_source_that_fails_is_read_from_its_last_capture_and_still_counts_as_unreachable() -> None:
    captures = Captures({GOOD: a_visit(GOOD, when=NOW - timedelta(days=9))})
    failure = Failure(Stage.FETCH, "timeout", "no answer in 20 s", retryable=True)

    run = a_pipeline(captures, fetch=fetching({GOOD: failure}, [])).run([an_article(GOOD)])

    reference = run.articles[0].references[0]
    assert (reference.health, reference.failure) == (Health.UNREACHABLE, failure)
    assert reference.document is not None
    assert run.articles[0].claims[0].verdict == "supported"


def test_an_error_page_supports_nothing() -> None:
    captures = Captures()

    run = a_pipeline(captures, fetch=fetching({GONE: a_visit(GONE, 404)}, [])).run([an_article(GONE)])

    assert list(captures.kept) == [GONE]
    assert run.articles[0].references[0].document is None
    assert run.articles[0].claims[0].verdict == "uncheckable"
    assert run.exit_code == 4


def test_references_without_url_leave_nothing_to_check() -> None:
    assert a_pipeline().run([an_article(None)]).exit_code == 4


def test_a_contradicted_fact_fails_the_run() -> None:
    pipeline = a_pipeline(Captures({GOOD: a_visit(GOOD)}))

    assert pipeline.run([an_article(GOOD, text="six")]).exit_code == 1


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        (Gate(("never",)), 0),
        (Gate(("error",)), 1),
        (Gate(("note",)), 1),
        (Gate(("ref-dead",)), 0),
        (Gate(("error",), frozenset({"f-six"})), 0),
        (Gate(("error",), frozenset({"f-other"})), 1),
    ],
)
def test_the_gate_decides_what_fails(gate: Gate, expected: int) -> None:
    pipeline = a_pipeline(Captures({GOOD: a_visit(GOOD)}), gate=gate)

    assert pipeline.run([an_article(GOOD, text="six")]).exit_code == expected


def test_a_fault_in_the_check_of_one_article_leaves_the_others() -> None:
    results = Results()

    def judge_references(article: Article, found: Sequence[ReferenceResult]) -> list[tuple[Finding, ...]]:
        if article.path == "b":
            raise RuntimeError("a bug")
        return [() for _ in found]

    broken = replace(JUDGES, judge_references=judge_references)
    articles = [replace(an_article(GOOD), path=path) for path in ("a.wikitext", "b", "c")]

    with pytest.raises(CheckError, match=r"^b: the check went wrong: RuntimeError: a bug$"):
        a_pipeline(Captures({GOOD: a_visit(GOOD)}), results, judges=broken).run(articles)

    assert results.told == [("begin", "run-1", True), ("article", "a.wikitext"), ("article", "c"), ("finish", 3)]


def test_progress_counts_every_stage_to_its_end() -> None:
    steps: list[Progress] = []

    a_pipeline(fetch=fetching({GOOD: a_visit(GOOD)}, []), progress=steps.append).run([an_article(GOOD)])

    assert {step.stage for step in steps} == {"sources", "claims", "articles"}
    assert all(any(s.stage == step.stage and s.done == s.total for s in steps) for step in steps if step.total)


def test_an_article_is_checked_and_stored_as_soon_as_its_last_source_is_there() -> None:
    results = Results()
    urls = [f"http://h{n}.example/" for n in range(4)]
    stored: list[int] = []

    def fetch(wanted: Iterable[Wanted], on_visit: OnVisit, on_wait: OnWait) -> None:
        for each in wanted:
            on_visit(each.url, a_visit(each.url))
            stored.append(len(results.kept))

    a_pipeline(results=results, fetch=fetch).run([an_article(*urls[:2]), an_article(*urls[1:3]), an_article(urls[3])])

    assert stored == [0, 1, 2, 3]


def test_articles_are_read_no_further_ahead_than_fetching_needs() -> None:
    read: list[int] = []
    begun: list[int] = []

    def articles() -> Iterable[Article]:
        for number in range(400):
            read.append(number)
            yield an_article(f"http://h{number}.example/")

    def fetch(wanted: Iterable[Wanted], on_visit: OnVisit, on_wait: OnWait) -> None:
        for each in wanted:
            begun.append(len(read))
            on_visit(each.url, a_visit(each.url))

    run = a_pipeline(fetch=fetch).run(articles())

    assert len(run.articles) == 400
    assert begun[0] < 100


def test_results_are_in_the_order_of_the_articles_whichever_was_finished_first() -> None:
    first = replace(an_article(GOOD, GONE), path="first")
    second = replace(an_article(GONE), path="second")
    answers: dict[str, Visit | Failure] = {GOOD: a_visit(GOOD), GONE: a_visit(GONE, 404)}
    results = Results()

    run = a_pipeline(results=results, fetch=fetching(answers, [])).run([first, second])

    assert [path for _, path in results.told[1:3]] == ["second", "first"]
    assert [each.article.path for each in run.articles] == ["first", "second"]


def test_a_check_of_the_links_judges_no_claim() -> None:
    captures = Captures({GOOD: a_visit(GOOD)})

    run = a_pipeline(captures, check=partial(check, Checker(captures, JUDGES, claims=False))).run(
        [an_article(GOOD, text="six")]
    )

    assert run.articles[0].claims == ()
    assert run.articles[0].references[0].health is Health.OK
    assert run.exit_code == 0
