"""Lines and what they are part of → a document's text and its zones."""

from collections.abc import Iterable
from typing import NamedTuple

from citecheck.model import Zone, ZoneKind


class Piece(NamedTuple):
    """A stretch of text of one zone, ``None`` where it is left out; ``separator`` parts it from the piece before."""

    text: str
    kind: ZoneKind | None
    separator: str = "\n"


def lay_out(pieces: Iterable[Piece | tuple[str, ZoneKind | None, str]]) -> tuple[str, tuple[Zone, ...]]:
    """The joined text and its zones: sorted, touching, the first at 0, the last at the text's end."""
    parts: list[str] = []
    zones: list[Zone] = []
    current, start, end = ZoneKind.HEAD, 0, 0
    for text, kind, separator in pieces:
        if kind is None:
            continue
        if kind is not current:
            if end > start:
                zones.append(Zone(current, start, end))
            current, start = kind, end
        if parts:
            parts.append(separator)
            end += len(separator)
        parts.append(text)
        end += len(text)
    if end > start:
        zones.append(Zone(current, start, end))
    return "".join(parts), tuple(zones)
