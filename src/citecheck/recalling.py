"""The seam to what earlier runs read and judged: taken over where nothing that it depends on has changed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from citecheck.model import Article, Claim, ClaimResult, Document, Exchange, Failure, Judged, Reading, Snapshot


class Memory(Protocol):
    """Where earlier results are found."""

    def reading(self, snapshot: Snapshot) -> Reading | None:
        """A capture as this very code has read it before."""

    def document(self, content: str) -> Document | Failure | None:
        """What this very code has read of an equal answer before."""

    def judged(self, keys: Sequence[str]) -> Mapping[str, Judged]:
        """Claims that were judged before, by a digest of all that their verdicts depend on."""


@dataclass(frozen=True, slots=True)
class Recall:
    """Takes over from earlier runs, and lets later ones take over from this.

    Attributes:
        code: a digest of what reads and judges.
        content_of: a digest of all that the text of an answer depends on, given that of its body.
        key_of: a digest of all that the verdict of a claim of an article depends on, given its sources.
        renewed: what was judged before as the result of a claim where it stands now.
        readings: where captures, and answers equal to theirs, are looked up; without it all are read again.
        verdicts: the same for claims.
    """

    code: str
    content_of: Callable[[Exchange, str], str]
    key_of: Callable[[Article, Claim, Mapping[str, Any]], str]
    renewed: Callable[[Article, Claim, Mapping[str, Any], Judged], ClaimResult]
    readings: Memory | None = None
    verdicts: Memory | None = None
