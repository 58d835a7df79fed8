"""A date as it stands in a text, and what two of them side by side mean together."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_WEEK_GAP = 10
_SHIFT_GAP = 8
_YEAR_GAP = 3
FROM = "from "
"""Begins the unit of a number of days that is counted from the date behind it."""
_STOP = re.compile(r"[.;!?\n\d]")


class WrittenDate(NamedTuple):
    """A date as written, with half-open offsets; a named tuple, since a page has many.

    Calendar dates have ``year``, ``month``, ``day`` as far as given and ``last_day`` or ``last_year`` where a
    range is written. A ``decade`` is its first year. A relative date is ``distance`` days, weeks, months or
    years (``unit``) from the day of publication; with the unit ``next`` from the date before it in the text.
    A ``weekday`` (0 is Monday) leans back (-1, "last"), forward (1, "next") or neither (0).
    With a ``month`` and ``nth`` it is the first, second, … or last (-1) of the month, and ``distance`` days on.
    A ``weekday`` with a ``day`` alone (Monday 13) is of a month that the text does not name; with the unit
    ``this week`` it is of that week. A ``month`` with the unit ``year`` is of the year so far from the publication,
    a ``day`` with the unit ``month`` of the month so far from it. ``months`` is how many months a period has that
    begins with the ``month`` (a quarter has 3), ``part`` the part of what is named: early, mid or late. ``swapped``
    says that day and month may be the other way round.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    last_year: int | None = None
    decade: int | None = None
    unit: str | None = None
    distance: int = 0
    weekday: int | None = None
    lean: int = 0
    nth: int = 0
    swapped: bool = False
    shift: tuple[str, int] | None = None
    """A unit and a number of them that the text counts on from this date ("three days after 12 January")."""
    slack: bool = False
    """Whether the day before or behind may be meant: a day converted from a calendar that goes by the moon."""
    months: int = 1
    part: str | None = None
    feast: bool = False
    other: tuple[tuple[int, int], ...] = ()
    """Month and day of a feast by the calendar of another church."""
    anaphoric: bool = False
    """Whether it counts from the date before it in the text, rather than from the publication."""
    counts: bool = False
    """Whether a number in it counts the days, weeks, months or years from the publication ("two days ago")."""


def merged(dates: Iterator[WrittenDate], low: str) -> Iterator[WrittenDate]:
    """The dates, with the weekday of a week as one: "Tuesday of last week", "next week on Monday"."""
    last: WrittenDate | None = None
    shift: WrittenDate | None = None
    for found in dates:
        if found.unit is not None and found.unit.startswith(FROM):
            shift = found
            continue
        near = shift is not None and found.start - shift.end <= _SHIFT_GAP
        each = (
            found._replace(shift=(shift.unit[len(FROM) :], shift.distance)) if shift and shift.unit and near else found
        )
        shift = None
        if last is not None and (dated := _of_relative_year(last, each, low)) is not None:
            last = dated
            continue
        if last is not None and _are_one(last, each, low):
            day, week = (last, each) if last.weekday is not None else (each, last)
            last = day._replace(start=last.start, end=each.end, unit=week.unit, distance=week.distance)
            continue
        if last is not None:
            yield last
        last = each
    if last is not None:
        yield last


def _of_relative_year(first: WrittenDate, second: WrittenDate, low: str) -> WrittenDate | None:
    """A month or day and the year beside it as one: "June last year", « le 3 juin de l'an dernier », 去年6月."""
    for named, year in ((first, second), (second, first)):
        if year.unit == "year" and not year.counts and named.month is not None and named.year is None:
            gap = low[first.end : second.start].strip(" ,")
            if named.unit is None and len(gap) <= _YEAR_GAP and not _STOP.search(gap):
                return named._replace(start=first.start, end=second.end, unit="year", distance=year.distance)
    return None


def _are_one(first: WrittenDate, second: WrittenDate, low: str) -> bool:
    pair = {(each.unit, each.weekday is not None and each.day is None) for each in (first, second)}
    gap = low[first.end : second.start]
    return pair == {("this week", False), (None, True)} and len(gap) <= _WEEK_GAP and not _STOP.search(gap)
