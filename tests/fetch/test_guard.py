"""No trick makes the fetcher talk to an address that is not public."""

import asyncio
import ipaddress
import socket

import pytest

from citecheck.fetch import Fetcher, FetchPolicy, parse_allow_host, parse_resolve
from citecheck.fetch.guard import is_public
from citecheck.model import Failure, Visit
from fetching import leads_to
from servers import page, patiently, redirect, serve

NOT_PUBLIC = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.0.9",
    "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.9", "192.0.0.170", "192.0.2.5", "192.31.196.1",
    "192.52.193.1", "192.88.99.1", "192.168.1.1", "192.175.48.1", "198.18.0.1", "198.19.255.255", "198.51.100.7",
    "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "168.63.129.16",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::808:808", "100::1", "2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "2001:2::1", "2001:db8::1",
    "2001:10::1", "2002:7f00:1::", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1",
    "fe80::1%lo", "fec0::1", "ff02::1", "ff0e::1", "2a00:1450:4001::5efe:10.0.0.1", "2620:4f:8000::1",
]  # fmt: skip

PUBLIC = [
    "8.8.8.8", "1.1.1.1", "100.63.255.255", "100.128.0.0", "172.15.0.1", "172.32.0.1", "192.0.1.1", "192.167.0.1",
    "198.17.0.1", "198.20.0.0", "223.255.255.255", "11.0.0.1", "126.0.0.1", "128.0.0.1", "169.253.0.1",
    "2606:4700::1111", "2a00:1450:4001::1", "2001:4860:4860::8888", "2003::1", "::ffff:8.8.8.8", "64:ff9b::808:808",
    "2a00:1450:4001::5efe:8.8.8.8", "3fff:1000::1",
]  # fmt: skip


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_addresses_that_are_not_public(address):
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_that_are(address):
    assert is_public(ipaddress.ip_address(address))


