"""Words as written, by keys that several of them share, of all the words that texts were seen to have."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from functools import lru_cache
from itertools import filterfalse

Keys = Callable[[str, str], Iterable[Hashable]]
"""The keys of a word in a language. Must be a module's function."""

_KEPT = 65_536


class Vocabulary:
    """The words that texts were seen to have, by their keys.

    Texts have the same words over and over, so that few of a new one need to be taken apart.
    """

    def __init__(self, keys: Keys, language: str) -> None:
        self._keys = keys
        self._language = language
        self._known: set[str] = set()
        self._having: defaultdict[Hashable, list[str]] = defaultdict(list)

    def __len__(self) -> int:
        return len(self._known)

    def learn(self, words: Collection[str]) -> None:
        """Take in the words of a text."""
        for word in filterfalse(self._known.__contains__, words):
            for key in self._keys(word, self._language):
                self._having[key].append(word)
            self._known.add(word)

    def having(self, key: Hashable) -> Sequence[str]:
        """The words that have a key."""
        return self._having.get(key, ())


@lru_cache(maxsize=16)
def _vocabulary(keys: Keys, language: str) -> Vocabulary:
    return Vocabulary(keys, language)


def vocabulary(keys: Keys, language: str, words: Collection[str]) -> Vocabulary:
    """A language's vocabulary that has the words of a text; a new one is begun where the old one has grown large."""
    if len(_vocabulary(keys, language)) > _KEPT:
        _vocabulary.cache_clear()
    known = _vocabulary(keys, language)
    known.learn(words)
    return known
