"""A passage: a block of an article as plain text, with a map back to the input and the markers that stand in it."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from citecheck.model import ClaimKind


@dataclass(frozen=True, slots=True)
class Marker:
    """Where in a passage's text references are cited: before ``offset`` stands what they support."""

    offset: int
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where a text came from: its piece *i* begins at ``at[i]`` and came from ``input[starts[i]:ends[i]]``.

    ``length`` is that of the whole text. A piece as long as its input was copied character by
    character; any other was written in place of its input.
    """

    at: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The input span of ``text[start:end]``, which must not be empty."""
        first, last = bisect_right(self.at, start) - 1, bisect_right(self.at, end - 1) - 1
        begin = self.starts[first] + (start - self.at[first] if self._is_copied(first) else 0)
        return begin, (self.starts[last] + end - self.at[last] if self._is_copied(last) else self.ends[last])

    def _is_copied(self, piece: int) -> bool:
        until = self.at[piece + 1] if piece + 1 < len(self.at) else self.length
        return self.ends[piece] - self.starts[piece] == until - self.at[piece]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, infobox field or table row in plain text.

    ``inherited`` are references that are cited for the passage from elsewhere (a table's header). White space in
    ``text`` is as it came, except that there are no line breaks.
    """

    text: str
    source: SourceMap
    markers: tuple[Marker, ...] = ()
    kind: ClaimKind = ClaimKind.SENTENCE
    section: tuple[str, ...] = ()
    inherited: tuple[str, ...] = ()

    def input_span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``text[start:end]`` stands in the article's input."""
        return self.source.span(start, end)
