"""A claimed count and the passage that tells of the claim → the other count that stands in its place there."""

from collections.abc import Iterator, Sequence

from citecheck.facts.count import CountMention
from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.facts.number import find_every
from citecheck.model import Count
from citecheck.verify.anchor import Standing
from citecheck.verify.chance import size
from citecheck.verify.reading import Reading

_FACTOR = 6.0
"""Counts that differ more than this many times are not taken for two values of one thing."""

_PARALLEL = 0.5
"""The share of the claim that the sentence must say."""


def leftover(index: int, facts: Sequence[Mention], reading: Reading, standing: Standing) -> Iterator[Hit]:
    """The one count of a sentence that no fact of the claim accounts for, where one count of the claim is missing there.

    In a sentence that says what the claim says, it stands in the claimed one's place, whatever it counts: the
    lexicons need not know the noun in both languages.
    """
    claimed, sentence = facts[index], standing.place
    if not isinstance(claimed, CountMention) or standing.share(sentence) < _PARALLEL:
        return
    if [each for each in reading.lacking(sentence, facts) if isinstance(facts[each].value, Count)] != [index]:
        return
    start, end = reading.source.source.sentences[sentence]
    free = [
        found
        for found in reading.source.source.mentions(find_every)
        if start <= found.start < end and not reading.accounts_for(found)
    ]
    if len(free) == 1 and _could_be(claimed, free[0]):
        detail = f"in the place of {claimed.text}, the source says « {free[0].text} »"
        yield Hit(free[0].start, free[0].end, Relation.DIFFERENT, None, detail, strength=0.5)


def _could_be(claimed: CountMention, found: Mention) -> bool:
    if (
        not isinstance(found, CountMention)
        or not isinstance(found.value, Count)
        or not isinstance(claimed.value, Count)
    ):
        return False
    ours, theirs = claimed.counted, found.counted
    if ours.sort is not theirs.sort or (ours.unit is not None and theirs.unit is not None and ours.unit != theirs.unit):
        return False
    low, high = sorted((size(claimed.value), size(found.value)))
    return 0 < low and low != high and high <= _FACTOR * low
