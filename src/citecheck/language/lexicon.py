"""The tables in ``data/`` → typed lexicons of one language, loaded when first asked for.

All words are given as :func:`citecheck.language.aligned.aligned` writes them.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Generic, TypeVar, cast

from citecheck.language.aligned import aligned

LANGUAGES = ("en", "fr", "es", "de", "it", "pt", "ar", "ru", "uk", "zh")
"""Languages with full tables; others are read for digits only."""

_Table = dict[str, Any]
T = TypeVar("T")


@lru_cache(maxsize=16)
def _table(name: str) -> _Table:
    return cast("_Table", json.loads(files(__package__).joinpath("data", f"{name}.json").read_text(encoding="utf-8")))


def _words(table: Mapping[str, float]) -> dict[str, float]:
    return {aligned(word): value for word, value in table.items()}


def _phrases(table: Mapping[str, str]) -> dict[str, str]:
    return {aligned(phrase): aligned(value) for phrase, value in table.items()}


def _split(words: str) -> list[str]:
    return [aligned(word).replace("_", " ") for word in words.split()]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language and the phrases around numbers; see the note in ``number_extra.json``."""

    cardinal: Mapping[str, float]
    ordinal: Mapping[str, float]
    ordinal_suffix: frozenset[str]
    connector: frozenset[str]
    one: frozenset[str]
    implicit: Mapping[str, float]
    exact: Mapping[str, float]
    about: Mapping[str, float]
    vague: Mapping[str, float]
    fraction: Mapping[str, float]
    bounds: Mapping[str, str]
    after: Mapping[str, str]
    between: Mapping[str, str]
    change: frozenset[str]
    to: frozenset[str]
    scale: Mapping[str, float]
    stops: frozenset[str]
    fillers: frozenset[str]
    age_before: frozenset[str]
    compound: frozenset[str]


_NO_NUMBERS: _Table = {}


