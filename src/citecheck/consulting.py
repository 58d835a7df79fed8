"""References and their captured sources → how healthy each link is, and the text that its claims are checked against.

Where the link gives no text of the cited source, something else stands in: the newest earlier capture that does, else
the archive copy that the article names, else one that a look-up found before. What else should be captured to say more
is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import Protocol

from citecheck.collecting import Source, Wanted
from citecheck.judges import Judges
from citecheck.model import (
    ArchiveCopy,
    Article,
    Diagnosis,
    Document,
    Failure,
    Health,
    LinkContext,
    Reference,
    ReferenceResult,
    Snapshot,
    Stage,
    StandIn,
    Visit,
)
from citecheck.pages import Page, Pages

READABLE = frozenset({Health.OK, Health.MOVED, Health.PAYWALL})
"""States in which the text that came is the cited source's own, if only a part of it behind a paywall."""

VERSIONS = 5
"""Earlier captures of a source that are looked at, newest first."""

_SUCCESS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article's URLs from before: when visits failed, and their archive copies; ``at`` is now."""

    failures: Mapping[str, Sequence[datetime]] = field(default_factory=dict)
    copies: Mapping[str, ArchiveCopy] = field(default_factory=dict)
    at: datetime | None = None


class Detours(Protocol):
    """Addresses beside a link's own."""

    def sibling_of(self, document: Document, reference: Reference) -> str | None:
        """Where a page gives no sign that it is the cited one, an address beside the link that cannot exist."""

    def copy_at(self, url: str) -> ArchiveCopy:
        """The archive copy that lies at an address which the article gives for one."""

    def raw_url(self, copy: ArchiveCopy) -> str:
        """Where the copy's bytes lie as they were captured."""

    def as_original(self, visit: Visit) -> Visit:
        """A visit to a copy with the addresses of the original."""


@dataclass(frozen=True, slots=True)
class Copy:
    """An archive copy that was read: what it is, how it was, and its text where it is the cited source's."""

    copy: ArchiveCopy
    diagnosis: Diagnosis
    snapshot: Snapshot
    document: Document | None = None


@dataclass(frozen=True, slots=True)
class Consulted:
    """What became of a reference, and of its archive copy where that was read."""

    result: ReferenceResult
    copy: Copy | None = None


@dataclass(frozen=True, slots=True)
class Consulting:
    """Reads what was captured of links, and of what leads around them.

    Attributes:
        pages: where captures are read.
        judges: diagnose.
        detours: addresses beside a link's own; without them only the links themselves are read.
        check_copies: whether every archive copy is asked for, and not only those that are needed.
    """

    pages: Pages
    judges: Judges
    detours: Detours | None = None
    check_copies: bool = False

    def consult(
        self, article: Article, sources: Mapping[str, Source], known: Known
    ) -> tuple[list[Consulted], list[Wanted]]:
        """What became of each reference of an article, in reading order, and what should be collected to say more."""
        counter = _Counter(self, sources, known, _fellows(article.references, sources))
        by_url: dict[str | None, list[Reference]] = {}
        for reference in article.references:
            by_url.setdefault(reference.url or None, []).append(reference)
        found: dict[int, Consulted] = {}
        for url, citing in by_url.items():
            found |= zip(map(id, citing), counter.consult(url, citing), strict=True)
        return [found[id(reference)] for reference in article.references], list(counter.asks.values())

    def versions(self, result: ReferenceResult) -> Iterator[tuple[Snapshot, Document]]:
        """Captures of a reference's source from before the one that came last, newest first, where readable.

        They differ from each other and from what came last.
        """
        for snapshot in islice(self._distinct(result), VERSIONS):
            page = self.pages.page(snapshot)
            context = LinkContext(body=page.body)
            diagnosis = self.judges.diagnose(page.visit, page.document, result.reference, context)
            if isinstance(page.document, Document) and diagnosis.health in READABLE:
                yield snapshot, page.document

    def _distinct(self, result: ReferenceResult) -> Iterator[Snapshot]:
        """Earlier captures that came with success, each body once: a link that is gone gathers errors day by day."""
        last = result.snapshot
        seen = {last.sha256} if last else set()
        for snapshot in self.pages.captures.versions(result.reference.url or ""):
            is_earlier = last is None or snapshot.fetched_at < last.fetched_at
            if is_earlier and snapshot.sha256 not in seen and snapshot.status // 100 == _SUCCESS:
                seen.add(snapshot.sha256)
                yield snapshot


