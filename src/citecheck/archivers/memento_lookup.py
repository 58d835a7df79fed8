"""A URL and a moment → the nearest copy in any archive that speaks Memento (RFC 7089), by its TimeGate or TimeMap."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx

from citecheck.archivers.link_format import http_date, links
from citecheck.archivers.mementos import host_of
from citecheck.archivers.pace import Pace, Seconds
from citecheck.archivers.trouble import failure
from citecheck.archivers.wire import connection, status_trouble, trouble_of
from citecheck.errors import ConfigError
from citecheck.model import ArchiveCopy, Failure
from citecheck.model.url import request_url

PLACE = "{url}"
"""Stands for the page in an archive's address."""

TOTAL = 60.0
"""Seconds for a whole TimeMap, however it trickles."""

MOST_BYTES = 4_000_000
"""Bytes of a TimeMap that are read: some 20,000 mementos."""

_ERRORS = 400
MOST_HOPS = 5
MOST_TRIED = 3
"""Mementos that are looked at before a page counts as not archived: copies of errors are none."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """A response without its body: which memento it is, and where it leads."""

    address: str
    status: int
    moment: datetime | None
    location: str | None
    time_map: str | None


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a TimeGate led to: a memento, unless there is none, and whether it shows a page and no error."""

    memento: _Answer | None
    is_page: bool
    time_map: str | None


class MementoLookup:
    """A :class:`~citecheck.archivers.interface.Lookup` in one archive.

    Args:
        client: An httpx client that follows no redirects.
        address: The archive's TimeGate or TimeMap, with ``{url}`` where the page belongs.
        pace: How often the archive may be asked.
        clock: Seconds that never go back.
    """

    def __init__(self, client: httpx.Client, address: str, pace: Pace, *, clock: Seconds = time.monotonic) -> None:
        self._client = client
        self._address = address
        self._pace = pace
        self._clock = clock

    @classmethod
    @contextmanager
    def opened(
        cls, address: str, pace: Pace, *, user_agent: str, proxy: str | None = None, ca_file: Path | None = None
    ) -> Iterator[Self]:
        """A connection to the archive for as long as the context lasts.

        Raises:
            ConfigError: The address has no ``{url}`` or is no web address, or the proxy is no proxy.
        """
        check_address(address)
        with connection({"User-Agent": user_agent}, proxy, ca_file) as client:
            yield cls(client, address, pace)

    @property
    def archive(self) -> str:
        """The name under which the archive's copies are known."""
        return host_of(self._address)

    def nearest(self, url: str, moment: datetime) -> ArchiveCopy | Failure | None:
        """The copy made nearest to a moment that shows the page and no error; ``None`` where there is none.

        Reasons of a failure: ``timeout`` ``unreachable`` ``server-error`` ``bad-answer`` ``rate-limited``
        ``forbidden``.
        """
        address = self._address.replace(PLACE, url)
        try:
            if is_time_map(self._address):
                return self._from_map(url, address, moment, None)
            found = self._led_from(address, moment, is_gate=True)
            if found.memento is None or found.is_page or found.time_map is None:
                return self._copy(url, found)
            return self._from_map(url, found.time_map, moment, found.memento.address)
        except _TroubleError as error:
            return error.failure
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, ValueError) as error:
            return trouble_of(error)

    def _led_from(self, address: str, moment: datetime, *, is_gate: bool) -> _Found:
        """Where the redirects from a TimeGate, or those that were archived, lead to."""
        memento, time_map = None, None
        for _ in range(MOST_HOPS):
            answer = self._asked(address, moment)
            time_map = time_map or answer.time_map
            if answer.moment is not None and not (is_gate and answer.location):
                memento = memento or answer
            if answer.location is None:
                return _Found(memento, answer.status < _ERRORS, time_map)
            address, is_gate = answer.location, False
        raise _TroubleError(failure("bad-answer", "the archive's redirects do not end"))

    def _from_map(self, url: str, time_map: str, moment: datetime, known: str | None) -> ArchiveCopy | None:
        mementos = [link for link in links(self._body(time_map), time_map) if "memento" in link.relations]
        dated = [(abs(link.moment - moment), link.address) for link in mementos if link.moment is not None]
        nearest = [address for _, address in sorted(dated) if address != known]
        for address in nearest[:MOST_TRIED]:
            copy = self._copy(url, self._led_from(address, moment, is_gate=False))
            if copy is not None:
                return copy
        return None

    def _copy(self, url: str, found: _Found) -> ArchiveCopy | None:
        if found.memento is None or not found.is_page:
            return None
        return ArchiveCopy(url, found.memento.address, found.memento.moment, self.archive)

    def _asked(self, address: str, moment: datetime) -> _Answer:
        headers = {"Accept-Datetime": format_datetime(moment.astimezone(UTC), usegmt=True)}
        with self._request(address, headers) as response:
            base, told = str(response.url), response.headers
            memento = http_date(told.get("Memento-Datetime"))
            # a TimeGate may answer with the memento itself, and say in this header where that lies
            lies_at = urljoin(base, told.get("Content-Location", "")) if memento else base
            leads_to = urljoin(base, told["Location"]) if "Location" in told and response.is_redirect else None
            named = (link.address for link in links(told.get("Link", ""), base) if "timemap" in link.relations)
            return _Answer(
                request_url(lies_at),
                response.status_code,
                memento,
                request_url(leads_to) if leads_to else None,
                next(named, None),
            )

    def _body(self, address: str) -> str:
        deadline = self._clock() + TOTAL
        body = bytearray()
        with self._request(address, {}) as response:
            if response.status_code >= _ERRORS:
                return ""
            for piece in response.iter_raw():
                body += piece
                if len(body) > MOST_BYTES:
                    break
                if self._clock() > deadline:
                    raise httpx.ReadTimeout("too slow")
        return body.decode("utf-8", "replace")

    @contextmanager
    def _request(self, address: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        self._pace.wait()
        with self._client.stream("GET", address, headers=headers) as response:
            is_memento = "Memento-Datetime" in response.headers
            trouble = None if is_memento else status_trouble(response.status_code)
            if trouble is not None:
                raise _TroubleError(trouble)
            yield response


class _TroubleError(Exception):
    """The archive itself did not answer as it should."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.detail)
        self.failure = failure


def is_time_map(address: str) -> bool:
    """Whether an archive is asked by its TimeMap: where its address says so."""
    return "timemap" in urlsplit(address).path.lower()


def check_address(address: str) -> str:
    """The address of a TimeGate or TimeMap, if it is one.

    Raises:
        ConfigError: It has no ``{url}``, or is no http or https URL.
    """
    if PLACE not in address:
        raise ConfigError(f"memento: {address!r}: {PLACE} is missing, where the page's address belongs")
    try:
        request_url(address.replace(PLACE, "https://gazette.example/"))
    except ValueError as error:
        raise ConfigError(f"memento: {address!r}: {error}") from error
    return address
