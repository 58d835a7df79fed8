"""A date as a bibliography writes it → EDTF (ISO 8601-2:2019)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import lru_cache

from citecheck.articles.words import month_number, word_list

_EARLIEST, _LATEST = 1000, 2100
_ISO = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d))?(?:[T ]\d\d:\d\d\S*)?")
_YEAR = re.compile(r"\d{4}")
_COMMON = re.compile(
    r"(?P<day>\d{1,2}) (?P<month_dmy>[^\W\d_]+) (?P<year>\d{4})"
    r"|(?P<month_mdy>[^\W\d_]+) (?P<day_mdy>\d{1,2}), (?P<year_mdy>\d{4})"
)
_NUMERIC = re.compile(r"(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})")
_IDEOGRAPHIC = re.compile(r"(\d{4})\s*年(?:\s*(\d{1,2})\s*月(?:\s*(\d{1,2})\s*[日号號])?)?")
_TIME = re.compile(r"\d{1,2}\s?[:h]\s?\d\d(?::\d\d)?(?:\s?[ap]\.?m\.?)?", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:Q([1-4])|([1-4])Q)\b")
_TOKEN = re.compile(r"(\d+)(?:st|nd|rd|th|er|re|º|ª|°|\.)?(?![^\W\d_])|([^\W\d_]+)")
_DASH = re.compile(r"\s*[–—−]\s*|\s+-\s+|(?<=[^\W\d_])-(?=[^\W\d_])|(?<=\d)-(?=\d{1,4}\b)|\s+(?:to|bis|au)\s+|/")
_CIRCA = re.compile(r"^(?:c\.|ca\.|circa|um|vers|около|حوالي|约)\s*", re.IGNORECASE)
_DISAMBIGUATOR = re.compile(r"(?<=\d{4})[a-rt-z]$")


@dataclass(frozen=True, slots=True)
class _Parts:
    year: int | None = None
    month: int | None = None
    day: int | None = None

    def edtf(self) -> str | None:
        """The date, or ``None`` where it is none; a month beyond 12 is an EDTF season (21..24) or quarter."""
        if self.year is None or not _EARLIEST <= self.year <= _LATEST:
            return None
        if self.month is None:
            return None if self.day else f"{self.year:04}"
        if not (1 <= self.month <= 12 or 21 <= self.month <= 36):
            return None
        if self.day is None:
            return f"{self.year:04}-{self.month:02}"
        if self.month > 12 or not 1 <= self.day <= monthrange(self.year, self.month)[1]:
            return None
        return f"{self.year:04}-{self.month:02}-{self.day:02}"


@lru_cache(maxsize=4096)
def parse_date(raw: str, *, day_first: bool | None = None) -> str | None:
    """The EDTF form of a date, ``None`` where it is unreadable.

    Reads ISO 8601, day-month-year and month-day-year with month names of the languages in
    ``data/bibliographic_words.json``, month and year, seasons and quarters (EDTF level 1 and 2: ``2019-21`` is
    spring), years, ranges (``2019-06/2019-07``), ``c. 1900`` (``1900~``) and Chinese and Japanese dates.

    Args:
        raw: The date as written, such as ``14 June 2019``.
        day_first: How to read ``03/04/2019``; unknown makes it unreadable. ``14/06/2019`` is read regardless.
    """
    if not _YEAR.search(raw):
        return None
    common = _COMMON.fullmatch(raw)
    month = month_number(common["month_dmy"] or common["month_mdy"]) if common else None
    if common and month:
        return _Parts(int(common["year"] or common["year_mdy"]), month, int(common["day"] or common["day_mdy"])).edtf()
    text = " ".join(_western_digits(raw[:200]).split()).strip(" ,.;()[]")
    if not text:
        return None
    circa = _CIRCA.match(text)
    if circa:
        date = parse_date(text[circa.end() :], day_first=day_first)
        return f"{date}~" if date and "/" not in date and not date.endswith("~") else date
    text = _DISAMBIGUATOR.sub("", text)
    return _numeric(text, day_first) or _single(text) or _range(text)


def _western_digits(text: str) -> str:
    return text if text.isascii() else "".join(str(int(c)) if c.isdecimal() else c for c in text)


def _numeric(text: str, day_first: bool | None) -> str | None:
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _Parts(year, month, day).edtf()
    if found := _IDEOGRAPHIC.match(text):
        year, month, day = (int(part) if part else None for part in found.groups())
        return _Parts(year, month, day).edtf()
    if found := _NUMERIC.fullmatch(text):
        return _three_numbers(int(found[1]), int(found[3]), int(found[4]), found[2], day_first)
    return None


def _three_numbers(first: int, second: int, third: int, separator: str, day_first: bool | None) -> str | None:
    if first > 31:
        return _Parts(first, second, third).edtf()
    if separator == "." or second > 12 or first > 12 or first == second:
        day_first = second <= 12
    if day_first is None:
        return None
    return (_Parts(third, second, first) if day_first else _Parts(third, first, second)).edtf()


def _single(text: str) -> str | None:
    parts = _parts(text)
    return parts.edtf() if parts else None


def _parts(text: str) -> _Parts | None:
    """The day, month and year among a text's words; ``None`` where a number is left over."""
    quarter = _QUARTER.search(text)
    if quarter:
        written = _YEAR.search(text)
        return _Parts(int(written[0]), 32 + int(quarter[1] or quarter[2])) if written else None
    month: int | None = None
    day: int | None = None
    year: int | None = None
    for number, word in _tokens(_TIME.sub(" ", text)):
        if word:
            named = _month_or_season(word)
            if named and month:
                return None
            month = month or named
        elif len(number) == 4 and year is None:
            year = int(number)
        elif len(number) <= 2 and day is None:
            day = int(number)
        else:
            return None
    return _Parts(year, month, day)


