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


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of a language: those that are generated, but for some, and our own, which go before."""

    made: Table
    own: Table

    def merged(self, part: str) -> dict[str, float]:
        dropped = set(map(aligned, self.own.get("drop", ())))
        words = aligned_words(self.made.get(part, {})) | self.valued(part)
        return {word: value for word, value in words.items() if word not in dropped}

    def valued(self, part: str) -> dict[str, float]:
        return aligned_words(self.own.get(part, {}))

    def phrases(self, part: str) -> dict[str, str]:
        return aligned_phrases(self.own.get(part, {}))

    def listed(self, part: str) -> frozenset[str]:
        return frozenset(map(aligned, self.own.get(part, ())))


@lru_cache(maxsize=16)
def number_words(language: str) -> NumberWords:
    """The number words of a language; empty tables for a language without."""
    made, own = (load_table(name).get(language, _NO_NUMBERS) for name in ("number_words", "number_extra"))
    words = _Words(made, own)
    return NumberWords(
        cardinal=words.merged("cardinal"),
        ordinal=words.merged("ordinal"),
        ordinal_suffix=words.listed("ordinal_suffix"),
        ordinal_before=words.listed("ordinal_before"),
        connector=words.listed("connector"),
        one=words.listed("one"),
        one_joined=words.listed("one_joined"),
        one_counts=words.listed("one_counts"),
        implicit=words.valued("implicit") | dict.fromkeys(duals(language), 2.0),
        exact=words.valued("exact"),
        about=words.valued("about"),
        vague=words.valued("vague"),
        fraction=words.valued("fraction"),
        joined=words.listed("joined"),
        behind=words.listed("behind"),
        part_end=words.listed("part_end"),
        parts=words.valued("parts"),
        part_of=words.listed("part_of"),
        multiples=words.valued("multiples"),
        bounds=words.phrases("bounds"),
        after=words.phrases("after"),
        between=words.phrases("between"),
        change=words.listed("change"),
        to=words.listed("to"),
        scale=words.valued("scale"),
        stops=words.listed("stops"),
        fillers=words.listed("fillers"),
        age_before=words.listed("age_before"),
        age_after=words.listed("age_after"),
        age_units=words.listed("age_units"),
        compound=words.listed("compound"),
    )
