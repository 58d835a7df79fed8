"""Plain text, XML and JSON → a Document that is all main text."""

import json
import re
from collections.abc import Iterator
from html import unescape

from citecheck.documents.outline import clean
from citecheck.documents.wrapping import unwrap
from citecheck.language.identify import detect_language
from citecheck.model import Document, Zone, ZoneKind

# What is opened and never closed runs to the end, so that no text is searched twice.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<\?.*?(?:\?>|\Z)|</?(?P<name>[\w:.-]+)[^<>]*>|<![^<>]*>",
    re.DOTALL,
)
_INLINE = frozenset((
    "a", "b", "i", "u", "em", "strong", "sub", "sup", "span", "italic", "bold", "xref", "ext-link", "hi", "emph",
    "emphasis", "rs", "q", "quote", "sc", "styled-content", "abbr",
))  # fmt: skip


def plain_document(text: str, url: str = "") -> Document:
    """Text that someone has at hand, unchanged, as a document: offsets in the one are offsets in the other."""
    zones = (Zone(ZoneKind.MAIN, 0, len(text)),) if text else ()
    return Document(url, text, "text/plain", detect_language(text), zones)


def read_plain(text: str, *, url: str, media_type: str) -> Document:
    """Plain text, a line for each paragraph."""
    return _of_lines(unwrap(text.splitlines()), url, media_type)


def _of_lines(lines: list[str], url: str, media_type: str) -> Document:
    joined = "\n".join(lines)
    zones = (Zone(ZoneKind.MAIN, 0, len(joined)),) if joined else ()
    return Document(url, joined, media_type, detect_language(joined), zones)


def read_json(text: str, *, url: str, media_type: str) -> Document:
    """The strings and numbers of a JSON value, one a line after their keys; the raw text where it is no JSON."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return read_plain(text, url=url, media_type=media_type)
    return _of_lines([line for leaf in _leaves(value) if (line := clean(leaf))], url, media_type)


def read_xml(text: str, *, url: str, media_type: str) -> Document:
    """The character data of an XML document, a line for each element."""
    bare = _MARKUP.sub(_text_of, text)
    lines = (clean(line) for line in unescape(bare).splitlines())
    return _of_lines([line for line in lines if line], url, media_type)


def _text_of(markup: re.Match[str]) -> str:
    if markup["cdata"] is not None:
        return markup["cdata"]
    return "" if (markup["name"] or "").rpartition(":")[2] in _INLINE else "\n"


def _leaves(value: object) -> Iterator[str]:
    waiting = [("", value)]
    while waiting:
        key, item = waiting.pop()
        if isinstance(item, dict):
            waiting.extend((str(name), child) for name, child in reversed(item.items()))
        elif isinstance(item, list):
            waiting.extend((key, child) for child in reversed(item))
        elif item is not None and not isinstance(item, bool):
            yield f"{key}: {item}" if key else str(item)
