"""Text → numbers with what they count, their bounds and ranges; the kinds that count pick theirs from these."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest

from citecheck.facts.bounds import bounded
from citecheck.facts.compounds import compounded
from citecheck.facts.count import Counted
from citecheck.facts.nouns import PERCENT, chinese_noun, noun_behind, sign_before, unit_of
from citecheck.facts.ranges import joined
from citecheck.facts.telephones import read_telephones
from citecheck.language.aligned import aligned
from citecheck.language.calendar import date_spans
from citecheck.language.clock import read_times
from citecheck.language.number_words import number_words
from citecheck.language.numeral import Numeral, Sort
from citecheck.language.numerals import read_numerals
from citecheck.language.units import Unit, duals, units_by_name

_NEVER_ONE = frozenset({"money", "percent", "place", "thing", "group", "period", "length", "area", "data", "energy"})
"""What "a" or "un" before does not count: the article is an article there far more often than a number."""
_NUMBERED = frozenset({"season", "episode", "round", "part", "floor", "century"})
"""What is numbered as well as counted, besides units of time: season 3, round 5."""
_OLDEST = 115
_LAST_WORD = re.compile(r"([^\W\d_]+) $")
_BESIDE_NAME = re.compile(r"[A-ZÀ-ÞА-ЯЄІЇҐ][\w.'’-]+(?:, ?| \()$")


@lru_cache(maxsize=64)
def read_counted(text: str, language: str) -> tuple[Counted, ...]:
    """Every number of a text that is not a part of a date or a time of day, in order."""
    return tuple(sorted(_Reader(text, language).counted(), key=lambda each: each.number))


class _Reader:
    """Reads the numbers of one text with the words around them."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.low = aligned(text)
        self.language = language
        self._age_before = tuple(number_words(language).age_before)
        self.dates = date_spans(text, language)
        self.date_starts = frozenset(start for start, _ in self.dates)

    def counted(self) -> Iterator[Counted]:
        """Every number with its bound and unit, in order."""
        times = ((each.start, each.end) for each in read_times(self.text, self.language))
        numbers = read_telephones(self.text)
        spans = sorted((*self.dates, *times, *((each.start, each.end) for each in numbers)))
        numerals = _without_articles(_outside(read_numerals(self.text, self.language), spans))
        yield from numbers
        yield from compounded(self._measured(numerals), self.low, self.language)

    def _measured(self, numerals: Sequence[Numeral]) -> Iterator[Counted]:
        for counted in joined(numerals, self.low, self.language):
            named = counted if counted.unit is not None else self._named(counted)
            if named.unit is not None and named.unit.factor is None and not float(named.value).is_integer():
                named = _uncounted(named)
            if named.sort is Sort.ONE and (named.unit is None or named.unit.group in _NEVER_ONE):
                continue
            yield bounded(named, self.low, self.language)

    def _named(self, counted: Counted) -> Counted:
        """The number with what it counts or measures."""
        signed = sign_before(self.low, counted.start)
        if signed is not None:
            return counted._replace(unit=signed[0], start=signed[1])
        end = counted.number[1]
        if self.language == "zh":
            if self.low.endswith("百分之", 0, counted.start):
                return counted._replace(unit=PERCENT, start=counted.start - 3)
            unit, end = chinese_noun(self.low, end)
            noun = self.low[end - 2 : end] if unit else ""
            return counted._replace(unit=unit, end=max(end, counted.end), noun=noun)
        if counted.sort is Sort.IMPLICIT and (dual := self._dual(counted)) is not None:
            return counted._replace(unit=dual)
        unit, unit_end, noun = noun_behind(self.low, end, counted.value, self.language, self.date_starts)
        if unit is not None and unit.name == "day" and unit_end + 1 in self.date_starts:
            unit, unit_end = None, end  # the day of « 89 يوم السبت » is Saturday
        if unit is None:
            unit = self._unit_elsewhere(counted)
        return counted._replace(unit=unit, noun=noun, end=max(unit_end, counted.end))

    def _dual(self, counted: Counted) -> Unit | None:
        word = self.low[counted.start : counted.end]
        return next((unit for dual, unit in duals(self.language).items() if word.endswith(dual)), None)

    def _unit_elsewhere(self, counted: Counted) -> Unit | None:
        """The unit of a number that has none behind it: named in front, or years where it is an age."""
        word = _LAST_WORD.search(self.low, max(counted.start - 16, 0), counted.start)
        named = word is not None and counted.sort is not Sort.ONE
        unit = unit_of(word[1], counted.value, self.language) if word is not None and named else None
        if unit is not None and (unit.group == "time" or unit.name in _NUMBERED):
            return unit
        in_decades = counted.sort is Sort.ABOUT and counted.digits
        return units_by_name()["year"] if in_decades or self._is_age(counted) else None

    def _is_age(self, counted: Counted) -> bool:
        """Whether a bare number is an age: behind "aged", or set off behind a name ("Palin, 29," or "Palin (29)")."""
        start, end = counted.number
        if not 1 <= counted.value <= _OLDEST or counted.low != counted.high or counted.sort is not Sort.CARDINAL:
            return False
        before = self.low[max(start - 24, 0) : start].rstrip()
        if before.endswith(self._age_before):
            return True
        set_off = self.low[end : end + 1] in (",", ")") or self.low[end : end + 2] == " -"
        return counted.digits and set_off and _BESIDE_NAME.search(self.text, max(start - 24, 0), start) is not None


def _uncounted(counted: Counted) -> Counted:
    """A number with decimals, which counts no things: a magnitude 7.5 quake is one quake."""
    whole = counted.sort in (Sort.CARDINAL, Sort.ORDINAL) and counted.unit is not None
    things = whole and counted.unit is not None and counted.unit.group not in ("money", "percent", "score")
    return counted._replace(unit=None, end=counted.number[1]) if things else counted


def _without_articles(numerals: Sequence[Numeral]) -> list[Numeral]:
    """The numerals without articles right before a number: "un 70 %"."""
    return [
        each
        for each, following in zip_longest(numerals, numerals[1:])
        if each.sort is not Sort.ONE
        or following is None
        or following.sort is not Sort.CARDINAL
        or following.start - each.end > 1
    ]


def _outside(numerals: Sequence[Numeral], spans: Sequence[tuple[int, int]]) -> list[Numeral]:
    """The numerals that do not overlap any of the spans; both are in order."""
    kept, index = [], 0
    for numeral in numerals:
        while index < len(spans) and spans[index][1] <= numeral.start:
            index += 1
        if index == len(spans) or numeral.end <= spans[index][0]:
            kept.append(numeral)
    return kept
