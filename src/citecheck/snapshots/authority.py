"""A time-stamping authority, asked over HTTP as RFC 3161 §3.4 says."""

import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import httpx

from citecheck.errors import ConfigError
from citecheck.model.failure import Failure, Stage
from citecheck.model.url import request_url

SILENCE = 20.0
"""Seconds without a byte after which an authority is given up."""

TOTAL = 60.0
"""Seconds for a whole answer, however it trickles."""

MOST_BYTES = 200_000
"""Bytes of an answer: a token with its chain of certificates has some 6,000."""

REPLY = "application/timestamp-reply"


class Authority:
    """An :class:`~citecheck.snapshots.timestamps.Ask` at one address."""

    def __init__(self, client: httpx.Client, url: str, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._client = client
        self._url = url
        self._clock = clock

    @classmethod
    @contextmanager
    def opened(
        cls, url: str, *, user_agent: str, proxy: str | None = None, ca_file: Path | None = None
    ) -> Iterator[Self]:
        """A connection to the authority for as long as the context lasts.

        Raises:
            ConfigError: Its address is no http or https URL, or the proxy is no proxy.
        """
        try:
            address = request_url(url)
        except ValueError as error:
            raise ConfigError(f"timestamp-url: {url!r}: {error}") from error
        headers = {"User-Agent": user_agent, "Accept": REPLY, "Accept-Encoding": "identity"}
        try:
            client = httpx.Client(
                headers=headers, timeout=SILENCE, trust_env=False, proxy=proxy or None, verify=_trust(ca_file)
            )
        except (ValueError, ImportError, httpx.InvalidURL):
            raise ConfigError("proxy: it cannot be used to ask for timestamps") from None  # it may hold a password
        with client:
            yield cls(client, address)

    def __call__(self, query: bytes) -> bytes | Failure:
        """Ask for a token; what goes wrong on the way is a failure."""
        try:
            headers = {"Content-Type": "application/timestamp-query"}
            with self._client.stream("POST", self._url, content=query, headers=headers) as response:
                if response.status_code != 200:
                    return _failure(f"the authority answers {response.status_code}")
                if response.headers.get("Content-Type", "").partition(";")[0].strip().lower() != REPLY:
                    return _failure("the authority's answer is no timestamp reply")
                return self._body(response)
        except httpx.TimeoutException:
            return _failure("the authority did not answer in time")
        except httpx.TransportError as error:
            return _failure(f"the authority cannot be reached ({type(error).__name__})")
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            return _failure(f"the authority's answer cannot be read ({type(error).__name__})")

    def _body(self, response: httpx.Response) -> bytes | Failure:
        deadline = self._clock() + TOTAL
        body = bytearray()
        for piece in response.iter_raw():
            body += piece
            if len(body) > MOST_BYTES:
                return _failure("the authority's answer is too long for a timestamp")
            if self._clock() > deadline:
                return _failure("the authority did not answer in time")
        return bytes(body)


def _trust(ca_file: Path | None) -> ssl.SSLContext:
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context


def _failure(detail: str) -> Failure:
    return Failure(Stage.ARCHIVE, "timestamp", detail, retryable=True)
