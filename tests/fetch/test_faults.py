"""Servers that stop, hang up or drip at every byte there is, and TLS that is not what it should be."""

import asyncio
import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
import trustme

from citecheck.fetch import Fetcher, parse_allow_host
from citecheck.model import Failure, Visit
from fetching import failure, policy
from servers import page, patiently, pieces, serve

RESPONSES = {
    "length": b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\nX: y\r\n\r\n0123456789",
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\n0123\r\n6\r\n456789\r\n0\r\n\r\n",
    "hints": b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n0123456789",
}


def each_cut(wire, *, hang_up):
    """What comes of a response of which the first 0, 1, 2, … bytes are sent."""

    async def send(call):
        await call.send(wire[: int(call.target[1:])])
        if hang_up:
            call.writer.close()
        else:
            await asyncio.sleep(60)

    async def scenario():
        urls = [f"http://h{number}.example/{number}" for number in range(len(wire))]
        async with serve({"*": send}) as server:
            settings = policy(server, jobs=100, timeout=9 if hang_up else 1, retries=0)
            async with Fetcher(settings) as fetcher:
                return {url: outcome async for url, outcome in fetcher.visit_all(urls)}

    found = patiently(scenario())
    return [found[f"http://h{number}.example/{number}"] for number in range(len(wire))]


@pytest.mark.parametrize("kind", RESPONSES)
@pytest.mark.parametrize(
    ("hang_up", "reason", "truncated"), [(False, "timeout", "time"), (True, "reset", "disconnect")]
)
def test_a_server_that_stops_at_any_byte(kind, hang_up, reason, truncated):
    wire = RESPONSES[kind]
    head = wire.rindex(b"HTTP/1.1 ") + len(wire[wire.rindex(b"HTTP/1.1 ") :].partition(b"\r\n\r\n")[0]) + 4

    outcomes = each_cut(wire, hang_up=hang_up)

    for outcome in outcomes[:head]:
        assert isinstance(outcome, Failure)
        assert (outcome.reason, outcome.retryable) == (reason, True)
    for outcome in outcomes[head:]:
        assert isinstance(outcome, Visit)
        assert outcome.final.truncated == truncated
        assert b"0123456789".startswith(outcome.final.body)


def test_a_head_that_drips_ends_when_the_total_time_is_up():
    drips = pieces(*[b"HTTP/1.1 200 OK\r\n"], *[b"X"] * 500, pause=0.01)

    async def scenario():
        async with serve({"/page": drips}) as server:
            begun = asyncio.get_running_loop().time()
            outcome = await failure(server, "http://a.example/page", timeout=5, total_seconds=0.2, retries=3)
            return outcome, asyncio.get_running_loop().time() - begun

    outcome, seconds = patiently(scenario())

    assert outcome.reason == "timeout"
    assert seconds < 3


def test_the_loopback_of_ipv6_is_reached_where_it_is_allowed():
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")

    async def scenario():
        async def speak(reader, writer):
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
            await writer.drain()
            writer.close()

        try:
            listener = await asyncio.start_server(speak, "::1", 0)
        except OSError:
            pytest.skip("no IPv6 here")
        async with listener, serve({}) as unused:
            port = listener.sockets[0].getsockname()[1]
            allowed = (parse_allow_host(f"[::1]:{port}"),)
            async with Fetcher(policy(unused, allow_hosts=allowed, resolve=())) as fetcher:
                return await fetcher.visit(f"http://[::1]:{port}/"), port

    visit, port = patiently(scenario())

    assert visit.final.body == b"ok"
    assert visit.final.peer == f"[::1]:{port}"


def secured(tmp_path, *, expires_at=None, protocols=None):
    """A server's context, and the file of the authority that its certificate is of."""
    authority, file = trustme.CA(), tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(file)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("daily.example", not_after=expires_at).configure_cert(context)
    if protocols:
        context.set_alpn_protocols(protocols)
    return context, str(file)


def test_a_certificate_that_has_expired_is_refused(tmp_path):
    expired = datetime.now(UTC) - timedelta(days=1)
    context, file = secured(tmp_path, expires_at=expired)

    async def scenario():
        async with serve({"*": page("x")}, context) as server:
            return await failure(server, "https://daily.example/", ca_file=file)

    outcome = patiently(scenario())

    assert (outcome.reason, outcome.retryable) == ("tls", False)
    assert "expired" in outcome.detail


def test_a_server_that_speaks_http2_as_well_is_spoken_to_in_http1(tmp_path):
    context, file = secured(tmp_path, protocols=["h2", "http/1.1"])

    async def scenario():
        async with serve({"*": page("x")}, context) as server, Fetcher(policy(server, ca_file=file)) as fetcher:
            return await fetcher.visit("https://daily.example/")

    assert patiently(scenario()).final.body == b"x"


def test_a_server_that_speaks_nothing_but_http2_is_a_failure_with_a_reason():
    async def scenario():
        settings_frame = b"\0\0\0\4\0\0\0\0\0"
        async with serve({"*": pieces(settings_frame, pause=5)}) as server:
            return await failure(server, "http://daily.example/", timeout=0.3, retries=0)

    assert patiently(scenario()).reason in ("bad-response", "timeout")
