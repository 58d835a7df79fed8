"""Names of organisations: armies, parties, ministries, companies, armed groups."""

from collections.abc import Sequence

from citecheck.facts.interface import Hit, Kind, Mention, Setting
from citecheck.facts.naming import NameMention, find_names
from citecheck.facts.seeking import seek_name
from citecheck.facts.source import Source
from citecheck.model import FactKind


def find(text: str, setting: Setting) -> Sequence[NameMention]:
    """The organisations in a claim; see :func:`citecheck.facts.naming.find_names`."""
    return find_names(text, setting, FactKind.ORGANISATION)


def seek(claimed: Mention, source: Source) -> Sequence[Hit]:
    """Where the source has the organisation; see :func:`citecheck.facts.seeking.seek_name`."""
    return seek_name(claimed, source) if isinstance(claimed, NameMention) else ()


ORGANISATION = Kind(FactKind.ORGANISATION, find, seek)
"""Organisations."""
