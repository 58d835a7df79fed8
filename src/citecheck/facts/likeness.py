"""How alike a word of a name and a word of a source are, whatever the script and case, and what that tells."""

import json
import re
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz.distance import OSA

from citecheck.facts.gazetteer import forbids
from citecheck.facts.token_index import stems
from citecheck.language.transliterate import frame_of, is_abjad, latin, readings, script, skeleton

_SOUND, _FRAME, _SKELETON = 0.3, 0.4, 0.3
"""How much likeness in letters, in consonants and places of vowels, and in consonants alone count."""
_READ_OTHERWISE = 0.96
"""What likeness is left where a letter must be read as another language does."""

_SAME_SOUND = 0.99
_NATIVE = 0.95
_ARTICLE = re.compile("[وفبك]?ال|لل")

STEPS = (0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.985)
"""The likenesses from which a weight is told apart (see :func:`weight`)."""


@lru_cache(maxsize=65536)
def likeness(word: str, found: str) -> float:
    """How alike a word of a name and a form found in a source are, 0..1; 0 where the gazetteer forbids it.

    Case endings, proclitics and articles of the found form (and endings of the word) do not count.
    """
    if word == found:
        return 1.0
    if forbids(word, found) or any(map(str.isdigit, word + found)):
        return 0.0
    # Words that merely sound the same are not the same word: « Grand » is not Grande.
    ones = (word,) if script(word) == "latin" else (word, *stems(word))
    best = max(_alike(one, other) for one in ones for other in {found, *stems(found)})
    return min(best, _SAME_SOUND) * _foreignness(word, found)


def _foreignness(word: str, found: str) -> float:
    """What the look of an Arabic word leaves of its likeness: foreign names hardly take the article."""
    is_native = _ARTICLE.match(found) is not None and not latin(word).startswith("al")
    return _NATIVE if is_native else 1.0


@lru_cache(maxsize=131072)
def _alike(word: str, found: str) -> float:
    ones, others = readings(word), readings(found)
    return max(
        _sounding(one, other) * (1.0 if one == ones[0] and other == others[0] else _READ_OTHERWISE)
        for one in ones
        for other in others
    )


@lru_cache(maxsize=262144)
def _sounding(one: str, other: str) -> float:
    frame, other_frame = frame_of(one), frame_of(other)
    bones, other_bones = frame.replace("a", ""), other_frame.replace("a", "")
    return (
        _SOUND * OSA.normalized_similarity(one, other)
        + _FRAME * OSA.normalized_similarity(frame, other_frame)
        + _SKELETON * (OSA.normalized_similarity(bones, other_bones) if bones or other_bones else 0.0)
    )


def kind_of_pair(word: str, found: str) -> str:
    """The kind of a pair of words by their scripts: ``same``, ``abjad`` (either leaves out vowels) or ``other``."""
    if is_abjad(word) or is_abjad(found):
        return "abjad"
    return "same" if script(word) == script(found) else "other"


@lru_cache(maxsize=131072)
def weight(word: str, found: str, alike: float, *, transcribed: bool = False) -> float:
    """What a likeness tells: the decimal logarithm of how much likelier it is if the name is there than by chance.

    Chance is that of one unrelated capitalised word. Fitted (``tools/fit_likeness.py``) by the number of consonants
    and the kind of pair; names that are ``transcribed`` from another script vary within one as they do across.
    """
    kind = kind_of_pair(word, found)
    rows = weights()["other" if transcribed and kind == "same" else kind]
    row = rows[min(max(len(skeleton(word)), 1), len(rows)) - 1]
    step = max((number for number, least in enumerate(STEPS) if alike >= least), default=None)
    return 0.0 if step is None else row[step]


@cache
def weights() -> dict[str, list[list[float]]]:
    """The fitted weights: by kind of pair, number of consonants and step of likeness."""
    text = files("citecheck.facts").joinpath("data/likeness.json").read_text("utf-8")
    return {kind: rows for kind, rows in json.loads(text).items() if isinstance(rows, list)}
