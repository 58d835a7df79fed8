"""What a page consists of: its visible lines, each in its region, and what it declares.

A *region* is a block-level element, a *line* the text of one paragraph, heading, list item or table row as a
browser would lay it out. Inline elements do not break words; the cells of a row are parted by a tab. Both are kept
by column, one list for each property: a page has hundreds of them, and what is asked is asked of all.
"""

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from citecheck.documents.json_ld import Thing

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ufffc\ufffe]"
)


@dataclass(slots=True)
class Regions:
    """Block-level elements in document order, the root first.

    Attributes:
        parents: for each the index of the region around it, -1 at the root.
        tags: their names in lower case.
        attributes: their attributes as written (:func:`citecheck.documents.markup.attributes_of`).
    """

    parents: list[int] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[str] = field(default_factory=list)

    def add(self, parent: int, tag: str, attributes: str) -> int:
        """Put a region at the end; its index."""
        self.parents.append(parent)
        self.tags.append(tag)
        self.attributes.append(attributes)
        return len(self.parents) - 1


@dataclass(slots=True)
class Lines:
    """Lines of visible text in document order.

    Attributes:
        texts: never empty.
        regions: for each the index of the innermost region around it.
        linked: how many of its characters are link text.
        separators: what parts it from the line before: a line break, or a tab between the cells of a row.
    """

    texts: list[str] = field(default_factory=list)
    regions: list[int] = field(default_factory=list)
    linked: list[int] = field(default_factory=list)
    separators: list[str] = field(default_factory=list)


class Moment(NamedTuple):
    """A ``<time>`` element: its ``datetime`` attribute and names, and the index of the line it stands in."""

    stamp: str
    names: str
    line: int


@dataclass(slots=True)
class Outline:
    """A page's regions and lines in document order, and what its head declares.

    ``metas`` holds, by name in lower case, what meta elements so named say, in order and never empty; ``credits`` the
    texts marked up as an author's name; ``things`` what its JSON-LD describes.
    """

    regions: Regions = field(default_factory=Regions)
    lines: Lines = field(default_factory=Lines)
    moments: list[Moment] = field(default_factory=list)
    metas: dict[str, list[str]] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    title: str = ""
    language: str = ""

    def meta(self, *names: str) -> str:
        """The first content among the meta elements so named; the names are tried in order."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")


def clean(text: str) -> str:
    """Text on one line: white space folded, soft hyphens and other invisible characters removed."""
    bare = text.strip()
    if "  " not in bare and bare.isprintable():  # of white space, only the space is
        return bare
    folded = " ".join(bare.split())
    return folded if folded.isprintable() else " ".join(_INVISIBLE.sub("", folded).split())
