"""Pages that lead on by refreshing themselves, over real connections and out of the archive again."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.fetch.refresh import refresh_target
from citecheck.model import Exchange, Visit
from citecheck.snapshots import Archive
from fetching import failure, visit
from servers import answer, page, patiently, redirect, serve

NOW = datetime(2026, 1, 2, tzinfo=UTC)
START = "http://daily.example/page"


def meta(content: str) -> str:
    return f'<html><head><title>Moved</title><meta http-equiv="refresh" content="{content}"></head></html>'


def answered(body: str, *headers: tuple[str, str]) -> Exchange:
    fields = (("Content-Type", "text/html"), *headers)
    return Exchange(START, b"", b"", 200, "OK", fields, body.encode(), "", NOW, 0.1)


def follow(routes: dict, url: str = START) -> Visit:
    async def scenario():
        async with serve(routes) as server:
            return await visit(server, url)

    result = patiently(scenario())
    assert isinstance(result, Visit), result
    return result


@pytest.mark.parametrize(
    "content",
    [
        "0; url=/new",
        "0;URL='/new'",
        "3;/new",
        " 0 , url = /new ",
        "0.5;url=&quot;/new&quot; x",
        "0; URL=http://daily.example/new",
    ],
)
def test_a_page_leads_on_whatever_way_it_is_written(content: str) -> None:
    assert refresh_target(answered(meta(content))) == "http://daily.example/new"


@pytest.mark.parametrize(
    "html",
    [
        meta("300; url=/new"),
        meta("30"),
        meta("0; url=javascript:alert(1)"),
        meta("0; url=android-app://x/y"),
        meta("soon; url=/new"),
        f"<!-- {meta('0; url=/new')} -->",
        f"<noscript>{meta('0; url=/new')}</noscript>",
        f"<script>document.write('{meta('0; url=/new')}')</script>",
        '<meta name="refresh" content="0; url=/new">',
        "<p>To refresh, see /new.</p>",
    ],
)
def test_a_page_that_stays(html: str) -> None:
    assert refresh_target(answered(html)) is None


def test_a_header_counts_like_the_element() -> None:
    assert refresh_target(answered("", ("Refresh", "0; url=/new"))) == "http://daily.example/new"


def test_a_coded_page_is_decoded() -> None:
    exchange = answered("", ("Content-Encoding", "gzip"))
    body = gzip.compress(meta("0; url=/new").encode() + b" " * 2_000_000)

    assert refresh_target(Exchange(**{**fields(exchange), "body": body})) == "http://daily.example/new"


def fields(exchange: Exchange) -> dict:
    return {name: getattr(exchange, name) for name in exchange.__slots__}


@settings(deadline=None)
@given(st.text(max_size=200))
def test_nothing_that_a_page_declares_is_an_error(text: str) -> None:
    for exchange in (answered(meta(text)), answered(text), answered("", ("Refresh", text))):
        target = refresh_target(exchange)
        assert target is None or target.startswith(("http://", "https://"))


def test_a_refresh_is_a_hop_that_is_kept_and_found_again(tmp_path: Path) -> None:
    routes = {
        "/page": redirect("/moved"),
        "/moved": page(meta("0; url=http://weekly.example/new")),
        "/new": page("<p>Here it is.</p>"),
    }
    came = follow(routes)
    with Archive(tmp_path) as archive:
        snapshot = archive.store(came)
        replayed = archive.replay(START)
        assert not list(archive.verify())

    assert [each.url for each in came.exchanges] == [START, "http://daily.example/moved", "http://weekly.example/new"]
    assert snapshot.final_url == "http://weekly.example/new"
    assert replayed == (snapshot, came)


def test_a_page_that_came_back_the_same_still_leads_on(tmp_path: Path) -> None:
    routes = {"/page": page(meta("0; url=/new")), "/new": page("<p>Here it is.</p>")}
    with Archive(tmp_path) as archive:
        archive.store(follow(routes))
        again = archive.store(follow(routes))
        assert not list(archive.verify())

        found = archive.replay(START)

    assert again.final_url.endswith("/new")
    assert isinstance(found, tuple)
    assert found[0] == again


@pytest.mark.parametrize(
    ("routes", "length"),
    [
        ({"/page": page(meta("0; url=/page"))}, 1),
        ({"/page": page(meta("0; url=/b")), "/b": page(meta("0; url=/page"))}, 2),
        ({"/page": page(meta("0; url=/1")), **{f"/{n}": page(meta(f"0; url=/{n + 1}")) for n in range(1, 9)}}, 4),
    ],
)
def test_a_page_that_refreshes_itself_for_ever_is_the_answer(routes: dict, length: int) -> None:
    assert len(follow(routes).exchanges) == length


def test_the_guard_holds_for_a_refresh() -> None:
    async def scenario():
        async with serve({"/page": page(meta("0; url=http://127.0.0.1:1/secret"))}) as server:
            return await failure(server, START)

    assert patiently(scenario()).reason == "not-public"


def test_an_error_page_that_refreshes_is_an_error_page() -> None:
    routes = {"/page": answer(meta("0; url=/new").encode(), status="404 Not Found")}

    assert follow(routes).final.status == 404
