"""A passage: a block of an article as plain text, with a map back to the input and the markers that stand in it."""

import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citecheck.model import ClaimKind


@dataclass(frozen=True, slots=True)
class Marker:
    """Where in a passage's text references are cited: before ``offset`` stands what they support.

    One that is *local*, a link on some words, cites for the sentence that it stands in and for no other.
    """

    offset: int
    references: tuple[str, ...]
    is_local: bool = False


Piece = tuple[int, int, int, str]
"""A piece of a text: where it begins there, the input span that it stands for, and the piece itself.

A piece as long as its input was copied character by character; any other was written in place of its input.
"""


@dataclass(frozen=True, slots=True)
class SourceMap:
    """Where a text came from: its pieces in order."""

    pieces: Sequence[Piece]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The input span of ``text[start:end]``, which must not be empty."""
        pieces = self.pieces
        at, begin, until, text = pieces[bisect_right(pieces, (start, sys.maxsize)) - 1]
        if until - begin == len(text):
            begin += start - at
        at, first, last, text = pieces[bisect_right(pieces, (end - 1, sys.maxsize)) - 1]
        return begin, first + end - at if last - first == len(text) else last


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


def beginning(passages: Iterable[Passage], length: int) -> str:
    """The first characters of the passages, each on a line of its own."""
    begun = ""
    for passage in passages:
        if len(begun) >= length:
            break
        begun += f"{passage.text}\n"
    return begun[:length]
