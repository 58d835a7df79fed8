"""What a notation of a named, relative or counted date, or of a part of a year, matched → the date as written."""

import re
from collections.abc import Callable

from citecheck.language.calendar_periods import ordinals
from citecheck.language.calendar_values import DateValues
from citecheck.language.number_words import number_words
from citecheck.language.units import units
from citecheck.language.written_date import FROM, WrittenDate

_NEXT_WORD = re.compile(r"[ -]([^\W\d_]+|%|°)")
_OPENING = re.compile(r"(\S+)[ (]*$")
_HALF, _QUARTER = 6, 3

Match = re.Match[str]


def read_relative(name: str, match: Match, text: str, values: DateValues) -> WrittenDate | None:
    """The date of a notation by its name."""
    if name in ("feast", "easter", "floating") and not _is_feast(match, text, values):
        return None
    reader = _READERS.get(name)
    return reader(match, values) if reader is not None else _phrase(name, match, values)


def _day_of_that_month(match: Match, values: DateValues) -> WrittenDate | None:
    day, distance = values.number(match["d"]), values.words.months_relative[match["phrase"]]
    return WrittenDate(*match.span(), day=day, unit="month", distance=distance) if day else None


def _is_feast(match: Match, text: str, values: DateValues) -> bool:
    """Whether the name of a feast that other names hold too ("Christmas Island") stands as a date."""
    if match["phrase"] not in values.words.ambiguous or match["y"]:
        return True
    before = _OPENING.search(match.string, max(match.start() - 14, 0), match.start())
    following = _NEXT_WORD.match(text, match.end())
    named = following is not None and (following[1][0].isupper() or following[0][0] == "-")
    return before is not None and before[1] in values.words.month_openers and not named


def _floating(match: Match, values: DateValues) -> WrittenDate:
    month, nth, weekday, distance = values.words.floating[match["phrase"]]
    year = _year(match, values)
    return WrittenDate(*match.span(), year=year, month=month, nth=nth, weekday=weekday, distance=distance)


def _feast(match: Match, values: DateValues) -> WrittenDate:
    (month, day), *other = values.words.feasts[match["phrase"]]
    return WrittenDate(*match.span(), year=_year(match, values), month=month, day=day, feast=True, other=tuple(other))


def _easter(match: Match, values: DateValues) -> WrittenDate:
    distance, churches = values.words.easter[match["phrase"]]
    unit = f"easter {'/'.join(churches)}"
    return WrittenDate(*match.span(), year=_year(match, values), unit=unit, distance=distance, feast=True)


def _decade(match: Match, values: DateValues) -> WrittenDate:
    return WrittenDate(*match.span(), decade=1900 + values.words.decades[match["phrase"]])


def _year(match: Match, values: DateValues) -> int | None:
    return values.year(match["y"]) if match["y"] else None


def _phrase(name: str, match: Match, values: DateValues) -> WrittenDate:
    words, phrase = values.words, match["phrase"]
    unit, table = {
        "relative-days": ("this day", words.days),
        "relative-weeks": ("this week", words.weeks),
        "relative-months": ("month", words.months_relative),
        "relative-years": ("year", words.years),
        "next-day": ("next", words.next),
    }[name]
    counts = unit == "next" and any(word in number_words(values.language).cardinal for word in phrase.split())
    return WrittenDate(*match.span(), unit=unit, distance=table[phrase], counts=counts)


def _counted(match: Match, values: DateValues) -> WrittenDate | None:
    """Days, weeks, months or years from the publication ("ago") or from the date before ("later")."""
    groups = match.groupdict()
    if groups.get("bare"):
        unit, number = values.words.bare_units[groups["bare"]]
    else:
        found = units(values.language).get(match["unit"])
        written = values.number(groups.get("n") or groups["n2"])
        if found is None or written is None:
            return None
        unit, number = found.name, written
    back, told = bool(groups.get("ago") or groups.get("earlier")), bool(groups.get("later") or groups.get("earlier"))
    distance = -number if back else number
    return WrittenDate(*match.span(), unit=unit, distance=distance, counts=not groups.get("bare"), anaphoric=told)


def _counted_from(match: Match, values: DateValues) -> WrittenDate | None:
    number, unit = values.number(match["n"]), units(values.language).get(match["unit"])
    if number is None or unit is None:
        return None
    return WrittenDate(*match.span(), unit=FROM + unit.name, distance=-number if match["before"] else number)


def _period(match: Match, values: DateValues) -> WrittenDate | None:
    """A quarter or half of a year."""
    groups = {name: each for name, each in match.groupdict().items() if each}
    months = _QUARTER if "quarter" in groups or "n2" in groups else _HALF
    nth = 1 if "first" in groups else 2 if "second" in groups else _nth(groups.get("n") or groups["n2"], values)
    if nth is None or nth * months > 12:
        return None
    month = (nth - 1) * months + 1
    if "phrase" in groups:
        distance = values.words.years[groups["phrase"]]
        return WrittenDate(*match.span(), month=month, months=months, unit="year", distance=distance)
    written = groups.get("y") or groups.get("y2") or groups.get("y3")
    return WrittenDate(*match.span(), year=values.year(written) if written else None, month=month, months=months)


def _nth(written: str, values: DateValues) -> int | None:
    known = ordinals(values.language).get(written)
    return known if known is not None else values.number(written)


_READERS: dict[str, Callable[[Match, DateValues], WrittenDate | None]] = {
    "counted": _counted,
    "counted-from": _counted_from,
    "period": _period,
    "day-of-that-month": _day_of_that_month,
    "floating": _floating,
    "feast": _feast,
    "easter": _easter,
    "decade-word": _decade,
}
