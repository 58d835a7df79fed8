"""The words behind a number → what it counts or measures."""

import re
from collections.abc import Container
from functools import lru_cache

from citecheck.language.number_words import number_words
from citecheck.language.units import Unit, money_words, units

PERCENT = Unit("%", "percent")
POINTS = Unit("percentage point", "percent")
Named = tuple[Unit | None, int, str]
"""A unit, the offset where its word ends, and the first word behind the number."""

_WORD = re.compile(r"[ '\-]*([^\W\d_]+)")
_SYMBOL = re.compile(r"[ -]?([^\s,;:!?()\[\]\"»«]{1,24})")
_PHRASE = re.compile(r"[ -]((?:[^\s,;:!?()]{1,24} ){1,2}[^\s,;:!?()]{1,24})")
_LONGEST_WORD = 24
_ARTICLE = re.compile("^[وفبلك]?ال")
_VOWEL_MARKS = re.compile("[\u064b-\u0652\u0640]")
_LINKS = frozenset(
    {"of", "de", "d", "des", "du", "di", "dei", "delle", "degli", "the", "los", "las", "les", "l", "dos"}
)
_WITHIN = 4
"""A noun may stand so many words behind its number."""
_AMOUNT = 1000
"""A word for money and for something else ("libras") is money from this number on."""
_MONEY_WITHIN = 2


def unit_of(phrase: str, value: float, language: str) -> Unit | None:
    """What a word or phrase behind a number stands for."""
    unit, money = _meanings(phrase, language)
    return money if money is not None and (unit is None or value >= _AMOUNT) else unit


@lru_cache(maxsize=16384)
def _meanings(phrase: str, language: str) -> tuple[Unit | None, Unit | None]:
    """What a word or phrase stands for where it does not stand for money, and where it does."""
    words = money_words(language)
    if words.percent.get(phrase):
        return PERCENT, None
    if words.points.get(phrase):
        return POINTS, None
    unit, currency = units(language).get(phrase), words.after.get(phrase)
    if unit is None and language == "ar":
        unit = units(language).get(_ARTICLE.sub("", phrase))
    return unit, Unit(currency, "money") if currency is not None else None


@lru_cache(maxsize=16)
def _first_words(language: str) -> frozenset[str]:
    """The first words of the units that are told in several: miles (per hour), mètres (carrés)."""
    words = money_words(language)
    tables = (words.percent, words.points, words.after, units(language))
    phrases = [phrase for table in tables for phrase in table.patterns() if " " in phrase]
    letters = (match[1] for phrase in phrases if (match := _WORD.match(phrase)))
    return frozenset(phrase.split(" ")[0] for phrase in phrases).union(letters)


def _may_go_on(word: str, language: str) -> bool:
    """Whether a unit of several words may begin with a word; asked first, since hardly any does."""
    firsts = _first_words(language)
    return word in firsts or (language == "ar" and _ARTICLE.sub("", word) in firsts)


def noun_behind(low: str, end: int, value: float, language: str, cuts: Container[int]) -> Named:
    """The unit behind a number that ends at ``end``; the search stops at the offsets ``cuts`` (where dates begin)."""
    measure = _measure(low, end, value, language)
    if measure is not None:
        return measure
    spans = _words_behind(low, end, language, cuts)
    words = [low[start:stop] for start, stop in spans]
    noun = next((word for word in words if word not in _LINKS), "")
    for index, word in enumerate(words[:_WITHIN]):
        goes_on = _may_go_on(word, language)
        for last in range(min(index + 3, len(words)) - 1, index - 1, -1):
            phrase, stop = low[spans[index][0] : spans[last][1]], spans[last][1]
            unit = unit_of(phrase, value, language) if goes_on or " " not in phrase else None
            if unit is not None and _may_follow(unit, words[:index], language):
                return unit, stop, noun
    return None, end, noun


def _measure(low: str, end: int, value: float, language: str) -> Named | None:
    """A unit right behind the number, in several words or with signs: miles per hour, °C, km/h."""
    first = _unmarked(low[end + 1 : end + 2 + _LONGEST_WORD].partition(" ")[0])
    phrase = _PHRASE.match(low, end) if _may_go_on(first, language) else None
    parts = phrase[1].split() if phrase is not None else []
    for length in range(len(parts), 1, -1):
        several = " ".join(parts[:length]).rstrip(".")
        unit = unit_of(_unmarked(several), value, language)
        if unit is not None:
            return unit, end + 1 + len(several), several
    symbol = _SYMBOL.match(low, end)
    if symbol is None:
        return None
    written = symbol[1].rstrip(".")
    unit = unit_of(_unmarked(written), value, language)
    return (unit, symbol.start(1) + len(written), written) if unit is not None else None


def _unmarked(written: str) -> str:
    return written if written.isascii() else _VOWEL_MARKS.sub("", written)


def _words_behind(low: str, end: int, language: str, cuts: Container[int]) -> list[tuple[int, int]]:
    stops = number_words(language).stops
    words: list[tuple[int, int]] = []
    while len(words) < _WITHIN + 2:
        match = _WORD.match(low, end)
        if match is None or match[1] in stops or match.start(1) in cuts:
            break
        words.append(match.span(1))
        end = match.end()
    return words


def _may_follow(unit: Unit, between: list[str], language: str) -> bool:
    """Whether a unit may stand behind these words: a noun after any, a measure after a filler only."""
    if unit.group == "money":
        return len(between) <= _MONEY_WITHIN
    if unit.factor is None and unit.group != "percent":
        return True
    fillers = number_words(language).fillers
    return all(len(word) > 1 and (word in _LINKS or word in fillers) for word in between)


@lru_cache(maxsize=1)
def _money_signs() -> tuple[str, ...]:
    """The signs for money before an amount, longest first."""
    return tuple(sorted(money_words("en").before, key=len, reverse=True))


def sign_before(low: str, start: int) -> tuple[Unit, int] | None:
    """The currency whose sign stands before a number, and where the sign begins."""
    before = low[max(start - 5, 0) : start].rstrip()
    if not before.endswith(_money_signs()):
        return None
    for sign in _money_signs():
        if before.endswith(sign) and not (sign[0].isalpha() and before[: -len(sign)][-1:].isalpha()):
            return Unit(money_words("en").before[sign], "money"), low.rfind(sign, 0, start)
    return None


_PUNCTUATION = frozenset('，。、；！？：（）()「」“”,.;!? \n"《》')
_CHINESE_GENERIC = frozenset("名位人个")
_CHINESE_WITHIN = 7
_CHINESE_LONGEST = 5


def chinese_noun(low: str, end: int) -> tuple[Unit | None, int]:
    """The unit within a few letters behind a number; a noun behind a bare measure word is preferred to it."""
    best: tuple[Unit | None, int] = (None, end)
    for start in range(end, min(end + _CHINESE_WITHIN, len(low))):
        if low[start] in _PUNCTUATION or low[start].isdigit():
            break
        for length in range(_CHINESE_LONGEST, 0, -1):
            word = low[start : start + length]
            unit = unit_of(word, 0.0 if length == 1 and start > end else _AMOUNT, "zh")
            if unit is None or (length == 1 and start > end + 1):
                continue
            if word not in _CHINESE_GENERIC:
                return unit, start + len(word)
            best = best if best[0] is not None else (unit, start + len(word))
    return best
