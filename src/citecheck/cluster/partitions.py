"""Items → results, in chunks through any executor, so that the items of one key are never worked on at two places.

Keys (hosts, for URLs) are dealt to partitions by a digest, the same on every machine and in every run. A partition is
worked on chunk after chunk: the next one begins when the last has ended, wherever that was.
"""

import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass
from functools import partial
from queue import SimpleQueue
from typing import Generic, TypeVar

_DOUBLINGS = 20  # beyond any chunk

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Dealing(Generic[Item]):
    """How items are dealt out.

    Attributes:
        key: what items must have in common to be kept together.
        partitions: how many groups of keys there are; as many chunks can be worked on at once.
        chunk: the most items of a chunk.
        first: items of a partition's first chunk; each has twice as many as the one before, so that the first results
            are there soon.
        ahead: the most items that wait, so that an endless stream of them fits into memory.
    """

    key: Callable[[Item], str]
    partitions: int
    chunk: int = 500
    ahead: int = 50_000
    first: int = 50

    def size(self, before: int) -> int:
        """The most items of a chunk that has so many of its partition before it."""
        return min(self.chunk, self.first << min(before, _DOUBLINGS))

    def partition_of(self, item: Item) -> int:
        """The partition that an item belongs to."""
        return zlib.crc32(self.key(item).encode()) % self.partitions


def deal(
    items: Iterable[Item],
    dealing: Dealing[Item],
    work: Callable[[Sequence[Item]], Result],
    executor: Executor,
) -> Iterator[tuple[Sequence[Item], Result | BaseException]]:
    """Work on items chunk by chunk, many partitions at once, and give each chunk with its result as it ends.

    Args:
        items: read no further ahead than ``dealing`` says.
        dealing: how they are dealt out.
        work: a function that the executor can call, on one chunk. It may be called again on the same chunk where a
            machine was lost, so it has to be one that can be repeated.
        executor: where it is called.

    Yields:
        A chunk and what came of it; the error, where the executor gave up on it.
    """
    return _Deal(iter(items), dealing, work, executor).run()


class _Deal(Generic[Item, Result]):
    """One dealing out of items."""

    def __init__(
        self,
        items: Iterator[Item],
        dealing: Dealing[Item],
        work: Callable[[Sequence[Item]], Result],
        executor: Executor,
    ) -> None:
        self._items = items
        self._dealing = dealing
        self._work = work
        self._executor = executor
        self._queues: list[deque[Item]] = [deque() for _ in range(dealing.partitions)]
        self._busy: set[int] = set()
        self._begun = [0] * dealing.partitions
        self._waiting = 0
        self._exhausted = False
        self._ended: SimpleQueue[tuple[int, Sequence[Item], Future[Result]]] = SimpleQueue()

    def run(self) -> Iterator[tuple[Sequence[Item], Result | BaseException]]:
        """Go on until no item is left."""
        while True:
            self._fill()
            self._begin()
            if not self._busy:
                return
            partition, chunk, future = self._ended.get()
            self._busy.discard(partition)
            error = future.exception()
            yield chunk, future.result() if error is None else error

    def _fill(self) -> None:
        """Read items until every idle partition has a whole chunk, or enough wait."""
        dealing = self._dealing
        while not self._exhausted and self._waiting < dealing.ahead and self._short():
            item = next(self._items, None)
            if item is None:
                self._exhausted = True
                return
            self._queues[dealing.partition_of(item)].append(item)
            self._waiting += 1

    def _short(self) -> bool:
        return any(
            len(queue) < self._size(number) for number, queue in enumerate(self._queues) if number not in self._busy
        )

    def _size(self, partition: int) -> int:
        return self._dealing.size(self._begun[partition])

    def _begin(self) -> None:
        for number, queue in enumerate(self._queues):
            if queue and number not in self._busy:
                chunk = tuple(queue.popleft() for _ in range(min(len(queue), self._size(number))))
                self._begun[number] += 1
                self._waiting -= len(chunk)
                self._busy.add(number)
                future = self._executor.submit(self._work, chunk)
                future.add_done_callback(partial(self._end, number, chunk))

    def _end(self, partition: int, chunk: Sequence[Item], future: "Future[Result]") -> None:
        self._ended.put((partition, chunk, future))
