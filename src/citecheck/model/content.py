"""A body with its content codings → the bytes they code, within limits that no compression bomb passes."""

from citecheck.model.codings import CODINGS, CodingError, undo
from citecheck.model.exchange import Exchange

MAX_LAYERS = 2
"""Content codings one upon the other that are undone; more are no page but an attack."""

MAX_DECODED_BYTES = 64 * 1024 * 1024
"""Bytes that each layer may decode to."""


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
        if coding not in CODINGS:
            raise ContentError(f"content coding {coding[:40]!r} is not supported")
        try:
            body = undo(coding, body, max_bytes + 1)
        except CodingError as error:
            raise ContentError(f"corrupt {coding} data: {error}") from None
        if len(body) > max_bytes and not cut:
            raise ContentError(f"decodes to more than {max_bytes} bytes")
    if len(body) > max_bytes and not cut:
        raise ContentError(f"more than {max_bytes} bytes")
    return body[:max_bytes]
