"""The date notations of a language, each tried only where a text holds a word or number that it may begin with."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from citecheck.language.alternation import alternation, followed
from citecheck.language.calendar_chinese import HAN, chinese_notations, chinese_starters
from citecheck.language.calendar_counted import STEPS, steps
from citecheck.language.calendar_notations import numeric_notations, worded_notations
from citecheck.language.calendar_periods import ROMAN, part_words, period_heads, period_words
from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.notation import Head, Notation, clitic
from citecheck.language.number_words import number_words
from citecheck.language.other_calendars import hijri_notations, hijri_words, names_hijri_month
from citecheck.language.small_numbers import small_numbers
from citecheck.language.units import units

Heads = frozenset[Head]
_NOTHING: Heads = frozenset()
_NUMBER = re.compile(r"(\d+)(?: ([^\W\d_]+))?")
_WORD = re.compile(r"[^\W_]+")
_WINDOW, _NEAR = 60, 4
"""So many letters, and so many words in them, hold what a date has behind its first word."""
_CLITICS = 2


@dataclass(frozen=True, slots=True)
class DatePatterns:
    """Where a date of a language may begin, and the notations to try there, best first.

    ``starters`` matches where one may begin; ``heads`` says what the words are that it matches. What stands behind
    decides which notations are worth trying: ``followers`` are the words, and ``steps`` beginnings of words, of which
    one stands behind a number in a date; a number or one of ``months`` stands behind a weekday or month of which it is
    the day; one of ``counts`` behind "in" or "ago".
    """

    language: str
    starters: re.Pattern[str]
    heads: Mapping[str, Heads]
    followers: frozenset[str]
    steps: tuple[str, ...]
    numbers: frozenset[str]
    months: frozenset[str]
    counts: frozenset[str]

    def matching(self, text: str, starter: re.Match[str]) -> Iterator[tuple[str, re.Match[str]]]:
        """The notations that match where a starter does, best first, with their names."""
        position = starter.start()
        for notation in _beginning(self.language, self._heads(text, starter)):
            match = _compiled(notation.pattern).match(text, position)
            if match is not None:
                yield notation.name, match

    def _heads(self, text: str, starter: re.Match[str]) -> Heads:
        word = starter.group()
        if word.isdigit():
            return self._number(text, starter.start())
        if word[0] == "'":
            return frozenset({Head.DECADE})
        heads = self.heads.get(word, _NOTHING)
        for length in range(1, _CLITICS + 1) if clitic(self.language) else ():
            heads |= self.heads.get(word[length:], _NOTHING)
        if self.language == "zh" or heads.isdisjoint(_BY_WHAT_FOLLOWS):
            return heads
        return self._followed(heads, _WORD.findall(text[starter.end() : starter.end() + _WINDOW])[:_NEAR])

    def _number(self, text: str, position: int) -> Heads:
        match = _NUMBER.match(text, position)
        length = len(match[1]) if match else 0
        if match is None or length not in _LENGTHS:
            return _NOTHING
        word = match[2]
        if length > _LONGEST_COUNT or word is None or self.language == "zh":
            return _LENGTHS[length]
        if word not in self.followers and not word.startswith(self.steps):
            return _NOTHING
        behind = text[match.end(1) : match.end(1) + _WINDOW]
        hijri = word in _hijri_followers() and names_hijri_month(behind)
        return _LENGTHS[length] | {Head.HIJRI} if hijri else _LENGTHS[length]

    def _followed(self, heads: Heads, words: list[str]) -> Heads:
        """The heads that what stands behind leaves: no weekday or month with a day, nor a count, without a number."""
        dated = any(word[0].isdigit() or word in self.numbers or word in self.months for word in words)
        if not dated:
            heads = frozenset(_ALONE.get(head, head) for head in heads)
        counted = words and (words[0][0].isdigit() or words[0] in self.counts)
        return heads if counted else heads - {Head.COUNTED}


_BY_WHAT_FOLLOWS = frozenset({Head.MONTH, Head.WEEKDAY, Head.COUNTED})
_ALONE = {Head.WEEKDAY: Head.WEEKDAY_ALONE, Head.MONTH: Head.MONTH_ALONE}
_LONGEST_COUNT = 3
_LENGTHS = {
    **dict.fromkeys((1, 2, 3), frozenset({Head.NUMBER})),
    4: frozenset({Head.YEAR}),
    8: frozenset({Head.STAMP}),
}
"""What a run of digits may be, by its length."""


@lru_cache(maxsize=1024)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@lru_cache(maxsize=1024)
def _beginning(language: str, heads: Heads) -> tuple[Notation, ...]:
    """The notations that begin with one of the heads."""
    return tuple(each for each in _notations(language) if not heads.isdisjoint(each.heads))


@lru_cache(maxsize=16)
def _notations(language: str) -> tuple[Notation, ...]:
    worded = chinese_notations() if language == "zh" else worded_notations(language)
    return (*hijri_notations(), *numeric_notations(), *worded)


@lru_cache(maxsize=16)
def date_patterns(language: str) -> DatePatterns:
    """The patterns of a language; one without tables has the numeric notations only."""
    plain, guarded = _plain_words(calendar(language), language), _guarded_words(calendar(language), language)
    heads = _heads_of_words([*plain.items(), *guarded.items()], parted=language != "zh")
    phrases = {word for words in plain.values() for word in words}
    pattern = chinese_starters(phrases) if language == "zh" else _starters(calendar(language), phrases, language)
    return DatePatterns(
        language=language,
        starters=re.compile(pattern),
        heads=heads,
        followers=_first_words(_followers(calendar(language), language)),
        steps=tuple(stem for stem, unit in units(language).stems.items() if unit.name in STEPS),
        numbers=frozenset(small_numbers(language).simple),
        months=_first_words(calendar(language).months),
        counts=_first_words(_counts(calendar(language), language)),
    )


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(first[0] for phrase in phrases if (first := _WORD.search(phrase)))


@lru_cache(maxsize=1)
def _hijri_followers() -> frozenset[str]:
    return _first_words(hijri_words())


def _counts(words: Calendar, language: str) -> Iterator[str]:
    """What a number of days may begin with."""
    known = number_words(language)
    return chain(small_numbers(language).simple, known.one, known.bounds, words.bare_units)


def _plain_words(words: Calendar, language: str) -> dict[Head, Iterable[str]]:
    """The words that begin a date wherever they stand, by what they are."""
    return {
        Head.MONTH: words.months,
        Head.WEEKDAY: words.weekdays,
        Head.SPELLED: HAN if language == "zh" else small_numbers(language).simple,
        Head.ORDINAL: words.nth,
        Head.LAST: {*words.last, *words.coming},
        Head.PERIOD: period_heads(language),
        Head.FEAST: words.feasts,
        Head.EASTER: words.easter,
        Head.FLOATING: words.floating,
        Head.DAYS: words.days,
        Head.WEEKS: words.weeks,
        Head.MONTHS: words.months_relative,
        Head.YEARS: words.years,
        Head.NEXT: words.next,
        Head.DECADE_WORD: words.decades,
    }


def _guarded_words(words: Calendar, language: str) -> dict[Head, Iterable[str]]:
    """The words that begin a date only before certain others."""
    return {
        Head.ONE: {*number_words(language).one, *words.bare_units, *ROMAN},
        Head.COUNTED: words.counted_sides(0),
        Head.DECADE: words.decade_before,
        Head.PART: part_words(language),
    }


def _heads_of_words(tables: Iterable[tuple[Head, Iterable[str]]], *, parted: bool) -> dict[str, Heads]:
    """What each word that a date may begin with is; of a phrase, what its beginnings are as well."""
    own: dict[str, Heads] = {}
    for head, table in tables:
        for word in table:
            own[word] = own.get(word, _NOTHING) | {head}
    return {word: heads.union(*_of_beginnings(word, own, parted=parted)) for word, heads in own.items()}


def _of_beginnings(word: str, heads: Mapping[str, Heads], *, parted: bool) -> Iterator[Heads]:
    for end in range(1, len(word)):
        if not parted or not word[end].isalnum():
            yield heads.get(word[:end], _NOTHING)
            yield heads.get(word[: end + 1], _NOTHING)


def _starters(words: Calendar, phrases: set[str], language: str) -> str:
    behind: dict[str, list[str]] = {word: [_WORD_END] for word in phrases}
    for options, following in _behind_guarded_words(words, language):
        for word in options:
            behind.setdefault(word, []).append(following)
    patterns = {
        word: _WORD_END if _WORD_END in options else f"(?:{'|'.join(options)})" for word, options in behind.items()
    }
    # A search skips to what may begin a date, so that comes first, and behind it what may not stand before it.
    word = rf"{clitic(language)}{followed(patterns)}"
    return rf"\d(?:(?<![\w.,:/$£€-].)|(?<=[^\d\s][-/(].))|'(?<!\w.)\d\d|\b{word}"


def _behind_guarded_words(words: Calendar, language: str) -> Iterator[tuple[Iterable[str], str]]:
    """The words that begin a date only before certain others, with what has to stand behind them."""
    initials = re.escape("".join(sorted({each[0] for each in _counts(words, language)})))
    yield number_words(language).one, rf"(?= {steps(language)})"
    yield words.bare_units, rf"(?= {alternation(words.counted_sides(1))})"
    yield words.counted_sides(0), rf"(?=[\d{initials}])"
    yield words.decade_before, rf"(?= (?:'{{0,2}}\d|{alternation(words.weekdays)}))"  # "the Sunday" too
    yield part_words(language), "(?=[ -])"
    yield ROMAN, rf"(?= {alternation(period_words(language).nouns())})"


_WORD_END = r"(?!\w)"


def _followers(words: Calendar, language: str) -> Iterator[str]:
    """What may stand behind a number in a date, a space away."""
    whole = (word for word, unit in units(language).whole.items() if unit.name in STEPS)
    links = (*words.of, *words.the, *words.to, *words.suffix)
    nouns = period_words(language).nouns()
    return chain(words.months, words.months_relative, links, whole, nouns, hijri_words())
