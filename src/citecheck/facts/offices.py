"""Text → who leads, founded or speaks for what, as a language says it."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise
from typing import Any

from citecheck.facts.demonyms import people_of
from citecheck.facts.gazetteer import lookup
from citecheck.facts.interface import Mention, Setting
from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation
from citecheck.model import FactKind

_LONGEST_TAIL = 8
"""How many lower-case words may end an organisation's name, « Al-Qaïda au Maghreb islamique »."""

_CAPITAL = r"(?:[a-z]{2}-)?[A-ZÀ-ÖØ-Þ][\w'-]*"
_PERSON = rf"(?P<person>{_CAPITAL}(?: (?:(?:ag|al|el|ben|bin|ibn|ould|abu|abou|de|du|von|van) )*{_CAPITAL}){{0,5}})"
_ORGANISATION = rf"(?P<org>(?>{_CAPITAL}(?: (?:(?:of|the|in|for|de|du|des|la|au|aux|wal|wa) )*{_CAPITAL}){{0,6}}))"
_BETWEEN = r"(?:(?!(?:who|qui|that|and|et)\b)[\w'-]+ ){0,4}?"
_NEXT = re.compile(
    rf"\s+(?:[a-zà-ÿ][\w'-]* ){{0,3}}(?P<name>{_CAPITAL}(?: (?:(?:ag|al|el|ben|bin|ibn) )*{_CAPITAL}){{0,5}})"
)
"""The next name, after a few lower-case words."""
NAME = re.compile(rf"\b{_PERSON}")
_SENTENCE_END = re.compile(r"[.!?]\s+")
_LINE = re.compile(r"[^\n]+")
_ASIDE = r"(?:,[^.;:()]{1,100}?,)?"
_OF_COUNTRIES = frozenset({"president", "minister"})
"""Roles that somebody may hold of a place; a place that a group is active in is led by nobody here."""


@dataclass(frozen=True, slots=True)
class Office(Mention):
    """A person's office: its roles by their canonical names, the person and the organisation as written.

    ``organisation`` is empty where the text only refers back to one, "its founder".
    """

    roles: frozenset[str]
    person: str
    organisation: str


@cache
def _words() -> Mapping[str, Any]:
    words: dict[str, Any] = json.loads(
        files("citecheck.facts").joinpath("data", "leader.json").read_text(encoding="utf-8")
    )
    return words


def _either(words: Sequence[str]) -> str:
    return "(?i:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


