"""Amounts of money: found by sign, code or word, compared by value and currency."""

from functools import lru_cache

from citecheck.facts.agreement import Agreement, agreeing, agreement
from citecheck.facts.count import CountMention
from citecheck.facts.counted import read_counted
from citecheck.facts.interface import Comparison, Kind, Mention, Relation, Setting
from citecheck.facts.number import by_counts, count_mention
from citecheck.facts.source import Source
from citecheck.model import Count, FactKind, Match


@lru_cache(maxsize=64)
def _found(text: str, language: str) -> tuple[CountMention, ...]:
    return tuple(
        count_mention(FactKind.MONEY, text, each, language)
        for each in read_counted(text, language)
        if each.unit is not None and each.unit.group == "money"
    )


def find(text: str, setting: Setting) -> tuple[CountMention, ...]:
    """Every amount of money in a text; the unit is its ISO 4217 code."""
    return _found(text, setting.language)


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How an amount of the source bears on a claimed one; currencies are not converted."""
    assert isinstance(claimed, CountMention)  # noqa: S101 - a kind compares its own mentions only
    assert isinstance(found, CountMention)  # noqa: S101
    assert isinstance(claimed.value, Count)  # noqa: S101
    assert isinstance(found.value, Count)  # noqa: S101
    how = agreement(claimed.counted, found.counted)
    if claimed.value.unit != found.value.unit:
        if how is not Agreement.EQUAL or claimed.counted.value < 100:
            return None
        detail = f"the same number in another currency: « {found.text} »"
        return Comparison(Relation.NUANCE, Match.NORMALISED, detail, 0.6)
    if how is Agreement.OTHER:
        return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} », not {claimed.text}")
    return agreeing(claimed, found, how, 1.0)


MONEY = Kind(FactKind.MONEY, find, by_counts(find, compare))
"""The kind of fact that amounts of money are."""
