"""A server of pages in a process of its own, for what is measured over real connections.

A script says how requests are answered (a subclass of ``PageServer``), calls ``serve`` when it is started with
``--serve``, and ``server(__file__)`` starts it so.
"""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


class PageServer(asyncio.Protocol):
    """A connection whose requests are answered in their order."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self.transport = transport
        self.data = b""

    def data_received(self, data: bytes) -> None:
        """Answer each request that is whole."""
        self.data += data
        while b"\r\n\r\n" in self.data:
            head, _, self.data = self.data.partition(b"\r\n\r\n")
            self.answer(head.split(b" ", 2)[1], host_of(head))

    def answer(self, path: bytes, host: bytes) -> None:
        """Answer a request for a path of a host, now or later."""
        raise NotImplementedError

    def send(self, body: bytes, status: bytes = b"200 OK", headers: bytes = b"") -> None:
        """Send a whole response."""
        self.send_head(len(body), status, headers)
        self.transport.write(body)

    def send_head(self, length: int, status: bytes = b"200 OK", headers: bytes = b"") -> None:
        """Send what comes before a body of so many bytes."""
        head = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n%s\r\n" % (status, length, headers)
        self.transport.write(head)


def host_of(head: bytes) -> bytes:
    """The host that a request names."""
    return head.lower().partition(b"\r\nhost:")[2].partition(b"\r\n")[0].strip()


def serve(protocol: type[PageServer], address: str = "127.0.0.1") -> None:
    """Tell the port on standard output and serve until killed."""

    async def forever() -> None:
        listening = await asyncio.get_running_loop().create_server(protocol, address, 0, backlog=4096)
        print(listening.sockets[0].getsockname()[1], flush=True)
        await asyncio.Event().wait()

    asyncio.run(forever())


@contextmanager
def server(script: str) -> Iterator[int]:
    """A process that serves what a script serves; its port."""
    process = subprocess.Popen([sys.executable, script, "--serve"], stdout=subprocess.PIPE, text=True)
    try:
        yield int(process.stdout.readline())
    finally:
        process.terminate()
        process.wait()
