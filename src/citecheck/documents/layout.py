"""Lines and what they are part of → a document's text and its zones."""

from collections.abc import Iterable
from dataclasses import dataclass

from citecheck.model import Zone, ZoneKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text of one zone; ``separator`` parts it from the piece before."""

    text: str
    kind: ZoneKind
    separator: str = "\n"


def lay_out(pieces: Iterable[Piece]) -> tuple[str, tuple[Zone, ...]]:
    """The joined text and its zones: sorted, touching, the first at 0, the last at the text's end."""
    parts: list[str] = []
    zones: list[Zone] = []
    end = 0
    for piece in pieces:
        separator = piece.separator if parts else ""
        start = end
        end += len(separator) + len(piece.text)
        parts.append(separator + piece.text)
        if zones and zones[-1].kind is piece.kind:
            start = zones.pop().start
        zones.append(Zone(piece.kind, start, end))
    return "".join(parts), tuple(zones)