# Each of these reaches this machine, or says that it does, when it is given to a naive client.
SPELLINGS = [
    "http://127.0.0.1:{port}/",
    "http://127.1:{port}/",
    "http://127.0.1:{port}/",
    "http://0:{port}/",
    "http://0.0.0.0:{port}/",
    "http://2130706433:{port}/",
    "http://0x7f000001:{port}/",
    "http://0x7f.0.0.1:{port}/",
    "http://0x7F.1:{port}/",
    "http://017700000001:{port}/",
    "http://0177.0.0.1:{port}/",
    "http://0177.1:{port}/",
    "http://00000177.0.0.01:{port}/",
    "http://127.000.000.001:{port}/",
    "http://127.0.0.1.:{port}/",
    "http://4294967295:{port}/",
    "http://１２７.０.０.１:{port}/",
    "http://127。0。0。1:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/",
    "http://localhost:{port}/",
    "http://LOCALHOST:{port}/",
    "http://localhost.:{port}/",
    "http://ｌｏｃａｌｈｏｓｔ:{port}/",
    "http://[::1]:{port}/",
    "http://[::]:{port}/",
    "http://[0:0:0:0:0:0:0:1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/",
    "http://[::ffff:7f00:1]:{port}/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/",
    "http://[::127.0.0.1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/",
    "http://[2002:7f00:1::]:{port}/",
    "http://[fe80::1%25lo]:{port}/",
    "http://[::1%lo]:{port}/",
    "http://user@127.0.0.1:{port}/",
    "http://public.example@127.0.0.1:{port}/",
    "http://public.example:80@127.0.0.1:{port}/",
    "http://127.0.0.1:{port}#@public.example/",
    "http://127.0.0.1:{port}?@public.example/",
    "http://127.0.0.1:{port}\\@public.example/",
    "http://public.example\\@127.0.0.1:{port}/",
    "http://public.example%2f@127.0.0.1:{port}/",
    "http:///127.0.0.1:{port}/",
    "http:127.0.0.1:{port}/",
    "http:\\\\127.0.0.1:{port}/",
    "//127.0.0.1:{port}/",
    "\thttp://127.0.0.1:{port}/",
    "ht\ntp://127.0.0.1:{port}/",
    "http://127.0.\r\n0.1:{port}/",
    "HTTP://127.0.0.1:{port}/",
    "http://%31%32%37.0.0.1:{port}/",
    "http://127.0.0.1%00.public.example:{port}/",
    "http://127.0.0.1%09:{port}/",
    "gopher://127.0.0.1:{port}/_GET",
    "file:///etc/passwd",
    "ftp://127.0.0.1:{port}/",
    "dict://127.0.0.1:{port}/info",
    "data:text/html,hello",
    "javascript:fetch('http://127.0.0.1')",
    "ws://127.0.0.1:{port}/",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_of_this_machine_gets_through(spelling):
    async def scenario():
        async with serve({"*": page("reached")}) as server, Fetcher(FetchPolicy(retries=0, timeout=3)) as fetcher:
            return await fetcher.visit(spelling.format(port=server.port)), server

    result, server = patiently(scenario())

    assert isinstance(result, Failure)
    assert result.reason in ("not-public", "bad-url", "dns", "dns-temporary")
    assert server.connections == 0


@pytest.mark.parametrize(
    "addresses",
    [("127.0.0.1",), ("8.8.8.8", "127.0.0.1"), ("2606:4700::1111", "::ffff:127.0.0.1"), ("169.254.169.254",)],
)
def test_a_name_with_any_address_that_is_not_public_is_refused(addresses):
    async def scenario():
        async with Fetcher(FetchPolicy(retries=0), lookup=leads_to(*addresses)) as fetcher:
            return await fetcher.visit("http://public.example/")

    assert patiently(scenario()).reason == "not-public"


def test_a_name_that_changes_its_address_is_looked_up_once_for_each_connection():
    """DNS rebinding: the second look at a name gives a private address. There is no second look."""
    looks = []

    async def lookup(host, port):
        looks.append(host)
        return ["192.0.2.1" if len(looks) == 1 else "127.0.0.1"]

    async def scenario():
        async with serve({"*": page("reached")}) as server, Fetcher(FetchPolicy(retries=0), lookup=lookup) as fetcher:
            return [await fetcher.visit(f"http://rebind.example:{server.port}/") for _ in range(2)], server

    results, server = patiently(scenario())

    assert [result.reason for result in results] == ["not-public", "not-public"]
    assert looks == ["rebind.example"] * 2
    assert server.connections == 0


def test_the_connection_goes_to_the_address_that_was_checked(monkeypatch):
    asked = []

    async def scenario():
        loop = asyncio.get_running_loop()

        async def create_connection(factory, host, port, **options):
            asked.append((host, port, options["server_hostname"]))
            raise ConnectionRefusedError

        monkeypatch.setattr(loop, "create_connection", create_connection)
        async with Fetcher(FetchPolicy(retries=0), lookup=leads_to("8.8.8.8", "2606:4700::1")) as fetcher:
            return await fetcher.visit("https://public.example:8443/")

    assert patiently(scenario()).reason == "refused"
    assert asked == [("8.8.8.8", 8443, "public.example"), ("2606:4700::1", 8443, "public.example")]


REDIRECTS = [
    "http://127.0.0.1:{port}/in",
    "http://localhost:{port}/in",
    "//0x7f.1:{port}/in",
    "//%31%32%37.1:{port}/in",
    "http:\\\\127.0.0.1:{port}/in",
    "/\\127.0.0.1:{port}/in",
    "http://[::ffff:127.0.0.1]:{port}/in",
    "http://[::1%25lo]:{port}/in",
    "http://x@127.0.0.1:{port}/in",
    "data:text/html,reached",
    "file:///etc/passwd",
    "gopher://127.0.0.1:{port}/_GET",
    "javascript:alert(1)",
]


@pytest.mark.parametrize("target", REDIRECTS)
def test_a_redirect_to_this_machine_is_refused(target):
    async def scenario():
        async with serve({}) as server:
            server.routes.update({"/": redirect(target.format(port=server.port)), "/in": page("reached")})
            settings = FetchPolicy(retries=0, resolve=(parse_resolve(f"public.example:80:127.0.0.1:{server.port}"),))
            async with Fetcher(settings) as fetcher:
                return await fetcher.visit("http://public.example/"), server

    result, server = patiently(scenario())

    assert isinstance(result, Failure) or result.final.status == 404
    assert b"reached" not in (b"" if isinstance(result, Failure) else result.final.body)
    assert "/in" not in server.targets()


@pytest.mark.parametrize(
    ("allowed", "reached"),
    [("localhost", True), ("localhost:{port}", True), ("localhost:1", False), ("127.0.0.1", False)],
)
def test_an_allowed_host_is_the_only_exception(allowed, reached):
    async def scenario():
        async with serve({"*": page("reached")}) as server:
            settings = FetchPolicy(retries=0, allow_hosts=(parse_allow_host(allowed.format(port=server.port)),))
            async with Fetcher(settings, lookup=leads_to("127.0.0.1")) as fetcher:
                return await fetcher.visit(f"http://localhost:{server.port}/")

    assert isinstance(patiently(scenario()), Visit if reached else Failure)


def test_a_resolved_host_reaches_its_address_and_is_asked_by_its_name():
    async def scenario():
        async with serve({"*": page("reached")}) as server:
            settings = FetchPolicy(resolve=(parse_resolve(f"x.example:80:127.0.0.1:{server.port}"),))
            async with Fetcher(settings) as fetcher:
                return await fetcher.visit("http://x.example/"), server

    result, server = patiently(scenario())

    assert result.final.body == b"reached"
    assert server.calls[0].header("host") == "x.example"


@pytest.mark.parametrize("port", [1, 22, 25, 110, 143, 587, 6000, 6667])
def test_ports_where_no_web_server_is_are_left_alone(port):
    """As browsers do (WHATWG Fetch, "port blocking"): a mail server would take a request for commands."""

    async def scenario():
        async with Fetcher(FetchPolicy(retries=0), lookup=leads_to("8.8.8.8")) as fetcher:
            return await fetcher.visit(f"http://public.example:{port}/")

    assert patiently(scenario()).reason == "not-public"


def test_a_name_that_leads_nowhere():
    async def lookup(host, port):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    async def scenario():
        async with Fetcher(FetchPolicy(retries=0), lookup=lookup) as fetcher:
            return await fetcher.visit("http://gone.example/")

    result = patiently(scenario())

    assert (result.reason, result.retryable) == ("dns", False)


def test_an_address_that_does_not_answer_gives_way_to_the_next():
    async def scenario():
        async with serve({"*": page("reached")}) as server:
            settings = FetchPolicy(retries=0, timeout=3, allow_hosts=(parse_allow_host("two.example"),))
            async with Fetcher(settings, lookup=leads_to("127.9.9.9", "127.0.0.1")) as fetcher:
                return await fetcher.visit(f"http://two.example:{server.port}/")

    assert patiently(scenario()).final.body == b"reached"
