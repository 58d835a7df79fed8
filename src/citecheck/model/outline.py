"""The results of an article → what reports count of them, which is a small part and can be loaded alone."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from citecheck.model.article import Position
from citecheck.model.document import Health
from citecheck.model.finding import Finding
from citecheck.model.result import ArticleResult, ClaimVerdict
from citecheck.model.rule import Level, Rule


class OutlinedReference(NamedTuple):
    """How healthy a reference's link is, and how far it came."""

    health: Health
    with_url: bool
    fetched: bool
    readable: bool
    checked: bool


class OutlinedFinding(NamedTuple):
    """A finding without its evidence; ``line`` is its own, or that of the reference or claim it is about."""

    rule: Rule
    level: Level
    message: str
    fingerprint: str
    line: int


class Outline(NamedTuple):
    """An article's results without texts and evidence; findings of references come before those of claims."""

    path: str
    references: Sequence[OutlinedReference]
    verdicts: Sequence[ClaimVerdict]
    findings: Sequence[OutlinedFinding]


@runtime_checkable
class Outlines(Protocol):
    """Articles that have outlines at hand."""

    def outlines(self) -> Iterator[Outline]:
        """The outline of each."""


def outlines_of(articles: Sequence[ArticleResult]) -> Iterable[Outline]:
    """The outline of each article, loaded alone where the articles can do that."""
    return articles.outlines() if isinstance(articles, Outlines) else map(outline_of, articles)


def outline_of(result: ArticleResult) -> Outline:
    """The outline of an article's results."""
    used = {citation.reference for claim in result.claims if claim.facts for citation in claim.claim.citations}
    of_references = (_outlined(each, one.reference.position) for one in result.references for each in one.findings)
    of_claims = (_outlined(each, one.claim.position) for one in result.claims for each in one.findings)
    return Outline(
        path=result.article.path,
        references=[
            OutlinedReference(
                health=each.health,
                with_url=each.reference.url is not None,
                fetched=each.snapshot is not None,
                readable=each.document is not None,
                checked=each.document is not None and each.reference.id in used,
            )
            for each in result.references
        ],
        verdicts=[claim.verdict for claim in result.claims],
        findings=[*of_references, *of_claims],
    )


def _outlined(finding: Finding, position: Position) -> OutlinedFinding:
    line = (finding.position or position).line
    return OutlinedFinding(finding.rule, finding.level, finding.message, finding.fingerprint, line)
