"""Text → the dates written in it, as they are written: partial, relative, ranged; nothing is resolved here."""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import ClassVar

from citecheck.language.aligned import aligned
from citecheck.language.calendar_names import is_in_a_name, is_street, names_may
from citecheck.language.calendar_openings import DateOpenings, Opening, date_openings
from citecheck.language.calendar_patterns import matching
from citecheck.language.calendar_periods import PARTS
from citecheck.language.calendar_relative import read_relative
from citecheck.language.calendar_values import DateValues, date_values
from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.number_words import number_words
from citecheck.language.other_calendars import gregorian
from citecheck.language.spelled_years import spelled_year
from citecheck.language.units import units
from citecheck.language.written_date import WrittenDate, merged
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
_BEFORE_MAY = ("in", "since", "until", "till", "last", "this", "next", "early", "late", "mid", "during", "through")
"""What stands before the month of May and seldom before somebody of that name."""
_FORENAMES = frozenset({"april", "may", "june", "august"})
_CAPITAL = re.compile(r" [A-Z][a-z]")
_NO_DAY_BEHIND = re.compile(r" (?:3[2-9]|[4-9]\d)(?=[.,;:!?)]|$)")
_NO_DAY_BEFORE = re.compile(r"(?<![\w.,/:-])(?:3[2-9]|[4-9]\d)\.? (?:(?:of|de|di) )?$")
_LISTED = re.compile(r"\d\d?/\d\d?(?:,? [^\W\d_]{1,4} |, ?)$")