class Grammar:
    """One language's ways to say it, and its role words, compiled when first asked for: most texts name no office."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.not_persons = frozenset(_words()["not_persons"][language])
        self._role = _either(self._every("roles"))

    def _every(self, key: str) -> list[str]:
        return [form for by_language in _words()[key].values() for form in by_language[self._language]]

    def _any(self, key: str) -> str:
        return _either(_words()[key][self._language])

    @cached_property
    def hint(self) -> re.Pattern[str]:
        """What every statement holds, of an aligned text."""
        said = alternation(map(aligned, (*self._every("roles"), *self._every("verbs"))))
        return re.compile(rf"\b(?:{'|'.join((said, *self._every('passives')))})\b")

    @cached_property
    def statements(self) -> tuple[re.Pattern[str], ...]:
        """The ways to say who leads what."""
        role = self._role
        roles = rf"(?P<roles>{role}\b(?:\s*{self._any('and')}\s*{role}\b){{0,2}})"
        before = rf"(?:{self._any('before_role')}(?:(?<=')|\s+|-))*"
        of = rf"{self._any('of')}(?:(?<=')|\s+)"
        verb = rf"(?P<roles>{_either(self._every('verbs'))})"
        passive = rf"(?P<roles>{_either(self._every('passives'))})"
        templates = (
            rf"\b{_ORGANISATION.replace('(?>', '(?:')}(?:'s)?\s+{roles},?\s+{_PERSON}",
            rf"\b{_PERSON},?\s+{before}{roles}\s+{of}{_BETWEEN}{_ORGANISATION}",
            rf"\b{_PERSON},?\s+(?:(?:who|qui)\s+)?{verb}\s+{_BETWEEN}{_ORGANISATION}",
            rf"\b{roles}\s+{of}{_BETWEEN}{_ORGANISATION},\s+{_PERSON}",
            rf"\b{_ORGANISATION},?\s+{self._any('whose')}\s+{_PERSON}\s+{before}{roles}",
            rf"\b{_ORGANISATION}{_ASIDE}\s+{passive}\s+{_BETWEEN}{_PERSON}",
        )
        return tuple(map(re.compile, templates))

    @cached_property
    def anaphor(self) -> re.Pattern[str]:
        """A role in what the text only refers back to."""
        return re.compile(rf"\b{self._any('anaphors')}\s+(?:[a-zà-ÿ-]+ )?(?P<roles>{self._role}s?)\b")

    @cached_property
    def roles(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """The role words by canonical role."""
        forms = (
            (name, (*_forms(name, "roles", self._language), *_verbal(name, self._language)))
            for name in _words()["roles"]
        )
        return tuple((name, re.compile(rf"\b{_either(said)}\b")) for name, said in forms)


@cache
def grammar_of(language: str) -> Grammar | None:
    """How a language says it; ``None`` for one without words for it."""
    return Grammar(language) if language in _words()["of"] else None


def _forms(role: str, key: str, language: str) -> list[str]:
    by_role: Mapping[str, Mapping[str, list[str]]] = _words()[key]
    plural = "s?" if key == "roles" else ""
    return [form + plural for form in by_role[role][language]] if role in by_role else []


def _verbal(role: str, language: str) -> list[str]:
    return [*_forms(role, "verbs", language), *_forms(role, "passives", language)]


def find(text: str, setting: Setting) -> tuple[Office, ...]:
    """The offices that a text states, in order of their places, each once."""
    grammar = grammar_of(setting.language)
    if grammar is None:
        return ()
    low, plain = aligned(text), text.replace("’", "'").replace("\u00a0", " ")
    found: dict[tuple[int, int], Office] = {}
    for line in _LINE.finditer(plain):
        if not grammar.hint.search(low, *line.span()):
            continue
        for statement in grammar.statements:
            for match in statement.finditer(plain, *line.span()):
                office = _office(match, text, plain, grammar)
                if office is not None:
                    found.setdefault((office.start, office.end), office)
        for office in _anaphoric(plain, line.span(), text, grammar):
            if not any(start < office.end and office.start < end for start, end in found):
                found[office.start, office.end] = office
    return tuple(sorted(found.values(), key=lambda office: office.start))


def _office(match: re.Match[str], text: str, plain: str, grammar: Grammar) -> Office | None:
    roles, role = _roles(match.group("roles"), grammar), match.span("roles")
    start, end = _whole_organisation(plain, *_past_peoples(plain, *match.span("org")))
    named = _past_peoples(plain, *match.span("person"))
    organisation, person = text[start:end], text[slice(*named)].removesuffix("'s")
    if not roles or not _are_apart((start, end), named, role) or not _is_person(match.group("person"), person, grammar):
        return None
    if not roles <= _OF_COUNTRIES and _is_only_a_place(organisation):
        return None
    first, last = min(start, role[0]), max(end, role[1])
    value = f"{' and '.join(sorted(roles))} of {organisation}: {person}"
    return Office(FactKind.LEADER, text[first:last], first, last, value, roles, person, organisation)


def _anaphoric(plain: str, line: tuple[int, int], text: str, grammar: Grammar) -> Iterator[Office]:
    """Roles in an organisation that is only referred to, each of the last person named before in the sentence."""
    for match in grammar.anaphor.finditer(plain, *line):
        before = _SENTENCE_END.split(plain[line[0] : match.start()])[-1]
        names = [name.group("person") for name in NAME.finditer(before)]
        persons = [name for name in names if _is_person(name, name, grammar)]
        roles = _roles(match.group("roles"), grammar)
        if persons and roles:
            start, end = match.span("roles")
            value = f"{' and '.join(sorted(roles))}: {persons[-1]}"
            yield Office(FactKind.LEADER, text[start:end], start, end, value, roles, persons[-1], "")


def _is_only_a_place(name: str) -> bool:
    entries = lookup(name)
    return bool(entries) and all(entry.is_place for entry in entries)


def _are_apart(*spans: tuple[int, int]) -> bool:
    ordered = sorted(spans)
    return all(before[1] <= after[0] for before, after in pairwise(ordered))


def _past_peoples(plain: str, start: int, end: int) -> tuple[int, int]:
    """The span of a name, past what only says of which people it is: "the Tunisian group Ansar al-Sharia"."""
    while people_of(plain[start:end]) and (following := _NEXT.match(plain, end)):
        start, end = following.span("name")
    return start, end


def _is_person(matched: str, name: str, grammar: Grammar) -> bool:
    if matched.lower() in grammar.not_persons or people_of(name):
        return False
    return not any(pattern.fullmatch(name) for _, pattern in grammar.roles)


def _roles(said: str, grammar: Grammar) -> frozenset[str]:
    """The roles that words stand for; "deputy leader" is a deputy, not a leader."""
    found = [(match.span(), name) for name, pattern in grammar.roles for match in pattern.finditer(said)]
    return frozenset(
        name
        for (start, end), name in found
        if not any(s <= start and end <= e and (s, e) != (start, end) for (s, e), _ in found)
    )


def _whole_organisation(plain: str, start: int, end: int) -> tuple[int, int]:
    """An organisation's span, without an article before it, with lower-case words after it that its name has."""
    article = re.match(r"(?:(?:The|Le|La|Les)\s+|L')", plain[start:end])
    if article and article.end() < end - start:
        start += article.end()
    if plain[start:end].endswith("'s"):
        return start, end - 2
    best = end
    for word in list(re.finditer(r"[\w'-]+", plain[end : end + 80]))[:_LONGEST_TAIL]:
        if any(not entry.is_place for entry in lookup(plain[start : end + word.end()])):
            best = end + word.end()
    return start, best
