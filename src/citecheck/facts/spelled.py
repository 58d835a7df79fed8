"""A claimed name → where a source has its words, some of them, or words like them, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log10

from citecheck.facts.demonyms import people_of
from citecheck.facts.gazetteer import lookup
from citecheck.facts.interface import Hit, Relation
from citecheck.facts.likeness import weight
from citecheck.facts.naming import NameMention
from citecheck.facts.token_index import TokenIndex
from citecheck.facts.traces import Part, Trace, parts_of, trace
from citecheck.facts.vocabulary import every_honorific, particles, telling_particles
from citecheck.language.transliterate import script, skeleton
from citecheck.language.words import forms
from citecheck.model import FactKind, Match

_WEAKEST = 0.45
_WHOLE = 0.7
"""What share of a name that has only common words must stand together."""
_COMMON_WORD = 1.0
"""Evidence (see below) of a common word that stands where it should, or does not."""
_MISSING_COMMON = -0.2
_TRANSLATION = 2.8
"""Evidence of a place's name in another language, or its adjective."""
_MISSING = -1.5
_MISSING_SURNAME = -2.5
_OTHER_PERSON = 0.4
"""Evidence at most, of a part of a name beside another name."""
_TELLING_PARTICLE = 1.5
_UNSURE_SURNAME = -0.5
"""Evidence of a surname alone that is spelled otherwise."""
_ARTICLES = frozenset({"al", "el", "ul"})
_ADJECTIVE = 0.75
"""How sure a single name's adjective is: « française » for France."""
_SURNAME, _SURNAME_OF_WHOLE = 0.7, 0.9
"""How sure a surname alone is, and where the source has the full name as well."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to take a name apart: its parts, and which of them make it, say what it is, or tell by being there.

    ``whole`` says that the gazetteer has the name, so that a part of it is another thing: Korea is not North Korea.
    """

    parts: tuple[Part, ...]
    core: tuple[int, ...]
    common: tuple[int, ...]
    telling: frozenset[int]
    is_person: bool
    whole: bool


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A group of words found, and how sure it is that they are the name."""

    group: Sequence[Trace]
    strength: float
    is_surname: bool = False


def spelled(claimed: NameMention, index: TokenIndex, *, sure: bool) -> Iterator[Hit]:
    """Where words like those of a name stand together.

    How sure a group is follows from how unlikely it is to be there by chance: evidence is the decimal logarithm of
    how much likelier its words are if the name is there (:func:`citecheck.facts.likeness.weight`), less that of the
    number of words that might have been alike by chance; strength is ``1 - 10 ** (-evidence / 2)``.

    Args:
        claimed: The name.
        index: The source's words.
        sure: The name stands somewhere as it is, so that only its own words are looked for, not others like them.
    """
    weighed = [_weigh(group, way, index) for way in _ways(claimed) for group in trace(way.parts, index, exact=sure)]
    complete = sure or any(each.strength >= _WEAKEST and not each.is_surname for each in weighed)
    for each in weighed:
        limit = 1.0 if not each.is_surname else _SURNAME_OF_WHOLE if complete else _SURNAME
        strength = min(each.strength, limit)
        if strength >= _WEAKEST:
            yield _hit(claimed, each.group, index, round(strength, 3))


@lru_cache(maxsize=4096)
def _ways(claimed: NameMention) -> tuple[_Way, ...]:
    """A name's words, and with those joined that have an article between them: ``Abd al-Malik``, ``Abdalmalik``."""
    parts = parts_of(claimed.text, claimed.language)
    ways = [parts]
    for number, part in enumerate(parts[1:-1], start=1):
        if part.form in _ARTICLES:
            before, after = parts[number - 1], parts[number + 1]
            joined = Part(before.text + after.text, before.form + part.form + after.form, 1.0)
            ways.append((*parts[: number - 1], joined, *parts[number + 2 :]))
    is_person = claimed.kind is FactKind.NAME
    whole = not is_person and bool(lookup(str(claimed.value)))
    return tuple(_way(each, is_person=is_person, whole=whole) for each in ways)


def _way(parts: tuple[Part, ...], *, is_person: bool, whole: bool) -> _Way:
    numbered = list(enumerate(parts))
    core = tuple(number for number, part in numbered if part.is_core)
    common = tuple(number for number, part in numbered if not part.is_core and not part.is_particle)
    telling = frozenset(number for number, part in numbered if part.form in telling_particles())
    return _Way(parts, core, common, telling, is_person, whole)


def _weigh(group: Sequence[Trace], way: _Way, index: TokenIndex) -> _Weighed:
    if not way.core:
        return _Weighed(group, _cover(group, way.parts))
    found = {each.part: each for each in group}
    missing = [number for number in way.core if number not in found]
    if len(missing) == len(way.core) or (way.whole and not found.keys() >= {*way.core, *way.common}):
        return _Weighed(group, 0.0)
    evidence = _of_core(found, way, index) + _of_others(found, way) + _for_missing(missing, found, way)
    if _strength(evidence) >= _WEAKEST and way.is_person and _is_other_person(found, way.parts, index):
        evidence = min(evidence, _OTHER_PERSON)
    is_surname = way.is_person and way.core[-1] in found and bool(missing) and len(missing) == len(way.core) - 1
    likeness = sum(each.likeness for each in group) / len(group)
    limit = _ADJECTIVE if len(way.parts) == 1 and group[0].translated else 0.6 + 0.4 * likeness
    return _Weighed(group, min(_strength(evidence), limit), is_surname)


