"""What a run keeps for later ones: captures as read, and claims as judged."""

from dataclasses import dataclass

from citecheck.model.document import Document
from citecheck.model.exchange import Visit
from citecheck.model.failure import Failure
from citecheck.model.result import ClaimVerdict, FactResult
from citecheck.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Reading:
    """A capture as read by one version of the code: what answered, and its text or why there is none.

    The exchanges of ``visit`` have their heads alone: neither the bytes that went over the wire nor a body. ``code``
    is a digest of what read it, ``checksum`` one of the capture as it lies in the archive, ``content`` one of all that
    the text depends on, which other captures may share.
    """

    snapshot: Snapshot
    code: str
    checksum: str
    content: str
    visit: Visit
    document: Document | Failure


@dataclass(frozen=True, slots=True)
class Judged:
    """A claim as judged, without what depends on where it stands in its article."""

    verdict: ClaimVerdict
    score: float
    facts: tuple[FactResult, ...]
