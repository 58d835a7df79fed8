"""Text → the times of day written in it: 1:13pm, 13h13, 1.13 p.m., 13 Uhr, half past three, noon."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.language.calendar_words import ClockWords, clock_words
from citecheck.language.chinese_numerals import LETTERS, read_chinese
from citecheck.language.number_words import number_words
from citecheck.language.tokens import Openers, matches, openers, tokens_of
from citecheck.language.units import units


@dataclass(frozen=True, slots=True)
class WrittenTime:
    """A time of day: half-open offsets, minutes since midnight; ``half`` and ``zone`` as in ``TimeMention``."""

    start: int
    end: int
    minutes: int
    half: bool = False
    zone: int | None = None


@lru_cache(maxsize=64)
def read_times(text: str, language: str) -> tuple[WrittenTime, ...]:
    """Every time of day in a text, in order."""
    return tuple(_times(text, language))


_HOUR = r"(?:2[0-4]|1\d|0?\d)"
_MINUTE = r"[0-5]\d"


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str]:
    words = clock_words(language)
    am, pm = _any(words.am), _any(words.pm)
    half = rf"(?: ?(?:(?P<am>{am})|(?P<pm>{pm}))(?!\w))"
    days = _any([word for word in words.pm if (unit := units(language).get(word)) and unit.name == "day"])
    sure = half.replace("(?P<pm>", rf"(?!(?:{days})(?!\w))(?P<pm>")  # «два дня» is two days, «в два дня» two o'clock
    zone = rf"(?: ?\(?(?P<zone>{alternation(words.zones)})(?P<offset>[+-]\d{{1,2}})?(?!\w))?"
    before = rf"(?:{_any(words.before)}) "
    hour = rf"(?:{_any(words.hour)})"
    small = alternation(_hours(language))
    notations = [
        rf"(?P<h1>{_HOUR}):(?P<m1>{_MINUTE})(?::{_MINUTE})?(?![\d:])(?!\w*\d){_renamed(half, '1')}?",
        rf"(?P<h2>{_HOUR})(?:[.:](?P<m2>{_MINUTE}))?(?!\d){_renamed(sure, '2')}",
        rf"(?P<h7>{small}){_renamed(sure, '7')}",
        rf"{before}(?P<h8>{_HOUR}|{small}){_renamed(half, '8')}",
        rf"(?P<h3>{_HOUR}) ?h ?(?P<m3>{_MINUTE})(?!\w)" if language in ("fr", "pt", "es") else "(?!)",
        f"{before}{_spoken(small, hour)}{_renamed(half, '4')}?",
        rf"(?P<h5>{_HOUR})(?:[.:](?P<m5>{_MINUTE}))? (?:uhr|o'clock)(?: (?P<m5b>{_MINUTE}))?(?!\w)",
        *_phrases(words, small),
        rf"(?P<noon>{alternation(words.noon)})(?!\w)",
        rf"(?P<midnight>{alternation(words.midnight)})(?!\w)",
    ]
    if language == "it":
        notations.insert(3, rf"(?:{_any(words.before)}) (?P<h6>{_HOUR})[.,:](?P<m6>{_MINUTE})(?!\d)")
    if language == "ar":
        notations.insert(
            3, rf"(?:ال)?ساعه (?P<h6>{_HOUR}|{small})(?:[:.](?P<m6>{_MINUTE}))?(?!\w){_renamed(half, '6')}?"
        )
    body = "|".join(f"(?:{each})" for each in notations)
    return re.compile(rf"(?<![\w$£€.,:/-])(?:{body}){zone}")


@lru_cache(maxsize=16)
def _openers(language: str) -> Openers:
    """What the matches of the pattern begin with."""
    words = clock_words(language)
    phrases = (*_hours(language), *words.before, *words.noon, *words.midnight, *words.phrases)
    return openers(phrases, "(?:ال)?ساعه" if language == "ar" else "")


def _spoken(small: str, hour: str) -> str:
    """An hour with the word for hours behind it: 13 heures 30, 15.30 Uhr."""
    return rf"(?P<h4>{_HOUR}|{small})(?:[.:](?P<m4>{_MINUTE}))? ?{hour}(?: (?P<m4b>{_MINUTE}))?(?!\w)"


def _renamed(half: str, number: str) -> str:
    return half.replace("<am>", f"<am{number}>").replace("<pm>", f"<pm{number}>")


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


def _phrases(words: ClockWords, small: str) -> list[str]:
    return [
        re.escape(phrase).replace(r"\{h\}", rf"(?P<p{index}>{_HOUR}|{small})") + r"(?!\w)"
        for index, phrase in enumerate(words.phrases)
    ]


@lru_cache(maxsize=16)
def _hours(language: str) -> Mapping[str, int]:
    words = number_words(language)
    table = {**words.ordinal, **words.cardinal} if language == "ar" else dict(words.cardinal)
    hours = {word: int(value) for word, value in table.items() if 1 <= value <= 24 and value == int(value)}
    return hours | dict.fromkeys(words.one, 1)


def _times(text: str, language: str) -> Iterator[WrittenTime]:
    if language == "zh":
        yield from _chinese(aligned(text))
        return
    openings = tokens_of(text).openings(_openers(language))
    for match in matches(_pattern(language), aligned(text), openings):
        found = _time(match, language)
        if found is not None:
            yield found


def _time(match: re.Match[str], language: str) -> WrittenTime | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    words = clock_words(language)
    zone = words.zones[groups["zone"]] + 60 * int(groups.get("offset", 0)) if "zone" in groups else None
    if "noon" in groups or "midnight" in groups:
        return WrittenTime(*match.span(), 720 if "noon" in groups else 0, zone=zone)
    phrase = next((name for name in groups if re.fullmatch(r"p\d+", name)), None)
    if phrase is not None:
        shift = list(words.phrases.values())[int(phrase[1:])]
        hour = _hour(groups[phrase], language)
        return WrittenTime(*match.span(), (hour * 60 + shift) % 1440, half=hour <= 12, zone=zone)
    name = next(each for each in groups if re.fullmatch(r"h\d", each))
    number = name[1]
    hour = _hour(groups[name], language)
    minutes = int(groups.get(f"m{number}") or groups.get(f"m{number}b") or 0)
    return _with_half(match, hour, minutes, f"am{number}" in groups, f"pm{number}" in groups, zone)


def _with_half(
    match: re.Match[str],
    hour: int,
    minutes: int,
    am: bool,
    pm: bool,
    zone: int | None,
) -> WrittenTime | None:
    if hour > 24 or (hour == 24 and minutes):
        return None
    if (am or pm) and 1 <= hour <= 12:
        hour = hour % 12 + (12 if pm else 0)
        return WrittenTime(*match.span(), hour * 60 + minutes, zone=zone)
    leading_zero = match.group().lstrip("(").startswith("0")
    return WrittenTime(*match.span(), hour % 24 * 60 + minutes, half=1 <= hour <= 12 and not leading_zero, zone=zone)


def _hour(written: str, language: str) -> int:
    return int(written) if written.isdigit() else _hours(language)[written]


@lru_cache(maxsize=1)
def _chinese_pattern() -> re.Pattern[str]:
    words = clock_words("zh")
    half = rf"(?:(?P<am>{_any(words.am_before)})|(?P<pm>{_any(words.pm_before)}))?"
    number = rf"(?:{_HOUR}|[{LETTERS}]{{1,3}})"
    clock = rf"(?P<h>{_HOUR}):(?P<m>{_MINUTE})(?!\d)"
    spoken = (
        rf"(?P<h2>{number})[点點时時](?!间|间|候|代|期|装|尚)(?:(?P<half>半)|(?P<m2>\d{{1,2}}|[{LETTERS}]{{1,3}})分)?"
    )
    return re.compile(rf"(?<!\d){half}(?:{clock}|{spoken})(?!钟头)")


def _chinese(low: str) -> Iterator[WrittenTime]:
    for match in _chinese_pattern().finditer(low):
        groups = match.groupdict()
        hour = _chinese_number(groups["h"] or groups["h2"])
        minutes = 30 if groups["half"] else _chinese_number(groups["m"] or groups["m2"] or "0")
        if hour is None or minutes is None or hour > 24 or minutes > 59:
            continue
        found = _with_half(match, hour, minutes, bool(groups["am"]), bool(groups["pm"]), None)
        if found is not None:
            yield found


def _chinese_number(written: str) -> int | None:
    if written.isdigit():
        return int(written)
    value = read_chinese(written)
    return int(value) if value is not None else None
