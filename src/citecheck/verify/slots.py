"""A claimed count and the passage that tells of the claim → the other count that stands in its place there."""

from collections.abc import Iterator, Sequence

from citecheck.facts.agreement import interval_text
from citecheck.facts.count import SCORE, Counted, CountMention
from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.facts.quantity import convert
from citecheck.verify.anchor import Standing
from citecheck.verify.reading import Reading
from citecheck.verify.thresholds import thresholds

_STRENGTH = 0.5


def leftover(index: int, facts: Sequence[Mention], reading: Reading, standing: Standing) -> Iterator[Hit]:
    """The one count of a sentence that may stand for a missing count of the claim, and for no other of it.

    In a sentence that says what the claim says, a count that no fact of the claim accounts for stands in the place
    of the one that is missing, whatever it counts: the lexicons need not know the noun in both languages.
    """
    claimed, sentence = facts[index], standing.place
    if not isinstance(claimed, CountMention) or standing.share(sentence) < thresholds().parallel_leftover:
        return
    missing = _missing(facts, reading, sentence)
    free = _free(reading, sentence)
    places = [each for each in free if _could_be(claimed, each)]
    if claimed not in missing or len(places) != 1:
        return
    rivals = [each for each in missing if each is not claimed and not _overlap(each, claimed)]
    if not any(_could_be(rival, places[0]) for rival in rivals):
        found = places[0]
        quote = reading.source.document.text[found.start : found.end]
        value = "" if found.digits else f" ({interval_text(found)})"
        detail = f"in the place of « {claimed.text} », the source says « {quote} »{value}"
        yield Hit(found.start, found.end, Relation.DIFFERENT, None, detail, _STRENGTH)


def _missing(facts: Sequence[Mention], reading: Reading, sentence: int) -> list[CountMention]:
    """The counts of the claim that the sentence lacks."""
    return [
        fact
        for number, fact in enumerate(facts)
        if isinstance(fact, CountMention) and not reading.anchor.facts[number].get(sentence)
    ]


def _free(reading: Reading, sentence: int) -> list[Counted]:
    """The counts of a sentence that no fact of the claim accounts for."""
    start, end = reading.source.source.sentences[sentence]
    inside = [each for each in reading.source.counts if start <= each.start < end]
    return [each for each in inside if not reading.accounts_for(each.start, each.end)]


def _overlap(one: Mention, other: Mention) -> bool:
    return one.start < other.end and other.start < one.end


def _could_be(claimed: CountMention, found: Counted) -> bool:
    """Whether two counts may be values of one thing: of one sort and about one size, and counting alike."""
    ours = claimed.counted
    if SCORE in (ours.unit, found.unit):
        return ours.unit == found.unit and (ours.low, ours.high) != (found.low, found.high)
    if ours.sort is not found.sort or _is_range(ours) is not _is_range(found):
        return False
    value = _in_unit_of(found, ours)
    if value is None:
        return False
    low, high = sorted((ours.value, value))
    return low > 0 and low != high and high <= thresholds().factor * low


def _is_range(count: Counted) -> bool:
    """Whether a count has two ends ("18 to 29"), which one number cannot stand for."""
    return count.low is not None and count.high is not None and count.low != count.high and not count.near


def _in_unit_of(found: Counted, claimed: Counted) -> float | None:
    """The size of a count in the unit of another; ``None`` where they are known to count different things."""
    mine, other = claimed.unit, found.unit
    if mine is None or other is None or mine == other:
        return found.value
    if mine.group != other.group:
        return None
    if mine.factor is not None and other.factor is not None:
        return convert(found.value, other, mine)
    return found.value
