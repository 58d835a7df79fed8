"""Many hosts at once, one request at a time to each, pauses where they are due, retries where they may help."""

import asyncio
from datetime import UTC, datetime

import pytest

from citecheck.fetch import Fetcher
from citecheck.fetch.manners import Manners, retry_after
from citecheck.model import Failure, Visit
from fetching import Naps, failure, policy
from servers import answer, in_turn, page, patiently, raw, redirect, reset, serve, stall

NOON = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
URL = "http://daily.example/page"


def fetch(routes, urls, naps=None, **changes):
    naps = naps or Naps()

    async def scenario():
        async with serve(routes) as server:
            fetcher = Fetcher(
                policy(server, **changes), sleep=naps.sleep, clock=naps.clock, now=lambda: NOON, jitter=lambda: 1.0
            )
            async with fetcher:
                results = [await fetcher.visit(url) for url in urls]
            return results, server

    return *patiently(scenario()), naps


def test_requests_to_a_host_are_parted_by_the_delay():
    _, _, naps = fetch({"*": page("x")}, ["http://a.example/1", "http://a.example/2", "http://b.example/"], delay=2.5)

    assert naps.taken == [2.5]


def test_a_redirect_to_the_same_host_waits_its_turn():
    _, _, naps = fetch({"/page": redirect("/b"), "/b": page("x")}, [URL], delay=2.5)

    assert naps.taken == [2.5]


@pytest.mark.parametrize(
    ("header", "waits"), [("Retry-After: 7", [7.0]), ("Retry-After: Wed, 01 May 2024 12:00:09 GMT", [9.0])]
)
def test_retry_after_is_obeyed(header, waits):
    routes = {"/page": in_turn(answer(status="429 Too Many Requests", headers=(header,)), page("at last"))}

    results, _, naps = fetch(routes, [URL])

    assert results[0].final.body == b"at last"
    assert [nap for nap in naps.taken if nap] == waits


def test_a_retry_after_that_is_too_long_is_not_waited_for():
    routes = {"/page": answer(status="429 Too Many Requests", headers=("Retry-After: 3600",)), "/other": page("x")}

    results, server, naps = fetch(routes, [URL, "http://daily.example/other"], max_delay=30)

    assert results[0].final.status == 429
    assert server.targets() == ["/page", "/other"]
    assert naps.taken == [30.0]


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_status_that_may_pass_is_tried_again(status):
    routes = {"/page": in_turn(answer(status=f"{status} Later"), page("at last"))}

    results, _, naps = fetch(routes, [URL], backoff=1)

    assert results[0].final.status == 200
    assert naps.taken == [1.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 500])
def test_a_status_that_stays_is_an_answer_at_once(status):
    results, server, naps = fetch({"/page": answer(status=f"{status} No")}, [URL])

    assert results[0].final.status == status
    assert len(server.calls) == 1
    assert naps.taken == []


def test_waits_double_and_end():
    results, server, naps = fetch({"/page": reset()}, [URL], retries=3, backoff=1)

    assert isinstance(results[0], Failure)
    assert (results[0].reason, results[0].retryable) == ("reset", True)
    assert len(server.calls) == 4
    assert naps.taken == [1.0, 2.0, 4.0]


def test_a_status_that_does_not_pass_is_the_answer_in_the_end():
    results, server, _ = fetch({"/page": answer(b"busy", status="503 Busy")}, [URL], retries=2)

    assert results[0].final.body == b"busy"
    assert len(server.calls) == 3


