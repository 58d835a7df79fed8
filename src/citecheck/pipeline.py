"""The stages of a run, in order: articles → visits → snapshots → documents → verdicts → results.

Knows no concrete part: what fetches, captures, reads, judges and stores is handed in by :mod:`citecheck.wiring`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from citecheck.config import NEVER
from citecheck.model import (
    Article,
    ArticleResult,
    Claim,
    ClaimResult,
    Diagnosis,
    Document,
    Failure,
    Finding,
    Health,
    Level,
    Reference,
    ReferenceResult,
    RunResult,
    Snapshot,
    Stage,
    Visit,
)

READABLE = frozenset({Health.OK, Health.MOVED, Health.PAYWALL})
"""States in which the text that came is the cited source's own, if only a part of it behind a paywall."""

OnVisit = Callable[[str, Visit | Failure], None]
Fetch = Callable[[Sequence[str], OnVisit], None]
"""Fetches URLs and reports each as it comes, in any order."""


class Captures(Protocol):
    """Where captures are kept."""

    def find(self, url: str) -> Snapshot | None:
        """The newest capture of ``url``."""

    def read(self, snapshot: Snapshot) -> Visit:
        """The exchanges of a capture, as they went over the wire."""

    def store(self, visit: Visit) -> Snapshot:
        """Keep what a visit brought."""


class Results(Protocol):
    """Where results are kept; each article is kept whole or not at all."""

    def begin_run(self, run_id: str, started_at: datetime, offline: bool) -> None:
        """Note that a run has begun."""

    def add_article(self, run_id: str, result: ArticleResult) -> None:
        """Keep the results of one article."""

    def finish_run(self, run_id: str, finished_at: datetime, exit_code: int) -> None:
        """Note that a run has ended."""

    def failures_of(self, url: str) -> Sequence[datetime]:
        """When fetching ``url`` failed before."""


@dataclass(frozen=True, slots=True)
class Judges:
    """The parts that turn captures into text, and text into verdicts."""

    read_document: Callable[[Visit], Document | Failure]
    diagnose: Callable[[Visit | Failure | None, Document | Failure | None, Reference, Sequence[datetime]], Diagnosis]
    prepare: Callable[[Article, Document, Diagnosis], Any]
    obstacle: Callable[[str], Any]
    judge_claim: Callable[[Article, Claim, Mapping[str, Any]], ClaimResult]
    judge_references: Callable[[Article, Sequence[ReferenceResult]], Sequence[tuple[Finding, ...]]]


@dataclass(frozen=True, slots=True)
class Source:
    """What became of one URL: what came, where it is kept, and what could be read of it."""

    visit: Visit | None = None
    snapshot: Snapshot | None = None
    document: Document | Failure | None = None
    failure: Failure | None = None


