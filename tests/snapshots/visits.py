"""What the snapshot tests share: visits written by hand, and an archive whose clock and ids repeat."""

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from citecheck.model import Exchange, Tls, Visit
from citecheck.model.message import read_response
from citecheck.snapshots import Archive

NOON = datetime(2019, 2, 21, 12, 0, 0, 123456, tzinfo=UTC)
TLS = Tls("TLSv1.3", "TLS_AES_256_GCM_SHA384", "ab" * 32)


def exchange(url, wire, *, at=NOON, tls=None, truncated=None, peer="192.0.2.7:443"):
    head, body = read_response(wire, truncated)
    request = f"GET {url} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    return Exchange(
        url, request, wire, head.status, head.reason, head.headers, body, peer, at, 0.123456, tls, truncated
    )


def page(url="http://daily.example/story", body=b"<p>onze</p>", *, at=NOON, headers=(), **options):
    lines = ["HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *headers, f"Content-Length: {len(body)}"]
    return exchange(url, "\r\n".join([*lines, "", ""]).encode() + body, at=at, **options)


def chunked(url="http://daily.example/story", *chunks, at=NOON, **options):
    body = b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    return exchange(url, head + body, at=at, **options)


def hop(url, to, *, at=NOON, status=302, **options):
    wire = f"HTTP/1.1 {status} Found\r\nLocation: {to}\r\nContent-Length: 0\r\n\r\n".encode()
    return exchange(url, wire, at=at, **options)


def unchanged(url="http://daily.example/story", *, at=NOON, asked=b'If-None-Match: "1"\r\n', headers=('ETag: "2"',)):
    wire = "\r\n".join(["HTTP/1.1 304 Not Modified", *headers, "", ""]).encode()
    return replace(exchange(url, wire, at=at), request=b"GET / HTTP/1.1\r\nHost: x\r\n" + asked + b"\r\n")


def visit(*exchanges, url=None):
    return Visit(url or exchanges[0].url, exchanges)


def later(seconds):
    return NOON + timedelta(seconds=seconds)


def archive(folder: Path, start: int = 0, **options) -> Archive:
    """An archive that gives the same bytes for the same visits."""
    numbers = itertools.count(start)
    options = {"now": lambda: NOON, "new_id": lambda: f"{next(numbers):08x}-0000-4000-8000-000000000000"} | options
    return Archive(folder, provenance={"software": "citecheck/1", "config-sha256": "cd" * 32}, **options)


def store_many(folder: Path, worker: int, count: int) -> None:
    """What each of several processes does at once."""
    with Archive(folder) as keeping:
        for number in range(count):
            keeping.store(visit(page(f"http://w{worker}.example/{number}", f"{worker} {number}".encode())))
