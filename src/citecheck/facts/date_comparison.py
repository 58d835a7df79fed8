"""A claimed date and one of the source → how the one bears on the other."""

from citecheck.facts.date_mention import DateMention
from citecheck.facts.interface import Comparison, Mention, Relation
from citecheck.facts.source import Source
from citecheck.facts.spans import Precision, Span
from citecheck.model import Match


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
        return _of_feast(claimed, found, max(best, key=lambda each: (each.relation is Relation.SAME, each.strength)))
    return _different(claimed, found)


def _of_feast(claimed: DateMention, found: DateMention, outcome: Comparison) -> Comparison:
    """The outcome; a nuance where it takes a feast for the day on which other churches keep it than the text's."""
    if claimed.feast == found.feast or outcome.relation is not Relation.SAME or outcome.strength >= 1.0:
        return outcome
    feast = claimed if claimed.feast else found
    days = " or ".join(_spoken(span, Precision.DAY) for span in feast.readings[:2])
    return Comparison(Relation.NUANCE, Match.INFERRED, _by_church(feast, days), outcome.strength)


def _by_church(feast: DateMention, days: str) -> str:
    return f"« {feast.text} » is {days}, by the calendar of the church"


def _share_a_day(claimed: DateMention, found: DateMention) -> bool:
    """Whether two days without a year are the same one for some church."""
    ours, theirs = (
        {(each.month, each.day), *each.other} if each.day is not None else set() for each in (claimed, found)
    )
    return not ours.isdisjoint(theirs)


def _compare_spans(
    claimed: DateMention, found: DateMention, ours: Span, theirs: Span, penalty: float
) -> Comparison | None:
    strength = (1.0 - penalty) * (_GUESSED if _is_guess(claimed, found) else 1.0)
    if ours == theirs:
        return Comparison(Relation.SAME, _match(claimed, found), _same_detail(claimed, found, theirs), strength)
    if ours[0] <= theirs[0] and theirs[1] <= ours[1]:
        detail = f"« {found.text} » lies in {_said(claimed)}" + _reading(found, theirs)
        near = claimed.precision >= Precision.YEAR or found.precision <= Precision.YEAR
        return Comparison(Relation.SAME, Match.INFERRED, detail, strength * (0.9 if near else 0.6))
    if theirs[0] <= ours[0] and ours[1] <= theirs[1]:
        return _coarser(claimed, found, strength)
    return None


_GUESSED = 0.65


def _is_guess(claimed: DateMention, found: DateMention) -> bool:
    """Whether a year or month is claimed that the source does not write: "last year", "on Friday", "ten years ago".

    It may well be told of something else, so that the place has to tell.
    """
    unwritten = claimed.precision <= Precision.PERIOD or (claimed.precision is Precision.MONTH and found.month is None)
    return unwritten and found.inferred and not claimed.inferred


def _coarser(claimed: DateMention, found: DateMention, strength: float) -> Comparison:
    if found.precision is claimed.precision:
        detail = f"{_said(claimed)} lies within « {found.text} »"
        return Comparison(Relation.SAME, Match.INFERRED, detail, strength * 0.8)
    detail = f"the source gives only the {_UNITS[found.precision]}, « {found.text} »"
    return Comparison(Relation.NUANCE, Match.INFERRED, detail, strength * 0.7)


_UNITS = {
    Precision.DECADE: "decade",
    Precision.YEAR: "year",
    Precision.PERIOD: "part of the year",
    Precision.MONTH: "month",
    Precision.PART: "part of the month",
    Precision.WEEK: "week",
    Precision.DAY: "days",
}


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
        return _of_another_year(claimed, found)
    if claimed.precision is Precision.DECADE or (found.inferred and len(found.readings) > 1):
        return None
    if claimed.precision in (Precision.PERIOD, Precision.PART) and _overlap(claimed, found):
        return None
    theirs = found.readings[0]
    if _written_alike(claimed, found):
        told = f"« {found.text} », here taken for {_spoken(theirs, found.precision)}"
        relation = Relation.SAME if claimed.inferred else Relation.NUANCE
        return Comparison(relation, Match.INFERRED, told, 0.5)
    written = f"« {found.text} »" + (f" ({_spoken(theirs, found.precision)})" if found.inferred else "")
    return Comparison(Relation.DIFFERENT, None, f"the source says {written}, not {claimed.text}")


def _of_another_year(claimed: DateMention, found: DateMention) -> Comparison | None:
    """A date as written, more or less exact than the claimed one, of which even the year is another."""
    exact = {Precision.YEAR, Precision.MONTH, Precision.DAY}
    if claimed.inferred or found.inferred or not {claimed.precision, found.precision} <= exact:
        return None
    return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} », not {claimed.text}")


def _overlap(claimed: DateMention, found: DateMention) -> bool:
    """Whether what two vague dates may mean has a day in common: early and mid-May, Q1 and early 2019."""
    pairs = ((ours, theirs) for ours in claimed.readings for theirs in found.readings)
    return any(ours[0] <= theirs[1] and theirs[0] <= ours[1] for ours, theirs in pairs)


def _written_alike(claimed: DateMention, found: DateMention) -> bool:
    """Whether all that both write is the same, so that only a part that neither or one of them writes differs."""
    if not claimed.inferred and not found.inferred:
        return False
    if claimed.month is not None and found.month is not None:
        return _as_written(claimed) == _as_written(found)
    weekdays = claimed.weekday is not None and claimed.weekday == found.weekday
    return weekdays and claimed.day is None and found.day is None


def _as_written(mention: DateMention) -> tuple[int | None, int, int | None, str | None]:
    return mention.month, mention.months, mention.day, mention.part


def _compare_partial(claimed: DateMention, found: DateMention) -> Comparison | None:
    """Dates of which one lacks its year: the same day and month, or the same weekday, and nothing against it."""
    if claimed.month is not None and found.month is not None:
        if claimed.months != found.months or (claimed.month == found.month and claimed.part not in (None, found.part)):
            return None
        if (claimed.month, claimed.day) == (found.month, found.day):
            return Comparison(Relation.SAME, Match.INFERRED, f"« {found.text} », without a year", 0.7)
        if claimed.month == found.month and claimed.day is None:
            return Comparison(Relation.SAME, Match.INFERRED, f"« {found.text} », without a year", 0.5)
        if _share_a_day(claimed, found):
            feast, day = (claimed, found) if claimed.other else (found, claimed)
            relation = Relation.SAME if claimed.feast and found.feast else Relation.NUANCE
            return Comparison(relation, Match.INFERRED, _by_church(feast, f"that of « {day.text} »"), 0.5)
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
