"""Dates as written → the days they mean, by the day of publication and the text before."""

from calendar import isleap, monthrange
from datetime import date, timedelta

from citecheck.facts.relative_dates import of_part, relative
from citecheck.facts.spans import Precision, Resolved, Span, Told, days_from, days_of, of_year
from citecheck.language.written_date import WrittenDate


def resolve(written: WrittenDate, published: date | None, year: int | None, told: Told) -> Resolved:
    """The days that a written date may mean, likeliest first, how exact it is, and whether a part is inferred.

    Args:
        written: the date as written.
        published: the day of publication of the text, from which relative dates count.
        year: the year that dates without one are taken to be of.
        told: what the text before has named last.

    Returns:
        ``None`` for a relative date that nothing is known to be relative to; no days for one without a year.
    """
    try:
        return _resolved(written, published, year, told)
    except (ValueError, OverflowError):  # before the first or beyond the last year that a date can have
        return None


def _resolved(written: WrittenDate, published: date | None, year: int | None, told: Told) -> Resolved:
    if written.decade is not None:
        return [(date(written.decade, 1, 1), date(written.decade + 9, 12, 31))], Precision.DECADE, False
    if written.unit == "this week" and written.weekday is not None:
        return _weekday_of_week(written, published)
    if written.unit is not None:
        return of_part(written, relative(written, published, told))
    if written.nth and written.month is not None:
        return _nth_weekday(written, published, year)
    if written.day is not None and written.month is None:
        return _day_of_month(written.day, written.weekday, told.day or published)
    if written.weekday is not None and written.month is None:
        return _weekday(written, published)
    if written.year is not None:
        return of_part(written, of_year(written, written.year))
    return of_part(written, _yearless(written, published, year))


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
    return days_from(date(year, month, day), written.distance) if day <= length else None


def _yearless(written: WrittenDate, published: date | None, year: int | None) -> Resolved:
    """A day or month without its year: that nearest to the publication, or the year of the text before."""
    whole = Precision.MONTH if written.months == 1 else Precision.PERIOD
    precision = Precision.DAY if written.day else whole
    years = [_nearest_year(written, published), *_leap_years(written, published)] if published else []
    years += [year] if year and year not in years else []
    years = [*_years_of_weekday(written, published), *years]
    years = [each for each in dict.fromkeys(years) if _fits_weekday(written, each)] or years
    if written.day is not None and not _exists(written.month or 1, written.last_day or written.day):
        return None
    made = [of_year(written, each) for each in years]
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
    span = days_of(year, written.month or 1, written.day, None)
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
        span = days_of(months // 12, months % 12 + 1, day, None)
        if span is not None and weekday in (None, span[0].weekday()):
            found.append(span)
    found.sort(key=lambda span: abs((span[0] - near).days))
    past = next((span for span in found if span[0] <= near), None)
    coming = next((span for span in found if span[0] > near), None)
    both = sorted((span for span in (past, coming) if span), key=lambda span: abs((span[0] - near).days))
    return (both, Precision.DAY, True) if both else None


def _exists(month: int, day: int) -> bool:
    """Whether a month has such a day in any year."""
    return day <= monthrange(_A_LEAP_YEAR, month)[1]


_A_LEAP_YEAR = 2000
