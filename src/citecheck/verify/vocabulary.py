"""Words as written → those that have a key of a content word, of all the words that texts were seen to have."""

from collections import defaultdict
from collections.abc import KeysView, Sequence
from functools import lru_cache

from citecheck.verify.words import words_of

_KEPT = 65_536


class Vocabulary:
    """The words of a language that texts were seen to have, by the keys of :class:`citecheck.verify.words.Word`.

    Texts have the same words over and over, so that few of a new one need to be taken apart.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._known: set[str] = set()
        self._by_stem: defaultdict[str, list[str]] = defaultdict(list)
        self._by_skeleton: defaultdict[str, list[str]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._known)

    def learn(self, tokens: KeysView[str]) -> None:
        """Take in the words of a text."""
        for token in tokens - self._known:
            for word in words_of(token, self._language):
                self._by_stem[word.stem].append(token)
                if word.skeleton:
                    self._by_skeleton[word.skeleton].append(token)
            self._known.add(token)

    def of_stem(self, stem: str) -> Sequence[str]:
        """The words that have a stem."""
        return self._by_stem.get(stem, ())

    def of_skeleton(self, skeleton: str) -> Sequence[str]:
        """The words that have a skeleton."""
        return self._by_skeleton.get(skeleton, ())


@lru_cache(maxsize=8)
def _vocabulary(language: str) -> Vocabulary:
    return Vocabulary(language)


def vocabulary(language: str, tokens: KeysView[str]) -> Vocabulary:
    """A language's vocabulary that has the words of a text; a new one is begun where the old one has grown large."""
    if len(_vocabulary(language)) > _KEPT:
        _vocabulary.cache_clear()
    known = _vocabulary(language)
    known.learn(tokens)
    return known
