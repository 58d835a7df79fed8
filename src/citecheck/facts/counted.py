"""Text → numbers with what they count, their bounds and ranges; the kinds that count pick theirs from these."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from citecheck.facts.interface import Mention
from citecheck.language.aligned import aligned
from citecheck.language.calendar import date_spans
from citecheck.language.clock import read_times
from citecheck.language.lexicon import NumberWords, Unit, money_words, number_words, units, units_by_name
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
    times = ((each.start, each.end) for each in read_times(text, language))
    spans = sorted((*date_spans(text, language), *times))
    numerals = _outside(read_numerals(text, language), spans)
    low = aligned(text)
    return tuple(_with_context(_joined(numerals, low, language), text, low, language))


def _outside(numerals: Sequence[Numeral], spans: Sequence[tuple[int, int]]) -> list[Numeral]:
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
            yield _score(first, second)
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
_SIGNS = re.compile(r"[-%°€$£]")
_SIGNS_OF_UNITS = frozenset("%°€$£")
SCORE = Unit("score", "score")
"""What two numbers count that are the result of a game."""
_HIGHEST_SCORE = 20
"""Two numbers up to here with a dash between them and nothing counted behind are the score of a game."""


def _range(first: Numeral, second: Numeral, low: str, language: str) -> Counted | None:
    if second.start - first.end > 14 or second.sort is not Sort.CARDINAL or first.sort not in (Sort.CARDINAL, Sort.ONE):
        return None
    gap, words = low[first.end : second.start], number_words(language)
    start = first.start
    before = low[max(start - 12, 0) : start]
    if _DASH.fullmatch(gap) and first.sort is Sort.CARDINAL:
        if low[second.end : second.end + 1] == "-" or before.endswith("-"):
            return None
    else:
        middle = _between(gap, words)
        opener = next((each for each, link in words.between.items() if link == middle and _ends(before, each)), "")
        if not opener and (middle not in words.to or any(_ends(before, each) for each in words.change)):
            return None
        start -= len(opener) + 1 if opener else 0
    bottom = first.value * _shared_scale(first, second)
    if bottom >= second.value:
        return None
    span, step = (first.start, second.end), min(first.step, second.step)
    return Counted(start, second.end, span, bottom, second.value, Sort.CARDINAL, step, digits=first.digits)


def _between(gap: str, words: NumberWords) -> str:
    """What joins two numbers, without signs and articles: "70 % y un 90 %", "18- to 29-year-olds"."""
    parts = _SIGNS.sub(" ", gap).split()
    return " ".join(part for part in parts if part not in words.one)


def _score(first: Numeral, second: Numeral) -> Counted:
    """A score: its two sides as the ends of an interval, the smaller first, as winners are named first or last."""
    low, high = sorted((first.value, second.value))
    span = (first.start, second.end)
    return Counted(*span, span, low, high, Sort.CARDINAL, 1.0, unit=SCORE, digits=True)


def _is_score(first: Numeral, second: Numeral, low: str, language: str) -> bool:
    if not first.digits or not second.digits or first.sort is not Sort.CARDINAL or second.sort is not Sort.CARDINAL:
        return False
    gap, words = low[first.end : second.start].strip(), number_words(language)
    if (gap not in ("-", ":") and gap not in words.to) or low[second.end :][:1] == "-":
        return False
    highest = _HIGHEST_SCORE if gap != ":" else 10 * _HIGHEST_SCORE
    counts = bool(_words_behind(low, second.end, words.stops)) or low[second.end :].lstrip()[:1] in _SIGNS_OF_UNITS
    changes = any(_ends(low[max(first.start - 12, 0) : first.start], each) for each in words.change)
    if (changes and counts) or max(first.value, second.value) > 10 * _HIGHEST_SCORE:
        return False
    return gap == ":" or (first.value >= second.value and gap == "-") or (second.value <= highest and not counts)


def _ends(before: str, word: str) -> bool:
    """Whether a text ends with a word, or with the word and a short article behind it ("entre un 70 %")."""
    parts = before.split()
    return word in parts[-1:] or (word in parts[-2:-1] and len(parts[-1]) <= 3) or before.endswith(f" {word} ")


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
_PHRASE = re.compile(r"[ -]((?:[^\s,;:!?()]+ ){1,2}[^\s,;:!?()]+)")
_LINKS = frozenset(
    {"of", "de", "d", "des", "du", "di", "dei", "delle", "degli", "the", "los", "las", "les", "l", "dos"}
)
_NOUN_WITHIN = 4


def _with_context(found: Iterator[Counted], text: str, low: str, language: str) -> Iterator[Counted]:
    for counted in found:
        named = counted if counted.unit is not None else _named(counted, text, low, language)
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


def _named(counted: Counted, text: str, low: str, language: str) -> Counted:
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
    if unit is None and _century_before(low, counted.start, language):
        unit = units_by_name()["century"]
    if unit is None and (_is_age(counted, text, low, language) or (counted.sort is Sort.ABOUT and counted.digits)):
        unit = units_by_name()["year"]
    return replace(counted, unit=unit, noun=noun, end=max(unit_end, counted.end))


def _century_before(low: str, start: int, language: str) -> bool:
    word = _LAST_WORDS.search(low, max(start - 14, 0), start)
    unit = units(language).get(word[1]) if word is not None else None
    return unit is not None and unit.name == "century"


_OLDEST = 115
_BESIDE_NAME = re.compile(r"[A-ZÀ-ÞА-ЯЄІЇҐ][\w.'’-]+(?:, ?| \()$")


def _is_age(counted: Counted, text: str, low: str, language: str) -> bool:
    """Whether a bare number is an age: behind "aged", or set off behind a name ("Palin, 29," or "Palin (29)")."""
    start, end = counted.number
    if not 1 <= counted.value <= _OLDEST or counted.low != counted.high or counted.sort is not Sort.CARDINAL:
        return False
    before = low[max(start - 24, 0) : start].rstrip()
    if any(before.endswith(each) for each in number_words(language).age_before):
        return True
    set_off = low[end : end + 1] in (",", ")") or low[end : end + 2] == " -"
    return counted.digits and set_off and _BESIDE_NAME.search(text, max(start - 24, 0), start) is not None


@lru_cache(maxsize=1)
def _signs() -> tuple[str, ...]:
    return tuple(sorted(money_words("en").before, key=len, reverse=True))


def _is_sign(before: str, sign: str) -> bool:
    return not sign[0].isalpha() or not before[: -len(sign)][-1:].isalpha()


def _noun(low: str, end: int, value: float, language: str) -> tuple[Unit | None, int, str]:
    """The unit behind a number, where its word ends, and the first word that is no link."""
    phrase, symbol = _PHRASE.match(low, end), _SYMBOL.match(low, end)
    for length in (3, 2):
        if phrase is None:
            break
        several = " ".join(phrase[1].split()[:length]).rstrip(".")
        unit = _unit(several, value, language)
        if unit is not None:
            return unit, phrase.start(1) + len(several), several
    if symbol is not None:
        written = symbol[1].rstrip(".")
        unit = _unit(written, value, language)
        if unit is not None:
            return unit, symbol.start(1) + len(written), written
    words = _words_behind(low, end, number_words(language).stops)
    noun = next((low[start:stop] for start, stop in words if low[start:stop] not in _LINKS), "")
    for index in range(min(len(words), _NOUN_WITHIN)):
        for last in range(min(index + 3, len(words)) - 1, index - 1, -1):
            stop = words[last][1]
            unit = _unit(low[words[index][0] : stop], value, language)
            if unit is not None and _may_follow(unit, [low[slice(*word)] for word in words[:index]], language):
                return unit, stop, noun
    return None, end, noun


def _may_follow(unit: Unit, between: list[str], language: str) -> bool:
    """Whether a unit may stand behind these words: a noun after any, a measure after a filler only."""
    if unit.group == "money":
        return len(between) <= 2
    if unit.factor is None and unit.group != "percent":
        return True
    fillers = number_words(language).fillers
    return all(len(word) > 1 and (word in _LINKS or word in fillers) for word in between)


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
