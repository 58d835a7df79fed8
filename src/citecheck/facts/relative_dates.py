"""Dates that count from another day, or name a part of a year or month → the days they mean."""

from collections.abc import Sequence
from datetime import date, timedelta

from citecheck.facts.easter import easter
from citecheck.facts.spans import (
    Precision,
    Resolved,
    Span,
    Told,
    days_from,
    days_of,
    month_of,
    months_of,
    months_on,
    of_year,
)
from citecheck.language.written_date import WrittenDate


def shifted(span: Span, unit: str, distance: int) -> Span | None:
    """The day that the text counts to from a date, as a further reading of that date; ``None`` where there is none."""
    try:
        if unit in ("day", "week"):
            return days_from(span[0], distance * (7 if unit == "week" else 1))
        return months_on(span[0], distance * (12 if unit == "year" else 1))
    except (ValueError, OverflowError):  # before the first or beyond the last year that a date can have
        return None


def relative(written: WrittenDate, published: date | None, told: Told) -> Resolved:
    """The days of a date that counts from the publication, from the date before it, or from Easter."""
    unit = written.unit or ""
    if unit.startswith(_EASTER):
        return _of_easter(written, unit.removeprefix(_EASTER).split("/"), published)
    if unit == "next":
        bases = told.days() or ([published] if published is not None and written.distance < 0 else [])
        return ([days_from(base, written.distance) for base in bases], Precision.DAY, True) if bases else None
    made = _counted(written, published) if published is not None else None
    before = _counted_from_told(written, told) if written.anaphoric else None
    if before is None or made is None:
        return before or made
    return [*before[0], *made[0]], before[1], True


_EASTER = "easter "


def _of_easter(written: WrittenDate, churches: Sequence[str], published: date | None) -> Resolved:
    years = [written.year] if written.year else [published.year + each for each in (0, -1, 1)] if published else []
    spans = [days_from(easter(year, church), written.distance) for year in years for church in churches]
    return spans, Precision.DAY, written.year is None


def _counted_from_told(written: WrittenDate, told: Told) -> Resolved:
    """The date so far from the one named before; a number of years says nothing of a day, one of days needs a day."""
    if written.unit in ("month", "year"):
        needed = Precision.MONTH if written.unit == "month" else Precision.YEAR
        return _counted(written, told.start) if told.start is not None and told.precision >= needed else None
    made = [_counted(written, day) for day in told.days()]
    spans = [span for each in made if each is not None for span in each[0]]
    return (spans, Precision.DAY, True) if spans else None


def _counted(written: WrittenDate, base: date) -> Resolved:
    """The date so many days, weeks, months or years from a day."""
    unit, distance = written.unit, written.distance
    if unit in ("this day", "day"):
        return [days_from(base, distance)], Precision.DAY, True
    if unit == "week":
        return [days_from(base, 7 * distance)], Precision.DAY, True
    if unit == "this week":
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=distance)
        return [(monday, monday + timedelta(days=6))], Precision.WEEK, True
    there = months_on(base, distance * (12 if unit == "year" else 1))
    if written.month is not None:
        made = of_year(written, there[0].year)
        return (made[0], made[1], True) if made is not None else None
    if written.day is not None:
        span = days_of(there[0].year, there[0].month, written.day, None)
        return ([span], Precision.DAY, True) if span is not None else None
    to_the_day = [there] if written.counts else []
    if unit == "month":
        return [month_of(there[0].year, there[0].month), *to_the_day], Precision.MONTH, True
    return [(date(there[0].year, 1, 1), date(there[0].year, 12, 31)), *to_the_day], Precision.YEAR, True


# Parts of years and months ------------------------------------------------------------------------------------

_DAYS_OF_PART = {"early": ((1, 10), (1, 12)), "mid": ((11, 20), (8, 23)), "late": ((21, 31), (19, 31))}
_MONTHS_OF_PART = {"early": ((1, 4), (1, 5)), "mid": ((5, 8), (4, 9)), "late": ((9, 12), (8, 12))}
"""The thirds of a month and of a year, and how far such words may reach."""


def of_part(written: WrittenDate, made: Resolved) -> Resolved:
    """The early, mid or late part of what is resolved: its third, and as a further reading a little more."""
    if written.part is None or made is None:
        return made
    spans, precision, inferred = made
    if precision is Precision.YEAR:
        parts = [months_of(span[0].year, a, b - a + 1) for span in spans for a, b in _MONTHS_OF_PART[written.part]]
        return parts, Precision.PERIOD, inferred
    reach = [(span, days) for days in _DAYS_OF_PART[written.part] for span in spans]
    return [(s.replace(day=a), s.replace(day=min(b, e.day))) for (s, e), (a, b) in reach], Precision.PART, inferred
