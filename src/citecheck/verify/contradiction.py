"""Another value in a source → whether it contradicts the claimed one, or is of something else."""

from collections.abc import Sequence

from citecheck.facts.casualty import PEOPLE
from citecheck.facts.count import CountMention
from citecheck.facts.interface import Hit, Mention, Relation
from citecheck.model import FactKind
from citecheck.verify.anchor import Standing
from citecheck.verify.reading import Reading
from citecheck.verify.slots import may_be_rivals
from citecheck.verify.thresholds import thresholds

NAMED = frozenset({FactKind.NAME, FactKind.PLACE, FactKind.ORGANISATION, FactKind.QUOTE})
"""What is sought by its letters, in any language."""
_TELLING_THEMSELVES = frozenset({FactKind.CASUALTY, FactKind.LEADER, FactKind.MEANS})
_ENOUGH = 2
"""So many words make up for names that are lacking, and so many names for words."""


def contradicts(index: int, facts: Sequence[Mention], hit: Hit, reading: Reading, standing: Standing) -> bool:
    """Whether another value than that of a fact stands in its place, in a sentence that says what the claim says."""
    if not any(_is_parallel(place, standing) for place in _telling(facts[index], hit, reading)):
        return False
    return _is_in_its_place(index, facts, hit, reading) and _is_told(index, facts, hit, reading)


def _telling(fact: Mention, hit: Hit, reading: Reading) -> Sequence[int]:
    """The sentences that may say what a hit is about: its own; of casualties, those beside it in its paragraph too."""
    sentence = reading.source.sentence_at(hit.start)
    if fact.kind is not FactKind.CASUALTY:
        return (sentence,)
    return reading.source.around(sentence)


def _is_parallel(sentence: int, standing: Standing) -> bool:
    """Whether a sentence says what the claim says, so that another value in it contradicts."""
    if standing.evidence(sentence) < max(thresholds().strong, standing.best * thresholds().near_best):
        return False
    return standing.share(sentence) >= thresholds().parallel


def _is_told(index: int, facts: Sequence[Mention], hit: Hit, reading: Reading) -> bool:
    """Whether the source says there what the claim says, and of the same: that one name agrees is not enough.

    "Born in 1867" is not contradicted by when she died, nor what Ana won by what Bea won.
    """
    sentence, said = reading.source.sentence_at(hit.start), reading.anchor.said
    words = said.get(sentence, 0) if said is not None else 0
    named = [number for number, fact in enumerate(facts) if fact.kind in NAMED and number != index]
    lacking = sum(reading.lacks(sentence, number) for number in named)
    if 2 * lacking > len(named) and words < _ENOUGH:
        return False
    if said is None or words or len(named) - lacking >= _ENOUGH or _tells_itself(facts[index], hit):
        return True
    others = (number for number, fact in enumerate(facts) if number != index and fact.kind not in NAMED)
    return any(reading.anchor.facts[number].get(sentence) for number in others) or _is_alike(sentence, reading)


def _tells_itself(fact: Mention, hit: Hit) -> bool:
    """Whether a fact says itself what is said: what happened to people, or things that are counted alike."""
    if fact.kind in _TELLING_THEMSELVES:
        return True
    unit = fact.counted.unit if isinstance(fact, CountMention) else None
    return unit is not None and unit.group not in PEOPLE and hit.strength >= thresholds().named


def _is_alike(sentence: int, reading: Reading) -> bool:
    nearness = reading.anchor.nearness
    return nearness is not None and nearness.sentences.get(sentence, 0.0) >= thresholds().alike_in_meaning


def _is_in_its_place(index: int, facts: Sequence[Mention], hit: Hit, reading: Reading) -> bool:
    """Whether the sentence has one such value too many, and lacks one such fact of the claim: this one.

    A value that another fact of the claim accounts for ("from 1997 to 2003"), or one of several, is in nobody's place.
    """
    sentence = reading.source.sentence_at(hit.start)
    if facts[index].kind is FactKind.DATE and _has_other_dates(sentence, hit, reading):
        return False
    others = [
        other
        for other in reading.hits[index]
        if other.relation is Relation.DIFFERENT and reading.source.sentence_at(other.start) == sentence
    ]
    free = [other for other in others if not reading.accounts_for(other.start, other.end, without=index)]
    rivals = [number for number, fact in enumerate(facts) if may_be_rivals(facts[index], fact)]
    return reading.is_only_one_lacking(index, rivals, facts, sentence) and (free == [hit] or not others)


def _has_other_dates(sentence: int, hit: Hit, reading: Reading) -> bool:
    """Whether a sentence names another day, which may be the claimed one: "said on Friday the 22nd that Thursday"."""
    start, end = reading.source.source.sentences[sentence]
    return any(
        start <= first < end and (last <= hit.start or hit.end <= first) and not reading.accounts_for(first, last)
        for first, last in reading.source.dates
    )
