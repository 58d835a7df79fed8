"""Measures said in two parts → one: "5 feet 10 inches", "6-foot-6", "2 hours and 30 minutes", "deux ans et demi"."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from citecheck.facts.count import Counted
from citecheck.language.alternation import alternation
from citecheck.language.number_words import NumberWords, number_words
from citecheck.language.numeral import Sort
from citecheck.language.units import Unit, units_by_name

_GAP = re.compile(r"[ ,-]{0,2}")
_BARE = {"ft": "inch"}
"""What a bare number right behind a measure is of: the 6 of "6-foot-6"."""
_SYMBOLS = {"h": "hour", "s": "second"}
_SYMBOL = re.compile(r" ?([hs])(?!\w)")
_TENTH = 0.1
_JOINED = frozenset({"length", "mass", "time"})


def compounded(counts: Iterable[Counted], low: str, language: str) -> Iterator[Counted]:
    """The counts in order, a measure and the smaller one right behind it as one, in the unit of the first."""
    words = number_words(language)
    last: Counted | None = None
    read_to = 0
    for read in counts:
        if read.start < read_to:
            continue  # the half of the measure before it
        each = _with_part(read, low, language)
        read_to = each.end if each is not read else read_to
        joined = _joined(last, each, low, words) if last is not None else None
        if last is not None and joined is None:
            yield last
        last = joined or each
    if last is not None:
        yield last


def _with_part(measure: Counted, low: str, language: str) -> Counted:
    """The measure with the part of its unit that is said behind it: three hours and a half."""
    if measure.unit is None or measure.unit.group not in _JOINED or measure.low is None or measure.low != measure.high:
        return measure
    behind = _part_behind(language).match(low, measure.end)
    if behind is None or measure.sort not in (Sort.CARDINAL, Sort.IMPLICIT, Sort.ONE):
        return measure
    words = number_words(language)
    if " " in behind[1] and behind["next"] and behind["next"] not in words.stops | words.part_end:
        return measure  # the part of another thing: 10 km and a half marathon
    value = measure.value + {**words.fraction, **words.parts}[behind[1]]
    return measure._replace(end=behind.end(1), low=value, high=value, step=_TENTH, sort=Sort.CARDINAL)


@lru_cache(maxsize=16)
def _part_behind(language: str) -> re.Pattern[str]:
    words = number_words(language)
    glue = " و" if "و" in words.joined else rf" {alternation(words.joined)} "
    return re.compile(rf"{glue}({alternation(words.behind)})(?![\w-])(?: (?P<next>[^\W\d_]+))?")


def _joined(first: Counted, second: Counted, low: str, words: NumberWords) -> Counted | None:
    first = _with_symbol(first, low)
    if first.unit is None or first.unit.group not in _JOINED or not (_is_exact(first) and _is_exact(second)):
        return None
    second = _with_symbol(second, low)
    gap = low[first.end : second.start]
    if not _GAP.fullmatch(gap) and gap.strip() not in words.connector:
        return None
    part = _part(first.unit, second, gap)
    if part is None or part.factor is None or first.unit.factor is None or part.group != first.unit.group:
        return None
    ratio = part.factor / first.unit.factor
    value = first.value + second.value * ratio
    if ratio >= 1 or second.value * ratio >= 1:
        return None
    span = (first.number[0], second.number[1])
    return first._replace(end=second.end, number=span, low=value, high=value, step=second.step * ratio)


def _with_symbol(counted: Counted, low: str) -> Counted:
    """The count with its unit where that is a letter, which says too little by itself."""
    behind = _SYMBOL.match(low, counted.number[1]) if counted.end == counted.number[1] else None
    if behind is None:
        return counted
    return counted._replace(end=behind.end(), unit=units_by_name()[_SYMBOLS[behind[1]]])


def _part(unit: Unit, second: Counted, gap: str) -> Unit | None:
    if second.unit is None and gap == "-" and unit.name in _BARE:
        return units_by_name()[_BARE[unit.name]]
    return second.unit


def _is_exact(counted: Counted) -> bool:
    return counted.sort is Sort.CARDINAL and counted.low is not None and counted.low == counted.high
