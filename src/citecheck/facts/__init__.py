"""Facts of every kind: found in a claim, sought in a source."""

from collections.abc import Sequence
from dataclasses import replace

from citecheck.facts.age import AGE
from citecheck.facts.agreement import numeral_text
from citecheck.facts.casualty import CASUALTY
from citecheck.facts.count import CountMention
from citecheck.facts.date import DATE, DateMention
from citecheck.facts.interface import Kind, Mention, Setting
from citecheck.facts.leader import LEADER
from citecheck.facts.means import MEANS
from citecheck.facts.money import MONEY
from citecheck.facts.name import NAME
from citecheck.facts.number import NUMBER
from citecheck.facts.ordinal import ORDINAL
from citecheck.facts.organisation import ORGANISATION
from citecheck.facts.percentage import PERCENTAGE
from citecheck.facts.place import PLACE
from citecheck.facts.quantity import QUANTITY
from citecheck.facts.quote import QUOTE
from citecheck.facts.time import TIME
from citecheck.language.number_words import number_words
from citecheck.language.numeral import Sort
from citecheck.model import FactKind

EXCLUSIVE: tuple[Kind, ...] = (
    DATE,
    TIME,
    MONEY,
    PERCENTAGE,
    CASUALTY,
    AGE,
    QUANTITY,
    ORDINAL,
    NUMBER,
    PLACE,
    ORGANISATION,
    NAME,
)
"""Kinds of which the same words state only one; where two find them, the earlier keeps them."""

ENCLOSING: tuple[Kind, ...] = (LEADER, MEANS, QUOTE)
"""Kinds that say something of their own about words in which other facts may stand as well."""

KINDS: tuple[Kind, ...] = (*EXCLUSIVE, *ENCLOSING)
"""Every kind of fact."""


def find_facts(text: str, setting: Setting) -> tuple[Mention, ...]:
    """The facts that a text states, in order.

    Of exclusive facts whose words overlap, the kind that stands first in :data:`EXCLUSIVE` keeps its own.
    """
    kept: list[Mention] = []
    for kind in EXCLUSIVE:
        found = [_beside(each, kept, text) for each in kind.find(text, setting) if _is_claimable(each)]
        kept += [each for each in found if each is not None]
    kept += [each for kind in ENCLOSING for each in kind.find(text, setting)]
    return tuple(sorted(kept, key=lambda each: (each.start, each.end)))


def _is_claimable(mention: Mention) -> bool:
    """Whether a mention says enough to be claimed: an article ("a car") or "both" does not, "a man was killed" does."""
    if isinstance(mention, DateMention) and mention.counts:
        return False
    if not isinstance(mention, CountMention) or mention.kind is FactKind.CASUALTY:
        return True
    counted = mention.counted
    if counted.sort is Sort.ONE:
        one = numeral_text(mention) in number_words(mention.language).one_counts
        return counted.unit is not None and (one or counted.unit.name == "hour")
    return counted.sort is not Sort.IMPLICIT


def _beside(mention: Mention, kept: Sequence[Mention], text: str) -> Mention | None:
    """The mention, or only its number where another fact holds the words around, or ``None`` if it holds that too."""
    if not _overlaps(mention, kept):
        return mention
    if not isinstance(mention, CountMention):
        return None
    start, end = mention.counted.number
    bare = replace(mention, text=text[start:end], start=start, end=end)
    return None if _overlaps(bare, kept) else bare


def _overlaps(mention: Mention, kept: Sequence[Mention]) -> bool:
    return any(mention.start < each.end and each.start < mention.end for each in kept)
