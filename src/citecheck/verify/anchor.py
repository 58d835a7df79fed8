"""Claim × source → where in the source the claim seems to be told, sentence by sentence."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from citecheck.verify.meaning import Encoder
from citecheck.verify.passages import PassageIndex
from citecheck.verify.prepared import PreparedSource
from citecheck.verify.words import Word

_NEIGHBOUR = 0.5
"""What a word in the sentence before or after is worth, against one in the sentence itself."""
_ALIKE = 0.7
"""What a word with the same consonants is worth, against one with the same stem."""
_SMALL_DIGITS = 2
"""Numbers of this many digits stand anywhere by chance, so they do not anchor."""
_RARE = 0.05
"""A word in a smaller share of the sentences says where one is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How well each sentence of a source agrees with a claim.

    ``scores`` is the share, weighted by rarity, of the claim's words in the sentence and its neighbours, 0..1;
    ``rare`` how many of its rare words, names and long numbers stand there. Sentences that share nothing are
    left out.
    """

    scores: Mapping[int, float] = field(default_factory=dict)
    rare: Mapping[int, int] = field(default_factory=dict)

    @property
    def best(self) -> float:
        """The score of the best sentence; 0 where none shares a word."""
        return max(self.scores.values(), default=0.0)

    def ranked(self) -> list[int]:
        """The sentences, best first; equal ones in reading order."""
        return sorted(self.scores, key=lambda sentence: (-self.scores[sentence], sentence))


def anchor(words: Sequence[Word], claim: str, source: PreparedSource, encoder: Encoder | None = None) -> Anchor:
    """Score the sentences of a source by their agreement with a claim, given as its content words and its text."""
    own, rare = _matches(_distinct(words), source.index)
    scores = _spread(own)
    if encoder is not None and source.texts:
        scores = _with_meaning(scores, claim, source, encoder)
    return Anchor(scores, rare)


def _distinct(words: Sequence[Word]) -> list[Word]:
    unique = {word.stem: word for word in words if not (word.number and len(word.stem) <= _SMALL_DIGITS)}
    return list(unique.values())


def _matches(words: Sequence[Word], index: PassageIndex) -> tuple[dict[int, float], dict[int, int]]:
    own: defaultdict[int, float] = defaultdict(float)
    rare: defaultdict[int, int] = defaultdict(int)
    total = 0.0
    for word in words:
        exact, alike = index.places(word)
        value = index.rarity(exact or alike)
        total += value
        seldom = len(exact or alike) <= max(_RARE * index.size, 2)
        for place in exact:
            own[place] += value
            rare[place] += seldom
        for place in set(alike).difference(exact):
            own[place] += value * _ALIKE
            rare[place] += seldom
    return {place: value / total for place, value in own.items()} if total else {}, rare


def _spread(own: Mapping[int, float]) -> dict[int, float]:
    """Each sentence's own score and a part of its better neighbour's, never above 1."""
    scores: dict[int, float] = {}
    for place, value in own.items():
        nearby = max(own.get(place - 1, 0.0), own.get(place + 1, 0.0))
        scores[place] = min(value + _NEIGHBOUR * nearby * (1.0 - value), 1.0)
    return scores


def _with_meaning(
    scores: Mapping[int, float], claim: str, source: PreparedSource, encoder: Encoder
) -> dict[int, float]:
    nearness = source.vectors(encoder) @ encoder([claim])[0]
    return {place: (scores.get(place, 0.0) + max(float(near), 0.0)) / 2 for place, near in enumerate(nearness)}
