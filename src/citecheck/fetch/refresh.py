"""An answer that refreshes itself to another address → that address: a redirect without a redirect's status.

Read as browsers do (WHATWG HTML, "shared declarative refresh steps"), from the ``Refresh`` header or a ``<meta
http-equiv="refresh">``; what stands in comments, scripts or ``<noscript>`` is none, since browsers skip it there.
"""

import re
from collections.abc import Sequence
from html import unescape
from http import HTTPStatus
from urllib.parse import urljoin

from citecheck.model.content import ContentError, decode_body
from citecheck.model.exchange import Exchange
from citecheck.model.url import request_url

LONGEST_DELAY = 10.0
"""Seconds; a page that waits longer is meant to be read, and then reloaded."""

MOST = 3
"""Refreshes followed in one visit: challenge pages refresh themselves for ever."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Statuses whose ``Location`` is followed (RFC 9110 §15.4)."""

_SCANNED = 16 * 1024  # such pages are small, or say so at their top
_SKIPPED = re.compile(
    r"<!--.*?(?:-->|$)|<(noscript|script|style|template|textarea|title|xmp)\b.*?(?:</\1\s*>|$)",
    re.DOTALL | re.IGNORECASE,
)
_META = re.compile(r"<meta\b((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([^\s=\"'/]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_DECLARED = re.compile(
    r"\s*(?P<delay>\d+(?:\.\d*)?|\.\d+)\s*[;,\s]\s*(?:url\s*=\s*)?(?P<rest>\S.*)",
    re.DOTALL | re.IGNORECASE,
)


def refreshed_to(exchanges: Sequence[Exchange]) -> str | None:
    """Where the last exchange of a visit leads on to by refreshing itself; ``None`` to where the visit has been."""
    before = [each for each in exchanges[:-1] if each.status not in REDIRECTS]
    if len(before) >= MOST:
        return None
    target = refresh_target(exchanges[-1])
    return None if any(target == each.url for each in exchanges) else target


def refresh_target(exchange: Exchange) -> str | None:
    """The address to go on to, as it is requested; ``None`` where the answer stays."""
    if exchange.status != HTTPStatus.OK:
        return None
    declared = exchange.header("refresh") or _in_page(exchange)
    target = _declared(declared) if declared else None
    if target is None:
        return None
    try:
        return request_url(urljoin(exchange.url, target))
    except ValueError:
        return None


def _in_page(exchange: Exchange) -> str | None:
    if "html" not in (exchange.header("content-type") or "text/html").lower():
        return None
    try:
        head = decode_body(exchange, max_bytes=_SCANNED, cut=True)
    except ContentError:
        return None
    if b"refresh" not in head.lower():
        return None
    for meta in _META.finditer(_SKIPPED.sub(" ", head.decode("utf-8", "replace"))):
        fields = {name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(meta[1])}
        if fields.get("http-equiv", "").strip().lower() == "refresh":
            return fields.get("content", "")
    return None


def _declared(value: str) -> str | None:
    """``0; url='/x'`` → ``/x``."""
    found = _DECLARED.match(value)
    if found is None or float(found["delay"]) > LONGEST_DELAY:
        return None
    rest = found["rest"].strip()
    if rest[0] in "\"'":
        rest = rest[1:].partition(rest[0])[0]
    return rest.strip() or None
