"""Parts of a text, more and less serious → those that fit a limit: the least serious are left out."""

from dataclasses import dataclass, field
from itertools import groupby

_SPARE = 4
"""How many times the limit is held before what cannot fit is let go of."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before, between and after parts; a frame without parts is not written."""

    before: str = ""
    between: str = "\n\n"
    after: str = ""

    @property
    def size(self) -> int:
        """In bytes, with the line breaks behind it."""
        return len((self.before + self.after).encode()) + 2


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    rank: int
    frame: int
    place: int

    @property
    def size(self) -> int:
        """In bytes, with what stands between it and the next."""
        return len(self.text.encode()) + 2


@dataclass(slots=True)
class Fitting:
    """Takes parts and gives those that fit; it holds no more than a few times the ``limit``, which is in bytes."""

    limit: int
    left_out: int = 0
    _frames: list[Frame] = field(default_factory=list)
    _parts: list[_Part] = field(default_factory=list)
    _taken: int = 0
    _held: int = 0

    def frame(self, frame: Frame) -> int:
        """Begin a frame; its number."""
        self._frames.append(frame)
        return len(self._frames) - 1

    def add(self, frame: int, rank: int, text: str) -> None:
        """Add a part to a frame; of greater rank, it stays longer."""
        self._parts.append(_Part(text, rank, frame, self._taken))
        self._taken += 1
        self._held += self._parts[-1].size
        if self._held > _SPARE * self.limit:
            self._prune(self.limit)

    def written(self, taken: int) -> dict[int, str]:
        """The frames that have parts, by number, where so many bytes of the limit are taken by other text."""
        self._prune(self.limit - taken)
        return {number: self._framed(number, list(parts)) for number, parts in groupby(self._parts, lambda p: p.frame)}

    def _framed(self, number: int, parts: list[_Part]) -> str:
        frame = self._frames[number]
        return frame.before + frame.between.join(part.text for part in parts) + frame.after

    def _prune(self, limit: int) -> None:
        kept: list[_Part] = []
        size, framed = 0, set[int]()
        for part in sorted(self._parts, key=lambda part: (-part.rank, part.frame, part.place)):
            adds = part.size + (0 if part.frame in framed else self._frames[part.frame].size)
            if size + adds > limit:
                self.left_out += 1
                continue
            size += adds
            framed.add(part.frame)
            kept.append(part)
        self._parts, self._held = sorted(kept, key=lambda part: (part.frame, part.place)), size
