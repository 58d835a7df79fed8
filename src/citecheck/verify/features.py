"""Claim × sources → a few numbers, each of which says something of how well the claim is supported."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from citecheck.verify.passages import PassageIndex
from citecheck.verify.words import Word

_LIGHT = 0.4
_BEST_SENTENCES = 3

Mask = int
"""A set of the claim's words, a bit for each."""


@dataclass(frozen=True, slots=True)
class Features:
    """What of a claim stands in its sources.

    ``coverage`` and ``named_coverage`` are the shares of its content words, and of its names and numbers, in the
    three sentences that together hold most; ``numbers`` the share of its numbers anywhere; ``phrases`` that of its
    pairs of neighbouring words. ``missing_numbers`` counts numbers that stand nowhere, ``missing_names`` names
    that are not in the best three sentences in a row.
    """

    coverage: float
    named_coverage: float
    numbers: float
    phrases: float
    missing_numbers: float
    missing_names: float


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    """A claim's distinct words, each with its bit; those that say little, names and numbers."""

    words: tuple[Word, ...]
    light: Mask
    names: Mask
    numbers: Mask

    def share(self, covered: Mask, asked: Mask) -> float:
        """The weighted share of the words asked for that are covered; 1 where none is asked for."""
        total = self.weight(asked)
        return self.weight(covered & asked) / total if total else 1.0

    def weight(self, mask: Mask) -> float:
        """The sum of the weights of some words."""
        light = (mask & self.light).bit_count()
        return mask.bit_count() - light + _LIGHT * light


def features(words: Sequence[Word], indexes: Sequence[PassageIndex]) -> Features:
    """Measure a claim, given as its content words, against the sources that it cites, taken together."""
    vocabulary = _vocabulary(words)
    everything = (1 << len(vocabulary.words)) - 1
    masks = [_masks(vocabulary, index) for index in indexes]
    present = _union(mask for each in masks for mask in each.values())
    covered = _greedy(masks, vocabulary.weight)
    window = max((_best_window(each, vocabulary) for each in masks), key=vocabulary.weight, default=0)
    named = vocabulary.names | vocabulary.numbers
    return Features(
        coverage=vocabulary.share(covered, everything),
        named_coverage=vocabulary.share(covered, named),
        numbers=vocabulary.share(present, vocabulary.numbers),
        phrases=_phrases(words, indexes),
        missing_numbers=float((vocabulary.numbers & ~present).bit_count()),
        missing_names=float((vocabulary.names & ~window).bit_count()),
    )


def _vocabulary(words: Sequence[Word]) -> _Vocabulary:
    unique = tuple({word.stem: word for word in words}.values())
    first = words[0].stem if words else ""
    names = _union(1 << bit for bit, word in enumerate(unique) if word.capital and word.stem != first)
    numbers = _union(1 << bit for bit, word in enumerate(unique) if word.number)
    light = _union(1 << bit for bit, word in enumerate(unique) if word.light)
    return _Vocabulary(unique, light, names, numbers)


def _union(masks: Iterable[Mask]) -> Mask:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _masks(vocabulary: _Vocabulary, index: PassageIndex) -> dict[int, Mask]:
    """For each sentence that holds words of the claim, which."""
    masks: dict[int, Mask] = {}
    for bit, word in enumerate(vocabulary.words):
        for place in index.of_stem(word):
            masks[place] = masks.get(place, 0) | 1 << bit
    return masks


def _greedy(masks: Sequence[dict[int, Mask]], weigh: Callable[[Mask], float]) -> Mask:
    """What the best sentences hold together, each chosen for what it adds."""
    distinct = {mask for each in masks for mask in each.values()}
    covered = 0
    for _ in range(_BEST_SENTENCES):
        covered |= max(distinct, key=lambda mask: weigh(mask & ~covered), default=0)
    return covered


def _best_window(masks: dict[int, Mask], vocabulary: _Vocabulary) -> Mask:
    """What the best three sentences in a row hold together."""
    windows = {masks[place] | masks.get(place + 1, 0) | masks.get(place + 2, 0) for place in masks}
    return max(windows, key=vocabulary.weight, default=0)


def _phrases(words: Sequence[Word], indexes: Sequence[PassageIndex]) -> float:
    wanted = list(pairwise(words))
    if not wanted:
        return 1.0
    return sum(any(index.has_pair(*pair) for index in indexes) for pair in wanted) / len(wanted)
