"""An HTML page → a Document."""

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape

from citecheck.documents.byline import Byline
from citecheck.documents.layout import Piece, lay_out
from citecheck.documents.metadata import article_body, language_of, metadata_of
from citecheck.documents.outline import Outline, clean
from citecheck.documents.outliner import outline
from citecheck.documents.zoning import Zoning, zoning_of
from citecheck.language.identify import detect_language
from citecheck.model import Document, Stated, Zone, ZoneKind

_LONG_ENOUGH = 200
_CONFIRMING = 150  # characters that suffice to confirm a language, but not to deny it
_LONGEST_BYLINE = 200
_WORTH_ADDING = 0.25
_ESCAPES = 3
_BEFORE, _AFTER = 4, 12
_TAG = re.compile(r"<[^<>]*>")
_NO_LETTER = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"(?<=[.!?…»”])\s+(?=[^a-z])|(?<=[。！？])|\n+")


def read_html(markup: bytes, *, url: str, media_type: str, header_language: str | None = None) -> Document:
    """The document that a page, in UTF-8, holds; it may be empty of text."""
    page = outline(markup)
    zoning = zoning_of(page)
    text, zones = lay_out(_pieces(page, zoning))
    declared = language_of(page) or (Stated(header_language, "header") if header_language else None)
    language = _language(text, zones, declared)
    around = _around_headline(zoning)
    languages = [tag for tag in (language, declared and declared.value) if tag] or ["en"]
    byline = _byline_of(page, zoning, around, languages)
    return Document(
        url=url,
        text=text,
        media_type=media_type,
        language=language,
        zones=zones,
        metadata=metadata_of(page, url=url, declared=declared, around=around, byline=byline),
    )


def _pieces(page: Outline, zoning: Zoning) -> Iterator[tuple[str, ZoneKind | None, str]]:
    yield from (Piece(text, ZoneKind.HEAD) for text in _head(page))
    yield from zip(page.lines.texts, zoning.kinds, page.lines.separators, strict=True)
    yield from (Piece(text, ZoneKind.MAIN) for text in _unprinted(page))


def _around_headline(zoning: Zoning) -> range:
    middle = zoning.headline
    if middle < 0:
        middle = zoning.kinds.index(ZoneKind.MAIN) if ZoneKind.MAIN in zoning.kinds else 0
    return range(max(middle - _BEFORE, 0), min(middle + _AFTER, len(zoning.kinds)))


def _byline_of(page: Outline, zoning: Zoning, around: range, languages: Iterable[str]) -> Byline:
    """The short lines around the headline.

    A page whose text is in another language than its frame has its date in either.
    """
    shown = [page.lines.texts[index] for index in around if zoning.kinds[index] is not None]
    return Byline([line for line in shown if len(line) <= _LONGEST_BYLINE], list(dict.fromkeys(languages)))


def _unprinted(page: Outline) -> list[str]:
    """What JSON-LD gives of the article's text and the page does not show, as behind a paywall.

    Where little is missing, the two differ in notation only, and what is printed stands.
    """
    body = _bare(article_body(page))
    if not body:
        return []
    shown = "\n".join(page.lines.texts)
    parts = [text for part in _SENTENCE_END.split(body) if (text := clean(part)) and text not in shown]
    if sum(map(len, parts)) < _WORTH_ADDING * len(body):
        return []
    letters = _letters(shown)
    missing = [part for part in parts if _letters(part) not in letters]
    return missing if sum(map(len, missing)) >= _WORTH_ADDING * len(body) else []


def _bare(body: str) -> str:
    """Text without tags and character references, which publishers leave in it once or twice escaped."""
    for _ in range(_ESCAPES):
        body = _TAG.sub(" ", unescape(body))
    return body.strip()


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text.casefold())


def _head(page: Outline) -> list[str]:
    stated = (page.title, page.meta("og:title"), page.meta("og:description"), page.meta("description"))
    return list(dict.fromkeys(text for value in stated if (text := clean(value))))


def _language(text: str, zones: Sequence[Zone], declared: Stated | None) -> str | None:
    """What the main text is written in; a short one is in the language that the page declares."""
    main = "\n".join([text[zone.start : zone.end] for zone in zones if zone.kind is ZoneKind.MAIN])
    tag = declared.value.lower().replace("_", "-").split("-")[0].strip() if declared else None
    if len(main) < _LONG_ENOUGH:
        return tag or detect_language(text)
    if tag and detect_language(main[:_CONFIRMING]) == tag:
        return tag
    return detect_language(main) or tag or detect_language(text)
