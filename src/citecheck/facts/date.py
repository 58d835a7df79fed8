"""Dates: found by the notations of the language, resolved by the text before and the day of publication, compared."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from citecheck.facts.dating import Precision, Span, resolve, shifted
from citecheck.facts.interface import Comparison, Kind, Mention, Relation, Setting, by_mentions
from citecheck.facts.source import Source
from citecheck.language.calendar import read_dates
from citecheck.language.written_date import WrittenDate
from citecheck.model import FactKind, Match


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
    made = resolve(written, setting.published, year, latest)
    if made is None:
        return None
    spans, precision, inferred = made
    if written.shift is not None and precision is Precision.DAY:
        spans = [*spans, *(shifted(span, *written.shift) for span in spans)]
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
        day=written.day,
        weekday=written.weekday,
        language=setting.language,
        counts=written.counts and written.unit != "day",
    )


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
        if ours[0] <= theirs[1]
        and theirs[0] <= ours[1]
        and (outcome := _compare_spans(claimed, found, ours, theirs, penalty=0.1 * (index + rank))) is not None
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
    if claimed.precision is Precision.DECADE or (found.inferred and len(found.readings) > 1):
        return None
    theirs = found.readings[0]
    if _written_alike(claimed, found):
        told = f"« {found.text} », here taken for {_spoken(theirs, found.precision)}"
        relation = Relation.SAME if claimed.inferred else Relation.NUANCE
        return Comparison(relation, Match.INFERRED, told, 0.5)
    written = f"« {found.text} »" + (f" ({_spoken(theirs, found.precision)})" if found.inferred else "")
    return Comparison(Relation.DIFFERENT, None, f"the source says {written}, not {claimed.text}")


def _written_alike(claimed: DateMention, found: DateMention) -> bool:
    """Whether all that both write is the same, so that only a part that neither or one of them writes differs."""
    if not claimed.inferred and not found.inferred:
        return False
    if claimed.month is not None and found.month is not None:
        return (claimed.month, claimed.day) == (found.month, found.day)
    weekdays = claimed.weekday is not None and claimed.weekday == found.weekday
    return weekdays and claimed.day is None and found.day is None


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
