"""TLS is verified, and what secured a connection is kept; a proxy is used as told and its password never kept."""

import asyncio
import contextlib
import hashlib
import socket
import ssl

import pytest
import trustme

from citecheck.fetch import Fetcher, FetchPolicy, parse_resolve
from citecheck.model import Failure
from fetching import exchange, failure, policy
from servers import answer, page, patiently, serve

URL = "https://daily.example/page"


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    made = trustme.CA()
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    made.cert_pem.write_to_path(path)
    return made, str(path)


def server_context(authority, *names):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate = authority.issue_cert(*names)
    certificate.configure_cert(context)
    der = ssl.PEM_cert_to_DER_cert(certificate.cert_chain_pems[0].bytes().decode())
    return context, hashlib.sha256(der).hexdigest()


def test_what_secured_a_connection_is_kept(authority):
    context, digest = server_context(authority[0], "daily.example")

    async def scenario():
        async with serve({"/page": page("x")}, context) as server:
            return await exchange(server, URL, ca_file=authority[1])

    result = patiently(scenario())

    assert result.body == b"x"
    assert result.tls.version == "TLSv1.3"
    assert result.tls.cipher.startswith("TLS_")
    assert result.tls.certificate_sha256 == digest


@pytest.mark.parametrize(("trusted", "name"), [(False, "daily.example"), (True, "other.example")])
def test_a_certificate_that_does_not_verify_is_refused(authority, trusted, name):
    context, _ = server_context(authority[0], name)

    async def scenario():
        async with serve({"/page": page("x")}, context) as server:
            return await failure(server, URL, **({"ca_file": authority[1]} if trusted else {})), server

    result, server = patiently(scenario())

    assert (result.reason, result.retryable) == ("tls", False)
    assert "certificate" in result.detail
    assert server.calls == []


def test_a_server_that_speaks_no_tls():
    async def scenario():
        async def speak_first(reader, writer):
            writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            with contextlib.suppress(OSError), contextlib.closing(writer):
                await reader.read()

        async with await asyncio.start_server(speak_first, "127.0.0.1", 0) as listener:
            port = listener.sockets[0].getsockname()[1]
            settings = FetchPolicy(retries=0, resolve=(parse_resolve(f"daily.example:443:127.0.0.1:{port}"),))
            async with Fetcher(settings) as fetcher:
                return await fetcher.visit(URL)

    result = patiently(scenario())

    assert result.reason == "tls"
    assert "secure" in result.detail


def test_a_body_that_ends_without_a_tls_goodbye(authority):
    context, _ = server_context(authority[0], "daily.example")

    async def hang_up(call):
        await call.send(b"HTTP/1.1 200 OK\r\n\r\nwhole")
        call.writer.get_extra_info("socket").shutdown(socket.SHUT_WR)

    async def scenario():
        async with serve({"/page": hang_up}, context) as server:
            return await exchange(server, URL, ca_file=authority[1])

    assert patiently(scenario()).body == b"whole"


async def by_proxy(routes, url, userinfo="", **changes):
    async with serve(routes) as proxy:
        settings = FetchPolicy(
            delay=0, retries=0, timeout=5, proxy=f"http://{userinfo}127.0.0.1:{proxy.port}", **changes
        )
        async with Fetcher(settings) as fetcher:
            return await fetcher.visit(url), proxy


def test_a_proxy_is_asked_for_the_whole_url_and_its_password_is_not_kept():
    routes = {"http://public.example/x": page("by proxy")}

    result, proxy = patiently(by_proxy(routes, "http://public.example/x", "me:s%40crt@"))

    assert result.final.body == b"by proxy"
    assert proxy.calls[0].header("proxy-authorization") == "Basic bWU6c0BjcnQ="
    assert b"uthorization" not in result.final.request
    assert "s%40crt" not in repr(policy(proxy, proxy="http://me:s%40crt@127.0.0.1:1"))


def test_a_proxy_tunnels_tls(authority):
    context, _ = server_context(authority[0], "public.example")

    async def scenario():
        async with serve({"/x": page("through the tunnel")}, context) as origin:

            async def connect(call):
                reader, writer = await asyncio.open_connection("127.0.0.1", origin.port)
                await call.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
                call.writer.transport.set_protocol(Pipe(writer.transport))
                try:
                    while data := await reader.read(65536):
                        await call.send(data)
                finally:
                    writer.close()

            return await by_proxy({"public.example:443": connect}, "https://public.example/x", ca_file=authority[1])

    result, proxy = patiently(scenario())

    assert result.final.body == b"through the tunnel"
    assert result.final.tls is not None
    assert result.final.request.startswith(b"GET /x HTTP/1.1\r\n")
    assert proxy.calls[0].request.startswith(b"CONNECT public.example:443 HTTP/1.1\r\n")


class Pipe(asyncio.Protocol):
    def __init__(self, to):
        self.to = to

    def data_received(self, data):
        self.to.write(data)

    def connection_lost(self, exc):
        self.to.abort()

    async def _drain_helper(self):
        """As the stream writer that had the transport before expects of a protocol."""


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "502 Bad Gateway"])
def test_a_proxy_that_refuses(status):
    result, _ = patiently(by_proxy({"*": answer(status=status)}, "https://public.example/x"))

    assert isinstance(result, Failure)
    assert result.reason == "proxy"
    assert status[:3] in result.detail


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "localhost", "a.localhost.",
        "intranet", "ip6-localhost", "metadata.google.internal", "printer.local", "router.home.arpa", "0", "１27.1",
    ],
)  # fmt: skip
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_is_not_asked_for_literal_addresses_that_are_not_public(scheme, host):
    result, proxy = patiently(by_proxy({"*": page("reached")}, f"{scheme}://{host}/"))

    assert result.reason in ("not-public", "bad-url")
    assert proxy.connections == 0
