"""A claimed name → where a source has it: as it is, in another language, under an alias, or spelled otherwise."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from citecheck.facts.aliases import alias_groups, harvest
from citecheck.facts.concepts import meanings
from citecheck.facts.demonyms import people_of
from citecheck.facts.gazetteer import Entry, is_acronym, lookup
from citecheck.facts.interface import Hit, Relation
from citecheck.facts.likeness import likeness
from citecheck.facts.naming import NameMention
from citecheck.facts.source import Source
from citecheck.facts.token_index import TokenIndex, token_index
from citecheck.facts.vocabulary import every_honorific, organisation_words, particles, place_words
from citecheck.language.transliterate import is_abjad, skeleton
from citecheck.language.words import form, forms, has_han, words
from citecheck.model import FactKind, Match

_MOST_HITS = 40
_WEAKEST = 0.55
_WHOLE = 0.8
"""What share of a name is as good as all of it."""
_TRANSLATED = 0.9
"""How sure a word's translation is."""
_WIDEST_GAP = 3
"""How many words may stand between two words of one name."""
_PARTICLE, _GENERIC, _INITIAL = 0.15, 0.35, 0.2
_SURNAME = 0.75
"""How sure a surname alone is, where the source never gives the full name."""
_OTHER_PERSON = 0.4
_TITLED_FROM = 4
"""Letters from which French and others write an acronym as a word."""


@dataclass(frozen=True, slots=True)
class _Known:
    """A name to look for as it stands, and what finding it means."""

    name: str
    match: Match
    strength: float
    detail: str


def seek_name(claimed: NameMention, source: Source) -> list[Hit]:
    """Where the source has the name, the surest hits first.

    Looked for are the name itself, its names in other languages (gazetteer), its aliases (the claim's, the
    setting's and those that the source gives), and words spelled or sounding alike, whatever their order. A
    surname alone counts, less where the source never has the full name. ``strength`` is the likeness.
    """
    index = source.derived(token_index)
    hits = [hit for known in _known(claimed, source) for hit in _standing(known, index, source)]
    if not hits or claimed.kind is FactKind.NAME:
        hits += _alike(claimed, index, sure=bool(hits))
    return _best(hits)


def _best(hits: Iterable[Hit]) -> list[Hit]:
    """The hits without those that overlap a surer one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.strength, hit.start - hit.end, hit.start)):
        if len(kept) < _MOST_HITS and all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return kept


def _known(claimed: NameMention, source: Source) -> Iterator[_Known]:
    name = claimed.text
    yield _Known(name, Match.EXACT, 1.0, "")
    for entry in _entries(claimed):
        for other in entry.names:
            if forms(other) != forms(name):
                yield _Known(other, _match(other), 0.97, f"« {other} » is another name of {name}")
    groups = [*source.setting.aliases, *harvest(source.text, source.setting.language)]
    for alias in (*claimed.aliases, *alias_groups(name, groups)):
        how = f"« {alias.name} » is another name of {name}"
        yield _Known(alias.name, Match.ALIAS, 0.92, how)
        for entry in lookup(alias.name):
            for other in entry.names if entry.kind == "organisation" else ():
                yield _Known(other, Match.ALIAS, 0.9, f"« {other} » is another name of {alias.name}, that is, {name}")


def _entries(claimed: NameMention) -> Iterator[Entry]:
    """What the name may mean: not a town, where it is a person's."""
    for entry in lookup(claimed.text):
        if entry.is_place is (claimed.kind is not FactKind.ORGANISATION) or claimed.kind is FactKind.PLACE:
            yield entry


def _match(name: str) -> Match:
    return Match.ALIAS if is_acronym(name) else Match.TRANSLATED


def _standing(known: _Known, index: TokenIndex, source: Source) -> Iterator[Hit]:
    """Where a name stands as it is, case endings aside."""
    if has_han(known.name):
        yield from _han(known, source.text)
        return
    wanted = forms(known.name)
    places = list(index.phrase(wanted)) or list(index.phrase(wanted, inflected=True))
    for first, last in places[:_MOST_HITS]:
        start, end = index.spans[first][0], index.spans[last][1]
        found = source.text[start:end]
        if _is_written_alike(known.name, found):
            yield _hit(known, found, start, end)


