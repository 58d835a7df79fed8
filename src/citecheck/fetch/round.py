"""An agenda → what came of each of its URLs, many visited at once and as many as somebody takes the results of."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Generic, TypeVar

from citecheck.fetch.agenda import Agenda
from citecheck.fetch.place import Place

_OPEN = 16  # visits begun per job: enough that slow hosts, and pauses, leave work for the others

T = TypeVar("T")

Visitor = Callable[[str, Place, Callable[[], None]], Awaitable[T]]
"""Visits a URL. It takes the place before each request, and calls the function when the first answer is in."""


class Round(Generic[T]):
    """Visits what an agenda holds.

    Args:
        agenda: the URLs.
        visit: visits one of them; it raises nothing.
        jobs: requests on their way and results that nobody has taken, together: what a process loses that is killed.
    """

    def __init__(self, agenda: Agenda, visit: Visitor[T], jobs: int) -> None:
        self._agenda = agenda
        self._visit = visit
        self._jobs = jobs
        self._under_way = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._done: asyncio.Queue[tuple[str, T, Place] | Exception] = asyncio.Queue()
        self._places = asyncio.Semaphore(jobs)

    async def results(self) -> AsyncGenerator[tuple[str, T], None]:
        """Each URL with what came of it, as they finish.

        Raises:
            Exception: what reading the URLs raised.
        """
        try:
            self._begin()
            while self._under_way:
                result = await self._done.get()
                if isinstance(result, Exception):
                    raise result
                url, outcome, place = result
                del result
                yield url, outcome
                del outcome  # it may be large
                place.leave()
                self._under_way -= 1
                self._begin()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def _begin(self) -> None:
        try:
            while self._under_way < self._jobs * _OPEN and (following := self._agenda.take()) is not None:
                self._under_way += 1
                task = asyncio.create_task(self._work(*following))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        except Exception as error:  # noqa: BLE001 - of whoever gives the URLs; it is raised where results are taken
            self._under_way += 1
            self._done.put_nowait(error)

    async def _work(self, url: str, host: str) -> None:
        at_host, place = True, Place(self._places)

        def answered() -> None:  # where the first answer leads to, other visits to its host need not wait for
            nonlocal at_host
            if at_host:
                at_host = False
                self._agenda.leave(host)
                self._begin()

        outcome = await self._visit(url, place, answered)
        answered()
        self._done.put_nowait((url, outcome, place))
