"""A PDF → a Document, with the offsets at which its pages begin.

The library, PDFium, is an optional extra: it is as large as all the rest together.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import Any

from citecheck.documents.layout import Piece, lay_out
from citecheck.documents.outline import clean
from citecheck.documents.wrapping import unwrap
from citecheck.language.identify import detect_language
from citecheck.model import Document, Failure, Metadata, Stage, Stated, ZoneKind

_ONE_AT_A_TIME = Lock()  # PDFium is not safe for threads
_MOST_PAGES = 5_000
_RUNNING_HEADS = 3
_STAMP = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_DIGITS = re.compile(r"\d+")


def read_pdf(body: bytes, *, url: str) -> Document | Failure:
    """The text of a PDF, page by page; running heads and feet are ``other``."""
    if find_spec("pypdfium2") is None:
        return Failure(Stage.DOCUMENT, "media-type", "application/pdf needs the extra: install citecheck[pdf].")
    pdfium = import_module("pypdfium2")
    try:
        with _ONE_AT_A_TIME:
            pages, declared = _extract(pdfium.PdfDocument(body))
    except pdfium.PdfiumError as error:
        return Failure(Stage.DOCUMENT, "undecodable", f"The PDF cannot be read: {str(error).rstrip('.')}.")
    if not any(map(str.strip, pages)):
        return Failure(Stage.DOCUMENT, "empty", "The PDF holds no text, only pictures of it.")
    return _document(pages, declared, url)


def _extract(document: Any) -> tuple[list[str], dict[str, str]]:  # noqa: ANN401 - PDFium comes without types
    try:
        count = min(len(document), _MOST_PAGES)
        return [_page_text(document, number) for number in range(count)], document.get_metadata_dict()
    finally:
        document.close()


def _page_text(document: Any, number: int) -> str:  # noqa: ANN401 - as above
    page = document[number]
    text_page = page.get_textpage()
    try:
        return str(text_page.get_text_range())
    finally:
        text_page.close()
        page.close()


def _document(pages: Sequence[str], declared: dict[str, str], url: str) -> Document:
    heads = _running_heads(pages)
    starts: list[int] = []
    pieces: list[Piece] = []
    length = 0
    for page in pages:
        starts.append(length)
        for piece in _pieces(page, heads):
            pieces.append(piece)
            length += len(piece.text) + 1
    text, zones = lay_out(pieces)
    return Document(
        url=url,
        text=text,
        media_type="application/pdf",
        language=detect_language(text),
        zones=zones,
        metadata=_metadata(declared),
        pages=tuple(min(start, len(text)) for start in starts),
    )


def _pieces(page: str, heads: frozenset[str]) -> Iterator[Piece]:
    lines = page.splitlines()
    is_head = [_shape(line) in heads for line in lines]
    body = [line for line, head in zip(lines, is_head, strict=True) if not head]
    yield from (
        Piece(text, ZoneKind.OTHER) for line, head in zip(lines, is_head, strict=True) if head and (text := clean(line))
    )
    yield from (Piece(text, ZoneKind.MAIN) for text in unwrap(body))


def _running_heads(pages: Sequence[str]) -> frozenset[str]:
    """The first and last lines that return, but for their numbers, on a third of the pages and at least three."""
    ends = Counter(
        shape
        for page in pages
        if (lines := [line for line in page.splitlines() if line.strip()])
        for shape in {_shape(lines[0]), _shape(lines[-1])}
    )
    return frozenset(shape for shape, count in ends.items() if count >= max(_RUNNING_HEADS, len(pages) / 3))


def _shape(line: str) -> str:
    return _DIGITS.sub("0", clean(line))


def _metadata(declared: dict[str, str]) -> Metadata:
    title, author = clean(declared.get("Title", "")), clean(declared.get("Author", ""))
    created = _STAMP.match(declared.get("CreationDate", ""))
    return Metadata(
        title=Stated(title, "pdf") if title else None,
        authors=(Stated(author, "pdf"),) if author else (),
        published=Stated("-".join(created.groups()), "pdf") if created else None,
    )
