"""Text → an index of its words, made once for all that look for some of them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate, chain, compress, count, filterfalse, islice
from operator import ne

from citecheck.language.aligned import aligned
from citecheck.language.words import MARKS, form, words

_RUN = re.compile(r"(\w+)")
_RUN_APART = re.compile(r"([^\Wʼ]+)")
"""The same where ʼ, a letter to Unicode, is an apostrophe, as :func:`citecheck.language.aligned.aligned` has it."""
_JOINTS = frozenset("'’.")
"""What leaves the runs of letters and digits on both sides parts of one word, if it alone stands between them."""
_MARK = re.compile(rf"[ʼ{MARKS}]")
"""What leaves a run on either side a part of a word."""
_DIGIT = re.compile(r"\d(?<![0-9].)")
_SIGNS = "'’+"
"""What a pattern may have before its digits."""


_KEPT = 16_384


class Shapes:
    """A pattern of words, which knows those that it has been asked about.

    Texts have the same words over and over, so that few of a new one need to be matched.
    """

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(f"^(?:{pattern}).*", re.MULTILINE)
        self._known: tuple[set[str], set[str]] = (set(), set())

    def __len__(self) -> int:
        return len(self._known[0])

    def among(self, words: Iterable[str]) -> frozenset[str]:
        """Those of some words that begin as the pattern says."""
        asked = frozenset(words)
        if len(self) > _KEPT:
            self._known = (set(), set())
        known, shaped = self._known
        new = asked - known
        shaped.update(match[0] for match in self._pattern.finditer("\n".join(new)))
        known |= new
        return asked & shaped


@dataclass(frozen=True, slots=True)
class Openers:
    """What matches of a pattern may begin with: runs of letters and digits of an aligned text.

    ``shapes`` has those that ``runs`` does not list: inflected, with prefixes, in compounds. With ``digits`` it may
    begin with these as well, and with an apostrophe or plus before them.
    """

    runs: frozenset[str]
    shapes: Shapes | None = None
    digits: bool = True


NO_WORDS = Openers(frozenset())
"""The openers of a pattern that begins with digits."""


def openers(phrases: Iterable[str], shapes: str = "", *, digits: bool = True) -> Openers:
    """The openers of a pattern that matches one of some phrases, runs of some shapes, or digits."""
    firsts = frozenset(first[0] for phrase in phrases if (first := _RUN.match(phrase)))
    return Openers(firsts, Shapes(shapes) if shapes else None, digits)


class Tokens:
    """The words of a text, the same as :func:`citecheck.language.words.words` finds, and where each stands.

    ``written`` are the words as written, ``starts`` their offsets, in order; places are indices of both.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        # What stands between the runs and these, in turns; a gap has the number of the run behind it.
        parts: list[str] = (_RUN_APART if "ʼ" in text else _RUN).split(text)
        starts, runs, gaps = list(islice(accumulate(map(len, parts)), 0, len(parts) - 1, 2)), parts[1::2], parts[::2]
        touched = _touched(gaps)
        self.starts, self.written = _joined(text, starts, runs, touched) if touched else (starts, runs)
        self._touched = [(runs[run], starts[run]) for gap in touched for run in (gap - 1, gap) if 0 <= run < len(runs)]

    @cached_property
    def at(self) -> dict[str, list[int]]:
        """Each distinct word with its places."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.written):
            if word in found:
                found[word].append(place)
            else:
                found[word] = [place]
        return found

    @cached_property
    def mixed(self) -> list[str]:
        """The distinct words that are anything but letters."""
        return list(filterfalse(str.isalpha, self.at))

    @cached_property
    def low(self) -> list[str]:
        """The distinct words as the aligned text has them, in the order of ``at``; a final sigma by its word alone."""
        return aligned("\n".join(self.at)).split("\n") if self.at else []

    @cached_property
    def _by_low(self) -> tuple[frozenset[str], dict[str, list[str]]]:
        """The distinct words, and those that are not written as the aligned text has them, by how it has them."""
        others: dict[str, list[str]] = {}
        for low, word in compress(zip(self.low, self.at, strict=True), map(ne, self.low, self.at)):
            others.setdefault(low, []).append(word)
        return frozenset(self.at), others

    @cached_property
    def telling(self) -> frozenset[str]:
        """The distinct words that are anything but small ASCII letters."""
        _, others = self._by_low
        foreign = () if self.text.isascii() else filterfalse(str.isascii, self.at)
        return frozenset(chain(self.mixed, foreign, *others.values()))

    @cached_property
    def by_form(self) -> dict[str, list[str]]:
        """The distinct words that are anything but small ASCII letters, by their forms."""
        found: dict[str, list[str]] = {}
        for word in self.telling:
            found.setdefault(form(word), []).append(word)
        return found

    @cached_property
    def forms(self) -> list[str]:
        """The distinct forms of the words, sorted; small ASCII letters are their own form."""
        return sorted((self.at.keys() - self.telling).union(self.by_form))

    @cached_property
    def _parts(self) -> dict[str, list[int]]:
        """Where runs begin that may be parts of a word, by how the aligned text has them."""
        found: dict[str, list[int]] = {}
        low = aligned("\n".join(run for run, _ in self._touched)).split("\n")
        for run, (_, start) in zip(low, self._touched, strict=False):  # what joins nothing parts into one empty run
            found.setdefault(run, []).append(start)
        return found

    @cached_property
    def _digits(self) -> list[int]:
        """Where digits begin, and an apostrophe or plus before them."""
        found = []
        for word in self.mixed:
            inside = [match.start() for match in _DIGIT.finditer(word)]
            for start in map(self.starts.__getitem__, self.at[word]):
                found += [start + each for each in inside]
                if start and self.text[start - 1] in _SIGNS:
                    found.append(start - 1)
        return found

    def among(self, known: frozenset[str]) -> Iterator[tuple[str, str]]:
        """The distinct words that are known as the aligned text has them, each behind how it has it."""
        words, others = self._by_low
        yield from ((low, low) for low in words & known)
        yield from ((low, word) for low in known.intersection(others) for word in others[low])

    def standing(self, known: frozenset[str]) -> Iterator[tuple[str, int]]:
        """The runs and words that are known as the aligned text has them, each with where it begins."""
        for low, word in self.among(known):
            for place in self.at[word]:
                yield low, self.starts[place]
        for low in known.intersection(self._parts):
            for start in self._parts[low]:
                yield low, start

    def openings(self, openers: Openers = NO_WORDS) -> list[int]:
        """Where in the text something may begin that begins as ``openers`` says."""
        known, shapes = openers.runs, openers.shapes
        if shapes is not None and (shaped := shapes.among(chain(self.low, self._parts))):
            known |= shaped
        starts = {start for _, start in self.standing(known)}
        return sorted(starts.union(self._digits if openers.digits else ()))

    def span(self, place: int) -> tuple[int, int]:
        """The half-open character offsets of a word."""
        start = self.starts[place]
        return start, start + len(self.written[place])

    def between(self, place: int, other: int) -> str:
        """What stands between two words."""
        return self.text[self.starts[place] + len(self.written[place]) : self.starts[other]]


@lru_cache(maxsize=8)
def tokens_of(text: str) -> Tokens:
    """The index of a text's words."""
    return Tokens(text)