def test_a_body_that_broke_off_is_tried_again():
    routes = {"/page": in_turn(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf", close=True), page("whole"))}

    results, _, _ = fetch(routes, [URL])

    assert results[0].final.body == b"whole"


def test_many_hosts_at_once_and_one_request_at_a_time_to_each():
    async def slow(call):
        await asyncio.sleep(0.01)
        await page(call.target)(call)

    urls = [f"http://h{number % 5}.example/{number}" for number in range(40)]

    async def scenario():
        async with serve({"*": slow}) as server, Fetcher(policy(server, jobs=8)) as fetcher:
            results = {url: outcome async for url, outcome in fetcher.visit_all(urls)}
            return results, server

    results, server = patiently(scenario())

    assert sorted(results) == sorted(urls)
    assert {outcome.final.body for outcome in results.values()} == {f"/{number}".encode() for number in range(40)}
    assert set(server.most_in_flight.values()) == {1}
    assert server.connections == 5


def test_results_come_as_they_finish():
    async def scenario():
        urls = ["http://a.example/slow", "http://b.example/fast"]
        async with (
            serve({"/slow": stall(), "/fast": page("x")}) as server,
            Fetcher(policy(server, timeout=0.3, retries=0)) as fetcher,
        ):
            return [url async for url, _ in fetcher.visit_all(urls)]

    assert patiently(scenario()) == ["http://b.example/fast", "http://a.example/slow"]


def test_the_urls_are_taken_as_needed_and_no_further_than_a_window():
    taken = []

    def urls():
        for number in range(10_000):
            taken.append(number)
            yield f"http://h{number % 3}.example/{number}"

    async def scenario():
        async with serve({"*": page("x")}) as server, Fetcher(policy(server, jobs=2)) as fetcher:
            count = 0
            async for _ in fetcher.visit_all(urls()):
                count += 1
                if count == 10:
                    break

    patiently(scenario())

    assert len(taken) < 300


def test_who_takes_no_results_gets_no_more_of_them():
    async def scenario():
        urls = [f"http://h{number}.example/" for number in range(400)]
        async with serve({"*": page("x")}) as server, Fetcher(policy(server, jobs=4)) as fetcher:
            results = fetcher.visit_all(urls)
            await anext(results)
            await asyncio.sleep(0.2)
            sent = len(server.calls)
            rest = [url async for url, _ in results]
            return sent, rest

    sent, rest = patiently(scenario())

    assert sent <= 10
    assert len(rest) == 399


def test_a_shortener_is_not_held_up_by_where_its_links_lead():
    async def scenario():
        urls = ["http://short.example/a", "http://short.example/b", "http://short.example/c"]
        routes = {
            "/a": redirect("http://slow.example/slow"),
            "/b": redirect("http://quick.example/page"),
            "/c": page("x"),
            "/slow": stall(),
            "/page": page("x"),
        }
        async with serve(routes) as server, Fetcher(policy(server, timeout=0.5, retries=0)) as fetcher:
            return [url async for url, _ in fetcher.visit_all(urls)]

    assert patiently(scenario())[-1] == "http://short.example/a"


def test_what_reading_the_urls_raises_comes_out():
    def urls():
        yield "http://a.example/"
        raise LookupError("the list is gone")

    async def scenario():
        async with serve({"*": page("x")}) as server, Fetcher(policy(server)) as fetcher:
            return [url async for url, _ in fetcher.visit_all(urls())]

    with pytest.raises(LookupError):
        patiently(asyncio.wait_for(scenario(), 5))


def test_a_source_has_one_time_for_all_its_redirects():
    async def slowly(call):
        await asyncio.sleep(0.2)
        await redirect(f"/{int(call.target[1:]) + 1}")(call)

    async def scenario():
        async with serve({"*": slowly}) as server:
            return await failure(server, "http://a.example/1", total_seconds=0.5, max_redirects=9), server

    outcome, server = patiently(scenario())

    assert outcome.reason == "timeout"
    assert len(server.calls) == 3


def test_one_bad_url_among_many_ends_nothing():
    urls = ["http://a.example/", "not a url", "", "http://", "http://b.example/", "http://[::1/", "mailto:x@y.example"]

    async def scenario():
        async with serve({"*": page("x")}) as server, Fetcher(policy(server)) as fetcher:
            return {url: outcome async for url, outcome in fetcher.visit_all(urls)}

    results = patiently(scenario())

    assert {url for url, outcome in results.items() if isinstance(outcome, Visit)} == {urls[0], urls[4]}
    assert {outcome.reason for outcome in results.values() if isinstance(outcome, Failure)} == {"bad-url"}


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (None, None),
        ("0", 0.0),
        (" 120 ", 120.0),
        ("Wed, 01 May 2024 12:01:00 GMT", 60.0),
        ("Wed, 01 May 2024 11:00:00 GMT", 0.0),
        ("Wednesday, 01-May-24 12:00:30 GMT", 30.0),
        ("soon", None),
        ("-5", None),
        ("1.5", 1.5),
        ("inf", None),
        ("1e9", None),
        ("Thu, 01 Jan 2024 00:00:00 +99999999999999999999", None),
        ("Thu, 01 Jan 0001 00:00:00 +2359", 0.0),
        ("１２", None),
        ("99999999999999999999", 999999999.0),
    ],
)
def test_what_retry_after_says(value, seconds):
    assert retry_after(value, NOON) == seconds


def test_the_table_of_hosts_stays_small():
    naps = Naps()

    async def scenario():
        manners = Manners(delay=1, max_delay=9, jobs=4, clock=naps.clock, sleep=naps.sleep)
        for number in range(5000):
            async with manners.turn(f"h{number}.example"):
                naps.now += 0.01
        return len(manners._hosts)

    assert patiently(scenario()) < 1100
