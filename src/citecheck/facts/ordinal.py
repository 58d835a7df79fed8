"""Ordinals (third, XIXe, 21-й): found as ranks, compared with ranks and, less surely, with counts."""

from functools import lru_cache

from citecheck.facts.agreement import Agreement, agreeing, agreement
from citecheck.facts.count import CountMention
from citecheck.facts.counted import read_counted
from citecheck.facts.interface import Comparison, Kind, Mention, Setting
from citecheck.facts.number import by_counts, count_mention, is_number, unit_likeness, value_strength
from citecheck.facts.source import Source
from citecheck.language.numeral import Sort
from citecheck.model import FactKind


@lru_cache(maxsize=64)
def _found(text: str, language: str) -> tuple[CountMention, ...]:
    return tuple(
        count_mention(FactKind.ORDINAL, text, each, language, "ordinal")
        for each in read_counted(text, language)
        if each.sort is Sort.ORDINAL and is_number(each)
    )


def find(text: str, setting: Setting) -> tuple[CountMention, ...]:
    """Every ordinal in a text with what is ranked; that of a measure ("21st birthday") is a quantity."""
    return _found(text, setting.language)


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How an ordinal of the source bears on a claimed one; a page has many, so another one contradicts nothing."""
    assert isinstance(claimed, CountMention)  # noqa: S101 - a kind compares its own mentions only
    assert isinstance(found, CountMention)  # noqa: S101
    how = agreement(claimed.counted, found.counted)
    if how is Agreement.OTHER:
        return None
    return agreeing(claimed, found, how, value_strength(claimed.counted.value, unit_likeness(claimed, found)))


ORDINAL = Kind(FactKind.ORDINAL, find, by_counts(find, compare))
"""The kind of fact that ordinals are."""
