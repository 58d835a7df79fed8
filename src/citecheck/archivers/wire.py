"""What goes wrong on the way to an archive, and what its status codes say → failures."""

import httpx

from citecheck.archivers.trouble import failure
from citecheck.model import Failure

_NO_COPY = (404, 410)


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
