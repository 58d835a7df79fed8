"""Claim × sentences of a source → how near they are in meaning, sentence by sentence, and part by part of the claim."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from citecheck.language.words import has_han
from citecheck.verify.meaning import Encoder, Vector
from citecheck.verify.prepared import PreparedSource
from citecheck.verify.words import is_stop_word

_BREAK = re.compile(r"[,;:()–—]+\s+|\s+[(–—]+|[，；：、。（）]+")
_CONTENT = 2
"""A part of a claim has so many content words before another begins at a stop word."""
_KEPT = 256


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a source is to a claim in meaning: cosines, 1 for the same.

    ``sentences`` are those of single sentences, ``whole`` that of the nearest passage of one or two sentences,
    ``parts`` the mean of the average and the least that the parts of the claim come to, each in its nearest passage.
    """

    sentences: Mapping[int, float]
    whole: float
    parts: float


def nearness(
    claim: str, language: str, source: PreparedSource, places: Sequence[int], pairs: Sequence[int], encoder: Encoder
) -> Nearness:
    """Measure some sentences, and those of ``pairs`` together with the sentence behind as well."""
    asked = _encoded(claim, language, encoder)
    passages = source.vectors(
        [*((place, 1) for place in places), *((place, 2) for place in pairs if place + 1 < source.index.size)], encoder
    )
    cosines = [[float(passage @ part) for passage in passages] for part in asked]
    best = [max(row, default=0.0) for row in cosines]
    parts = best[1:] or best
    return Nearness(
        dict(zip(places, cosines[0], strict=False)),
        max(best[0], 0.0),
        max((sum(parts) / len(parts) + min(parts)) / 2, 0.0),
    )


@lru_cache(maxsize=_KEPT)
def _encoded(claim: str, language: str, encoder: Encoder) -> Sequence[Vector]:
    """The claim and then its parts, encoded."""
    return encoder([claim, *parts_of(claim, language)])


def parts_of(claim: str, language: str) -> list[str]:
    """A claim cut at its punctuation, and before stop words that follow upon enough content ("who", "in", "and")."""
    return [part for stretch in _BREAK.split(claim) for part in _cut(stretch.split(), language) if part]


def _cut(words: Sequence[str], language: str) -> list[str]:
    parts: list[list[str]] = [[]]
    content = 0
    for word in words:
        stops = is_stop_word(word.strip(".'’\"“”«»"), language)
        if stops and content >= _CONTENT:
            parts.append([])
            content = 0
        parts[-1].append(word)
        content += not stops
    return [" ".join(part) for part in parts if len(part) > 1 or has_han("".join(part))]
