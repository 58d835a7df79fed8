"""The date notations of a language that parts its words by spaces, and those in digits that all languages share."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.alternation import alternation
from citecheck.language.calendar_counted import counted_notations
from citecheck.language.calendar_periods import period_notations
from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.notation import DAY, NAMED_DAYS_BEHIND, YEAR, Head, Notation, any_of, clitic, notation, optional
from citecheck.language.small_numbers import small_numbers


def numeric_notations() -> Iterator[Notation]:
    """Days and spans of years in digits."""
    end = r"(?![\d/:-]|\.\d)"
    number, year = Head.NUMBER, Head.YEAR
    yield notation("iso", rf"(?P<y>{YEAR})(?P<mark>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=mark)(?P<d>{DAY})(?!\d)", year)
    stamp = r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\w|[.,]\d)"
    yield notation("iso", stamp, Head.STAMP)
    marked = rf"(?P<a>\d\d?)(?P<mark>[./-])(?P<b>\d\d?)(?P=mark)(?P<y>{YEAR}|\d\d)(?![\d/-]|\.\d)"
    yield notation("numeric", marked, number)
    yield notation("numeric", rf"(?P<a>\d\d?)(?P<mark> )(?P<b>\d\d?) (?P<y>{YEAR})(?!\w|[.,]\d)", number)
    yield notation("short", r"(?P<a>0[1-9]|[12]\d|3[01])/(?P<b>0[1-9])(?![\w/:-]|\.\d)", number)
    yield notation("listed", rf"(?P<a>\d\d?)/(?P<b>\d\d?){end}", number)
    yield notation("years", rf"(?P<y>{YEAR}) ?[-/] ?(?P<y2>{YEAR}|\d\d)(?![\d/-]|[.,:]\d)", year)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the dates of a language: ``of`` and ``the`` may be absent, as may ``year``."""

    clitic: str
    the: str
    of: str
    digits: str
    spelled: str
    until: str
    months: str
    month: str
    weekdays: str
    year: str
    named: str

    @property
    def day(self) -> str:
        """A day of the month in digits or in words."""
        return rf"(?P<d>{self.digits}|{self.spelled})"


@lru_cache(maxsize=16)
def date_parts(language: str) -> Parts:
    """The parts of the dates of a language."""
    words, small = calendar(language), small_numbers(language)
    suffix = f"(?:{'|'.join(map(re.escape, words.suffix))})?" if words.suffix else ""
    the, of, clitic_ = optional(words.the), optional(words.of), clitic(language)
    of_year = optional((*words.of, *words.of_year))
    months, weekdays = alternation(words.months), alternation(words.weekdays)
    return Parts(
        clitic=clitic_,
        the=the,
        of=of,
        digits=rf"{DAY}(?!\d){suffix}",
        spelled=rf"{small.pattern()}(?!\w)" if small.simple else "(?!)",
        until=rf"(?: ?- ?| (?:{any_of(words.to)}) {the})(?P<d2>{DAY}(?!\d)){suffix}",
        months=months,
        month=rf"(?P<m>{months})(?!\w)\.?{_other_name(months) if language == 'ar' else ''}",
        weekdays=weekdays,
        year=rf"(?:,? {of_year}{optional(words.year_before)}(?P<y>{YEAR}|'\d\d)(?!\d|[.,]\d|%))",
        named=rf"{clitic_}(?P<w>{weekdays})(?!\w)(?:,? {the}|\.,? )",
    )


def _other_name(months: str) -> str:
    """The name of the month in the other tradition of Arabic beside it: فبراير/شباط, شباط (فبراير)."""
    return rf"(?: ?/ ?(?P<m2>{months})(?!\w)| ?\((?P<m3>{months})\))?"


