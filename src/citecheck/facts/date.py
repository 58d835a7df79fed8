"""Dates: found by the notations of the language, resolved by the text before and the day of publication, compared."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum

from citecheck.facts.interface import Comparison, Kind, Mention, Relation, Setting, by_mentions
from citecheck.facts.source import Source
from citecheck.language.calendar import WrittenDate, read_dates
from citecheck.model import FactKind, Match


class Precision(IntEnum):
    """How exact a date is; finer is larger."""

    DECADE = 0
    YEAR = 1
    MONTH = 2
    WEEK = 3
    DAY = 4


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A date in a text.

    ``first`` and ``last`` enclose it, both included; they are ``None`` where no year could be found, and then
    ``month`` and ``day`` (or ``weekday``) hold what is known. ``inferred`` says that a part was not written but
    follows from the text before or the day of publication. ``others`` are further readings (another year that
    the text before suggests, day and month the other way round).
    """

    first: date | None
    last: date | None
    precision: Precision
    inferred: bool = False
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    language: str = "en"
    others: tuple[tuple[date, date], ...] = ()
    counts: bool = False
    """Whether it is a number of weeks, months or years from the publication: as a fact, that number says more."""

    @property
    def readings(self) -> tuple[tuple[date, date], ...]:
        """Every stretch of days that the mention may mean, likeliest first."""
        return ((self.first, self.last), *self.others) if self.first and self.last else ()


Span = tuple[date, date]


# Finding ------------------------------------------------------------------------------------------------------


def find(text: str, setting: Setting) -> tuple[DateMention, ...]:
    """Every date in a text, resolved as far as the setting and the text itself allow."""
    return tuple(_resolved(text, setting))


def _resolved(text: str, setting: Setting) -> Iterator[DateMention]:
    year, told = _last_year(setting), _told(setting)
    latest: date | None = None
    written = read_dates(text, setting.language)
    for index, each in enumerate(written):
        coming = written[index + 1] if index + 1 < len(written) else None
        known = told.get((each.month, each.day)) or year or _year_behind(each, coming)
        mention = _mention(text, each, setting, known, latest)
        if mention is None:
            continue
        yield mention
        if each.year is not None:
            year = each.last_year or each.year
        if mention.precision is Precision.DAY and mention.last is not None:
            latest = mention.last


def _told(setting: Setting) -> dict[tuple[int | None, int | None], int]:
    """The year of each day that the text before names in full: "February 21" is the "February 21, 2019" above."""
    before = read_dates(setting.preceding, setting.language) if setting.preceding else ()
    return {(each.month, each.day): each.year for each in before if each.year and each.day}


def _last_year(setting: Setting) -> int | None:
    if not setting.preceding:
        return None
    years = [each.last_year or each.year for each in read_dates(setting.preceding, setting.language) if each.year]
    return years[-1] if years else None


def _year_behind(written: WrittenDate, coming: WrittenDate | None) -> int | None:
    """The year of the date that follows closely: "between September 30 and October 1, 2019"."""
    near = coming is not None and coming.start - written.end < 20
    return coming.year if coming is not None and near else None


def _mention(
    text: str, written: WrittenDate, setting: Setting, year: int | None, latest: date | None
) -> DateMention | None:
    made = _of_written(written, setting.published, year, latest)
    if made is None:
        return None
    spans, precision, inferred = made
    first, last = spans[0] if spans else (None, None)
    return DateMention(
        kind=FactKind.DATE,
        text=text[written.start : written.end],
        start=written.start,
        end=written.end,
        value=_edtf(first, last, precision, written),
        first=first,
        last=last,
        precision=precision,
        inferred=inferred,
        month=written.month,
        day=written.day,
        weekday=written.weekday,
        language=setting.language,
        others=tuple(spans[1:]),
        counts=written.counts and written.unit != "day",
    )


_Made = tuple[list[Span], Precision, bool] | None


def _of_written(written: WrittenDate, published: date | None, year: int | None, latest: date | None) -> _Made:
    if written.decade is not None:
        return [(date(written.decade, 1, 1), date(written.decade + 9, 12, 31))], Precision.DECADE, False
    if written.unit == "this week" and written.weekday is not None:
        return _weekday_of_week(written, published)
    if written.unit is not None:
        return _relative(written, published, latest)
    if written.day is not None and written.month is None:
        return _day_of_month(written.day, written.weekday, latest or published)
    if written.weekday is not None and written.month is None:
        return _weekday(written, published)
    if written.year is not None:
        return _full(written, written.year)
    return _yearless(written, published, year)


