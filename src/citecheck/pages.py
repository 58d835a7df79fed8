"""A capture → its page: what answered and the text of it, read now or taken over from an earlier run."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from citecheck.errors import ArchiveError
from citecheck.model import Document, Exchange, Failure, Reading, Snapshot, Stage, Visit
from citecheck.recalling import Recall

TOO_LARGE = Failure(Stage.DOCUMENT, "too-large", "There is not enough memory to read the page.")


class Reader(Protocol):
    """Where captures are read."""

    def read_with_checksum(self, snapshot: Snapshot) -> tuple[Visit, str | None]:
        """The exchanges of a capture, as they went over the wire, and :meth:`checksum`.

        It raises :class:`ArchiveError`.
        """

    def find(self, url: str) -> Snapshot | None:
        """The newest capture of ``url``."""

    def versions(self, url: str) -> Iterable[Snapshot]:
        """Every capture of ``url``, the newest first."""

    def checksum(self, snapshot: Snapshot) -> str | None:
        """Of a capture as it lies in the archive; ``None`` where it is not there."""


@dataclass(frozen=True, slots=True)
class Page:
    """A capture, read: its exchanges and its text, or why there are none.

    Where it was read in an earlier run the exchanges have no bodies, and ``body`` gives that of the last one.
    """

    visit: Visit | Failure | None = None
    document: Document | Failure | None = None
    body: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Reads captures.

    Attributes:
        captures: where they are.
        read_document: reads one.
        recall: where those are found that were read before.
        readings: takes those that were read anew, where there is a ``recall``.
    """

    captures: Reader
    read_document: Callable[[Visit], Document | Failure]
    recall: Recall | None = None
    readings: list[Reading] = field(default_factory=list)

    def page(self, snapshot: Snapshot | None) -> Page:
        """Read a capture, or take over what an earlier run has read of it."""
        if snapshot is None:
            return Page()
        known = self._known(snapshot)
        return Page(known.visit, known.document, partial(self._body, snapshot)) if known else self._read(snapshot)

    def _known(self, snapshot: Snapshot) -> Reading | None:
        """What an earlier run has read of a capture, where that has not been damaged since."""
        memory = self.recall.readings if self.recall else None
        known = memory.reading(snapshot) if memory else None
        return known if known and known.checksum == self.captures.checksum(snapshot) else None

    def _body(self, snapshot: Snapshot) -> bytes:
        """The body of a capture that was read before; nothing where it has been damaged since."""
        try:
            return self.captures.read_with_checksum(snapshot)[0].final.body
        except ArchiveError:
            return b""

    def _read(self, snapshot: Snapshot) -> Page:
        try:
            visit, checksum = self.captures.read_with_checksum(snapshot)
        except ArchiveError as error:
            return Page(Failure(Stage.SNAPSHOT, "damaged", str(error)))
        if self.recall is None:
            return Page(visit, self._document(visit))
        content = self.recall.content_of(visit.final, snapshot.sha256)
        known = self.recall.readings.document(content) if self.recall.readings else None
        document = known or self._document(visit)
        if checksum and document != TOO_LARGE:
            self.readings.append(Reading(snapshot, self.recall.code, checksum, content, heads_of(visit), document))
        return Page(visit, document)

    def _document(self, visit: Visit) -> Document | Failure:
        try:
            return self.read_document(visit)
        except MemoryError:
            return TOO_LARGE


def heads_of(visit: Visit) -> Visit:
    """A visit without its bytes: what answered, step by step."""
    exchanges = (
        Exchange(each.url, b"", b"", each.status, each.reason, each.headers, b"", "", each.started_at, 0.0)
        for each in visit.exchanges
    )
    return Visit(visit.url, tuple(exchanges))
