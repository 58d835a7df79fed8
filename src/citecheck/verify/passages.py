"""Sentences → an index that says in which of them a word stands."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

from citecheck.verify.words import Word, content_words

_ORDINARY = 30
"""Sentences of a short news report."""


@dataclass(frozen=True, slots=True)
class PassageIndex:
    """Where stems and skeletons stand: the indexes of sentences, ascending, without doubles.

    ``size`` is the number of sentences; ``pairs`` are stems that stand next to each other in one, in their order.
    """

    size: int
    stems: Mapping[str, tuple[int, ...]]
    skeletons: Mapping[str, tuple[int, ...]]
    pairs: frozenset[tuple[str, str]]

    def rarity(self, places: Sequence[int]) -> float:
        """The inverse document frequency of a word that stands in ``places``, smoothed; never below zero.

        A short source is taken for a part of one of ordinary length: a word is not common because it stands in both
        of two sentences.
        """
        return log((max(self.size, _ORDINARY) + 1) / (len(places) + 0.5)) if self.size else 0.0

    def places(self, word: Word) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The sentences that hold the word's stem, and those that hold its skeleton."""
        return self.stems.get(word.stem, ()), self.skeletons.get(word.skeleton, ()) if word.skeleton else ()


def index_sentences(sentences: Iterable[str], language: str) -> PassageIndex:
    """Index sentences by the stems and skeletons of their content words."""
    words = tuple(tuple(content_words(sentence, language)) for sentence in sentences)
    stems: defaultdict[str, dict[int, None]] = defaultdict(dict)
    skeletons: defaultdict[str, dict[int, None]] = defaultdict(dict)
    for number, sentence in enumerate(words):
        for word in sentence:
            stems[word.stem][number] = None
            if word.skeleton:
                skeletons[word.skeleton][number] = None
    pairs = frozenset((one.stem, two.stem) for sentence in words for one, two in pairwise(sentence))
    return PassageIndex(len(words), _frozen(stems), _frozen(skeletons), pairs)


def _frozen(table: Mapping[str, dict[int, None]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(places) for key, places in table.items()}
