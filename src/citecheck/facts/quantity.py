"""Measures (lengths, weights, durations, temperatures, …): found by unit, compared across units."""

from functools import lru_cache
from math import floor, log10

from citecheck.facts.agreement import Agreement, agreeing, agreement, said
from citecheck.facts.counted import Counted, CountMention, read_counted
from citecheck.facts.interface import Comparison, Kind, Mention, Relation, Setting, by_mentions
from citecheck.facts.number import count_mention
from citecheck.facts.source import Source
from citecheck.language.lexicon import Unit
from citecheck.language.numerals import Sort
from citecheck.model import FactKind, Match


@lru_cache(maxsize=64)
def _found(text: str, language: str) -> tuple[CountMention, ...]:
    return tuple(
        count_mention(FactKind.QUANTITY, text, each, language, "ordinal" if each.sort is Sort.ORDINAL else None)
        for each in read_counted(text, language)
        if each.unit is not None and each.unit.factor is not None
    )


def find(text: str, setting: Setting) -> tuple[CountMention, ...]:
    """Every measure in a text; the unit is canonical (``km``, ``hour``, ``°C``), the value as written."""
    return _found(text, setting.language)


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How a measure of the source bears on a claimed one; units of one dimension are converted."""
    assert isinstance(claimed, CountMention)  # noqa: S101 - a kind compares its own mentions only
    assert isinstance(found, CountMention)  # noqa: S101
    ours, theirs = claimed.counted, found.counted
    if ours.unit is None or theirs.unit is None or ours.unit.group != theirs.unit.group:
        return None
    if (ours.sort is Sort.ORDINAL) != (theirs.sort is Sort.ORDINAL):
        return None
    how = agreement(ours, theirs)
    if ours.unit == theirs.unit:
        if how is Agreement.OTHER:
            return _different(claimed, found)
        return agreeing(claimed, found, how, 1.0)
    return _converted(claimed, found)


def _different(claimed: CountMention, found: CountMention) -> Comparison | None:
    if found.counted.sort is not Sort.CARDINAL or claimed.counted.sort is Sort.ORDINAL:
        return None
    return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} », not {claimed.text}", 0.8)


def _converted(claimed: CountMention, found: CountMention) -> Comparison | None:
    """Measures in two units agree where one, converted, rounds to the other as far as its digits tell."""
    ours, theirs = claimed.counted, found.counted
    if ours.unit is None or theirs.unit is None or ours.value == 0:
        return None
    expected = convert(theirs.value, theirs.unit, ours.unit)
    back = convert(ours.value, ours.unit, theirs.unit)
    if not (_rounds_to(expected, ours) or _rounds_to(back, theirs)):
        return None
    detail = f"« {found.text} » is {said(_rounded(expected))} {ours.unit.name}"
    exact = ours.unit.group == "time" and abs(expected - ours.value) < 1e-6
    return Comparison(Relation.SAME, Match.NORMALISED if exact else Match.INFERRED, detail, 0.9)


def convert(value: float, unit: Unit, into: Unit) -> float:
    """A value in one unit as a value in another of the same dimension."""
    return (value + unit.offset) * (unit.factor or 1.0) / (into.factor or 1.0) - into.offset


def _rounds_to(value: float, stated: Counted) -> bool:
    """Whether a converted value is the stated one within half of its last significant place."""
    written = stated.value
    place = stated.step
    while abs(written) >= 10 * place and round(written / (place * 10), 6).is_integer():
        place *= 10
    return abs(value - written) <= min(place, abs(written) * 0.1) * 0.5 + 1e-9


def _rounded(value: float) -> float:
    if value == 0:
        return 0.0
    return round(value, 2 - floor(log10(abs(value))))


QUANTITY = Kind(FactKind.QUANTITY, find, by_mentions(find, compare))
"""The kind of fact that measures are."""