class _Counter:
    """The consulting for one article."""

    def __init__(
        self,
        consulting: Consulting,
        sources: Mapping[str, Source],
        known: Known,
        fellows: Mapping[str, tuple[Reference, ...]],
    ) -> None:
        self.asks: dict[str, Wanted] = {}
        self._consulting = consulting
        self._judges = consulting.judges
        self._detours = consulting.detours
        self._sources = sources
        self._known = known
        self._fellows = fellows

    def consult(self, url: str | None, citing: Sequence[Reference]) -> list[Consulted]:
        """A source is read once, however many references give its URL."""
        source = self._sources.get(url or "", Source())
        page = self._consulting.pages.page(source.snapshot)
        results = [self._follow(reference, source, page) for reference in citing]
        return [self._with_copy(self._or_earlier(result)) for result in results]

    def _follow(self, reference: Reference, source: Source, page: Page) -> ReferenceResult:
        url = reference.url or ""
        failures = tuple(self._known.failures.get(url, ()))
        context = LinkContext(failures, self._known.at, fellows=self._fellows.get(url, ()), body=page.body)
        captured = self._diagnose(reference, page, replace(context, at=None))
        diagnosis = captured
        if source.failure is not None:
            diagnosis = self._judges.diagnose(source.failure, None, reference, context)
        failed = (each for each in (source.failure, page.visit, page.document) if isinstance(each, Failure))
        readable = isinstance(page.document, Document) and captured.health in READABLE
        document = page.document if isinstance(page.document, Document) and readable else None
        snapshot = source.snapshot if isinstance(page.visit, Visit) else None
        result = ReferenceResult(reference, diagnosis, snapshot, document, next(failed, None))
        if source.failure is None:
            return replace(result, followed_at=source.snapshot.fetched_at if source.snapshot else None)
        result = replace(result, followed_at=self._known.at if source.failure.stage is Stage.FETCH else None)
        return _standing_in(result, None, snapshot, document) if snapshot and document else result

    def _diagnose(self, reference: Reference, page: Page, context: LinkContext) -> Diagnosis:
        """Judge a page; a suspicious one by what an address that cannot exist answers, too."""
        diagnosis = self._judges.diagnose(page.visit, page.document, reference, context)
        if self._detours is None or diagnosis.health not in READABLE or not isinstance(page.document, Document):
            return diagnosis
        sibling = self._detours.sibling_of(page.document, reference)
        if sibling is None:
            return diagnosis
        answer = self._consulting.pages.page(self._source(Wanted(sibling)).snapshot).document
        if not isinstance(answer, Document):
            return diagnosis
        return self._judges.diagnose(page.visit, page.document, reference, replace(context, sibling=answer))

    def _source(self, wanted: Wanted, *, ask: bool = True) -> Source:
        """A source where it was collected; else it is asked for, and its last capture is taken meanwhile."""
        if wanted.url in self._sources:
            return self._sources[wanted.url]
        if ask:
            self.asks[wanted.url] = wanted
        return Source(self._consulting.pages.captures.find(wanted.url))

    def _or_earlier(self, result: ReferenceResult) -> ReferenceResult:
        """A source that is gone is read from its newest earlier capture that has it."""
        if result.document is not None or self._detours is None:
            return result
        earlier = next(self._consulting.versions(result), None)
        return _standing_in(result, None, *earlier) if earlier else result

    def _with_copy(self, result: ReferenceResult) -> Consulted:
        copy = self._copy_of(result.reference)
        if copy is None:
            return Consulted(result)
        read = self._read_copy(result, copy)
        if read is None or read.document is None or result.document is not None:
            return Consulted(result, read)
        return Consulted(_standing_in(result, copy, read.snapshot, read.document), read)

    def _copy_of(self, reference: Reference) -> ArchiveCopy | None:
        """The copy that the article names, else the one that a look-up or a save has found."""
        if self._detours is None:
            return None
        if reference.archive_url:
            return self._detours.copy_at(reference.archive_url)
        return self._known.copies.get(reference.url or "")

    def _read_copy(self, result: ReferenceResult, copy: ArchiveCopy) -> Copy | None:
        """The copy, where it was captured now or before; ``None`` where it was not, and where the archive failed."""
        if self._detours is None:
            return None
        needed = self._consulting.check_copies or result.document is None
        wanted = Wanted(self._detours.raw_url(copy), lasting=True)
        source = self._source(wanted, ask=needed)
        page = self._consulting.pages.page(source.snapshot)
        if source.snapshot is None or not isinstance(page.visit, Visit):
            return None
        original = replace(result.reference, url=result.reference.url or copy.url)
        visit = self._detours.as_original(page.visit)
        diagnosis = self._judges.diagnose(visit, page.document, original, LinkContext(body=page.body))
        document = page.document if isinstance(page.document, Document) else None
        return Copy(copy, diagnosis, source.snapshot, document if diagnosis.health in READABLE else None)


def _standing_in(
    result: ReferenceResult, copy: ArchiveCopy | None, snapshot: Snapshot, document: Document
) -> ReferenceResult:
    """A result with an archive copy, or an earlier capture of ours, in the link's place."""
    stand_in = StandIn(copy.memento_url, copy.captured_at) if copy else StandIn(snapshot.url, snapshot.fetched_at)
    sign = f"{result.diagnosis.sign} It was checked against {stand_in.spoken}."
    diagnosis = replace(result.diagnosis, sign=sign.strip())
    return replace(result, diagnosis=diagnosis, stand_in=stand_in, snapshot=snapshot, document=document)


def _fellows(references: Iterable[Reference], sources: Mapping[str, Source]) -> dict[str, tuple[Reference, ...]]:
    """For each cited URL, the references by other URLs whose links led to the same address."""
    landed: defaultdict[str, list[Reference]] = defaultdict(list)
    for reference in references:
        snapshot = sources.get(reference.url or "", Source()).snapshot
        if snapshot is not None:
            landed[snapshot.final_url].append(reference)
    return {
        each.url or "": tuple(other for other in group if other.url != each.url)
        for group in landed.values()
        for each in group
    }
