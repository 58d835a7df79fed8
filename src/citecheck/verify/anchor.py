"""Claim × source → where in the source the claim seems to be told, sentence by sentence."""

from bisect import bisect_left
from collections import Counter, defaultdict
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
_MEANING = 15.0
_UNRELATED = 0.35
"""A sentence of the same meaning is worth so many nats, from a similarity that unrelated ones do not reach."""
_BEST_BY_WORDS = 12
_BEST_BY_FACTS = 24
"""How many sentences are encoded at most: encoding is the dear part."""
_LEAST_POSSIBLE = 5.0
"""Nats: a claim that says little more than the fact that is being judged needs so much beside it all the same."""

Evidence = Mapping[int, float]
"""What agrees in each sentence, in nats: the rarer it is in the source, the more it says where one is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How much of a claim agrees in each sentence of a source.

    ``words`` is the evidence of its words and meaning, ``facts`` that of each of its facts; ``expected`` is what
    its words would come to in a sentence that had them all, ``worth`` the same of each fact. Numbers are no words
    here: what they are worth, their facts say. ``nearness`` is the similarity of the nearest sentence in meaning,
    ``None`` without an encoder.
    """

    words: Evidence
    facts: tuple[Evidence, ...]
    expected: float
    worth: tuple[float, ...]
    nearness: float | None = None

    def standing(self, without: int | None) -> "Standing":
        """The anchor of one fact: what else of the claim agrees where, that fact itself left out (if any)."""
        own = defaultdict(float, self.words)
        for index, fact in enumerate(self.facts):
            if index != without:
                for place, value in fact.items():
                    own[place] += value
        possible = self.expected + sum(self.worth) - (0.0 if without is None else self.worth[without])
        return Standing(dict(own), possible)


class Standing:
    """How well the sentences of a source agree with a claim, the fact left out that is to be judged."""

    def __init__(self, own: Evidence, possible: float) -> None:
        self._own = own
        self._possible = possible
        self.place, self.best = max(
            ((place, self.evidence(place)) for place in own), key=lambda each: (each[1], -each[0]), default=(0, 0.0)
        )

    def evidence(self, sentence: int) -> float:
        """What agrees in a sentence, in nats, with a part of what agrees in the better of its neighbours."""
        nearby = max(self._own.get(sentence - 1, 0.0), self._own.get(sentence + 1, 0.0))
        return self._own.get(sentence, 0.0) + _NEIGHBOUR * nearby

    def share(self, sentence: int) -> float:
        """What agrees in a sentence itself, as a share of what could: 1 where it says all that the claim says."""
        return min(self._own.get(sentence, 0.0) / max(self._possible, _LEAST_POSSIBLE), 1.0)


def anchor(
    words: Sequence[Word],
    hits: Sequence[Sequence[Hit]],
    source: PreparedSource,
    *,
    foreign: bool = False,
    claim: str = "",
    encoder: Encoder | None = None,
) -> Anchor:
    """Find where a claim, given as its words and the hits of its facts, agrees with a source.

    Args:
        words: the content words of the claim.
        hits: for each fact of the claim, where the source bears on it.
        source: the source.
        foreign: whether it is in another language than the claim: then only names and facts are expected in it.
        claim: the claim's text, for the encoder.
        encoder: a multilingual sentence encoder, if there is one.
    """
    wanted = _telling(words)
    told = _of_words(wanted, source.index)
    expected = 0.0 if foreign else sum(_worth(word, source.index) for word in wanted)
    found = tuple(_of_hits(each, source) for each in hits)
    nearness = None
    if encoder is not None:
        places = _candidates(told, hits, source)
        near = dict(zip(places, source.nearness(claim, places, encoder), strict=True))
        told, nearness = _with_meaning(told, near), max(near.values(), default=0.0)
    worth = tuple(source.index.rarity(_places(each, source)) for each in hits)
    return Anchor(told, found, expected, worth, nearness)


def _telling(words: Sequence[Word]) -> list[Word]:
    """The distinct words that are no numbers."""
    return list({word.stem: word for word in words if not word.number}.values())


def _worth(word: Word, index: PassageIndex) -> float:
    exact, alike = index.places(word)
    return index.rarity(exact or alike) * (_LIGHT if word.light else 1.0)


def _of_words(words: Sequence[Word], index: PassageIndex) -> dict[int, float]:
    told: defaultdict[int, float] = defaultdict(float)
    for word in words:
        exact, alike = index.places(word)
        value = _worth(word, index)
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
    value = source.index.rarity(_places(hits, source))
    return {place: value * strength for place, strength in strengths.items()}


def _places(hits: Sequence[Hit], source: PreparedSource) -> tuple[int, ...]:
    return tuple({source.sentence_at(hit.start) for hit in hits if hit.relation is Relation.SAME})


def _candidates(told: Evidence, hits: Sequence[Sequence[Hit]], source: PreparedSource) -> list[int]:
    """The sentences worth encoding: where most words agree, and where the source bears on the facts."""
    bearing: Counter[int] = Counter()
    for each in hits:
        bearing.update({source.sentence_at(hit.start) for hit in each if hit.relation is not Relation.NUANCE})
    best = sorted(told, key=lambda place: -told[place])[:_BEST_BY_WORDS]
    return sorted({*best, *(place for place, _ in bearing.most_common(_BEST_BY_FACTS))})


def _with_meaning(told: Evidence, near: Evidence) -> dict[int, float]:
    return dict(told) | {
        place: told.get(place, 0.0) + _MEANING * max(each - _UNRELATED, 0.0) for place, each in near.items()
    }
