"""HTTP exchanges as they went over the wire."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Tls:
    """What the connection that carried an exchange was secured with."""

    version: str
    cipher: str
    certificate_sha256: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its response, wire-exact.

    ``request`` and ``response`` are the bytes as sent and received: start line, headers, blank line and body,
    with its transfer and content codings untouched (RFC 9112). ``truncated`` says why the body was cut short:
    ``length`` (byte cap), ``time`` (time cap) or ``disconnect`` (the WARC-Truncated reasons of WARC 1.1 §5.13).
    """

    url: str
    request: bytes
    response: bytes
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    peer: str
    started_at: datetime
    seconds: float
    tls: Tls | None = None
    truncated: str | None = None

    def header(self, name: str) -> str | None:
        """The first value of a response header, by its case-insensitive name."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)


@dataclass(frozen=True, slots=True)
class Visit:
    """What came of following one URL: the exchanges in order, redirects first, the last one final.

    ``body`` of an :class:`Exchange` is the message body with the transfer coding removed (de-chunked) and the
    content coding kept (still gzip where the server sent gzip).
    """

    url: str
    exchanges: tuple[Exchange, ...]

    @property
    def final(self) -> Exchange:
        """The exchange that the redirects led to."""
        return self.exchanges[-1]
