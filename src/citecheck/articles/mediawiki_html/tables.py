"""Tables → passages, one per row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from bs4.element import Tag

from citecheck.articles.alignment import has_words
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.mediawiki_html.inline import Writer
from citecheck.articles.mediawiki_html.page import Page, attribute, is_hidden
from citecheck.articles.passage import Passage
from citecheck.model import ClaimKind

_LONGEST_LABEL = 200
_LONGEST_HELD = 300
_MOST_COLUMNS = 50
_MOST_ROWS = 999
_MOST_INHERITED = 50


@dataclass(slots=True, eq=False)
class _Cell:
    """A cell with its text, how many rows it covers from here on, and whether it reaches down from above."""

    tag: Tag
    buffer: TextBuffer
    rows: int
    columns: int
    is_held: bool = False


Line = list[_Cell | None]


class TableReader:
    """Reads tables of one page."""

    def __init__(self, page: Page, writer: Writer) -> None:
        self._page = page
        self._writer = writer

    def passages(self, table: Tag, section: tuple[str, ...]) -> Iterator[Passage]:
        """The rows of a table as ``header: cell; header: cell``.

        A cell that covers several rows is part of each; footnotes in the header or the caption are inherited by all
        rows.
        """
        captions, rows = _parts(table)
        grid = list(self._grid(rows))
        header = next((line for line in grid if any(line) and all(cell.tag.name == "th" for cell in line if cell)), [])
        labels = ["" if cell is None else " ".join(cell.buffer.text.split())[:_LONGEST_LABEL] for cell in header]
        over = [self._written(caption) for caption in captions] + [cell.buffer for cell in header if cell]
        cited = dict.fromkeys(each for buffer in over for marker in buffer.markers for each in marker.references)
        inherited = tuple(cited)[:_MOST_INHERITED]
        for line in grid:
            if line is not header:
                passage = self._row(line, labels, section, inherited)
                if has_words(passage.text) or passage.markers:
                    yield passage

    def _grid(self, rows: Sequence[Tag]) -> Iterator[Line]:
        """Rows with every cell in each row and, once, in the first column that it covers."""
        pending: dict[int, tuple[_Cell, int]] = {}
        for row in rows:
            line: Line = []
            for tag in row.find_all(["td", "th"], recursive=False):
                _take_pending(pending, line)
                down, across = _number(tag, "rowspan", _MOST_ROWS), _number(tag, "colspan", _MOST_COLUMNS)
                cell = _Cell(tag, self._written(tag), down, across)
                if cell.rows > 1 and len(line) < _MOST_COLUMNS and cell.buffer.length <= _LONGEST_HELD:
                    pending[len(line)] = (cell, cell.rows - 1)
                line += [cell, *[None] * (cell.columns - 1)]
            if line:
                _take_pending(pending, line)
                yield line

    def _written(self, tag: Tag) -> TextBuffer:
        buffer = TextBuffer()
        if not is_hidden(tag):
            self._writer.reach(tag)
            self._writer.write(buffer, tag)
        return buffer

    def _row(self, line: Line, labels: Sequence[str], section: tuple[str, ...], inherited: tuple[str, ...]) -> Passage:
        row = TextBuffer()
        own = next((cell for cell in line if cell and not cell.is_held), None)
        at = (self._page.span(own.tag) or (0, 0))[0] if own else 0
        for label, cell in zip_longest(labels, line):
            if cell is None or not (has_words(cell.buffer.text) or cell.buffer.markers):
                continue
            at = at if cell.is_held else (self._page.span(cell.tag) or (at, at))[0]
            row.break_item(at, at)
            # A label, or a cell of a row above, stands for the "<" of the cell that it comes before.
            if label and has_words(label):
                row.write(f"{label}: ", at, at + 1)
            if cell.is_held:
                row.write(cell.buffer.text, at, at + 1)
                row.mark([each for marker in cell.buffer.markers for each in marker.references])
            else:
                self._writer.write(row, cell.tag)
        return row.passage(ClaimKind.TABLE, section, inherited)


def _parts(table: Tag) -> tuple[list[Tag], list[Tag]]:
    """The captions and the rows of a table, without those of tables in it."""
    captions: list[Tag] = []
    rows: list[Tag] = []
    for part in (child for child in table.contents if isinstance(child, Tag) and not is_hidden(child)):
        if part.name == "caption":
            captions.append(part)
        elif part.name == "tr":
            rows.append(part)
        elif part.name in ("tbody", "thead", "tfoot"):
            rows += [row for row in part.find_all("tr", recursive=False) if not is_hidden(row)]
    return captions, rows


def _take_pending(pending: dict[int, tuple[_Cell, int]], line: Line) -> None:
    while len(line) in pending and (held := pending[len(line)])[1] > 0:
        pending[len(line)] = (held[0], held[1] - 1)
        line += [replace(held[0], is_held=True), *[None] * (held[0].columns - 1)]


def _number(tag: Tag, name: str, most: int) -> int:
    written = attribute(tag, name).strip()
    return max(1, min(int(written[:6]), most)) if written.isascii() and written.isdecimal() else 1
