"""An archive copy → the address of its bytes as captured, and what came of it as if the original had answered."""

import re
from dataclasses import replace
from itertools import pairwise

from citecheck.archivers.mementos import WAYBACK_HOSTS, archive_copy_of, host_of
from citecheck.model import ArchiveCopy, Exchange, Visit

_STAMPED = re.compile(r"(/\d{4,14})(?:[a-z]{2}_)?(/https?:/)", re.IGNORECASE)
_ORIGINAL = "x-archive-orig-"


def copy_at(url: str, base: str) -> ArchiveCopy:
    """The copy that an address given as an archive's is, whether or not the archive is known."""
    return archive_copy_of(url, base) or ArchiveCopy(url, url, None, host_of(url))


def raw_url(memento: str, base: str) -> str:
    """Where the bytes lie as they were captured: the ``id_`` form in a Wayback Machine, else the address itself."""
    host = host_of(memento)
    if host not in WAYBACK_HOSTS and host != host_of(base):
        return memento
    return _STAMPED.sub(r"\1id_\2", memento, count=1)


def as_original(visit: Visit, base: str) -> Visit:
    """A visit to a copy with the original's addresses and headers in place of the archive's.

    Redirects by which the archive goes to the capture nearest in time are left out; those that it captured are kept.
    """
    exchanges = [_original(exchange, base) for exchange in visit.exchanges]
    kept = [first for first, then in pairwise(exchanges) if first.url != then.url]
    start = archive_copy_of(visit.url, base)
    return Visit(start.url if start else visit.url, (*kept, exchanges[-1]))


def _original(exchange: Exchange, base: str) -> Exchange:
    copy = archive_copy_of(exchange.url, base)
    headers = tuple((_unprefixed(name), value) for name, value in exchange.headers)
    return replace(exchange, url=copy.url if copy else exchange.url, headers=headers)


def _unprefixed(name: str) -> str:
    return name[len(_ORIGINAL) :] if name.lower().startswith(_ORIGINAL) else name
