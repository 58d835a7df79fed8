"""Parse events → an outline: the visible lines of a page, each in its region, and what the page declares.

A *region* is a block-level element, a *line* the text of one paragraph, heading, list item or table row as a
browser would lay it out. Inline elements do not break words; the cells of a row are parted by a tab.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from citecheck.documents.elements import BLOCKS, CELLS, HEADINGS, HIDING_STYLE, UNREAD
from citecheck.documents.parse import feed

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufffc\ufffe]"
)
_ORNAMENT = 2  # an alternative text this short stands for a picture used as a letter, so it stays inside its line
_NAMED = ("id", "class", "itemprop")


@dataclass(frozen=True, slots=True)
class Region:
    """A block-level element: the index of the region around it (-1 at the root), its tag and its names.

    ``names`` are its identifier, classes and itemprop, ``role`` its ARIA role, all in lower case;
    ``hidden`` says whether the element itself asks not to be shown.
    """

    parent: int
    tag: str
    names: str = ""
    role: str = ""
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of visible text, the index of its region, and how many of its characters are link text.

    ``separator`` parts it from the line before: a line break, or a tab between the cells of a row.
    """

    text: str
    region: int
    linked: int = 0
    separator: str = "\n"


@dataclass(frozen=True, slots=True)
class Moment:
    """A ``<time>`` element: its ``datetime`` attribute and names, and the index of the line it stands in."""

    stamp: str
    names: str
    line: int
    region: int


@dataclass(slots=True)
class Outline:
    """A page's regions and lines in document order, and what its head declares.

    ``metas`` and ``links`` are pairs (name or relation in lower case, content or address); ``credits`` the texts
    marked up as an author's name; ``scripts`` the number of script elements.
    """

    regions: list[Region] = field(default_factory=lambda: [Region(-1, "html")])
    lines: list[Line] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    title: str = ""
    language: str = ""
    scripts: int = 0

    def meta(self, *names: str) -> str:
        """The first non-empty content among the meta elements so named; the names are tried in order."""
        return next((content for name in names for key, content in self.metas if key == name and content), "")


def clean(text: str) -> str:
    """Text on one line: white space folded, soft hyphens and other invisible characters removed."""
    folded = " ".join(text.split())
    return folded if folded.isprintable() else " ".join(_INVISIBLE.sub("", folded).split())


def outline(html: str) -> Outline:
    """The outline of a page."""
    outliner = Outliner()
    feed(html, outliner)
    return outliner.finish()


