"""The words behind a date → its year, where it is spelled out: "nineteen eighty-six", « dos mil dieciocho »."""

import re

from citecheck.language.calendar_words import calendar
from citecheck.language.number_words import number_words
from citecheck.language.numeral import Numeral
from citecheck.language.numerals import read_numerals

_YEARS = range(1000, 2101)
_LONGEST = 70
"""So many letters hold any year in words."""
_OPENING = re.compile(r",? ((?:[^\W\d_]+'? ?)*)")


def spelled_year(low: str, end: int, language: str) -> tuple[int, int] | None:
    """The year spelled out in aligned text right behind ``end``, and where it ends; ``None`` where there is none."""
    start = _first_number(low, end, language)
    if start is None:
        return None
    numerals = [each for each in read_numerals(low[start : start + _LONGEST], language) if not each.digits]
    if not numerals or numerals[0].start:
        return None
    century = _by_centuries(numerals)
    year, length = century if century is not None else (int(numerals[0].value), numerals[0].end)
    return (year, start + length) if year in _YEARS else None


def _first_number(low: str, end: int, language: str) -> int | None:
    """Where a number word begins that only a word such as "of" parts from the date."""
    words, links = number_words(language), calendar(language)
    match = _OPENING.match(low, end, end + _LONGEST)
    if match is None:
        return None
    parts = match[1].split()
    skipped = 0
    while parts[skipped : skipped + 1] and parts[skipped] in (*links.of, *links.year_before):
        skipped += 1
    if skipped > 1 or not parts[skipped:] or parts[skipped] not in words.cardinal:
        return None
    return low.index(parts[skipped], match.start(1))


def _by_centuries(numerals: list[Numeral]) -> tuple[int, int] | None:
    """A year said as two numbers, with "hundred" between them or not: nineteen eighty-six."""
    if len(numerals) < 2 or numerals[1].start - numerals[0].end > 1:
        return None
    first, second = numerals[0].value, numerals[1].value
    if 10 <= first <= 20 and 10 <= second <= 99:
        return int(first * 100 + second), numerals[1].end
    return None
