"""A run → what the templates lay out: text in its order, with marks, links and counts ready."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citecheck.model import Article, ArticleResult, ClaimKind, ClaimResult, Finding, ReferenceResult
from citecheck.reports.html.charts import Bar, health_group, verdict_bars
from citecheck.reports.html.data import claim_id, imprint, reference_id, web_address
from citecheck.reports.html.flow import Block, Section, sections
from citecheck.reports.html.pieces import Piece, claim_pieces, shown
from citecheck.reports.located import Located

_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}")
"""The shape of a language tag (RFC 5646 §2.1), loosely."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A citation behind a claim: the number that a reader sees, and the element of its reference."""

    label: str
    target: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim in the article's text. ``name`` is the field of an infobox, else empty."""

    id: str
    verdict: str
    name: str
    pieces: tuple[Piece, ...]
    markers: tuple[Marker, ...]


@dataclass(frozen=True, slots=True)
class BlockView:
    """A paragraph, an infobox or the rows of a table."""

    kind: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its heading, how deep it stands (2 to 4), and how its claims fared."""

    id: str
    heading: str
    path: str
    depth: int
    blocks: tuple[BlockView, ...]
    bars: tuple[Bar, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """An entry of the list of references."""

    id: str
    label: str
    title: str
    lines: tuple[str, ...]
    health: str
    group: str
    cited: int
    defined: bool
    url: str | None
    language: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article, its text with marked claims, what was left out of it and why, and its references."""

    id: str
    title: str
    path: str
    about: str
    language: str
    direction: str
    sections: tuple[SectionView, ...]
    references: tuple[ReferenceView, ...]
    bars: tuple[Bar, ...]
    claims: int
    left_out: tuple[tuple[str, str], ...]
    findings: tuple[Located, ...]


def article_view(number: int, result: ArticleResult) -> ArticleView:
    """Everything of one article that stands in the page."""
    article = result.article
    ids = {each.reference.id: reference_id(number, place) for place, each in enumerate(result.references)}
    parts = sections(article, result.claims)
    return ArticleView(
        id=f"a{number}",
        title=shown(article.title or article.path),
        path=shown(article.path),
        about=" · ".join(part for part in (article.format, shown(article.language or ""), _revision(article)) if part),
        language=tag(article.language),
        direction=article.direction if article.direction in ("ltr", "rtl") else "auto",
        sections=tuple(_section(number, place, part, result.claims, ids) for place, part in enumerate(parts)),
        references=tuple(_reference(ids[each.reference.id], each) for each in result.references),
        bars=verdict_bars(result.claims),
        claims=len(result.claims),
        left_out=tuple((shown(claim.text), shown(claim.reason)) for claim in article.left_out),
        findings=tuple(_located(result)),
    )


def tag(language: str | None) -> str:
    """A language as an attribute may have it; empty, which says that it is not known, for what is no tag."""
    return language if language and _TAG.fullmatch(language) else ""


def _revision(article: Article) -> str:
    return f"revision {shown(article.revision)}" if article.revision else ""


def _section(
    article: int, place: int, part: Section, results: Sequence[ClaimResult], ids: Mapping[str, str]
) -> SectionView:
    path = part.path or (("Infobox",) if _only_infobox(part) else ("Introduction",))
    return SectionView(
        id=f"s{article}-{place}",
        heading=shown(path[-1]),
        path=" › ".join(shown(heading) for heading in path),
        depth=min(len(path) + 2, 5),
        blocks=tuple(_block(article, block, results, ids) for block in part.blocks),
        bars=verdict_bars(results[claim] for claim in part.claims),
        count=len(part.claims),
    )


def _only_infobox(part: Section) -> bool:
    return all(block.kind is ClaimKind.INFOBOX for block in part.blocks)


def _block(article: int, block: Block, results: Sequence[ClaimResult], ids: Mapping[str, str]) -> BlockView:
    return BlockView(
        kind=block.kind.value,
        claims=tuple(_claim(claim_id(article, number), results[number], ids) for number in block.claims),
    )


def _claim(element: str, result: ClaimResult, ids: Mapping[str, str]) -> ClaimView:
    claim = result.claim
    name, pieces = "", tuple(claim_pieces(claim.text, result.facts))
    if claim.kind is ClaimKind.INFOBOX and pieces and ": " in pieces[0].text:
        name, _, rest = pieces[0].text.partition(": ")
        pieces = (Piece(rest, pieces[0].verdict), *pieces[1:])
    return ClaimView(
        id=element,
        verdict=result.verdict.value,
        name=name,
        pieces=tuple(piece for piece in pieces if piece.text),
        markers=tuple(
            Marker(shown(each.reference), ids.get(each.reference, "")) for each in claim.citations if each.direct
        ),
    )


def _reference(element: str, result: ReferenceResult) -> ReferenceView:
    reference = result.reference
    return ReferenceView(
        id=element,
        label=shown(reference.id),
        title=shown(reference.title or reference.url or "without a title"),
        lines=tuple(shown(line) for line in imprint(result) if line),
        health=result.health.value,
        group=health_group(result.health),
        cited=reference.cited,
        defined=reference.defined,
        url=web_address(reference.url),
        language=tag(reference.language),
        findings=result.findings,
    )


def _located(result: ArticleResult) -> Iterator[Located]:
    subjects: tuple[ReferenceResult | ClaimResult, ...] = (*result.references, *result.claims)
    for subject in subjects:
        for finding in subject.findings:
            yield Located(result, subject, finding)
