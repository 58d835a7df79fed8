"""Hosts that never answer, on a clock that only sleeping moves."""

import asyncio
import socket
import ssl

import httpx
import pytest

from citecheck.fetch import Fetcher, FetchPolicy
from citecheck.model import Failure, Visit
from fetching import Naps

SECONDS = 20.0


class Host(httpx.AsyncBaseTransport):
    """Answers as told, request after request: with a status, or by raising; the last of it for ever."""

    def __init__(self, naps, *fates):
        self.naps, self.fates, self.asked = naps, list(fates), []

    async def handle_async_request(self, request):
        self.asked.append(str(request.url))
        fate = self.fates.pop(0) if len(self.fates) > 1 else self.fates[0]
        if isinstance(fate, Exception):
            self.naps.now += SECONDS
            raise fate
        return httpx.Response(fate)


def fetch(host, urls, **changes):
    policy = FetchPolicy(**{"delay": 1, "backoff": 0, "jobs": 4} | changes)

    async def scenario():
        async with Fetcher(policy, transport=host, clock=host.naps.clock, sleep=host.naps.sleep) as fetcher:
            return {url: outcome async for url, outcome in fetcher.visit_all(urls)}

    return asyncio.run(scenario())


def links(count, host="gone.example", scheme="http"):
    return [f"{scheme}://{host}/{number}" for number in range(count)]


NO_ANSWER = [
    httpx.ConnectTimeout("no answer"),
    ConnectionRefusedError(111, "refused"),
    socket.gaierror(socket.EAI_NONAME, "unknown"),
    ssl.SSLError(1, "wrong version"),
    OSError(113, "no route"),
    ConnectionResetError("no answer"),
]


@pytest.mark.parametrize("error", NO_ANSWER, ids=lambda error: type(error).__name__)
def test_of_many_links_to_a_host_that_never_answers_three_are_tried(error):
    host = Host(Naps(), error)

    outcomes = list(fetch(host, links(1000), retries=0).values())

    assert len(host.asked) == 3
    assert {each.reason for each in outcomes[:3]}.isdisjoint({"host-down"})
    assert {each.reason for each in outcomes[3:]} == {"host-down"}
    assert all(each.retryable for each in outcomes[3:])
    assert outcomes[-1].detail.startswith("its host gave no answer to 3 requests in a row, lastly: ")


def test_what_is_not_tried_costs_no_time():
    few, many = Host(Naps(), httpx.ConnectTimeout("")), Host(Naps(), httpx.ConnectTimeout(""))

    fetch(few, links(4))
    fetch(many, links(4000))

    assert few.asked == many.asked
    assert few.naps.now == many.naps.now


def test_attempts_at_one_link_count_as_one():
    host = Host(Naps(), httpx.ConnectTimeout(""))

    fetch(host, links(10), retries=2)

    assert len(host.asked) == 9


@pytest.mark.parametrize("status", [200, 404, 503])
def test_any_answer_resets_the_count(status):
    refused = ConnectionRefusedError(111, "refused")
    host = Host(Naps(), refused, refused, status, refused, refused, status, 200)

    outcomes = fetch(host, links(8), retries=0)

    assert len(host.asked) == 8
    assert [each.reason for each in outcomes.values() if isinstance(each, Failure)] == ["refused"] * 4


@pytest.mark.parametrize("error", [OSError(24, "too many open files"), httpx.RemoteProtocolError("not HTTP")])
def test_trouble_that_is_not_the_hosts_silence_does_not_count(error):
    host = Host(Naps(), error)

    outcomes = fetch(host, links(10), retries=0)

    assert len(host.asked) == 10
    assert "host-down" not in {each.reason for each in outcomes.values()}


def test_a_name_server_that_gives_no_answer_says_nothing_of_the_host():
    host = Host(Naps(), socket.gaierror(socket.EAI_AGAIN, "try again"))

    outcomes = fetch(host, links(10), retries=0)

    assert len(host.asked) == 3
    assert {each.reason for each in outcomes.values()} == {"dns-temporary"}


def test_another_host_and_another_scheme_are_tried_for_themselves():
    host = Host(Naps(), ssl.SSLError(1, "wrong version"))

    fetch(host, [*links(5, scheme="https"), *links(5, scheme="http"), *links(5, "other.example")], retries=0)

    assert len(host.asked) == 9


def test_the_limit_can_be_lifted():
    host = Host(Naps(), httpx.ConnectTimeout(""))

    fetch(host, links(10), retries=0, down_after=0)

    assert len(host.asked) == 10


def test_after_a_while_one_request_tries_whether_the_host_is_back():
    naps = Naps()
    host = Host(naps, *[httpx.ConnectTimeout("")] * 4, 200)

    async def scenario():
        policy = FetchPolicy(delay=0, retries=0)
        async with Fetcher(policy, transport=host, clock=naps.clock, sleep=naps.sleep) as fetcher:
            for url in links(5):
                await fetcher.visit(url)
            asked = [len(host.asked)]
            for number in range(5, 9):
                naps.now += 700 if number % 2 else 0
                await fetcher.visit(f"http://gone.example/{number}")
                asked.append(len(host.asked))
            return asked, await fetcher.visit("http://gone.example/last")

    asked, last = asyncio.run(scenario())

    assert asked == [3, 4, 4, 5, 6]
    assert isinstance(last, Visit)


def test_visits_that_others_led_to_a_silent_host_do_not_wait_in_its_queue():
    class Shorteners(Host):
        async def handle_async_request(self, request):
            if request.url.host == "gone.example":
                return await super().handle_async_request(request)
            await asyncio.sleep(0)
            return httpx.Response(302, headers={"Location": f"http://gone.example{request.url.path}"})

    host = Shorteners(Naps(), httpx.ConnectTimeout(""))

    outcomes = fetch(host, [f"http://s{number}.example/{number}" for number in range(60)], retries=0, jobs=20)

    assert len(host.asked) == 3
    assert sum(each.reason == "host-down" for each in outcomes.values()) == 57
