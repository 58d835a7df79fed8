"""Save Page Now 2, the Wayback Machine's service for captures on demand, on httpx.

Errors come as HTTP 200 with ``status_ext`` or only a ``message``, at the request and at the status alike; what they
mean is decided in :mod:`citecheck.archivers.trouble`. The API is described in the Internet Archive's "Save Page Now 2
Public API Docs".
"""

import ipaddress
import json
import re
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlsplit

from citecheck.archivers.interface import Backoff, Job
from citecheck.archivers.keys import Keys
from citecheck.archivers.mementos import exact_moment_of, host_of, memento_url
from citecheck.archivers.pace import Seconds
from citecheck.archivers.trouble import failure, refusal
from citecheck.errors import ConfigError
from citecheck.model import ArchiveCopy, Failure
from citecheck.model.url import request_url

if TYPE_CHECKING:
    import httpx

TOTAL = 90.0
"""Seconds for a whole answer, however it trickles."""

MOST_BYTES = 4_000_000
"""Bytes of an answer. A status lists up to 1,000 addresses of the page's parts and links."""

REST = 65.0
"""Seconds of silence after a 429, unless it asks for more."""

_JOB_ID = re.compile(r"[A-Za-z0-9_-]{1,100}")


class SavePageNow:
    """A :class:`~citecheck.archivers.interface.Saver` with the user's keys.

    Args:
        client: An httpx client that carries the keys in its headers and follows no redirects.
        keys: The same keys, to blot them out of whatever comes back.
        base: The archive's address.
        clock: Seconds that never go back.
    """

    def __init__(self, client: "httpx.Client", keys: Keys, base: str, *, clock: Seconds = time.monotonic) -> None:
        self._client = client
        self._keys = keys
        self._base = base
        self._clock = clock

    @classmethod
    @contextmanager
    def opened(
        cls, keys: Keys, base: str, *, user_agent: str, proxy: str | None = None, ca_file: Path | None = None
    ) -> Iterator[Self]:
        """A connection to the archive for as long as the context lasts.

        Raises:
            ConfigError: The keys would go out unencrypted, or the proxy is no proxy.
        """
        from citecheck.archivers.wire import connection

        _check_encrypted(base)
        headers = {"Authorization": keys.authorization, "Accept": "application/json", "User-Agent": user_agent}
        with connection(headers, proxy, ca_file) as client:
            yield cls(client, keys, base)

    def submit(self, url: str, max_age: timedelta) -> Job | Failure | Backoff:
        """Ask for a capture; see :meth:`citecheck.archivers.interface.Saver.submit`."""
        form = {"url": url, "skip_first_archive": "1"}  # whether it is the first does not matter here, and takes time
        if max_age:
            form["if_not_archived_within"] = str(round(max_age.total_seconds()))
        answer = self._asked("POST", "/save", form)
        if not isinstance(answer, dict):
            return answer
        job_id = answer.get("job_id")
        if isinstance(job_id, str) and _JOB_ID.fullmatch(job_id):
            return Job(url, job_id)
        return self._refusal(answer)

    def status(self, job: Job) -> ArchiveCopy | Failure | Backoff | None:
        """Ask after a capture; see :meth:`citecheck.archivers.interface.Saver.status`."""
        if not _JOB_ID.fullmatch(job.id):
            return failure("bad-answer", "the archive's name for the capture is none")
        answer = self._asked("GET", f"/save/status/{job.id}")
        if not isinstance(answer, dict):
            return answer
        match answer.get("status"):
            case "pending":
                return None
            case "success":
                return self._copy(job, answer)
            case _:
                return self._refusal(answer)

    def _copy(self, job: Job, answer: Mapping[str, Any]) -> ArchiveCopy | Failure:
        timestamp, original = answer.get("timestamp"), answer.get("original_url")
        captured_at = exact_moment_of(timestamp)
        if captured_at is None:
            return failure("bad-answer", "the archive reports a capture without its time")
        try:
            original = request_url(original) if isinstance(original, str) else job.url
        except ValueError:
            original = job.url
        return ArchiveCopy(job.url, memento_url(self._base, str(timestamp), original), captured_at, host_of(self._base))

    def _refusal(self, answer: Mapping[str, Any]) -> Failure:
        code, message = (answer.get(name) for name in ("status_ext", "message"))
        return refusal(*(text if isinstance(text, str) else "" for text in (code, message)))

    def _asked(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> dict[str, Any] | Failure | Backoff:
        import httpx

        from citecheck.archivers.wire import trouble_of

        try:
            with self._client.stream(method, self._base + path, data=form) as response:
                trouble = _status_trouble(response)
                body = b"" if trouble else self._body(response)
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            return trouble_of(error)
        return trouble or self._without_keys(_record(body))

    def _without_keys(self, record: dict[str, Any] | Failure) -> dict[str, Any] | Failure:
        """An answer in which the archive repeats no key, whatever it says: it goes into the log and the database."""
        if isinstance(record, Failure):
            return record
        redact = self._keys.redact
        return {name: redact(value) if isinstance(value, str) else value for name, value in record.items()}

    def _body(self, response: "httpx.Response") -> bytes:
        import httpx

        deadline = self._clock() + TOTAL
        body = bytearray()
        for piece in response.iter_raw():
            body += piece
            if len(body) > MOST_BYTES:
                raise httpx.DecodingError("too long")
            if self._clock() > deadline:
                raise httpx.ReadTimeout("too slow")
        return bytes(body)


def _status_trouble(response: "httpx.Response") -> Failure | Backoff | None:
    match response.status_code:
        case 200:
            return None
        case 401:
            return failure("keys-refused", "archive.org does not accept the keys")
        case 403:
            return failure("forbidden", "the archive refuses to be asked (403)")
        case 429:
            told = response.headers.get("Retry-After", "")
            seconds = max(REST, float(told) if told.isascii() and told.isdigit() else 0.0)
            return Backoff(seconds, failure("rate-limited", "the archive answers 429 Too Many Requests"))
        case status if status >= 500:
            return failure("server-error", f"the archive answers {status}")
        case status:
            return failure("bad-answer", f"the archive answers {status}")


def _record(body: bytes) -> dict[str, Any] | Failure:
    try:
        record = json.loads(body)
    except (ValueError, RecursionError):
        record = None
    return record if isinstance(record, dict) else failure("bad-answer", "the archive's answer is no JSON record")


def _check_encrypted(base: str) -> None:
    """Keep the keys off the open wire; a machine may talk to itself.

    Raises:
        ConfigError: The archive is neither behind TLS nor on this machine.
    """
    parts = urlsplit(base)
    try:
        is_here = ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        is_here = parts.hostname == "localhost"
    if parts.scheme != "https" and not is_here:
        raise ConfigError(f"wayback-url: {base}: the archive.org keys are sent over https only")
