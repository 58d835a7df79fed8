"""Pieces of an article → a passage: the text under construction, where it came from, and the markers met."""

from collections.abc import Sequence

from citecheck.articles.passage import Marker, Passage, SourceMap
from citecheck.model import ClaimKind

ITEM_BREAK = "; "
_LONGEST_COLLAPSED = 200


class TextBuffer:
    """Text that grows piece by piece, each with the input span that it stands for."""

    __slots__ = ("_at", "_ends", "_is_gap", "_length", "_markers", "_parts", "_starts", "last", "link_depth")

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._at: list[int] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._markers: list[Marker] = []
        self._length = 0
        self._is_gap = False
        self.last = ""
        self.link_depth = 0

    def write(self, text: str, start: int, end: int) -> None:
        """Add text that stands for ``input[start:end]``; as long as that, it counts as copied."""
        if not text:
            return
        if self._is_gap:
            self._is_gap = False
            # What was dropped between two words was more than nothing to the reader.
            if (self.last.isalnum() and text[0].isalnum()) or (self.last in ".!?," and text[0].isalpha()):
                self._add(" ", start, start)
        self._add(text, start, end)
        self.last = text[-1]

    def _add(self, text: str, start: int, end: int) -> None:
        self._parts.append(text)
        self._at.append(self._length)
        self._starts.append(start)
        self._ends.append(end)
        self._length += len(text)

    def drop(self) -> None:
        """Note that something was left out here, so that the words around it are not glued together."""
        self._is_gap = self._length > 0

    def break_item(self, start: int, end: int) -> None:
        """Part two items of a list, unless nothing or another break comes before."""
        if self._length and not self._ends_item():
            self.write(ITEM_BREAK, start, end)

    def _ends_item(self) -> bool:
        return next((part for part in reversed(self._parts) if not part.isspace()), "").rstrip().endswith(";")

    def mark(self, references: Sequence[str]) -> None:
        """Add a marker behind the text so far."""
        if references:
            self._markers.append(Marker(self._length, tuple(references)))
        self.drop()

    def checkpoint(self) -> int:
        """Where the pieces stand, for :meth:`collapse`."""
        return len(self._parts)

    def collapse(self, checkpoint: int, start: int, end: int) -> None:
        """Let all text since the checkpoint stand for one input span, unless it is long."""
        if checkpoint >= len(self._at) or self._length - self._at[checkpoint] > _LONGEST_COLLAPSED:
            return
        del self._at[checkpoint + 1 :], self._starts[checkpoint + 1 :], self._ends[checkpoint + 1 :]
        self._starts[checkpoint], self._ends[checkpoint] = start, end
        self._parts[checkpoint:] = ["".join(self._parts[checkpoint:])]

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._parts)

    @property
    def markers(self) -> Sequence[Marker]:
        """The markers so far."""
        return self._markers

    def passage(
        self,
        kind: ClaimKind = ClaimKind.SENTENCE,
        section: tuple[str, ...] = (),
        inherited: tuple[str, ...] = (),
    ) -> Passage:
        """The passage, without item breaks at its end."""
        text = self.text.rstrip(" ;") if self.last in "; " else self.text
        markers = tuple(Marker(min(marker.offset, len(text)), marker.references) for marker in self._markers)
        return Passage(
            text, SourceMap(self._at, self._starts, self._ends, self._length), markers, kind, section, inherited
        )
