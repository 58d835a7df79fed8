"""A URL as an article writes it → the URL as it is requested: ASCII, without a fragment."""

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit, urlunsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_SAFE = "!#$%&'()*+,/:;=?@[]~"  # reserved characters and "%", which stand as they are (RFC 3986 §2)
_CONTROLS = re.compile(r"[\x00-\x20\x7f]")


@lru_cache(maxsize=1024)  # asked for when a URL is looked up, fetched, captured and read
def request_url(url: str) -> str:
    """Normalise a URL without changing what it names.

    Scheme and host are lower-cased, the host is encoded as IDNA (UTS #46, non-transitional), the default port and
    the fragment are dropped, ``.`` and ``..`` in the path are resolved, an empty path becomes ``/``, and characters
    that may not stand in a URL are percent-encoded as UTF-8. Paths and queries keep their case and order.

    Raises:
        ValueError: the text is no absolute http or https URL, or carries a user name or a password.
    """
    parts = urlsplit(re.sub(r"[\t\r\n]", "", url.strip()))
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        raise ValueError(f"only http and https URLs are fetched, not {scheme or 'a URL without a scheme'}")
    if "@" in parts.netloc:
        raise ValueError("a URL with a user name or a password in it is not fetched")
    if "\\" in parts.netloc:
        raise ValueError("a backslash in the host")
    host = ascii_host(parts.hostname or "")
    shown = f"[{host}]" if ":" in host else host
    port = parts.port  # raises ValueError where it is no port
    netloc = shown if port in (None, _DEFAULT_PORTS[scheme]) else f"{shown}:{port}"
    path = quote(_without_dots(parts.path), safe=_SAFE) or "/"
    return urlunsplit((scheme, netloc, path, quote(parts.query, safe=_SAFE), ""))


@lru_cache(maxsize=1024)  # an article cites many pages of few hosts
def ascii_host(host: str) -> str:
    """A host name in lower-case ASCII, each label of another script as Punycode.

    Raises:
        ValueError: it is empty or holds characters that no host name may hold.
    """
    name = unicodedata.normalize("NFKC", host).lower().replace("。", ".")
    labels = [
        label if label.isascii() else "xn--" + label.encode("punycode").decode("ascii") for label in name.split(".")
    ]
    encoded = ".".join(labels)
    if not encoded.strip(".") or _CONTROLS.search(encoded) or any(letter in encoded for letter in "/\\?#@<>^|%"):
        raise ValueError(f"not a host name: {host!r}")
    return encoded


def _without_dots(path: str) -> str:
    """A path with its ``.`` and ``..`` segments resolved (RFC 3986 §5.2.4)."""
    if "/." not in path:
        return path
    kept: list[str] = []
    *segments, last = path.split("/")
    for segment in segments:
        if segment == "..":
            kept = kept[:1] + kept[1:-1]
        elif segment != ".":
            kept.append(segment)
    if last == "..":
        kept = kept[:1] + kept[1:-1]
    return "/".join([*kept, "" if last in (".", "..") else last])
