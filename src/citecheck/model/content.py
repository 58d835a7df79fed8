"""A body with its content codings → the bytes they code, within limits that no compression bomb passes."""

import zlib

from citecheck.model.exchange import Exchange

MAX_LAYERS = 2
"""Content codings one upon the other that are undone; more are no page but an attack."""

MAX_DECODED_BYTES = 64 * 1024 * 1024
"""Bytes that each layer may decode to."""

_ALIASES = {"x-gzip": "gzip", "gzip": "gzip", "deflate": "deflate"}


class ContentError(ValueError):
    """A body that cannot be decoded within the limits; the text says why."""


def decode_body(exchange: Exchange, *, max_bytes: int = MAX_DECODED_BYTES, cut: bool = False) -> bytes:
    """Undo an exchange's content codings (RFC 9110 §8.4).

    A body that was cut short decodes to as much as came; one that is not coded at all, whatever its header says, is
    returned as it stands.

    Args:
        exchange: with its body as :attr:`Exchange.body` keeps it.
        max_bytes: what no layer may decode to more of.
        cut: whether what goes beyond ``max_bytes`` is left out instead of refused.

    Raises:
        ContentError: unknown coding, too many layers, corrupt data, or more than ``max_bytes`` unless cut.
    """
    named = [value for name, value in exchange.headers if name.lower() == "content-encoding"]
    codings = [coding.strip().lower() for value in named for coding in value.split(",")]
    codings = [coding for coding in codings if coding not in ("", "identity", "utf-8", "none")]
    if len(codings) > MAX_LAYERS:
        raise ContentError(f"{len(codings)} content codings one upon the other")
    body = exchange.body
    for coding in reversed(codings):
        if coding not in _ALIASES:
            raise ContentError(f"content coding {coding[:40]!r} is not supported")
        body = _inflate(body, _ALIASES[coding], max_bytes, cut=cut)
    if len(body) > max_bytes and not cut:
        raise ContentError(f"more than {max_bytes} bytes")
    return body[:max_bytes]


def _inflate(data: bytes, coding: str, max_bytes: int, *, cut: bool) -> bytes:
    wbits = _window(data, coding)
    if wbits is None:
        return data
    out = bytearray()
    while data:  # several gzip members in a row are one body (RFC 1952 §2.2)
        decoder = zlib.decompressobj(wbits)
        try:
            out += decoder.decompress(data, max_bytes + 1 - len(out))
        except zlib.error as error:
            if not out:
                raise ContentError(f"corrupt {coding} data: {error}") from None
            break
        if len(out) > max_bytes and cut:
            break
        if len(out) > max_bytes:
            raise ContentError(f"decodes to more than {max_bytes} bytes")
        data = decoder.unused_data if coding == "gzip" and decoder.unused_data[:2] == b"\x1f\x8b" else b""
    return bytes(out)


def _window(data: bytes, coding: str) -> int | None:
    """The zlib window for the data: gzip, zlib or raw deflate; ``None`` where it is plain text after all."""
    if coding == "gzip":
        return 31 if data[:2] == b"\x1f\x8b" else None
    is_zlib = len(data) > 1 and data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0
    return zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS
