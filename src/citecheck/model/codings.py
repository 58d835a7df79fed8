"""Bytes under one content coding → the bytes they code, as far as a limit goes (RFC 9110 §8.4.1)."""

import re
import sys
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

_inflating: Any = import_module("isal.isal_zlib") if find_spec("isal") else zlib
"""ISA-L's zlib, where there is one for the platform: pages decode in half the time."""

_STEP = 64 * 1024
_GZIP = b"\x1f\x8b"
_ZSTD_FRAME = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")  # a frame, or one to skip (RFC 8878 §3.1)
_MAX_WINDOW_LOG = 23  # 8 MiB, the most that a content coding may ask for (RFC 9659)
_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<[!?a-zA-Z]|%PDF-)")


class CodingError(ValueError):
    """Bytes that are not under the coding they should be under; the text says why."""


def _gzip(data: bytes, most: int) -> bytes:
    out = bytearray()
    while data[:2] == _GZIP and len(out) < most:  # several members in a row are one body (RFC 1952 §2.2)
        piece, data = _inflated(data, zlib.MAX_WBITS | 16, most - len(out), begun=bool(out))
        out += piece
    return bytes(out)


def _deflate(data: bytes, most: int) -> bytes:
    """With the wrapping that the standard wants, or without, as some servers send it."""
    is_zlib = len(data) > 1 and data[0] & 0x0F == zlib.DEFLATED and int.from_bytes(data[:2]) % 31 == 0
    return _inflated(data, zlib.MAX_WBITS if is_zlib else -zlib.MAX_WBITS, most, begun=False)[0]


def _inflated(data: bytes, window: int, most: int, *, begun: bool) -> tuple[bytes, bytes]:
    decoder = _inflating.decompressobj(window)
    try:
        return decoder.decompress(data, most), decoder.unused_data
    except _inflating.error as error:
        if begun:
            return b"", b""
        raise CodingError(str(error)) from None


def _brotli(data: bytes, most: int) -> bytes:
    import brotlicffi as brotli

    decoder = brotli.Decompressor()
    return _drained(
        lambda rest, size: decoder.decompress(rest, output_buffer_limit=size),
        lambda: not decoder.is_finished() and not decoder.can_accept_more_data(),
        brotli.error, data, most,
    )  # fmt: skip


def _zstd(data: bytes, most: int) -> bytes:
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd

    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: _MAX_WINDOW_LOG}
    out = bytearray()
    while _ZSTD_FRAME.match(data) and len(out) < most:  # several frames in a row are one body (RFC 8878 §3)
        decoder = zstd.ZstdDecompressor(options=options)
        more = partial(_more_of, decoder)
        out += _drained(decoder.decompress, more, zstd.ZstdError, data, most - len(out), begun=bool(out))
        data = decoder.unused_data if decoder.eof else b""
    return bytes(out)


def _more_of(decoder: Any) -> bool:  # noqa: ANN401 - the library has no types
    return not decoder.eof and not decoder.needs_input


def _drained(
    decompress: Callable[[bytes, int], bytes],
    has_more: Callable[[], bool],
    trouble: type[Exception],
    data: bytes,
    most: int,
    *,
    begun: bool = False,
) -> bytes:
    """What a decoder gives, step by step, so that what comes before a corrupt place is not lost."""
    out = bytearray()
    try:
        out += decompress(data, min(_STEP, most))
        while len(out) < most and has_more():
            out += decompress(b"", min(_STEP, most - len(out)))
    except trouble as error:
        if not out and not begun:
            raise CodingError(str(error)) from None
    return bytes(out[:most])


def _is_gzip(data: bytes) -> bool:
    return data.startswith(_GZIP)


def _is_zstd(data: bytes) -> bool:
    return _ZSTD_FRAME.match(data) is not None


@dataclass(frozen=True, slots=True)
class Coding:
    """A content coding. ``decode`` gives at most as many bytes as it is told; it raises :class:`CodingError`.

    ``marked`` says whether bytes begin as the coding begins, where it has a mark.
    """

    decode: Callable[[bytes, int], bytes]
    marked: Callable[[bytes], bool] | None = None


CODINGS: Mapping[str, Coding] = {
    "gzip": Coding(_gzip, _is_gzip),
    "x-gzip": Coding(_gzip, _is_gzip),
    "deflate": Coding(_deflate),
    "br": Coding(_brotli),
    "zstd": Coding(_zstd, _is_zstd),
}
"""The content codings that can be undone, by their names in headers. Servers are asked for the first three alone."""


def undo(name: str, data: bytes, most: int) -> bytes:
    """Undo a coding; bytes that are not under it at all, whatever a header says, are returned as they stand.

    Servers lie, and some tools for archives keep the header when they decode the body.

    Args:
        name: a key of :data:`CODINGS`.
        data: the bytes, or as many of them as came.
        most: how many may come out; the rest is left in.

    Raises:
        CodingError: they are corrupt from the beginning.
    """
    coding = CODINGS[name]
    if coding.marked is not None and not coding.marked(data):
        return data
    try:
        return coding.decode(data, most)
    except CodingError:
        if _PAGE.match(data):
            return data
        raise