@lru_cache(maxsize=16)
def number_words(language: str) -> NumberWords:
    """The number words of a language; empty tables for a language without."""
    made = _table("number_words").get(language, _NO_NUMBERS)
    own = _table("number_extra").get(language, _NO_NUMBERS)
    dropped = {aligned(word) for word in own.get("drop", ())}

    def merged(part: str) -> dict[str, float]:
        words = _words(made.get(part, {})) | _words(own.get(part, {}))
        return {word: value for word, value in words.items() if word not in dropped}

    def listed(part: str) -> frozenset[str]:
        return frozenset(map(aligned, own.get(part, ())))

    return NumberWords(
        cardinal=merged("cardinal"),
        ordinal=merged("ordinal"),
        ordinal_suffix=listed("ordinal_suffix"),
        connector=listed("connector"),
        one=listed("one"),
        implicit=_words(own.get("implicit", {})) | dict.fromkeys(duals(language), 2.0),
        exact=_words(own.get("exact", {})),
        about=_words(own.get("about", {})),
        vague=_words(own.get("vague", {})),
        fraction=_words(own.get("fraction", {})),
        bounds=_phrases(own.get("bounds", {})),
        after=_phrases(own.get("after", {})),
        between=_phrases(own.get("between", {})),
        change=listed("change"),
        to=listed("to"),
        scale=_words(own.get("scale", {})),
        stops=listed("stops"),
        fillers=listed("fillers"),
        age_before=listed("age_before"),
        compound=listed("compound"),
    )


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts or measures: ``factor`` is the size in the base unit of its ``group``, if it has one."""

    name: str
    group: str
    factor: float | None = None
    offset: float = 0.0


@dataclass(frozen=True, slots=True)
class WordTable(Generic[T]):
    """Words and stems of words with what they stand for."""

    whole: Mapping[str, T]
    stems: Mapping[str, T]
    shortest: int
    longest: int

    def get(self, word: str) -> T | None:
        """What a word stands for: by itself, or by its longest stem."""
        found = self.whole.get(word)
        if found is not None or not self.stems:
            return found
        for length in range(min(len(word), self.longest), self.shortest - 1, -1):
            found = self.stems.get(word[:length])
            if found is not None:
                return found
        return None

    def patterns(self) -> list[str]:
        """The words as they are, the stems without their star."""
        return [*self.whole, *self.stems]


def word_table(entries: Iterable[tuple[str, T]]) -> WordTable[T]:
    """A table from words and stems (``hélicopt*``); of two entries for a word the first counts."""
    whole: dict[str, T] = {}
    stems: dict[str, T] = {}
    for word, value in entries:
        table, key = (stems, word[:-1]) if word.endswith("*") else (whole, word)
        table.setdefault(key, value)
    lengths = [len(stem) for stem in stems] or [1]
    return WordTable(whole, stems, min(lengths), max(lengths))


@lru_cache(maxsize=16)
def units(language: str) -> WordTable[Unit]:
    """What can be counted and measured, by its words in a language."""
    entries = []
    for name, row in _table("units").items():
        if name.startswith("_"):
            continue
        unit = Unit(name, row["class"], row.get("factor"), row.get("offset", 0.0))
        words = _split(row.get("all", "")) + _split(row.get(language, ""))
        entries += [(word, unit) for word in words]
    return word_table(entries)


@lru_cache(maxsize=16)
def duals(language: str) -> Mapping[str, Unit]:
    """Arabic nouns that say two by their ending (سيارتان, سيارتين), with what they count; empty elsewhere.

    Left out are endings that the noun's plural has too (مسلحين is two armed men or many).
    """
    if language != "ar":
        return {}
    singulars = {
        word: unit for word, unit in units(language).whole.items() if " " not in word and len(word) > _SHORTEST
    }
    made: dict[str, Unit] = {}
    for word, unit in singulars.items():
        stem, endings = (word[:-1] + "ت", ("ان", "ين", "ا", "ي")) if word.endswith("ه") else (word, ("ان", "ين"))
        for ending in endings:
            if stem + ending not in units(language).whole or unit.factor is not None:
                made.setdefault(stem + ending, unit)
    return made


_SHORTEST = 2
"""Arabic nouns of fewer letters than three are symbols."""


@lru_cache(maxsize=1)
def units_by_name() -> Mapping[str, Unit]:
    """Every unit by its canonical name."""
    rows = {name: row for name, row in _table("units").items() if not name.startswith("_")}
    return {name: Unit(name, row["class"], row.get("factor"), row.get("offset", 0.0)) for name, row in rows.items()}


@dataclass(frozen=True, slots=True)
class MoneyWords:
    """Signs before an amount, words behind it with their ISO 4217 codes, and the words for shares of a hundred."""

    before: Mapping[str, str]
    after: WordTable[str]
    percent: WordTable[bool]
    points: WordTable[bool]


@lru_cache(maxsize=16)
def money_words(language: str) -> MoneyWords:
    """The words for money and percentages of a language."""
    table = _table("money")
    after = [
        (word, code)
        for code, row in table["after"].items()
        for word in _split(row.get("all", "")) + _split(row.get(language, ""))
    ]
    shares = {
        part: _split(table[part]["all"]) + _split(table[part].get(language, "")) for part in ("percent", "points")
    }
    return MoneyWords(
        before={aligned(sign): code for sign, code in table["before"].items()},
        after=word_table(after),
        percent=word_table((word, True) for word in shares["percent"]),
        points=word_table((word, True) for word in shares["points"]),
    )


@dataclass(frozen=True, slots=True)
class CasualtyWords:
    """The words for what happened to people: beside a count (``passive``), before one (``active``), or none.

    ``toll`` are phrases before a number of dead; ``be``, ``who`` and ``either`` are auxiliaries of the passive,
    relative pronouns, and the word between two roles of one count; ``object`` marks the people of a verb.
    """

    passive: Mapping[str, str]
    active: Mapping[str, str]
    zero: Mapping[str, str]
    toll: frozenset[str]
    be: frozenset[str]
    who: frozenset[str]
    either: frozenset[str]
    object: frozenset[str]


@lru_cache(maxsize=16)
def casualty_words(language: str) -> CasualtyWords:
    """The casualty words of a language, each with its role."""
    table = _table("casualties")
    found: dict[str, dict[str, str]] = {"passive": {}, "active": {}}
    for role, rows in table["roles"].items():
        for side, words in rows.get(language, {}).items():
            for word in _split(words):
                found[side].setdefault(word, role)
    zero = {aligned(phrase): role for role, rows in table["zero"].items() for phrase in rows.get(language, ())}
    small = {part: frozenset(_split(table[part].get(language, ""))) for part in ("be", "who", "or", "object")}
    toll = frozenset(map(aligned, table["toll"].get(language, ())))
    return CasualtyWords(
        found["passive"], found["active"], zero, toll, small["be"], small["who"], small["or"], small["object"]
    )


@lru_cache(maxsize=1)
def compatible_roles() -> frozenset[frozenset[str]]:
    """Pairs of roles that a reader may take for one another."""
    return frozenset(frozenset(pair) for pair in _table("casualties")["compatible"])


def said_role(role: str) -> str:
    """A role as a participle for a person."""
    return str(_table("casualties")["said"].get(role, role))


@dataclass(frozen=True, slots=True)
class Calendar:
    """Months 1..12, weekdays 0 (Monday) .. 6, and the words around dates; see ``calendar_extra.json``."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    ambiguous: frozenset[str]
    abbreviations: frozenset[str]
    month_openers: frozenset[str]
    days: Mapping[str, int]
    weeks: Mapping[str, int]
    months_relative: Mapping[str, int]
    years: Mapping[str, int]
    next: Mapping[str, int]
    last: frozenset[str]
    coming: frozenset[str]
    this: frozenset[str]
    ago: tuple[str, ...]
    ahead: tuple[str, ...]
    of: tuple[str, ...]
    suffix: tuple[str, ...]
    year_suffix: tuple[str, ...]
    year_before: tuple[str, ...]
    the: tuple[str, ...]
    decade_before: tuple[str, ...]
    decade_after: tuple[str, ...]
    decades: Mapping[str, int]
    to: tuple[str, ...]
    order: str


