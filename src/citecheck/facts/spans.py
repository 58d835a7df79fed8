"""The days that a date means: spans of them, how exact they are, and the spans of days, months and years."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import IntEnum

from citecheck.language.written_date import WrittenDate

Span = tuple[date, date]
"""The first and the last day of a date, both included."""


class Precision(IntEnum):
    """How exact a date is; finer is larger."""

    DECADE = 0
    YEAR = 1
    PERIOD = 2
    """A part of a year: a quarter, a half; early 2019."""
    MONTH = 3
    PART = 4
    """A part of a month: mid-May."""
    WEEK = 5
    DAY = 6


@dataclass(frozen=True, slots=True)
class Told:
    """What the text before a date has named last: a day, and any date with the first day and the precision of it."""

    day: date | None = None
    start: date | None = None
    precision: Precision = Precision.DECADE

    def days(self) -> list[date]:
        """The days that days may be counted from: the last one named, and the first of a month or year named since."""
        days = [self.day] if self.day is not None else []
        return [*days, self.start] if days and self.start and self.precision is not Precision.DAY else days

    def after(self, before: "Told") -> "Told":
        """The same behind another text."""
        return replace(self, day=self.day or before.day) if self.start else before


Resolved = tuple[list[Span], Precision, bool] | None
"""The days that a date may mean, likeliest first; how exact it is; whether a part is inferred."""


def of_year(written: WrittenDate, year: int) -> Resolved:
    """The days of a date in a year: the year, a period, a month, or days of it."""
    if written.month is None:
        return [(date(year, 1, 1), date(written.last_year or year, 12, 31))], Precision.YEAR, False
    if written.months > 1:
        return [months_of(year, written.month, written.months)], Precision.PERIOD, False
    if written.day is None:
        return [month_of(year, written.month)], Precision.MONTH, False
    spans = [days_of(year, written.month, written.day, written.last_day)]
    if written.last_day == written.day + 1:
        spans += [days_of(year, written.month, day, None) for day in (written.day, written.last_day)]
    if written.slack:
        there = date(year, written.month, written.day)
        spans += [days_from(there, -1), days_from(there, 1)]
    if written.swapped:
        spans.append(days_of(year, written.day, written.month, None))
    spans += [days_of(year, month, day, None) for month, day in written.other]
    kept = [span for span in spans if span is not None]
    return (kept, Precision.DAY, False) if kept else None


def days_from(base: date, days: int) -> Span:
    """The day so many days from another."""
    day = base + timedelta(days=days)
    return day, day


def month_of(year: int, month: int) -> Span:
    """The days of a month."""
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def days_of(year: int, month: int, first: int, last: int | None) -> Span | None:
    """The days of a month from the first to the last; ``None`` where the month has no such day."""
    if not 1 <= month <= 12 or (last or first) > monthrange(year, month)[1]:
        return None
    return date(year, month, first), date(year, month, last or first)


def months_of(year: int, month: int, count: int) -> Span:
    """So many months of a year."""
    return date(year, month, 1), month_of(year, month + count - 1)[1]


def months_on(day: date, months: int) -> Span:
    """The same day some months on, or the last of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    there = date(year, month, min(day.day, monthrange(year, month)[1]))
    return there, there
