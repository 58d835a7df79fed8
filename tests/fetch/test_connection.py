"""A connection whose exchange is given up is closed, at whatever moment that happens."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from citecheck.fetch.budget import Budget
from citecheck.fetch.connection import Connection
from citecheck.model.message import ResponseReader
from servers import Call, patiently, serve

ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


async def ask(connection: Connection) -> None:
    later = asyncio.get_running_loop().time() + 300
    await connection.exchange(
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", ResponseReader(max_body=99), silence=300, deadline=later
    )


async def ask_for_a_tunnel(connection: Connection) -> None:
    await connection.tunnel(b"CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n")


@pytest.mark.parametrize("asking", [ask, ask_for_a_tunnel])
@pytest.mark.parametrize("answer", [b"", ANSWER[:20], ANSWER], ids=["nothing", "a part", "all"])
def test_it_is_closed_where_its_exchange_is_given_up(
    asking: Callable[[Connection], Awaitable[None]], answer: bytes
) -> None:
    """With the whole answer there too: who gave up does not see it any more, and nobody else knows the connection."""

    async def given_up() -> bool:
        asked = asyncio.Event()

        async def silent(call: Call) -> None:
            asked.set()
            await asyncio.sleep(300)

        async with serve({"*": silent}) as server:
            space = memoryview(bytearray(1000))
            _, connection = await asyncio.get_running_loop().create_connection(
                lambda: Connection(Budget(1000), space), "127.0.0.1", server.port
            )
            task = asyncio.ensure_future(asking(connection))
            await asked.wait()
            if answer:
                space[: len(answer)] = answer
                connection.buffer_updated(len(answer))
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return connection.closed

    assert patiently(given_up())


def test_it_is_kept_open_after_a_whole_exchange() -> None:
    async def kept() -> bool:
        async def answer(call: Call) -> None:
            await call.send(ANSWER)

        async with serve({"*": answer}) as server:
            _, connection = await asyncio.get_running_loop().create_connection(
                lambda: Connection(Budget(1000), memoryview(bytearray(1000))), "127.0.0.1", server.port
            )
            await ask(connection)
            closed = connection.closed
            connection.close()
            return not closed

    assert patiently(kept())
