"""A page that was fetched before is asked for on condition that it has changed."""

import logging
from dataclasses import replace

import pytest

from citecheck.fetch import Fetcher
from citecheck.model import Visit
from fetching import failure, policy, visit
from servers import answer, page, patiently, redirect, reset, serve

URL = "http://daily.example/page"
TAG = 'ETag: "v1"'
DATE = "Last-Modified: Wed, 01 May 2024 12:00:00 GMT"


def twice(first, change=lambda visit: visit, routes=None, **options):
    """Fetch, then fetch again with what came first in hand; the calls of the second time, and what came of it."""

    async def run():
        async with serve({"/page": first} | (routes or {})) as server:
            earlier = await visit(server, URL)
            assert isinstance(earlier, Visit)
            server.calls.clear()
            server.routes["/page"] = answer(status="304 Not Modified", length=False)
            async with Fetcher(policy(server, **options), earlier={URL: change(earlier)}.get) as fetcher:
                outcome = await fetcher.visit(URL)
                await fetcher.visit("http://daily.example/other")
            return server.calls, outcome

    return patiently(run())


@pytest.mark.parametrize(
    ("headers", "tag", "date"),
    [
        ((TAG,), '"v1"', None),
        ((DATE,), None, "Wed, 01 May 2024 12:00:00 GMT"),
        ((TAG, DATE), '"v1"', "Wed, 01 May 2024 12:00:00 GMT"),
        ((), None, None),
        (('ETag: W/"é"',), None, None),
    ],
)
def test_what_the_server_said_of_its_page_is_said_back(headers, tag, date):
    (again, other), outcome = twice(page("<p>onze</p>", *headers))

    assert (again.header("If-None-Match"), again.header("If-Modified-Since")) == (tag, date)
    assert other.header("If-None-Match") is None
    assert (outcome.final.status, outcome.final.body) == (304, b"")


@pytest.mark.parametrize(
    "changes", [{"truncated": "length"}, {"status": 404}, {"status": 203}, {"url": "http://daily.example/elsewhere"}]
)
def test_what_did_not_come_whole_or_well_is_asked_for_without_condition(changes):
    (again, _), _ = twice(page("x", TAG), lambda earlier: Visit(URL, (replace(earlier.final, **changes),)))

    assert again.header("If-None-Match") is None


def test_only_the_page_at_the_end_of_a_redirect_is():
    routes = {"/page": redirect("/new", "302 Found", TAG), "/new": page("x", TAG)}

    async def run():
        async with serve(routes) as server:
            earlier = await visit(server, URL)
            server.calls.clear()
            async with Fetcher(policy(server), earlier={URL: earlier}.get) as fetcher:
                await fetcher.visit(URL)
            return [call.header("If-None-Match") for call in server.calls]

    assert patiently(run()) == [None, '"v1"']


def test_each_request_is_one_line_of_the_log(caplog):
    async def run():
        async with serve({"/page": page("onze"), "/gone": reset()}) as server:
            await visit(server, URL)
            await failure(server, "http://daily.example/gone", retries=1)

    with caplog.at_level(logging.INFO, "citecheck.fetch"):
        patiently(run())

    first, *others = [record.getMessage() for record in caplog.records if record.name == "citecheck.fetch"]
    assert first.startswith(f"GET {URL} 200 ")
    assert " bytes " in first
    assert others == ["GET http://daily.example/gone failed: the connection was reset"] * 2
