"""Who leads, founded or speaks for what: "JNIM leader and founder Abdelmalek Droukdel".

A statement binds a person, in one or more roles, to an organisation. A source agrees where it binds the same person in
the same role to the same organisation under any of its names; it disagrees where it binds them to another one that is
known to be another: both organisations are in the gazetteer, or the source itself speaks of both.
"""

import re
from collections.abc import Iterator

from citecheck.facts.gazetteer import lookup
from citecheck.facts.interface import Hit, Kind, Mention, Relation
from citecheck.facts.offices import NAME, Office, find, grammar_of
from citecheck.facts.source import Source
from citecheck.facts.spelling import names_similarity
from citecheck.language.normalise import fold
from citecheck.model import FactKind, Match

_SAME_PERSON = 0.8
_BY_PRONOUN = 0.8
"""How sure a role is that is told beside the person's name."""
_SAME_ORGANISATION = 0.85


def seek(claimed: Mention, source: Source) -> Iterator[Hit]:
    """Where the source binds the same person in the same role to the same organisation, or to another."""
    if not isinstance(claimed, Office):
        return
    if not claimed.organisation:
        yield from _seek_role(claimed, source)
        return
    for stated in source.mentions(find):
        if not isinstance(stated, Office) or not _is_same_person(claimed, stated):
            continue
        shared = claimed.roles & stated.roles if stated.organisation else frozenset()
        if shared and _is_same_organisation(claimed.organisation, stated.organisation, source):
            yield _same(claimed, stated, shared)
        elif shared and _are_distinct(claimed.organisation, stated.organisation, source):
            yield Hit(stated.start, stated.end, Relation.DIFFERENT, None, _explained(claimed, stated, shared))


def _seek_role(claimed: Office, source: Source) -> Iterator[Hit]:
    """Where the source gives the person that role at all, in one sentence with the name or in the one after it."""
    grammar = grammar_of(source.setting.language)
    if grammar is None:
        return
    patterns = [pattern for name, pattern in grammar.roles if name in claimed.roles]
    for number, (start, end) in enumerate(source.sentences):
        sentence = source.text[start:end].replace("’", "'")
        said = next((match for pattern in patterns if (match := pattern.search(sentence))), None)
        if said is None:
            continue
        around = source.text[source.sentences[max(number - 1, 0)][0] : end]
        if any(_is_person_of(claimed.person, name.group("person")) for name in NAME.finditer(around)):
            detail = f"the source says « {said.group()} » of {claimed.person}"
            yield Hit(start + said.start(), start + said.end(), Relation.SAME, Match.NORMALISED, detail, _BY_PRONOUN)


def _is_same_person(claimed: Office, stated: Office) -> bool:
    return _is_person_of(claimed.person, stated.person)


def _is_person_of(one: str, other: str) -> bool:
    """Whether two names are one person's: whole, or the surname alone where one text gives no more."""
    if names_similarity(one, other) >= _SAME_PERSON:
        return True
    short, long = sorted((one.split(), other.split()), key=len)
    return len(short) == 1 and len(long) > 1 and names_similarity(short[0], long[-1]) >= _SAME_PERSON


def _is_same_organisation(one: str, other: str, source: Source) -> bool:
    if fold(one) == fold(other) or _entries(one) & _entries(other):
        return True
    if any({fold(one), fold(other)} <= {fold(name) for name in names} for names in source.setting.aliases):
        return True
    return not (_entries(one) and _entries(other)) and names_similarity(one, other) >= _SAME_ORGANISATION


def _entries(name: str) -> frozenset[int]:
    return frozenset(entry.offset for entry in lookup(name) if not entry.is_place)


def _are_distinct(claimed: str, stated: str, source: Source) -> bool:
    """Whether two organisations are known to be two: by the gazetteer, or because the source names both."""
    if _entries(claimed) and _entries(stated):
        return True
    return re.search(rf"\b{re.escape(claimed)}\b", source.text) is not None and claimed not in stated


def _same(claimed: Office, stated: Office, shared: frozenset[str]) -> Hit:
    if claimed.text.casefold() == stated.text.casefold():
        match = Match.EXACT
    else:
        match = Match.NORMALISED if fold(claimed.organisation) == fold(stated.organisation) else Match.ALIAS
    detail = f"the source calls {stated.person} {' and '.join(sorted(shared))} of {stated.organisation}"
    return Hit(stated.start, stated.end, Relation.SAME, match, detail)


def _explained(claimed: Office, stated: Office, shared: frozenset[str]) -> str:
    what = " and ".join(sorted(shared))
    return f"the source calls {stated.person} {what} of {stated.organisation}, not of {claimed.organisation}"


LEADER = Kind(FactKind.LEADER, find, seek, frozenset({"en", "fr"}))
"""The kind of fact that says who leads, founded or speaks for what."""
