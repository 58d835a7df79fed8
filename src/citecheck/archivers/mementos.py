"""Addresses of archive copies ↔ what they are a copy of, and when it was made."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

from citecheck.errors import ConfigError
from citecheck.model import ArchiveCopy
from citecheck.model.url import request_url

WAYBACK_HOSTS = frozenset({"web.archive.org", "archive.org", "www.archive.org", "wayback.archive.org"})
"""The hosts under which the Wayback Machine has answered."""

SNAPSHOT_HOSTS = frozenset(
    {
        *("archive.today", "archive.ph", "archive.is", "archive.li", "archive.md", "archive.vn", "archive.fo"),
        *("perma.cc", "webcitation.org", "www.webcitation.org", "ghostarchive.org"),
    }
)
"""Archives whose addresses need not tell the original: whatever lies there is a copy."""

_MEMENTO = re.compile(r"/(\d{4,14})(?:[a-z]{2}_)?/(https?:/{1,2}\S+|www\.\S+)", re.IGNORECASE)
_UNDATED = re.compile(r"/web/(https?:/{1,2}\S+)", re.IGNORECASE)
_ONE_SLASH = re.compile(r"^(https?:)/(?=[^/])", re.IGNORECASE)
_FULL = 14
"""Digits of a complete timestamp, ``YYYYMMDDhhmmss``."""


def archive_base(url: str) -> str:
    """The address of an archive as configured, without a slash at its end.

    Raises:
        ConfigError: It is no http or https URL.
    """
    try:
        return request_url(url).rstrip("/")
    except ValueError as error:
        raise ConfigError(f"wayback-url: {url!r}: {error}") from error


def host_of(url: str) -> str:
    """The name under which an archive's copies are known: its host, with the port where the address has one."""
    try:
        return urlsplit(url.strip()).netloc.lower().rpartition("@")[2]
    except ValueError:
        return ""


def memento_url(base: str, timestamp: str, original: str) -> str:
    """Where a Wayback Machine keeps a capture."""
    return f"{base}/web/{timestamp}/{original}"


def moment_of(timestamp: str) -> datetime | None:
    """``20190225`` … ``20190225113000`` → the first moment it can mean, in UTC; ``None`` for what is no time."""
    if not re.fullmatch(r"\d{4,14}", timestamp, re.ASCII):
        return None
    padded = timestamp + "00000101000000"[len(timestamp) :]
    try:
        return datetime.strptime(padded, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def exact_moment_of(timestamp: object) -> datetime | None:
    """The moment that a complete timestamp names, as archives give it of their own captures; else ``None``."""
    is_full = isinstance(timestamp, str) and len(timestamp) == _FULL
    return moment_of(str(timestamp)) if is_full else None


def timestamp_of(moment: datetime) -> str:
    """A moment as archives write it: ``YYYYMMDDhhmmss`` in UTC."""
    return f"{moment.astimezone(UTC):%Y%m%d%H%M%S}".zfill(_FULL)


def archive_copy_of(url: str, base: str) -> ArchiveCopy | None:
    """Recognise a URL that is itself an archive copy, in the Wayback Machine or elsewhere.

    Args:
        url: A URL as an article cites it.
        base: The configured archive, whose copies are recognised whatever its host.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").lower()
    except ValueError:
        return None
    name = host_of(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    is_wayback = host in WAYBACK_HOSTS or name == host_of(base)
    dated = _MEMENTO.search(path)
    if dated and (is_wayback or host in SNAPSHOT_HOSTS or len(dated[1]) == _FULL):
        return ArchiveCopy(_original(dated[2]), url, moment_of(dated[1]), name)
    undated = _UNDATED.match(path) if is_wayback else None
    if undated:
        return ArchiveCopy(_original(undated[1]), url, None, name)
    return ArchiveCopy(url, url, None, name) if host in SNAPSHOT_HOSTS and path.strip("/") else None


def _original(text: str) -> str:
    """An original's URL with the slash that some wikis fold away, and the scheme that some archives leave out."""
    url = _ONE_SLASH.sub(r"\1//", text)
    return url if url.lower().startswith("http") else f"http://{url}"
