"""Text → the dates in it, resolved by the text before and the day of publication."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, reduce

from citecheck.facts.dating import resolve
from citecheck.facts.interface import Mention, Setting
from citecheck.facts.relative_dates import shifted
from citecheck.facts.spans import Precision, Span, Told
from citecheck.language.calendar import read_dates
from citecheck.language.written_date import WrittenDate
from citecheck.model import FactKind


@dataclass(frozen=True, slots=True)
class DateMention(Mention):
    """A date in a text.

    ``readings`` are the stretches of days that it may mean, first and last day included, likeliest first (another
    year that the text before suggests, day and month the other way round). There are none where no year could
    be found; then ``month`` and ``day`` (or ``weekday``) hold what is known. ``inferred`` says that a part was not
    written but follows from the text before or the day of publication.
    """

    readings: tuple[Span, ...]
    precision: Precision
    inferred: bool = False
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    language: str = "en"
    months: int = 1
    """So many months from ``month`` on: three for a quarter."""
    part: str | None = None
    feast: bool = False
    """Whether it is a feast, by its name."""
    other: tuple[tuple[int, int], ...] = ()
    """Month and day of the feast by the calendar of another church."""
    counts: bool = False
    """Whether it is a number of weeks, months or years from the publication: as a fact, that number says more."""

    @property
    def first(self) -> date | None:
        """The first day of the likeliest reading."""
        return self.readings[0][0] if self.readings else None

    @property
    def last(self) -> date | None:
        """The last day of the likeliest reading."""
        return self.readings[0][1] if self.readings else None


# Finding ------------------------------------------------------------------------------------------------------


def find(text: str, setting: Setting) -> tuple[DateMention, ...]:
    """Every date in a text, resolved as far as the setting and the text itself allow."""
    return tuple(_resolved(text, setting))


def _resolved(text: str, setting: Setting) -> Iterator[DateMention]:
    before, year, told = _Before(setting), None, Told()
    written = read_dates(text, setting.language)
    for index, each in enumerate(written):
        known, since = None, told
        if each.year is None or each.unit is not None:  # most dates have a year, and inherit nothing
            coming = written[index + 1] if index + 1 < len(written) else None
            known = before.days.get((each.month, each.day)) or year or before.year or _year_behind(each, coming)
            since = told.after(before.told)
        mention = _mention(text, each, setting, known, since)
        if mention is None:
            continue
        yield mention
        if each.year is not None:
            year = each.last_year or each.year
        told = _told_with(told, mention)


class _Before:
    """What the text before a text has told of, read when a date inherits of it."""

    def __init__(self, setting: Setting) -> None:
        self._setting = setting

    @cached_property
    def _dates(self) -> tuple[WrittenDate, ...]:
        return read_dates(self._setting.preceding, self._setting.language) if self._setting.preceding else ()

    @cached_property
    def year(self) -> int | None:
        """The last year."""
        return next((each.last_year or each.year for each in reversed(self._dates) if each.year), None)

    @cached_property
    def days(self) -> dict[tuple[int | None, int | None], int]:
        """The year of each day named in full: "February 21" is the "February 21, 2019" above."""
        return {(each.month, each.day): each.year for each in self._dates if each.year and each.day}

    @cached_property
    def told(self) -> Told:
        """What it named last."""
        setting = self._setting
        mentions = find(setting.preceding, replace(setting, preceding="")) if self._dates else ()
        return reduce(_told_with, mentions, Told())


def _told_with(told: Told, mention: DateMention) -> Told:
    """What has been told of with one date more."""
    if mention.first is None:
        return told
    day = mention.last if mention.precision is Precision.DAY else told.day
    return Told(day, mention.first, mention.precision)


def _year_behind(written: WrittenDate, coming: WrittenDate | None) -> int | None:
    """The year of the date that follows closely: "between September 30 and October 1, 2019"."""
    near = coming is not None and coming.start - written.end < 20
    return coming.year if coming is not None and near else None


def _mention(text: str, written: WrittenDate, setting: Setting, year: int | None, told: Told) -> DateMention | None:
    made = resolve(written, setting.published, year, told)
    if made is None:
        return None
    spans, precision, inferred = made
    if written.shift is not None and precision is Precision.DAY:
        spans += [there for span in spans if (there := shifted(span, *written.shift)) is not None]
    first, last = spans[0] if spans else (None, None)
    return DateMention(
        kind=FactKind.DATE,
        text=text[written.start : written.end],
        start=written.start,
        end=written.end,
        value=_edtf(first, last, precision, written),
        readings=tuple(spans),
        precision=precision,
        inferred=inferred,
        month=written.month,
        months=written.months,
        day=written.day,
        part=written.part,
        feast=written.feast,
        other=written.other,
        weekday=written.weekday,
        language=setting.language,
        counts=written.counts and written.unit != "day",
    )


def _edtf(first: date | None, last: date | None, precision: Precision, written: WrittenDate) -> str:
    """The date in EDTF (ISO 8601-2), quarters and halves at its level 2; a weekday alone as in TIMEX3 (XXXX-WXX-4)."""
    if first is None or last is None:
        if written.month is None:
            return f"XXXX-WXX-{(written.weekday or 0) + 1}"
        if written.months in _SEASONS:
            return f"XXXX-{_SEASONS[written.months] + (written.month - 1) // written.months}"
        return f"XXXX-{written.month:02}" + (f"-{written.day:02}" if written.day else "")
    if precision is Precision.DECADE:
        return f"{first.year // 10:03}X"
    if written.months in _SEASONS:
        return f"{first.year}-{_SEASONS[written.months] + (first.month - 1) // written.months}"
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.PERIOD: 7}.get(precision, 10)
    ends = [each.isoformat()[:length] for each in (first, last)]
    return ends[0] if ends[0] == ends[1] else "/".join(ends)


_SEASONS = {3: 33, 6: 40}
"""The number of the first quarter and of the first half of a year in EDTF, level 2, by their months."""
