"""Dates as written → the days they mean, by the day of publication and the text before."""

from calendar import isleap, monthrange
from datetime import date, timedelta
from enum import IntEnum

from citecheck.language.written_date import WrittenDate

Span = tuple[date, date]
"""The first and the last day of a date, both included."""


class Precision(IntEnum):
    """How exact a date is; finer is larger."""

    DECADE = 0
    YEAR = 1
    MONTH = 2
    WEEK = 3
    DAY = 4


Resolved = tuple[list[Span], Precision, bool] | None


def shifted(span: Span, unit: str, distance: int) -> Span:
    """The day that the text counts to from a date, as a further reading of that date."""
    if unit in ("day", "week"):
        return _one(span[0], distance * (7 if unit == "week" else 1))
    return _months_on(span[0], distance * (12 if unit == "year" else 1))


def _months_on(day: date, months: int) -> Span:
    """The same day some months on, or the last of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    there = date(year, month, min(day.day, monthrange(year, month)[1]))
    return there, there


def _easter(year: int) -> date:
    """Easter Sunday of a year, by the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century = year % 19, year // 100
    leap = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * golden + leap + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    day = epact - weekday
    month = 3 + (day + 40) // 44
    return date(year, month, day + 28 - 31 * (month // 4))


def resolve(written: WrittenDate, published: date | None, year: int | None, latest: date | None) -> Resolved:
    """The days that a written date may mean, likeliest first, how exact it is, and whether a part is inferred.

    Args:
        written: the date as written.
        published: the day of publication of the text, from which relative dates count.
        year: the year that dates without one are taken to be of.
        latest: the last day named before in the text.

    Returns:
        ``None`` for a relative date that nothing is known to be relative to; no days for one without a year.
    """
    if written.decade is not None:
        return [(date(written.decade, 1, 1), date(written.decade + 9, 12, 31))], Precision.DECADE, False
    if written.unit == "this week" and written.weekday is not None:
        return _weekday_of_week(written, published)
    if written.unit is not None:
        return _relative(written, published, latest)
    if written.nth and written.month is not None:
        return _nth_weekday(written, published, year)
    if written.day is not None and written.month is None:
        return _day_of_month(written.day, written.weekday, latest or published)
    if written.weekday is not None and written.month is None:
        return _weekday(written, published)
    if written.year is not None:
        return _full(written, written.year)
    return _yearless(written, published, year)


def _full(written: WrittenDate, year: int) -> Resolved:
    if written.month is None:
        return [(date(year, 1, 1), date(written.last_year or year, 12, 31))], Precision.YEAR, False
    if written.day is None:
        return [_month(year, written.month)], Precision.MONTH, False
    spans = [_days(year, written.month, written.day, written.last_day)]
    if written.last_day == written.day + 1:
        spans += [_days(year, written.month, day, None) for day in (written.day, written.last_day)]
    if written.slack:
        there = date(year, written.month, written.day)
        spans += [_one(there, -1), _one(there, 1)]
    if written.swapped:
        spans.append(_days(year, written.day, written.month, None))
    kept = [span for span in spans if span is not None]
    return (kept, Precision.DAY, False) if kept else None


def _nth_weekday(written: WrittenDate, published: date | None, year: int | None) -> Resolved:
    """The first, second, … or last of a weekday in its month: "the first Monday of May"."""
    years = [written.year] if written.year else [_nearest_year(written, published)] if published else []
    years += [year] if year and not years else []
    spans = [_nth_of(written, each) for each in years]
    return [span for span in spans if span is not None], Precision.DAY, written.year is None


def _nth_of(written: WrittenDate, year: int) -> Span | None:
    month, weekday = written.month or 1, written.weekday or 0
    begins, length = monthrange(year, month)
    first = 1 + (weekday - begins) % 7
    day = first + 7 * (written.nth - 1) if written.nth > 0 else first + (length - first) // 7 * 7
    return _one(date(year, month, day), written.distance) if day <= length else None


def _yearless(written: WrittenDate, published: date | None, year: int | None) -> Resolved:
    """A day or month without its year: that nearest to the publication, or the year of the text before."""
    precision = Precision.DAY if written.day else Precision.MONTH
    years = [_nearest_year(written, published), *_leap_years(written, published)] if published else []
    years += [year] if year and year not in years else []
    years = [*_years_of_weekday(written, published), *years]
    years = [each for each in dict.fromkeys(years) if _fits_weekday(written, each)] or years
    made = [_full(written, each) for each in years]
    return [span for each in made if each for span in each[0]], precision, True


def _nearest_year(written: WrittenDate, published: date) -> int:
    month, day = written.month or 1, min(written.day or 15, 28)
    years = (published.year - 1, published.year, published.year + 1)
    return min(years, key=lambda year: abs((date(year, month, day) - published).days + 60))


_YEARS_AROUND = 6
"""Within so many years every day of a year has fallen on every weekday, or nearly so."""


def _years_of_weekday(written: WrittenDate, published: date | None) -> list[int]:
    """The years around the publication, nearest first, in which a day falls on the weekday given with it."""
    if published is None or written.weekday is None or written.day is None:
        return []
    near = _nearest_year(written, published)
    around = sorted(range(near - _YEARS_AROUND, near + _YEARS_AROUND + 1), key=lambda year: abs(year - near))
    return [year for year in around if _fits_weekday(written, year)][:1]


def _fits_weekday(written: WrittenDate, year: int) -> bool:
    if written.weekday is None or written.day is None:
        return True
    span = _days(year, written.month or 1, written.day, None)
    return span is not None and span[0].weekday() == written.weekday


def _leap_years(written: WrittenDate, published: date) -> list[int]:
    """The leap years around the publication, for a 29 February."""
    if (written.month, written.day) != (2, 29):
        return []
    return sorted(
        (year for year in range(published.year - 8, published.year + 9) if isleap(year)),
        key=lambda year: abs(year - published.year),
    )


def _weekday(written: WrittenDate, published: date | None) -> Resolved:
    if published is None or written.weekday is None:
        return [], Precision.DAY, True
    back = (published.weekday() - written.weekday) % 7
    ahead = 7 - back
    day = published + timedelta(days=ahead) if written.lean > 0 else published - timedelta(days=back)
    if written.lean < 0 and back == 0:
        day -= timedelta(days=7)
    other = {-1: day - timedelta(days=7), 0: published + timedelta(days=ahead), 1: day + timedelta(days=7)}[
        written.lean
    ]
    return [(day, day), (other, other)], Precision.DAY, True


def _weekday_of_week(written: WrittenDate, published: date | None) -> Resolved:
    if published is None or written.weekday is None:
        return None
    day = published + timedelta(days=written.weekday - published.weekday() + 7 * written.distance)
    return [(day, day)], Precision.DAY, True


_MONTHS_AROUND = 12


def _day_of_month(day: int, weekday: int | None, near: date | None) -> Resolved:
    """A day whose month is not named: the nearest before and behind that fall on the weekday, if one is given."""
    if near is None:
        return None
    found = []
    for distance in range(-_MONTHS_AROUND, _MONTHS_AROUND + 1):
        months = near.year * 12 + near.month - 1 + distance
        span = _days(months // 12, months % 12 + 1, day, None)
        if span is not None and weekday in (None, span[0].weekday()):
            found.append(span)
    found.sort(key=lambda span: abs((span[0] - near).days))
    past = next((span for span in found if span[0] <= near), None)
    coming = next((span for span in found if span[0] > near), None)
    both = sorted((span for span in (past, coming) if span), key=lambda span: abs((span[0] - near).days))
    return (both, Precision.DAY, True) if both else None


def _relative(written: WrittenDate, published: date | None, latest: date | None) -> Resolved:
    unit, distance = written.unit, written.distance
    if unit == "easter":
        years = [written.year] if written.year else [published.year + each for each in (0, -1, 1)] if published else []
        return [_one(_easter(year), distance) for year in years], Precision.DAY, written.year is None
    if unit == "next":
        base = latest or (published if distance < 0 else None)
        return ([_one(base, distance)], Precision.DAY, True) if base else None
    if published is None:
        return None
    if unit in ("this day", "day"):
        return [_one(published, distance)], Precision.DAY, True
    if unit == "week":
        return [_one(published, 7 * distance)], Precision.DAY, True
    if unit == "this week":
        monday = published - timedelta(days=published.weekday()) + timedelta(weeks=distance)
        return [(monday, monday + timedelta(days=6))], Precision.WEEK, True
    there = _months_on(published, distance * (12 if unit == "year" else 1))
    if written.month is not None:
        made = _full(written, there[0].year)
        return (made[0], made[1], True) if made is not None else None
    if written.day is not None:
        span = _days(there[0].year, there[0].month, written.day, None)
        return ([span], Precision.DAY, True) if span is not None else None
    to_the_day = [there] if written.counts else []
    if unit == "month":
        return [_month(there[0].year, there[0].month), *to_the_day], Precision.MONTH, True
    return [(date(there[0].year, 1, 1), date(there[0].year, 12, 31)), *to_the_day], Precision.YEAR, True


def _one(base: date, days: int) -> Span:
    day = base + timedelta(days=days)
    return day, day


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _days(year: int, month: int, first: int, last: int | None) -> Span | None:
    if not 1 <= month <= 12 or (last or first) > monthrange(year, month)[1]:
        return None
    return date(year, month, first), date(year, month, last or first)
