"""Text → content words, each with keys by which it meets its counterpart in the same or another language."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from citecheck.language.aligned import aligned
from citecheck.language.calendar_words import calendar
from citecheck.language.number_words import number_words
from citecheck.language.tokens import Tokens, tokens_of
from citecheck.language.transliterate import latin, skeleton
from citecheck.language.units import units

_GROUP = re.compile(r"\d{3}(?!\d)")
_GROUPED_BY = frozenset(",. \u00a0\u202f")
"""What parts the digits of one number."""
_IDEOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")
_RUN = re.compile(rf"{_IDEOGRAPHIC.pattern}+|\d+|[^\W\d]+")
_SUFFIX = re.compile(r"(?:ingly|edly|ments?|ations?|iness|ings?|ies|ied|ely|ers?|ed|es|ly|s|e|y)$")
_SHORTEST_SKELETON = 3
_SHORTEST_STEM = 3
_LONGEST_STEM = 5
_KEPT = 131_072


@dataclass(frozen=True, slots=True)
class Word:
    """A content word.

    ``stem`` is what it shares with its inflected forms, or what it stands for where the lexicons know it in many
    languages (a month, a unit, a number in words), or its digits. ``skeleton`` is its consonants, empty where
    there are too few. ``capital`` says that it begins with one, ``number`` that it counts, ``light`` that it says
    little of what a sentence is about.
    """

    stem: str
    skeleton: str = ""
    capital: bool = False
    number: bool = False
    light: bool = False


@cache
def _listed(name: str, language: str) -> frozenset[str]:
    """A list of words in Latin letters; of all languages together where the language is unknown."""
    table = json.loads(files("citecheck.verify").joinpath("data/words.json").read_text("utf-8"))[name]
    lists = [table.get(language, "")] if language in _tongues() else table.values()
    return frozenset(latin(word) for listed in lists for word in listed.split())


@cache
def _tongues() -> frozenset[str]:
    return frozenset(json.loads(files("citecheck.verify").joinpath("data/words.json").read_text("utf-8"))["stop"])


def is_stop_word(word: str, language: str) -> bool:
    """Whether a word is one of those that every text is full of: an article, a pronoun, a preposition."""
    return latin(word) in _listed("stop", language)


def content_words(text: str, language: str) -> list[Word]:
    """The content words of a text in order; ideographs come as overlapping pairs."""
    tokens = tokens_of(text)
    written = list(tokens.written)
    for first, last in reversed(joined_digits(tokens)):
        written[first : last + 1] = ["".join(written[first : last + 1])]
    return [word for token in written for word in words_of(token, language)]


def joined_digits(tokens: Tokens) -> list[tuple[int, int]]:
    """The first and the last of the words that are the digits of one number: 740,000."""
    groups = (tokens.at[word] for word in tokens.mixed if _GROUP.match(word))
    joined: list[tuple[int, int]] = []
    for place in sorted(place for places in groups for place in places if _continues(place, tokens)):
        first = joined.pop()[0] if joined and joined[-1][1] == place - 1 else place - 1
        joined.append((first, place))
    return joined


def _continues(place: int, tokens: Tokens) -> bool:
    """Whether digits stand before a word and a mark or space that parts the digits of one number."""
    if not place or tokens.between(place - 1, place) not in _GROUPED_BY:
        return False
    return tokens.written[place - 1][-1].isdecimal()


@lru_cache(maxsize=_KEPT)
def words_of(token: str, language: str) -> tuple[Word, ...]:
    """What a word as written comes to: nothing where it is no content word, several words of Chinese characters."""
    if not _IDEOGRAPHIC.search(token):
        return _of_letters(token, language)
    parts = (
        tuple(_pairs(part)) if _IDEOGRAPHIC.match(part) else _of_letters(part, language) for part in _RUN.findall(token)
    )
    return tuple(word for part in parts for word in part)


def _of_letters(token: str, language: str) -> tuple[Word, ...]:
    folded = latin(token)
    if token[0].isdigit():
        return (Word(folded, number=True),)
    if not folded or folded in _listed("stop", language) or (len(folded) == 1 and token.isascii()):
        return ()
    meaning = _meaning(token, language)
    if meaning is not None:
        return (meaning,)
    light = folded in _listed("light", language)
    bones = "" if light else skeleton(token)
    long_enough = len(bones) >= _SHORTEST_SKELETON
    return (Word(_stem(folded), bones if long_enough else "", capital=token[0].isupper(), light=light),)


def _meaning(token: str, language: str) -> Word | None:
    """A word of the lexicons, which hold months, days, numbers and counted things in many languages."""
    spoken = aligned(token)
    number = number_words(language).cardinal.get(spoken)
    if number is not None and number >= 2:
        return Word(f"{number:g}", number=True)
    month = calendar(language).months.get(spoken)
    if month is not None and (token[0].isupper() or spoken not in calendar(language).ambiguous):
        return Word(f"month {month}", number=True)
    weekday = calendar(language).weekdays.get(spoken)
    if weekday is not None and len(spoken) > 3:
        return Word(f"weekday {weekday}", light=True)
    unit = units(language).get(spoken)
    return None if unit is None else Word(f"unit {unit.name}", light=unit.group in ("period", "person"))


def _stem(folded: str) -> str:
    """The first letters of a word, less the endings of English inflection: rough, and useful in many languages."""
    shorter = _SUFFIX.sub("", folded)
    return (shorter if len(shorter) >= _SHORTEST_STEM else folded)[:_LONGEST_STEM]


def _pairs(run: str) -> Iterator[Word]:
    for index in range(max(len(run) - 1, 1)):
        yield Word(run[index : index + 2])
