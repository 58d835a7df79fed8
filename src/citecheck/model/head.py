"""The head of an HTTP/1.x response → its status, its header fields, and how its body is framed (RFC 9112).

It reads leniently where leniency is safe (bare line feeds, missing reason phrases, folded or nameless header
lines) and refuses what would leave the body's length in doubt (§6.3).
"""

import re
from dataclasses import dataclass
from enum import Enum, auto

Headers = tuple[tuple[str, str], ...]

_STATUS_LINE = re.compile(rb"HTTP/(\d(?:\.\d)?) +(\d{3})(?: +(.*))?\s*\Z")


class MessageError(ValueError):
    """The bytes are no HTTP response, or one whose length cannot be told; the text says why."""


@dataclass(frozen=True, slots=True)
class Head:
    """A status line and header fields; ``version`` is as sent (``1.1``)."""

    version: str
    status: int
    reason: str
    headers: Headers

    def values(self, name: str) -> list[str]:
        """Every value of a header, by its lower-case name."""
        return [value for key, value in self.headers if key.lower() == name]


class Framing(Enum):
    """What tells where a body ends."""

    EMPTY = auto()
    CHUNKED = auto()
    LENGTH = auto()
    CLOSE = auto()


def parse_head(data: bytes) -> Head:
    """Read a status line and header fields.

    Args:
        data: the head, with or without the blank line that ends it. Bytes that are not UTF-8 are read as Latin-1.

    Raises:
        MessageError: the first line is no HTTP status line.
    """
    first, *lines = data.split(b"\n")
    match = _STATUS_LINE.match(first)
    if match is None:
        raise MessageError(f"not an HTTP status line: {shown(first)}")
    fields: list[tuple[bytes, bytes]] = []
    for line in lines:
        if line[:1] in b" \t" and line.strip() and fields:  # obsolete line folding, RFC 9112 §5.2
            name, value = fields.pop()
            fields.append((name, value + b" " + line.strip()))
            continue
        name, colon, value = line.partition(b":")
        if colon and name.strip():
            fields.append((name.strip(), value.strip()))
    headers = tuple((_text(name), _text(value)) for name, value in fields)
    return Head(_text(match[1]), int(match[2]), _text(match[3] or b"").strip(), headers)


def framing(head: Head) -> tuple[Framing, int]:
    """How the body of the response to a GET is framed, and its length where a header tells it (RFC 9112 §6.3).

    Raises:
        MessageError: the lengths given are malformed or contradict each other.
    """
    if head.status < 200 or head.status in (204, 304):
        return Framing.EMPTY, 0
    codings = [coding.strip().lower() for value in head.values("transfer-encoding") for coding in value.split(",")]
    codings = [coding for coding in codings if coding not in ("", "identity")]
    if codings:
        if any(coding != "chunked" for coding in codings):
            raise MessageError(f"transfer coding nobody asked for: {', '.join(codings)}")
        return Framing.CHUNKED, 0
    lengths = {part.strip() for value in head.values("content-length") for part in value.split(",")}
    if not lengths:
        return Framing.CLOSE, 0
    if len(lengths) > 1 or not (text := lengths.pop()).isascii() or not text.isdigit():
        raise MessageError("contradicting or malformed Content-Length")
    return Framing.LENGTH, int(text)


def shown(raw: bytes | bytearray) -> str:
    """The beginning of what was sent, for messages."""
    return repr(bytes(raw[:40]))


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
