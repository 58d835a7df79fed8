"""What came of each request → whether its host is still worth asking: a circuit breaker for each origin.

A host that is gone costs every link to it the whole time limit, as often as a request is sent again. Where many
articles cite one, that alone would decide how long a run takes.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from citecheck.fetch.trouble import FetchError
from citecheck.model.failure import Failure

_NO_ANSWER = frozenset({"timeout", "dns", "dns-temporary", "refused", "reset", "unreachable", "tls"})
_REST = 600.0  # seconds after which one more request tries whether a host is back; a run may take weeks
_MANY = 65_536  # silent origins that are remembered


class HostDownError(FetchError):
    """A request was not sent, because its host gave no answer to those before it."""


@dataclass(slots=True)
class _Silent:
    """An origin that has given no answer: how often in a row, the last time why, and until when it is left alone."""

    times: int
    last: Failure
    until: float


class Silence:
    """Counts the requests in a row to which an origin (scheme, host and port) gave no answer at all.

    An answer is whatever came over HTTP: a status of 404 or 503 is one, a connection that was refused is none.

    Args:
        limit: requests after which an origin is left alone; 0 for never. Attempts at one request count as one.
        clock: seconds that only grow.
    """

    def __init__(self, limit: int, clock: Callable[[], float]) -> None:
        self._limit = limit
        self._clock = clock
        self._origins: OrderedDict[str, _Silent] = OrderedDict()

    def check(self, origin: str) -> None:
        """Let a request pass; of an origin that is left alone, one now and then, which tries whether it is back.

        Raises:
            HostDownError: with the reason ``host-down``; ``dns-temporary`` where it was the name server that gave no
                answer, because that says nothing of the host.
        """
        silent = self._origins.get(origin)
        if silent is None or not self._limit or silent.times < self._limit or self._clock() >= silent.until:
            return
        reason = silent.last.reason if silent.last.reason == "dns-temporary" else "host-down"
        detail = f"its host gave no answer to {silent.times} requests in a row, lastly: "
        raise HostDownError(reason, detail + silent.last.detail.rstrip("."))

    def answered(self, origin: str) -> None:
        """Take note of an answer."""
        self._origins.pop(origin, None)

    def failed(self, origin: str, trouble: Failure) -> None:
        """Take note of a request to which nothing came, however often it was sent."""
        if trouble.reason not in _NO_ANSWER:
            return
        earlier = self._origins.pop(origin, None)
        self._origins[origin] = _Silent(earlier.times + 1 if earlier else 1, trouble, self._clock() + _REST)
        if len(self._origins) > _MANY:
            self._origins.popitem(last=False)


def origin_of(url: httpx.URL) -> str:
    """The origin of a URL (RFC 6454) as text."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"
