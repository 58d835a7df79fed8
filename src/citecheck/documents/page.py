"""An HTML page → a Document."""

from collections.abc import Iterator

from citecheck.documents.layout import Piece, lay_out
from citecheck.documents.main_text import main_lines
from citecheck.documents.metadata import article_body, metadata_of
from citecheck.documents.outline import Outline, clean, outline
from citecheck.language.identify import detect_language
from citecheck.model import Document, Metadata, ZoneKind

_LONG_ENOUGH = 200


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
    for line, main in zip(page.lines, main_lines(page), strict=True):
        heading = page.regions[line.region].tag == "h1"
        kind = ZoneKind.HEAD if heading else ZoneKind.MAIN if main else ZoneKind.OTHER
        yield Piece(line.text, kind, line.separator)
    body = clean(article_body(page))
    if body and not any(body[:80] in line.text or line.text[:80] in body for line in page.lines if len(line.text) > 80):
        yield Piece(body, ZoneKind.MAIN)


def _head(page: Outline) -> list[str]:
    stated = (page.title, page.meta("og:title"), page.meta("og:description"), page.meta("description"))
    return list(dict.fromkeys(text for value in stated if (text := clean(value))))


def _language(text: str, metadata: Metadata, header: str | None) -> str | None:
    declared = metadata.language.value if metadata.language else header
    detected = detect_language(text) if len(text) >= _LONG_ENOUGH or not declared else None
    return detected or declared
