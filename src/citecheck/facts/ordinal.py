"""Ordinals (third, XIXe, 21-й): found as ranks, compared with ranks and, less surely, with counts."""

from citecheck.facts.agreement import Agreement, agreeing, agreement
from citecheck.facts.count import Counted
from citecheck.facts.counting import counts_of, find_counts
from citecheck.facts.interface import Comparison, Kind, Mention
from citecheck.facts.number import by_counts, is_number, unit_likeness, value_strength
from citecheck.facts.source import Source
from citecheck.language.numeral import Sort
from citecheck.model import FactKind


def _is_rank(counted: Counted) -> bool:
    return counted.sort is Sort.ORDINAL and is_number(counted)


find = find_counts(FactKind.ORDINAL, _is_rank)
"""Every ordinal in a text with what is ranked; that of a measure ("21st birthday") is a quantity."""


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How an ordinal of the source bears on a claimed one; a page has many, so another one contradicts nothing."""
    ours, theirs = counts_of(claimed, found)
    how = agreement(ours.counted, theirs.counted)
    if how is Agreement.OTHER:
        return None
    return agreeing(ours, theirs, how, value_strength(ours.counted.value, unit_likeness(ours, theirs)))


ORDINAL = Kind(FactKind.ORDINAL, find, by_counts(find, compare))
"""The kind of fact that ordinals are."""
