"""Infoboxes → passages, one per field or side of a field."""

from collections.abc import Iterator

from bs4.element import Tag

from citecheck.articles.alignment import has_words
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.mediawiki_html.inline import Writer
from citecheck.articles.mediawiki_html.page import Page, attribute, classes, is_hidden, names, walk
from citecheck.articles.passage import Passage
from citecheck.model import ClaimKind

_LONGEST_LABEL = 200
_SMALLEST_PICTURE = 100
"""In pixels; what is smaller is a flag or a sign."""
_CELLS = ("th", "td")


class InfoboxReader:
    """Reads infoboxes of one page."""

    def __init__(self, page: Page, writer: Writer) -> None:
        self._page = page
        self._writer = writer

    def passages(self, box: Tag, section: tuple[str, ...]) -> Iterator[Passage]:
        """``label: value`` for each row; of a row with several values below one heading, one passage for each."""
        heading: Tag | None = None
        is_titled = box.find("caption") is not None
        for row in _rows(box):
            cells = [cell for cell in row.find_all([*_CELLS, "h3", "div"], recursive=False) if not is_hidden(cell)]
            if row.name == "tr":
                cells = [cell for cell in cells if cell.name in _CELLS]
            cells = [cell for cell in cells if not _is_nesting(cell)]
            labels = [cell for cell in cells if cell.name in ("th", "h3")]
            values = [cell for cell in cells if cell.name not in ("th", "h3")]
            if labels and not values:
                heading, is_titled = (labels[0] if is_titled else None), True
                yield from self._marked(labels, section)
                continue
            label = labels[0] if labels else heading
            if not labels and len(values) > 1 and self._is_label(values[0]):
                label, values = values[0], values[1:]
            for value in values:
                yield from self._field(label, value, section)
            heading = None if labels else heading

    def name(self, box: Tag) -> str | None:
        """The name that an infobox gives its subject."""
        for _, node in walk(box, lambda tag: not is_hidden(tag)):
            if isinstance(node, Tag) and _is_name(node):
                written = self._page.words(node, self._writer.is_marker)
                return written if has_words(written) and len(written) <= _LONGEST_LABEL else None
        return None

    def _is_label(self, cell: Tag) -> bool:
        """Whether the first cell of a row without a header is one: ``Species:``."""
        return self._page.words(cell, self._writer.is_marker).endswith((":", "："))

    def _marked(self, cells: list[Tag], section: tuple[str, ...]) -> Iterator[Passage]:
        """What stands over rows cites only where a footnote stands in it."""
        for cell in cells:
            if self._writer.has_markers(cell):
                buffer = TextBuffer()
                self._writer.write(buffer, cell)
                yield buffer.passage(ClaimKind.INFOBOX, section)

    def _field(self, label: Tag | None, value: Tag, section: tuple[str, ...]) -> Iterator[Passage]:
        if _is_picture(value) and not self._writer.has_markers(value):
            return
        buffer = TextBuffer()
        written = self._page.words(label, self._writer.is_marker).rstrip(" :：")[:_LONGEST_LABEL] if label else ""
        if label is not None and has_words(written):
            start, end = self._page.span(label) or (0, 1)
            buffer.write(f"{written}: ", start, end)
            self._writer.marks_only(buffer, label)
        size = len(buffer.text)
        self._writer.write(buffer, value)
        if buffer.markers or has_words(buffer.text, size):
            yield buffer.passage(ClaimKind.INFOBOX, section)


def is_infobox(tag: Tag) -> bool:
    """Whether an element is an infobox."""
    return tag.name in ("table", "div", "aside") and not names("infoboxes").isdisjoint(classes(tag))


def _rows(box: Tag) -> Iterator[Tag]:
    """The rows of an infobox and of tables in it."""
    for is_start, node in walk(box, lambda tag: not is_hidden(tag)):
        if is_start and isinstance(node, Tag) and _is_row(node) and not is_hidden(node):
            yield node


def _is_row(tag: Tag) -> bool:
    return tag.name == "tr" or "pi-data" in classes(tag)


def _is_name(tag: Tag) -> bool:
    return tag.name == "caption" or not names("infobox_names").isdisjoint(classes(tag))


def _is_nesting(cell: Tag) -> bool:
    return cell.find("tr") is not None


def _is_picture(cell: Tag) -> bool:
    if not names("infobox_pictures").isdisjoint(classes(cell)):
        return True
    return any(_size(image) >= _SMALLEST_PICTURE for image in cell.find_all("img"))


def _size(image: Tag) -> int:
    written = attribute(image, "width")
    return int(written[:6]) if written.isascii() and written.isdecimal() else 0