def _is_written_alike(name: str, found: str) -> bool:
    """Whether what was found may be the name, by its capitals: « un » is not the UN, « Otan » may be OTAN."""
    if is_acronym(name):
        return found.isupper() or (len(name) >= _TITLED_FROM and found[0].isupper())
    return not found.islower() or name.islower()


def _hit(known: _Known, found: str, start: int, end: int) -> Hit:
    if known.match is not Match.EXACT or found == known.name:
        return Hit(start, end, Relation.SAME, known.match, known.detail, known.strength)
    return Hit(start, end, Relation.SAME, Match.NORMALISED, "", 0.98)


def _han(known: _Known, text: str) -> Iterator[Hit]:
    start = text.find(known.name)
    while start >= 0:
        yield Hit(start, start + len(known.name), Relation.SAME, known.match, known.detail, known.strength)
        start = text.find(known.name, start + 1)


@dataclass(frozen=True, slots=True)
class _Part:
    """A word of the claimed name, and how much it tells."""

    text: str
    form: str
    weight: float

    @property
    def is_core(self) -> bool:
        return self.weight == 1.0

    @property
    def is_name(self) -> bool:
        """Whether it is written with a capital for its own sake, so that a source writes it so too."""
        return not meanings(self.form) and people_of(self.form) is None and not self.text.islower()


@dataclass(frozen=True, slots=True)
class _Trace:
    """A word of the source that may be a part of the claimed name."""

    position: int
    part: int
    likeness: float


def _alike(claimed: NameMention, index: TokenIndex, *, sure: bool) -> Iterator[Hit]:
    """Where words like those of the name stand together."""
    parts = _parts(claimed.text)
    traces = [trace for number, part in enumerate(parts) for trace in _traces(number, part, index, exact=sure)]
    groups = [_assign(group) for group in _groups(traces, index)]
    covers = [_cover(group, parts) for group in groups]
    whole = sure or any(cover > _WHOLE for cover in covers)
    for group, cover in zip(groups, covers, strict=True):
        strength = _strength(claimed, group, parts, index, cover=cover, whole=whole)
        if strength >= _WEAKEST:
            yield _spelled(claimed, group, index, strength)


def _parts(name: str) -> list[_Part]:
    texts = [name[start:end] for start, end in words(name)]
    parts = [_Part(text, form(text), _weight(form(text))) for text in texts]
    if not any(part.is_core for part in parts):
        return [replace(part, weight=1.0) for part in parts]
    return parts


def _weight(word: str) -> float:
    if word in particles():
        return _PARTICLE
    if len(word) == 1:
        return _INITIAL
    if meanings(word) or word in organisation_words() or word in place_words() or word in every_honorific():
        return _GENERIC
    return 1.0


def _traces(number: int, part: _Part, index: TokenIndex, *, exact: bool) -> Iterator[_Trace]:
    found = {part.form: 1.0} if part.form in index.at else {}
    if not exact and part.weight > _INITIAL:
        for each in index.sounding_like(part.form):
            found[each] = max(found.get(each, 0.0), likeness(part.form, each))
        for each in (*_of_people(part.form, index), *_of_meaning(part.form, index)):
            found.setdefault(each, _TRANSLATED)
    for each, alike in found.items():
        for position in index.at[each][:_MOST_HITS] if alike else ():
            if not part.is_name or _is_written_alike(part.text, index.word(position)):
                yield _Trace(position, number, alike)


def _of_people(word: str, index: TokenIndex) -> Iterator[str]:
    """Forms of the source that are the adjective of the same country: ``française`` for ``French``."""
    code = people_of(word) or next((entry.code for entry in lookup(word) if entry.kind == "country"), None)
    if code:
        yield from index.of_people(code)


