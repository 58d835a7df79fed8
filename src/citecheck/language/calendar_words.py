"""The words for dates and times of day."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.lexicon import Table, load_table


@dataclass(frozen=True, slots=True)
class Calendar:
    """Months 1..12, weekdays 0 (Monday) .. 6, and the words around dates; see ``calendar_extra.json``."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    ambiguous: frozenset[str]
    abbreviations: frozenset[str]
    month_openers: frozenset[str]
    days: Mapping[str, int]
    weeks: Mapping[str, int]
    months_relative: Mapping[str, int]
    years: Mapping[str, int]
    next: Mapping[str, int]
    last: frozenset[str]
    coming: frozenset[str]
    this: frozenset[str]
    ago: tuple[str, ...]
    ahead: tuple[str, ...]
    later: tuple[str, ...]
    earlier: tuple[str, ...]
    events: tuple[str, ...]
    article: str
    of_event: tuple[str, ...]
    articles: tuple[str, ...]
    bare_units: Mapping[str, tuple[str, int]]
    of: tuple[str, ...]
    of_year: tuple[str, ...]
    suffix: tuple[str, ...]
    year_suffix: tuple[str, ...]
    year_before: tuple[str, ...]
    the: tuple[str, ...]
    decade_before: tuple[str, ...]
    decade_after: tuple[str, ...]
    decades: Mapping[str, int]
    to: tuple[str, ...]
    order: str
    mark: str
    feasts: Mapping[str, tuple[tuple[int, int], ...]]
    """Month and day; of a feast that another church keeps by the Julian calendar, both."""
    easter: Mapping[str, tuple[int, tuple[str, ...]]]
    """Days from Easter Sunday, and the churches whose Easter may be meant, the likelier first."""
    floating: Mapping[str, tuple[int, int, int, int]]
    nth: Mapping[str, int]
    days_after: tuple[str, ...]
    days_before: tuple[str, ...]

    def counted(self, side: int) -> dict[str, tuple[str, ...]]:
        """What stands before (side 0, with its space) or behind (1) a number of days, by what it says of them."""
        tables = {"ago": self.ago, "ahead": self.ahead, "later": self.later, "earlier": self.earlier}
        sides = {
            name: [pattern.partition("{n} {unit}")[2 * side] for pattern in patterns]
            for name, patterns in tables.items()
        }
        return {
            name: tuple(sorted({each.strip() if side else each for each in found if each}, key=len, reverse=True))
            for name, found in sides.items()
            if any(found)
        }

    def counted_sides(self, side: int) -> tuple[str, ...]:
        """All that stands on that side of a number of days."""
        return tuple(each for sides in self.counted(side).values() for each in sides)


def _months_and_days(written: str) -> tuple[tuple[int, int], ...]:
    days = (each.split("-") for each in written.split("|"))
    return tuple((int(month), int(day)) for month, day in days)


def _easter(written: int | list[int | str]) -> tuple[int, tuple[str, ...]]:
    distance, *churches = written if isinstance(written, list) else (written, "western")
    return int(distance), tuple(map(str, churches))


def _floating(written: str) -> tuple[int, int, int, int]:
    """Month, number of the weekday in it, weekday, days on: Black Friday is "11-4-3+1"."""
    day, _, distance = written.partition("+")
    month, nth, weekday = day.replace("--", "-~").split("-")
    return int(month), int(nth.replace("~", "-")), int(weekday), int(distance or 0)


def _abbreviations(names: Mapping[str, int]) -> frozenset[str]:
    """Names of at most four letters that begin another of the same month or day, longer by two letters or more."""
    return frozenset(
        short
        for short, number in names.items()
        if len(short) <= 4
        and any(each.startswith(short) and len(each) > len(short) + 1 for each in names if names[each] == number)
    )


