"""A claimed name → where a source has its words, some of them, or words like them, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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

_WEAKEST = 0.5
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
_SURNAME, _SURNAME_OF_WHOLE = 0.7, 0.9
"""How sure a surname alone is, and where the source has the full name as well."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A group of words found, and how sure it is that they are the name."""

    group: Sequence[Trace]
    strength: float
    is_surname: bool


def spelled(claimed: NameMention, index: TokenIndex, *, sure: bool) -> Iterator[Hit]:
    """Where words like those of a name stand together.

    How sure a group is follows from how unlikely it is to be there by chance: evidence is minus the decimal
    logarithm of that chance, summed over the words (:func:`citecheck.facts.likeness.weight`) less the number of
    words that might have been alike, and strength is ``1 - 10 ** (-evidence / 2)``.

    Args:
        claimed: The name.
        index: The source's words.
        sure: The name stands somewhere as it is, so that only its own words are looked for, not others like them.
    """
    weighed = [
        _weigh(group, parts, claimed, index)
        for parts in _ways(parts_of(claimed.text, claimed.language))
        for group in trace(parts, index, exact=sure)
    ]
    whole = sure or any(each.strength >= _WEAKEST and not each.is_surname for each in weighed)
    for each in weighed:
        limit = 1.0 if not each.is_surname else _SURNAME_OF_WHOLE if whole else _SURNAME
        strength = min(each.strength, limit)
        if strength >= _WEAKEST:
            yield _hit(claimed, each.group, index, round(strength, 3))


def _ways(parts: tuple[Part, ...]) -> Iterator[tuple[Part, ...]]:
    """A name's words, and with those joined that have an article between them: ``Abd al-Malik``, ``Abdalmalik``."""
    yield parts
    for number, part in enumerate(parts[1:-1], start=1):
        if part.form in _ARTICLES:
            before, after = parts[number - 1], parts[number + 1]
            joined = Part(before.text + after.text, before.form + part.form + after.form, 1.0)
            yield (*parts[: number - 1], joined, *parts[number + 2 :])


def _weigh(group: Sequence[Trace], parts: Sequence[Part], claimed: NameMention, index: TokenIndex) -> _Weighed:
    kind = claimed.kind
    core = [number for number, part in enumerate(parts) if part.is_core]
    if not core:
        return _Weighed(group, _cover(group, parts), is_surname=False)
    found = {each.part: each for each in group}
    pairs = [(parts[number], found[number]) for number in core if number in found]
    if not pairs or (len(found) < len(parts) and _is_known_whole(claimed, parts, found)):
        return _Weighed(group, 0.0, is_surname=False)
    evidence = _of_core(pairs, index, transcribed=any(part.form in telling_particles() for part in parts))
    evidence += sum(
        _COMMON_WORD if number in found else _MISSING_COMMON
        for number, part in enumerate(parts)
        if not (part.is_core or part.is_particle)
    )
    missing = [number for number in core if number not in found]
    is_surname = kind is FactKind.NAME and len(core) > 1 and core[-1] in found and len(missing) == len(core) - 1
    evidence += _for_missing(missing, core, found, kind)
    evidence += sum(_TELLING_PARTICLE for number in found if parts[number].form in telling_particles())
    if kind is FactKind.NAME and _is_other_person(found, parts, index):
        evidence = min(evidence, _OTHER_PERSON)
    likeness = sum(each.likeness for each in group) / len(group)
    return _Weighed(group, min(1 - 10 ** (-max(evidence, 0) / 2), 0.6 + 0.4 * likeness), is_surname=is_surname)


def _cover(group: Sequence[Trace], parts: Sequence[Part]) -> float:
    """The share of a name of common words (``Supreme Court``) that a group has, as they are or translated."""
    group = [each for each in group if each.translated or each.likeness == 1.0]
    telling = {number: part.weight for number, part in enumerate(parts) if not part.is_particle}
    share = sum(telling.get(each.part, 0.0) * each.likeness for each in group) / (sum(telling.values()) or 1.0)
    if share < _WHOLE:
        return 0.0
    is_adjective = len(parts) == 1 and all(each.translated for each in group)
    return min(share, _SURNAME) if is_adjective else share


def _is_known_whole(claimed: NameMention, parts: Sequence[Part], found: dict[int, Trace]) -> bool:
    """Whether a name of which a word is missing is in the gazetteer as it is: Korea is not North Korea."""
    is_missing = any(number not in found and not part.is_particle for number, part in enumerate(parts))
    return is_missing and claimed.kind is not FactKind.NAME and bool(lookup(str(claimed.value)))


def _of_core(pairs: Sequence[tuple[Part, Trace]], index: TokenIndex, *, transcribed: bool) -> float:
    """The evidence of the words that make the name.

    The best one's chance is against all words of the source, the others' against the words between it and them, on
    either side.
    """
    each = ((_evidence(part, found, index, transcribed=transcribed), found) for part, found in pairs)
    weighed = sorted(each, key=_rarest)
    first, best = weighed[0]
    others = (other - log10(2 * abs(found.position - best.position)) for other, found in weighed[1:])
    return first - log10(index.crowd) + sum(max(other, 0.0) for other in others)


def _evidence(part: Part, found: Trace, index: TokenIndex, *, transcribed: bool) -> float:
    if found.translated:
        return _TRANSLATION
    return weight(part.form, index.forms[found.position], found.likeness, transcribed=transcribed)


def _rarest(weighed: tuple[float, Trace]) -> tuple[float, int]:
    return -weighed[0], weighed[1].position


def _for_missing(missing: Sequence[int], core: Sequence[int], found: dict[int, Trace], kind: FactKind) -> float:
    if kind is not FactKind.NAME:
        return _MISSING * len(missing)
    if core[-1] in missing:
        return _MISSING_SURNAME if len(missing) == len(core) - 1 else _MISSING / 2
    return _UNSURE_SURNAME if missing and found[core[-1]].likeness < 1.0 else 0.0


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
    while after < len(index.forms) and index.forms[after] in particles() and index.gap(after - 1) in {" ", "-"}:
        after += 1
    return after < len(index.forms) and index.gap(after - 1) == " " and _looks_named(after, index)


def _is_name_word(before: int, position: int, index: TokenIndex) -> bool:
    return before >= 0 and position > 0 and index.gap(before) == " " and _looks_named(before, index)


def _looks_named(position: int, index: TokenIndex) -> bool:
    word = index.word(position)
    is_name = word[0].isupper() and word[1:].islower() and index.forms[position] not in every_honorific()
    return is_name and not index.opens_sentence(position) and people_of(word) is None


def _hit(claimed: NameMention, group: Sequence[Trace], index: TokenIndex, strength: float) -> Hit:
    start, end = index.spans[group[0].position][0], index.spans[max(each.last for each in group)][1]
    found = index.text[start:end]
    if all(each.likeness == 1.0 for each in group) and script(found) == script(claimed.text):
        detail = "" if forms(found) == forms(claimed.text) else f"« {found} » for {claimed.text}"
        return Hit(start, end, Relation.SAME, Match.NORMALISED, detail, strength)
    detail = f"« {found} » is another spelling of {claimed.text}"
    return Hit(start, end, Relation.SAME, _match(claimed.text, found), detail, strength)


def _match(name: str, found: str) -> Match:
    return Match.TRANSLITERATED if script(name) != script(found) or skeleton(name) == skeleton(found) else Match.FUZZY

