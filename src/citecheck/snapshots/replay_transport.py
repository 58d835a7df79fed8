"""httpx over an archive: a client gets what was captured, and no connection is opened."""

import httpx

from citecheck.model.exchange import Exchange
from citecheck.model.failure import Failure
from citecheck.snapshots.archive import Archive

EXCHANGE = "citecheck.exchange"
"""The key of the captured :class:`Exchange` in a response's extensions."""

_HOP_BY_HOP = frozenset({"transfer-encoding", "connection", "keep-alive", "content-length"})


class ReplayTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """Answers each GET with the newest capture of its URL, redirects one by one as they were captured.

    Use it as ``httpx.Client(transport=ReplayTransport(archive))``, or with :class:`httpx.AsyncClient`. A URL without a
    capture, and one whose capture is damaged, is an :class:`httpx.ConnectError` that says so, as is any other method.

    Args:
        archive: stays open as long as the client; whoever opened it closes it.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The captured answer to a request."""
        if request.method != "GET":
            raise httpx.ConnectError(f"only GET is replayed, not {request.method}", request=request)
        found = self._archive.replay(str(request.url))
        if isinstance(found, Failure):
            raise httpx.ConnectError(f"{found.reason}: {found.detail}", request=request)
        return _response(found[1].exchanges[0])

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The same for an asynchronous client; reading a capture takes a millisecond."""
        return self.handle_request(request)


def _response(exchange: Exchange) -> httpx.Response:
    """The response as it is without its transfer coding; httpx undoes the content coding."""
    headers = [(name.encode(), value.encode()) for name, value in exchange.headers if name.lower() not in _HOP_BY_HOP]
    headers.append((b"Content-Length", str(len(exchange.body)).encode()))
    extensions = {"reason_phrase": exchange.reason.encode("utf-8"), EXCHANGE: exchange}
    return httpx.Response(
        exchange.status, headers=headers, stream=httpx.ByteStream(exchange.body), extensions=extensions
    )
