"""What the fetch tests share: a policy that reaches the local server by any name, and no waiting."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from citecheck.fetch import Fetcher, FetchPolicy, parse_resolve
from citecheck.model import Exchange, Failure, Visit
from servers import Server

T = TypeVar("T")


def policy(server: Server, **changes: Any) -> FetchPolicy:
    """Every host name leads to the server, on ports 80 and 443."""
    ports = (80, 443)
    resolve = tuple(parse_resolve(f"*:{port}:127.0.0.1:{server.port}") for port in ports)
    return FetchPolicy(**{"delay": 0, "backoff": 0, "timeout": 5, "resolve": resolve} | changes)


async def visit(server: Server, url: str, **changes: Any) -> Visit | Failure:
    async with Fetcher(policy(server, **changes)) as fetcher:
        return await fetcher.visit(url)


async def exchange(server: Server, url: str, **changes: Any) -> Exchange:
    outcome = await visit(server, url, **changes)
    assert isinstance(outcome, Visit), outcome
    return outcome.final


async def failure(server: Server, url: str, **changes: Any) -> Failure:
    outcome = await visit(server, url, **changes)
    assert isinstance(outcome, Failure), outcome
    return outcome


class Naps:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.taken: list[float] = []

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.taken.append(seconds)
        self.now += seconds


Lookup = Callable[[str, int], Awaitable[list[str]]]


def leads_to(*addresses: str) -> Lookup:
    async def lookup(host: str, port: int) -> list[str]:
        return list(addresses)

    return lookup
