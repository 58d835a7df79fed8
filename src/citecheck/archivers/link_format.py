"""Link headers (RFC 8288) and TimeMaps in link format (RFC 7089 §5) → the links in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

_LINK = re.compile(r"<([^<>\s]{1,8000})>((?:\s*;\s*[\w*-]{1,30}\s*=\s*(?:\"[^\"]{0,8000}\"|[^\s\",;]{1,8000}))*+)")
_PARAMETER = re.compile(r";\s*([\w*-]+)\s*=\s*(?:\"([^\"]*)\"|([^\s\",;]+))")


@dataclass(frozen=True, slots=True)
class Link:
    """A link: its absolute address, its relations, and the moment that a memento is of, in UTC."""

    address: str
    relations: frozenset[str]
    moment: datetime | None


def links(text: str, base: str) -> Iterator[Link]:
    """The links of a header or a TimeMap, in their order; what is no link is passed over.

    Args:
        text: The header's value or the TimeMap.
        base: The address that it came from.
    """
    for found in _LINK.finditer(text):
        parameters = {name.lower(): quoted or bare for name, quoted, bare in _PARAMETER.findall(found[2])}
        try:
            address = urljoin(base, found[1])
        except ValueError:
            continue
        relations = frozenset(parameters.get("rel", "").lower().split())
        yield Link(address, relations, http_date(parameters.get("datetime")))


def http_date(text: str | None) -> datetime | None:
    """``Fri, 01 Mar 2019 10:11:12 GMT`` → the moment in UTC; ``None`` for what is none."""
    try:
        moment = parsedate_to_datetime(text or "")
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
