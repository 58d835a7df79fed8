"""An article and its sources → its results: each source read and diagnosed, each claim judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from citecheck.collecting import Progress, Source
from citecheck.errors import ArchiveError
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
    Reference,
    ReferenceResult,
    Snapshot,
    Stage,
    Visit,
)

READABLE = frozenset({Health.OK, Health.MOVED, Health.PAYWALL})
"""States in which the text that came is the cited source's own, if only a part of it behind a paywall."""

History = Mapping[str, Sequence[datetime]]
"""For URLs that fail, when they failed before."""


class Reader(Protocol):
    """Where captures are read."""

    def read(self, snapshot: Snapshot) -> Visit:
        """The exchanges of a capture, as they went over the wire. It raises :class:`ArchiveError`."""


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
class Page:
    """A capture, read: its exchanges and its text, or why there are none."""

    visit: Visit | Failure | None = None
    document: Document | Failure | None = None


@dataclass(frozen=True, slots=True)
class Checker:
    """Checks one article at a time, from captures alone."""

    captures: Reader
    judges: Judges
    progress: Callable[[Progress], None] = field(default=lambda _: None)

    def check(self, article: Article, sources: Mapping[str, Source], history: History) -> ArticleResult:
        """Read what an article cites, and judge its references and claims.

        Args:
            article: the article.
            sources: what became of each URL that it cites.
            history: when URLs that failed now failed before.
        """
        references = self._references(article, sources, history)
        findings = self.judges.judge_references(article, references)
        references = [replace(ref, findings=found) for ref, found in zip(references, findings, strict=True)]
        prepared = self._prepare(article, references)
        claims = []
        for number, claim in enumerate(article.claims, 1):
            claims.append(self.judges.judge_claim(article, claim, prepared))
            self.progress(Progress("claims", number, len(article.claims), claim.id))
        return ArticleResult(article, tuple(references), tuple(claims))

    def _references(self, article: Article, sources: Mapping[str, Source], history: History) -> list[ReferenceResult]:
        """Each source is read once, however many references give its URL, and let go of after the last of them."""
        by_url: dict[str | None, list[Reference]] = {}
        for reference in article.references:
            by_url.setdefault(reference.url or None, []).append(reference)
        results: dict[int, ReferenceResult] = {}
        for url, citing in by_url.items():
            source = sources.get(url or "", Source())
            page = self._page(source.snapshot)
            for reference in citing:
                results[id(reference)] = self._reference(reference, source, page, history.get(url or "", ()))
        return [results[id(reference)] for reference in article.references]

    def _page(self, snapshot: Snapshot | None) -> Page:
        if snapshot is None:
            return Page()
        try:
            visit = self.captures.read(snapshot)
        except ArchiveError as error:
            return Page(Failure(Stage.SNAPSHOT, "damaged", str(error)))
        return Page(visit, self.judges.read_document(visit))

    def _reference(
        self, reference: Reference, source: Source, page: Page, history: Sequence[datetime]
    ) -> ReferenceResult:
        captured = self.judges.diagnose(page.visit, page.document, reference, history)
        diagnosis = captured
        if source.failure is not None:
            diagnosis = self.judges.diagnose(source.failure, None, reference, history)
        failures = (each for each in (source.failure, page.visit, page.document) if isinstance(each, Failure))
        readable = isinstance(page.document, Document) and captured.health in READABLE
        document = page.document if isinstance(page.document, Document) and readable else None
        snapshot = source.snapshot if isinstance(page.visit, Visit) else None
        return ReferenceResult(reference, diagnosis, snapshot, document, next(failures, None))

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
