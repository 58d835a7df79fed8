"""The number words of a language and the phrases around numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.aligned import aligned
from citecheck.language.lexicon import Table, aligned_phrases, aligned_words, load_table
from citecheck.language.units import duals


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The number words of a language and the phrases around numbers; see the note in ``number_extra.json``."""

    cardinal: Mapping[str, float]
    ordinal: Mapping[str, float]
    ordinal_suffix: frozenset[str]
    ordinal_before: frozenset[str]
    connector: frozenset[str]
    one: frozenset[str]
    one_joined: frozenset[str]
    one_counts: frozenset[str]
    implicit: Mapping[str, float]
    exact: Mapping[str, float]
    about: Mapping[str, float]
    vague: Mapping[str, float]
    fraction: Mapping[str, float]
    joined: frozenset[str]
    behind: frozenset[str]
    part_end: frozenset[str]
    parts: Mapping[str, float]
    part_of: frozenset[str]
    multiples: Mapping[str, float]
    bounds: Mapping[str, str]
    after: Mapping[str, str]
    between: Mapping[str, str]
    change: frozenset[str]
    to: frozenset[str]
    scale: Mapping[str, float]
    stops: frozenset[str]
    fillers: frozenset[str]
    age_before: frozenset[str]
    age_after: frozenset[str]
    age_units: frozenset[str]
    compound: frozenset[str]


_NO_NUMBERS: Table = {}


@lru_cache(maxsize=16)
def number_words(language: str) -> NumberWords:
    """The number words of a language; empty tables for a language without."""
    made = load_table("number_words").get(language, _NO_NUMBERS)
    own = load_table("number_extra").get(language, _NO_NUMBERS)
    dropped = {aligned(word) for word in own.get("drop", ())}

    def merged(part: str) -> dict[str, float]:
        words = aligned_words(made.get(part, {})) | aligned_words(own.get(part, {}))
        return {word: value for word, value in words.items() if word not in dropped}

    def listed(part: str) -> frozenset[str]:
        return frozenset(map(aligned, own.get(part, ())))

    return NumberWords(
        cardinal=merged("cardinal"),
        ordinal=merged("ordinal"),
        ordinal_suffix=listed("ordinal_suffix"),
        ordinal_before=listed("ordinal_before"),
        connector=listed("connector"),
        one=listed("one"),
        one_joined=listed("one_joined"),
        one_counts=listed("one_counts"),
        implicit=aligned_words(own.get("implicit", {})) | dict.fromkeys(duals(language), 2.0),
        exact=aligned_words(own.get("exact", {})),
        about=aligned_words(own.get("about", {})),
        vague=aligned_words(own.get("vague", {})),
        fraction=aligned_words(own.get("fraction", {})),
        joined=listed("joined"),
        behind=listed("behind"),
        part_end=listed("part_end"),
        parts=aligned_words(own.get("parts", {})),
        part_of=listed("part_of"),
        multiples=aligned_words(own.get("multiples", {})),
        bounds=aligned_phrases(own.get("bounds", {})),
        after=aligned_phrases(own.get("after", {})),
        between=aligned_phrases(own.get("between", {})),
        change=listed("change"),
        to=listed("to"),
        scale=aligned_words(own.get("scale", {})),
        stops=listed("stops"),
        fillers=listed("fillers"),
        age_before=listed("age_before"),
        age_after=listed("age_after"),
        age_units=listed("age_units"),
        compound=listed("compound"),
    )
