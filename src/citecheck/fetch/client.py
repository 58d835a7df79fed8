"""A URL → a :class:`Visit`, or the :class:`Failure` that says why there is none."""

import asyncio
import random
import ssl
import time
from collections.abc import AsyncGenerator, Callable, Iterable, Mapping
from contextlib import aclosing
from datetime import UTC, datetime
from functools import cache, partial
from http import HTTPStatus
from types import TracebackType
from typing import Self
from urllib.parse import urljoin

import httpx

from citecheck.fetch.agenda import Agenda
from citecheck.fetch.cookies import Cookies
from citecheck.fetch.guard import Guard, Lookup, SystemLookup
from citecheck.fetch.manners import Manners, Sleep, Waiting
from citecheck.fetch.permission import Permission
from citecheck.fetch.place import Place
from citecheck.fetch.policy import FetchPolicy
from citecheck.fetch.refresh import REDIRECTS, refreshed_to
from citecheck.fetch.round import Round
from citecheck.fetch.sending import Errand, Sender
from citecheck.fetch.silence import Silence
from citecheck.fetch.transport import WireTransport
from citecheck.fetch.trouble import FetchError, failure, failure_from
from citecheck.model.exchange import Exchange, Visit
from citecheck.model.failure import Failure
from citecheck.model.head import Headers
from citecheck.model.url import request_url

_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5"
_AHEAD = 128  # URLs read per job that wait for their hosts

_Outcome = Visit | Failure


class Fetcher:
    """Fetches sources, politely and safely. An asynchronous context manager.

    Args:
        policy: limits and manners.
        language: the Accept-Language header, such as ``fr, en;q=0.5``.
        earlier: the last visit to a URL, where there is one; then the server is asked whether the page has changed,
            and may answer that it has not (304).
        lookup: how host names are looked up; as the operating system does if absent.
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
        lookup: Lookup | None = None,
        sleep: Sleep = asyncio.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        jitter: Callable[[], float] = random.random,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._policy = policy
        self._language = language
        self._earlier = earlier
        self._manners = Manners(
            delay=policy.delay,
            max_delay=policy.max_delay,
            jobs=policy.jobs,
            per_host=policy.per_host,
            clock=clock,
            sleep=sleep,
        )
        guard = Guard(
            allow_hosts=policy.allow_hosts, resolve=policy.resolve, lookup=lookup or SystemLookup(policy.jobs)
        )
        tls = cache(partial(_tls_context, policy))
        self._transport = transport or WireTransport(policy, guard, context=tls, now=now)
        silence = Silence(policy.down_after, clock)
        self._sender = Sender(self._transport, policy, self._manners, silence, sleep=sleep, now=now, jitter=jitter)
        self._headers = _headers(policy)
        self._agendas: list[Agenda] = []
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
        return await self._visit(url, language, Errand(self._policy.total_seconds), lambda: None)

    async def visit_all(
        self, urls: Iterable[str], *, language_of: Callable[[str], str | None] = lambda _: None
    ) -> AsyncGenerator[tuple[str, Visit | Failure], None]:
        """Visit many URLs and yield each with what came of it, as they finish.

        The iterable is read no further ahead than a bounded window. Requests on their way and results that wait to be
        taken are together no more than the policy's ``jobs``, so memory does not grow with the number of URLs, however
        slow the caller, and a process that is killed loses no more than that.

        Args:
            urls: as the article writes them.
            language_of: the Accept-Language header for a URL.
        """
        policy = self._policy

        async def visit(url: str, place: Place, answered: Callable[[], None]) -> _Outcome:
            return await self._visit(url, language_of(url), Errand(policy.total_seconds, place), answered)

        agenda = Agenda(urls, ahead=policy.jobs * _AHEAD, per_host=policy.per_host)
        self._agendas.append(agenda)
        try:
            async with aclosing(Round(agenda, visit, policy.jobs).results()) as results:
                async for result in results:
                    yield result
                    del result
        finally:
            self._agendas.remove(agenda)

    def most_waited_for(self) -> Waiting | None:
        """The host that most visits wait for."""
        return self._manners.most_waited_for(lambda host: sum(each.waiting_for(host) for each in self._agendas))

    async def _visit(
        self, url: str, language: str | None, errand: Errand, answered: Callable[[], None]
    ) -> Visit | Failure:
        exchanges: list[Exchange] = []
        try:
            conditions = conditions_of(self._earlier(url))
            async with aclosing(self._hops(request_url(url), language or self._language, conditions, errand)) as hops:
                async for exchange in hops:
                    exchanges.append(exchange)
                    answered()
        except Exception as error:  # noqa: BLE001 - one bad source never ends a run; failure_from names it
            trouble = failure_from(error)
            if not exchanges:
                return trouble
            return failure(trouble.reason, f"{trouble.detail} (after {len(exchanges)} redirect(s), from {url})")
        return Visit(url, tuple(exchanges))

    async def _hops(
        self, url: str, language: str | None, conditions: Mapping[str, Headers], errand: Errand
    ) -> AsyncGenerator[Exchange, None]:
        """Fetch a URL and what it redirects to, one exchange after the other."""
        cookies, seen, exchanges = Cookies(), set[tuple[str, str | None]](), list[Exchange]()
        while True:
            target = httpx.URL(url)
            cookie = cookies.header(target.host, secure=target.scheme == "https")
            if (url, cookie) in seen:
                raise FetchError("redirect-loop", f"the redirects come back to {url}")
            seen.add((url, cookie))
            request = self._request(target, language, cookie, conditions.get(url, ()))
            await self._permission.ask(request.url)
            exchange = await self._sender.send(request, errand)
            exchanges.append(exchange)
            yield exchange
            cookies.keep(target.host, exchange)
            location = redirect_target(exchange) or refreshed_to(exchanges)
            if location is None:
                return
            if len(exchanges) > self._policy.max_redirects:
                raise FetchError("too-many-redirects", f"more than {self._policy.max_redirects} redirects")
            url = request_url(location)
            errand.place.leave()  # another host may let it wait

    def _request(self, url: httpx.URL, language: str | None, cookie: str | None, conditions: Headers) -> httpx.Request:
        headers = httpx.Headers(self._headers)
        extra = [("Accept-Language", language)] if language else []
        extra += [("Cookie", cookie)] if cookie is not None else []
        for name, value in (*extra, *conditions):
            headers[name] = value
        return httpx.Request("GET", url, headers=headers)

    async def _get(self, url: str) -> Exchange:
        return await self._sender.send(
            httpx.Request("GET", url, headers=self._headers), Errand(self._policy.total_seconds)
        )


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


def _headers(policy: FetchPolicy) -> httpx.Headers:
    fields = {
        "User-Agent": policy.agent,
        "Accept": _ACCEPT,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "keep-alive",
    }
    return httpx.Headers(fields)


def _tls_context(policy: FetchPolicy) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    if policy.ca_file is not None:
        context.load_verify_locations(cafile=policy.ca_file)
    context.set_alpn_protocols(["http/1.1"])
    return context