class Outliner:
    """Receives the parse events of a page (:class:`citecheck.documents.parse.Handler`) and keeps its outline."""

    def __init__(self) -> None:
        self._page = Outline()
        self._open = [0]
        self._words: list[str] = []
        self._linked = 0
        self._links_open = 0
        self._pictures: list[str] = []
        self._separator = "\n"
        self._lines_in_cell = 0
        self._credit: int | None = None
        self._unread = 0
        self._capture: str | None = None
        self._captured: list[str] = []

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._unread:
            self._unread += 1
        elif tag in BLOCKS:
            self._begin_block(tag, attributes)
        elif tag in UNREAD or _is_hidden(attributes):
            self._begin_unread(tag, attributes)
        else:
            self._begin_inline(tag, attributes)

    def data(self, text: str) -> None:
        """Text inside the innermost open element."""
        if self._unread:
            if self._capture is not None:
                self._captured.append(text)
            return
        self._words.append(text)
        if self._links_open:
            self._linked += len(text)

    def end(self, tag: str) -> None:
        """The innermost open element ends."""
        if self._unread:
            self._unread -= 1
            if not self._unread:
                self._end_unread()
        elif tag in BLOCKS:
            self._break_line()
            self._open.pop()
        else:
            self._end_inline(tag)

    def finish(self) -> Outline:
        """The outline, once every event has been received."""
        self._break_line()
        return self._page

    def _begin_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._break_line()
        if tag == "html":
            self._page.language = attributes.get("lang") or attributes.get("xml:lang") or ""
            self._open.append(0)
            return
        if tag == "tr":
            self._separator, self._lines_in_cell = "\n", 0
        elif tag in CELLS:
            self._begin_cell()
        parent = self._open[-1]
        hidden = _is_hidden(attributes)
        self._page.regions.append(Region(parent, tag, _names(attributes), attributes.get("role", "").lower(), hidden))
        self._open.append(len(self._page.regions) - 1)

    def _begin_cell(self) -> None:
        # A cell of several lines is a layout table's, and its last line does not belong to the next cell's first.
        if self._lines_in_cell:
            self._separator = "\t" if self._lines_in_cell == 1 else "\n"
        self._lines_in_cell = 0

    def _begin_inline(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "a":
            self._begin_link()
        elif tag == "br":
            self._break_at_br()
        elif tag == "img":
            self._place_picture(attributes.get("alt", ""))
        elif tag == "meta":
            self._declare(attributes)
        elif tag == "link":
            self._page.links.append((attributes.get("rel", "").lower(), attributes.get("href", "")))
        elif "-" in tag:
            self._words.append(" ")
        if tag == "time" or attributes.get("itemprop", "").startswith("date"):
            stamp = attributes.get("datetime") or attributes.get("content") or ""
            self._page.moments.append(Moment(stamp, _names(attributes), len(self._page.lines), self._open[-1]))
        if "author" in attributes.get("rel", "") or "author" in attributes.get("itemprop", ""):
            self._credit = len(self._words)

    def _end_inline(self, tag: str) -> None:
        if tag == "a":
            self._links_open -= 1
            self._words.append("")
        elif "-" in tag:
            self._words.append(" ")
        if self._credit is not None:
            self._page.credits.append(clean("".join(self._words[self._credit :])))
            self._credit = None

    def _begin_link(self) -> None:
        # Links that touch are entries of a menu, not parts of one word.
        if self._words and not self._words[-1]:
            self._words.append(" ")
        self._links_open += 1

    def _break_at_br(self) -> None:
        if self._page.regions[self._open[-1]].tag in HEADINGS:
            self._words.append(" ")
        else:
            self._break_line()

    def _place_picture(self, alternative: str) -> None:
        if len(alternative) <= _ORNAMENT:
            self._words.append(alternative)
        elif self._page.regions[self._open[-1]].tag != "noscript":
            self._pictures.append(alternative)

    def _declare(self, attributes: Mapping[str, str]) -> None:
        content = attributes.get("content", "")
        for attribute in ("name", "property", "itemprop", "http-equiv"):
            if attributes.get(attribute):
                self._page.metas.append((attributes[attribute].lower(), content))

    def _begin_unread(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._unread = 1
        self._page.scripts += tag == "script"
        if tag == "title" and not self._page.title:
            self._capture = "title"
        elif tag == "script" and "ld+json" in attributes.get("type", "").lower():
            self._capture = "json-ld"

    def _end_unread(self) -> None:
        if self._capture == "title":
            self._page.title = clean("".join(self._captured))
        elif self._capture == "json-ld":
            self._page.json_ld.append("".join(self._captured))
        self._capture, self._captured = None, []

    def _break_line(self) -> None:
        if self._words:
            text = clean("".join(self._words))
            if text:
                self._add_line(text, self._open[-1], min(self._linked, len(text)))
            self._words, self._linked, self._credit = [], 0, None
        for alternative in self._pictures:
            if text := clean(alternative):
                self._page.regions.append(Region(self._open[-1], "img"))
                self._add_line(text, len(self._page.regions) - 1, 0)
        self._pictures.clear()

    def _add_line(self, text: str, region: int, linked: int) -> None:
        self._page.lines.append(Line(text, region, linked, self._separator))
        self._separator = "\n"
        self._lines_in_cell += 1


def _names(attributes: Mapping[str, str]) -> str:
    if not attributes:
        return ""
    return " ".join(attributes[name] for name in _NAMED if attributes.get(name)).lower()


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    if not attributes:
        return False
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and HIDING_STYLE.search(style) is not None
