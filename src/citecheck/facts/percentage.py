"""Percentages: found by sign or word, compared by value; a fraction in words is a percentage too."""

from functools import lru_cache

from citecheck.facts.agreement import Agreement, agreeing, agreement
from citecheck.facts.count import CountMention
from citecheck.facts.counted import read_counted
from citecheck.facts.interface import Comparison, Kind, Mention, Relation, Setting
from citecheck.facts.number import by_counts, count_mention
from citecheck.facts.source import Source
from citecheck.model import Count, FactKind


@lru_cache(maxsize=64)
def _found(text: str, language: str) -> tuple[CountMention, ...]:
    return tuple(
        count_mention(FactKind.PERCENTAGE, text, each, language)
        for each in read_counted(text, language)
        if each.unit is not None and each.unit.group == "percent"
    )


def find(text: str, setting: Setting) -> tuple[CountMention, ...]:
    """Every percentage in a text; the unit is ``%`` or ``percentage point``."""
    return _found(text, setting.language)


def compare(claimed: Mention, found: Mention, _source: Source) -> Comparison | None:
    """How a percentage of the source bears on a claimed one."""
    assert isinstance(claimed, CountMention)  # noqa: S101 - a kind compares its own mentions only
    assert isinstance(found, CountMention)  # noqa: S101
    assert isinstance(claimed.value, Count)  # noqa: S101
    assert isinstance(found.value, Count)  # noqa: S101
    how = agreement(claimed.counted, found.counted)
    if how is Agreement.OTHER:
        if claimed.value.unit != found.value.unit:
            return None
        return Comparison(Relation.DIFFERENT, None, f"the source says « {found.text} », not {claimed.text}", 0.8)
    strength = 1.0 if claimed.value.unit == found.value.unit else 0.6
    return agreeing(claimed, found, how, strength)


PERCENTAGE = Kind(FactKind.PERCENTAGE, find, by_counts(find, compare))
"""The kind of fact that percentages are."""
