"""An HTML page → a Document."""

import re
from collections.abc import Iterator

from citecheck.documents.layout import Piece, lay_out
from citecheck.documents.metadata import article_body, metadata_of
from citecheck.documents.outline import Outline, clean, outline
from citecheck.documents.zoning import zones_of
from citecheck.language.identify import detect_language
from citecheck.model import Document, Metadata, ZoneKind

_LONG_ENOUGH = 200
_TAG = re.compile(r"<[^<>]*>")
_NO_LETTER = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…»”])\s+(?=[^a-z])|(?<=[。！？])|\n+")


def read_html(html: str, *, url: str, media_type: str, header_language: str | None = None) -> Document:
    """The document that a page holds; it may be empty of text."""
    page = outline(html)
    metadata = metadata_of(page)
    text, zones = lay_out(_pieces(page))
    return Document(
        url=url,
        text=text,
        media_type=media_type,
        language=_language(text, metadata, header_language),
        zones=zones,
        metadata=metadata,
    )


def _pieces(page: Outline) -> Iterator[Piece]:
    yield from (Piece(text, ZoneKind.HEAD) for text in _head(page))
    for line, kind in zip(page.lines, zones_of(page), strict=True):
        if kind is not None:
            yield Piece(line.text, kind, line.separator)
    yield from (Piece(text, ZoneKind.MAIN) for text in _unprinted(page))


def _unprinted(page: Outline) -> list[str]:
    """What JSON-LD gives of the article's text and the page does not show, as behind a paywall."""
    body = article_body(page)
    if not body:
        return []
    shown = _letters("\n".join(line.text for line in page.lines))
    return [
        text
        for part in _SENTENCE_END.split(_TAG.sub(" ", body))
        if (text := clean(part)) and _letters(text) not in shown
    ]


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _head(page: Outline) -> list[str]:
    stated = (page.title, page.meta("og:title"), page.meta("og:description"), page.meta("description"))
    return list(dict.fromkeys(text for value in stated if (text := clean(value))))


def _language(text: str, metadata: Metadata, header: str | None) -> str | None:
    declared = metadata.language.value if metadata.language else header
    detected = detect_language(text) if len(text) >= _LONG_ENOUGH or not declared else None
    return detected or declared
