"""Wikitext tables → passages, one per row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from citecheck.articles.alignment import has_words
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.passage import Passage
from citecheck.articles.wikitext.markup import NodeList
from citecheck.articles.wikitext.rendering import Renderer
from citecheck.model import ClaimKind

_CELL_BREAK = re.compile(r"\|\||!!")
_DATA_BREAK = re.compile(r"\|\|")
_SPAN = re.compile(r"\b(row|col)span\s*=\s*[\"']?\s*(\d{1,3})", re.IGNORECASE)
_NAVIGATION = re.compile(r"class\s*=\s*[\"']?[^\"'|\n]*\b(?:navbox|infobox-nav|toc|metadata|ambox)", re.IGNORECASE)


@dataclass(slots=True)
class Cell:
    """A table cell: where its content stands, how many rows and columns it covers, if it reaches down from above."""

    start: int
    end: int
    is_header: bool
    rows: int = 1
    columns: int = 1
    is_held: bool = False


@dataclass(slots=True)
class Row:
    """A row of cells."""

    cells: list[Cell] = field(default_factory=list)


def table_passages(
    masked: str, offset: int, nodes: NodeList, renderer: Renderer, section: tuple[str, ...]
) -> Iterator[Passage]:
    """The rows of a table as ``header: cell; header: cell``.

    A cell that covers several rows is part of each; footnotes in the header or the caption are inherited by all
    rows.

    Args:
        masked: The table's wikitext from ``{|`` to ``|}``, nested nodes masked.
        offset: Where it stands in the page.
        nodes: The nodes in it.
        renderer: The page's renderer.
        section: The headings above it.
    """
    if _NAVIGATION.search(masked[:400]):
        return
    rows, captions = _rows(masked, offset)
    grid = _grid(rows)
    header = next((cells for cells in grid if any(cells) and all(cell.is_header for cell in cells if cell)), [])
    labels = [_label(renderer, cell, nodes) for cell in header]
    extra = [cell for cell in (*captions, *header) if cell]
    inherited = tuple(dict.fromkeys(each for cell in extra for each in _cited(renderer, cell, nodes)))
    for cells in grid:
        if cells is not header:
            passage = _row_passage(renderer, cells, labels, nodes, section, inherited)
            if has_words(passage.text) or passage.markers:
                yield passage


def _rows(masked: str, offset: int) -> tuple[list[Row], list[Cell]]:
    """The rows of a table, and its captions; a nested table's lines count as the text of a cell."""
    rows, captions, depth = [Row()], list[Cell](), 0
    at = masked.find("\n") + 1 or len(masked)
    while at < len(masked):
        end = masked.find("\n", at)
        end = len(masked) if end < 0 else end
        line = masked[at:end].strip()
        first = at + len(masked[at:end]) - len(masked[at:end].lstrip())
        nested = line.startswith("{|")
        depth += nested
        if depth and not nested and line.startswith("|}"):
            depth -= 1
        elif depth or not line.startswith(("|", "!")):
            _extend(rows, captions, offset + end)
        elif line.startswith("|}"):
            break
        elif line.startswith("|-"):
            rows.append(Row())
        elif line.startswith("|+"):
            captions.append(Cell(offset + first + 2, offset + end, is_header=True))
        else:
            rows[-1].cells += _cells(masked, first, end, offset)
        at = end + 1
    return rows, captions


def _extend(rows: list[Row], captions: list[Cell], end: int) -> None:
    """A line that begins nothing belongs to the cell above it."""
    last = rows[-1].cells[-1:] or (captions[-1:] if len(rows) == 1 else [])
    for cell in last:
        cell.end = end


def _cells(masked: str, start: int, end: int, offset: int) -> Iterator[Cell]:
    is_header = masked[start] == "!"
    at = start + 1
    breaks = _CELL_BREAK if is_header else _DATA_BREAK
    for until, following in [*(found.span() for found in breaks.finditer(masked, at, end)), (end, end)]:
        attributes_end = masked.find("|", at, until)
        start, rows, columns = at, 1, 1
        if attributes_end >= 0 and "[[" not in masked[at:attributes_end]:
            for name, size in _SPAN.findall(masked, at, attributes_end):
                rows, columns = (int(size), columns) if name.lower() == "row" else (rows, int(size))
            start = attributes_end + 1
        content = masked[start:until]
        start += len(content) - len(content.lstrip())
        last = start + len(content.strip())
        yield Cell(offset + start, offset + last, is_header, max(1, rows), max(1, columns))
        at = following


def _grid(rows: Sequence[Row]) -> list[list[Cell | None]]:
    """Rows with every cell in each row and, once, in the first column that it covers."""
    pending: dict[int, tuple[Cell, int]] = {}
    grid: list[list[Cell | None]] = []
    for row in rows:
        if not row.cells:
            continue
        line: list[Cell | None] = []
        for cell in row.cells:
            _take_pending(pending, line)
            if cell.rows > 1:
                pending[len(line)] = (cell, cell.rows - 1)
            line += [cell, *[None] * min(cell.columns - 1, 50)]
        _take_pending(pending, line)
        grid.append(line)
    return grid


def _take_pending(pending: dict[int, tuple[Cell, int]], line: list[Cell | None]) -> None:
    while len(line) in pending and (held := pending[len(line)])[1] > 0:
        pending[len(line)] = (held[0], held[1] - 1)
        line += [replace(held[0], is_held=True), *[None] * min(held[0].columns - 1, 50)]


def _label(renderer: Renderer, cell: Cell | None, nodes: NodeList) -> str:
    if cell is None:
        return ""
    return " ".join(_rendered(renderer, cell, nodes).text.split())


def _cited(renderer: Renderer, cell: Cell, nodes: NodeList) -> Iterator[str]:
    for marker in _rendered(renderer, cell, nodes).markers:
        yield from marker.references


def _rendered(renderer: Renderer, cell: Cell, nodes: NodeList) -> TextBuffer:
    return renderer.render(cell.start, cell.end, nodes.within(cell.start, cell.end))


def _row_passage(
    renderer: Renderer,
    cells: Sequence[Cell | None],
    labels: Sequence[str],
    nodes: NodeList,
    section: tuple[str, ...],
    inherited: tuple[str, ...],
) -> Passage:
    buffer = TextBuffer()
    at = next(cell.start for cell in cells if cell and not cell.is_held)
    for label, cell in zip_longest(labels, cells):
        if cell is None or not _has_content(renderer, cell, nodes):
            continue
        at = at if cell.is_held else cell.start
        buffer.break_item(at, at)
        if label and has_words(label):
            buffer.write(f"{label}: ", at, at)
        if cell.is_held:
            held = _rendered(renderer, cell, nodes)
            buffer.write(held.text, at, at)
            buffer.mark([each for marker in held.markers for each in marker.references])
        else:
            renderer.render_into(buffer, cell.start, cell.end, nodes.within(cell.start, cell.end))
            at = cell.end
    return buffer.passage(ClaimKind.TABLE, section, inherited)


def _has_content(renderer: Renderer, cell: Cell, nodes: NodeList) -> bool:
    if nodes.within(cell.start, cell.end):
        return True
    written = renderer.written(cell.start, cell.end)
    return has_words(_rendered(renderer, cell, nodes).text if "&" in written or "<" in written else written)
