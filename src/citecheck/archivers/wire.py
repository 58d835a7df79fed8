"""Connections to archives by httpx, and what goes wrong on them → failures."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from citecheck.archivers.trouble import failure
from citecheck.errors import ConfigError
from citecheck.model import Failure

SILENCE = 30.0
"""Seconds without a byte after which a request is given up."""

_NO_COPY = (404, 410)


@contextmanager
def connection(headers: Mapping[str, str], proxy: str | None, ca_file: Path | None) -> Iterator[httpx.Client]:
    """A client for one archive, which follows no redirects and unpacks nothing, so that nothing can be a bomb.

    Args:
        headers: What is sent with every request.
        proxy: A proxy to ask through.
        ca_file: Certificates (PEM) that are trusted besides the public ones.

    Raises:
        ConfigError: The proxy is no proxy.
    """
    context = httpx.create_ssl_context(trust_env=False)
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    own = {"Accept-Encoding": "identity", **headers}
    try:
        client = httpx.Client(headers=own, timeout=SILENCE, trust_env=False, proxy=proxy or None, verify=context)
    except (ValueError, ImportError, httpx.InvalidURL):
        raise ConfigError("proxy: it cannot be used to ask archives") from None  # it may hold a password
    with client:
        yield client


def trouble_of(error: Exception) -> Failure:
    """What an error of httpx means; nothing of its text is told, which may hold what was sent."""
    match error:
        case httpx.TimeoutException():
            return failure("timeout", "the archive did not answer in time")
        case httpx.TransportError():
            return failure("unreachable", f"the archive cannot be reached ({type(error).__name__})")
        case _:
            return failure("bad-answer", f"the archive's answer cannot be read ({type(error).__name__})")


def status_trouble(status: int) -> Failure | None:
    """What the status of an answer to a look-up says of the archive; ``None`` where it is an answer."""
    if status < 400 or status in _NO_COPY:
        return None
    if status == 429:
        return failure("rate-limited", "the archive answers 429 Too Many Requests")
    if status == 403:
        return failure("forbidden", "the archive refuses to be asked (403)")
    return failure("server-error" if status >= 500 else "bad-answer", f"the archive answers {status}")