def _strength(evidence: float) -> float:
    return 1 - 10 ** (-max(evidence, 0.0) / 2)


def _cover(group: Sequence[Trace], parts: Sequence[Part]) -> float:
    """The share of a name of common words (``Supreme Court``) that a group has, as they are or translated."""
    group = [each for each in group if each.translated or each.likeness == 1.0]
    telling = {number: part.weight for number, part in enumerate(parts) if not part.is_particle}
    share = sum(telling.get(each.part, 0.0) * each.likeness for each in group) / (sum(telling.values()) or 1.0)
    if share < _WHOLE:
        return 0.0
    return min(share, _ADJECTIVE) if len(parts) == 1 and group[0].translated else share


def _of_core(found: dict[int, Trace], way: _Way, index: TokenIndex) -> float:
    """The evidence of the words that make the name.

    The best one's chance is against all words of the source, the others' against the words between it and them, on
    either side.
    """
    transcribed = bool(way.telling)
    each = [
        (_evidence(way.parts[number], found[number], index, transcribed=transcribed), found[number].position)
        for number in way.core
        if number in found
    ]
    first, place = max(each, key=lambda pair: (pair[0], -pair[1]))
    others = sum(max(other - log10(2 * abs(at - place)), 0.0) for other, at in each if at != place)
    return first - log10(index.crowd) + others


def _of_others(found: dict[int, Trace], way: _Way) -> float:
    """The evidence of the words that say what kind of thing is named, and of telling particles."""
    there = sum(number in found for number in way.common)
    telling = sum(number in found for number in way.telling)
    return _COMMON_WORD * there + _MISSING_COMMON * (len(way.common) - there) + _TELLING_PARTICLE * telling


def _evidence(part: Part, found: Trace, index: TokenIndex, *, transcribed: bool) -> float:
    if found.translated:
        return _TRANSLATION
    return weight(part.form, index.form(found.position), found.likeness, transcribed=transcribed)


def _for_missing(missing: Sequence[int], found: dict[int, Trace], way: _Way) -> float:
    if not way.is_person:
        return _MISSING * len(missing)
    surname = way.core[-1]
    if surname in missing:
        return _MISSING_SURNAME if len(missing) == len(way.core) - 1 else _MISSING / 2
    return _UNSURE_SURNAME if missing and found[surname].likeness < 1.0 else 0.0


def _is_other_person(found: dict[int, Trace], parts: Sequence[Part], index: TokenIndex) -> bool:
    """Whether an incomplete name goes on with another one: Michelle Obama is not Barack Obama, nor Iyad Ag Ghali Iyadh.

    A name of one word says nothing of the others.
    """
    if len(parts) == 1 or len(found) == len(parts):
        return False
    places = {each.position for each in found.values()}
    first, last = min(places), max(places)
    return _is_name_word(first - 1, first, index) or _goes_on(last, index)


def _goes_on(last: int, index: TokenIndex) -> bool:
    after = last + 1
    while after < index.size and index.form(after) in particles() and index.gap(after - 1) in {" ", "-"}:
        after += 1
    return after < index.size and index.gap(after - 1) == " " and _looks_named(after, index)


def _is_name_word(before: int, position: int, index: TokenIndex) -> bool:
    return before >= 0 and position > 0 and index.gap(before) == " " and _looks_named(before, index)


def _looks_named(position: int, index: TokenIndex) -> bool:
    word = index.word(position)
    is_name = word[0].isupper() and word[1:].islower() and index.form(position) not in every_honorific()
    return is_name and not index.opens_sentence(position) and people_of(word) is None


def _hit(claimed: NameMention, group: Sequence[Trace], index: TokenIndex, strength: float) -> Hit:
    start, end = index.span(group[0].position, max(each.last for each in group))
    found = index.text[start:end]
    if all(each.likeness == 1.0 for each in group) and script(found) == script(claimed.text):
        detail = "" if forms(found) == forms(claimed.text) else f"« {found} » for {claimed.text}"
        return Hit(start, end, Relation.SAME, Match.NORMALISED, detail, strength)
    if any(each.translated for each in group):
        return Hit(start, end, Relation.SAME, Match.TRANSLATED, f"« {found} » translates {claimed.text}", strength)
    detail = f"« {found} » is another spelling of {claimed.text}"
    return Hit(start, end, Relation.SAME, _match(claimed.text, found), detail, strength)


def _match(name: str, found: str) -> Match:
    return Match.TRANSLITERATED if script(name) != script(found) or skeleton(name) == skeleton(found) else Match.FUZZY
