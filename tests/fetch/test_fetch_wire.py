"""Fetching from a real server: the exchange holds what crossed the wire, byte for byte."""

import gzip
import re

import pytest

from citecheck.fetch import Fetcher
from citecheck.model import Visit
from citecheck.model.content import ContentError, decode_body
from fetching import exchange, failure, policy, visit
from servers import answer, in_turn, page, patiently, pieces, raw, redirect, reset, serve, stall

URL = "http://daily.example/page"


def fetched(route, **changes):
    async def scenario():
        async with serve({"/page": route}) as server:
            return await exchange(server, URL, **changes), server

    return patiently(scenario())


def failed(route, **changes):
    async def scenario():
        async with serve({"/page": route}) as server:
            return await failure(server, URL, **{"retries": 0} | changes)

    return patiently(scenario())


def test_the_bytes_of_a_page_are_those_on_the_wire():
    wire = b"HTTP/1.1 200 Fine so far\r\ncontent-TYPE:  text/html\r\nX-Odd: a\tb\r\nContent-Length: 5\r\n\r\nhello"

    result, server = fetched(raw(wire))

    assert result.response == wire
    assert result.request == server.calls[0].request
    assert result.body == b"hello"
    assert (result.status, result.reason) == (200, "Fine so far")
    assert result.headers == (("content-TYPE", "text/html"), ("X-Odd", "a\tb"), ("Content-Length", "5"))
    assert result.peer == f"127.0.0.1:{server.port}"
    assert result.truncated is None


def test_the_request_says_who_asks_and_in_which_language():
    async def scenario():
        async with serve({"/page": page("x")}) as server:
            settings = policy(server, user_agent="citecheck/9", contact="https://me.example/")
            async with Fetcher(settings, language="fr") as fetcher:
                await fetcher.visit(URL + "#part")
                await fetcher.visit(URL, language="ar, fr;q=0.5")
            return server.calls

    first, second = patiently(scenario())

    assert first.request.startswith(b"GET /page HTTP/1.1\r\nHost: daily.example\r\n")
    assert first.header("user-agent") == "citecheck/9 (+https://me.example/)"
    assert first.header("accept-language") == "fr"
    assert second.header("accept-language") == "ar, fr;q=0.5"
    assert first.header("accept-encoding") == "gzip, deflate"
    assert first.header("cookie") is None


CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("wire", "body"),
    [
        (CHUNKED + b"5\r\nhello\r\n6;note=1\r\n world\r\n0\r\n\r\n", b"hello world"),
        (CHUNKED + b"005 \r\nhello\r\n0\r\nX-Trailer: 1\r\n\r\n", b"hello"),
        (CHUNKED + b"5\nhello\n0\n\n", b"hello"),
        (CHUNKED + b"0\r\n\r\n", b""),
        (b"HTTP/1.1 200\r\ncontent-length: 2\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", b"ok"),
        (b"HTTP/1.1 200 OK\r\nX-Folded: a\r\n b\r\nnameless line\r\n: x\r\nContent-Length: 2\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2, 2\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone", b"gone"),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_odd_framing_is_read_however_it_is_cut_into_packets(wire, body, step):
    parts = [wire[at : at + step] for at in range(0, len(wire), step)]

    result, _ = fetched(pieces(*parts, pause=0))

    assert result.body == body
    assert result.response == wire
    assert result.truncated is None


def test_a_body_without_a_length_ends_with_the_connection():
    wire = b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\nall of it"

    result, _ = fetched(raw(wire, close=True))

    assert (result.body, result.response, result.truncated) == (b"all of it", wire, None)


def test_early_hints_are_no_part_of_the_answer():
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n"
    final = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

    result, _ = fetched(pieces(hints, hints + final[:9], final[9:]))

    assert (result.status, result.response, result.body) == (200, final, b"ok")


def test_header_bytes_that_are_not_utf8_are_read_as_latin_1():
    result, _ = fetched(
        raw(b"HTTP/1.1 200 OK\r\nX-Titel: M\xfcnchen\r\nX-City: K\xc3\xb6ln\r\nContent-Length: 0\r\n\r\n")
    )

    assert (result.header("x-titel"), result.header("x-city")) == ("München", "Köln")


@pytest.mark.parametrize(
    ("route", "body", "truncated"),
    [
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nshort", close=True), b"short", "disconnect"),
        (raw(CHUNKED + b"5\r\nhello\r\n9\r\nwor", close=True), b"hellowor", "disconnect"),
        (reset(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nshort"), b"short", "disconnect"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n" + b"x" * 90), b"x" * 40, "length"),
        (raw(b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 90), b"x" * 40, "length"),
        (raw(CHUNKED + b"1c\r\n" + b"x" * 28 + b"\r\n1e\r\n" + b"y" * 30), b"x" * 28 + b"yy", "length"),
        (stall(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\nslow"), b"slow", "time"),
    ],
)
def test_a_body_that_is_cut_short_says_why(route, body, truncated):
    result, _ = fetched(route, max_bytes=40, timeout=0.2, retries=0)

    assert (result.body, result.truncated) == (body, truncated)
    assert result.response.endswith(body[-2:])


def test_a_body_that_drips_is_cut_when_the_total_time_is_up():
    drips = pieces(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 500, pause=0.01)

    result, _ = fetched(drips, timeout=5, total_seconds=0.15)

    assert result.truncated == "time"
    assert 0 < len(result.body) < 100


@pytest.mark.parametrize(
    ("route", "reason"),
    [
        (raw(b"SSH-2.0-OpenSSH_9.0\r\n\r\n"), "bad-response"),
        (raw(b"<html>no header at all</html>\n\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nhello"), "bad-response"),
        (raw(CHUNKED + b"xyz\r\nhello\r\n0\r\n\r\n"), "bad-response"),
        (raw(CHUNKED + b"5\r\nhelloworld\r\n0\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 200 OK\r\nX-Huge: " + b"x" * 200_000 + b"\r\n\r\n"), "bad-response"),
        (raw(b"HTTP/1.1 103 Early Hints\r\nX: " + b"x" * 900 + b"\r\n\r\n", close=False), "timeout"),
        (raw(b"HTTP/1.1 103 Early Hints\r\nX: yyyyyyyyyyyyyyyyyy\r\n\r\n" * 20_000), "bad-response"),
        (raw(b"", close=True), "reset"),
        (raw(b"HTTP/1.1 200 O", close=True), "reset"),
        (reset(), "reset"),
        (stall(), "timeout"),
        (stall(b"HTTP/1.1 200 OK\r\nX-"), "timeout"),
    ],
)
def test_what_is_no_answer_is_a_failure_with_its_reason(route, reason):
    assert failed(route, timeout=0.3).reason == reason


def test_redirects_are_followed_and_each_hop_is_kept():
    routes = {"/page": redirect("/b"), "/b": redirect("//other.example/c?x=1#frag", "301 Moved"), "/c?x=1": page("end")}

    async def scenario():
        async with serve(routes) as server:
            return await visit(server, URL), server

    result, server = patiently(scenario())

    assert [step.url for step in result.exchanges] == [URL, "http://daily.example/b", "http://other.example/c?x=1"]
    assert [step.status for step in result.exchanges] == [302, 301, 200]
    assert result.url == URL
    assert server.calls[2].header("host") == "other.example"


@pytest.mark.parametrize(
    ("routes", "reason"),
    [
        ({"/page": redirect("/page")}, "redirect-loop"),
        ({"/page": redirect("/b"), "/b": redirect("/page")}, "redirect-loop"),
        (
            {"/page": redirect("/a/1"), **{f"/a/{n}": redirect(f"/a/{n + 1}") for n in range(1, 20)}},
            "too-many-redirects",
        ),
        ({"/page": redirect("ftp://daily.example/x")}, "bad-url"),
        ({"/page": redirect("file:///etc/passwd")}, "bad-url"),
        ({"/page": redirect("javascript:alert(1)")}, "bad-url"),
        ({"/page": redirect("http://user:secret@daily.example/")}, "bad-url"),
        ({"/page": redirect("http://[bad/")}, "bad-url"),
        ({"/page": redirect("http://daily.example:99999/")}, "bad-url"),
    ],
)
def test_redirects_that_lead_nowhere(routes, reason):
    async def scenario():
        async with serve(routes) as server:
            return await failure(server, URL)

    result = patiently(scenario())

    assert result.reason == reason
    assert "redirect" in result.detail
    assert "secret" not in result.detail


def test_a_redirect_without_a_location_is_an_answer():
    result, _ = fetched(answer(b"here", status="302 Found"))

    assert (result.status, result.body) == (302, b"here")


def test_a_redirect_to_another_script_is_followed():
    async def scenario():
        async with serve({"/page": redirect("/caf\xc3\xa9 au lait"), "/caf%C3%A9%20au%20lait": page("ok")}) as server:
            return await exchange(server, URL)

    assert patiently(scenario()).url == "http://daily.example/caf%C3%A9%20au%20lait"


def test_a_cookie_goes_back_to_its_host_and_to_no_other():
    routes = {
        "/page": in_turn(
            redirect("/page", "302 Found", "Set-Cookie: seen=1; Path=/; HttpOnly"), redirect("//b.example/x")
        ),
        "/x": page("end"),
    }

    async def scenario():
        async with serve(routes) as server:
            return await visit(server, URL), await visit(server, "http://daily.example/x"), server

    result, _, server = patiently(scenario())

    assert isinstance(result, Visit)
    assert [call.header("cookie") for call in server.calls] == [None, "seen=1", None, None]


def test_a_secure_cookie_is_not_sent_in_the_clear():
    hop = redirect("/page", "302 Found", "Set-Cookie: a=1; Secure", "Set-Cookie: b=2", "Set-Cookie: b=; Max-Age=0")

    async def scenario():
        async with serve({"/page": hop}) as server:
            return await failure(server, URL)

    assert patiently(scenario()).reason == "redirect-loop"


def test_connections_are_kept_and_a_stale_one_is_replaced():
    async def scenario():
        async with serve(
            {"*": in_turn(page("a"), raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb", close=True), page("c"))}
        ) as server:
            async with Fetcher(policy(server)) as fetcher:
                results = [await fetcher.visit(f"http://daily.example/{n}") for n in range(3)]
            return results, server

    results, server = patiently(scenario())

    assert [result.final.body for result in results] == [b"a", b"b", b"c"]
    assert server.connections == 2


@pytest.mark.parametrize(
    "wire",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nxHTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged",
    ],
)
def test_a_connection_is_not_kept_where_it_cannot_be_trusted(wire):
    async def scenario():
        routes = {"/page": raw(wire), "/next": page("genuine")}
        async with serve(routes) as server, Fetcher(policy(server)) as fetcher:
            first = await fetcher.visit(URL)
            return first, await fetcher.visit("http://daily.example/next"), server

    first, second, server = patiently(scenario())

    assert first.final.body == b"x"
    assert second.final.body == b"genuine"
    assert server.connections == 2


def test_a_body_stays_compressed_and_decodes_on_demand():
    packed = gzip.compress(b"<p>onze</p>")

    result, _ = fetched(answer(packed, headers=("Content-Encoding: gzip",)))

    assert result.body == packed
    assert decode_body(result) == b"<p>onze</p>"


def test_a_compression_bomb_is_stopped():
    bomb = gzip.compress(gzip.compress(b"\0" * 50_000_000))

    result, _ = fetched(answer(bomb, headers=("Content-Encoding: gzip, gzip",)))

    with pytest.raises(ContentError, match="more than"):
        decode_body(result, max_bytes=1_000_000)


def test_the_time_and_duration_are_kept():
    result, _ = fetched(pieces(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n", b"x", pause=0.05))

    assert result.started_at.tzinfo is not None
    assert 0.05 <= result.seconds < 5
    assert re.fullmatch(r"\d+\.\d{1,6}", str(result.seconds))
