"""Fact → how much its being in a source says: the negative logarithm of its chance of standing there anyway."""

from math import log

from citecheck.facts.interface import Mention
from citecheck.model import Count, FactKind

SMALL = 12
"""Counts up to here stand in 63% of random articles."""
MIDDLING = 99

# Shares of facts that stand in an article that has nothing to do with the claim, measured on English news.
_COUNTS = ((SMALL, 0.63), (MIDDLING, 0.20), (float("inf"), 0.02))
_DATES = {4: 0.14, 7: 0.04}
_DAY = 0.02
_KINDS = {FactKind.QUOTE: 0.001, FactKind.TIME: 0.03}
_NAME = 0.08
_WITH_UNIT = 0.4
"""How much rarer a count is together with what it counts or what became of the people counted."""


def weight(fact: Mention) -> float:
    """What finding the fact is worth, in nats."""
    return -log(chance(fact))


def chance(fact: Mention) -> float:
    """The share of unrelated articles in which the fact stands."""
    if isinstance(fact.value, Count):
        named = fact.value.unit or fact.value.role
        return _count_chance(size(fact.value)) * (_WITH_UNIT if named else 1.0)
    if fact.kind is FactKind.DATE:
        return _DATES.get(len(fact.value), _DAY)
    return _KINDS.get(fact.kind, _NAME)


def size(count: Count) -> float:
    """The number that a count is written with: of an interval, its larger end."""
    return max((abs(end) for end in (count.low, count.high) if end is not None), default=0.0)


def _count_chance(number: float) -> float:
    whole = float(number).is_integer()
    return next(rate for limit, rate in _COUNTS if number <= limit) * (1.0 if whole else 0.3)


def needs_anchor(fact: Mention) -> bool:
    """Whether the fact counts only where the claim's other words stand: small counts, bare middling ones."""
    if not isinstance(fact.value, Count):
        return False
    number = size(fact.value)
    named = fact.value.unit or fact.value.role
    return number <= SMALL or (number <= MIDDLING and not named)
