"""At the level of httpx: whatever a transport answers or raises becomes a visit or a failure."""

import asyncio
import socket
import ssl

import httpx
import pytest
import respx

from citecheck.fetch import Fetcher, FetchPolicy
from citecheck.fetch.trouble import FetchError, failure_from
from citecheck.model import Failure, Stage, Visit
from citecheck.model.head import MessageError
from citecheck.model.message import read_response
from fetching import policy
from servers import patiently, serve, stall

URL = "https://daily.example/story"
QUICK = FetchPolicy(delay=0, backoff=0, retries=0)


@pytest.fixture
def web():
    return respx.Router()


def fetch(web, url=URL, **options):
    async def scenario():
        async with Fetcher(QUICK, transport=httpx.MockTransport(web.async_handler), **options) as fetcher:
            return await fetcher.visit(url)

    return patiently(scenario())


def test_a_mocked_answer_is_written_out_as_it_would_be_sent(web):
    web.get(URL).respond(200, headers={"Content-Type": "text/html"}, content=b"<p>onze</p>")

    visit = fetch(web, language="fr")

    assert isinstance(visit, Visit)
    assert visit.final.body == b"<p>onze</p>"
    assert visit.final.request.startswith(b"GET /story HTTP/1.1\r\nHost: daily.example\r\n")
    head, body = read_response(visit.final.response)
    assert (head.status, head.headers, body) == (200, visit.final.headers, visit.final.body)


def test_mocked_redirects_are_followed(web):
    web.get(URL).respond(301, headers={"Location": "https://other.example/"})
    web.get("https://other.example/").respond(404)

    visit = fetch(web)

    assert [(step.url, step.status) for step in visit.exchanges] == [(URL, 301), ("https://other.example/", 404)]


HTTPX_ERRORS = [
    value
    for value in vars(httpx).values()
    if isinstance(value, type) and issubclass(value, httpx.RequestError) and value is not httpx.RequestError
]


@pytest.mark.parametrize("error", HTTPX_ERRORS, ids=lambda error: error.__name__)
def test_no_error_of_httpx_escapes(web, error):
    web.get(URL).mock(side_effect=error("trouble"))

    outcome = fetch(web)

    assert isinstance(outcome, Failure)
    assert outcome.stage is Stage.FETCH
    assert outcome.reason in REASONS


REASONS = {
    "timeout", "dns", "dns-temporary", "refused", "reset", "unreachable", "host-down", "tls", "not-public", "bad-url",
    "too-many-redirects", "redirect-loop", "bad-response", "robots", "proxy", "local",
}  # fmt: skip


def certificate_error():
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_message = "self-signed certificate"
    return error


@pytest.mark.parametrize(
    ("error", "reason", "retryable"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), "dns", False),
        (socket.gaierror(socket.EAI_AGAIN, "try again"), "dns-temporary", True),
        (TimeoutError(), "timeout", True),
        (ConnectionRefusedError(111, "refused"), "refused", True),
        (ConnectionResetError(104, "reset"), "reset", True),
        (BrokenPipeError(32, "pipe"), "reset", True),
        (ConnectionAbortedError(103, "aborted"), "reset", True),
        (OSError(101, "network unreachable"), "unreachable", True),
        (OSError(113, "no route"), "unreachable", True),
        (OSError(24, "too many open files"), "local", False),
        (OSError("Multiple exceptions"), "unreachable", True),
        (certificate_error(), "tls", False),
        (ssl.SSLError(1, "wrong version"), "tls", False),
        (ssl.SSLEOFError(8, "eof"), "tls", False),
        (MessageError("odd"), "bad-response", True),
        (FetchError("not-public", "no"), "not-public", False),
        (UnicodeEncodeError("idna", "x", 0, 1, "label too long"), "bad-url", False),
        (ValueError("port"), "bad-url", False),
        (httpx.InvalidURL("bad"), "bad-url", False),
        (httpx.CookieConflict("twice"), "local", False),
        (httpx.StreamConsumed(), "local", False),
        (RuntimeError("a bug"), "local", False),
        (MemoryError(), "local", False),
    ],
)
def test_every_foreign_error_has_a_reason(error, reason, retryable):
    failure = failure_from(error)

    assert (failure.reason, failure.retryable) == (reason, retryable)
    assert failure.detail


def test_the_cause_of_an_httpx_error_decides():
    error = httpx.ConnectError("all attempts failed")
    error.__cause__ = socket.gaierror(socket.EAI_NONAME, "unknown")

    assert failure_from(error).reason == "dns"


def test_being_cancelled_is_no_failure():
    async def scenario():
        asked = asyncio.Event()

        async def keep_waiting(call):
            asked.set()
            await stall()(call)

        async with serve({"*": keep_waiting}) as server, Fetcher(policy(server)) as fetcher:
            task = asyncio.create_task(fetcher.visit("http://daily.example/"))
            await asked.wait()
            task.cancel()
            await task

    with pytest.raises(asyncio.CancelledError):
        patiently(scenario())
