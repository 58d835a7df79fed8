"""Words of a claim → the sentences of a source in another language that hold a translation of them."""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence

from citecheck.facts.concepts import han_words, meanings, stems_for
from citecheck.facts.source import Source
from citecheck.language.words import form, words
from citecheck.verify.words import is_stop_word

_PARTICLE = re.compile("^(?:[وفبك]?ال|[وف]?لل|[وفبلك])(?=\\w{3})")
"""The article and particles that Arabic writes before a word."""


def told_meanings(text: str, language: str) -> dict[str, frozenset[int]]:
    """The words of a text that may be translated, each with the meanings that it may have; stop words left out."""
    spoken = dict.fromkeys(text[start:end] for start, end in words(text))
    told = ((word, meanings(form(word), language, common=True)) for word in spoken if not is_stop_word(word, language))
    return {word: meant for word, meant in told if meant}


def places_of(told: Collection[int], source: Source) -> dict[int, Sequence[int]]:
    """For some meanings, the numbers of the sentences of a source that hold a word for them, ascending."""
    find = _han_places if source.setting.language == "zh" else _places
    found = {meaning: sorted(set(find(meaning, source))) for meaning in told}
    return {meaning: places for meaning, places in found.items() if places}


def _places(meaning: int, source: Source) -> Iterator[int]:
    spoken, language = source.derived(_spoken), source.setting.language
    for stem in stems_for(meaning):
        for index in range(bisect_left(spoken, (stem,)), len(spoken)):
            word, token = spoken[index]
            if not word.startswith(stem):
                break
            if meaning in meanings(word, language, common=True):
                tokens = source.tokens
                yield from (source.sentence_at(tokens.starts[place]) for place in tokens.at[token])


def _spoken(source: Source) -> list[tuple[str, str]]:
    """The words of a source by their forms, sorted, with how they are written; Arabic ones without particles too."""
    language = source.setting.language
    found = [(form(token), token) for token in source.tokens.at if not is_stop_word(token, language)]
    if language == "ar":
        found += [(bare, token) for word, token in found if (bare := _PARTICLE.sub("", word)) != word]
    return sorted(found)


def _han_places(meaning: int, source: Source) -> Iterator[int]:
    for word in han_words(meaning):
        start = source.text.find(word)
        while start >= 0:
            yield source.sentence_at(start)
            start = source.text.find(word, start + len(word))
