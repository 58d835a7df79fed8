"""The date notations of a language as regular expressions over aligned text, each with the name of what it reads."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.alternation import alternation
from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.number_words import number_words
from citecheck.language.other_calendars import hijri_patterns
from citecheck.language.small_numbers import SmallNumbers, small_numbers
from citecheck.language.units import units

YEAR = r"(?:1\d\d\d|2\d\d\d)"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_END = r"(?![\w]|[.,:/-]\d)"
_STEPS = frozenset({"day", "week", "month", "year"})
"""What is counted from the day of publication: three days ago, in two months."""


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """The pattern that finds where a date may begin, and the notations to try there, best first.

    ``any`` matches where one of the notations does; its last group is named by the number of the first that does.
    """

    starters: re.Pattern[str]
    any: re.Pattern[str]
    notations: tuple[tuple[str, str], ...]
    small_numbers: dict[str, int]

    def matching(self, text: str, position: int) -> Iterator[tuple[str, re.Match[str]]]:
        """The notations that match at a position, best first, with their names."""
        found = self.any.match(text, position)
        if found is None:
            return
        for name, pattern in self.notations[int(str(found.lastgroup)[1:]) :]:
            match = _compiled(pattern).match(text, position)
            if match is not None:
                yield name, match


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern for several, each with its groups renamed and in a group named by its number."""
    renamed = (re.sub(r"\(\?P([<=])(\w+)", rf"(?P\g<1>\g<2>{number}", each) for number, each in enumerate(patterns))
    return re.compile("|".join(f"(?P<_{number}>{each})" for number, each in enumerate(renamed)))


@lru_cache(maxsize=16)
def date_patterns(language: str) -> DatePatterns:
    """The patterns of a language; one without tables has the numeric notations only."""
    words = calendar(language)
    small = small_numbers(language)
    notations = (
        hijri_patterns() + _numeric() + (_chinese(words) if language == "zh" else _worded(words, small, language))
    )
    starters = re.compile(_starters(words, small, language))
    return DatePatterns(starters, _any_of(pattern for _, pattern in notations), tuple(notations), small.values())


def _starters(words: Calendar, small: SmallNumbers, language: str) -> str:
    tables = (words.months, words.weekdays, words.days, words.weeks, words.months_relative, words.years, words.next)
    others = (words.last, words.coming, words.decades, words.feasts, words.easter, words.floating)
    phrases = {phrase for table in (*tables, *others) for phrase in table}
    if language == "zh":
        return rf"(?<!\d)\d|[〇零一二三四五六七八九十两]|{alternation(phrases)}"
    numbers = set(small.simple) | number_words(language).one
    heads = {pattern.split(" {")[0] for pattern in (*words.ago, *words.ahead) if not pattern.startswith("{")}
    counted = rf"{alternation(heads)}(?= {_about(language)}(?:\d|{alternation(numbers)}))"
    decade = rf"{alternation(words.decade_before)}(?= (?:'{{0,2}}\d|{alternation(words.weekdays)}))"  # "the Sunday" too
    word = rf"{_clitic(language)}(?:{alternation(phrases | numbers)}(?!\w)|{counted}|{decade})"
    # A search skips to what may begin a date, so that comes first, and behind it what may not stand before it.
    return rf"\d(?:(?<![\w.,:/$£€-].)|(?<=[^\d\s][-/(].))|'(?<!\w.)\d\d|\b{word}"


def _clitic(language: str) -> str:
    return "[وفبلك]{0,2}" if language == "ar" else ""


def _about(language: str) -> str:
    return f"(?:{alternation(number_words(language).bounds)} )?"


