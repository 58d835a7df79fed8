"""A text → where dates may begin in it, and with what: that decides which notations are worth trying there."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.language.calendar_chinese import HAN
from citecheck.language.calendar_counted import STEPS
from citecheck.language.calendar_periods import ROMAN, part_words, period_heads, period_words
from citecheck.language.calendar_words import Calendar, calendar
from citecheck.language.notation import NAMED_DAYS_BEHIND, Head
from citecheck.language.number_words import number_words
from citecheck.language.other_calendars import hijri_words, names_hijri_month
from citecheck.language.small_numbers import small_numbers
from citecheck.language.tokens import Openers, Tokens, openers, tokens_of
from citecheck.language.units import units

Heads = frozenset[Head]
_NOTHING: Heads = frozenset()
_NUMBER = re.compile(r"(\d(?:(?<![\w.,:/$£€-].)|(?<=[^\d\s][-/(].))\d*)(?:,? ([^\W\d_]+))?|'(?<!\w.)(?=\d\d)")
"""A number that may begin a date, with the word behind it; or the apostrophe before the short number of a year."""
_GOES_ON = re.compile(r"[^\W_]|[-./'°]| [^\W_]| -")
"""What is behind a day, or a number of days, with no word beside it."""
_CHINESE_NUMBER = re.compile(r"(\d+)()")
_TWO_RUNS = re.compile(r"(\w+)(?:\W+(\w+))?")
_NEXT = re.compile(r"\W*([^\W_]+)")
_BESIDE = re.compile(r"\W?[' ]*(\w*)")
"""The word behind another, with a mark, apostrophes and spaces between them; nothing where there is none."""
_WORD = re.compile(r"[^\W_]+")
_WINDOW, _NEAR = 60, 4
"""So many letters, and so many words in them, hold what a date has behind its first word."""
_CLITICS = "وفبلك"
_LONGEST_COUNT = 3
_LENGTHS = {
    **dict.fromkeys((1, 2, 3), frozenset({Head.NUMBER})),
    4: frozenset({Head.YEAR}),
    8: frozenset({Head.STAMP}),
}
"""What a run of digits may be, by its length."""
_IN_WORDS = frozenset({Head.SPELLED, Head.ORDINAL})
_ALONE = {Head.WEEKDAY: Head.WEEKDAY_ALONE, Head.MONTH: Head.MONTH_ALONE}


Phrases = Mapping[str, Sequence[tuple[str, Heads]]]
"""Phrases with what they are, by their second run of letters, or the empty string."""
_NO_PHRASES: Phrases = {}


class Opening(NamedTuple):
    """Where a date may begin, where the words end that say so, and what they are."""

    start: int
    end: int
    heads: Heads


@dataclass(frozen=True, slots=True)
class DateOpenings:
    """What dates of a language begin with.

    ``openers`` are those that one word tells, ``pairs`` words with those of which one has to stand behind them.
    ``phrases`` has, by their first run of letters (in Chinese, their first character), what a date may begin with.
    What stands behind decides as well: ``followers`` are the words, and ``steps`` beginnings of words, of which one
    stands behind a number in a date, but for a day behind one of ``alone``; a number or one of ``months`` behind a
    weekday or month of which it is the day; one of ``counted`` or ``steps`` soon behind a number in words; one of
    ``behind``, or a number, behind a word that begins a date only before such.
    """

    language: str
    openers: Openers
    pairs: Mapping[str, frozenset[str]]
    phrases: Mapping[str, Phrases]
    followers: frozenset[str]
    counted: frozenset[str]
    steps: tuple[str, ...]
    numbers: frozenset[str]
    months: frozenset[str]
    alone: tuple[str, ...]
    behind: Mapping[Head, frozenset[str]]

    def places(self, text: str) -> Sequence[int]:
        """Where a date may begin, by what stands there alone."""
        if self.language == "zh":
            return [match.start() for match in _chinese_starts().finditer(aligned(text))]
        tokens, low = tokens_of(text), aligned(text)
        return sorted({*tokens.openings(self.openers), *self._before_others(tokens, low)})

    def _before_others(self, tokens: Tokens, low: str) -> Iterator[int]:
        """Where words stand that begin a date only before certain others, with one of these behind them."""
        for word, start in tokens.standing(frozenset(self.pairs)):
            beside = _BESIDE.match(low, start + len(word))
            behind = beside[1] if beside is not None else ""
            if behind in self.pairs[word] or behind[:1].isdigit() or behind.startswith(self.steps):
                yield start

    def at(self, low: str, place: int) -> Opening | None:
        """What a date at a place of an aligned text would begin with; ``None`` where there can be none."""
        if low[place].isdigit() or low[place] == "'":
            return self._number(low, place)
        first, second = (low[place], "") if self.language == "zh" else _two_runs(low, place)
        heads, end = self._phrases(low, place, first, second)
        for length in _clitics(low, place) if self.language == "ar" else ():
            more, last = self._phrases(low, place + length, first[length:], second)
            heads, end = heads | more, max(end, last)
        if heads and self.language != "zh":
            heads = self._followed(heads, low, place, end)
        return Opening(place, end, heads) if heads else None

    def _phrases(self, low: str, place: int, first: str, second: str) -> tuple[Heads, int]:
        """What the phrases are that stand at a place, and where the longest ends."""
        heads, last = _NOTHING, place
        phrases = self.phrases.get(first, _NO_PHRASES)
        for phrase, found in (*phrases.get("", ()), *(phrases.get(second, ()) if second else ())):
            end = place + len(phrase)
            if low.startswith(phrase, place) and (self.language == "zh" or not _goes_on(low, phrase, end)):
                heads, last = heads | found, max(last, end)
        return heads, last

    def _number(self, low: str, place: int) -> Opening | None:
        match = (_CHINESE_NUMBER if self.language == "zh" else _NUMBER).match(low, place)
        if match is None:
            return None
        digits, word = match.groups()
        if digits is None:
            return Opening(place, place + 1, frozenset({Head.DECADE}))
        heads, end = _LENGTHS.get(len(digits), _NOTHING), match.end(1)
        if len(digits) <= _LONGEST_COUNT and self.language != "zh":
            if not self._is_day_before(word, low, end) and not low.endswith(self.alone, 0, place):
                return None
            if word in _hijri_followers() and names_hijri_month(low[end : end + _WINDOW]):
                heads |= {Head.HIJRI}
        return Opening(place, end, heads) if heads else None

    def _is_day_before(self, word: str | None, low: str, end: int) -> bool:
        """Whether what ends with digits may be a day or count, by the word behind it or what else stands there."""
        if word is None:
            return _GOES_ON.match(low, end) is not None
        return word in self.followers or word.startswith(self.steps)

    def _followed(self, heads: Heads, low: str, place: int, end: int) -> Heads:
        """The heads that what stands behind leaves: no weekday or month with a day, nor a count, without a number."""
        if not heads.isdisjoint(self.behind):
            behind = _NEXT.match(low, end)
            word = behind[1] if behind is not None else ""
            heads = frozenset(head for head in heads if head not in self.behind or self._is_behind(head, word))
        if not heads.isdisjoint(_ALONE):
            words = _WORD.findall(low[end : end + _WINDOW])[:_NEAR]
            if not any(word[0].isdigit() or word in self.numbers or word in self.months for word in words):
                heads = frozenset(_ALONE.get(head, head) for head in heads)
        # What is counted may be a part of a phrase that ends there: "fourth of July".
        if not heads.isdisjoint(_IN_WORDS) and not self._may_count(_WORD.findall(low[place : end + _WINDOW])):
            heads -= _IN_WORDS
        return heads

    def _may_count(self, words: Sequence[str]) -> bool:
        """Whether one of the words makes a date of a number in words: a month, a quarter, days."""
        return not self.counted.isdisjoint(words) or any(word.startswith(self.steps) for word in words)

    def _is_behind(self, head: Head, word: str) -> bool:
        counted = head is Head.ONE and word.startswith(self.steps)
        return counted or word[:1].isdigit() or word in self.behind[head]


def _two_runs(low: str, place: int) -> tuple[str, str]:
    match = _TWO_RUNS.match(low, place)
    return (match[1], match[2] or "") if match is not None else ("", "")


def _clitics(low: str, place: int) -> Iterator[int]:
    """The lengths of what may be written together with the word behind it."""
    for length in (1, 2):
        if low[place + length - 1 : place + length] not in _CLITICS or not low[place + length :]:
            return
        yield length


def _goes_on(low: str, phrase: str, end: int) -> bool:
    """Whether the last word of a phrase is only the beginning of one; some end with a space, or a clitic."""
    return phrase[-1].isalnum() and low[end : end + 1].isalnum() and not phrase.endswith(" ب")


@lru_cache(maxsize=16)
def date_openings(language: str) -> DateOpenings:
    """What dates of a language begin with; of one without tables, digits."""
    words = calendar(language)
    phrases = _by_first_run(_words_by_head(words, language), language)
    links = chain(words.of, words.the, words.to, words.suffix, hijri_words())
    nouns = period_words(language).nouns()
    counted = _first_words(chain(words.months, words.months_relative, nouns, _whole_steps(language)))
    behind = _behind(words, language)
    pairs = _pairs(phrases, behind) if language not in ("zh", "ar") else {}
    # A word may be written together with one or two before it, which are a letter each.
    joined = f"[{_CLITICS}]{{1,2}}{alternation(phrases)}$" if language == "ar" else ""
    return DateOpenings(
        language=language,
        openers=openers((run for run in phrases if run not in pairs), joined),
        pairs=pairs,
        phrases=phrases,
        followers=counted | _first_words(links),
        counted=counted,
        steps=tuple(stem for stem, unit in units(language).stems.items() if unit.name in STEPS),
        numbers=frozenset(small_numbers(language).simple),
        months=_first_words(words.months),
        alone=tuple(f"{word} " for word in words.the) if language in NAMED_DAYS_BEHIND else (),
        behind=behind,
    )


def _behind(words: Calendar, language: str) -> dict[Head, frozenset[str]]:
    """What has to stand behind words that begin a date only before certain others, or a number."""
    known = number_words(language)
    counts = chain(small_numbers(language).simple, known.one, known.bounds, words.bare_units)
    ones = chain(_whole_steps(language), words.counted_sides(1), period_words(language).nouns())
    return {
        Head.COUNTED: _first_words(counts),
        Head.DECADE: _first_words(words.weekdays),
        Head.ONE: _first_words(ones),
    }


def _pairs(phrases: Mapping[str, Phrases], behind: Mapping[Head, frozenset[str]]) -> dict[str, frozenset[str]]:
    """The runs that begin a date only before others, with these: all but those that are a date's beginning alone."""
    found = {}
    for run, own in phrases.items():
        alone = {head for _, heads in own.get("", ()) for head in heads}
        if alone <= behind.keys():
            seconds = {second for second in own if second}
            found[run] = frozenset(seconds.union(*(behind[head] for head in alone)))
    return found


