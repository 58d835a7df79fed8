"""Web sites on loopback whose pages a test changes as it goes, reached under any name at port 80."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from servers import PATIENCE, Handler, answering


@dataclass
class Answer:
    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def nothing(url: str) -> Answer:
    return Answer("<h1>Not Found</h1>", 404)


@dataclass
class Sites:
    """What is served, and what has been asked for.

    ``pages`` are by URL; ``everything`` answers for a host what has no page of its own, and ``otherwise`` all the rest.
    An answer takes ``pause`` seconds. A request on condition of an entity tag is answered 304 if the page has that tag.
    ``most_at_once`` counts the requests in flight, by host and by URL.
    """

    pages: dict[str, Answer] = field(default_factory=dict)
    everything: dict[str, Answer] = field(default_factory=dict)
    otherwise: Callable[[str], Answer] = nothing
    pause: float = 0.0
    asked: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    most_at_once: Counter[str] = field(default_factory=Counter)
    port: int = 0

    def __post_init__(self) -> None:
        self._in_flight: Counter[str] = Counter()
        self._changed = threading.Condition()

    @property
    def resolve(self) -> tuple[str, ...]:
        return (f"*:80:127.0.0.1:{self.port}",)

    def wait_for(self, requests: int) -> None:
        """Wait until so many requests have come."""
        with self._changed:
            assert self._changed.wait_for(lambda: len(self.asked) >= requests, PATIENCE)

    def answer(self, host: str, path: str, condition: str | None = None) -> Answer:
        url = f"http://{host}{path}"
        self._begin(url, host, condition)
        time.sleep(self.pause)
        found = self.pages.get(url) or self.everything.get(host) or self.otherwise(url)
        with self._changed:
            self._in_flight.subtract((url, host))
        tag = found.headers.get("ETag")
        return Answer(status=304, headers=found.headers) if tag is not None and condition == tag else found

    def _begin(self, url: str, host: str, condition: str | None) -> None:
        with self._changed:
            self.asked.append(url)
            self.conditions += [condition] if condition else []
            self._in_flight.update((url, host))
            self.most_at_once |= self._in_flight
            self._changed.notify_all()


@contextmanager
def sites(**served: object) -> Iterator[Sites]:
    """Running sites, without a page if none is given."""
    world = Sites(**served)

    class Page(Handler):
        def answer(self) -> None:
            found = world.answer(self.headers["Host"], self.path, self.headers["If-None-Match"])
            headers = {"Content-Type": "text/html; charset=utf-8"} | found.headers
            self.reply(found.status, found.body.encode(), headers)

    with answering(Page) as world.port:
        yield world
