"""Pieces of an article → a passage: the text under construction, where it came from, and the markers met."""

from collections.abc import Sequence
from dataclasses import replace

from citecheck.articles.passage import Marker, Passage, Piece, SourceMap
from citecheck.model import ClaimKind

ITEM_BREAK = "; "
_LONGEST_COLLAPSED = 200


class TextBuffer:
    """Text that grows piece by piece, each with the input span that it stands for."""

    __slots__ = ("_is_gap", "_length", "_markers", "_pieces", "last", "link_depth")

    def __init__(self) -> None:
        self._pieces: list[Piece] = []
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
                self._pieces.append((self._length, start, start, " "))
                self._length += 1
        self._pieces.append((self._length, start, end, text))
        self._length += len(text)
        self.last = text[-1]

    def drop(self) -> None:
        """Note that something was left out here, so that the words around it are not glued together."""
        self._is_gap = self._length > 0

    def break_item(self, start: int, end: int) -> None:
        """Part two items of a list, unless nothing or another break comes before."""
        if not self._ends_item():
            self.write(ITEM_BREAK, start, end)

    def _ends_item(self) -> bool:
        """Whether what comes next is the first of its list, or follows a break."""
        if not self.last.isspace():
            return self.last in ";:"  # also where nothing came yet
        last = next((piece[3] for piece in reversed(self._pieces) if not piece[3].isspace()), ";")
        return last.rstrip().endswith((";", ":"))

    def mark(self, references: Sequence[str]) -> None:
        """Add a marker behind the text so far."""
        if references:
            self._markers.append(Marker(self._length, tuple(references)))
        self.drop()

    def mark_link(self, reference: str) -> None:
        """Let the words so far, which stay, link to a reference: a marker for their sentence only."""
        self._markers.append(Marker(self._length, (reference,), is_local=True))

    def checkpoint(self) -> int:
        """Where the pieces stand, for :meth:`collapse`."""
        return len(self._pieces)

    def collapse(self, checkpoint: int, start: int, end: int) -> None:
        """Let all text since the checkpoint stand for one input span, unless it is long."""
        if checkpoint < len(self._pieces) and self._length - self._pieces[checkpoint][0] <= _LONGEST_COLLAPSED:
            text = "".join([piece[3] for piece in self._pieces[checkpoint:]])
            self._pieces[checkpoint:] = [(self._pieces[checkpoint][0], start, end, text)]

    def text_from(self, checkpoint: int) -> str:
        """The text since a checkpoint."""
        return "".join([piece[3] for piece in self._pieces[checkpoint:]])

    def cut(self, checkpoint: int) -> None:
        """Take back all text since a checkpoint, and leave a gap; the markers in it stay, before the gap."""
        if checkpoint < len(self._pieces):
            self._length = self._pieces[checkpoint][0]
            del self._pieces[checkpoint:]
            self._ends_earlier()
        self.drop()

    def close_gap(self) -> None:
        """Take back white space before a gap, as punctuation comes that closes the words before it."""
        while self._is_gap and self._pieces and self.last.isspace():
            at, start, end, text = self._pieces.pop()
            kept = text.rstrip()
            if kept:
                self._pieces.append((at, start, start + len(kept) if end - start == len(text) else end, kept))
            self._length = at + len(kept)
            self._ends_earlier()

    def _ends_earlier(self) -> None:
        for index in range(len(self._markers) - 1, -1, -1):
            if self._markers[index].offset <= self._length:
                break
            self._markers[index] = replace(self._markers[index], offset=self._length)
        self.last = self._pieces[-1][3][-1] if self._pieces else ""

    @property
    def end(self) -> int:
        """Where in the input the last piece ends; 0 where there is none."""
        return self._pieces[-1][2] if self._pieces else 0

    @property
    def length(self) -> int:
        """How many characters the text has so far."""
        return self._length

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join([piece[3] for piece in self._pieces])

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
        text = self.text
        if self.last in "; ":
            text = text.rstrip(" ;")
        markers = tuple(replace(marker, offset=min(marker.offset, len(text))) for marker in self._markers)
        return Passage(text, SourceMap(self._pieces), markers, kind, section, inherited)