def _abbreviations(names: Mapping[str, int]) -> frozenset[str]:
    """Names of at most four letters that begin a longer name of the same month or day."""
    return frozenset(
        short
        for short, number in names.items()
        if len(short) <= 4 and any(each != short and each.startswith(short) for each in names if names[each] == number)
    )


@lru_cache(maxsize=16)
def calendar(language: str) -> Calendar:
    """The calendar words of a language; empty for a language without tables."""
    made: _Table = _table("calendar").get(language, {})
    own: _Table = _table("calendar_extra").get(language, {})

    def merged(part: str) -> dict[str, int]:
        return {aligned(word): value for word, value in {**made.get(part, {}), **own.get(part, {})}.items()}

    def several(part: str) -> tuple[str, ...]:
        return tuple(map(aligned, own.get(part, ())))

    def grouped(part: str) -> frozenset[str]:
        return frozenset(several(part))

    months, weekdays = merged("months"), merged("weekdays")
    return Calendar(
        months=months,
        weekdays=weekdays,
        ambiguous=grouped("ambiguous"),
        abbreviations=_abbreviations(months) | _abbreviations(weekdays),
        month_openers=grouped("month_openers"),
        days=merged("days"),
        weeks=merged("weeks"),
        months_relative=merged("months_relative"),
        years=merged("years"),
        next=merged("next"),
        last=grouped("last"),
        coming=grouped("coming"),
        this=grouped("this"),
        ago=several("ago"),
        ahead=several("ahead"),
        of=several("of"),
        suffix=several("suffix"),
        year_suffix=several("year_suffix"),
        year_before=several("year_before"),
        the=several("the"),
        decade_before=several("decade_before"),
        decade_after=several("decade_after"),
        decades=merged("decades"),
        to=several("to"),
        order=own.get("order", "dmy"),
    )


@dataclass(frozen=True, slots=True)
class ClockWords:
    """The words around times of day; see ``clock.json``. ``zones`` are minutes east of Greenwich."""

    am: tuple[str, ...]
    pm: tuple[str, ...]
    hour: tuple[str, ...]
    before: tuple[str, ...]
    noon: tuple[str, ...]
    midnight: tuple[str, ...]
    am_before: tuple[str, ...]
    pm_before: tuple[str, ...]
    phrases: Mapping[str, int]
    zones: Mapping[str, int]


@lru_cache(maxsize=16)
def clock_words(language: str) -> ClockWords:
    """The words around times of day in a language; of one without tables, those of English."""
    table = _table("clock")
    own: _Table = table[language if language in table else "en"]
    parts = ("am", "pm", "hour", "before", "noon", "midnight", "am_before", "pm_before")
    listed = {part: tuple(map(aligned, own.get(part, ()))) for part in parts}
    phrases = {aligned(phrase): shift for phrase, shift in own["phrases"].items()}
    return ClockWords(**listed, phrases=phrases, zones=table["zones"])