def _tokens(text: str) -> list[tuple[str, str]]:
    tokens = [(found[1] or "", found[2] or "") for found in _TOKEN.finditer(text)]
    words = [word for _, word in tokens]
    # The Levantine month names are of two words.
    for index in range(len(tokens) - 1):
        pair = f"{words[index]} {words[index + 1]}"
        if words[index] and words[index + 1] and month_number(pair):
            tokens[index] = ("", pair)
    # "12março" or "1990s": a number glued to a word is not read as a number, and spoils the date.
    glued = re.search(r"\d[^\W\d_]", re.sub(r"\d(?:st|nd|rd|th|er|re|º|ª|г)\b", "", text))
    return [("99999", "")] if glued else tokens


def _month_or_season(word: str) -> int | None:
    seasons: dict[str, int] = word_list("seasons")["seasons"]
    return month_number(word) or seasons.get(word.casefold())


def _range(text: str) -> str | None:
    """Two dates with a dash: what one side leaves out, the other says (``14–16 June 2019``)."""
    sides = _DASH.split(text)
    if len(sides) != 2:
        return None
    first, last = _parts(sides[0]), _parts(sides[1])
    if first is None or last is None:
        return None
    if first.month and first.month > 12 and last == _Parts(last.year):
        return first.edtf()  # "Winter 2001–2002"
    first, last = _completed(first, last)
    start, end = first.edtf(), last.edtf()
    return f"{start}/{end}" if start and end and start < end else None


def _completed(first: _Parts, last: _Parts) -> tuple[_Parts, _Parts]:
    if first.year and first.month is None and last.year is None and last.month is None and last.day is not None:
        return first, _Parts(first.year // 100 * 100 + last.day)  # 2019–20
    if first.year is None and last.year is None:
        return first, last
    if last.year is None:
        # "June 14–16, 2019" leaves the year on the right; "2019 June 14–16" on the left.
        last = _Parts(first.year, last.month, last.day)
    if last.month is None and (last.day or first.day):
        last = _Parts(last.year, first.month, last.day)
    return _Parts(first.year or last.year, first.month or last.month, first.day), last
