"""The addresses that lead around a link: siblings that cannot exist, and archive copies."""

from dataclasses import dataclass

from citecheck.documents import is_suspicious, sibling_of
from citecheck.model import ArchiveCopy, Document, Reference, Visit


@dataclass(frozen=True, slots=True)
class LinkDetours:
    """Detours by way of one Wayback Machine, whose address is ``base``.

    What knows archives is loaded when a copy is met.
    """

    base: str

    def sibling_of(self, document: Document, reference: Reference) -> str | None:
        """Where a page gives no sign that it is the cited one, an address beside the link that cannot exist."""
        if not reference.url or not is_suspicious(document, reference):
            return None
        from citecheck.archivers import archive_copy_of

        if archive_copy_of(reference.url, self.base):
            return None
        return sibling_of(reference.url)

    def copy_at(self, url: str) -> ArchiveCopy:
        """The archive copy that lies at an address which the article gives for one."""
        from citecheck.archivers import copy_at

        return copy_at(url, self.base)

    def raw_url(self, copy: ArchiveCopy) -> str:
        """Where the copy's bytes lie as they were captured."""
        from citecheck.archivers import raw_url

        return raw_url(copy.memento_url, self.base)

    def as_original(self, visit: Visit) -> Visit:
        """A visit to a copy as if the original had answered."""
        from citecheck.archivers import as_original

        return as_original(visit, self.base)
