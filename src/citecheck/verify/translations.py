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
    (spoken, written), language, tokens = source.derived(_spoken), source.setting.language, source.tokens
    for stem in stems_for(meaning):
        for index in range(bisect_left(spoken, stem), len(spoken)):
            word = spoken[index]
            if not word.startswith(stem):
                break
            if meaning in meanings(word, language, common=True):
                having = (token for token in {word, *written.get(word, ())} if not is_stop_word(token, language))
                places = (place for token in having for place in tokens.at.get(token, ()))
                yield from (source.sentence_at(tokens.starts[place]) for place in places)


def _spoken(source: Source) -> tuple[list[str], dict[str, list[str]]]:
    """The forms of a source's words, sorted, and how those are written that are otherwise; Arabic without particles."""
    tokens = source.tokens
    if source.setting.language != "ar":
        return tokens.forms, tokens.by_form
    written = {word: [*having] for word, having in tokens.by_form.items()}
    for word, having in tokens.by_form.items():
        written.setdefault(_PARTICLE.sub("", word), []).extend(having)
    return sorted(written.keys() | tokens.forms), written


def _han_places(meaning: int, source: Source) -> Iterator[int]:
    for word in han_words(meaning):
        start = source.text.find(word)
        while start >= 0:
            yield source.sentence_at(start)
            start = source.text.find(word, start + len(word))
