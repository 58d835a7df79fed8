"""A page's elements and texts → its outline, laid out as a browser would."""

from typing import NamedTuple

from citecheck.documents.elements import BLOCKS, CELLS, HEADINGS, UNREAD
from citecheck.documents.json_ld import things_in
from citecheck.documents.outline import Line, Moment, Outline, Region, clean, is_hidden, names_in
from citecheck.documents.parse import Attributes, feed

_ORNAMENT = 2  # an alternative text this short stands for a picture used as a letter, so it stays inside its line
_DECLARING = ("name", "property", "itemprop", "http-equiv")
_EMPTY = frozenset(("br", "img", "meta", "link"))


class Place(NamedTuple):
    """Where a text stands.

    Attributes:
        region: the index of its region.
        row: the index of the table row around it, 0 without one.
        link: the number of the link around it, 0 without one; the texts of links that touch are no one word.
        apart: the number of the custom element around it, likewise.
        shown: whether it is text of the page.
        kept: where else it is put down: for the page's title, a block of JSON-LD, an author's name.
    """

    region: int = 0
    row: int = 0
    link: int = 0
    apart: int = 0
    shown: bool = True
    kept: list[str] | None = None


def outline(markup: bytes) -> Outline:
    """The outline of a page in UTF-8."""
    outliner = Outliner()
    feed(markup, outliner)
    return outliner.finish()


class Outliner:
    """Receives the elements and texts of a page (:class:`citecheck.documents.parse.Handler`), keeps its outline."""

    def __init__(self) -> None:
        self.root = Place()
        self._page = Outline()
        self._here = self.root
        self._words: list[str] = []
        self._linked = 0
        self._pictures: list[str] = []
        self._separator = "\n"
        self._lines_in_cell = 0
        self._row = 0
        self._parts = 0
        self._titles: list[list[str]] = []
        self._blocks: list[list[str]] = []
        self._credits: list[list[str]] = []

    def element(self, tag: str, attributes: Attributes, place: Place) -> Place | None:
        """An element begins; the place inside it."""
        if not place.shown:
            return None
        if place.region != self._here.region:
            self._break_line(place)
        if tag in BLOCKS:
            return self._begin_block(tag, attributes, place)
        if tag in UNREAD or (attributes and is_hidden(attributes)):
            return self._begin_unread(tag, attributes)
        if tag in _EMPTY:
            self._place_empty(tag, attributes, place)
        elif tag == "a" or "-" in tag:
            place = self._begin_apart(tag, place)
        noted = tag == "time" or "itemprop" in attributes or "rel" in attributes
        return self._note(tag, attributes, place) if noted else place

    def text(self, text: str, place: Place) -> None:
        """Text in a place."""
        if place.kept is not None:
            place.kept.append(text)
        if not place.shown or (text.isspace() and not (self._words and place.region == self._here.region)):
            return
        if place is not self._here:
            self._go_to(place)
        self._words.append(text)
        if place.link:
            self._linked += len(text)

    def finish(self) -> Outline:
        """The outline, once everything has been received."""
        self._break_line(self.root)
        page = self._page
        page.title = next((title for parts in self._titles if (title := clean("".join(parts)))), "")
        page.things = things_in(map("".join, self._blocks))
        page.credits = [credit for parts in self._credits if (credit := clean("".join(parts)))]
        return page

    def _go_to(self, place: Place) -> None:
        before = self._here
        if place.region != before.region:
            self._break_line(place)
            return
        self._here = place
        if place.apart != before.apart or (place.link != before.link and place.link and before.link):
            self._words.append(" ")

    def _begin_block(self, tag: str, attributes: Attributes, place: Place) -> Place:
        page = self._page
        if tag == "html":
            page.language = page.language or attributes.get("lang") or attributes.get("xml:lang") or ""
            return place
        if self._words or self._pictures:
            self._break_line(place)
        row = place.row
        if tag == "tr":
            self._separator, self._lines_in_cell, self._row = "\n", 0, len(page.regions)
            row = self._row
        elif tag in CELLS:
            self._begin_cell()
        page.regions.append(Region(place.region, tag, attributes))
        self._here = Place(len(page.regions) - 1, row, place.link, place.apart, True, place.kept)
        return self._here

    def _begin_cell(self) -> None:
        # A cell of several lines is a layout table's, and its last line does not belong to the next cell's first.
        if self._lines_in_cell:
            self._separator = "\t" if self._lines_in_cell == 1 else "\n"
        self._lines_in_cell = 0

    def _begin_unread(self, tag: str, attributes: Attributes) -> Place | None:
        kept: list[str] = []
        if tag == "title":
            self._titles.append(kept)
        elif tag == "script" and "ld+json" in (attributes.get("type") or "").lower():
            self._blocks.append(kept)
        else:
            return None
        return Place(shown=False, kept=kept)

    def _begin_apart(self, tag: str, place: Place) -> Place:
        self._parts += 1
        if tag == "a":
            return Place(place.region, place.row, self._parts, place.apart, True, place.kept)
        self._words.append(" ")
        return Place(place.region, place.row, place.link, self._parts, True, place.kept)

    def _place_empty(self, tag: str, attributes: Attributes, place: Place) -> None:
        if tag == "br":
            if self._page.regions[place.region].tag in HEADINGS:
                self._words.append(" ")
            else:
                self._break_line(place)
        elif tag == "img":
            self._place_picture(attributes.get("alt") or "", place)
        elif tag == "meta":
            self._declare(attributes)
        else:
            link = ((attributes.get("rel") or "").lower(), attributes.get("href") or "")
            self._page.links.append(link)

    def _place_picture(self, alternative: str, place: Place) -> None:
        if len(alternative) <= _ORNAMENT:
            self._words.append(alternative)
        elif self._page.regions[place.region].tag != "noscript":
            self._pictures.append(alternative)

    def _declare(self, attributes: Attributes) -> None:
        content = attributes.get("content") or ""
        for attribute in _DECLARING:
            if name := attributes.get(attribute):
                self._page.metas.append((name.lower(), content))

    def _note(self, tag: str, attributes: Attributes, place: Place) -> Place:
        """Put down a moment, and whose text is an author's name."""
        item = attributes.get("itemprop") or ""
        if tag == "time" or item.startswith("date"):
            stamp = attributes.get("datetime") or attributes.get("content") or ""
            self._page.moments.append(Moment(stamp, names_in(attributes), len(self._page.lines), place.region))
        if "author" in item or "author" in (attributes.get("rel") or ""):
            credit: list[str] = []
            self._credits.append(credit)
            return place._replace(kept=credit)
        return place

    def _break_line(self, place: Place) -> None:
        """End the line; what follows stands in ``place``."""
        here, self._here = self._here, place
        if self._words:
            text = clean("".join(self._words))
            if text:
                self._add_line(text, here.region, here.row, min(self._linked, len(text)))
            self._words, self._linked = [], 0
        if self._pictures:
            self._add_pictures(here)

    def _add_pictures(self, place: Place) -> None:
        for alternative in self._pictures:
            if text := clean(alternative):
                self._page.regions.append(Region(place.region, "img"))
                self._add_line(text, len(self._page.regions) - 1, place.row, 0)
        self._pictures.clear()

    def _add_line(self, text: str, region: int, row: int, linked: int) -> None:
        separator = self._separator if row == self._row else "\n"
        self._page.lines.append(Line(text, region, linked, separator))
        self._separator = "\n"
        self._lines_in_cell += 1
