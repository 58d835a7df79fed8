"""URLs in any order → one after the other, so that none is begun while its host is busy with one before it.

A URL that waits is a line of text, not a visit begun: many can wait, and a host with many of them keeps no other back.
"""

from collections import Counter, OrderedDict, deque
from collections.abc import Iterable
from urllib.parse import urlsplit

from citecheck.model.url import ascii_host


class Agenda:
    """What is still to be visited.

    Args:
        urls: as they are written; read as they are needed.
        ahead: how many may be read that wait for their hosts.
        per_host: visits at one host at the same time.
    """

    def __init__(self, urls: Iterable[str], *, ahead: int, per_host: int) -> None:
        self._source = iter(urls)
        self._ahead = ahead
        self._per_host = per_host
        self._waiting: dict[str, deque[str]] = {}
        self._count = 0
        self._at: Counter[str] = Counter()
        self._free: OrderedDict[str, None] = OrderedDict()  # hosts with URLs that wait, and a place

    def take(self) -> tuple[str, str] | None:
        """A URL that can be visited now, and its host; ``None`` where there is none for the time being."""
        while not self._free and self._count < self._ahead:
            url = next(self._source, None)
            if url is None:
                break
            self._add(url)
        if not self._free:
            return None
        host, _ = self._free.popitem(last=False)
        queue = self._waiting[host]
        url = queue.popleft()
        if not queue:
            del self._waiting[host]
        self._count -= 1
        self._at[host] += 1
        self._offer(host)
        return url, host

    def leave(self, host: str) -> None:
        """Say that one visit at a host is over, or has gone elsewhere."""
        self._at[host] -= 1
        if not self._at[host]:
            del self._at[host]
        self._offer(host)

    def waiting_for(self, host: str) -> int:
        """How many URLs wait for a host."""
        return len(self._waiting.get(host, ()))

    def _add(self, url: str) -> None:
        host = host_of(url)
        self._waiting.setdefault(host, deque()).append(url)
        self._count += 1
        self._offer(host)

    def _offer(self, host: str) -> None:
        if host in self._waiting and self._at[host] < self._per_host:
            self._free[host] = None


def host_of(url: str) -> str:
    """The host that a URL names; empty where it names none."""
    try:
        return ascii_host(urlsplit(url.strip()).hostname or "")
    except ValueError:
        return ""
