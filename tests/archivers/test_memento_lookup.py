"""Look-ups by Memento: in a real archive (pywb), and against answers that are none."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver_fakes import Clock
from citecheck.archivers.link_format import http_date, links
from citecheck.archivers.memento_lookup import MOST_BYTES, MementoLookup, check_address
from citecheck.archivers.mementos import moment_of
from citecheck.archivers.pace import Pace
from citecheck.errors import ConfigError
from citecheck.model import ArchiveCopy, Failure
from pywb_server import COLLECTION, needs_pywb, new_collection, running_pywb
from visits import archive, exchange, hop, page, visit

GATE, MAP = "https://kept.example/gate/{url}", "https://kept.example/timemap/link/{url}"
URL = "https://gazette.example/a"
READ = datetime(2019, 2, 25, 12, tzinfo=UTC)
MADE = datetime(2019, 3, 1, 10, 11, 12, tzinfo=UTC)
MEMENTO = f"https://kept.example/20190301101112/{URL}"
HERE = {"Memento-Datetime": "Fri, 01 Mar 2019 10:11:12 GMT"}


def looking(answer, address: str = GATE, clock: Clock | None = None) -> MementoLookup:
    clock = clock or Clock()
    client = httpx.Client(transport=httpx.MockTransport(answer))
    return MementoLookup(client, address, Pace(20, clock=clock, sleep=clock.sleep), clock=clock)


def test_a_time_gate_that_redirects() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append((str(request.url), request.headers["Accept-Datetime"]))
        if request.url.path.startswith("/gate/"):
            return httpx.Response(302, headers={"Location": MEMENTO, "Vary": "accept-datetime"})
        return httpx.Response(200, headers=HERE)

    found = looking(answer).nearest(URL, READ)

    assert found == ArchiveCopy(URL, MEMENTO, MADE, "kept.example")
    assert asked == [(f"https://kept.example/gate/{URL}", "Mon, 25 Feb 2019 12:00:00 GMT"), (MEMENTO, asked[0][1])]


def test_a_time_gate_that_answers_with_the_memento() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, headers={**HERE, "Content-Location": f"/20190301101112/{URL}"})

    assert looking(answer).nearest(URL, READ) == ArchiveCopy(URL, MEMENTO, MADE, "kept.example")


def test_an_archived_redirect_is_followed_and_is_the_copy() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/gate/"):
            return httpx.Response(302, headers={"Location": MEMENTO})
        if str(request.url) == MEMENTO:
            return httpx.Response(301, headers={**HERE, "Location": "/20190301101113/https://gazette.example/moved"})
        return httpx.Response(200, headers={"Memento-Datetime": "Fri, 01 Mar 2019 10:11:13 GMT"})

    assert looking(answer).nearest(URL, READ) == ArchiveCopy(URL, MEMENTO, MADE, "kept.example")


def mapped(text: str) -> httpx.Response:
    return httpx.Response(200, stream=httpx.ByteStream(text.encode()))


def time_map(*stamps: str) -> str:
    mementos = [
        f'<https://kept.example/{stamp}/{URL}>; rel="memento"; datetime="{when:%a, %d %b %Y %H:%M:%S} GMT"'
        for stamp in stamps
        for when in [moment_of(stamp)]
    ]
    return ",\n".join([f'<{URL}>; rel="original"', f"<{GATE}>;rel=timegate", *mementos])


def test_a_copy_of_an_error_is_passed_over_for_the_next_nearest() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        where = str(request.url)
        if "/gate/" in where:
            link = f'<{MAP.replace("{url}", URL)}>; rel="timemap"; type="application/link-format"'
            return httpx.Response(302, headers={"Location": f"https://kept.example/20190224000000/{URL}", "Link": link})
        if "/timemap/" in where:
            return mapped(time_map("20150101000000", "20190224000000", "20190301101112"))
        status = 404 if "20190224000000" in where else 200
        return httpx.Response(status, headers=HERE)

    assert looking(answer).nearest(URL, READ) == ArchiveCopy(URL, MEMENTO, MADE, "kept.example")


def test_a_time_map_alone() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if "/timemap/" in str(request.url):
            return mapped(time_map("20150101000000", "20190301101112"))
        return httpx.Response(200, headers=HERE)

    assert looking(answer, MAP).nearest(URL, READ) == ArchiveCopy(URL, MEMENTO, MADE, "kept.example")
    assert looking(lambda _: httpx.Response(404), MAP).nearest(URL, READ) is None


@pytest.mark.parametrize(
    ("response", "reason"),
    [
        (httpx.Response(404), None),
        (httpx.Response(200, html="<title>Search the archive</title>"), None),
        (httpx.Response(302, headers={"Location": "/gate/again"}), "bad-answer"),
        (httpx.Response(302, headers={"Location": "ftp://kept.example/x"}), "bad-answer"),
        (httpx.Response(302, headers={"Location": "https://[/"}), "bad-answer"),
        (httpx.Response(200, headers={"Memento-Datetime": "yesterday"}), None),
        (httpx.Response(429), "rate-limited"),
        (httpx.Response(403), "forbidden"),
        (httpx.Response(503), "server-error"),
        (httpx.Response(400), "bad-answer"),
        (httpx.Response(404, headers=HERE), None),
    ],
)
def test_what_is_no_copy(response: httpx.Response, reason: str | None) -> None:
    found = looking(lambda _: response).nearest(URL, READ)

    assert (found.reason if isinstance(found, Failure) else found) == reason


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ReadTimeout("x"), "timeout"),
        (httpx.ConnectError("x"), "unreachable"),
        (httpx.DecodingError("x"), "bad-answer"),
        (httpx.InvalidURL("x"), "bad-answer"),
    ],
)
def test_no_foreign_error_escapes(error: Exception, reason: str) -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        raise error

    found = looking(answer).nearest(URL, READ)

    assert isinstance(found, Failure)
    assert found.reason == reason


def test_an_endless_time_map_is_read_as_far_as_it_may_be() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if "/timemap/" in str(request.url):
            line = time_map("20190301101112").encode()
            return httpx.Response(200, stream=httpx.ByteStream(line + b", " + b"<" * (MOST_BYTES + 9)))
        return httpx.Response(200, headers=HERE)

    assert isinstance(looking(answer, MAP).nearest(URL, READ), ArchiveCopy)


def test_requests_keep_their_distance() -> None:
    clock = Clock()
    looking(lambda _: httpx.Response(302, headers={"Location": "/again"}), clock=clock).nearest(URL, READ)

    assert clock.slept == [3.0] * 4


@pytest.mark.parametrize(
    ("address", "told"),
    [("https://kept.example/gate/", "{url} is missing"), ("ftp://x/{url}", "memento"), ("gate/{url}", "memento")],
)
def test_a_wrong_address_is_told(address: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        check_address(address)


@given(st.text(alphabet='<>;=", \nrelmntodaHTUR:/.019é', max_size=200))
@settings(deadline=None)
def test_any_text_has_links_or_none(text: str) -> None:
    for link in links(text, "https://kept.example/"):
        assert link.address


def test_links_of_a_header() -> None:
    text = '</a>; rel="original timegate" ,<b>;rel=memento;datetime="Fri, 01 Mar 2019 10:11:12 GMT", nonsense, <c>'

    assert [(each.address, sorted(each.relations), each.moment) for each in links(text, "https://k.example/x/")] == [
        ("https://k.example/a", ["original", "timegate"], None),
        ("https://k.example/x/b", ["memento"], MADE),
        ("https://k.example/x/c", [], None),
    ]


@pytest.mark.parametrize("text", [None, "", "x", "Fri, 99 Mar 2019 10:11:12 GMT", "Fri, 01 Mar 99999999 10:11:12 GMT"])
def test_what_is_no_date(text: str | None) -> None:
    assert http_date(text) is None


OLD, NEW, GONE = (datetime(year, 3, 1, 10, 11, 12, tzinfo=UTC) for year in (2015, 2019, 2021))
SITE = "http://daily.example"


@pytest.fixture
def pywb(tmp_path: Path) -> Iterator[str]:
    collection = new_collection(tmp_path)
    gone = b"HTTP/1.1 404 Not Found\r\nContent-Length: 4\r\n\r\ngone"
    with archive(collection / "archive") as keeping:
        keeping.store(visit(page(f"{SITE}/a?x=1&y=2", b"old", at=OLD)))
        keeping.store(visit(page(f"{SITE}/a?x=1&y=2", b"new", at=NEW)))
        keeping.store(visit(exchange(f"{SITE}/a?x=1&y=2", gone, at=GONE)))
        keeping.store(visit(hop(f"{SITE}/moved", "/a?x=1&y=2", at=NEW), page(f"{SITE}/a?x=1&y=2", b"new", at=NEW)))
    shutil.copy(collection / "archive" / "index.cdxj", collection / "indexes")
    with running_pywb(tmp_path) as base:
        yield base


@pytest.mark.slow
@needs_pywb
@pytest.mark.parametrize("way", ["{url}", "timemap/link/{url}"])
def test_in_a_real_archive(pywb: str, way: str) -> None:
    address = f"{pywb}/{COLLECTION}/{way}"

    with MementoLookup.opened(address, Pace(60_000), user_agent="citecheck/test") as lookup:
        found = [lookup.nearest(f"{SITE}/a?x=1&y=2", when) for when in (OLD - timedelta(days=9), READ, GONE)]
        moved, none = lookup.nearest(f"{SITE}/moved", READ), lookup.nearest(f"{SITE}/none", READ)

    at = f"{pywb}/{COLLECTION}"
    assert [copy and (copy.memento_url, copy.captured_at) for copy in found] == [
        (f"{at}/20150301101112/{SITE}/a?x=1&y=2", OLD),
        (f"{at}/20190301101112/{SITE}/a?x=1&y=2", NEW),
        (f"{at}/20190301101112/{SITE}/a?x=1&y=2", NEW),
    ]
    assert isinstance(moved, ArchiveCopy)
    assert moved.memento_url == f"{at}/20190301101112/{SITE}/moved"
    assert none is None
