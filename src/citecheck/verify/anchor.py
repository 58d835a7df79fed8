"""Claim × source → where in the source the claim seems to be told, sentence by sentence."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from citecheck.facts.interface import Hit, Relation
from citecheck.verify.meaning import Encoder
from citecheck.verify.passages import PassageIndex
from citecheck.verify.prepared import PreparedSource
from citecheck.verify.words import Word

_NEIGHBOUR = 0.3
"""What agreement of the sentence before or after is worth, against that of the sentence itself."""
_ALIKE = 0.7
"""What a word with the same consonants is worth, against one with the same stem."""
_LIGHT = 0.3
"""What a word is worth that says little of what a sentence is about."""
_MEANING = 10.0
_UNRELATED = 0.35
"""A sentence of the same meaning is worth so many nats, from a similarity that unrelated ones do not reach."""

Evidence = Mapping[int, float]
"""What agrees in each sentence, in nats: the rarer it is in the source, the more it says where one is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How much of a claim agrees in each sentence of a source.

    ``words`` is the evidence of its words and meaning, ``facts`` that of each of its facts. Numbers in digits are
    no words here: what they are worth, their facts say.
    """

    words: Evidence
    facts: tuple[Evidence, ...]

    def evidence(self, sentence: int, without: int) -> float:
        """What agrees in a sentence and its neighbours, the fact that is being judged left out."""
        nearby = max(self._own(sentence - 1, without), self._own(sentence + 1, without))
        return self._own(sentence, without) + _NEIGHBOUR * nearby

    def best(self, without: int) -> float:
        """The evidence of the best sentence; 0 where nothing agrees anywhere."""
        places = set(self.words).union(*self.facts)
        return max((self.evidence(place, without) for place in places), default=0.0)

    def _own(self, sentence: int, without: int) -> float:
        told = sum(fact.get(sentence, 0.0) for index, fact in enumerate(self.facts) if index != without)
        return self.words.get(sentence, 0.0) + told


def anchor(
    words: Sequence[Word],
    hits: Sequence[Sequence[Hit]],
    source: PreparedSource,
    claim: str = "",
    encoder: Encoder | None = None,
) -> Anchor:
    """Find where a claim, given as its words and the hits of its facts, agrees with a source.

    Args:
        words: the content words of the claim.
        hits: for each fact of the claim, where the source bears on it.
        source: the source.
        claim: the claim's text, for the encoder.
        encoder: a multilingual sentence encoder, if there is one.
    """
    told = _of_words(words, source.index)
    if encoder is not None and source.texts:
        told = _with_meaning(told, claim, source, encoder)
    return Anchor(told, tuple(_of_hits(each, source) for each in hits))


def _of_words(words: Sequence[Word], index: PassageIndex) -> dict[int, float]:
    told: defaultdict[int, float] = defaultdict(float)
    for word in {word.stem: word for word in words if not word.number}.values():
        exact, alike = index.places(word)
        value = index.rarity(exact or alike) * (_LIGHT if word.light else 1.0)
        for place in exact:
            told[place] += value
        for place in alike:
            if not _contains(exact, place):
                told[place] += value * _ALIKE
    return dict(told)


def _contains(ascending: Sequence[int], wanted: int) -> bool:
    place = bisect_left(ascending, wanted)
    return place < len(ascending) and ascending[place] == wanted


def _of_hits(hits: Sequence[Hit], source: PreparedSource) -> dict[int, float]:
    strengths: dict[int, float] = {}
    for hit in hits:
        if hit.relation is Relation.SAME:
            place = source.sentence_at(hit.start)
            strengths[place] = max(strengths.get(place, 0.0), hit.strength)
    value = source.index.rarity(tuple(strengths))
    return {place: value * strength for place, strength in strengths.items()}


def _with_meaning(told: Evidence, claim: str, source: PreparedSource, encoder: Encoder) -> dict[int, float]:
    nearness = source.vectors(encoder) @ encoder([claim])[0]
    return {
        place: told.get(place, 0.0) + _MEANING * max(float(near) - _UNRELATED, 0.0)
        for place, near in enumerate(nearness)
    }
