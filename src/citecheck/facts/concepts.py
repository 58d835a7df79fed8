"""Common words inside names and their translations: ``Court`` is « Cour », „Gerichtshof“, «суд», 法院."""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from citecheck.language.words import form, has_han

_SHORTEST = 2


@dataclass(frozen=True, slots=True)
class _Tables:
    """Meanings by English word, by whole word and by beginning, and the Chinese words of each meaning."""

    english: dict[str, frozenset[int]]
    whole: dict[str, frozenset[int]]
    beginnings: dict[str, frozenset[int]]
    han: tuple[tuple[str, ...], ...]


@cache
def _tables(*, common: bool) -> _Tables:
    """The tables of the words inside names, and of common words of the news behind them if asked for."""
    tables = _Tables({}, {}, {}, ())
    han: list[tuple[str, ...]] = []
    for number, line in enumerate(_lines("concepts.txt") + (_lines("common_words.txt") if common else [])):
        english, _, others = line.partition("|")
        for word in english.split():
            _add(tables.english, word, number)
            _add(tables.whole, word, number)
        for word in others.split():
            _add(tables.beginnings if word.endswith("*") else tables.whole, word.removesuffix("*"), number)
        han.append(tuple(word for word in others.split() if has_han(word)))
    return replace(tables, han=tuple(han))


def _lines(name: str) -> list[str]:
    text = files("citecheck.facts").joinpath(f"data/{name}").read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


def _add(table: dict[str, frozenset[int]], word: str, number: int) -> None:
    table[form(word)] = table.get(form(word), frozenset()) | {number}


@lru_cache(maxsize=65536)
def meanings(word: str, language: str = "", *, common: bool = False) -> frozenset[int]:
    """The meanings that a word's form may have, as numbers; words of any language share them where they translate.

    Words of a text known to be English are looked up among the English ones only. ``common`` asks for the meanings
    of common words of the news, too, and not only of those that stand in names.
    """
    tables = _tables(common=common)
    if language == "en":
        return tables.english.get(word, frozenset())
    lengths = range(len(word), _SHORTEST - 1, -1)
    fitting = (length for length in lengths if len(word) - length <= _longest_ending(length))
    begun = next((tables.beginnings[word[:each]] for each in fitting if word[:each] in tables.beginnings), frozenset())
    return tables.whole.get(word, frozenset()) | begun


def _longest_ending(stem: int) -> int:
    """How many letters may follow a beginning: short ones take case endings, long ones whole words (Luftwaffe)."""
    return 2 if stem <= 3 else 4 if stem == 4 else 12


def stems_for(meaning: int) -> tuple[str, ...]:
    """The words and beginnings of words that have a meaning."""
    return _stems(common=_is_common(meaning))[meaning]


@cache
def _stems(*, common: bool) -> tuple[tuple[str, ...], ...]:
    """For each meaning, the words and beginnings of words that have it."""
    tables = _tables(common=common)
    stems: list[list[str]] = [[] for _ in tables.han]
    for table in (tables.whole, tables.beginnings):
        for stem, found in table.items():
            for meaning in found:
                stems[meaning].append(stem)
    return tuple(map(tuple, stems))


def han_words(meaning: int) -> tuple[str, ...]:
    """The Chinese words that have a meaning."""
    return _tables(common=_is_common(meaning)).han[meaning]


def _is_common(meaning: int) -> bool:
    return meaning >= len(_tables(common=False).han)
