"""Claim × source → where in the source the claim seems to be told, sentence by sentence."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from citecheck.facts.interface import Hit, Relation
from citecheck.verify.nearness import Nearness
from citecheck.verify.passages import PassageIndex
from citecheck.verify.prepared import PreparedSource
from citecheck.verify.thresholds import thresholds
from citecheck.verify.translations import places_of
from citecheck.verify.words import Word

_ENCODED = 4
_ENCODED_FOREIGN = 12
"""How many sentences are encoded, of those with most words and of those with most facts: encoding is the dear part.

Words of another language say less of where one is.
"""

Measure = Callable[[PreparedSource, Sequence[int], Sequence[int]], Nearness]
"""What :func:`citecheck.verify.nearness.nearness` does, of one claim: source, sentences and pairs → nearness."""

Places = Sequence[int]
"""The numbers of sentences."""

Evidence = Mapping[int, float]
"""What agrees in each sentence, in nats: the rarer it is in the source, the more it says where one is."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How much of a claim agrees in each sentence of a source.

    ``words`` is the evidence of its words and meaning, ``facts`` that of each of its facts; ``expected`` is what
    its words would come to in a sentence that had them all, ``worth`` the same of each fact. Numbers are no words
    here: what they are worth, their facts say. ``nearness`` is ``None`` without an encoder. ``said`` is how many
    words of the claim that are no names a sentence has; ``None`` where no such word can be looked for.
    """

    words: Evidence
    facts: tuple[Evidence, ...]
    expected: float
    worth: tuple[float, ...]
    nearness: Nearness | None = None
    said: Mapping[int, int] | None = None

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
        self._evidence: dict[int, float] = {}
        most = max(own.values(), default=0.0)
        near_most = most * (1 - thresholds().neighbour)  # less cannot be the best, whatever stands beside it
        self.place, self.best = max(
            ((place, self.evidence(place)) for place, value in own.items() if value >= near_most),
            key=lambda each: (each[1], -each[0]),
            default=(0, 0.0),
        )

    def evidence(self, sentence: int) -> float:
        """What agrees in a sentence, in nats, with a part of what agrees in the better of its neighbours."""
        if sentence not in self._evidence:
            nearby = max(self._own.get(sentence - 1, 0.0), self._own.get(sentence + 1, 0.0))
            self._evidence[sentence] = self._own.get(sentence, 0.0) + thresholds().neighbour * nearby
        return self._evidence[sentence]

    def share(self, sentence: int) -> float:
        """What agrees in a sentence itself, as a share of what could: 1 where it says all that the claim says."""
        return min(self._own.get(sentence, 0.0) / max(self._possible, thresholds().least_possible), 1.0)

    def parallel(self, share: float) -> list[int]:
        """The sentences that say such a share of the claim and are among those that agree best, best first."""
        near_best = self.best * thresholds().near_best
        telling = [each for each in self._own if self.share(each) >= share and self.evidence(each) >= near_best]
        return sorted(telling, key=lambda each: (-self.evidence(each), each))


def anchor(
    words: Sequence[Word],
    hits: Sequence[Sequence[Hit]],
    source: PreparedSource,
    *,
    foreign: bool = False,
    meanings: Mapping[str, Collection[int]] = MappingProxyType({}),
    measure: Measure | None = None,
) -> Anchor:
    """Find where a claim, given as its words and the hits of its facts, agrees with a source.

    Args:
        words: the content words of the claim.
        hits: for each fact of the claim, where the source bears on it.
        source: the source.
        foreign: whether it is in another language than the claim: then names, facts and a part of the translations
            are expected in it.
        meanings: what each of its words may mean, to find translations of them in a foreign source.
        measure: measures how near sentences are to the claim in meaning, where there is an encoder.
    """
    worths = {word: _worth(word, source.index) for word in _telling(words)}
    told = _of_words(worths, source.index)
    sought = frozenset().union(*meanings.values())
    translated = places_of(sought, source.source)
    for places in translated.values():
        value = thresholds().translated * source.index.rarity(places)
        for place in places:
            told[place] = told.get(place, 0.0) + value
    expected = sum(worths.values())
    if foreign:
        rarities = (source.index.rarity(translated.get(each, ())) for each in sought)
        expected = thresholds().translations * thresholds().translated * sum(rarities)
    found = tuple(_of_hits(each, source) for each in hits)
    nearness = None
    if measure is not None:
        most = _ENCODED_FOREIGN if foreign else _ENCODED
        best = sorted(told, key=lambda place: -told[place])[:most]
        nearness = measure(source, sorted({*best, *_bearing(hits, source)[:most]}), sorted(best[:_ENCODED]))
        told = _with_meaning(told, nearness.sentences)
    worth = tuple(source.index.rarity(_places(each, source)) for each in hits)
    meant = {word: [at for each in some for at in translated.get(each, ())] for word, some in meanings.items()}
    return Anchor(told, found, expected, worth, nearness, _said(words, meant, source.index, foreign=foreign))


def _said(
    words: Sequence[Word], meant: Mapping[str, Places], index: PassageIndex, *, foreign: bool
) -> Mapping[int, int] | None:
    """How many of the words of a claim that are no names each sentence has: themselves, or translated."""
    every = [word for word in _telling(words) if not word.capital]
    plain = [word for word in every if not word.light] or every
    translated = [places for word, places in meant.items() if word.islower()]
    if not (translated if foreign else plain):
        return None
    standing = (index.of_stem(word) or index.of_skeleton(word) for word in plain)
    return Counter(place for places in (*translated, *standing) for place in set(places))


def _telling(words: Sequence[Word]) -> list[Word]:
    """The distinct words that are no numbers."""
    return list({word.stem: word for word in words if not word.number}.values())


def _worth(word: Word, index: PassageIndex) -> float:
    return index.rarity(index.of_stem(word) or index.of_skeleton(word)) * (thresholds().light if word.light else 1.0)


def _of_words(words: Mapping[Word, float], index: PassageIndex) -> dict[int, float]:
    """What words agree in each sentence, from what each is worth."""
    told: defaultdict[int, float] = defaultdict(float)
    for word, value in words.items():
        exact = index.of_stem(word)
        for place in exact:
            told[place] += value
        for place in sorted(set(index.of_skeleton(word)).difference(exact)):
            told[place] += value * thresholds().alike
    return dict(told)


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


def _bearing(hits: Sequence[Sequence[Hit]], source: PreparedSource) -> list[int]:
    """The sentences in which the source bears on most facts."""
    bearing: Counter[int] = Counter()
    for each in hits:
        bearing.update({source.sentence_at(hit.start) for hit in each if hit.relation is not Relation.NUANCE})
    return [place for place, _ in bearing.most_common()]


def _with_meaning(told: Evidence, near: Evidence) -> dict[int, float]:
    return dict(told) | {
        place: told.get(place, 0.0) + thresholds().meaning * max(each - thresholds().unrelated, 0.0)
        for place, each in near.items()
    }
