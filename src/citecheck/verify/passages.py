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
    """Where stems and skeletons stand: the indexes of sentences, ascending, without doubles."""

    sentences: tuple[tuple[Word, ...], ...]
    stems: Mapping[str, tuple[int, ...]]
    skeletons: Mapping[str, tuple[int, ...]]

    @property
    def size(self) -> int:
        """How many sentences there are."""
        return len(self.sentences)

    def rarity(self, places: Sequence[int]) -> float:
        """The inverse document frequency of a word that stands in ``places``, smoothed; never below zero.

        A short source is taken for a part of one of ordinary length: a word is not common because it stands in both
        of two sentences.
        """
        return log((max(self.size, _ORDINARY) + 1) / (len(places) + 0.5)) if self.size else 0.0

    def has_pair(self, first: str, second: str) -> bool:
        """Whether two stems stand next to each other in a sentence, in this order."""
        shared = set(self.stems.get(first, ())).intersection(self.stems.get(second, ()))
        return any(one.stem == first and two.stem == second for i in shared for one, two in pairwise(self.sentences[i]))

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
    return PassageIndex(words, _frozen(stems), _frozen(skeletons))


def _frozen(table: Mapping[str, dict[int, None]]) -> dict[str, tuple[int, ...]]:
    return {key: tuple(places) for key, places in table.items()}
