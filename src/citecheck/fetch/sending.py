"""A request → its answer, when its host's turn comes, and asked for again where that may help."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

import httpx

from citecheck.fetch.manners import Manners, Sleep, retry_after
from citecheck.fetch.place import Place
from citecheck.fetch.policy import FetchPolicy
from citecheck.fetch.rebuild import exchange_from
from citecheck.fetch.silence import HostDownError, Silence, origin_of
from citecheck.fetch.transport import EXCHANGE, SECONDS
from citecheck.fetch.trouble import FetchError, failure_from
from citecheck.model.exchange import Exchange

_MAY_PASS = frozenset({429, 502, 503, 504})
_LOG = logging.getLogger("citecheck.fetch")


@dataclass(slots=True)
class Errand:
    """What the requests of one visit share.

    Attributes:
        seconds: what is left of the time that their answers may take together.
        place: held by a request, and then by what came of it.
    """

    seconds: float
    place: Place = field(default_factory=Place)


class Sender:
    """Sends requests.

    Args:
        transport: answers them.
        policy: how often one is sent again, and how long a host may ask to wait.
        manners: hands out turns.
        silence: knows which hosts are not worth asking.
        sleep: waits.
        now: the time of day.
        jitter: a number in 0..1.
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport,
        policy: FetchPolicy,
        manners: Manners,
        silence: Silence,
        *,
        sleep: Sleep,
        now: Callable[[], datetime],
        jitter: Callable[[], float],
    ) -> None:
        self._transport = transport
        self._policy = policy
        self._manners = manners
        self._silence = silence
        self._sleep = sleep
        self._now = now
        self._jitter = jitter

    async def send(self, request: httpx.Request, errand: Errand) -> Exchange:
        """Send a request, and again where that may help; whatever stops it last is raised."""
        host, origin = request.url.raw_host.decode("ascii"), origin_of(request.url)
        for attempt in range(self._policy.retries + 1):
            last = attempt == self._policy.retries
            self._silence.check(origin)
            try:
                async with self._manners.turn(host):
                    self._silence.check(origin)  # it may have fallen silent meanwhile
                    await errand.place.take()
                    exchange = await self._logged(request, errand)
                    wait = self._wait_asked_for(exchange)
                    if wait is not None:
                        self._manners.hold(host, wait)
            except HostDownError:
                raise
            except Exception as error:
                trouble = failure_from(error)
                if last or errand.seconds <= 0 or not trouble.retryable:
                    self._silence.failed(origin, trouble)
                    raise
            else:
                self._silence.answered(origin)
                too_long = wait is not None and wait > self._policy.max_delay
                if last or errand.seconds <= 0 or too_long or not _may_pass(exchange):
                    return exchange
            errand.place.leave()
            await self._sleep(self._policy.backoff * 2**attempt * self._jitter())
        raise AssertionError("unreachable")

    async def _logged(self, request: httpx.Request, errand: Errand) -> Exchange:
        start = time.perf_counter()
        try:
            exchange = await self._exchange(request, errand.seconds)
        except Exception as error:
            _LOG.info("%s %s failed: %s", request.method, request.url, failure_from(error).detail)
            raise
        finally:
            seconds = time.perf_counter() - start
            errand.seconds -= seconds
        size = len(exchange.response)
        _LOG.info("%s %s %d %d bytes %.2f s", request.method, request.url, exchange.status, size, seconds)
        return exchange

    async def _exchange(self, request: httpx.Request, seconds: float) -> Exchange:
        if seconds <= 0:
            raise FetchError("timeout", f"no answer within {self._policy.total_seconds:g} s, redirects included")
        started_at, start = self._now(), time.perf_counter()
        request.extensions[SECONDS] = seconds
        response = await self._transport.handle_async_request(request)
        try:
            exchange = response.extensions.get(EXCHANGE)
            if isinstance(exchange, Exchange):
                return exchange
            stream = response.stream
            if not isinstance(stream, httpx.AsyncByteStream):
                raise FetchError("bad-response", "the answer has no body that can be read")
            body = b"".join([chunk async for chunk in stream])
            return exchange_from(request, response, body, started_at, time.perf_counter() - start)
        finally:
            await response.aclose()

    def _wait_asked_for(self, exchange: Exchange) -> float | None:
        if exchange.status not in (429, 503):
            return None
        return retry_after(exchange.header("retry-after"), self._now())


def _may_pass(exchange: Exchange) -> bool:
    return exchange.status in _MAY_PASS or exchange.truncated == "disconnect"