def _touched(gaps: Sequence[str]) -> list[int]:
    """The gaps that leave runs beside them parts of one word: an apostrophe or full stop inside, a mark."""
    distinct = set(gaps)
    marked = {gap for gap in distinct if _MARK.search(gap)} if _MARK.search("".join(distinct)) else frozenset()
    touching = marked | (_JOINTS & distinct)
    last = len(gaps) - 1
    found = compress(count(), map(touching.__contains__, gaps)) if touching else ()
    return [gap for gap in found if 0 < gap < last or gaps[gap] in marked]


def _joined(text: str, starts: list[int], runs: list[str], touched: Sequence[int]) -> tuple[list[int], list[str]]:
    """The words that runs are parts of, and where they begin; ``touched`` are the runs that what is before touches."""
    whole: list[int] = []
    written: list[str] = []
    first = 0
    for before, behind in _in_a_row(touched):
        last = max(before - 1, 0)
        begin = starts[last] if before else 0
        # The last full stop of U.N. is a part of it.
        end = starts[behind] + len(runs[behind]) + 1 if behind < len(runs) else len(text)
        whole += starts[first:last]
        written += runs[first:last]
        for start, stop in words(text, begin, end):
            whole.append(start)
            written.append(text[start:stop])
        first = behind + 1
    return whole + starts[first:], written + runs[first:]


def _in_a_row(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of ascending numbers that follow each other."""
    first = 0
    for place, number in enumerate(numbers):
        if place + 1 == len(numbers) or numbers[place + 1] > number + 1:
            yield numbers[first], number
            first = place + 1


def matches(pattern: re.Pattern[str], low: str, openings: Sequence[int] | None) -> Iterator[re.Match[str]]:
    """The matches of a pattern, as its ``finditer`` finds them; only at openings, if given."""
    if openings is None:
        yield from pattern.finditer(low)
        return
    position = 0
    for opening in openings:
        match = pattern.match(low, opening) if opening >= position else None
        if match is not None:
            yield match
            position = match.end()