class _Reader:
    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.low = aligned(text)
        self.language = language
        self.words: Calendar = calendar(language)
        self.values: DateValues = date_values(language)
        self.openings: DateOpenings = date_openings(language)

    def dates(self) -> Iterator[WrittenDate]:
        """The dates in order, each with the first notation that reads it."""
        position = 0
        for place in self.openings.places(self.text):
            opening = self.openings.at(self.low, place) if place >= position else None
            if opening is None:
                continue
            found = self._with_year(self._read(opening))
            position = found.end if found is not None else opening.end
            if found is not None and not self._is_named(found):
                yield self._without_stop(found)

    def _is_named(self, found: WrittenDate) -> bool:
        """Whether a weekday, month, feast or day is a part of a name."""
        span = (found.start, found.end)
        if found.month is not None and is_street(self.text, self.low, span, self.language):
            return True
        named = found.weekday is not None or found.month is not None or (found.unit or "").startswith("easter")
        return named and found.year is None and is_in_a_name(self.text, self.low, span, self.language)

    def _with_year(self, found: WrittenDate | None) -> WrittenDate | None:
        """The date with its year where that follows in words."""
        if found is None or found.month is None or found.year is not None:
            return found
        spelled = spelled_year(self.low, found.end, self.language)
        return found._replace(year=spelled[0], end=spelled[1]) if spelled is not None else found

    def _without_stop(self, found: WrittenDate) -> WrittenDate:
        """The date without a full stop behind the whole name of a month, which ends the sentence."""
        word = _LAST_WORD.search(self.low, found.start, found.end)
        shortened = word is None or word[1] not in self.words.months or word[1] in self.words.abbreviations
        return found if shortened else found._replace(end=found.end - 1)

    def _read(self, opening: Opening) -> WrittenDate | None:
        made = (self._made(name, match) for name, match in matching(self.low, opening, self.language))
        return next((found for found in made if found is not None), None)

    def _made(self, name: str, match: re.Match[str]) -> WrittenDate | None:
        if name in ("islamic", "persian"):
            return _converted(name, match)
        reader = self._readers.get(name)
        return reader(self, match) if reader is not None else read_relative(name, match, self.text, self.values)

    def _month_of_year(self, match: re.Match[str]) -> WrittenDate | None:
        if self._is_range(match):
            return None
        return WrittenDate(*match.span(), year=self.values.year(match["y"]), month=self.values.month(match["m"]))

    def _day_of_month(self, match: re.Match[str]) -> WrittenDate:
        return WrittenDate(*match.span(), day=int(re.sub(r"\D", "", match["d"])))

    def _listed(self, match: re.Match[str]) -> WrittenDate | None:
        """A day in digits right behind another: 20/11, 22/11 or 25/11."""
        before = _LISTED.search(self.low, max(match.start() - 14, 0), match.start())
        return self._numeric(match) if before is not None else None

    def _nth_weekday(self, match: re.Match[str]) -> WrittenDate | None:
        nth = self.words.nth.get(match["nth"], -1)
        year = self.values.year(match["y"]) if match["y"] else None
        weekday = self.words.weekdays[match["w"]]
        return WrittenDate(*match.span(), year=year, month=self.values.month(match["m"]), weekday=weekday, nth=nth)

    def _numeric(self, match: re.Match[str]) -> WrittenDate | None:
        groups = match.groupdict()
        if "m" in groups:
            return self._checked(match, self.values.year(match["y"]), int(match["m"]), int(match["d"]))
        first, second = int(match["a"]), int(match["b"])
        year = self.values.year(match["y"]) if "y" in groups else None
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
        month = self.values.month(match["m"])
        if self._is_verb(match) or self._is_range(match):
            return None
        day = self.values.number(groups.get("d1") or match["d"])
        year = self.values.year(match["y"]) if match["y"] else None
        last = int(groups["d2"]) if groups.get("d2") else None
        if day is None or not 1 <= day <= 31 or (last is not None and last <= day):
            return None
        weekday = self.words.weekdays.get(groups.get("w") or "")
        return WrittenDate(*match.span(), year=year, month=month, day=day, last_day=last, weekday=weekday)

    def _is_opened(self, name: str, start: int) -> bool:
        """Whether a word stands before the name of a month by which it is no other word, nor somebody's name."""
        opening = self.low[max(start - 24, 0) : start]
        openers = (
            _BEFORE_MAY if name == "may" and self.language == "en" and self.names_may else self.words.month_openers
        )
        return any(opening.endswith(f"{each} ") for each in openers)

    def _is_forename(self, match: re.Match[str]) -> bool:
        """Whether a month is somebody's first name: a surname follows, and nothing before says that it is a month."""
        opening = self.low[max(match.start() - 24, 0) : match.start()]
        surname = _CAPITAL.match(self.text, match.end()) is not None
        return surname and not any(opening.endswith(f"{each} ") for each in _BEFORE_MAY)

    @cached_property
    def names_may(self) -> bool:
        """Whether the text names somebody May."""
        return names_may(self.text)

    def _is_range(self, match: re.Match[str]) -> bool:
        """Whether the second name of a month names another one: مارس/أبريل."""
        groups = match.groupdict()
        other = groups.get("m2") or groups.get("m3")
        return other is not None and self.words.months[other] != self.words.months[match["m"]]

    def _is_impossible(self, match: re.Match[str]) -> bool:
        """Whether a number beside the month makes it a day that no month has: "May 67", "32 May"."""
        if self.language == "en" and _NO_DAY_BEHIND.match(self.low, match.end("m")):
            return True
        before = _NO_DAY_BEFORE.search(self.low, max(match.start() - 12, 0), match.start())
        return before is not None and self.language != "zh"

    def _part(self, match: re.Match[str]) -> WrittenDate | None:
        """The early, mid or late part of a month or year."""
        groups = {name: each for name, each in match.groupdict().items() if each}
        part = next(each for each in PARTS if each in groups)
        if "phrase" in groups:
            return WrittenDate(*match.span(), unit="year", distance=self.words.years[groups["phrase"]], part=part)
        if "m" not in groups:
            number = self.values.year(groups["y2"])
            named = self.language == "zh" or is_year(number, self.low, match.span("y2"), self.language)
            return WrittenDate(*match.span(), year=number, part=part) if named else None
        if self.language == "en" and self.text[match.start("m")].islower():
            return None
        year = self.values.year(groups["y"]) if "y" in groups else None
        return WrittenDate(*match.span(), year=year, month=self.values.month(groups["m"]), part=part)

    def _is_verb(self, match: re.Match[str]) -> bool:
        """Whether "may" or "march" beside a number is a verb: written small in English."""
        return self.language == "en" and match["m"] in ("may", "march") and self.text[match.start("m")].islower()

    def _years(self, match: re.Match[str]) -> WrittenDate | None:
        year, groups = self.values.year(match["y"]), match.groupdict()
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
        day, following = self.values.number(match["d"]), _NEXT_WORD.match(self.low, match.end())
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
        if self._is_range(match) or self._is_impossible(match):
            return None
        if name in self.words.abbreviations and name in self.words.ambiguous:
            return None
        if self.language == "en" and self.text[start].islower():
            return None
        if name in self.words.ambiguous and not self._is_opened(name, start):
            return None
        if self.language == "en" and name in _FORENAMES and self._is_forename(match):
            return None
        if len(name) <= 4 and name in self.words.abbreviations and self.low[match.end() - 1] == ".":
            return None
        return WrittenDate(*match.span(), month=self.values.month(name))

    _readers: ClassVar[dict[str, Callable[["_Reader", re.Match[str]], WrittenDate | None]]] = {
        "iso": _numeric,
        "numeric": _numeric,
        "short": _numeric,
        "listed": _listed,
        "day": _day,
        "month-year": _month_of_year,
        "years": _years,
        "year": _years,
        "decade": _decade,
        "weekday": _weekday,
        "weekday-day": _weekday,
        "nth-weekday": _nth_weekday,
        "day-of-month": _day_of_month,
        "month": _lone_month,
        "part": _part,
    }
    """The methods that read what a notation matched, by its name; of others :func:`read_relative` is asked."""


def _converted(calendar: str, match: re.Match[str]) -> WrittenDate:
    """A day of another calendar as the Gregorian one."""
    day = gregorian(calendar, int(match["y"]), match["m"], int(match["d"]))
    return WrittenDate(*match.span(), day.year, day.month, day.day, slack=calendar == "islamic")
