"""The source of a page → the same page with each tag and each text numbered, and where in the source each stands.

A parser that builds a tree keeps no offsets of texts, and none of columns. So the tags are found first, by a scanner of
HTML's own rules (WHATWG HTML §13.2.5), and the parser is given a page in which every start tag carries its number and
every text *is* a number. The tree has the numbers, and the numbers lead back to the source.
"""

import re
from dataclasses import dataclass, field

Span = tuple[int, int]
"""Half-open character offsets in the source."""

NUMBER = "data-citecheck"
"""The attribute that holds the number of an element."""
TEXT = re.compile("\ue000(\\d{1,9});")
"""Stands in the numbered page for a text; no other text has this character."""
MAX_DEPTH = 200
"""Elements nested deeper are read as if their tags were not there."""

_TAG = re.compile(
    r"<(?:(?P<close>/)?(?P<name>[a-zA-Z][^\s/>]*+)"
    r"(?P<attributes>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^\s>]*+))*+)(?P<end>>)?"
    r"|(?P<comment>!--)|[!?/])"
)
_RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
_CLOSED_BY_NEXT = frozenset(["p", "li", "dd", "dt", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "body"])
_UNSAFE = re.compile("[\ue000\ud800-\udfff\x00-\x08\x0b\x0e-\x1f]")


@dataclass(slots=True)
class Numbered:
    """A page with numbers: what the parser reads, and the spans of elements and texts by their numbers."""

    markup: str = ""
    elements: list[Span] = field(default_factory=list)
    texts: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class _Scan:
    source: str
    page: Numbered = field(default_factory=Numbered)
    out: list[str] = field(default_factory=list)
    open: dict[str, list[int]] = field(default_factory=dict)
    depth: int = 0


def number(source: str) -> Numbered:
    """Number a page, in time that grows with its length and no faster.

    Comments and the contents of scripts and styles are left out. A tag or comment that never ends takes the rest of
    the page with it, as in a browser. An element ends where its end tag ends; one without an end tag, with its start
    tag.
    """
    scan = _Scan(source)
    at = 0
    while found := _TAG.search(source, at):
        end = _end_of(source, found)
        _text(scan, at, found.start())
        if end is None:
            at = len(source)
            break
        at = _tag(scan, found, end) if found["name"] else end
    _text(scan, at, len(source))
    scan.page.markup = "".join(scan.out)
    return scan.page


def _end_of(source: str, found: re.Match[str]) -> int | None:
    """Where a tag, comment or declaration ends; ``None`` where it never does."""
    if found["name"]:
        return found.end() if found["end"] else None
    if found["comment"]:
        end = source.find("-->", found.start() + 2)
        return end + 3 if end >= 0 else None
    end = source.find(">", found.end())
    return end + 1 if end >= 0 else None


def _text(scan: _Scan, start: int, end: int) -> None:
    text = scan.source[start:end]
    if not text:
        return
    if text.isspace():
        scan.out.append(" ")  # as text it would begin a paragraph where none may stand
    else:
        scan.out.append(f"\ue000{len(scan.page.texts)};")
        scan.page.texts.append((start, end))


def _tag(scan: _Scan, found: re.Match[str], end: int) -> int:
    """Take note of a tag; returns where to read on."""
    name = found["name"].lower()
    if found["close"]:
        _close(scan, name, end)
        return end
    is_nesting = name not in _VOID and name not in _CLOSED_BY_NEXT
    scan.depth += is_nesting
    number_ = len(scan.page.elements)
    if scan.depth <= MAX_DEPTH:
        attributes = _UNSAFE.sub(" ", found["attributes"])
        scan.out.append(f'<{_UNSAFE.sub(" ", found["name"])} {NUMBER}="{number_}" {attributes}>')
        scan.page.elements.append((found.start(), end))
    if name not in _VOID:
        scan.open.setdefault(name, []).append(number_ if scan.depth <= MAX_DEPTH else -1)
    return _raw(scan, name, end) if name in _RAW else end


def _close(scan: _Scan, name: str, end: int) -> None:
    opened = scan.open.get(name)
    if opened:
        number_ = opened.pop()
        if number_ >= 0:
            scan.page.elements[number_] = (scan.page.elements[number_][0], end)
    if scan.depth <= MAX_DEPTH and _UNSAFE.search(name) is None:
        scan.out.append(f"</{name}>")
    if opened is not None and name not in _VOID and name not in _CLOSED_BY_NEXT:
        scan.depth = max(0, scan.depth - 1)


def _raw(scan: _Scan, name: str, start: int) -> int:
    """Pass over an element in which no tags are: a page's title is kept, scripts and styles are left empty."""
    close = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(scan.source, start)
    end = close.start() if close else len(scan.source)
    if name == "title":
        _text(scan, start, end)
    return end
