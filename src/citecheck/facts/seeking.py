"""A claimed name → where a source has it: as it is, in another language, under an alias, or spelled otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from citecheck.facts.aliases import alias_groups, harvest_source
from citecheck.facts.gazetteer import Entry, is_acronym, lookup
from citecheck.facts.interface import Hit, Relation
from citecheck.facts.letters import letter_names
from citecheck.facts.naming import NameMention, uninflected
from citecheck.facts.pinyin import read_so
from citecheck.facts.source import Source
from citecheck.facts.spelled import spelled
from citecheck.facts.token_index import TokenIndex, token_index
from citecheck.facts.traces import is_written_alike
from citecheck.language.words import forms, has_han
from citecheck.model import FactKind, Match

_MOST_HITS = 40
_SPELLED_OUT = 0.9
"""How sure an acronym is whose letters the source names one by one, and a name that its characters are read as."""


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
    hits = [hit for known in _known(claimed, source, index.script) for hit in _standing(known, index, source)]
    if not hits:
        hits += _spelled_out(claimed.text, index.script, source.text)
        hits += _read_so(claimed.text, source) if index.script == "han" else ()
    if not hits or claimed.kind is FactKind.NAME:
        hits += spelled(claimed, index, sure=bool(hits))
    own = _countries(claimed.text)
    return _best(hit for hit in hits if not own or not _is_of_another(own, source.text[hit.start : hit.end]))


def _is_of_another(own: frozenset[int], found: str) -> bool:
    """Whether what was found is another country's name in a case: « Нигера » is of Нигер, not of Нигерия."""
    others = _countries(found)
    return bool(others) and others.isdisjoint(own)


def _countries(name: str) -> frozenset[int]:
    return frozenset(entry.offset for entry in lookup(uninflected(name)) if entry.kind == "country")


def _spelled_out(name: str, written: str, text: str) -> Iterator[Hit]:
    for start, end in letter_names(name, text, written):
        detail = f"« {text[start:end]} » spells out {name}"
        yield Hit(start, end, Relation.SAME, Match.TRANSLITERATED, detail, _SPELLED_OUT)


def _read_so(name: str, source: Source) -> Iterator[Hit]:
    for start, end in read_so(name, source):
        detail = f"« {source.text[start:end]} » is read {name}"
        yield Hit(start, end, Relation.SAME, Match.TRANSLITERATED, detail, _SPELLED_OUT)


def _best(hits: Iterable[Hit]) -> list[Hit]:
    """The hits without those that overlap a surer one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (-hit.strength, hit.start - hit.end, hit.start)):
        if len(kept) < _MOST_HITS and all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return kept


def _known(claimed: NameMention, source: Source, written: str) -> Iterator[_Known]:
    """The names to look for, as far as they are in the source's script or in Latin letters, which stand in any."""
    name = claimed.text
    yield _Known(name, Match.EXACT, 1.0, "")
    for entry in _entries(claimed):
        for other in (*entry.names_in(written), *(entry.names_in("latin") if written != "latin" else ())):
            if forms(other) != forms(name):
                yield _Known(other, _match(other), 0.97, f"« {other} » is another name of {name}")
    groups = (*source.setting.aliases, *source.derived(harvest_source).near(name))
    for alias in (*claimed.aliases, *alias_groups(name, groups)):
        yield _Known(alias.name, Match.ALIAS, 0.92, f"« {alias.name} » is another name of {name}")
        for entry in lookup(alias.name) if claimed.kind is FactKind.ORGANISATION else ():
            how = f"is another name of {alias.name}, that is, {name}"
            yield from (_Known(other, Match.ALIAS, 0.9, f"« {other} » {how}") for other in entry.names_in(written))


def _entries(claimed: NameMention) -> Iterator[Entry]:
    """What the name may mean: not a town, where it is a person's."""
    for entry in lookup(str(claimed.value)):
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
    places = list(index.phrase(wanted)) or (list(index.phrase(wanted, inflected=True)) if index.inflects else [])
    for first, last in places[:_MOST_HITS]:
        start, end = index.span(first, last)
        found = source.text[start:end]
        if is_written_alike(known.name, found):
            yield _hit(known, found, start, end)


def _hit(known: _Known, found: str, start: int, end: int) -> Hit:
    if known.match is not Match.EXACT or found == known.name:
        return Hit(start, end, Relation.SAME, known.match, known.detail, known.strength)
    return Hit(start, end, Relation.SAME, Match.NORMALISED, "", 0.98)


def _han(known: _Known, text: str) -> Iterator[Hit]:
    start = text.find(known.name)
    while start >= 0:
        yield Hit(start, start + len(known.name), Relation.SAME, known.match, known.detail, known.strength)
        start = text.find(known.name, start + 1)
