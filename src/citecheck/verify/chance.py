"""Fact → how much its being in a source says: the negative logarithm of its chance of standing there anyway.

The chances are the shares of facts that stand in an article that has nothing to do with the claim, measured on
English news; they lie in ``data/weights.json``, a line for each kind.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import log

from citecheck.facts.interface import Mention
from citecheck.model import Count, FactKind
from citecheck.verify.thresholds import stored

SMALL = 12
"""Counts up to here stand in 63% of random articles."""
MIDDLING = 99


@dataclass(frozen=True, slots=True)
class Chances:
    """The shares of unrelated articles in which facts stand.

    ``counts`` are the shares of numbers up to a limit, the last without one; ``named`` and ``fraction`` what is left
    of them for numbers that say what they count, and that are no whole ones. ``dates`` are the shares by the length
    of the ISO form (a year 4, a month 7, a day 10), ``kinds`` those of other kinds, ``other`` the rest.
    """

    counts: tuple[tuple[float, float], ...]
    named: float
    fraction: float
    dates: Mapping[int, float]
    kinds: Mapping[str, float]
    other: float


@cache
def chances() -> Chances:
    """The chances in force."""
    table = stored()["chances"]
    counts = tuple((float("inf") if limit is None else limit, share) for limit, share in table["counts"])
    dates = {int(length): share for length, share in table["dates"].items()}
    return Chances(counts, table["named"], table["fraction"], dates, table["kinds"], table["other"])


def weight(fact: Mention) -> float:
    """What finding the fact is worth, in nats."""
    return -log(chance(fact))


def chance(fact: Mention) -> float:
    """The share of unrelated articles in which the fact stands."""
    table = chances()
    if isinstance(fact.value, Count):
        named = fact.value.unit or fact.value.role
        return _count_chance(size(fact.value)) * (table.named if named else 1.0)
    if fact.kind is FactKind.DATE and len(fact.value) in table.dates:
        return table.dates[len(fact.value)]
    return table.kinds.get(fact.kind, table.other)


def size(count: Count) -> float:
    """The number that a count is written with: of an interval, its larger end."""
    return max((abs(end) for end in (count.low, count.high) if end is not None), default=0.0)


def _count_chance(number: float) -> float:
    table = chances()
    whole = float(number).is_integer()
    return next(share for limit, share in table.counts if number <= limit) * (1.0 if whole else table.fraction)


def needs_anchor(fact: Mention) -> bool:
    """Whether the fact counts only where the claim's other words stand: small counts, bare middling ones."""
    if not isinstance(fact.value, Count):
        return False
    number = size(fact.value)
    named = fact.value.unit or fact.value.role
    return number <= SMALL or (number <= MIDDLING and not named)
