"""URLs → their sources, collected in chunks by an executor, a host's chunks one after the other."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from citecheck.cluster import Dealing, deal
from citecheck.collecting import OnSource, Progress, Source, Wanted
from citecheck.model import Failure, Stage

CollectChunk = Callable[[Sequence[Wanted]], Sequence[tuple[str, Source]]]
"""Collects a chunk of URLs wherever it is called: fetches them and keeps the captures in the shared archive."""


@dataclass(frozen=True, slots=True)
class SpreadCollector:
    """Collects sources on the workers of an executor.

    Every URL of a host goes to the same partition, and a partition's chunks are worked on one after the other, so
    that no host is ever asked by two workers at once. A chunk that is repeated, because its worker was lost, fetches
    only what the archive does not have yet.

    Attributes:
        executor: where chunks are collected.
        collect_chunk: collects one.
        partitions: how many chunks may be worked on at once.
        chunk: URLs in a chunk.
        progress: told how far it has come.
    """

    executor: Executor
    collect_chunk: CollectChunk
    partitions: int
    chunk: int = 500
    progress: Callable[[Progress], None] = field(default=lambda _: None)

    @property
    def offline(self) -> bool:
        """Never: without a network there is nothing to spread."""
        return False

    def collect(self, wanted: Iterable[Wanted], on_source: OnSource) -> None:
        """Collect what is wanted, and tell of each source when its chunk has ended."""
        dealing = Dealing(key=host_of, partitions=self.partitions, chunk=self.chunk)
        done = failed = 0
        for chunk, result in deal(wanted, dealing, self.collect_chunk, self.executor):
            for url, source in result if not isinstance(result, BaseException) else _lost(chunk, result):
                done, failed = done + 1, failed + (source.failure is not None)
                on_source(url, source)
                self.progress(Progress("sources", done, done, url, failed))


def host_of(wanted: Wanted) -> str:
    """The host of a URL, in lower case; empty where it has none."""
    try:
        return (urlsplit(wanted.url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _lost(chunk: Sequence[Wanted], error: BaseException) -> Iterable[tuple[str, Source]]:
    reason = Failure(Stage.FETCH, "worker-lost", f"the workers that fetched it were lost ({error})", retryable=True)
    return ((each.url, Source(failure=reason)) for each in chunk)