def _words_by_head(words: Calendar, language: str) -> Iterator[tuple[Head, Iterable[str]]]:
    """The words that a date may begin with, by what they are."""
    yield Head.MONTH, words.months
    yield Head.WEEKDAY, words.weekdays
    yield Head.SPELLED, HAN if language == "zh" else small_numbers(language).simple
    yield Head.ORDINAL, words.nth
    yield Head.LAST, {*words.last, *words.coming}
    yield Head.PERIOD, period_heads(language)
    yield Head.FEAST, words.feasts
    yield Head.EASTER, words.easter
    yield Head.FLOATING, words.floating
    yield Head.DAYS, words.days
    yield Head.WEEKS, words.weeks
    yield Head.MONTHS, words.months_relative
    yield Head.YEARS, words.years
    yield Head.NEXT, words.next
    yield Head.DECADE_WORD, words.decades
    if language != "zh":
        yield Head.ONE, {*number_words(language).one, *words.bare_units, *ROMAN}
        yield Head.COUNTED, words.counted_sides(0)
        yield Head.DECADE, words.decade_before
        yield Head.PART, part_words(language)


def _by_first_run(tables: Iterable[tuple[Head, Iterable[str]]], language: str) -> Mapping[str, Phrases]:
    heads: dict[str, Heads] = {}
    for head, phrases in tables:
        for phrase in phrases:
            heads[phrase] = heads.get(phrase, _NOTHING) | {head}
    grouped: dict[str, dict[str, list[tuple[str, Heads]]]] = {}
    for phrase, found in heads.items():
        first, second = (phrase[0], "") if language == "zh" else _two_runs(phrase, 0)
        grouped.setdefault(first, {}).setdefault(second, []).append((phrase, found))
    return grouped


@lru_cache(maxsize=1)
def _chinese_starts() -> re.Pattern[str]:
    return re.compile(rf"(?<!\d)\d|[{''.join(date_openings('zh').phrases)}]")


def _whole_steps(language: str) -> Iterator[str]:
    return (word for word, unit in units(language).whole.items() if unit.name in STEPS)


def _first_words(phrases: Iterable[str]) -> frozenset[str]:
    return frozenset(first[0] for phrase in phrases if (first := _WORD.search(phrase)))


@lru_cache(maxsize=1)
def _hijri_followers() -> frozenset[str]:
    return _first_words(hijri_words())
