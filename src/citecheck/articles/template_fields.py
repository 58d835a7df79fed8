"""What the citation templates of each wiki call things, from ``data/citation_templates.json``."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any

from citecheck.articles.words import word_list

_NUMBERED = re.compile(r"(\D*)(\d{1,3})(\D*)")


def wikis() -> Mapping[str, Mapping[str, Any]]:
    """Each wiki's vocabulary by its language subtag, the English one first."""
    entries: Mapping[str, Mapping[str, Any]] = word_list("citation_templates")["wikis"]
    return entries


@cache
def names(part: str) -> frozenset[str]:
    """The names of all wikis' templates of one sort: ``citations``, ``short``, ``lists``, ….."""
    return frozenset(name for wiki in wikis().values() for name in wiki.get(part, ()))


@cache
def note_groups() -> Mapping[str, str]:
    """Templates that hold an explanatory note → the group that they number it in."""
    groups: dict[str, str] = {}
    for wiki in wikis().values():
        for name, group in wiki.get("notes", {}).items():
            groups.setdefault(name, group)
    return groups


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(prefix for wiki in wikis().values() for prefix in wiki.get("citation_prefixes", ()))


@lru_cache(maxsize=4096)
def is_citation(template: str) -> bool:
    """Whether a template describes a cited work, by its lower-case name."""
    return template in names("citations") or (
        template.startswith(_prefixes()) and template not in names("short_inside")
    )


@lru_cache(maxsize=16384)
def role_of(template: str, parameter: str) -> tuple[str, int, int] | None:
    """What a citation template's parameter means.

    Returns:
        The role (``title``, ``last``, …), its rank among the parameters of that role (0 counts most), and the
        number in the parameter's name (1 where there is none); ``None`` for a parameter without a known role.
    """
    roles = _roles(_wikis_of(template))
    name = _key(parameter)
    if name in _meaningless(template):
        return None
    if name in roles:
        return (*roles[name], 1)
    numbered = _NUMBERED.fullmatch(name)
    base = f"{numbered[1]}{numbered[3]}" if numbered else ""
    return (*roles[base], int(numbered[2])) if numbered and base in roles else None


def _key(parameter: str) -> str:
    """A parameter's name as names are compared: without case, accents, spaces, hyphens and underscores."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", parameter.casefold())))


@lru_cache(maxsize=4096)
def _meaningless(template: str) -> frozenset[str]:
    """The parameters of a template that are called as others are, and mean something that no role has."""
    return frozenset(
        _key(name) for wiki in wikis().values() for name in wiki.get("other_meaning", {}).get(template, ())
    )


def _wikis_of(template: str) -> tuple[str, ...]:
    """The wikis that have a template, then all others; English parameters are known on every wiki."""

    def rank(item: tuple[str, Mapping[str, Any]]) -> int:
        key, wiki = item
        has_it = template in wiki["citations"] or template.startswith(tuple(wiki.get("citation_prefixes", ())) or "\0")
        return 0 if has_it else 1 if key == "en" else 2

    return tuple(key for key, _ in sorted(wikis().items(), key=rank))


@cache
def _roles(order: tuple[str, ...]) -> Mapping[str, tuple[str, int]]:
    roles: dict[str, tuple[str, int]] = {}
    for name, role, rank in _parameters(order):
        roles.setdefault(name, (role, rank))
    return roles


def _parameters(order: tuple[str, ...]) -> Iterator[tuple[str, str, int]]:
    for key in order:
        for role, parameters in wikis()[key]["fields"].items():
            for rank, parameter in enumerate(parameters):
                yield _key(parameter), role, rank
