"""A claimed count and the passage that tells of the claim → the other count that stands in its place there."""

from collections.abc import Iterator, Sequence

from citecheck.facts.count import Counted, CountMention
from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.model import Count
from citecheck.verify.anchor import Standing
from citecheck.verify.reading import Reading

_FACTOR = 6.0
"""Counts that differ more than this many times are not taken for two values of one thing."""
_PARALLEL = 0.5
"""The share of the claim that the sentence must say."""
_STRENGTH = 0.5


def leftover(index: int, facts: Sequence[Mention], reading: Reading, standing: Standing) -> Iterator[Hit]:
    """The one count of a sentence that no fact of the claim accounts for, where one count of the claim is missing.

    In a sentence that says what the claim says, it stands in the claimed one's place, whatever it counts: the
    lexicons need not know the noun in both languages.
    """
    claimed, sentence = facts[index], standing.place
    if not isinstance(claimed, CountMention) or standing.share(sentence) < _PARALLEL:
        return
    rivals = [number for number, fact in enumerate(facts) if isinstance(fact.value, Count)]
    if not reading.is_only_one_lacking(index, rivals, facts, sentence):
        return
    start, end = reading.source.source.sentences[sentence]
    inside = [each for each in reading.source.counts if start <= each.start < end and each.sort is claimed.counted.sort]
    free = [each for each in inside if not reading.accounts_for(each.start, each.end)]
    if len(free) == 1 and _could_be(claimed.counted, free[0]):
        quote = reading.source.document.text[free[0].start : free[0].end]
        detail = f"in the place of {claimed.text}, the source says « {quote} »"
        yield Hit(free[0].start, free[0].end, Relation.DIFFERENT, None, detail, _STRENGTH)


def _could_be(claimed: Counted, found: Counted) -> bool:
    """Whether two counts may be values of one thing: of about one size, and not known to count different things."""
    if claimed.unit is not None and found.unit is not None and claimed.unit != found.unit:
        return False
    low, high = sorted((claimed.value, found.value))
    return low > 0 and low != high and high <= _FACTOR * low
