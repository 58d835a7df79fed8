"""The tables in ``data/`` and the words in them; each room of words has its own module beside this one.

All words are given as :func:`citecheck.language.aligned.aligned` writes them. Tables are loaded when first asked for.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar, cast

from citecheck.language.aligned import aligned

LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "ar", "ru", "uk", "zh")
"""Languages with full tables; others are read for digits only."""

Table = dict[str, Any]
T = TypeVar("T")


@lru_cache(maxsize=16)
def load_table(name: str) -> Table:
    """A table of ``data/`` by the name of its file."""
    return cast("Table", json.loads(files(__package__).joinpath("data", f"{name}.json").read_text(encoding="utf-8")))


def aligned_words(table: Mapping[str, float]) -> dict[str, float]:
    """The table with its words aligned."""
    return {aligned(word): value for word, value in table.items()}


def aligned_phrases(table: Mapping[str, str]) -> dict[str, str]:
    """The table with its phrases and their values aligned."""
    return {aligned(phrase): aligned(value) for phrase, value in table.items()}


def split_words(words: str) -> list[str]:
    """The words of a list as the tables write it: parted by spaces, an underscore for a space in a phrase."""
    return [aligned(word).replace("_", " ") for word in words.split()]


@dataclass(frozen=True, slots=True)
class WordTable(Generic[T]):
    """Words and stems of words with what they stand for."""

    whole: Mapping[str, T]
    stems: Mapping[str, T]
    shortest: int
    longest: int

    def get(self, word: str) -> T | None:
        """What a word stands for: by itself, or by its longest stem."""
        found = self.whole.get(word)
        if found is not None or not self.stems:
            return found
        for length in range(min(len(word), self.longest), self.shortest - 1, -1):
            found = self.stems.get(word[:length])
            if found is not None and " " not in word[length:]:
                return found
        return None

    def patterns(self) -> list[str]:
        """The words as they are, the stems without their star."""
        return [*self.whole, *self.stems]


def word_table(entries: Iterable[tuple[str, T]]) -> WordTable[T]:
    """A table from words and stems (``hélicopt*``); of two entries for a word the first counts."""
    whole: dict[str, T] = {}
    stems: dict[str, T] = {}
    for word, value in entries:
        table, key = (stems, word[:-1]) if word.endswith("*") else (whole, word)
        table.setdefault(key, value)
    lengths = [len(stem) for stem in stems] or [1]
    return WordTable(whole, stems, min(lengths), max(lengths))
