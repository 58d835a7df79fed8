"""The word lists that reading and comparing names needs, from ``data/names.json``."""

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from citecheck.language.words import form, forms


@cache
def _data() -> dict[str, Any]:
    text = files("citecheck.facts").joinpath("data/names.json").read_text("utf-8")
    return dict(json.loads(text))


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(" ".join(forms(word)) for word in words)


@cache
def particles() -> frozenset[str]:
    """Small words inside names (``al``, ``ag``, ``von``), which may come and go."""
    return _folded(_data()["particles"])


@cache
def telling_particles() -> frozenset[str]:
    """Particles rare enough outside names that one in the right place tells (``Abou``, ``Ag``, ``Ould``)."""
    return _folded(_data()["telling_particles"])


@cache
def joiners(language: str) -> frozenset[str]:
    """Lower-case words that join the capitalised words of one name in a language (``of``, ``de la``)."""
    return _folded(_data()["joiners"].get(language, ()))


@cache
def honorifics(language: str) -> frozenset[str]:
    """Titles and offices before a person's name; English ones hold everywhere."""
    lists = _data()["honorifics"]
    return _folded(lists["en"]) | _folded(lists.get(language, ()))


@cache
def every_honorific() -> frozenset[str]:
    """The titles of all languages."""
    return frozenset().union(*(_folded(words) for words in _data()["honorifics"].values()))


@cache
def openers(language: str) -> frozenset[str]:
    """Words that are capitalised only because they begin a sentence."""
    lists = _data()["openers"]
    return _folded(lists[language]) if language in lists else frozenset().union(*map(_folded, lists.values()))


@cache
def not_names(language: str) -> frozenset[str]:
    """Words that a language writes with a capital though they name nobody; weekdays among them."""
    return _folded(_data()["not_names"].get(language, ())) | _calendar(language, "weekdays")


@cache
def months(language: str) -> frozenset[str]:
    """The names of the months."""
    return _calendar(language, "months")


@cache
def unified() -> dict[str, str]:
    """Words and phrases that stand for one: legal forms of companies, and numerals in letters, in names."""
    tables = (_data()["legal_forms"], _data()["numbers"])
    return {variant: one for table in tables for one, variants in table.items() for variant in variants}


@cache
def legal_forms() -> frozenset[str]:
    """Abbreviations of the legal forms of companies."""
    return frozenset(_data()["legal_forms"])


@cache
def organisation_words() -> frozenset[str]:
    """Words that make a name an organisation's."""
    return _folded(_data()["organisation"])


@cache
def place_words() -> frozenset[str]:
    """Words that make a name a place's."""
    return _folded(_data()["place"])


@cache
def case_endings() -> frozenset[str]:
    """Endings of Russian and Ukrainian words, of one to three letters."""
    return _folded(_data()["case_endings"])


@cache
def proclitics() -> tuple[str, ...]:
    """What Arabic writes together with the word behind it: conjunctions, prepositions, the article; longest first."""
    return tuple(sorted(_folded(_data()["proclitics"]), key=len, reverse=True))


@cache
def nominative_endings() -> tuple[str, ...]:
    """Endings that the names of places have in Russian and Ukrainian when nothing is done to them."""
    return ("", *sorted(_folded(_data()["nominatives"])))


@cache
def capitalises_names(language: str) -> bool:
    """Whether a language writes names, and few other words, with a capital."""
    return language in _data()["cased"]


@cache
def _calendar(language: str, table: str) -> frozenset[str]:
    text = files("citecheck.language").joinpath("data/calendar.json").read_text("utf-8")
    return frozenset(form(word) for word in json.loads(text).get(language, {}).get(table, ()))
