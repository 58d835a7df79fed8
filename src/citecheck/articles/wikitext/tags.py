"""Wikitext → the extension tags and comments in it, with what is broken mended or blanked, in linear time.

MediaWiki takes ``<ref>``, ``<nowiki>`` and the like out of a page before it parses anything else. So does this, for
two reasons: an unclosed tag must lose no reference, and the parser that comes next needs time that grows with the
square of the text where tags or brackets are unclosed or nested without end.
"""

import re
from dataclasses import dataclass

MAX_DEPTH = 30
"""The deepest nesting of templates and links that is read; articles nest up to 8."""

_OPAQUE = frozenset(
    [
        "ce",
        "chem",
        "graph",
        "hiero",
        "mapframe",
        "maplink",
        "math",
        "nowiki",
        "pre",
        "score",
        "source",
        "syntaxhighlight",
        "templatedata",
        "timeline",
    ]
)
_PARSED = frozenset(["gallery", "imagemap", "includeonly", "poem", "ref", "references"])
_TRANSPARENT = (
    "categorytree|indicator|inputbox|noinclude|onlyinclude|section|languages|templatestyles|charinsert|pages|pagelist"
)
_TAG = re.compile(
    rf"<!--|<(/?)({'|'.join(sorted(_OPAQUE | _PARSED))}|{_TRANSPARENT})(?=[\s/>])((?:\"[^\"<>\n]*+\"|[^<>\"]|\")*+)>",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\{\{+|\}\}+|\[\[+|\]\]+")
_LONGEST_RUN = 9
_BROKEN_TAG = re.compile(r"<(?=[A-Za-z/])(?![^<>]{0,2000}>)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Tag:
    """An extension tag: its span, the span of its content (empty for ``<ref name=x />``), its attributes as written."""

    name: str
    start: int
    end: int
    inner_start: int
    inner_end: int
    attributes: str

    @property
    def is_parsed(self) -> bool:
        """Whether its content is wikitext."""
        return self.name in _PARSED


@dataclass(slots=True)
class _Scan:
    text: str
    tags: list[Tag]
    blanks: list[tuple[int, int]]
    open: dict[str, re.Match[str]]
    unclosed: set[str]


def scan_tags(text: str) -> tuple[str, list[Tag]]:
    r"""Read a page's extension tags.

    Returns:
        The text, as long as it was, with line ends made ``\n`` and with comments, control characters and tags that
        match nothing blanked; and the tags in the order of their ends.
    """
    text = _CONTROL.sub(" ", text.replace("\r\n", " \n").replace("\r", "\n"))
    scan = _Scan(text, [], [], {}, set())
    skip = 0
    for found in _TAG.finditer(text):
        if found.start() >= skip:
            skip = _read(scan, found)
    for found in list(scan.open.values()):
        _abandon(scan, found, len(text))
    scan.blanks.sort()
    return _BROKEN_TAG.sub(" ", _blank(text, scan.blanks)), scan.tags


def _read(scan: _Scan, found: re.Match[str]) -> int:
    """Take note of a tag or comment; returns where to read on."""
    if found[2] is None:
        return _comment(scan, found)
    name, is_empty = found[2].lower(), found[3].endswith("/")
    if name not in _OPAQUE and name not in _PARSED:
        scan.blanks.append(found.span())
    elif is_empty and not found[1]:
        scan.tags.append(Tag(name, *found.span(), found.end(), found.end(), found[3][:-1]))
    elif name in _OPAQUE:
        return _opaque(scan, found, name)
    elif found[1]:
        _close(scan, found, name)
    else:
        if name in scan.open:
            _abandon(scan, scan.open[name], found.start())
        scan.open[name] = found
    return found.end()


def _comment(scan: _Scan, found: re.Match[str]) -> int:
    text, start = scan.text, found.start()
    end = text.find("-->", found.end())
    end = len(text) if end < 0 else end + 3
    # A comment alone on its line takes the line with it, or else it would part two halves of a paragraph.
    own_line = (start == 0 or text[start - 1] == "\n") and text[end : end + 1] == "\n"
    scan.blanks.append((start, end + own_line))
    return end


def _opaque(scan: _Scan, found: re.Match[str], name: str) -> int:
    close = None
    if not found[1] and name not in scan.unclosed:
        close = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(scan.text, found.end())
    if close is None:
        scan.blanks.append(found.span())
        scan.unclosed |= set() if found[1] else {name}
        return found.end()
    scan.tags.append(Tag(name, found.start(), close.end(), found.end(), close.start(), found[3]))
    return close.end()


def _close(scan: _Scan, found: re.Match[str], name: str) -> None:
    opening = scan.open.pop(name, None)
    if opening is None:
        scan.blanks.append(found.span())
    else:
        scan.tags.append(Tag(name, opening.start(), found.end(), opening.end(), found.start(), opening[3]))


def _abandon(scan: _Scan, opening: re.Match[str], until: int) -> None:
    """An unclosed tag: a footnote ends with its line or at the next one, other tags count as absent."""
    name = opening[2].lower()
    scan.open.pop(name, None)
    scan.blanks.append(opening.span())
    if name == "ref":
        line_end = scan.text.find("\n", opening.end(), until)
        end = until if line_end < 0 else line_end
        scan.tags.append(Tag(name, opening.start(), end, opening.end(), end, opening[3]))


def _blank(text: str, spans: list[tuple[int, int]]) -> str:
    pieces: list[str] = []
    at = 0
    for start, end in spans:
        if start >= at:
            pieces += (text[at:start], " " * (end - start))
            at = end
    return "".join((*pieces, text[at:])) if pieces else text


def without_deep_brackets(text: str, like: str) -> tuple[str, str]:
    """Blank brackets nested deeper than :data:`MAX_DEPTH`, in a text and in another that is laid out like it."""
    depth = 0
    deep: list[tuple[int, int]] = []
    for found in _BRACKETS.finditer(like):
        size = found.end() - found.start()
        is_opening = like[found.start()] in "{["
        if size > _LONGEST_RUN or (is_opening and depth + size // 2 > MAX_DEPTH):
            deep.append(found.span())
        else:
            depth = depth + size // 2 if is_opening else max(0, depth - size // 2)
    return (_blank(text, deep), _blank(like, deep)) if deep else (text, like)
