"""Amounts of money: found by sign, code or word, compared by value and currency."""

from citecheck.facts.agreement import Agreement, agreeing, agreement
from citecheck.facts.count import Counted
from citecheck.facts.counting import counts_of, find_counts
from citecheck.facts.interface import Comparison, Kind, Mention, Relation
from citecheck.facts.number import by_counts
from citecheck.facts.source import Source
from citecheck.model import FactKind, Match


def _is_money(counted: Counted) -> bool:
    return counted.unit is not None and counted.unit.group == "money"


find = find_counts(FactKind.MONEY, _is_money)
"""Every amount of money in a text; the unit is its ISO 4217 code."""


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How an amount of the source bears on a claimed one; currencies are not converted."""
    ours, theirs = counts_of(claimed, found)
    how = agreement(ours.counted, theirs.counted)
    if ours.counted.unit != theirs.counted.unit:
        if how is not Agreement.EQUAL or ours.counted.value < 100:
            return None
        detail = f"the same number in another currency: « {found.text} »"
        return Comparison(Relation.NUANCE, Match.NORMALISED, detail, 0.6)
    if how is Agreement.OTHER:
        return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} »")
    return agreeing(ours, theirs, how, 1.0)


MONEY = Kind(FactKind.MONEY, find, by_counts(find, compare))
"""The kind of fact that amounts of money are."""
