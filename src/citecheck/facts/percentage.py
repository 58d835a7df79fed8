"""Percentages: found by sign or word, compared by value; a fraction in words is a percentage too."""

from citecheck.facts.agreement import Agreement, agreeing, agreement
from citecheck.facts.count import Counted
from citecheck.facts.counting import counts_of, find_counts
from citecheck.facts.interface import Comparison, Kind, Mention, Relation
from citecheck.facts.number import by_counts
from citecheck.facts.source import Source
from citecheck.model import FactKind


def _is_percentage(counted: Counted) -> bool:
    return counted.unit is not None and counted.unit.group == "percent"


find = find_counts(FactKind.PERCENTAGE, _is_percentage)
"""Every percentage in a text; the unit is ``%`` or ``percentage point``."""


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How a percentage of the source bears on a claimed one."""
    ours, theirs = counts_of(claimed, found)
    how = agreement(ours.counted, theirs.counted)
    alike = ours.counted.unit == theirs.counted.unit
    if how is not Agreement.OTHER:
        return agreeing(ours, theirs, how, 1.0 if alike else 0.6)
    detail = f"the source says « {found.text} »"
    return Comparison(Relation.DIFFERENT, None, detail, 0.8) if alike else None


PERCENTAGE = Kind(FactKind.PERCENTAGE, find, by_counts(find, compare))
"""The kind of fact that percentages are."""
