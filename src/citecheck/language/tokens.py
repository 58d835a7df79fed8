"""Text → an index of its words, made once for all that look for some of them."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.words import MARKS, words

Span = tuple[int, int]
"""Half-open character offsets."""

_RUN = re.compile(r"\w+")
_TOUCH = re.compile(rf"['’.ʼ{MARKS}](?:(?<=\w['’.])(?=\w)|(?<=[ʼ{MARKS}]))")
"""What makes runs of letters and digits parts of one word: an apostrophe or full stop inside, a mark."""
_DIGIT = re.compile(r"\d(?<![0-9].)")


@dataclass(frozen=True, slots=True)
class Openers:
    """What matches of a pattern may begin with, besides digits: runs of letters and digits of an aligned text.

    ``shapes`` matches the beginning of those that ``runs`` does not list: inflected, with prefixes, in compounds.
    """

    runs: frozenset[str]
    shapes: re.Pattern[str] | None = None


def openers(phrases: Iterable[str], shapes: str | None = None) -> Openers:
    """The openers of a pattern that matches one of some phrases, or runs of some shapes."""
    firsts = (_RUN.match(phrase) for phrase in phrases)
    return Openers(
        frozenset(first.group() for first in firsts if first is not None), re.compile(shapes) if shapes else None
    )


class Tokens:
    """The words of a text, the same as :func:`citecheck.language.words.words` finds, and where each stands.

    ``spans`` are their offsets and ``written`` the words as written, in order.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._low = aligned(text)
        runs = [match.span() for match in _RUN.finditer(self._low)]
        self.spans, self._joined = _joined(text, runs)
        self.written = [text[start:end] for start, end in self.spans]

    @cached_property
    def at(self) -> dict[str, list[int]]:
        """Each distinct word with its places among the words."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.written):
            if word in found:
                found[word].append(place)
            else:
                found[word] = [place]
        return found

    @cached_property
    def _otherwise(self) -> dict[str, list[str]]:
        """The words that are not written as the aligned text has them, by how it has them."""
        found: dict[str, list[str]] = {}
        for word, places in self.at.items():
            start, end = self.spans[places[0]]
            if not self._low.startswith(word, start):
                found.setdefault(self._low[start:end], []).append(word)
        return found

    @cached_property
    def mixed(self) -> list[str]:
        """The distinct words that are not letters only."""
        return [word for word in self.at if not word.isalpha()]

    @cached_property
    def _digits(self) -> list[int]:
        """Where digits begin, and apostrophes before them."""
        starts = []
        for word in self.mixed:
            for start, end in (self.spans[place] for place in self.at[word]):
                starts += [match.start() for match in _DIGIT.finditer(self._low, start, end)]
                starts += [start - 1] if self._low.endswith("'", 0, start) else []
        return starts

    def openings(self, openers: Openers) -> list[int]:
        """Where in the aligned text something may begin that begins with a digit or as ``openers`` says."""
        others = self._otherwise
        opening = self.at.keys() & openers.runs
        opening.update(word for low in others.keys() & openers.runs for word in others[low])
        if openers.shapes is not None:
            opening.update(word for word in self.at if openers.shapes.match(word))
            opening.update(word for low, words in others.items() if openers.shapes.match(low) for word in words)
        starts = {self.spans[place][0] for word in opening for place in self.at[word]}
        return sorted(starts.union(self._joined, self._digits))


@lru_cache(maxsize=8)
def tokens_of(text: str) -> Tokens:
    """The index of a text's words."""
    return Tokens(text)


def _joined(text: str, runs: list[Span]) -> tuple[list[Span], list[int]]:
    """The spans of words, from those of the runs that they are made of, and where runs begin that may be mere parts."""
    gaps = sorted({bisect_left(runs, match.span()) for match in _TOUCH.finditer(text)})
    spans: list[Span] = []
    parts: list[int] = []
    taken = 0
    for before, behind in _in_a_row(gaps):  # a gap has the number of the run behind it
        first = max(before - 1, 0)
        start = runs[first][0] if before else 0
        end = runs[behind][1] + 1 if behind < len(runs) else len(text)  # the last full stop of U.N. is a part of it
        spans += runs[taken:first]
        spans += words(text, start, end)
        parts += [run[0] for run in runs[first : behind + 1]]
        taken = behind + 1
    return (spans + runs[taken:] if gaps else runs), parts


def _in_a_row(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of ascending numbers that follow each other."""
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] > number + 1:
            yield numbers[first], number
            first = place + 1


def search(pattern: re.Pattern[str], low: str, position: int, openings: Sequence[int] | None) -> re.Match[str] | None:
    """The first match of a pattern from a position on, as its ``search`` finds it; only at openings, if given."""
    if openings is None:
        return pattern.search(low, position)
    for place in range(bisect_left(openings, position), len(openings)):
        match = pattern.match(low, openings[place])
        if match is not None:
            return match
    return None


def matches(pattern: re.Pattern[str], low: str, openings: Sequence[int] | None) -> Iterator[re.Match[str]]:
    """The matches of a pattern, as its ``finditer`` finds them; only at openings, if given."""
    position = 0
    while (match := search(pattern, low, position, openings)) is not None:
        yield match
        position = match.end()
