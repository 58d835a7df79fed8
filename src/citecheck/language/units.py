"""What numbers count and measure: things, people, units, money, shares."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.lexicon import Table, WordTable, load_table, split_words, word_table


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts or measures: ``factor`` is the size in the base unit of its ``group``, if it has one."""

    name: str
    group: str
    factor: float | None = None
    offset: float = 0.0


@lru_cache(maxsize=16)
def units(language: str) -> WordTable[Unit]:
    """What can be counted and measured, by its words in a language."""
    entries = []
    for name, row in _rows():
        unit = Unit(name, row["class"], row.get("factor"), row.get("offset", 0.0))
        words = split_words(row.get("all", "")) + split_words(row.get(language, ""))
        entries += [(word, unit) for word in words]
    return word_table(entries)


def _rows() -> Iterator[tuple[str, Table]]:
    """The hand-written table, and then the generated one, which has more words for some of the same units."""
    for table in ("units", "measures"):
        yield from ((name, row) for name, row in load_table(table).items() if not name.startswith("_"))


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
    return {name: Unit(name, row["class"], row.get("factor"), row.get("offset", 0.0)) for name, row in _rows()}


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
    table = load_table("money")
    after = [
        (word, code)
        for code, row in table["after"].items()
        for word in split_words(row.get("all", "")) + split_words(row.get(language, ""))
    ]
    shares = {
        part: split_words(table[part]["all"]) + split_words(table[part].get(language, ""))
        for part in ("percent", "points")
    }
    return MoneyWords(
        before={aligned(sign): code for sign, code in table["before"].items()},
        after=word_table(after),
        percent=word_table((word, True) for word in shares["percent"]),
        points=word_table((word, True) for word in shares["points"]),
    )
