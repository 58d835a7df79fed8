"""A client over the archive gets what was captured, and nothing else."""

import asyncio
import gzip
import socket

import httpx
import pytest

from citecheck.snapshots.replay_transport import ReplayTransport
from visits import archive, chunked, exchange, hop, later, page, unchanged, visit

STORY = "http://daily.example/story"
VISITS = [
    visit(page()),
    visit(chunked("http://daily.example/chunked", b"on", b"ze" * 400)),
    visit(page("http://daily.example/packed", gzip.compress(b"onze"), headers=("Content-Encoding: gzip",))),
    visit(exchange("http://daily.example/none", b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone")),
    visit(hop("http://daily.example/old", "/story", at=later(5)), page(at=later(6))),
    visit(unchanged(at=later(60))),
]
BODIES = {
    STORY: (200, b"<p>onze</p>"),
    "http://daily.example/chunked": (200, b"on" + b"ze" * 400),
    "http://daily.example/packed": (200, b"onze"),
    "http://daily.example/none": (404, b"gone"),
    "http://daily.example/old": (302, b""),
}


@pytest.fixture
def transport(tmp_path, monkeypatch):
    with archive(tmp_path) as keeping:
        for each in VISITS:
            keeping.store(each)
        yield ReplayTransport(keeping)


@pytest.mark.parametrize("url", BODIES)
def test_what_was_captured_is_what_a_client_gets(url, transport, monkeypatch):
    monkeypatch.setattr(socket, "socket", None)
    with httpx.Client(transport=transport) as client:
        answer = client.get(url)

    assert (answer.status_code, answer.content) == BODIES[url]
    assert answer.extensions["citecheck.exchange"].url == url


def test_redirects_are_followed_in_the_archive(transport):
    async def get():
        async with httpx.AsyncClient(transport=transport, follow_redirects=True) as client:
            return await client.get("http://daily.example/old")

    answer = asyncio.run(get())

    assert (str(answer.url), answer.content) == (STORY, b"<p>onze</p>")


@pytest.mark.parametrize(("method", "url"), [("GET", "http://daily.example/other"), ("POST", STORY)])
def test_what_was_not_captured_is_out_of_reach(method, url, transport):
    with httpx.Client(transport=transport) as client, pytest.raises(httpx.ConnectError, match=r"no capture|only GET"):
        client.request(method, url)


def test_a_damaged_capture_is_out_of_reach(transport, tmp_path):
    for path in tmp_path.glob("*.gz"):
        path.write_bytes(b"")

    with httpx.Client(transport=transport) as client, pytest.raises(httpx.ConnectError, match="damaged"):
        client.get(STORY)