def _of_meaning(word: str, index: TokenIndex) -> Iterator[str]:
    return (each for meaning in meanings(word) for each in index.of_meaning(meaning))


def _groups(traces: Sequence[_Trace], index: TokenIndex) -> Iterator[list[_Trace]]:
    """Traces that stand close together on one line."""
    ordered = sorted(traces, key=lambda trace: trace.position)
    group: list[_Trace] = ordered[:1]
    for before, after in pairwise(ordered):
        if after.position - before.position > _WIDEST_GAP or _is_apart(before.position, after.position, index):
            yield group
            group = []
        group.append(after)
    if group:
        yield group


def _is_apart(before: int, after: int, index: TokenIndex) -> bool:
    between = index.text[index.spans[before][1] : index.spans[after][0]]
    return "\n" in between or ". " in between


def _assign(group: Sequence[_Trace]) -> list[_Trace]:
    """One position for each part and one part for each position, the likest first."""
    taken: list[_Trace] = []
    for trace in sorted(group, key=lambda trace: -trace.likeness):
        if all(trace.part != other.part and trace.position != other.position for other in taken):
            taken.append(trace)
    return sorted(taken, key=lambda trace: trace.position)


def _cover(group: Sequence[_Trace], parts: Sequence[_Part]) -> float:
    return sum(parts[trace.part].weight * trace.likeness for trace in group) / sum(part.weight for part in parts)


def _strength(
    claimed: NameMention,
    group: Sequence[_Trace],
    parts: Sequence[_Part],
    index: TokenIndex,
    *,
    cover: float,
    whole: bool,
) -> float:
    core = [number for number, part in enumerate(parts) if part.is_core]
    if claimed.kind is not FactKind.NAME or len(core) == 1 or cover >= _WHOLE:
        return cover
    surname = next((trace for trace in group if trace.part == core[-1]), None)
    if surname is None:
        return cover
    if _has_other_name(surname.position, group, index):
        return _OTHER_PERSON
    return max(cover, (0.9 if whole else _SURNAME) * surname.likeness)


def _has_other_name(position: int, group: Sequence[_Trace], index: TokenIndex) -> bool:
    """Whether another name stands right before a surname: ``Michelle Obama`` is not Barack Obama."""
    before = position - 1
    if before < 0 or any(trace.position == before for trace in group):
        return False
    word = index.word(before)
    gap = index.text[index.spans[before][1] : index.spans[position][0]]
    is_name = (
        word[0].isupper() and len(word) > 1 and word[1:].islower() and index.forms[before] not in every_honorific()
    )
    return gap == " " and is_name and not _opens(before, index) and people_of(word) is None


def _opens(position: int, index: TokenIndex) -> bool:
    start = index.spans[position][0]
    return index.text[max(0, start - 2) : start].strip(" ") in {"", ".", "\n", "«", "“", '"', ":"} and (
        start < 2 or index.text[start - 1] != " " or index.text[start - 2] in ".:!?\n"
    )


def _spelled(claimed: NameMention, group: Sequence[_Trace], index: TokenIndex, strength: float) -> Hit:
    start, end = index.spans[group[0].position][0], index.spans[group[-1].position][1]
    found = index.text[start:end]
    if forms(found) == forms(claimed.text):
        return Hit(start, end, Relation.SAME, Match.NORMALISED, "", strength)
    alike = all(trace.likeness == 1.0 for trace in group)
    if alike:
        return Hit(start, end, Relation.SAME, Match.NORMALISED, f"« {found} » for {claimed.text}", strength)
    match = Match.TRANSLITERATED if _sounds_same(claimed.text, found) else Match.FUZZY
    return Hit(start, end, Relation.SAME, match, f"« {found} » is another spelling of {claimed.text}", strength)


def _sounds_same(name: str, found: str) -> bool:
    other_script = name.isascii() != found.isascii() and not (found.isascii() or _is_latin(found))
    return other_script or is_abjad(found) or skeleton(name) == skeleton(found)


def _is_latin(text: str) -> bool:
    return all(ord(character) < 0x250 for character in text if character.isalpha())