def _adjectives(own: Table, part: str) -> dict[str, int]:
    """Adjectives of months or weekdays in every case: июньский, воскресного."""
    stems, endings = own.get(part, {}), own.get("adjective_endings", "").split()
    return {aligned(stem + ending): number for stem, number in stems.items() for ending in endings}


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a language: those that are generated, and our own, which go before."""

    made: Table
    own: Table

    def merged(self, part: str) -> dict[str, int]:
        return {aligned(word): value for word, value in {**self.made.get(part, {}), **self.own.get(part, {})}.items()}

    def several(self, part: str) -> tuple[str, ...]:
        return tuple(map(aligned, self.own.get(part, ())))

    def grouped(self, part: str) -> frozenset[str]:
        return frozenset(self.several(part))


@lru_cache(maxsize=16)
def calendar(language: str) -> Calendar:
    """The calendar words of a language; empty for a language without tables."""
    words = _Words(load_table("calendar").get(language, {}), load_table("calendar_extra").get(language, {}))
    months, weekdays = words.merged("months"), words.merged("weekdays")
    return Calendar(
        months={**_adjectives(words.own, "month_adjectives"), **months},
        weekdays={**_adjectives(words.own, "weekday_adjectives"), **weekdays},
        ambiguous=words.grouped("ambiguous"),
        abbreviations=_abbreviations(months) | _abbreviations(weekdays),
        month_openers=words.grouped("month_openers"),
        days=words.merged("days"),
        weeks=words.merged("weeks"),
        months_relative=words.merged("months_relative"),
        years=words.merged("years"),
        next=words.merged("next"),
        last=words.grouped("last"),
        coming=words.grouped("coming"),
        this=words.grouped("this"),
        ago=words.several("ago"),
        ahead=words.several("ahead"),
        later=words.several("later"),
        earlier=words.several("earlier"),
        events=words.several("events"),
        article=aligned(words.own.get("article", "")),
        of_event=words.several("of_event"),
        articles=words.several("articles"),
        bare_units={aligned(word): (unit, count) for word, (unit, count) in words.own.get("bare_units", {}).items()},
        of=words.several("of"),
        of_year=words.several("of_year"),
        suffix=words.several("suffix"),
        year_suffix=words.several("year_suffix"),
        year_before=words.several("year_before"),
        the=words.several("the"),
        decade_before=words.several("decade_before"),
        decade_after=words.several("decade_after"),
        decades=words.merged("decades"),
        to=words.several("to"),
        order=words.own.get("order", "dmy"),
        mark=words.own.get("mark", "/"),
        easter={aligned(name): _easter(days) for name, days in words.own.get("easter", {}).items()},
        days_after=words.several("days_after"),
        days_before=words.several("days_before"),
        nth=words.merged("nth"),
        floating={aligned(name): _floating(day) for name, day in words.own.get("floating", {}).items()},
        feasts={aligned(name): _months_and_days(day) for name, day in words.own.get("feasts", {}).items()},
    )


@dataclass(frozen=True, slots=True)
class ClockWords:
    """The words around times of day; see ``clock.json``. ``zones`` are minutes east of Greenwich."""

    am: tuple[str, ...]
    pm: tuple[str, ...]
    hour: tuple[str, ...]
    before: tuple[str, ...]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    am_before: tuple[str, ...]
    pm_before: tuple[str, ...]
    phrases: Mapping[str, int]
    zones: Mapping[str, int]


@lru_cache(maxsize=16)
def clock_words(language: str) -> ClockWords:
    """The words around times of day in a language; of one without tables, those of English."""
    table = load_table("clock")
    own: Table = table[language if language in table else "en"]
    parts = ("am", "pm", "hour", "before", "noon", "midnight", "am_before", "pm_before")
    listed = {part: tuple(map(aligned, own.get(part, ()))) for part in parts}
    phrases = {aligned(phrase): shift for phrase, shift in own["phrases"].items()}
    return ClockWords(**listed, phrases=phrases, zones=table["zones"])
