"""Text → numbers with what they count, their bounds and ranges; the kinds that count pick theirs from these."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from citecheck.facts.interface import Mention
from citecheck.language.aligned import aligned
from citecheck.language.calendar import date_spans
from citecheck.language.lexicon import Unit, money_words, number_words, units
from citecheck.language.numerals import Numeral, Sort, read_numerals

ROUGHLY = 0.2
"""A collective such as "une dizaine" stands for its number give or take this share: 8 to 12."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A number in its context.

    ``start`` and ``end`` enclose the number with its bound and unit, ``number`` is the span of the digits or words
    themselves. ``low`` and ``high`` bound it (``None``: open). ``noun`` is the first word behind it, as written.
    ``unit.group`` is ``money``, ``percent`` or a group of ``units.json``. ``near`` marks approximations.
    """

    start: int
    end: int
    number: tuple[int, int]
    low: float | None
    high: float | None
    sort: Sort
    step: float
    alternate: float | None = None
    unit: Unit | None = None
    noun: str = ""
    near: bool = False
    digits: bool = False

    @property
    def value(self) -> float:
        """The number to compare by size: the upper end, or the lower where there is none."""
        return self.high if self.high is not None else self.low or 0.0


@dataclass(frozen=True, slots=True)
class CountMention(Mention):
    """A counted fact; ``counted`` holds what was parsed, ``language`` the language it was read in."""

    counted: Counted
    language: str


@lru_cache(maxsize=64)
def read_counted(text: str, language: str) -> tuple[Counted, ...]:
    """Every number of a text that is not a part of a date or a time of day, in order."""
    numerals = _outside_dates(read_numerals(text, language), date_spans(text, language))
    low = aligned(text)
    return tuple(_with_context(_joined(numerals, low, language), low, language))


def _outside_dates(numerals: Sequence[Numeral], spans: Sequence[tuple[int, int]]) -> list[Numeral]:
    kept, index = [], 0
    for numeral in numerals:
        while index < len(spans) and spans[index][1] <= numeral.start:
            index += 1
        if index == len(spans) or numeral.end <= spans[index][0]:
            kept.append(numeral)
    return kept


# Ranges -------------------------------------------------------------------------------------------------------


def _joined(numerals: Sequence[Numeral], low: str, language: str) -> Iterator[Counted]:
    """Numbers one by one, the two ends of a range as one ("between 40 and 85", "40 to 85", "40-85")."""
    index = 0
    while index < len(numerals):
        first = numerals[index]
        second = numerals[index + 1] if index + 1 < len(numerals) else None
        ranged = _range(first, second, low, language) if second is not None else None
        if second is not None and _is_score(first, second, low, language):
            yield replace(_alone(first), unit=SCORE)
            yield replace(_alone(second), unit=SCORE)
            index += 2
        elif ranged is not None:
            yield ranged
            index += 2
        else:
            yield _alone(first)
            index += 1


def _alone(numeral: Numeral) -> Counted:
    span = (numeral.start, numeral.end)
    low: float | None = numeral.value
    high: float | None = numeral.value
    if numeral.sort is Sort.ABOUT:
        low, high = numeral.value * (1 - ROUGHLY), numeral.value * (1 + ROUGHLY)
    elif numeral.sort is Sort.VAGUE:
        high = None
    return Counted(
        *span,
        span,
        low,
        high,
        numeral.sort,
        numeral.step,
        numeral.alternate,
        near=numeral.sort is Sort.ABOUT,
        digits=numeral.digits,
    )


_DASH = re.compile(r" ?- ?")
SCORE = Unit("score", "score")
_HIGHEST_SCORE = 20
"""Two numbers up to here with a dash between them and nothing counted behind are the score of a game."""


def _range(first: Numeral, second: Numeral, low: str, language: str) -> Counted | None:
    if second.start - first.end > 12 or not first.sort is second.sort is Sort.CARDINAL:
        return None
    gap, words = low[first.end : second.start], number_words(language)
    start = first.start
    before = low[max(start - 12, 0) : start]
    if _DASH.fullmatch(gap):
        if low[second.end : second.end + 1] == "-" or before.endswith("-"):
            return None
    else:
        middle = gap.strip()
        opener = next((each for each, link in words.between.items() if link == middle and _ends(before, each)), "")
        if not opener and (middle not in words.to or any(_ends(before, each) for each in words.change)):
            return None
        start -= len(opener) + 1 if opener else 0
    bottom = first.value * _shared_scale(first, second)
    if bottom >= second.value:
        return None
    span, step = (first.start, second.end), min(first.step, second.step)
    return Counted(start, second.end, span, bottom, second.value, Sort.CARDINAL, step, digits=first.digits)


def _is_score(first: Numeral, second: Numeral, low: str, language: str) -> bool:
    if not (first.digits and second.digits and low[first.end : second.start] == "-" and low[second.end :][:1] != "-"):
        return False
    if first.value >= second.value:
        return first.value <= 4 * _HIGHEST_SCORE
    return second.value <= _HIGHEST_SCORE and not _words_behind(low, second.end, number_words(language).stops)


def _ends(before: str, word: str) -> bool:
    return before.endswith(f"{word} ") and not before[: -len(word) - 1][-1:].isalpha()


def _shared_scale(first: Numeral, second: Numeral) -> float:
    """The thousand or million of the second number that the first shares: 3 to 5 million."""
    if not second.digits or second.step < 1000 or first.step > 1 or first.value >= 1000:
        return 1.0
    scale = next(each for each in (1e3, 1e6, 1e9, 1e12) if each >= second.step)
    return scale if first.value * scale < second.value else 1.0


# Bounds and units ---------------------------------------------------------------------------------------------

_LAST_WORDS = re.compile(r"(\S+)\s*$")
_WORD = re.compile(r"[ '\-]*([^\W\d_]+)")
_SYMBOL = re.compile(r"[ -]?([^\s,;:!?()\[\]\"«»]+)")
_LINKS = frozenset(
    {"of", "de", "d", "des", "du", "di", "dei", "delle", "degli", "the", "los", "las", "les", "l", "dos"}
)
_NOUN_WITHIN = 4


def _with_context(found: Iterator[Counted], low: str, language: str) -> Iterator[Counted]:
    for counted in found:
        named = counted if counted.unit is not None else _named(counted, low, language)
        if counted.sort is Sort.ONE and (named.unit is None or named.unit.group in _NEVER_ONE):
            continue
        yield _bounded(named, low, language)


_NEVER_ONE = frozenset({"money", "percent", "place", "thing", "group", "period", "length", "area", "data", "energy"})
"""What "a" or "un" before does not count: the article is an article there far more often than a number."""


def _bounded(counted: Counted, low: str, language: str) -> Counted:
    words = number_words(language)
    bound, start = _bound_before(low, counted.start, words.bounds, words.one, language)
    if bound is None:
        bound = next((how for phrase, how in words.after.items() if _follows(low, counted, phrase, language)), None)
    if bound is None:
        return counted
    value = _centre(counted)
    if bound in ("min", "above"):
        return replace(counted, start=start, low=counted.low if counted.near is False else value, high=None)
    if bound in ("max", "below"):
        return replace(counted, start=start, low=None, high=value if counted.near else counted.high)
    return replace(counted, start=start, near=True)


def _centre(counted: Counted) -> float:
    ends = [end for end in (counted.low, counted.high) if end is not None]
    return sum(ends) / len(ends)


def _bound_before(
    low: str, start: int, bounds: Mapping[str, str], articles: Container[str], language: str
) -> tuple[str | None, int]:
    """How the phrase in front bounds the number, and where that phrase begins."""
    before = low[max(start - 32, 0) : start].rstrip(" $£€¥(")
    if language == "zh":
        phrase = next((each for each in bounds if before.endswith(each)), None)
        return (bounds[phrase], start - len(phrase)) if phrase else (None, start)
    parts = before.replace("'", "' ").split()
    if parts and parts[-1] in articles:
        parts.pop()
    for length in range(min(len(parts), 4), 0, -1):
        phrase = " ".join(parts[-length:]).replace("' ", "'")
        if phrase in bounds:
            return bounds[phrase], max(low.rfind(phrase.split()[0], 0, start), 0)
    return None, start


def _follows(low: str, counted: Counted, phrase: str, language: str) -> bool:
    gap = "" if language == "zh" else " "
    ends = (counted.number[1], counted.end)
    return any(low.startswith(gap + phrase, end) and not low[end + len(gap + phrase) :][:1].isalpha() for end in ends)


def _named(counted: Counted, low: str, language: str) -> Counted:
    """The number with what it counts or measures."""
    money = money_words(language)
    before = low[max(counted.start - 5, 0) : counted.start].rstrip()
    sign = next((each for each in _signs() if before.endswith(each) and _is_sign(before, each)), None)
    if sign is not None:
        start = low.rfind(sign, 0, counted.start)
        return replace(counted, start=start, unit=Unit(money.before[sign], "money"))
    end, noun = counted.number[1], ""
    if language == "zh":
        unit, end = _chinese_noun(low, end)
        return replace(counted, unit=unit, end=max(end, counted.end), noun=low[end - 2 : end] if unit else "")
    unit, unit_end, noun = _noun(low, end, counted.value, language)
    return replace(counted, unit=unit, noun=noun, end=max(unit_end, counted.end))


@lru_cache(maxsize=1)
def _signs() -> tuple[str, ...]:
    return tuple(sorted(money_words("en").before, key=len, reverse=True))


def _is_sign(before: str, sign: str) -> bool:
    return not sign[0].isalpha() or not before[: -len(sign)][-1:].isalpha()


def _noun(low: str, end: int, value: float, language: str) -> tuple[Unit | None, int, str]:
    """The unit behind a number, where its word ends, and the first word that is no link."""
    symbol = _SYMBOL.match(low, end)
    if symbol is not None:
        unit = _unit(symbol[1].rstrip("."), value, language)
        if unit is not None:
            return unit, symbol.end(1) - len(symbol[1]) + len(symbol[1].rstrip(".")), symbol[1]
    words = _words_behind(low, end, number_words(language).stops)
    noun = next((low[start:stop] for start, stop in words if low[start:stop] not in _LINKS), "")
    for index in range(min(len(words), _NOUN_WITHIN)):
        for last in range(min(index + 3, len(words)) - 1, index - 1, -1):
            stop = words[last][1]
            unit = _unit(low[words[index][0] : stop], value, language)
            if unit is not None:
                return unit, stop, noun
    return None, end, noun


def _words_behind(low: str, end: int, stops: Container[str]) -> list[tuple[int, int]]:
    words: list[tuple[int, int]] = []
    while len(words) < _NOUN_WITHIN + 2:
        match = _WORD.match(low, end)
        if match is None or match[1] in stops:
            break
        words.append(match.span(1))
        end = match.end()
    return words


def _unit(phrase: str, value: float, language: str) -> Unit | None:
    money = money_words(language)
    if phrase in money.percent:
        return PERCENT
    if phrase in money.points:
        return POINTS
    unit, currency = units(language).get(phrase), money.after.get(phrase)
    if currency is not None and (unit is None or value >= 1000):
        return Unit(currency, "money")
    return unit


PERCENT = Unit("%", "percent")
POINTS = Unit("percentage point", "percent")


_PUNCTUATION = frozenset('，。、；！？：（）()「」“”,.;!? \n"《》')
_CHINESE_GENERIC = frozenset("名位人个")


def _chinese_noun(low: str, end: int) -> tuple[Unit | None, int]:
    """The unit within a few letters behind a number; a noun behind a bare measure word is preferred to it."""
    best: tuple[Unit | None, int] = (None, end)
    for start in range(end, min(end + 7, len(low))):
        if low[start] in _PUNCTUATION or low[start].isdigit():
            break
        for length in range(5, 0, -1):
            unit = _unit(low[start : start + length], 0.0 if length == 1 and start > end else 1e6, "zh")
            if unit is None or (length == 1 and start > end + 1):
                continue
            if low[start : start + length] not in _CHINESE_GENERIC:
                return unit, start + length
            best = best if best[0] is not None else (unit, start + length)
    return best
