"""How likely a word of a source writes a word of a claimed name, in its own spelling, case and script."""

from functools import lru_cache

from rapidfuzz.distance import OSA

from citecheck.facts.gazetteer import forbids
from citecheck.facts.spelling import word_similarity
from citecheck.facts.token_index import stems
from citecheck.language.transliterate import is_abjad, skeletons, sound

_ALIKE = 0.7
_SHORT = 6
"""Words with fewer letters than this must be nearly the same."""
_SHORT_ALIKE = 0.8
_CONSONANTS_SHARE = 0.65
"""How much the consonants count against the vowels where one script leaves most vowels out."""


@lru_cache(maxsize=65536)
def likeness(word: str, found: str) -> float:
    """How likely a form found in a source stands for a word of a name, 0..1; 0 where the gazetteer forbids it."""
    if word == found:
        return 1.0
    if forbids(word, found):
        return 0.0
    best = max(_alike(word, each) for each in (found, *stems(found)))
    needed = _SHORT_ALIKE if min(len(word), len(found)) < _SHORT else _ALIKE
    return best if best >= needed else 0.0


def _alike(word: str, found: str) -> float:
    if is_abjad(word) != is_abjad(found):
        return _across_abjad(word, found)
    return max(word_similarity(word, found), *(word_similarity(each, found) for each in stems(word)))


def _across_abjad(word: str, found: str) -> float:
    """Likeness of a word with vowels and one without: consonants first, and what long vowels there are."""
    consonants = max(
        OSA.normalized_similarity(one, other) if one and other else 0.0
        for one in skeletons(word)
        for other in skeletons(found)
    )
    return _CONSONANTS_SHARE * consonants + (1 - _CONSONANTS_SHARE) * OSA.normalized_similarity(
        sound(word), sound(found)
    )
