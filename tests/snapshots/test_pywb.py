"""pywb, a web archive's own replay software, serves every capture from the files and the index that citecheck wrote.

Where it is missing this test is skipped.
"""

import gzip
import shutil

import httpx
import pytest

from citecheck.model.content import decode_body
from pywb_server import needs_pywb, new_collection, running_pywb
from visits import archive, chunked, exchange, hop, later, page, unchanged, visit

BASE = "http://daily.example"

VISITS = [
    visit(page(f"{BASE}/page")),
    visit(chunked(f"{BASE}/chunked", b"on", b"ze" * 5000, at=later(1))),
    visit(page(f"{BASE}/packed", gzip.compress(b"onze" * 5000), at=later(2), headers=("Content-Encoding: gzip",))),
    visit(page(f"{BASE}/page", at=later(60), headers=("X-Second: time",))),
    visit(exchange(f"{BASE}/none", b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone", at=later(3))),
    visit(hop(f"{BASE}/old", "/page?new", at=later(4)), page(f"{BASE}/page?new", b"moved", at=later(5))),
    visit(page(f"{BASE}/same", b"onze" * 9, at=later(7))),
    visit(unchanged(f"{BASE}/same", at=later(70))),
    visit(page("https://xn--bcher-kva.example/%C3%A4?B=2&a=1", bytes(range(256)), at=later(6))),
]


@pytest.fixture
def replay(tmp_path):
    collection = new_collection(tmp_path)
    with archive(collection / "archive") as keeping:
        for each in VISITS:
            keeping.store(each)
    shutil.copy(collection / "archive" / "index.cdxj", collection / "indexes")
    with running_pywb(tmp_path) as base, httpx.Client(base_url=base, trust_env=False) as client:
        yield client


@pytest.mark.slow
@needs_pywb
def test_pywb_serves_every_capture(replay):
    for each in (step for stored in VISITS for step in stored.exchanges):
        answer = replay.get(f"/kept/{each.started_at:%Y%m%d%H%M%S}id_/{each.url}")

        assert answer.status_code == each.status, each.url
        assert answer.headers["Memento-Datetime"] == f"{each.started_at:%a, %d %b %Y %H:%M:%S GMT}"
        if each.status == 304:
            assert answer.content == b"", "it replays the answer and not what it means"
        elif each.status == 302:
            assert answer.headers["Location"].endswith("/page?new")
        else:
            assert answer.content == decode_body(each), each.url