def _numeric() -> list[tuple[str, str]]:
    return [
        ("iso", rf"(?P<y>{YEAR})(?P<mark>[-/.])(?P<m>0?[1-9]|1[0-2])(?P=mark)(?P<d>{_DAY})(?!\d)"),
        ("iso", r"(?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?!\w|[.,]\d)"),
        ("numeric", rf"(?P<a>\d\d?)(?P<mark>[./-])(?P<b>\d\d?)(?P=mark)(?P<y>{YEAR}|\d\d)(?![\d/-]|\.\d)"),
        ("numeric", rf"(?P<a>\d\d?)(?P<mark> )(?P<b>\d\d?) (?P<y>{YEAR})(?!\w|[.,]\d)"),
        ("short", r"(?P<a>0[1-9]|[12]\d|3[01])/(?P<b>0[1-9])(?![\w/:-]|\.\d)"),
        ("listed", r"(?P<a>\d\d?)/(?P<b>\d\d?)(?![\d/:-]|\.\d)"),
        ("years", rf"(?P<y>{YEAR}) ?[-/] ?(?P<y2>{YEAR}|\d\d)(?![\d/-]|[.,:]\d)"),
    ]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of the dates of a language: ``of`` and ``the`` may be absent, as may ``year`` and ``weekday``."""

    clitic: str
    the: str
    of: str
    day: str
    until: str
    month: str
    year: str
    weekday: str
    named: str


def _parts(words: Calendar, small: SmallNumbers, language: str) -> _Parts:
    suffix = f"(?:{'|'.join(map(re.escape, words.suffix))})?" if words.suffix else ""
    spelled = f"|{small.pattern()}(?!\\w)" if small.simple else ""
    the, of, clitic = _optional(words.the), _optional(words.of), _clitic(language)
    named = rf"{clitic}(?P<w>{alternation(words.weekdays)})(?!\w)(?:,? {the}|\.,? )"
    return _Parts(
        clitic=clitic,
        the=the,
        of=of,
        day=rf"(?P<d>{_DAY}(?!\d){suffix}{spelled})",
        until=rf"(?: ?- ?| (?:{_any(words.to)}) {the})(?P<d2>{_DAY}(?!\d)){suffix}",
        month=rf"(?P<m>{alternation(words.months)})(?!\w)\.?",
        year=rf"(?:,? {of}{_optional(words.year_before)}(?P<y>{YEAR}|'\d\d)(?!\d|[.,]\d|%))",
        weekday=f"(?:{named})?",
        named=named,
    )


def _worded(words: Calendar, small: SmallNumbers, language: str) -> list[tuple[str, str]]:
    parts = _parts(words, small, language)
    american = _american_days(parts) if language == "en" else []
    return [
        *american,
        *_days(parts),
        *_days_of_weekdays(words, parts),
        ("month-year", rf"{parts.clitic}{parts.month}{parts.year}"),
        ("decade", _decade(words)),
        *_phrases(words, parts),
        *_numbered(words, small, language),
        ("weekday", _weekday(words, parts.clitic)),
        ("month", rf"{parts.clitic}{parts.month}"),
        ("year", rf"(?P<y>{YEAR})(?!\w|[.,:/]\d|-\d|%)"),
        ("decade-word", rf"{parts.clitic}(?P<phrase>{alternation(words.decades)})(?!\w)"),
        *_lone_days(words, language),
    ]


def _american_days(parts: _Parts) -> list[tuple[str, str]]:
    behind = rf"(?!\w|[:%]|[.,]\d|-\d)(?:,? (?P<y>{YEAR})(?!\d|[.,]\d|%))?"
    return [("day", rf"{parts.weekday}{parts.month},? {parts.the}{parts.day}(?:{parts.until})?{behind}")]


def _days(parts: _Parts) -> list[tuple[str, str]]:
    """Days with the name of their month, in any order of the parts where marks part them."""
    day, year, month = rf"(?P<d>{_DAY})(?!\d)", rf"(?P<y>{YEAR})", parts.month.removesuffix(r"\.?")
    return [
        ("day", rf"{parts.weekday}{parts.day}(?:{parts.until})?\.? {parts.of}{parts.month}{parts.year}?"),
        ("day", rf"{day}[-/]{month}(?:[-/ ](?P<y>{YEAR}|\d\d)(?!\d))?"),
        ("day", rf"{month}[-/]{day}(?:[-/]{year}(?!\d))?"),
        ("day", rf"{year}[-/ ]{month}[-/ ]{day}"),
        ("day", rf"{year}/{day}/{month}"),
        ("day", rf"{month}-{year}-{day}"),
        ("day", rf"{day}-{year}-{month}"),
    ]


def _days_of_weekdays(words: Calendar, parts: _Parts) -> list[tuple[str, str]]:
    opened = rf"(?:{parts.named}|{_behind((*words.the, *words.month_openers))})"
    nth = f"(?P<nth>{alternation((*words.nth, *words.last))})"
    nth_day = rf"{parts.clitic}{nth} (?P<w>{alternation(words.weekdays)})(?!\w)"
    months = alternation(words.months_relative)
    return [
        ("short", rf"{opened}(?P<a>\d\d?)/(?P<b>\d\d?)(?![\d/:-]|\.\d)"),
        ("short", rf"{opened}(?P<a>\d\d?)\.(?P<b>\d\d?)\.(?!\d)"),
        (
            "nth-weekday",
            rf"{nth_day} {parts.the}{_optional((*words.of, *words.month_openers))}{parts.month}{parts.year}?",
        ),
        ("day-of-that-month", rf"{parts.weekday}{parts.day},? {parts.the}{parts.of}(?P<phrase>{months})(?!\w)"),
        ("weekday-day", rf"{parts.named}{parts.day}(?![\w:%]|[.,/]\d|-\d)"),
    ]


def _phrases(words: Calendar, parts: _Parts) -> list[tuple[str, str]]:
    tables: tuple[tuple[str, Iterable[str]], ...] = (
        ("relative-days", words.days),
        ("relative-weeks", words.weeks),
        ("relative-months", words.months_relative),
        ("relative-years", words.years),
        ("next-day", words.next),
    )
    feasts = (("feast", words.feasts), ("easter", words.easter), ("floating", words.floating))
    phrase = f"{parts.clitic}(?P<phrase>%s)(?!\\w)"
    return [
        *((name, phrase % alternation(table) + f"{parts.year}?") for name, table in feasts),
        *((name, phrase % alternation(table)) for name, table in tables),
    ]


def _lone_days(words: Calendar, language: str) -> list[tuple[str, str]]:
    """Days of a month that is not named: "on the 13th.", « le 13, »."""
    if language == "en":
        return [("day-of-month", rf"(?<=the )(?P<d>{_DAY})(?:st|nd|rd|th)(?=[.,;!?)]|$)")]
    if language in ("fr", "es", "it", "pt"):
        return [("day-of-month", rf"{_behind(words.the)}(?P<d>{_DAY})(?=[.;!?)]|$|, )")]
    return []


def _behind(words: tuple[str, ...]) -> str:
    """A place right behind one of the words."""
    return f"(?:{'|'.join(f'(?<={re.escape(word)} )' for word in words)})" if words else "(?!)"


def _any(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _optional(words: tuple[str, ...]) -> str:
    """One of the words with its space, or nothing; an elided word (l') has no space."""
    forms = [re.escape(word) + ("" if word.endswith("'") else " ") for word in sorted(words, key=len, reverse=True)]
    return f"(?:{'|'.join(forms)})?" if forms else ""


def _decade(words: Calendar) -> str:
    number = r"(?P<y>(?:1\d|20)\d0|'?\d0)"
    before = rf"(?:{_any(words.decade_before)}) '?"
    after = rf"(?:{_any(words.decade_after)})(?!\w)"
    if not words.decade_after:
        return rf"{before}{number}(?!\w|[.,]\d)"
    year = rf"(?P<y2>(?:1\d|20)\d0|'\d0)'?{after}"
    return rf"{before}{number}'?{after}|{year}"


def _weekday(words: Calendar, clitic: str) -> str:
    last, coming, this = (alternation(each) for each in (words.last, words.coming, words.this))
    name = alternation(words.weekdays)
    return (
        rf"{clitic}(?:(?P<last>{last})|(?P<coming>{coming})|{this}) (?P<w>{name})(?!\w)|"
        rf"{clitic}(?P<w2>{name})(?!\w)(?: (?:(?P<last2>{last})|(?P<coming2>{coming}))(?!\w))?"
    )


def _numbered(words: Calendar, small: SmallNumbers, language: str) -> list[tuple[str, str]]:
    number = rf"(?P<n>\d{{1,3}}|{small.pattern()}|{alternation(number_words(language).one)})"
    table = units(language)
    whole = [word for word, unit in table.whole.items() if unit.name in _STEPS]
    stems = [word for word, unit in table.stems.items() if unit.name in _STEPS]
    about = _about(language)
    unit = rf"(?P<unit>(?:{alternation(whole)}|{alternation(stems)}\w*))"
    found = []
    for name, patterns in (("ago", words.ago), ("ahead", words.ahead)):
        filled = [re.escape(each).replace(r"\{n\}", "%n").replace(r"\{unit\}", "%u") for each in patterns]
        filled = [each.replace(r"\ %n", rf"\ {about}%n") for each in filled]
        found += [(name, pattern.replace("%n", number).replace("%u", unit) + r"(?!\w)") for pattern in filled]
    counted_from = rf"(?:(?P<after>{_any(words.days_after)})|(?P<before>{_any(words.days_before)}))(?= )"
    return [*found, ("counted-from", rf"{number} {unit} {counted_from}")]


def _chinese(words: Calendar) -> list[tuple[str, str]]:
    number = "[〇零一二三四五六七八九十]"
    day = rf"(?P<d>{_DAY}|{number}{{1,3}})[日号號]"
    month = rf"(?P<m>1[0-2]|0?[1-9]|{number}{{1,2}})月"
    year = rf"(?P<y>{YEAR}|{number}{{4}})年"
    until = rf"(?:[-至到](?P<d2>{_DAY})[日号號]?)?"
    last, coming = alternation(words.last), alternation(words.coming)
    counted = rf"(?P<n>\d{{1,3}}|{number}{{1,3}}|两)(?P<unit>天|日|周|週|个星期|个月|年)"
    return [
        (
            "day",
            rf"(?:{year})?{month}(?:(?P<d>{_DAY}|{number}{{1,3}}){until}[日号號]|{day})".replace(
                "(?P<d>", "(?P<d1>", 1
            ),
        ),
        ("month-year", rf"{year}{month}"),
        ("decade", r"(?P<y>(?:1\d|20)\d0|\d0)年代"),
        ("years", rf"(?P<y>{YEAR})年?[-至到](?P<y2>{YEAR})年"),
        ("year", rf"{year}(?!龄|级|代)"),
        ("feast", rf"(?:(?P<y>{YEAR})年)?(?P<phrase>{alternation(words.feasts)})"),
        ("relative-days", rf"(?P<phrase>{alternation(words.days)})"),
        ("relative-weeks", rf"(?P<phrase>{alternation(words.weeks)})(?![一二三四五六日天末])"),
        ("relative-months", rf"(?P<phrase>{alternation(words.months_relative)})"),
        ("relative-years", rf"(?P<phrase>{alternation(words.years)})"),
        ("next-day", rf"(?P<phrase>{alternation(words.next)})"),
        ("ago", rf"{counted}(?:之|以)?前"),
        ("ahead", rf"{counted}(?:之|以)?[后後]"),
        ("weekday", rf"(?:(?P<last>{last})|(?P<coming>{coming}))?(?P<w>{alternation(words.weekdays)})"),
        ("month", rf"{month}(?!球|\d|[〇零一二三四五六七八九十])"),
    ]
