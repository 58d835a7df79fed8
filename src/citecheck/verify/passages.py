"""Source → an index that says in which of its sentences a word stands."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import log

from citecheck.facts.source import Source
from citecheck.language.vocabulary import vocabulary
from citecheck.verify.words import Word, joined_digits, words_of

_ORDINARY = 30
"""Sentences of a short news report."""

Places = Sequence[int]
"""The numbers of sentences, ascending, without doubles."""


def _keys(token: str, language: str) -> set[tuple[str, str]]:
    """The stems of a word's content words, and their skeletons."""
    words = words_of(token, language)
    return {(word.stem, "") for word in words} | {("", word.skeleton) for word in words if word.skeleton}


class PassageIndex:
    """Where the content words of a source stand. ``size`` is the number of its sentences."""

    def __init__(self, source: Source) -> None:
        self.size = len(source.sentences)
        self._source = source
        self._at = source.tokens.at
        joined = joined_digits(source.tokens)
        self._numbers = {first: "".join(source.tokens.written[first : last + 1]) for first, last in joined}
        self._digits = {place for first, last in joined for place in range(first, last + 1)}
        self._counted = self._with_numbers()
        self._vocabulary = vocabulary(_keys, source.setting.language, self._at)
        self._vocabulary.learn(self._counted)
        self._of_stem: dict[str, Places] = {}
        self._of_skeleton: dict[str, Places] = {}
        self._pairs: dict[int, frozenset[tuple[str, str]]] = {}

    def _with_numbers(self) -> dict[str, list[int]]:
        """Where the words stand that are digits of longer numbers, or such numbers as one word: 740,000."""
        found = {
            token: [place for place in self._at[token] if place not in self._digits]
            for token in {self._source.tokens.written[place] for place in self._digits}
        }
        for place, number in self._numbers.items():
            found[number] = [*found.get(number, self._at.get(number, ())), place]
        return found

    def rarity(self, places: Places) -> float:
        """The inverse document frequency of a word that stands in ``places``, smoothed; never below zero.

        A short source is taken for a part of one of ordinary length: a word is not common because it stands in both
        of two sentences.
        """
        return log((max(self.size, _ORDINARY) + 1) / (len(places) + 0.5)) if self.size else 0.0

    def of_stem(self, word: Word) -> Places:
        """The sentences that hold a word's stem."""
        if word.stem not in self._of_stem:
            self._of_stem[word.stem] = self._places(self._vocabulary.having((word.stem, "")))
        return self._of_stem[word.stem]

    def of_skeleton(self, word: Word) -> Places:
        """The sentences that hold a word's skeleton."""
        if word.skeleton not in self._of_skeleton:
            self._of_skeleton[word.skeleton] = self._places(self._vocabulary.having(("", word.skeleton)))
        return self._of_skeleton[word.skeleton]

    def _places(self, tokens: Iterable[str]) -> Places:
        starts, sentence_at = self._source.tokens.starts, self._source.sentence_at
        places = (place for token in tokens for place in self._counted.get(token, self._at.get(token, ())))
        return tuple(sorted({sentence_at(starts[place]) for place in places}))

    def has_pair(self, first: Word, second: Word) -> bool:
        """Whether two words stand next to each other in a sentence, in their order."""
        pair, shared = (first.stem, second.stem), set(self.of_stem(first)).intersection(self.of_stem(second))
        return any(pair in self._pairs_of(sentence) for sentence in shared)

    def _pairs_of(self, sentence: int) -> frozenset[tuple[str, str]]:
        if sentence not in self._pairs:
            self._pairs[sentence] = frozenset(pairwise(self._row(sentence)))
        return self._pairs[sentence]

    def _row(self, sentence: int) -> Iterator[str]:
        """The stems of a sentence in order."""
        starts, sentences = self._source.tokens.starts, self._source.sentences
        first = bisect_left(starts, sentences[sentence][0])
        last = bisect_left(starts, sentences[sentence + 1][0]) if sentence + 1 < self.size else len(starts)
        for place in range(first, last):
            if place in self._numbers or place not in self._digits:
                token = self._numbers.get(place, self._source.tokens.written[place])
                yield from (word.stem for word in words_of(token, self._source.setting.language))
