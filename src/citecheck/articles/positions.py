"""Character offsets → lines and columns."""

import re
from bisect import bisect_right
from itertools import accumulate

from citecheck.model import Position

_LINE_END = re.compile(r"\r\n|\n|\r")


class Lines:
    r"""The line starts of a text; a line ends at ``\n``, ``\r\n`` or ``\r``."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        if "\r" in text:
            self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        else:
            self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]

    def position(self, start: int, end: int) -> Position:
        """The place of ``text[start:end]``."""
        line = bisect_right(self._starts, start)
        return Position(line, start - self._starts[line - 1] + 1, start, end)
