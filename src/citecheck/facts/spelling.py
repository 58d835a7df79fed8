"""How alike two names are spelled or sound, across scripts and romanisations."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from citecheck.facts.gazetteer import forbids
from citecheck.facts.vocabulary import every_honorific, legal_forms, particles, unified
from citecheck.language.normalise import fold
from citecheck.language.transliterate import latin, skeletons, sound
from citecheck.language.words import forms

_ALIKE = 0.5
"""Words less alike than this are different words."""
_FIRM = 0.75
"""Below this, unlikeness counts threefold: it is more than a slip or another romanisation."""
_INITIAL = 0.85
_ABBREVIATED = 0.72
_ACRONYM = 0.8
_SHORTEST_ROOT = 3
_SHORTEST_JOINED = 5
_LONGEST_JOIN = 4
_JOINED_ALIKE = 0.8
_LONGEST_FORM = 5

_PARTICLE_WEIGHT = 0.25
_FORM_WEIGHT = 0.1
_INITIAL_WEIGHT = 0.5
_CONFLICT_COST = 4.0
"""What a word costs that stands in each name where the other has a different one."""
_SURPLUS_COST = 0.3
"""What a word costs that only one name has."""

_DOTTED = re.compile(r"\b(?:\w\.){2,}(?:\w\b)?")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A word of a name and how much it tells."""

    text: str
    weight: float


@lru_cache(maxsize=65536)
def word_similarity(one: str, other: str) -> float:
    """How alike two words are, 0..1: by letters (optimal string alignment), by sound, or by consonants.

    Words in Chinese, Japanese or Korean characters are compared as they stand, where one character weighs much.
    """
    if one == other:
        return 1.0
    if _is_ideographic(one) and _is_ideographic(other):
        return max(0.0, 1 - 1.6 * (1 - OSA.normalized_similarity(one, other)))
    a, b = latin(one), latin(other)
    if not a or not b:
        return 0.0
    if a == b:
        return 0.99
    if a.isdigit() or b.isdigit():
        return 0.0
    if len(a) == 1 or len(b) == 1:
        return _INITIAL if a[0] == b[0] else 0.0
    return _latin_similarity(a, b)


def _latin_similarity(a: str, b: str) -> float:
    by_sound = OSA.normalized_similarity(sound(a), sound(b))
    best = max(OSA.normalized_similarity(a, b), 0.97 * by_sound)
    if _share_skeleton(a, b):
        best = max(best, 0.35 + 0.6 * by_sound)
    if min(len(a), len(b)) >= _SHORTEST_ROOT and (a.startswith(b) or b.startswith(a)):
        best = max(best, _ABBREVIATED)
    return best


def _share_skeleton(a: str, b: str) -> bool:
    shared = set(skeletons(a)) & set(skeletons(b))
    return any(len(skeleton) >= _SHORTEST_ROOT for skeleton in shared)


def _is_ideographic(word: str) -> bool:
    return any(character >= "\u2e80" for character in word)


def names_similarity(one: str, other: str) -> float:
    """How likely two names are of one person or organisation, 0..1, by their spelling alone.

    Words are paired by likeness, whatever their order; particles, titles and legal forms weigh little; words written
    together on one side and apart on the other, initials and acronyms pair too. A word that only one name has costs
    little, a word each where they differ much. Names of two known places are never alike.
    """
    a, b = _weigh(one), _weigh(other)
    if not a or not b or forbids(one, other):
        return 0.0
    paired, total, used_a, used_b = _pair(a, b)
    if not total:
        return 0.0
    left = sum(word.weight for index, word in enumerate(a) if index not in used_a)
    right = sum(word.weight for index, word in enumerate(b) if index not in used_b)
    conflict = min(left, right)
    return paired / (total + _CONFLICT_COST * conflict + _SURPLUS_COST * (max(left, right) - conflict))


@lru_cache(maxsize=4096)
def _weigh(name: str) -> tuple[Weighed, ...]:
    joined = _DOTTED.sub(lambda match: match.group().replace(".", ""), fold(name)).replace("&", " and ")
    weighed = tuple(Weighed(word, _weight(word)) for word in _unify(forms(joined)))
    if all(word.weight < _INITIAL_WEIGHT for word in weighed):
        return tuple(Weighed(word.text, 1.0) for word in weighed)
    return weighed


def _unify(words: Sequence[str]) -> Iterator[str]:
    """Words with legal forms and numerals in one notation: ``open joint stock company`` is ``jsc``."""
    table = unified()
    index = 0
    while index < len(words):
        for length in range(_LONGEST_FORM, 0, -1):
            phrase = " ".join(words[index : index + length])
            if phrase in table or length == 1:
                yield table.get(phrase, phrase)
                index += len(words[index : index + length])
                break


def _weight(word: str) -> float:
    spelled = latin(word)
    if spelled in legal_forms() or spelled in every_honorific():
        return _FORM_WEIGHT
    if spelled in particles() or spelled in {"and", "of", "the", "s"}:
        return _PARTICLE_WEIGHT
    return _INITIAL_WEIGHT if len(word) == 1 and not _is_ideographic(word) else 1.0


_Pairing = tuple[float, tuple[int, ...], tuple[int, ...]]


def _pair(a: Sequence[Weighed], b: Sequence[Weighed]) -> tuple[float, float, set[int], set[int]]:
    """Pairs words, the most alike first: the weight of the pairs times their likeness, their weight, and who is in."""
    pairings = sorted(_pairings(a, b), key=lambda pairing: -pairing[0])
    used_a: set[int] = set()
    used_b: set[int] = set()
    paired = total = 0.0
    for likeness, left, right in pairings:
        if used_a.isdisjoint(left) and used_b.isdisjoint(right):
            used_a.update(left)
            used_b.update(right)
            weight = (sum(a[index].weight for index in left) + sum(b[index].weight for index in right)) / 2
            paired += max(0.0, likeness - 2 * max(0.0, _FIRM - likeness)) * weight
            total += weight
    return paired, total, used_a, used_b


def _pairings(a: Sequence[Weighed], b: Sequence[Weighed]) -> Iterator[_Pairing]:
    for i, left in enumerate(a):
        for j, right in enumerate(b):
            likeness = word_similarity(left.text, right.text)
            if likeness >= _ALIKE:
                yield likeness, (i,), (j,)
    yield from _joined(a, b)
    yield from ((likeness, left, right) for likeness, right, left in _joined(b, a))


def _joined(a: Sequence[Weighed], b: Sequence[Weighed]) -> Iterator[_Pairing]:
    """Words of ``a`` that ``b`` writes together, or as an acronym."""
    for start in range(len(a)):
        for end in range(start + 2, min(len(a), start + _LONGEST_JOIN) + 1):
            run = [word.text for word in a[start:end]]
            for j, right in enumerate(b):
                likeness = _as_one(run, right.text)
                if likeness:
                    yield likeness, tuple(range(start, end)), (j,)


def _as_one(run: list[str], word: str) -> float:
    joined = "".join(run)
    if len(run) >= _SHORTEST_ROOT and latin(word) == "".join(latin(each)[:1] for each in run):
        return _ACRONYM
    if len(joined) < _SHORTEST_JOINED or abs(len(joined) - len(word)) > _LONGEST_JOIN:
        return 0.0
    likeness = word_similarity(joined, word)
    return likeness if likeness > max(_JOINED_ALIKE, *(word_similarity(each, word) for each in run)) else 0.0
