"""What a run found: verdicts for facts and claims, health for references, all of it for a report."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from citecheck.model.article import Article, Claim, Reference
from citecheck.model.baseline import Baseline
from citecheck.model.document import Diagnosis, Document, Health
from citecheck.model.failure import Failure
from citecheck.model.finding import Evidence, Finding
from citecheck.model.link import StandIn
from citecheck.model.snapshot import Snapshot


class FactKind(StrEnum):
    """What a fact is about."""

    DATE = "date"
    TIME = "time"
    NUMBER = "number"
    ORDINAL = "ordinal"
    AGE = "age"
    QUANTITY = "quantity"
    MONEY = "money"
    PERCENTAGE = "percentage"
    CASUALTY = "casualty"
    NAME = "name"
    PLACE = "place"
    ORGANISATION = "organisation"
    LEADER = "leader"
    MEANS = "means"
    QUOTE = "quote"


@dataclass(frozen=True, slots=True)
class Count:
    """A count as a closed interval; an open end is ``None`` ("at least 11" is ``Count(11, None)``).

    ``unit`` is what is counted, in its canonical English form (``helicopter``, ``km``, ``EUR``); ``role`` is
    what happened to the people counted: ``killed``, ``wounded``, ``captured``, ``missing``, ``displaced``,
    ``put-out-of-action``, ….
    """

    low: float | None
    high: float | None
    unit: str | None = None
    role: str | None = None


FactValue = str | Count
"""Dates and times as ISO 8601 / EDTF, names and quotes as text, everything counted as a :class:`Count`."""


class FactVerdict(StrEnum):
    """What the cited sources say of one fact."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not-found"
    UNCHECKABLE = "uncheckable"


class ClaimVerdict(StrEnum):
    """What the cited sources say of a whole claim."""

    SUPPORTED = "supported"
    PARTIAL = "partial"
    CONTRADICTED = "contradicted"
    NOT_FOUND = "not-found"
    UNCHECKABLE = "uncheckable"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True)
class FactResult:
    """One fact of a claim, judged. ``start`` and ``end`` are half-open character offsets in the claim's text."""

    kind: FactKind
    text: str
    value: FactValue
    start: int
    end: int
    verdict: FactVerdict
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ClaimResult:
    """A claim, judged against all it cites. ``score`` is in 0..1; higher means better supported.

    ``key`` is a digest of all that this depends on, where somebody may take it over; empty where nobody may.
    """

    claim: Claim
    verdict: ClaimVerdict
    score: float
    facts: tuple[FactResult, ...] = ()
    findings: tuple[Finding, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class ReferenceResult:
    """A reference and what became of its source.

    ``snapshot`` and ``document`` are those of the link, or of what stood in for it. ``followed_at`` is when the link
    itself was last followed; ``None`` where it was not.
    """

    reference: Reference
    diagnosis: Diagnosis
    snapshot: Snapshot | None = None
    document: Document | None = None
    failure: Failure | None = None
    findings: tuple[Finding, ...] = ()
    stand_in: StandIn | None = None
    followed_at: datetime | None = None

    @property
    def health(self) -> Health:
        """The state of the reference's link."""
        return self.diagnosis.health


@dataclass(frozen=True, slots=True)
class ArticleResult:
    """An article with the results for its references and claims, in reading order."""

    article: Article
    references: tuple[ReferenceResult, ...]
    claims: tuple[ClaimResult, ...]

    @property
    def findings(self) -> Iterator[Finding]:
        """Every finding: those of references first, then those of claims."""
        for reference in self.references:
            yield from reference.findings
        for claim in self.claims:
            yield from claim.findings


@dataclass(frozen=True, slots=True)
class Funnel:
    """How far the references came: each number counts those that passed every step before it."""

    cited: int
    with_url: int
    fetched: int
    readable: int
    checked: int


@dataclass(frozen=True, slots=True)
class RunResult:
    """Everything that one run found; ``baseline`` is what its findings were held against, if anything."""

    id: str
    started_at: datetime
    finished_at: datetime
    offline: bool
    exit_code: int
    articles: Sequence[ArticleResult]
    baseline: Baseline | None = None

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Every finding of the run, article by article: references first, then claims."""
        return tuple(finding for article in self.articles for finding in article.findings)

    @property
    def claim_counts(self) -> Mapping[ClaimVerdict, int]:
        """How many claims came to each verdict."""
        verdicts = [result.verdict for article in self.articles for result in article.claims]
        return {verdict: verdicts.count(verdict) for verdict in ClaimVerdict}

    @property
    def health_counts(self) -> Mapping[Health, int]:
        """How many references are in each state of health."""
        states = [result.health for article in self.articles for result in article.references]
        return {health: states.count(health) for health in Health}

    @property
    def funnel(self) -> Funnel:
        """How many references were cited, had a URL, were fetched, could be read, and were checked against."""
        results = [result for article in self.articles for result in article.references]
        used = {
            (index, citation.reference)
            for index, article in enumerate(self.articles)
            for claim in article.claims
            if claim.facts
            for citation in claim.claim.citations
        }
        readable = [
            (index, result)
            for index, article in enumerate(self.articles)
            for result in article.references
            if result.document is not None
        ]
        return Funnel(
            cited=len(results),
            with_url=sum(result.reference.url is not None for result in results),
            fetched=sum(result.snapshot is not None for result in results),
            readable=len(readable),
            checked=sum((index, result.reference.id) in used for index, result in readable),
        )
