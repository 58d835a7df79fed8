"""A claimed name → where a source has its words, some of them, or words like them, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log10

from citecheck.facts.demonyms import people_of
from citecheck.facts.interface import Hit, Relation
from citecheck.facts.likeness import weight
from citecheck.facts.naming import NameMention
from citecheck.facts.token_index import TokenIndex
from citecheck.facts.traces import Part, Trace, parts_of, trace
from citecheck.facts.vocabulary import every_honorific
from citecheck.language.transliterate import script, skeleton
from citecheck.language.words import forms
from citecheck.model import FactKind, Match

_WEAKEST = 0.3
_WHOLE = 0.7
"""What share of a name that has only common words must stand together."""
_COMMON_WORD = 1.0
"""Evidence (see below) of a common word that stands where it should, or does not."""
_MISSING_COMMON = -0.2
_TRANSLATION = 2.8
"""Evidence of a place's name in another language, or its adjective."""
_MISSING = -1.5
_MISSING_SURNAME = -2.5
_OTHER_PERSON = -3.0
_UNSURE_SURNAME = -0.5
"""Evidence of a surname alone that is spelled otherwise."""
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
    parts = parts_of(claimed.text, claimed.language)
    weighed = [_weigh(group, parts, claimed.kind, index) for group in trace(parts, index, exact=sure)]
    whole = sure or any(each.strength >= _WEAKEST and not each.is_surname for each in weighed)
    for each in weighed:
        limit = 1.0 if not each.is_surname else _SURNAME_OF_WHOLE if whole else _SURNAME
        strength = min(each.strength, limit)
        if strength >= _WEAKEST:
            yield _hit(claimed, each.group, index, round(strength, 3))


def _weigh(group: Sequence[Trace], parts: Sequence[Part], kind: FactKind, index: TokenIndex) -> _Weighed:
    core = [number for number, part in enumerate(parts) if part.is_core]
    if not core:
        return _Weighed(group, _cover(group, parts), is_surname=False)
    found = {each.part: each for each in group}
    evidence = _of_core([(parts[number], found[number]) for number in core if number in found], index)
    if not evidence:
        return _Weighed(group, 0.0, is_surname=False)
    evidence += sum(
        _COMMON_WORD if number in found else _MISSING_COMMON
        for number, part in enumerate(parts)
        if not (part.is_core or part.is_particle)
    )
    missing = [number for number in core if number not in found]
    is_surname = kind is FactKind.NAME and len(core) > 1 and core[-1] in found and len(missing) == len(core) - 1
    evidence += _for_missing(missing, core, found, kind, index)
    likeness = sum(each.likeness for each in group) / len(group)
    return _Weighed(group, min(1 - 10 ** (-max(evidence, 0) / 2), 0.6 + 0.4 * likeness), is_surname=is_surname)


def _cover(group: Sequence[Trace], parts: Sequence[Part]) -> float:
    """The share of a name of common words (``Supreme Court``) that a group has, as they are or translated."""
    group = [each for each in group if each.translated or each.likeness == 1.0]
    total = sum(part.weight for part in parts if not part.is_particle)
    share = sum(parts[each.part].weight * each.likeness for each in group if not parts[each.part].is_particle) / total
    if share < _WHOLE:
        return 0.0
    is_adjective = len(parts) == 1 and all(each.translated for each in group)
    return min(share, _SURNAME) if is_adjective else share


def _of_core(pairs: Sequence[tuple[Part, Trace]], index: TokenIndex) -> float:
    """The evidence of the words that make the name.

    The best one's chance is against all words of the source, the others' against the words between it and them, on
    either side.
    """
    each = ((_evidence(part, found, index), found) for part, found in pairs)
    weighed = sorted(each, key=_rarest)
    if not weighed:
        return 0.0
    first, best = weighed[0]
    others = (other - log10(2 * abs(found.position - best.position)) for other, found in weighed[1:])
    return max(first - log10(index.crowd), 0.0) + sum(max(other, 0.0) for other in others)


def _evidence(part: Part, found: Trace, index: TokenIndex) -> float:
    return _TRANSLATION if found.translated else weight(part.form, index.forms[found.position], found.likeness)


def _rarest(weighed: tuple[float, Trace]) -> tuple[float, int]:
    return -weighed[0], weighed[1].position


def _for_missing(
    missing: Sequence[int], core: Sequence[int], found: dict[int, Trace], kind: FactKind, index: TokenIndex
) -> float:
    if kind is not FactKind.NAME:
        return _MISSING * len(missing)
    if core[-1] in missing:
        return _MISSING_SURNAME if len(missing) == len(core) - 1 else _MISSING / 2
    if missing and _has_other_name(found, found[core[-1]].position, index):
        return _OTHER_PERSON
    return _UNSURE_SURNAME if missing and found[core[-1]].likeness < 1.0 else 0.0


def _has_other_name(found: dict[int, Trace], position: int, index: TokenIndex) -> bool:
    """Whether another name stands right before a surname: ``Michelle Obama`` is not Barack Obama."""
    before = position - 1
    if before < 0 or any(each.position == before for each in found.values()):
        return False
    word, gap = index.word(before), index.text[index.spans[before][1] : index.spans[position][0]]
    is_name = word[0].isupper() and word[1:].islower() and index.forms[before] not in every_honorific()
    return gap == " " and is_name and not index.opens_sentence(before) and people_of(word) is None


def _hit(claimed: NameMention, group: Sequence[Trace], index: TokenIndex, strength: float) -> Hit:
    start, end = index.spans[group[0].position][0], index.spans[group[-1].position][1]
    found = index.text[start:end]
    if all(each.likeness == 1.0 for each in group) and script(found) == script(claimed.text):
        detail = "" if forms(found) == forms(claimed.text) else f"« {found} » for {claimed.text}"
        return Hit(start, end, Relation.SAME, Match.NORMALISED, detail, strength)
    detail = f"« {found} » is another spelling of {claimed.text}"
    return Hit(start, end, Relation.SAME, _match(claimed.text, found), detail, strength)


def _match(name: str, found: str) -> Match:
    return Match.TRANSLITERATED if script(name) != script(found) or skeleton(name) == skeleton(found) else Match.FUZZY

