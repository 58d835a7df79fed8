"""Days of the Islamic and the Solar Hijri calendar → the Gregorian day.

The Islamic calendar is the tabular one with the civil epoch; what is observed may lie a day beside it. The Solar Hijri
calendar is taken with leap years by the cycle of 33 years, which holds from 1799 to 2256 (Reingold and Dershowitz,
Calendrical Calculations, chapters 7 and 15).
"""

from datetime import date
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.language.lexicon import load_table
from citecheck.language.notation import Head, Notation, notation

_ISLAMIC_EPOCH = 227_014
_PERSIAN_EPOCH = 226_894
"""The days before the first of the first month of the year 1, as :meth:`datetime.date.fromordinal` counts them."""
_DAY, _YEAR = r"(?P<d>3[01]|[12]\d|0?[1-9])", r"(?P<y>1[23456]\d\d)"


@lru_cache(maxsize=1)
def hijri_notations() -> tuple[Notation, ...]:
    """The notation of a day of each calendar, by the calendar's name, over aligned text."""
    table = load_table("other_calendars")
    of = f"(?:{alternation(map(aligned, table['of']))} )?"
    suffix = f"(?: ?{alternation(map(aligned, table['suffix']))}(?!\\w))?"
    return tuple(
        notation(
            calendar,
            rf"{_DAY} {of}(?P<m>{alternation(_months(calendar))}),? {of}{_YEAR}(?![\w]|[.,]\d){suffix}",
            Head.HIJRI,
        )
        for calendar in ("islamic", "persian")
    )


def hijri_words() -> tuple[str, ...]:
    """What may stand behind the day in them."""
    return (*map(aligned, load_table("other_calendars")["of"]), *_months("islamic"), *_months("persian"))


def names_hijri_month(low: str) -> bool:
    """Whether aligned text holds the name of a month of one of the calendars."""
    return any(name in low for calendar in ("islamic", "persian") for name in _months(calendar))


@lru_cache(maxsize=2)
def _months(calendar: str) -> dict[str, int]:
    rows = load_table("other_calendars")[calendar]
    return {aligned(name): int(number) for number, names in rows.items() for name in names}


def gregorian(calendar: str, year: int, month: str, day: int) -> date:
    """The Gregorian day of a day of a calendar, by the aligned name of its month."""
    number = _months(calendar)[month]
    days = _islamic(year, number) if calendar == "islamic" else _persian(year, number)
    return date.fromordinal(days + day)


def _islamic(year: int, month: int) -> int:
    """The days before a month: years of 354 days and 11 leap days in 30, months of 30 and 29 days in turn."""
    return _ISLAMIC_EPOCH + 354 * (year - 1) + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2


def _persian(year: int, month: int) -> int:
    """The days before a month: six of 31 days, then of 30; 8 leap years in 33."""
    return _PERSIAN_EPOCH + 365 * (year - 1) + (8 * year + 21) // 33 + 30 * (month - 1) + min(month - 1, 6)
