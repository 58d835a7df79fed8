"""Measures (lengths, weights, durations, temperatures, …): found by unit, compared across units."""

from dataclasses import replace
from math import floor, log10

from citecheck.facts.agreement import Agreement, agreeing, agreement, last_place, said
from citecheck.facts.count import Counted, CountMention
from citecheck.facts.counting import counts_of, find_counts
from citecheck.facts.interface import Comparison, Kind, Mention, Relation
from citecheck.facts.number import by_counts
from citecheck.facts.source import Source
from citecheck.language.numeral import Sort
from citecheck.language.units import Unit, units_by_name
from citecheck.model import FactKind, Match


def _is_measure(counted: Counted) -> bool:
    return counted.unit is not None and counted.unit.factor is not None


find = find_counts(FactKind.QUANTITY, _is_measure)
"""Every measure in a text; the unit is canonical (``km``, ``hour``, ``°C``), the value as written."""


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How a measure of the source bears on a claimed one; units of one dimension are converted."""
    mine, other = counts_of(claimed, found)
    ours, theirs = mine.counted, other.counted
    if ours.unit is None or theirs.unit is None or ours.unit.group != theirs.unit.group:
        return None
    how = agreement(ours, theirs)
    if _DEGREE in (ours.unit.name, theirs.unit.name):
        return _plain_degrees(mine, other, how)
    if ours.unit != theirs.unit:
        return _converted(mine, other)
    if how is Agreement.OTHER:
        return _different(mine, other)
    alike = (ours.sort is Sort.ORDINAL) == (theirs.sort is Sort.ORDINAL)
    return agreeing(mine, other, how, 1.0 if alike else 0.7)


_DEGREE = "degree"


def _plain_degrees(claimed: CountMention, found: CountMention, how: Agreement) -> Comparison | None:
    """Degrees that do not say of which scale, beside degrees that may."""
    if how is not Agreement.OTHER:
        return agreeing(claimed, found, how, 0.9)
    for first, second in (("°F", "°C"), ("°C", "°F")):
        ours, theirs = _on_scale(claimed, first), _on_scale(found, second)
        if _unit_name(ours) != _unit_name(theirs) and (outcome := _converted(ours, theirs)) is not None:
            return replace(outcome, strength=0.8)
    return _different(claimed, found) if claimed.language == found.language else None


def _on_scale(mention: CountMention, name: str) -> CountMention:
    """A mention of plain degrees as degrees of a scale; others as they are."""
    if _unit_name(mention) != _DEGREE:
        return mention
    return replace(mention, counted=mention.counted._replace(unit=units_by_name()[name]))


def _unit_name(mention: CountMention) -> str:
    return mention.counted.unit.name if mention.counted.unit is not None else ""


def _different(claimed: CountMention, found: CountMention) -> Comparison | None:
    if found.counted.sort is not Sort.CARDINAL or claimed.counted.sort is Sort.ORDINAL:
        return None
    if abs(claimed.counted.value - found.counted.value) < found.counted.step > claimed.counted.step:
        return None  # "6 feet" is what a rough source says of 6-foot-6
    return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} »", 0.8)


def _converted(claimed: CountMention, found: CountMention) -> Comparison | None:
    """Measures in two units agree where one, converted, rounds to the other as far as its digits tell."""
    ours, theirs = claimed.counted, found.counted
    if ours.unit is None or theirs.unit is None or ours.value == 0:
        return None
    ends = [pair for pair in ((ours.low, theirs.low), (ours.high, theirs.high)) if None not in pair]
    if not ends or not all(_agree(float(mine or 0), float(other or 0), ours, theirs) for mine, other in ends):
        return None
    expected = convert(theirs.value, theirs.unit, ours.unit)
    detail = f"« {found.text} » is {said(_rounded(expected))} {ours.unit.name}"
    if ours.low not in (None, ours.high) and ours.high is not None and None in (theirs.low, theirs.high):
        return Comparison(Relation.NUANCE, Match.INFERRED, f"{detail}, and the source says no more", 0.6)
    exact = ours.unit.group == "time" and abs(expected - ours.value) < _EXACT
    return Comparison(Relation.SAME, Match.NORMALISED if exact else Match.INFERRED, detail, 0.9)


_EXACT = 1e-6


def _agree(mine: float, other: float, ours: Counted, theirs: Counted) -> bool:
    """Whether two ends of measures are one, whichever of them was converted and rounded."""
    if ours.unit is None or theirs.unit is None:
        return False
    expected, back = convert(other, theirs.unit, ours.unit), convert(mine, ours.unit, theirs.unit)
    return _rounds_to(expected, mine, ours.step, _share_kept(other, theirs.step)) or _rounds_to(
        back, other, theirs.step, _share_kept(mine, ours.step)
    )


def _share_kept(value: float, step: float) -> float:
    """By which share of it a value may be rounded when it is converted: an exact one (6 ft 2 in) is rounded less."""
    return _ROUNDING if last_place(value, step) > _EXACT_SHARE * abs(value) else _ROUNDING / 2


def convert(value: float, unit: Unit, into: Unit) -> float:
    """A value in one unit as a value in another of the same dimension."""
    return (value + unit.offset) * (unit.factor or 1.0) / (into.factor or 1.0) - into.offset


def _rounds_to(value: float, written: float, step: float, share: float) -> bool:
    """Whether a converted value is the written one within half of its last significant place, and a share of it."""
    place = step
    for larger in (5, 10, 50, 100, 500, 1000, 5000, 10_000):
        if abs(written) >= 2 * larger * step and round(written / (larger * step), 6).is_integer():
            place = larger * step
    return abs(value - written) <= min(place / 2, abs(written) * share) + 1e-9


_EXACT_SHARE = 0.02
"""A value is exact whose last place is not more than this share of it."""
_ROUNDING = 0.1
"""A converted value is never rounded by more than this share: translators write 300 km for 200 miles."""


def _rounded(value: float) -> float:
    if value == 0:
        return 0.0
    return round(value, 2 - floor(log10(abs(value))))


QUANTITY = Kind(FactKind.QUANTITY, find, by_counts(find, compare))
"""The kind of fact that measures are."""
