"""A request about to be made → whether, and how slowly, its host's robots.txt lets it be made."""

import asyncio
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

import httpx

from citecheck.fetch.manners import Manners
from citecheck.fetch.policy import Robots
from citecheck.fetch.robots import EVERYTHING, MAX_BYTES, NOTHING, Rules, parse_robots
from citecheck.fetch.trouble import FetchError
from citecheck.model.content import ContentError, decode_body
from citecheck.model.exchange import Exchange
from citecheck.model.url import request_url

_HOPS = 6
_INFLATED_BYTES = 4 * MAX_BYTES


class Permission:
    """Asks each host once for its robots.txt, as far as the policy follows it at all.

    Args:
        robots: how far.
        product: the name that rules may address.
        manners: told of a ``Crawl-delay``.
        get: fetches a URL, redirects aside.
    """

    def __init__(
        self, robots: Robots, product: str, manners: Manners, get: Callable[[str], Awaitable[Exchange]]
    ) -> None:
        self._robots = robots
        self._product = product
        self._manners = manners
        self._get = get
        self._asked: dict[str, asyncio.Task[Rules]] = {}

    async def ask(self, url: httpx.URL) -> None:
        """Wait for permission to fetch a URL.

        Raises:
            FetchError: ``robots``, where the host forbids the page.
        """
        if self._robots is Robots.IGNORE:
            return
        origin = str(url.copy_with(raw_path=b"/robots.txt"))
        if origin not in self._asked:
            self._asked[origin] = asyncio.create_task(self._fetch(origin))
        rules = await asyncio.shield(self._asked[origin])
        if rules.crawl_delay is not None:
            self._manners.slow_down(url.host, rules.crawl_delay)
        if self._robots is Robots.OBEY and not rules.allow(url.raw_path.decode("ascii")):
            raise FetchError("robots", f"the robots.txt of {url.host} forbids this page")

    async def close(self) -> None:
        """Stop asking."""
        for task in self._asked.values():
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)

    async def _fetch(self, url: str) -> Rules:
        """The rules of a host: none where it has no robots.txt, all forbidden where it fails (RFC 9309 §2.3.1)."""
        for _ in range(_HOPS):
            exchange = await self._get(url)
            location = exchange.header("location")
            if exchange.status not in (301, 302, 303, 307, 308) or not location:
                return self._read(exchange)
            url = request_url(urljoin(url, location))
        return EVERYTHING

    def _read(self, exchange: Exchange) -> Rules:
        if exchange.status >= 500:
            return NOTHING
        if exchange.status != 200:
            return EVERYTHING
        try:
            text = decode_body(exchange, max_bytes=_INFLATED_BYTES)[:MAX_BYTES].decode("utf-8", "replace")
        except ContentError:
            return EVERYTHING
        return parse_robots(text, self._product)
