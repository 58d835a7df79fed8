"""Lines and what they are part of → a document's text and its zones."""

from collections.abc import Iterable
from typing import NamedTuple

from citecheck.model import Zone, ZoneKind


class Piece(NamedTuple):
    """A stretch of text of one zone; ``separator`` parts it from the piece before."""

    text: str
    kind: ZoneKind
    separator: str = "\n"


def lay_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Zone, ...]]:
    """The joined text and its zones: sorted, touching, the first at 0, the last at the text's end."""
    parts: list[str] = []
    zones: list[Zone] = []
    kind, start, end = ZoneKind.HEAD, 0, 0
    for piece in pieces:
        if piece.kind is not kind:
            if end > start:
                zones.append(Zone(kind, start, end))
            kind, start = piece.kind, end
        if parts:
            parts.append(piece.separator)
            end += len(piece.separator)
        parts.append(piece.text)
        end += len(piece.text)
    if end > start:
        zones.append(Zone(kind, start, end))
    return "".join(parts), tuple(zones)
