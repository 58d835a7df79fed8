"""The date notations of Chinese, which parts no words."""

from collections.abc import Iterator

from citecheck.language.alternation import alternation
from citecheck.language.calendar_words import calendar
from citecheck.language.lexicon import load_table
from citecheck.language.notation import DAY, YEAR, Head, Notation, any_of, notation

HAN = frozenset("〇零一二三四五六七八九十两")
"""The digits that a date may begin with."""
_DIGIT = "[〇零一二三四五六七八九十]"
_DIGITS = (Head.NUMBER, Head.YEAR, Head.SPELLED)


def chinese_notations() -> Iterator[Notation]:
    """The notations, best first."""
    words = calendar("zh")
    month, year = rf"(?P<m>1[0-2]|0?[1-9]|{_DIGIT}{{1,2}})月", rf"(?P<y>{YEAR}|{_DIGIT}{{4}})年"
    until = rf"(?:[日号號]?[-至到](?P<d2>{DAY}))?"
    counted = rf"(?P<n>\d{{1,3}}|{_DIGIT}{{1,3}}|两)(?P<unit>天|日|周|週|个星期|个月|年)"
    days = rf"(?:(?P<d1>{DAY}|{_DIGIT}{{1,3}}){until}[日号號]|(?P<d>{DAY}|{_DIGIT}{{1,3}})[日号號])"
    weekday = rf"(?:[(（]?(?P<w>{alternation(words.weekdays)})[)）]?)?"
    yield notation("day", rf"(?:{year})?{month}{days}{weekday}", *_DIGITS)
    nth = rf"的?第(?P<nth>{alternation(words.nth)})个(?P<w>{alternation(words.weekdays)})"
    yield notation("nth-weekday", rf"(?:{year})?{month}{nth}", *_DIGITS)
    yield notation("decade-word", rf"(?P<phrase>{alternation(words.decades)})", Head.DECADE_WORD)
    yield from _periods(month, year)
    yield notation("feast", rf"(?:(?P<y>{YEAR})年)?(?P<phrase>{alternation(words.feasts)})", Head.FEAST, Head.YEAR)
    yield notation("easter", rf"(?:(?P<y>{YEAR})年)?(?P<phrase>{alternation(words.easter)})", Head.EASTER, Head.YEAR)
    yield notation("month-year", rf"{year}{month}", *_DIGITS)
    yield notation("decade", r"(?P<y>(?:1\d|20)\d0|\d0)年代", *_DIGITS)
    yield notation("years", rf"(?P<y>{YEAR})年?[-至到](?P<y2>{YEAR})年", Head.YEAR)
    yield notation("year", rf"{year}(?!龄|级|代)", *_DIGITS)
    yield notation("relative-days", rf"(?P<phrase>{alternation(words.days)})", Head.DAYS)
    weeks = rf"(?P<phrase>{alternation(words.weeks)})(?![一二三四五六日天末])"
    yield notation("relative-weeks", weeks, Head.WEEKS)
    yield notation("relative-months", rf"(?P<phrase>{alternation(words.months_relative)})", Head.MONTHS)
    yield notation("relative-years", rf"(?P<phrase>{alternation(words.years)})", Head.YEARS)
    yield notation("next-day", rf"(?P<phrase>{alternation(words.next)})", Head.NEXT)
    yield notation("counted", rf"{counted}(?P<ago>(?:之|以)?前)", *_DIGITS)
    yield notation("counted", rf"{counted}(?P<later>(?:之|以)?[后後])", *_DIGITS)
    last, coming = alternation(words.last), alternation(words.coming)
    leaning = rf"(?:(?P<last>{last})|(?P<coming>{coming}))?(?P<w>{alternation(words.weekdays)})"
    yield notation("weekday", leaning, Head.WEEKDAY, Head.LAST)
    yield notation("month", rf"{month}(?!球|\d|{_DIGIT})", *_DIGITS)


def _periods(month: str, year: str) -> Iterator[Notation]:
    """Quarters and halves of a year, and parts of a year or month, all behind it: 2019年第三季度, 5月中旬."""
    own = load_table("calendar_periods")["zh"]
    parts = "|".join(rf"(?P<{part}>{any_of(own[part])})" for part in ("early", "mid", "late"))
    halves = rf"(?P<first>{any_of(own['first_half'])})|(?P<second>{any_of(own['second_half'])})"
    quarter = rf"(?:第?(?P<n>[1-4一二三四])(?P<quarter>{any_of(own['quarter'])})|q(?P<n2>[1-4]))"
    relative = rf"(?P<phrase>{alternation(calendar('zh').years)})"
    yield notation("period", rf"(?:{year}|{relative})(?:{quarter}|{halves})", *_DIGITS, Head.YEARS)
    yield notation("period", rf"第(?P<n>[1-4一二三四])个?(?P<quarter>{any_of(own['alone'])})", Head.PERIOD)
    yield notation("part", rf"(?:{year})?{month}(?:{parts})(?!国|期|心|学)", *_DIGITS)
    yield notation(
        "part", rf"(?:(?P<y2>{YEAR}|{_DIGIT}{{4}})年|{relative})(?:{parts})(?!国|期|心|学)", *_DIGITS, Head.YEARS
    )
