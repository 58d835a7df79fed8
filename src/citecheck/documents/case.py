"""What is judged when a page answered: the visit, its source, what was read from it and what is known around it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from citecheck.documents.signs import plain
from citecheck.documents.titles import names_same_work
from citecheck.model import Document, Exchange, Failure, Reference, Visit, ZoneKind
from citecheck.model.content import ContentError, decode_body

_SCANNED = 200_000
_HEADING = re.compile(r"<h1\b.*?(?:</main>|</article>|<aside|<footer|<nav|<section|<script|<form|$)")
_TAGS = re.compile(r"<[^<>]*>")
_UNDER_HEADING = 1_500
_DECLARED = ("json-ld", "opengraph", "meta")


@dataclass(frozen=True)
class Case:
    """What there is to judge by: the visit, and what was read from it.

    ``sibling`` is what an address beside the cited one answered that cannot exist, ``fellows`` are other references
    whose links led to the same address. ``body`` gives the body that came, where the visit does not hold it.
    """

    visit: Visit
    document: Document | None
    failure: Failure | None
    reference: Reference
    sibling: Document | None = None
    fellows: tuple[Reference, ...] = ()
    body: Callable[[], bytes] | None = None

    @property
    def final(self) -> Exchange:
        """The exchange that answered."""
        return self.visit.final

    @cached_property
    def source(self) -> str:
        """The beginning of the body as source, in the form that :func:`~citecheck.documents.signs.plain` gives."""
        answer = replace(self.final, body=self.body()) if self.body else self.final
        try:
            body = decode_body(answer, max_bytes=_SCANNED, cut=True)
        except ContentError:
            return ""
        return plain(body.decode("utf-8", "replace"))

    @property
    def under_heading(self) -> str:
        """The first heading and what stands under it, a line for each element, up to where another part begins."""
        part = _HEADING.search(self.source)
        return _TAGS.sub("\n", part[0][:_UNDER_HEADING]) if part else ""

    @property
    def text(self) -> str:
        """All that the page says."""
        return self.document.text if self.document else ""

    @cached_property
    def titles(self) -> list[str]:
        """What the page calls itself: the title it states, and each line of its head."""
        stated = self.document.metadata.title.value if self.document and self.document.metadata.title else ""
        return [stated, *self.zone(ZoneKind.HEAD).split("\n")]

    @cached_property
    def is_cited_work(self) -> bool:
        """Whether the page's own titles are the cited one's, or that of its translation."""
        stated = " ".join(self.titles)
        cited = (self.reference.title, self.reference.trans_title)
        return any(names_same_work(title, stated) for title in cited if title)

    @property
    def is_article(self) -> bool:
        """Whether the page declares a day of publication, which error pages and walls do not."""
        published = self.document.metadata.published if self.document else None
        return published is not None and published.origin in _DECLARED

    def zone(self, kind: ZoneKind) -> str:
        """The text of one kind of zone."""
        if self.document is None:
            return ""
        return "\n".join(self.document.text[zone.start : zone.end] for zone in self.document.zones if zone.kind is kind)


def case_of(
    visit: Visit,
    document: Document | Failure | None,
    reference: Reference,
    sibling: Document | None = None,
    fellows: Sequence[Reference] = (),
    body: Callable[[], bytes] | None = None,
) -> Case:
    """Gather what there is to judge by."""
    failure = document if isinstance(document, Failure) else None
    read = document if isinstance(document, Document) else None
    return Case(visit, read, failure, reference, sibling, tuple(fellows), body)
