"""An article as read → its references and claims, for a terminal, as JSON or as CSL-JSON; nothing is judged."""

import json
from typing import Any

from rich.console import Console
from rich.text import Text

from citecheck.model import Article, Citation, Claim, Position, Reference
from citecheck.reports.csl import csl_item
from citecheck.reports.inert import inert

SCHEMA = "citecheck.refs/1"


def render_refs(article: Article, console: Console) -> None:
    """Print each reference with its fields, then each claim with what it cites, section by section.

    Lines are as long as what they hold where the output is no terminal, so that a title can be searched for.
    """

    def say(*parts: tuple[str, str]) -> None:
        console.print(Text.assemble(*parts), soft_wrap=not console.is_terminal)

    about = " · ".join(part for part in (article.language, article.format) if part)
    counts = f"{_counted(len(article.references), 'reference')}, {_counted(len(article.claims), 'claim')}"
    say((inert(article.title or article.path), "bold"), (f"  {about} · {counts}", "dim"))
    say(("\nReferences", "bold"))
    for reference in article.references:
        _reference(reference, say)
    say(("\nClaims", "bold"), ("  [1] cited directly, (1) inherited from a later marker of the paragraph", "dim"))
    section: tuple[str, ...] | None = None
    for claim in article.claims:
        if claim.section != section:
            section = claim.section
            say((f"\n  {' / '.join(map(inert, section)) or 'Lead'}", "italic"))
        _claim(claim, say)


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _reference(reference: Reference, say: Any) -> None:  # noqa: ANN401 — a local function
    say((f"  [{inert(reference.id)}] ", "cyan"), (inert(reference.title or _untitled(reference)), ""))
    details = [
        ", ".join(author.name for author in reference.authors),
        reference.site or reference.publisher,
        reference.date,
        f"read {reference.access_date}" if reference.access_date else None,
        reference.language,
        f"cited {reference.cited}×" if reference.cited else "never cited",
    ]
    say(("      " + " · ".join(inert(detail) for detail in details if detail), "dim"))
    say((f"      {inert(reference.url) if reference.url else 'no URL'}", "blue" if reference.url else "dim"))
    if reference.archive_url:
        say((f"      archived: {inert(reference.archive_url)}", "dim"))


def _untitled(reference: Reference) -> str:
    if not reference.defined:
        return f"(cited as {reference.name or reference.id}, and defined nowhere)"
    return f"(no title) {reference.raw}"[:200]


def _claim(claim: Claim, say: Any) -> None:  # noqa: ANN401 — as above
    place = f"{claim.position.line}:{claim.position.column}"
    marks = "".join(map(_mark, claim.citations)) or "uncited"
    say((f"  {claim.id:<4} {place:<8} ", "dim"), (f"{inert(marks):<9} ", "cyan"), (inert(claim.text), ""))


def _mark(citation: Citation) -> str:
    return f"[{citation.reference}]" if citation.direct else f"({citation.reference})"


def render_refs_json(article: Article) -> str:
    """The same as an indented JSON text that ends in a line break."""
    listing = {
        "schema": SCHEMA,
        "path": article.path,
        "title": article.title,
        "language": article.language,
        "format": article.format,
        "references": [_reference_json(reference) for reference in article.references],
        "claims": [_claim_json(claim) for claim in article.claims],
    }
    return json.dumps(listing, ensure_ascii=False, indent=2) + "\n"


def _reference_json(reference: Reference) -> dict[str, Any]:
    return {
        "id": reference.id,
        "name": reference.name,
        "title": reference.title,
        "trans_title": reference.trans_title,
        "authors": [author.name for author in reference.authors],
        "site": reference.site,
        "publisher": reference.publisher,
        "date": reference.date,
        "access_date": reference.access_date,
        "language": reference.language,
        "url": reference.url,
        "archive_url": reference.archive_url,
        "archive_date": reference.archive_date,
        "url_status": reference.url_status,
        "cited": reference.cited,
        "defined": reference.defined,
        "position": _place(reference.position),
        "markers": [_place(marker) for marker in reference.markers],
        "fields": dict(reference.fields),
    }


def _claim_json(claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "text": claim.text,
        "section": list(claim.section),
        "kind": claim.kind.value,
        "position": _place(claim.position),
        "citations": [{"reference": citation.reference, "direct": citation.direct} for citation in claim.citations],
    }


def _place(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "start": position.start, "end": position.end}


def render_refs_csl(article: Article) -> str:
    """The references that are defined as CSL-JSON, for Zotero, pandoc and citation processors."""
    items = [csl_item(reference) for reference in article.references if reference.defined]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"
