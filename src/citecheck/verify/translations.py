"""Words of a claim → the sentences of a source in another language that hold a translation of them."""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from citecheck.facts.concepts import han_words, meanings
from citecheck.facts.source import Source
from citecheck.language.words import form, words
from citecheck.verify.words import is_stop_word

Places = Mapping[int, Sequence[int]]
"""For each meaning, the numbers of the sentences that hold a word for it, ascending, without doubles."""

_PARTICLE = re.compile("^(?:[وفبك]?ال|[وف]?لل|[وفبلك])(?=\\w{3})")


def told_meanings(text: str, language: str) -> frozenset[int]:
    """The meanings that the words of a text may have, common words left out."""
    spoken = {text[start:end] for start, end in words(text)}
    return frozenset().union(*(meanings(form(word), language) for word in spoken if not is_stop_word(word, language)))


def places_of(told: Collection[int], source: Source) -> dict[int, Sequence[int]]:
    """Where a source has words for some meanings."""
    if source.setting.language == "zh":
        found = {meaning: _han_places(meaning, source) for meaning in told}
    else:
        found = {meaning: source.derived(_meaning_places).get(meaning, ()) for meaning in told}
    return {meaning: places for meaning, places in found.items() if places}


def _meaning_places(source: Source) -> Places:
    known = {token: _meanings(token, source.setting.language) for token in set(source.tokens)}
    places: defaultdict[int, dict[int, None]] = defaultdict(dict)
    for (start, _), token in zip(source.words, source.tokens, strict=True):
        for meaning in known[token]:
            places[meaning][source.sentence_at(start)] = None
    return {meaning: tuple(found) for meaning, found in places.items()}


def _meanings(token: str, language: str) -> frozenset[int]:
    """The meanings of a word as written; an Arabic one may have an article or a particle before it."""
    if is_stop_word(token, language):
        return frozenset()
    spoken = form(token)
    found = meanings(spoken, language)
    return found if found or language != "ar" else meanings(_PARTICLE.sub("", spoken), language)


def _han_places(meaning: int, source: Source) -> Sequence[int]:
    found = {
        number
        for number, (start, end) in enumerate(source.sentences)
        if any(source.text.find(word, start, end) >= 0 for word in han_words(meaning))
    }
    return tuple(sorted(found))
