"""Whatever goes wrong while fetching → one :class:`Failure`: the only place that knows foreign errors."""

import errno
import socket
import ssl

import httpx

from citecheck.model.failure import Failure, Stage
from citecheck.model.head import MessageError

_RETRYABLE = frozenset(
    {"timeout", "dns-temporary", "refused", "reset", "unreachable", "host-down", "bad-response", "proxy"}
)
_UNREACHABLE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EHOSTDOWN, errno.ENETDOWN, errno.EADDRNOTAVAIL})
_RESET = frozenset({errno.ECONNRESET, errno.EPIPE, errno.ECONNABORTED})
_EXHAUSTED = frozenset({errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM})


class FetchError(Exception):
    """Trouble that fetching itself found; ``reason`` is that of the :class:`Failure` it becomes."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


def failure(reason: str, detail: str) -> Failure:
    """A failure of the fetch stage; whether it is retryable follows from the reason."""
    return Failure(Stage.FETCH, reason, detail, retryable=reason in _RETRYABLE)


def failure_from(error: Exception) -> Failure:
    """Say what an exception means for the one source that was being fetched.

    Reasons: ``timeout`` ``dns`` ``dns-temporary`` ``refused`` ``reset`` ``unreachable`` ``host-down`` ``tls``
    ``not-public`` ``bad-url`` ``too-many-redirects`` ``redirect-loop`` ``bad-response`` ``robots`` ``proxy``
    ``local``.
    """
    match error:
        case FetchError():
            return failure(error.reason, error.detail)
        case MessageError():
            return failure("bad-response", str(error))
        case httpx.HTTPError() | httpx.InvalidURL():
            return _from_httpx(error)
        case OSError():
            return _from_os(error)
        case ValueError():  # UnicodeError is one
            return failure("bad-url", str(error) or "not a URL")
        case _:
            return failure("local", f"{type(error).__name__}: {error}")


def _from_httpx(error: httpx.HTTPError | httpx.InvalidURL) -> Failure:
    cause = error.__cause__
    match error:
        case httpx.TransportError() if isinstance(cause, OSError):
            return _from_os(cause)
        case httpx.TimeoutException():
            return failure("timeout", "no answer in time")
        case httpx.InvalidURL() | httpx.UnsupportedProtocol():
            return failure("bad-url", str(error) or "not a URL")
        case httpx.ConnectError():
            return failure("refused", str(error) or "the connection was refused")
        case httpx.ProtocolError() | httpx.DecodingError():
            return failure("bad-response", str(error) or "not an HTTP response")
        case _:
            return failure("reset", str(error) or "the connection broke")


def _from_os(error: OSError) -> Failure:
    match error:
        case ssl.SSLCertVerificationError():
            return failure("tls", f"the certificate is not valid: {error.verify_message}")
        case ssl.SSLError():
            return failure("tls", f"no secure connection: {getattr(error, 'reason', None) or error}")
        case socket.gaierror():
            return _from_lookup(error)
        case TimeoutError():
            return failure("timeout", "no answer in time")
        case ConnectionRefusedError():
            return failure("refused", "the connection was refused")
        case _ if error.errno in _RESET or isinstance(error, ConnectionError):
            return failure("reset", "the connection was reset")
        case _ if error.errno in _UNREACHABLE:
            return failure("unreachable", f"no way to the host: {error.strerror}")
        case _ if error.errno in _EXHAUSTED:
            return failure("local", f"this machine is out of resources: {error.strerror}")
        case _:
            return failure("unreachable", str(error) or type(error).__name__)


def _from_lookup(error: socket.gaierror) -> Failure:
    if error.errno in (socket.EAI_AGAIN, socket.EAI_FAIL):
        return failure("dns-temporary", f"the name could not be looked up: {error.strerror}")
    return failure("dns", f"the name leads nowhere: {error.strerror}")