def worded_notations(language: str) -> Iterator[Notation]:
    """The notations with words, best first."""
    words, parts, alone = calendar(language), date_parts(language), (Head.MONTH, Head.MONTH_ALONE)
    if language == "en":
        yield from _american_days(parts)
    yield from _days(parts)
    yield from _days_of_weekdays(words, parts)
    yield from period_notations(language, parts.months, parts.year)
    yield notation("month-year", rf"{parts.clitic}{parts.month}{parts.year}", Head.MONTH)
    yield notation("decade", _decade(words), Head.DECADE, Head.NUMBER, Head.YEAR)
    yield from _phrases(words, parts)
    yield from counted_notations(language)
    yield notation("weekday", _weekday(words, parts.clitic), Head.WEEKDAY, Head.WEEKDAY_ALONE, Head.LAST, Head.DECADE)
    if language == "ar":
        yield notation("month", rf"{parts.clitic}{parts.month}", *alone)
    yield notation("month", rf"{parts.clitic}(?P<m>{parts.months})(?!\w)\.?", *alone)
    yield notation("year", rf"(?P<y>{YEAR})(?!\w|[.,:/]\d|-\d|%)", Head.YEAR)
    decade = rf"{parts.clitic}(?P<phrase>{alternation(words.decades)})(?!\w)"
    yield notation("decade-word", decade, Head.DECADE_WORD)
    yield from _lone_days(words, language)


def _american_days(parts: Parts) -> Iterator[Notation]:
    behind = rf"(?!\w|[:%]|[.,]\d|-\d)(?:,? (?P<y>{YEAR})(?!\d|[.,]\d|%))?"
    day = rf"{parts.month},? {parts.the}{parts.day}(?:{parts.until})?{behind}"
    yield notation("day", day, Head.MONTH)
    yield notation("day", parts.named + day, Head.WEEKDAY)


def _days(parts: Parts) -> Iterator[Notation]:
    """Days with the name of their month, in any order of the parts where marks part them."""
    day, year, month = rf"(?P<d>{DAY})(?!\d)", rf"(?P<y>{YEAR})", rf"(?P<m>{parts.months})(?!\w)"
    of_month = rf"(?:{parts.until})?\.? {parts.of}{parts.month}{parts.year}?"
    yield notation("day", rf"(?P<d>{parts.digits}){of_month}", Head.NUMBER)
    yield notation("day", rf"{parts.clitic}(?P<d>{parts.spelled}){of_month}", Head.SPELLED)
    yield notation("day", rf"{parts.named}{parts.day}{of_month}", Head.WEEKDAY)
    yield notation("day", rf"{day}[-/]{month}(?:[-/ ](?P<y>{YEAR}|\d\d)(?!\d))?", Head.NUMBER)
    yield notation("day", rf"{month}[-/]{day}(?:[-/]{year}(?!\d))?", Head.MONTH)
    yield notation("day", rf"{year}[-/ ]{month}[-/ ]{day}", Head.YEAR)
    yield notation("day", rf"{year}/{day}/{month}", Head.YEAR)
    yield notation("day", rf"{month}-{year}-{day}", Head.MONTH)
    yield notation("day", rf"{day}-{year}-{month}", Head.NUMBER)


def _days_of_weekdays(words: Calendar, parts: Parts) -> Iterator[Notation]:
    opened = rf"(?:{parts.named}|{_behind((*words.the, *words.month_openers))})"
    nth = f"(?P<nth>{alternation((*words.nth, *words.last))})"
    in_month = f"{parts.the}{optional((*words.of, *words.month_openers))}{parts.month}{parts.year}?"
    nth_weekday = rf"{parts.clitic}{nth} (?P<w>{parts.weekdays})(?!\w) {in_month}"
    of_that = rf",? {parts.the}{parts.of}(?P<phrase>{alternation(words.months_relative)})(?!\w)"
    number, weekday = Head.NUMBER, Head.WEEKDAY
    yield notation("short", rf"{opened}(?P<a>\d\d?)/(?P<b>\d\d?)(?![\d/:-]|\.\d)", number, weekday)
    if words.mark == ".":
        yield notation("short", rf"{opened}(?P<a>\d\d?)\.(?P<b>\d\d?)\.(?!\d)", number, weekday)
    yield notation("nth-weekday", nth_weekday, number, Head.ORDINAL, Head.SPELLED, Head.LAST)
    yield notation("day-of-that-month", rf"(?P<d>{parts.digits}){of_that}", number)
    yield notation("day-of-that-month", rf"(?P<d>{parts.spelled}){of_that}", Head.SPELLED)
    yield notation("day-of-that-month", rf"{parts.named}{parts.day}{of_that}", weekday)
    yield notation("weekday-day", rf"{parts.named}{parts.day}(?![\w:%]|[.,/]\d|-\d)", weekday)


