"""The word lists of bibliographic entries, read once from ``data/``."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any


@cache
def word_list(name: str) -> Mapping[str, Any]:
    """The content of ``data/NAME.json``."""
    content: Mapping[str, Any] = json.loads(files(__package__).joinpath("data", f"{name}.json").read_text("utf-8"))
    return content


def month_number(word: str) -> int | None:
    """1..12 for a month's name or abbreviation in one of the languages known, in any case (``févr.``)."""
    number: int | None = word_list("bibliographic_words")["months"].get(_fold(word))
    return number


@lru_cache(maxsize=4096)
def language_code(name: str) -> str | None:
    """The primary subtag for a language's name or tag: ``French``, ``français``, ``fr-CA`` and ``фр.`` are ``fr``."""
    folded = _fold(name)
    names: Mapping[str, str] = word_list("bibliographic_words")["languages"]
    extra: Mapping[str, str] = word_list("citation_words")["languages"]
    subtag = folded.replace("_", "-").split("-")[0]
    known = names.get(folded) or extra.get(folded)
    return known or (_canonical(subtag) if subtag.isascii() and subtag.isalpha() and 2 <= len(subtag) <= 3 else None)


def _canonical(subtag: str) -> str | None:
    if subtag in word_list("citation_words")["not_languages"]:
        return None
    return {"nb": "no", "nn": "no"}.get(subtag, subtag)


def _fold(word: str) -> str:
    return word.casefold().strip().rstrip(".").strip()
