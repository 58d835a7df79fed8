"""What is known of a link beside what came of following it, and what was read in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from citecheck.model.article import Reference
from citecheck.model.document import Document


@dataclass(frozen=True, slots=True)
class LinkContext:
    """What a link's health is judged by beside its own visit.

    ``failures`` are the moments at which earlier visits failed, ``at`` is when this one was made. ``sibling`` is what
    an address beside the link answered that cannot exist, ``fellows`` are other references whose links led to the
    same address. ``body`` gives the body that the link answered with, where the visit came without.
    """

    failures: tuple[datetime, ...] = ()
    at: datetime | None = None
    sibling: Document | None = None
    fellows: tuple[Reference, ...] = ()
    body: Callable[[], bytes] | None = None


@dataclass(frozen=True, slots=True)
class StandIn:
    """What was read because the link gives no text of the source: an archive copy, or an earlier capture of ours.

    ``captured_at`` is ``None`` where the copy's address does not tell.
    """

    url: str
    captured_at: datetime | None = None

    @property
    def spoken(self) -> str:
        """``the archive copy of 25 February 2019, https://…``, without a capital letter or a full stop."""
        day = f" of {self.captured_at.date().isoformat()}" if self.captured_at else ""
        return f"the copy{day}, {self.url}"
