"""A URL → a :class:`Visit`, or the :class:`Failure` that says why there is none."""

import asyncio
import logging
import random
import ssl
import time
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from datetime import UTC, datetime
from functools import cache, partial
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

from citecheck.fetch.cookies import Cookies
from citecheck.fetch.guard import Guard, Lookup, system_lookup
from citecheck.fetch.manners import Manners, Sleep, Waiting, retry_after
from citecheck.fetch.permission import Permission
from citecheck.fetch.policy import FetchPolicy
from citecheck.fetch.rebuild import exchange_from
from citecheck.fetch.refresh import REDIRECTS, refreshed_to
from citecheck.fetch.transport import EXCHANGE, WireTransport
from citecheck.fetch.trouble import FetchError, failure, failure_from
from citecheck.model.exchange import Exchange, Visit
from citecheck.model.failure import Failure
from citecheck.model.message import Headers
from citecheck.model.url import request_url

_MAY_PASS = frozenset({429, 502, 503, 504})
_LOG = logging.getLogger("citecheck.fetch")
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_WINDOW = 16  # visits begun per job: enough that one slow host leaves work for the others


class Fetcher:
    """Fetches sources, politely and safely. An asynchronous context manager.

    Args:
        policy: limits and manners.
        language: the Accept-Language header, such as ``fr, en;q=0.5``.
        earlier: the last visit to a URL, where there is one; then the server is asked whether the page has changed,
            and may answer that it has not (304).
        lookup: how host names are looked up.
        sleep: waits.
        clock: seconds that only grow.
        now: the time of day that stamps exchanges.
        jitter: a number in 0..1.
        transport: answers requests in the place of the network.
    """

    def __init__(
        self,
        policy: FetchPolicy,
        *,
        language: str | None = None,
        earlier: Callable[[str], Visit | None] = lambda _: None,
        lookup: Lookup = system_lookup,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        jitter: Callable[[], float] = random.random,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._policy = policy
        self._language = language
        self._earlier = earlier
        self._sleep = sleep
        self._now = now
        self._jitter = jitter
        self._manners = Manners(
            delay=policy.delay,
            max_delay=policy.max_delay,
            jobs=policy.jobs,
            per_host=policy.per_host,
            clock=clock,
            sleep=sleep,
        )
        guard = Guard(allow_hosts=policy.allow_hosts, resolve=policy.resolve, lookup=lookup)
        tls = cache(partial(_tls_context, policy))
        self._transport = transport or WireTransport(policy, guard, context=tls, now=now)
        self._headers = _headers(policy)
        product = policy.user_agent.partition("/")[0]
        self._permission = Permission(policy.robots, product, self._manners, self._get)

    async def __aenter__(self) -> Self:
        """Be ready to fetch."""
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close every connection."""
        await self._permission.close()
        await self._transport.aclose()

    async def visit(self, url: str, *, language: str | None = None) -> Visit | Failure:
        """Fetch a URL and follow where it leads, one exchange a hop.

        An HTTP error status is an answer, so it is a :class:`Visit`. Nothing is raised for a bad source.

        Args:
            url: as the article writes it.
            language: the Accept-Language header of this visit.
        """
        exchanges: list[Exchange] = []
        try:
            conditions = conditions_of(self._earlier(url))
            await self._follow(request_url(url), language or self._language, conditions, exchanges)
        except Exception as error:  # noqa: BLE001 - one bad source never ends a run; failure_from names it
            trouble = failure_from(error)
            if not exchanges:
                return trouble
            return failure(trouble.reason, f"{trouble.detail} (after {len(exchanges)} redirect(s), from {url})")
        return Visit(url, tuple(exchanges))

    async def visit_all(
        self, urls: Iterable[str], *, language_of: Callable[[str], str | None] = lambda _: None
    ) -> AsyncIterator[tuple[str, Visit | Failure]]:
        """Visit many URLs and yield each with what came of it, as they finish.

        The iterable is read no further ahead than a bounded window, and a caller who is slow to take results slows
        the fetching down, so memory does not grow with the number of URLs.

        Args:
            urls: as the article writes them.
            language_of: the Accept-Language header for a URL.
        """
        done: asyncio.Queue[tuple[str, Visit | Failure]] = asyncio.Queue()
        tasks: set[asyncio.Task[None]] = set()
        source = iter(urls)

        async def work(url: str) -> None:
            done.put_nowait((url, await self.visit(url, language=language_of(url))))

        def begin(count: int) -> int:
            begun = 0
            for url in _take(source, count):
                task = asyncio.create_task(work(url))
                tasks.add(task)
                task.add_done_callback(tasks.discard)
                begun += 1
            return begun

        try:
            open_visits = begin(self._policy.jobs * _WINDOW)
            while open_visits:
                yield await done.get()
                open_visits += begin(1) - 1
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def most_waited_for(self) -> Waiting | None:
        """The host that most visits wait for."""
        return self._manners.most_waited_for()

    async def _follow(
        self, url: str, language: str | None, conditions: Mapping[str, Headers], exchanges: list[Exchange]
    ) -> None:
        """Fetch hop after hop into ``exchanges``, which keeps what came before a hop that fails."""
        cookies, seen = Cookies(), set[tuple[str, str | None]]()
        while True:
            target = httpx.URL(url)
            cookie = cookies.header(target.host, secure=target.scheme == "https")
            if (url, cookie) in seen:
                raise FetchError("redirect-loop", f"the redirects come back to {url}")
            seen.add((url, cookie))
            request = self._request(target, language, cookie, conditions.get(url, ()))
            await self._permission.ask(request.url)
            exchange = await self._patiently(request)
            exchanges.append(exchange)
            cookies.keep(request.url.host, exchange)
            location = redirect_target(exchange) or refreshed_to(exchanges)
            if location is None:
                return
            if len(exchanges) > self._policy.max_redirects:
                raise FetchError("too-many-redirects", f"more than {self._policy.max_redirects} redirects")
            url = request_url(location)

    def _request(self, url: httpx.URL, language: str | None, cookie: str | None, conditions: Headers) -> httpx.Request:
        headers = dict(self._headers)
        if language:
            headers["Accept-Language"] = language
        if cookie is not None:
            headers["Cookie"] = cookie
        return httpx.Request("GET", url, headers=headers | dict(conditions))

    async def _get(self, url: str) -> Exchange:
        return await self._patiently(httpx.Request("GET", url, headers=self._headers))

    async def _patiently(self, request: httpx.Request) -> Exchange:
        """Send a request, and again where that may help."""
        host = request.url.host
        for attempt in range(self._policy.retries + 1):
            last = attempt == self._policy.retries
            try:
                async with self._manners.turn(host):
                    exchange = await self._send(request)
                    wait = self._wait_asked_for(exchange)
                    if wait is not None:
                        self._manners.hold(host, wait)
            except Exception as error:
                if last or not failure_from(error).retryable:
                    raise
            else:
                too_long = wait is not None and wait > self._policy.max_delay
                if last or too_long or not _may_pass(exchange):
                    return exchange
            await self._sleep(self._policy.backoff * 2**attempt * self._jitter())
        raise AssertionError("unreachable")

    async def _send(self, request: httpx.Request) -> Exchange:
        start = time.perf_counter()
        try:
            exchange = await self._exchange(request)
        except Exception as error:
            _LOG.info("%s %s failed: %s", request.method, request.url, failure_from(error).detail)
            raise
        _LOG.info(
            "%s %s %d %d bytes %.2f s",
            request.method, request.url, exchange.status, len(exchange.response), time.perf_counter() - start,
        )  # fmt: skip
        return exchange

    async def _exchange(self, request: httpx.Request) -> Exchange:
        started_at, start = self._now(), time.perf_counter()
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


def conditions_of(earlier: Visit | None) -> dict[str, Headers]:
    """For the page that an earlier visit ended at, if it came whole, the headers that ask whether it changed.

    They are those of RFC 9110 §13.1.
    """
    conditions: dict[str, Headers] = {}
    for exchange in earlier.exchanges[-1:] if earlier else ():
        tag, date = exchange.header("etag"), exchange.header("last-modified")
        headers = [("If-None-Match", tag)] if tag else []
        headers += [("If-Modified-Since", date)] if date else []
        if exchange.status == HTTPStatus.OK and exchange.truncated is None:
            conditions[exchange.url] = tuple(each for each in headers if each[1].isascii() and each[1].isprintable())
    return conditions


def redirect_target(exchange: Exchange) -> str | None:
    """The absolute URL that an exchange redirects to; ``None`` where it does not."""
    location = exchange.header("location")
    if exchange.status not in REDIRECTS or not location:
        return None
    return urljoin(exchange.url, location)


def _may_pass(exchange: Exchange) -> bool:
    return exchange.status in _MAY_PASS or exchange.truncated == "disconnect"


def _take(source: Iterable[str], count: int) -> Iterable[str]:
    for _, url in zip(range(count), source, strict=False):
        yield url


def _headers(policy: FetchPolicy) -> dict[str, str]:
    return {
        "User-Agent": policy.agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "keep-alive",
    }


def _tls_context(policy: FetchPolicy) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    if policy.ca_file is not None:
        context.load_verify_locations(cafile=policy.ca_file)
    context.set_alpn_protocols(["http/1.1"])
    return context
