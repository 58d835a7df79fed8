"""A URL → the key under which a CDXJ index sorts it: host reversed, so that a site's pages stand together."""

import re
from functools import lru_cache
from urllib.parse import urlsplit

_WWW = re.compile(r"^www\d*\.")


@lru_cache  # looked up for the captures there are, and again for the new one
def surt(url: str) -> str:
    """The sort-friendly form (SURT) of a URL, ``http://www.Example.org/a?b`` → ``org,example)/a?b``.

    It drops the scheme and a leading ``www.``, lower-cases everything and sorts the query's parameters, as web
    archives do. Different URLs can share a key, so whoever looks one up compares the URLs as well.
    """
    parts = urlsplit(url)
    host = _WWW.sub("", (parts.hostname or "").lower())
    labels = host.split(".")
    reversed_host = host if _is_address(host) else ",".join(reversed(labels))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    path = parts.path.lower().rstrip("/") or "/"
    query = "&".join(sorted(parts.query.lower().split("&")))
    key = f"{reversed_host}{port}){path}" + (f"?{query}" if query else "")
    return key.replace(" ", "%20")


def _is_address(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
