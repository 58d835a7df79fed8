"""Text → content words, each with keys by which it meets its counterpart in the same or another language."""

import json
import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from citecheck.language.transliterate import latin, skeleton

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’.][^\W\d_]+)*|\d+(?:[.,:  ’']\d+)*")
_IDEOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_SUFFIX = re.compile(
    r"(?:ingly|edly|ments?|ations?|iness|ings?|ies|ied|ely|ers?|ed|es|ly|s|e|y)$",
)
_MIN_SKELETON = 3
_MIN_STEM = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: its stem, its consonant skeleton where that is long enough, and how it was written."""

    text: str
    stem: str
    skeleton: str
    capital: bool
    number: bool


@cache
def stop_words(language: str) -> frozenset[str]:
    """The function words of a language in Latin letters; of all together where it is unknown."""
    table = json.loads(files("citecheck.verify").joinpath("data/stopwords.json").read_text("utf-8"))["languages"]
    lists = [table[language]] if language in table else table.values()
    return frozenset(latin(word) for words in lists for word in words.split())


@lru_cache(maxsize=100_000)
def stem(folded: str) -> str:
    """A folded word without the endings that English inflection adds; other languages keep six letters of it."""
    shorter = _SUFFIX.sub("", folded)
    return shorter if len(shorter) >= _MIN_STEM else folded


@lru_cache(maxsize=100_000)
def _word(text: str, language: str) -> Word | None:
    folded = latin(text)
    if text[0].isdigit():
        return Word(text, folded, "", capital=False, number=True)
    if not folded or folded in stop_words(language) or (len(folded) == 1 and text.isascii()):
        return None
    bones = skeleton(text)
    return Word(
        text, stem(folded), bones if len(bones) >= _MIN_SKELETON else "", capital=text[0].isupper(), number=False
    )


def content_words(text: str, language: str) -> list[Word]:
    """The content words of a text in order; ideographs come as overlapping pairs."""
    words: list[Word] = []
    for token in _TOKEN.findall(text):
        if _IDEOGRAPHIC.search(token):
            words.extend(_pairs(token))
        elif (word := _word(token, language)) is not None:
            words.append(word)
    return words


def _pairs(run: str) -> list[Word]:
    pairs = [run[index : index + 2] for index in range(max(len(run) - 1, 1))]
    return [Word(pair, pair, "", capital=False, number=False) for pair in pairs]
