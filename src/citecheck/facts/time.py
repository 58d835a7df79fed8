"""Times of day: found in the notations of the language, compared on a 24-hour clock, with zones where given."""

from dataclasses import dataclass

from citecheck.facts.interface import Comparison, Kind, Mention, Relation, Setting, by_mentions
from citecheck.facts.source import Source
from citecheck.language.clock import WrittenTime, read_times
from citecheck.model import FactKind, Match


@dataclass(frozen=True, slots=True)
class TimeMention(Mention):
    """A time of day: minutes since midnight, with ``zone`` in minutes east of Greenwich where it is written.

    ``half`` says that the notation leaves open whether it is before or after noon (1:13).
    """

    minutes: int
    half: bool
    zone: int | None
    language: str


def find(text: str, setting: Setting) -> tuple[TimeMention, ...]:
    """Every time of day in a text."""
    return tuple(_mention(text, each, setting.language) for each in read_times(text, setting.language))


def _mention(text: str, written: WrittenTime, language: str) -> TimeMention:
    return TimeMention(
        kind=FactKind.TIME,
        text=text[written.start : written.end],
        start=written.start,
        end=written.end,
        value=f"T{written.minutes // 60:02}:{written.minutes % 60:02}",
        minutes=written.minutes,
        half=written.half,
        zone=written.zone,
        language=language,
    )


_HALF_DAY = 720
_DAY = 1440


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How a time of the source bears on a claimed one."""
    assert isinstance(claimed, TimeMention)  # noqa: S101 - a kind compares its own mentions only
    assert isinstance(found, TimeMention)  # noqa: S101
    shift = found.zone - claimed.zone if claimed.zone is not None and found.zone is not None else 0
    apart = (claimed.minutes - found.minutes + shift) % _DAY
    if apart == 0:
        return _same(claimed, found, shift)
    if apart == _HALF_DAY and (claimed.half or found.half):
        detail = f"« {found.text} » = {claimed.text}, taking it for the same half of the day"
        return Comparison(Relation.SAME, Match.INFERRED, detail, 0.8)
    if (claimed.zone is None) != (found.zone is None) and apart % 60 == 0 and min(apart, _DAY - apart) <= _HALF_DAY:
        return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} », not {claimed.text}", 0.5)
    return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} », not {claimed.text}")


def _same(claimed: TimeMention, found: TimeMention, shift: int) -> Comparison:
    if shift:
        detail = f"« {found.text} » is {claimed.text} in the claim's zone"
        return Comparison(Relation.SAME, Match.INFERRED, detail)
    if claimed.text.casefold() == found.text.casefold():
        return Comparison(Relation.SAME, Match.EXACT)
    return Comparison(Relation.SAME, Match.NORMALISED, f"{found.text} = {claimed.text}")


TIME = Kind(FactKind.TIME, find, by_mentions(find, compare))
"""The kind of fact that times of day are."""
