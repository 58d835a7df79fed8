"""The stages of a run, in order: articles → visits → snapshots → documents → verdicts → results.

Knows no concrete part: what fetches, captures, reads, judges and stores is handed in by :mod:`citecheck.wiring`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from citecheck.collecting import Collector, Progress, Source
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
    Visit,
)

READABLE = frozenset({Health.OK, Health.MOVED, Health.PAYWALL})
"""States in which the text that came is the cited source's own, if only a part of it behind a paywall."""


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
class Pipeline:
    """A run with all its parts."""

    collector: Collector
    results: Results
    judges: Judges
    gate: Gate
    clock: Callable[[], datetime]
    new_id: Callable[[datetime], str]
    progress: Callable[[Progress], None] = field(default=lambda _: None)

    def run(self, articles: Iterable[Article]) -> RunResult:
        """Check every article; what is finished is stored, article by article, whatever happens after."""
        started_at = self.clock()
        run_id = self.new_id(started_at)
        offline = self.collector.fetch is None
        self.results.begin_run(run_id, started_at, offline)
        sources: dict[str, Source] = {}
        done: list[ArticleResult] = []
        for article in articles:
            self.collector.collect(article, sources)
            result = self._judge(article, sources)
            self.results.add_article(run_id, result)
            done.append(result)
        run = RunResult(run_id, started_at, self.clock(), offline, 0, tuple(done))
        run = replace(run, exit_code=exit_code(run, self.gate))
        self.results.finish_run(run_id, run.finished_at, run.exit_code)
        return run

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
        # Read once more: kept all at once, they would fill the memory.
        visit = self.collector.visit(source.snapshot) if source.snapshot else None
        captured = self.judges.diagnose(visit, source.document, reference, history)
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
