"""A way to write a date, with what it may begin with, and the small parts that many are made of."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, auto
from functools import cached_property

YEAR = r"(?:1\d\d\d|2\d\d\d)"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
NAMED_DAYS_BEHIND = ("fr", "es", "it", "pt")
"""Languages that write the day of a month without any suffix: « le 13 »."""


class Head(StrEnum):
    """What a date may begin with: a run of digits by its length, or a word by the table that it is in."""

    NUMBER = auto()
    """Up to three digits: a day, or a number of days."""
    HIJRI = auto()
    """A day with a month of the Islamic or Solar Hijri calendar behind it."""
    YEAR = auto()
    STAMP = auto()
    """Eight digits: 20190221."""
    DECADE = auto()
    MONTH = auto()
    MONTH_ALONE = auto()
    """A month with no number near behind it."""
    WEEKDAY = auto()
    WEEKDAY_ALONE = auto()
    SPELLED = auto()
    """A number in words."""
    ONE = auto()
    """The indefinite article, a unit that is one by itself (год назад), a Roman numeral."""
    ORDINAL = auto()
    LAST = auto()
    """Last, next."""
    COUNTED = auto()
    """What stands before a number of days: in, il y a."""
    PART = auto()
    """Early, mid, late."""
    PERIOD = auto()
    """Quarter, half."""
    FEAST = auto()
    EASTER = auto()
    FLOATING = auto()
    DAYS = auto()
    WEEKS = auto()
    MONTHS = auto()
    YEARS = auto()
    NEXT = auto()
    DECADE_WORD = auto()


@dataclass(frozen=True)
class Notation:
    """The name of what a notation reads, its regular expression over aligned text, and what it may begin with.

    The expression may be a function that makes it, where that takes long and few texts need it.
    """

    name: str
    pattern: str | Callable[[], str]
    heads: frozenset[Head]

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The expression, compiled when first asked for."""
        return re.compile(self.pattern if isinstance(self.pattern, str) else self.pattern())


def notation(name: str, pattern: str | Callable[[], str], *heads: Head) -> Notation:
    """A notation that begins with one of the heads."""
    return Notation(name, pattern, frozenset(heads))


def any_of(words: Iterable[str]) -> str:
    """One of the words, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def optional(words: Iterable[str]) -> str:
    """One of the words with its space, or nothing; an elided word (l') has no space."""
    forms = [re.escape(word) + ("" if word.endswith("'") else " ") for word in sorted(words, key=len, reverse=True)]
    return f"(?:{'|'.join(forms)})?" if forms else ""


def clitic(language: str) -> str:
    """What may be written together with a word before it: Arabic and, in, for, as."""
    return "[وفبلك]{0,2}" if language == "ar" else ""