@dataclass(frozen=True, slots=True)
class Gate:
    """Which findings make a run fail: a level or rule by name, and the fingerprints that are known already."""

    fail_on: Sequence[str]
    known: AbstractSet[str] = frozenset()

    def fails(self, finding: Finding) -> bool:
        """Whether this finding fails the run."""
        if finding.fingerprint in self.known:
            return False
        return any(
            finding.level.rank >= Level(name).rank if name in list(Level) else finding.rule == name
            for name in self.fail_on
            if name != NEVER
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a stage has come, for a person who waits."""

    stage: str
    done: int
    total: int
    item: str = ""


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A run with all its parts. Without ``fetch`` it is offline: what is not captured is not checked."""

    captures: Captures
    results: Results
    judges: Judges
    gate: Gate
    clock: Callable[[], datetime]
    new_id: Callable[[datetime], str]
    fetch: Fetch | None = None
    refresh: bool = False
    fresh_for: timedelta = timedelta(days=1)
    progress: Callable[[Progress], None] = field(default=lambda _: None)

    def run(self, articles: Iterable[Article]) -> RunResult:
        """Check every article; what is finished is stored, article by article, whatever happens after."""
        started_at = self.clock()
        run_id = self.new_id(started_at)
        offline = self.fetch is None
        self.results.begin_run(run_id, started_at, offline)
        sources: dict[str, Source] = {}
        done: list[ArticleResult] = []
        for article in articles:
            self._collect(article, sources)
            result = self._judge(article, sources)
            self.results.add_article(run_id, result)
            done.append(result)
        run = RunResult(run_id, started_at, self.clock(), offline, 0, tuple(done))
        run = replace(run, exit_code=exit_code(run, self.gate))
        self.results.finish_run(run_id, run.finished_at, run.exit_code)
        return run

    def _collect(self, article: Article, sources: dict[str, Source]) -> None:
        """Fill in the sources of an article's URLs: from the captures where they are fresh, else by fetching."""
        urls = [url for url in dict.fromkeys(ref.url for ref in article.references) if url and url not in sources]
        missing = []
        for looked, url in enumerate(urls, 1):
            snapshot = self.captures.find(url)
            if snapshot is not None and self._is_fresh(snapshot):
                sources[url] = self._replayed(snapshot)
            elif self.fetch is None:
                sources[url] = Source(failure=Failure(Stage.SNAPSHOT, "no-capture", "there is no capture of it"))
            else:
                missing.append(url)
            self.progress(Progress("captures", looked, len(urls), url))
        if self.fetch is not None and missing:
            self._fetch(self.fetch, missing, sources)

    def _is_fresh(self, snapshot: Snapshot) -> bool:
        if self.fetch is None:
            return True
        return not self.refresh and self.clock() - snapshot.fetched_at < self.fresh_for

    def _fetch(self, fetch: Fetch, urls: Sequence[str], sources: dict[str, Source]) -> None:
        arrived = 0

        def on_visit(url: str, outcome: Visit | Failure) -> None:
            nonlocal arrived
            sources[url] = self._failed(url, outcome) if isinstance(outcome, Failure) else self._captured(outcome)
            arrived += 1
            self.progress(Progress("fetch", arrived, len(urls), url))

        fetch(urls, on_visit)

    def _captured(self, visit: Visit) -> Source:
        snapshot = self.captures.store(visit)
        return Source(visit, snapshot, self.judges.read_document(visit))

    def _replayed(self, snapshot: Snapshot) -> Source:
        visit = self.captures.read(snapshot)
        return Source(visit, snapshot, self.judges.read_document(visit))

    def _failed(self, url: str, failure: Failure) -> Source:
        """A source that did not answer is read from its last capture where there is one."""
        snapshot = self.captures.find(url)
        return replace(self._replayed(snapshot), failure=failure) if snapshot else Source(failure=failure)

    def _judge(self, article: Article, sources: Mapping[str, Source]) -> ArticleResult:
        references = [self._reference(ref, sources.get(ref.url or "", Source())) for ref in article.references]
        findings = self.judges.judge_references(article, references)
        references = [replace(ref, findings=found) for ref, found in zip(references, findings, strict=True)]
        prepared = self._prepare(article, references)
        claims = []
        for number, claim in enumerate(article.claims, 1):
            claims.append(self.judges.judge_claim(article, claim, prepared))
            self.progress(Progress("check", number, len(article.claims), claim.id))
        return ArticleResult(article, tuple(references), tuple(claims))

    def _reference(self, reference: Reference, source: Source) -> ReferenceResult:
        history = self.results.failures_of(reference.url) if reference.url else ()
        captured = self.judges.diagnose(source.visit, source.document, reference, history)
        diagnosis = captured
        if source.failure is not None:
            diagnosis = self.judges.diagnose(source.failure, None, reference, history)
        failure = source.failure or (source.document if isinstance(source.document, Failure) else None)
        readable = isinstance(source.document, Document) and captured.health in READABLE
        document = source.document if isinstance(source.document, Document) and readable else None
        return ReferenceResult(reference, diagnosis, source.snapshot, document, failure)

    def _prepare(self, article: Article, references: Sequence[ReferenceResult]) -> dict[str, Any]:
        """Documents ready to be searched, and what stands in the way of the rest, by reference id."""
        ready: dict[int, Any] = {}
        prepared: dict[str, Any] = {}
        for result in references:
            document = result.document
            if document is None:
                prepared[result.reference.id] = self.judges.obstacle(result.diagnosis.sign)
                continue
            if id(document) not in ready:
                ready[id(document)] = self.judges.prepare(article, document, result.diagnosis)
            prepared[result.reference.id] = ready[id(document)]
        return prepared


def exit_code(run: RunResult, gate: Gate) -> int:
    """0 where nothing fails the gate, 1 where something does, 4 where no source could be checked at all."""
    cited = any(claim.claim.citations for article in run.articles for claim in article.claims)
    if cited and not run.funnel.checked:
        return 4
    return int(any(gate.fails(finding) for finding in run.findings))
