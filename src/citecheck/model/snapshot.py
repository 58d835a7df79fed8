"""Where the capture of a source lies in the archive."""

from dataclasses import dataclass
from datetime import datetime

IMPORTED = "imported"
"""Begins the names of the files that hold captures which a person brought in."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A capture: the response record that was verified, findable by file and offset, checkable by digest.

    ``url`` is what the article cites, ``final_url`` what answered after ``hops`` redirects. ``warc`` is the
    file's name inside the archive folder, ``offset`` the byte offset of the response record of the final
    exchange, ``sha256`` the hexadecimal digest of the body as :attr:`Exchange.body` holds it.
    """

    url: str
    final_url: str
    hops: tuple[str, ...]
    warc: str
    offset: int
    record_id: str
    sha256: str
    status: int
    media_type: str
    fetched_at: datetime

    @property
    def imported(self) -> bool:
        """Whether a person brought it in, from another tool; citecheck did not fetch it."""
        return self.warc.startswith(IMPORTED)