def _full(written: WrittenDate, year: int) -> _Made:
    if written.month is None:
        return [(date(year, 1, 1), date(written.last_year or year, 12, 31))], Precision.YEAR, False
    if written.day is None:
        return [_month(year, written.month)], Precision.MONTH, False
    spans = [_days(year, written.month, written.day, written.last_day)]
    if written.swapped:
        spans.append(_days(year, written.day, written.month, None))
    kept = [span for span in spans if span is not None]
    return (kept, Precision.DAY, False) if kept else None


def _yearless(written: WrittenDate, published: date | None, year: int | None) -> _Made:
    """A day or month without its year: that nearest to the publication, or the year of the text before."""
    precision = Precision.DAY if written.day else Precision.MONTH
    years = [_nearest_year(written, published)] if published else []
    years += [year] if year and year not in years else []
    made = [_full(written, each) for each in years]
    return [span for each in made if each for span in each[0]], precision, True


def _nearest_year(written: WrittenDate, published: date) -> int:
    month, day = written.month or 1, min(written.day or 15, 28)
    years = (published.year - 1, published.year, published.year + 1)
    return min(years, key=lambda year: abs((date(year, month, day) - published).days + 60))


def _weekday(written: WrittenDate, published: date | None) -> _Made:
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


def _weekday_of_week(written: WrittenDate, published: date | None) -> _Made:
    if published is None or written.weekday is None:
        return None
    day = published + timedelta(days=written.weekday - published.weekday() + 7 * written.distance)
    return [(day, day)], Precision.DAY, True


_MONTHS_AROUND = 12


def _day_of_month(day: int, weekday: int | None, near: date | None) -> _Made:
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


def _relative(written: WrittenDate, published: date | None, latest: date | None) -> _Made:
    unit, distance = written.unit, written.distance
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
    months = published.year * 12 + published.month - 1 + distance * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    day = _days(year, month, min(published.day, monthrange(year, month)[1]), None) if written.counts else None
    to_the_day = [day] if day is not None else []
    if unit == "month":
        return [_month(year, month), *to_the_day], Precision.MONTH, True
    return [(date(year, 1, 1), date(year, 12, 31)), *to_the_day], Precision.YEAR, True


def _one(base: date, days: int) -> Span:
    day = base + timedelta(days=days)
    return day, day


def _month(year: int, month: int) -> Span:
    return date(year, month, 1), date(year, month, monthrange(year, month)[1])


def _days(year: int, month: int, first: int, last: int | None) -> Span | None:
    if not 1 <= month <= 12 or (last or first) > monthrange(year, month)[1]:
        return None
    return date(year, month, first), date(year, month, last or first)


