"""Cells of text → aligned lines of a given width, without trailing spaces."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from rich.console import Console
from rich.text import Text

GAP = 2
"""Columns between cells."""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A paragraph with a label before it; all its lines start at one column, ``label_width`` behind the label's."""

    text: Text
    label: Text = field(default_factory=Text)
    label_width: int = 0


class Page:
    """Prints lines on a console, wrapped to its width and no wider than reads well; or whole, without ``wrap``."""

    WIDEST = 110

    def __init__(self, console: Console, *, wrap: bool = True) -> None:
        self.console = console
        self.width = max(min(console.width, self.WIDEST), 20) if wrap else sys.maxsize
        self.narrow = self.width < 72  # columns for facts and passages side by side would be too thin to read

    def line(self, text: Text | str = "", indent: int = 0, hanging: int = 0) -> None:
        """Print a paragraph, indented; its second and later lines by ``hanging`` columns more."""
        for number, part in enumerate(self._wrapped(text, self.width - indent - hanging)):
            self._print(Text(" " * (indent + (hanging if number else 0))).append_text(part))

    def row(self, cells: Sequence[tuple[Text | str, int]], rest: Sequence[Hanging], indent: int = 0) -> None:
        """Print cells of given widths side by side, and in what is left of the line paragraphs, one below the other."""
        left = indent + sum(width + GAP for _, width in cells)
        columns = [(self._wrapped(text, width), width) for text, width in cells]
        columns.append(([line for part in rest for line in self._hung(part, self.width - left)], 0))
        for number in range(max(len(column) for column, _ in columns)):
            line = Text(" " * indent)
            for column, width in columns:
                part = column[number] if number < len(column) else Text()
                line.append_text(part).append(" " * (width - part.cell_len + GAP))
            self._print(line)

    def _hung(self, part: Hanging, width: int) -> list[Text]:
        lines = self._wrapped(part.text, width - part.label_width)
        blank, first = Text(" " * part.label_width), Text(" " * (part.label_width - part.label.cell_len))
        return [
            Text.assemble(*((blank,) if number else (part.label, first)), line) for number, line in enumerate(lines)
        ]

    def _wrapped(self, text: Text | str, width: int) -> list[Text]:
        source = Text(text) if isinstance(text, str) else text
        if source.cell_len <= width:
            return [source]  # most cells fit; wrapping costs ten times as much
        lines = list(source.wrap(self.console, max(width, 8), overflow="fold"))
        for line in lines:
            line.rstrip()
        return lines

    def _print(self, line: Text) -> None:
        line.rstrip()
        self.console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)
