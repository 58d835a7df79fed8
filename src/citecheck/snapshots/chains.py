"""A URL → the visits to it that an index holds, each as the captures from the URL to the answer."""

from collections.abc import Iterator

from citecheck.model.snapshot import Snapshot
from citecheck.model.url import request_url
from citecheck.snapshots.cdxj import Capture
from citecheck.snapshots.index import Index
from citecheck.snapshots.surt import surt

_MAX_HOPS = 30

Chain = tuple[Capture, ...]


def visits_to(index: Index, url: str) -> Iterator[Chain]:
    """Complete visits to a URL, newest first; those by the other scheme (http, https) after those by its own.

    A visit whose redirects lead out of the archive is not complete.

    Raises:
        ArchiveError: the index is damaged.
    """
    try:
        wanted = request_url(url)
    except ValueError:
        return
    captures = index.captures(surt(wanted))[::-1]
    same = [capture for capture in captures if capture.url == wanted]
    other = [capture for capture in captures if capture.url != wanted and _rest(capture.url) == _rest(wanted)]
    seen = set()
    for capture in (*same, *other):
        start = _first_in_visit(capture, captures)
        if start.record_id in seen:
            continue
        seen.add(start.record_id)
        chain = chain_from(index, start)
        if chain is not None:
            yield chain


def chain_from(index: Index, start: Capture) -> Chain | None:
    """A capture and those that its redirects lead to; ``None`` where they lead to none."""
    chain = [start]
    while (location := chain[-1].location) is not None:
        following = _next(index, chain[-1], location)
        if following is None or following in chain or len(chain) > _MAX_HOPS:
            return None
        chain.append(following)
    return tuple(chain)


def snapshot_of(url: str, chain: Chain) -> Snapshot:
    """The snapshot that a chain is, for the URL it was asked for by."""
    final = chain[-1]
    return Snapshot(
        url=url,
        final_url=final.url,
        hops=tuple(capture.url for capture in chain[:-1]),
        warc=final.warc,
        offset=final.offset,
        record_id=final.record_id,
        sha256=final.sha256,
        status=final.status,
        media_type=final.media_type,
        fetched_at=final.date,
    )


def _next(index: Index, capture: Capture, location: str) -> Capture | None:
    """Where a redirect led: in the same visit, or in an archive that does not say, the nearest in time."""
    candidates = [each for each in index.captures(surt(location)) if each.url == location]
    if capture.visit is not None:
        later = [each for each in candidates if each.visit == capture.visit and each.offset > capture.offset]
        return min(later, key=lambda each: each.offset, default=None)
    return min(candidates, key=lambda each: abs(each.date - capture.date), default=None)


def _first_in_visit(capture: Capture, captures: list[Capture]) -> Capture:
    """The first capture of the same URL in the same visit: a page may redirect to itself once, to set a cookie."""
    if capture.visit is None:
        return capture
    same = [each for each in captures if each.visit == capture.visit and each.url == capture.url]
    return min(same, key=lambda each: each.offset)


def _rest(url: str) -> str:
    return url.partition(":")[2]
