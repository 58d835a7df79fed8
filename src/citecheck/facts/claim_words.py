"""Text → its words, with what their capitals tell: nothing at the start of a sentence or in a headline."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from citecheck.facts.gazetteer import lookup, lookup_forms
from citecheck.facts.vocabulary import openers
from citecheck.language.sentences import split_sentences
from citecheck.language.tokens import tokens_of
from citecheck.language.words import form

_LOUD = 0.6
"""A text with this share of capital letters is a headline: its capitals say nothing."""
_HEADLINE = 0.85
_SHORTEST_HEADLINE = 5
"""A sentence of so many telling words, of which this share has capitals, is a headline in title case."""
_LARGE = 100_000
_LONGEST_KNOWN = 4


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the text. ``opens`` says that it begins a sentence, so that its capital tells nothing."""

    start: int
    end: int
    text: str
    form: str
    opens: bool

    @property
    def is_capitalised(self) -> bool:
        """Whether it begins with a capital, or holds one with digits (``MQ``, ``iPhone``, ``11M``)."""
        return self.text[0].isupper() or (not self.text.islower() and any(map(str.isupper, self.text)))


def telling_words(text: str, language: str) -> list[Word]:
    """The words of a text; of headlines in title case only those that are well-known names, of shouted text none."""
    return [] if _is_loud(text) else _quiet(_words(text, language), text, language)


def _words(text: str, language: str) -> list[Word]:
    tokens = tokens_of(text)
    firsts = {bisect_left(tokens.starts, start) for start, _ in split_sentences(text, language)}
    return [
        Word(start, start + len(word), word, form(word), place in firsts or _is_quoted(text, start))
        for place, (start, word) in enumerate(zip(tokens.starts, tokens.written, strict=True))
    ]


def _is_quoted(text: str, start: int) -> bool:
    """Whether a word follows a colon or an opening quotation mark after one, as the start of somebody's words."""
    before = text[max(0, start - 4) : start]
    return before.rstrip(" \u00a0\u202f\"“„«'‘").endswith(":")


def _is_loud(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    return len(letters) > 20 and sum(map(str.isupper, letters)) > _LOUD * len(letters)


def _quiet(found: Sequence[Word], text: str, language: str) -> list[Word]:
    """The words, of sentences in title case only well-known places and organisations, since capitals say nothing."""
    kept: list[Word] = []
    for start, end in split_sentences(text, language):
        sentence = [word for word in found if start <= word.start < end]
        if _is_loud_sentence(sentence, language) or (
            _is_headline(sentence, language) and not text[start:end].endswith(".")
        ):
            kept += _known_words(sentence)
        else:
            kept += sentence
    return kept


def _is_loud_sentence(sentence: Sequence[Word], language: str) -> bool:
    """Whether every word of a sentence has a capital, small words among them."""
    titled = any(word.form in openers(language) for word in sentence[1:])
    return titled and len(sentence) > 3 and all(word.is_capitalised or word.text.isdigit() for word in sentence)


def _is_headline(sentence: Sequence[Word], language: str) -> bool:
    """Whether nearly all telling words have capitals, or fewer of them and a word like "with" or "is" as well."""
    telling = [word for word in sentence if word.form not in openers(language) and not word.text.isdigit()]
    capitals = sum(word.is_capitalised for word in telling)
    idle = [word for word in sentence[1:] if word.form in openers(language)]
    titled = sum(word.text[0].isupper() and word.text[1:].islower() for word in idle)
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
