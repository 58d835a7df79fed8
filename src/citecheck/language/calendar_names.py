"""A date in its surroundings → whether it is a part of a name instead: the Sunday Times, rue du 4 septembre."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.lexicon import Table, load_table

_AROUND = 24
_BEFORE = re.compile(r"([^\W_]+)(?:[ .'-]+|d')$")
_BEHIND = re.compile(r"[ -]([^\W\d_]+)")
_SMALL_WEEKDAYS = frozenset({"fr", "es", "it", "pt", "ru", "uk"})
"""Languages that write weekdays and months small, so that a capital one behind a capital is a surname."""
_CAPITAL_STREETS = frozenset({"es", "pt", "ru", "uk"})
"""Languages that write months small in dates, and great in the names of streets."""
_SURNAME = re.compile(r"\b([A-Z][a-z]+)\.? May\b(?! \d)")


@dataclass(frozen=True, slots=True)
class _Names:
    before: frozenset[str]
    links: frozenset[str]
    behind: frozenset[str]
    names: tuple[str, ...]


@lru_cache(maxsize=16)
def _names(language: str) -> _Names:
    own: Mapping[str, Table] = load_table("calendar_names")
    table = own.get(language, {})
    before, links, behind, names = (
        tuple(map(aligned, table.get(part, ()))) for part in ("before", "links", "behind", "names")
    )
    return _Names(frozenset(before), frozenset(links), frozenset(behind), names)


def is_street(text: str, low: str, span: tuple[int, int], language: str) -> bool:
    """Whether a day or month at a span of a text names a street, a square, a movement."""
    written = text[span[0] : span[1]]
    return (language not in _CAPITAL_STREETS or not written.islower()) and _behind_one_of(
        low, span[0], _names(language)
    )


def is_in_a_name(text: str, low: str, span: tuple[int, int], language: str) -> bool:
    """Whether a weekday, month or day without a year, at a span of a text, is a part of a name."""
    known, (start, end) = _names(language), span
    behind = _BEHIND.match(low, end)
    if behind is not None and behind[1] in known.behind and not text[behind.start(1)].islower():
        return True
    around = max(start - _AROUND, 0)
    window = low[around : end + _AROUND]
    whole = ((window.find(name) + around, len(name)) for name in known.names if name in window)
    return any(at < end and start < at + length for at, length in whole) or _is_surname(text, low, span, language)


def _behind_one_of(low: str, start: int, known: _Names) -> bool:
    """Whether a street, a square, … stands before the date, with nothing between but the links."""
    position = start
    while (word := _BEFORE.search(low, max(position - _AROUND, 0), position)) is not None:
        if word[1] not in known.links:
            return word[1] in known.before
        position = word.start()
    return False


def _is_surname(text: str, low: str, span: tuple[int, int], language: str) -> bool:
    """Whether a capital weekday or month follows a capital word that is no word around dates: Plácido Domingo."""
    start, _ = span
    if language not in _SMALL_WEEKDAYS or not text[start].isupper() or low[start - 1 : start] != " ":
        return False
    before = _BEFORE.search(low, max(start - _AROUND, 0), start)
    if before is None:
        return False
    words = calendar(language)
    return text[before.start()].isupper() and text[before.start() + 1].islower() and before[1] not in _around(words)


def _around(words: Calendar) -> frozenset[str]:
    return frozenset({*words.this, *words.the, *words.month_openers, *words.last, *words.coming, *words.of, *words.to})


def names_may(text: str) -> bool:
    """Whether an English text names somebody May: Theresa May, Mrs May."""
    openers = calendar("en").month_openers
    found = (match[1].lower() for match in _SURNAME.finditer(text))
    return any(word not in openers and word not in _NOT_A_FORENAME for word in found)


_NOT_A_FORENAME = frozenset({"the", "that", "early", "late", "mid", "between", "april", "march", "june"})
