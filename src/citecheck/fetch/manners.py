"""Whose turn it is: one request at a time to a host, a pause between them, and a longer one where the host asks."""

import asyncio
import email.utils
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

_MANY = 1024  # hosts in the table, at which those that are idle are looked for

_SECONDS = re.compile(r"[0-9]+(?:\.[0-9]+)?")  # a fraction against the standard, but clear

Sleep = Callable[[float], Awaitable[None]]


class Host:
    """The queue before one host."""

    __slots__ = ("delay", "not_before", "places", "waiting")

    def __init__(self, delay: float, places: int) -> None:
        self.places = asyncio.Semaphore(places)
        self.not_before = 0.0
        self.delay = delay
        self.waiting = 0


@dataclass(frozen=True, slots=True)
class Waiting:
    """A host, how many visits are at it or wait for it, and for how many seconds it lets nobody in."""

    host: str
    visits: int
    seconds: float


class Manners:
    """Hands out turns.

    Args:
        delay: seconds between an answer and the next request to the same host.
        max_delay: the longest pause that a host can ask for.
        jobs: turns held at once, over all hosts.
        per_host: turns held at once at one host.
        clock: seconds that only grow.
        sleep: waits.
    """

    def __init__(
        self, *, delay: float, max_delay: float, jobs: int, clock: Callable[[], float], sleep: Sleep, per_host: int = 1
    ) -> None:
        self._per_host = per_host
        self._delay = delay
        self._max_delay = max_delay
        self._slots = asyncio.Semaphore(jobs)
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, Host] = {}
        self._enough = _MANY

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Wait for a turn at a host; the block holds it."""
        queue = self._host(host)
        queue.waiting += 1
        try:
            async with queue.places:
                while (pause := queue.not_before - self._clock()) > 0:
                    await self._sleep(pause)
                async with self._slots:
                    try:
                        yield
                    finally:
                        queue.not_before = max(queue.not_before, self._clock() + queue.delay)
        finally:
            queue.waiting -= 1
            self._forget_idle()

    def hold(self, host: str, seconds: float) -> None:
        """Let nobody at a host for some seconds, at most ``max_delay``."""
        queue = self._host(host)
        queue.not_before = max(queue.not_before, self._clock() + min(seconds, self._max_delay))

    def slow_down(self, host: str, delay: float) -> None:
        """Lengthen the pause between requests to a host, at most to ``max_delay``."""
        queue = self._host(host)
        queue.delay = max(queue.delay, min(delay, self._max_delay))

    def most_waited_for(self, behind: Callable[[str], int] = lambda _: 0) -> Waiting | None:
        """The host with the longest queue, ``None`` where nobody waits.

        Args:
            behind: how many more there are for a host, who do not yet stand in its queue.
        """
        queues = ((name, host, host.waiting + behind(name)) for name, host in self._hosts.items() if host.waiting)
        name, host, visits = max(queues, key=lambda each: each[2], default=("", None, 0))
        return Waiting(name, visits, max(0.0, host.not_before - self._clock())) if host else None

    def _host(self, name: str) -> Host:
        host = self._hosts.get(name)
        if host is None:
            host = self._hosts[name] = Host(self._delay, self._per_host)
        return host

    def _forget_idle(self) -> None:
        """Keep the table small: hosts without anybody waiting and without a pause to keep."""
        if len(self._hosts) < self._enough:
            return
        now = self._clock()
        self._hosts = {
            name: queue
            for name, queue in self._hosts.items()
            if queue.waiting or queue.not_before > now or queue.delay > self._delay
        }
        self._enough = max(_MANY, 2 * len(self._hosts))  # looking through it costs little for each turn


def retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` header asks to wait (RFC 9110 §10.2.3); ``None`` where it says nothing.

    Args:
        value: seconds, or an HTTP date.
        now: to reckon a date from.
    """
    if value is None:
        return None
    text = value.strip()
    if _SECONDS.fullmatch(text):
        return float(text[:9])
    try:
        moment = email.utils.parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
