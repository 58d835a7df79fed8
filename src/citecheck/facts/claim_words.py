"""Text → its words, with what their capitals tell: nothing at the start of a sentence or in a headline."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from citecheck.facts.gazetteer import lookup, lookup_forms
from citecheck.facts.vocabulary import openers
from citecheck.language.sentences import split_sentences
from citecheck.language.tokens import tokens_of
from citecheck.language.words import form

_LOUD = 0.6
_SHORTEST_LOUD = 20
"""A text of more letters, of which this share has capitals, is a headline: its capitals say nothing."""
_HEADLINE = 0.85
_SHORTEST_HEADLINE = 5
"""A sentence of so many telling words, of which this share has capitals, is a headline in title case."""
_LARGE = 100_000
_LONGEST_KNOWN = 4


class Word(NamedTuple):
    """A word of the text. ``opens`` says that it begins a sentence, so that its capital tells nothing.

    ``is_capitalised`` says that it begins with a capital, or holds one with digits (``MQ``, ``iPhone``, ``11M``).
    """

    start: int
    end: int
    text: str
    form: str
    opens: bool
    is_capitalised: bool


def telling_words(text: str, language: str) -> list[Word]:
    """The words of a text; of headlines in title case only those that are well-known names, of shouted text none."""
    if _is_loud(text):
        return []
    sentences = split_sentences(text, language)
    starts = tokens_of(text).starts
    bounds = [bisect_left(starts, start) for start, _ in sentences]
    found = _words(text, frozenset(bounds))
    kept: list[Word] = []
    for (start, end), (first, last) in zip(sentences, pairwise([*bounds, len(found)]), strict=True):
        kept += _quiet(found[first:last], text[start:end], language)
    return kept


def _words(text: str, firsts: frozenset[int]) -> list[Word]:
    """The words of a text, of which some begin sentences."""
    tokens, may_quote = tokens_of(text), ":" in text
    return [
        Word(
            start,
            start + len(word),
            word,
            form(word),
            place in firsts or (may_quote and _is_quoted(text, start)),
            not word.islower() and any(map(str.isupper, word)),
        )
        for place, (start, word) in enumerate(zip(tokens.starts, tokens.written, strict=True))
    ]


def _is_quoted(text: str, start: int) -> bool:
    """Whether a word follows a colon or an opening quotation mark after one, as the start of somebody's words."""
    before = text[max(0, start - 4) : start]
    return before.rstrip(" \u00a0\u202f\"“„«'‘").endswith(":")


def _is_loud(text: str) -> bool:
    if sum(map(str.isupper, text)) <= _LOUD * _SHORTEST_LOUD:
        return False
    letters = list(filter(str.isalpha, text))
    return len(letters) > _SHORTEST_LOUD and sum(map(str.isupper, letters)) > _LOUD * len(letters)


def _quiet(sentence: Sequence[Word], text: str, language: str) -> Sequence[Word]:
    """The words of a sentence, of one in title case only well-known places and organisations: capitals say nothing."""
    titled = _is_loud_sentence(sentence, language) or (_is_headline(sentence, language) and not text.endswith("."))
    return _known_words(sentence) if titled else sentence


def _is_loud_sentence(sentence: Sequence[Word], language: str) -> bool:
    """Whether every word of a sentence has a capital, small words among them."""
    loud = len(sentence) > 3 and all(word.is_capitalised or word.text.isdigit() for word in sentence)
    return loud and any(word.form in openers(language) for word in sentence[1:])


def _is_headline(sentence: Sequence[Word], language: str) -> bool:
    """Whether nearly all telling words have capitals, or fewer of them and a word like "with" or "is" as well."""
    small = openers(language)
    telling = [word for word in sentence if word.form not in small and not word.text.isdigit()]
    capitals = sum(word.is_capitalised for word in telling)
    titled = sum(word.form in small and word.text[0].isupper() and word.text[1:].islower() for word in sentence[1:])
    share = _HEADLINE if not titled else _HEADLINE - 0.15
    return len(telling) + 2 * titled >= _SHORTEST_HEADLINE and capitals >= share * len(telling)


def _known_words(sentence: Sequence[Word]) -> list[Word]:
    """The words of a headline that are names of the gazetteer, alone or in a row."""
    kept: list[Word] = []
    index = 0
    while index < len(sentence):
        lengths = range(min(_LONGEST_KNOWN, len(sentence) - index), 1, -1)
        length = next((each for each in lengths if lookup_forms(_forms(sentence[index : index + each]))), 0)
        if length or is_large(sentence[index].text):
            kept += sentence[index : index + max(length, 1)]
        index += max(length, 1)
    return kept


def _forms(sentence: Sequence[Word]) -> tuple[str, ...]:
    return tuple(word.form for word in sentence)


def is_large(word: str) -> bool:
    """Whether a word alone is a country, a region, a large city or an organisation."""
    return any(entry.kind != "city" or entry.population >= _LARGE for entry in lookup(word))
