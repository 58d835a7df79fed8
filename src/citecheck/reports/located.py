"""A run → its findings, each with the article and the reference or claim that it is about."""

from collections.abc import Iterator
from dataclasses import dataclass

from citecheck.model import (
    ArticleResult,
    Baseline,
    BaselineEntry,
    BaselineState,
    ClaimResult,
    Finding,
    Position,
    ReferenceResult,
    RunResult,
)
from citecheck.reports.totals import message_of


@dataclass(frozen=True, slots=True)
class Located:
    """A finding in its place."""

    article: ArticleResult
    subject: ReferenceResult | ClaimResult
    finding: Finding
    baseline: Baseline | None = None

    @property
    def state(self) -> BaselineState:
        """What the baseline says of it; without one, every finding is new."""
        return self.baseline.state(self.finding.fingerprint) if self.baseline else BaselineState.NEW

    @property
    def entry(self) -> BaselineEntry | None:
        """Its entry in the baseline."""
        return self.baseline.entries.get(self.finding.fingerprint) if self.baseline else None

    @property
    def message(self) -> str:
        """What it says, and where its waiver is over, that it is."""
        return message_of(self.finding, self.baseline)

    @property
    def path(self) -> str:
        """The article's path, as it was given."""
        return self.article.article.path

    @property
    def position(self) -> Position:
        """Where the finding is; that of its reference or claim where it has no place of its own."""
        if self.finding.position is not None:
            return self.finding.position
        return self.subject.claim.position if isinstance(self.subject, ClaimResult) else self.subject.reference.position


def located(run: RunResult) -> Iterator[Located]:
    """Every finding of a run: article by article, references first, then claims."""
    for article in run.articles:
        yield from located_in(article, run.baseline)


def located_in(article: ArticleResult, baseline: Baseline | None) -> Iterator[Located]:
    """Every finding of an article: references first, then claims."""
    subjects: tuple[ReferenceResult | ClaimResult, ...] = (*article.references, *article.claims)
    for subject in subjects:
        for finding in subject.findings:
            yield Located(article, subject, finding, baseline)
