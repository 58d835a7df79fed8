"""Source → an index that says in which of its sentences a word stands."""

from collections import defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise
from math import log

from citecheck.facts.source import Source
from citecheck.verify.words import Word, ungrouped, words_of

_ORDINARY = 30
"""Sentences of a short news report."""

Places = Sequence[int]
"""The numbers of sentences, ascending, without doubles."""


class PassageIndex:
    """Where the content words of a source stand. ``size`` is the number of its sentences."""

    def __init__(self, source: Source) -> None:
        self.size = len(source.sentences)
        self._stems: defaultdict[str, list[int]] = defaultdict(list)
        self._skeletons: defaultdict[str, list[int]] = defaultdict(list)
        self._row: list[str] = []
        starts, tokens = ungrouped(source.text, source.words, source.tokens)
        known = {token: words_of(token, source.setting.language) for token in set(tokens)}
        number, following = -1, 0
        for start, token in zip(starts, tokens, strict=True):
            if start >= following:
                number = source.sentence_at(start)
                following = source.sentences[number + 1][0] if number + 1 < self.size else len(source.text)
                self._row.append("")
            for word in known[token]:
                self._row.append(word.stem)
                self._stems[word.stem].append(number)
                if word.skeleton:
                    self._skeletons[word.skeleton].append(number)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The stems that stand next to each other in a sentence, in their order; an empty one begins a sentence."""
        return frozenset(pairwise(self._row))

    def rarity(self, places: Places) -> float:
        """The inverse document frequency of a word that stands in ``places``, smoothed; never below zero.

        A short source is taken for a part of one of ordinary length: a word is not common because it stands in both
        of two sentences.
        """
        return log((max(self.size, _ORDINARY) + 1) / (len(places) + 0.5)) if self.size else 0.0

    def of_stem(self, word: Word) -> Places:
        """The sentences that hold a word's stem."""
        return tuple(dict.fromkeys(self._stems.get(word.stem, ())))

    def of_skeleton(self, word: Word) -> Places:
        """The sentences that hold a word's skeleton."""
        return tuple(dict.fromkeys(self._skeletons.get(word.skeleton, ())))
