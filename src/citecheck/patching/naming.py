"""A citation template → what its wiki calls the address, the date and the state of an archive copy."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from citecheck.articles.template_fields import role_of, wikis
from citecheck.patching.fields import Field
from citecheck.patching.tables import table

_STATES = {state: state for state in ("live", "dead", "deviated", "usurped")}
"""The words of ``url-status``, under whatever name."""

DATE = "{date}"
"""Stands for the day on which a link was found to be broken, where a wiki wants that instead of a state."""


@dataclass(frozen=True, slots=True)
class ArchiveNames:
    """Names of fields; ``states`` are the values of ``status`` for the states that the wiki has words for."""

    url: str
    date: str
    status: str | None
    states: Mapping[str, str]


def archive_names(template: str, fields: Sequence[Field], language: str | None) -> ArchiveNames | None:
    """How a template takes an archive copy; ``None`` where it is not known to take one.

    Names that the template has already, filled or not, win over those the wiki prefers.

    Args:
        template: Its name in lower case.
        fields: Its fields.
        language: The language of the article, which tells wikis apart that have a template of the same name.
    """
    wiki = _wiki_of(template, fields, language)
    if wiki is None:
        return None
    entry = table("archive_fields")["wikis"][wiki]
    used = [each.name for each in fields]
    names = next((each for each in entry["names"] if set(each.values()) & set(used)), entry["names"][0])
    status = _used(template, "url_status", used)
    own = entry.get("status", {})
    return ArchiveNames(
        _used(template, "archive_url", used) or names["archive_url"],
        _used(template, "archive_date", used) or names["archive_date"],
        status or own.get("field"),
        _STATES if status else own.get("values", {}),
    )


def roles_of(template: str, fields: Sequence[Field]) -> dict[str, Field]:
    """The fields by what they mean; of several with one meaning the filled one that the wiki ranks first."""
    best: dict[str, tuple[tuple[bool, int, int], Field]] = {}
    for field in fields:
        found = role_of(template, field.name)
        if found is None or (found[2] != 1):
            continue
        rank = (not field.value, found[1], -field.start)
        if found[0] not in best or rank < best[found[0]][0]:
            best[found[0]] = (rank, field)
    return {role: field for role, (_, field) in best.items()}


def _used(template: str, role: str, used: Sequence[str]) -> str | None:
    return next((name for name in used if (role_of(template, name) or ("",))[0] == role), None)


def _wiki_of(template: str, fields: Sequence[Field], language: str | None) -> str | None:
    known: Mapping[str, Any] = table("archive_fields")["wikis"]
    having = [wiki for wiki, entry in known.items() if template in entry["templates"]]
    if language in having:
        return language
    used = {field.name.casefold() for field in fields}
    return max(having, key=lambda wiki: len(used & _parameters(wiki)), default=None)


def _parameters(wiki: str) -> set[str]:
    return {name for names in wikis()[wiki]["fields"].values() for name in names}


def role_name(template: str, name: str) -> str:
    """What a field means, with its number where it has one; its own name where that is not known."""
    found = role_of(template, name)
    return name if found is None else found[0] if found[2] == 1 else f"{found[0]} {found[2]}"
