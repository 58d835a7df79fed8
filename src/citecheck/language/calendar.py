"""Text → the dates written in it, as they are written: partial, relative, ranged; nothing is resolved here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.calendar_patterns import DatePatterns, date_patterns
from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.chinese_numerals import LETTERS, read_chinese
from citecheck.language.number_words import number_words
from citecheck.language.other_calendars import gregorian
from citecheck.language.spelled_years import spelled_year
from citecheck.language.units import units
from citecheck.language.written_date import FROM, WrittenDate, merged
from citecheck.language.years import is_year


@lru_cache(maxsize=64)
def read_dates(text: str, language: str) -> tuple[WrittenDate, ...]:
    """Every date in a text, in order and without overlaps."""
    return tuple(merged(_Reader(text, language).dates(), aligned(text)))


@lru_cache(maxsize=64)
def date_spans(text: str, language: str) -> tuple[tuple[int, int], ...]:
    """Where dates stand whose numbers count nothing (that of "two days ago" counts days)."""
    return tuple((each.start, each.end) for each in read_dates(text, language) if not each.counts)


_NEXT_WORD = re.compile(r"[ -]([^\W\d_]+|%|°)")
_OPENING = re.compile(r"(\S+)[ (]*$")
_LAST_WORD = re.compile(r"([^\W\d_]+)\.$")
_LISTED = re.compile(r"\d\d?/\d\d?(?:,? [^\W\d_]{1,4} |, ?)$")


class _Reader:
    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.low = aligned(text)
        self.language = language
        self.words: Calendar = calendar(language)
        self.patterns: DatePatterns = date_patterns(language)

    def dates(self) -> Iterator[WrittenDate]:
        """The dates in order, each with the first notation that reads it."""
        position = 0
        while (starter := self.patterns.starters.search(self.low, position)) is not None:
            found = self._with_year(self._read(starter.start()))
            position = found.end if found is not None else max(starter.end(), starter.start() + 1)
            if found is None and starter.group()[-1:].isdigit():
                position = self._past_digits(starter.end() - 1)
            if found is not None:
                yield self._without_stop(found)

    def _with_year(self, found: WrittenDate | None) -> WrittenDate | None:
        """The date with its year where that follows in words."""
        if found is None or found.month is None or found.year is not None:
            return found
        spelled = spelled_year(self.low, found.end, self.language)
        return replace(found, year=spelled[0], end=spelled[1]) if spelled is not None else found

    def _without_stop(self, found: WrittenDate) -> WrittenDate:
        """The date without a full stop behind the whole name of a month, which ends the sentence."""
        word = _LAST_WORD.search(self.low, found.start, found.end)
        shortened = word is None or word[1] not in self.words.months or word[1] in self.words.abbreviations
        return found if shortened else replace(found, end=found.end - 1)

    def _past_digits(self, position: int) -> int:
        while position < len(self.low) and self.low[position].isdigit():
            position += 1
        return position

    def _read(self, position: int) -> WrittenDate | None:
        made = (self._made(name, match) for name, match in self.patterns.matching(self.low, position))
        return next((found for found in made if found is not None), None)

    def _made(self, name: str, match: re.Match[str]) -> WrittenDate | None:
        readers: dict[str, Callable[[re.Match[str]], WrittenDate | None]] = {
            "iso": self._numeric,
            "numeric": self._numeric,
            "short": self._numeric,
            "listed": self._listed,
            "day": self._day,
            "month-year": self._month_of_year,
            "years": self._years,
            "year": self._years,
            "decade": self._decade,
            "weekday": self._weekday,
            "weekday-day": self._weekday,
            "nth-weekday": self._nth_weekday,
            "day-of-month": self._day_of_month,
            "month": self._lone_month,
        }
        if name in ("islamic", "persian"):
            return _converted(name, match)
        return readers[name](match) if name in readers else self._relative(name, match)

    def _month_of_year(self, match: re.Match[str]) -> WrittenDate:
        return WrittenDate(*match.span(), year=self._year(match["y"]), month=self._month(match["m"]))

    def _day_of_month(self, match: re.Match[str]) -> WrittenDate:
        return WrittenDate(*match.span(), day=int(re.sub(r"\D", "", match["d"])))

    def _listed(self, match: re.Match[str]) -> WrittenDate | None:
        """A day in digits right behind another: 20/11, 22/11 or 25/11."""
        before = _LISTED.search(self.low, max(match.start() - 14, 0), match.start())
        return self._numeric(match) if before is not None else None

    def _relative(self, name: str, match: re.Match[str]) -> WrittenDate | None:
        span = match.span()
        if name in ("ago", "ahead", "counted-from"):
            return self._numbered(name, match)
        phrase = match["phrase"]
        if name == "day-of-that-month":
            day = self._number(match["d"])
            return (
                WrittenDate(*span, day=day, unit="month", distance=self.words.months_relative[phrase]) if day else None
            )
        if name in ("feast", "easter", "floating") and not self._is_feast(phrase, match):
            return None
        if name == "floating":
            month, nth, weekday, distance = self.words.floating[phrase]
            year = self._year(match["y"]) if match["y"] else None
            return WrittenDate(*span, year=year, month=month, nth=nth, weekday=weekday, distance=distance)
        if name == "feast":
            month, day = self.words.feasts[phrase]
            return WrittenDate(*span, year=self._year(match["y"]) if match["y"] else None, month=month, day=day)
        if name == "easter":
            year = self._year(match["y"]) if match["y"] else None
            return WrittenDate(*span, year=year, unit="easter", distance=self.words.easter[phrase])
        if name == "decade-word":
            return WrittenDate(*span, decade=1900 + self.words.decades[phrase])
        unit, table = {
            "relative-days": ("day", self.words.days),
            "relative-weeks": ("week", self.words.weeks),
            "relative-months": ("month", self.words.months_relative),
            "relative-years": ("year", self.words.years),
            "next-day": ("next", self.words.next),
        }[name]
        counts = unit == "next" and any(word in number_words(self.language).cardinal for word in phrase.split())
        unit = f"this {unit}" if unit in ("day", "week") else unit
        return WrittenDate(*span, unit=unit, distance=table[phrase], counts=counts)

    def _is_feast(self, phrase: str, match: re.Match[str]) -> bool:
        """Whether the name of a feast that other names hold too ("Christmas Island") stands as a date."""
        if phrase not in self.words.ambiguous or match["y"]:
            return True
        before = _OPENING.search(self.low, max(match.start() - 14, 0), match.start())
        following = _NEXT_WORD.match(self.text, match.end())
        named = following is not None and (following[1][0].isupper() or following[0][0] == "-")
        return before is not None and before[1] in self.words.month_openers and not named

    def _nth_weekday(self, match: re.Match[str]) -> WrittenDate | None:
        nth = self.words.nth.get(match["nth"], -1)
        year = self._year(match["y"]) if match["y"] else None
        weekday = self.words.weekdays[match["w"]]
        return WrittenDate(*match.span(), year=year, month=self._month(match["m"]), weekday=weekday, nth=nth)

    def _numeric(self, match: re.Match[str]) -> WrittenDate | None:
        groups = match.groupdict()
        if "m" in groups:
            return self._checked(match, self._year(match["y"]), int(match["m"]), int(match["d"]))
        first, second = int(match["a"]), int(match["b"])
        year = self._year(match["y"]) if "y" in groups else None
        if len(groups.get("y", "")) == 2 and match["mark"] == "-":
            return None
        month_first = self.words.order == "mdy" and groups.get("mark", "/") == "/"
        month, day = (first, second) if month_first else (second, first)
        if month > 12:
            month, day = day, month
            return self._checked(match, year, month, day)
        return self._checked(match, year, month, day, swapped=first <= 12 and second <= 12 and first != second)

    def _checked(
        self, match: re.Match[str], year: int | None, month: int, day: int, *, swapped: bool = False
    ) -> WrittenDate | None:
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return None
        return WrittenDate(*match.span(), year=year, month=month, day=day, swapped=swapped)

    def _day(self, match: re.Match[str]) -> WrittenDate | None:
        groups = match.groupdict()
        month = self._month(match["m"])
        if self._is_verb(match):
            return None
        day = self._number(groups.get("d1") or match["d"])
        year = self._year(match["y"]) if match["y"] else None
        last = int(groups["d2"]) if groups.get("d2") else None
        if day is None or not 1 <= day <= 31 or (last is not None and last <= day):
            return None
        weekday = self.words.weekdays.get(groups.get("w") or "")
        return WrittenDate(*match.span(), year=year, month=month, day=day, last_day=last, weekday=weekday)

    def _is_verb(self, match: re.Match[str]) -> bool:
        """Whether "may" or "march" beside a number is a verb: written small in English."""
        return self.language == "en" and match["m"] in ("may", "march") and self.text[match.start("m")].islower()

    def _month(self, name: str) -> int:
        month = self.words.months.get(name)
        return month if month is not None else self._number(name) or 0

    def _number(self, written: str) -> int | None:
        digits = re.match(r"\d+", written)
        if digits:
            return int(digits.group())
        if self.language == "zh" and all(each in LETTERS for each in written):
            value = read_chinese(written)
            return int(value) if value is not None else None
        return self.patterns.small_numbers.get(written, 1 if written in number_words(self.language).one else None)

    def _year(self, written: str) -> int:
        digits = written.lstrip("'")
        if not digits.isdigit():
            return self._number(digits) or 0
        year = int(digits)
        return year if year >= 100 else year + (2000 if year < 40 else 1900)

    def _years(self, match: re.Match[str]) -> WrittenDate | None:
        year, groups = self._year(match["y"]), match.groupdict()
        if groups.get("y2"):
            last = int(match["y2"]) if len(match["y2"]) == 4 else year // 100 * 100 + int(match["y2"])
            if not year < last <= year + 120:
                return None
            return WrittenDate(*match.span(), year=year, last_year=last)
        if self.language != "zh" and not is_year(year, self.low, match.span(), self.language):
            return None
        return WrittenDate(*match.span(), year=year)

    def _decade(self, match: re.Match[str]) -> WrittenDate | None:
        written = match["y"] or match.groupdict().get("y2")
        year = int(written.strip("'")) if written else 0
        year = year if year >= 100 else 1900 + year if year >= 20 else 2000 + year
        return WrittenDate(*match.span(), decade=year)

    def _weekday(self, match: re.Match[str]) -> WrittenDate | None:
        groups = match.groupdict()
        name = groups.get("w") or groups.get("w2") or ""
        if groups.get("d"):
            return self._day_of_weekday(match)
        bare = not any(groups.get(each) for each in ("last", "coming", "last2", "coming2"))
        if bare and (name in self.words.abbreviations or self._is_another_word(name, match)):
            return None
        lean = -1 if groups.get("last") or groups.get("last2") else 0
        lean = 1 if groups.get("coming") or groups.get("coming2") else lean
        return WrittenDate(*match.span(), weekday=self.words.weekdays[name], lean=lean)

    def _is_another_word(self, name: str, match: re.Match[str]) -> bool:
        """Whether an ambiguous weekday is none: without "on" before, or an ordinal of what follows (segunda fase)."""
        if name not in self.words.ambiguous:
            return False
        cut_short = f"{name}-feira" in self.words.weekdays
        ordinal = cut_short and _NEXT_WORD.match(self.low, match.end()) is not None
        before = _OPENING.search(self.low, max(match.start() - 14, 0), match.start())
        return ordinal or before is None or before[1] not in self.words.this

    def _day_of_weekday(self, match: re.Match[str]) -> WrittenDate | None:
        """A weekday with the day of a month that is not named: jeudi 21, Monday 13th."""
        day, following = self._number(match["d"]), _NEXT_WORD.match(self.low, match.end())
        if day is None or not (match["d"][0].isdigit() or self._is_ordinal(match)) or not 1 <= day <= 31:
            return None
        if following is not None and units(self.language).get(following[1]) is not None:
            return None
        return WrittenDate(*match.span(), day=day, weekday=self.words.weekdays[match["w"]])

    def _is_ordinal(self, match: re.Match[str]) -> bool:
        """Whether a day in words behind a weekday is one: "Wednesday the thirty-first", with nothing that it counts."""
        last = re.split(r"[ -]", match["d"])[-1]
        return last in number_words(self.language).ordinal and self.low[match.end() : match.end() + 1] in ("", ".", ",")

    def _lone_month(self, match: re.Match[str]) -> WrittenDate | None:
        name, start = match["m"], match.start("m")
        if name in self.words.abbreviations and name in self.words.ambiguous:
            return None
        if self.language == "en" and self.text[start].islower():
            return None
        opening = self.low[max(start - 24, 0) : start]
        if name in self.words.ambiguous and not any(opening.endswith(f"{each} ") for each in self.words.month_openers):
            return None
        if len(name) <= 4 and name in self.words.abbreviations and self.low[match.end() - 1] == ".":
            return None
        return WrittenDate(*match.span(), month=self._month(name))

    def _numbered(self, name: str, match: re.Match[str]) -> WrittenDate | None:
        number = self._number(match["n"])
        unit = units(self.language).get(match["unit"])
        if number is None or unit is None:
            return None
        if name == "counted-from":
            distance = -number if match["before"] else number
            return WrittenDate(*match.span(), unit=FROM + unit.name, distance=distance)
        return WrittenDate(*match.span(), unit=unit.name, distance=-number if name == "ago" else number, counts=True)


def _converted(calendar: str, match: re.Match[str]) -> WrittenDate:
    """A day of another calendar as the Gregorian one."""
    day = gregorian(calendar, int(match["y"]), match["m"], int(match["d"]))
    return WrittenDate(*match.span(), day.year, day.month, day.day, slack=calendar == "islamic")
