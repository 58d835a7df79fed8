"""Names of persons and of things that are no place and no organisation: operations, ships, aircraft."""

from collections.abc import Sequence

from citecheck.facts.interface import Hit, Kind, Mention, Setting
from citecheck.facts.naming import NameMention, find_names
from citecheck.facts.seeking import seek_name
from citecheck.facts.source import Source
from citecheck.model import FactKind


def find(text: str, setting: Setting) -> Sequence[NameMention]:
    """The names in a claim; see :func:`citecheck.facts.naming.find_names`."""
    return find_names(text, setting, FactKind.NAME)


def seek(claimed: Mention, source: Source) -> Sequence[Hit]:
    """Where the source has the name; see :func:`citecheck.facts.seeking.seek_name`."""
    return seek_name(claimed, source) if isinstance(claimed, NameMention) else ()


NAME = Kind(FactKind.NAME, find, seek)
"""Persons and things."""
