"""What a page consists of: its visible lines, each in its region, and what it declares.

A *region* is a block-level element, a *line* the text of one paragraph, heading, list item or table row as a
browser would lay it out. Inline elements do not break words; the cells of a row are parted by a tab.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from citecheck.documents.elements import HIDING_STYLE
from citecheck.documents.json_ld import Thing
from citecheck.documents.parse import Attributes

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufffc\ufffe]"
)
_NAMED = ("id", "class", "itemprop")


class Region(NamedTuple):
    """A block-level element: the index of the region around it (-1 at the root), its tag and its attributes."""

    parent: int
    tag: str
    attributes: Attributes = {}  # noqa: RUF012 - a mapping that nobody writes to

    @property
    def names(self) -> str:
        """Its identifier, classes and itemprop in lower case."""
        return names_in(self.attributes)

    @property
    def role(self) -> str:
        """Its ARIA role in lower case."""
        return (self.attributes.get("role") or "").lower()

    @property
    def hidden(self) -> bool:
        """Whether the element itself asks not to be shown."""
        return bool(self.attributes) and is_hidden(self.attributes)


class Line(NamedTuple):
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
    marked up as an author's name; ``things`` what its JSON-LD describes.
    """

    regions: list[Region] = field(default_factory=lambda: [Region(-1, "html")])
    lines: list[Line] = field(default_factory=list)
    moments: list[Moment] = field(default_factory=list)
    metas: list[tuple[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    things: list[Thing] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    title: str = ""
    language: str = ""

    def meta(self, *names: str) -> str:
        """The first non-empty content among the meta elements so named; the names are tried in order."""
        return next((content for name in names for key, content in self.metas if key == name and content), "")


def names_in(attributes: Attributes) -> str:
    """The identifier, classes and itemprop of an element, in lower case."""
    return " ".join(filter(None, map(attributes.get, _NAMED))).lower()


def is_hidden(attributes: Attributes) -> bool:
    """Whether an element asks not to be shown."""
    if "hidden" in attributes:
        return True
    style = attributes.get("style")
    return style is not None and HIDING_STYLE.search(style) is not None


def clean(text: str) -> str:
    """Text on one line: white space folded, soft hyphens and other invisible characters removed."""
    folded = " ".join(text.split())
    return folded if folded.isprintable() else " ".join(_INVISIBLE.sub("", folded).split())