def _phrases(words: Calendar, parts: Parts) -> Iterator[Notation]:
    def one_of(table: Iterable[str], behind: str = "") -> Callable[[], str]:
        return lambda: rf"{parts.clitic}(?P<phrase>{alternation(table)})(?!\w){behind}"

    year = f"{parts.year}?"
    yield notation("feast", one_of(words.feasts, year), Head.FEAST)
    yield notation("easter", one_of(words.easter, year), Head.EASTER)
    yield notation("floating", one_of(words.floating, year), Head.FLOATING)
    yield notation("relative-days", one_of(words.days), Head.DAYS)
    yield notation("relative-weeks", one_of(words.weeks), Head.WEEKS)
    yield notation("relative-months", one_of(words.months_relative), Head.MONTHS)
    yield notation("relative-years", one_of(words.years), Head.YEARS)
    yield notation("next-day", lambda: _next_day(words, parts.clitic), Head.NEXT)


def _next_day(words: Calendar, clitic_: str) -> str:
    """The day before or after, with nothing behind it that it is the day before or after of."""
    prepositions = {*words.days_after, *words.days_before}
    bare = {phrase for phrase in words.next if phrase.split()[-1] in prepositions}
    whole = rf"{alternation(words.next.keys() - bare)}(?!\w){_not_before(words.of_event)}"
    return rf"{clitic_}(?P<phrase>{whole}|{alternation(bare)}(?!\w){_not_before((*words.of_event, *words.articles))})"


def _not_before(words: tuple[str, ...]) -> str:
    """A place with none of the words behind it."""
    found = "|".join(re.escape(word) + ("" if word.endswith("'") else r"(?!\w)") for word in words)
    return f"(?! (?:{found}))" if words else ""


def _lone_days(words: Calendar, language: str) -> Iterator[Notation]:
    """Days of a month that is not named: "on the 13th.", « le 13, »."""
    if language == "en":
        yield notation("day-of-month", rf"(?<=the )(?P<d>{DAY})(?:st|nd|rd|th)(?=[.,;!?)]|$)", Head.NUMBER)
    if language in NAMED_DAYS_BEHIND:
        yield notation("day-of-month", rf"{_behind(words.the)}(?P<d>{DAY})(?=[.;!?)]|$|, )", Head.NUMBER)


def _behind(words: tuple[str, ...]) -> str:
    """A place right behind one of the words."""
    return f"(?:{'|'.join(f'(?<={re.escape(word)} )' for word in words)})" if words else "(?!)"


def _decade(words: Calendar) -> str:
    number = r"(?P<y>(?:1\d|20)\d0|'?\d0)"
    before = rf"(?:{any_of(words.decade_before)}) '?"
    after = rf"(?:{any_of(words.decade_after)})(?!\w)"
    if not words.decade_after:
        return rf"{before}{number}(?!\w|[.,]\d)"
    year = rf"(?P<y2>(?:1\d|20)\d0|'\d0)'?{after}"
    return rf"{before}{number}'?{after}|{year}"


def _weekday(words: Calendar, clitic_: str) -> str:
    last, coming, this = (alternation(each) for each in (words.last, words.coming, words.this))
    name = alternation(words.weekdays)
    return (
        rf"{clitic_}(?:(?P<last>{last})|(?P<coming>{coming})|{this}) (?P<w>{name})(?!\w)|"
        rf"{clitic_}(?P<w2>{name})(?!\w)(?: (?:(?P<last2>{last})|(?P<coming2>{coming}))(?!\w))?"
    )
