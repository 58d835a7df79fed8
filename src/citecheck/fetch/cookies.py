"""The cookies of one visit: sent back to the host that set them, forgotten when the visit ends.

Some sites set a cookie, redirect to the same page and redirect for ever without it.
"""

from citecheck.model.exchange import Exchange

_MAX_COOKIES = 50
_MAX_LENGTH = 4096


class Cookies:
    """A jar that lives as long as one visit and never crosses hosts."""

    def __init__(self) -> None:
        self._jar: dict[tuple[str, str], tuple[str, bool]] = {}

    def keep(self, host: str, exchange: Exchange) -> None:
        """Take the cookies that an answer sets (RFC 6265 §5.2, without domains, paths and dates)."""
        for name, value in exchange.headers:
            if name.lower() != "set-cookie" or len(value) > _MAX_LENGTH or len(self._jar) >= _MAX_COOKIES:
                continue
            pair, *attributes = value.split(";")
            key, equals, content = (part.strip() for part in pair.partition("="))
            words = {attribute.strip().lower().replace(" ", "") for attribute in attributes}
            if not equals or not key or not pair.isascii() or not pair.isprintable():
                continue
            if words & {"max-age=0", "max-age=-1"}:
                self._jar.pop((host, key), None)
            else:
                self._jar[host, key] = (content, "secure" in words)

    def header(self, host: str, *, secure: bool) -> str | None:
        """The ``Cookie`` header for a host; ``None`` where it has set none."""
        pairs = [
            f"{key}={content}"
            for (owner, key), (content, only_secure) in self._jar.items()
            if owner == host and (secure or not only_secure)
        ]
        return "; ".join(pairs) or None
