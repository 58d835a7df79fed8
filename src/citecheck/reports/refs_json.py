"""An article as read → its references and claims as JSON or as CSL-JSON; nothing is judged."""

from typing import Any

from citecheck.model import Article, Claim, LeftOut, Position, Reference
from citecheck.reports.csl import csl_item
from citecheck.reports.json_text import json_text

SCHEMA = "citecheck.refs/1"

Json = dict[str, Any]


def render_refs_json(article: Article) -> str:
    """All that was read as an indented JSON text that ends in a line break."""
    listing = {
        "schema": SCHEMA,
        "path": article.path,
        "title": article.title,
        "language": article.language,
        "direction": article.direction,
        "format": article.format,
        "revision": article.revision,
        "aliases": [list(names) for names in article.aliases],
        "references": [_reference(reference) for reference in article.references],
        "claims": [_claim(claim) for claim in article.claims],
        "left_out": [_left_out(claim) for claim in article.left_out],
    }
    return json_text(listing)


def render_refs_csl(article: Article) -> str:
    """The references that are defined as CSL-JSON, for Zotero, pandoc and citation processors."""
    return json_text([csl_item(reference) for reference in article.references if reference.defined])


def _reference(reference: Reference) -> Json:
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


def _claim(claim: Claim) -> Json:
    return {
        "id": claim.id,
        "text": claim.text,
        "section": list(claim.section),
        "kind": claim.kind.value,
        "position": _place(claim.position),
        "preceding": claim.context.preceding,
        "citations": [{"reference": citation.reference, "direct": citation.direct} for citation in claim.citations],
    }


def _left_out(claim: LeftOut) -> Json:
    return {"id": claim.id, "text": claim.text, "reason": claim.reason, "position": _place(claim.position)}


def _place(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column, "start": position.start, "end": position.end}