def _edtf(first: date | None, last: date | None, precision: Precision, written: WrittenDate) -> str:
    """The date in EDTF (ISO 8601-2), level 1; a weekday alone as TIMEX3 writes it (XXXX-WXX-4)."""
    if first is None or last is None:
        if written.month is None:
            return f"XXXX-WXX-{(written.weekday or 0) + 1}"
        return f"XXXX-{written.month:02}" + (f"-{written.day:02}" if written.day else "")
    if precision is Precision.DECADE:
        return f"{first.year // 10:03}X"
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(precision, 10)
    ends = [each.isoformat()[:length] for each in (first, last)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


# Comparing ----------------------------------------------------------------------------------------------------


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How a date of the source bears on a claimed one."""
    assert isinstance(claimed, DateMention)  # noqa: S101 - a kind compares its own mentions only
    assert isinstance(found, DateMention)  # noqa: S101
    if not claimed.readings or not found.readings:
        return _compare_partial(claimed, found)
    best = [
        outcome
        for index, ours in enumerate(claimed.readings)
        for rank, theirs in enumerate(found.readings)
        if (outcome := _compare_spans(claimed, found, ours, theirs, penalty=0.1 * (index + rank))) is not None
    ]
    if best:
        return max(best, key=lambda each: (each.relation is Relation.SAME, each.strength))
    return _different(claimed, found)


def _compare_spans(
    claimed: DateMention, found: DateMention, ours: Span, theirs: Span, penalty: float
) -> Comparison | None:
    strength = 1.0 - penalty
    if ours == theirs:
        return Comparison(Relation.SAME, _match(claimed, found), _same_detail(claimed, found, theirs), strength)
    if ours[0] <= theirs[0] and theirs[1] <= ours[1]:
        detail = f"« {found.text} » lies in {_said(claimed)}" + _reading(found, theirs)
        near = claimed.precision >= Precision.YEAR or found.precision <= Precision.YEAR
        return Comparison(Relation.SAME, Match.INFERRED, detail, strength * (0.9 if near else 0.6))
    if theirs[0] <= ours[0] and ours[1] <= theirs[1]:
        return _coarser(claimed, found, strength)
    return None


def _coarser(claimed: DateMention, found: DateMention, strength: float) -> Comparison:
    if found.precision is claimed.precision:
        detail = f"{_said(claimed)} lies within « {found.text} »"
        return Comparison(Relation.SAME, Match.INFERRED, detail, strength * 0.8)
    part = {Precision.MONTH: "month", Precision.YEAR: "year", Precision.WEEK: "week", Precision.DECADE: "decade"}
    detail = f"the source gives only the {part[found.precision]}, « {found.text} »"
    return Comparison(Relation.NUANCE, Match.INFERRED, detail, strength * 0.7)


def _match(claimed: DateMention, found: DateMention) -> Match:
    if claimed.text.casefold() == found.text.casefold():
        return Match.INFERRED if found.inferred and not claimed.inferred else Match.EXACT
    if found.inferred != claimed.inferred:
        return Match.INFERRED
    return Match.NORMALISED if claimed.language == found.language else Match.TRANSLATED


def _same_detail(claimed: DateMention, found: DateMention, theirs: Span) -> str:
    if claimed.text.casefold() == found.text.casefold() and not found.inferred:
        return ""
    if found.inferred:
        return f"« {found.text} » is {_spoken(theirs, found.precision)} here"
    return f"« {found.text} » = {claimed.text}"


def _reading(found: DateMention, theirs: Span) -> str:
    return f" (it is {_spoken(theirs, found.precision)} here)" if found.inferred else ""


def _said(mention: DateMention) -> str:
    return mention.text


def _spoken(span: Span, precision: Precision) -> str:
    """A date for a person: 21 February 2019, February 2019, 2019."""
    first, last = span
    formats = {Precision.YEAR: "%Y", Precision.MONTH: "%B %Y", Precision.DECADE: "%Y"}
    written = [each.strftime(formats.get(precision, f"{each.day} %B %Y")) for each in (first, last)]
    return written[0] if written[0] == written[1] else " to ".join(written)


def _different(claimed: DateMention, found: DateMention) -> Comparison | None:
    """Another date as exact as the claimed one; whether it contradicts is for the anchored passage to say."""
    if found.precision is not claimed.precision:
        return None
    if claimed.precision is Precision.DECADE or (found.inferred and found.others):
        return None
    theirs = found.readings[0]
    written = f"« {found.text} »" + (f" ({_spoken(theirs, found.precision)})" if found.inferred else "")
    return Comparison(Relation.DIFFERENT, None, f"the source says {written}, not {claimed.text}")


def _compare_partial(claimed: DateMention, found: DateMention) -> Comparison | None:
    """Dates of which one lacks its year: the same day and month, or the same weekday, and nothing against it."""
    if claimed.month is not None and found.month is not None:
        if (claimed.month, claimed.day) == (found.month, found.day):
            return Comparison(Relation.SAME, Match.INFERRED, f"« {found.text} », without a year", 0.7)
        if claimed.month == found.month and claimed.day is None:
            return Comparison(Relation.SAME, Match.INFERRED, f"« {found.text} », without a year", 0.5)
        if claimed.day is not None and found.day is not None:
            return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} », not {claimed.text}", 0.6)
        return None
    if found.weekday is not None and _weekday_of(claimed) == found.weekday and claimed.precision is Precision.DAY:
        detail = f"« {found.text} » may be that day; the source does not say of which week"
        relation = Relation.SAME if claimed.weekday is not None else Relation.NUANCE
        return Comparison(relation, Match.INFERRED, detail, 0.4)
    return None


def _weekday_of(mention: DateMention) -> int | None:
    return mention.first.weekday() if mention.first is not None else mention.weekday


DATE = Kind(FactKind.DATE, find, by_mentions(find, compare))
"""The kind of fact that dates are."""

__all__ = ["DATE", "DateMention", "Precision", "compare", "find"]
