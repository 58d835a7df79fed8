"""Save Page Now: the unit tier on respx, then the wire itself against a real server."""

import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
import respx
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.archivers.interface import Backoff, Job
from citecheck.archivers.keys import Keys
from citecheck.archivers.save_page_now import MOST_BYTES, SavePageNow
from citecheck.errors import ConfigError
from citecheck.model import ArchiveCopy, Failure
from web_archive import ACCESS, SECRET, Reply, WebArchive, as_json

BASE = "https://web.archive.org"
URL = "https://gazette.example/a"
KEYS = Keys(ACCESS, SECRET)
JOB = Job(URL, "spn2-" + "a1" * 20)
MONTH = timedelta(days=30)


@pytest.fixture(scope="module")
def service() -> Iterator[SavePageNow]:
    with SavePageNow.opened(KEYS, BASE, user_agent="citecheck/test") as opened:
        yield opened


@respx.mock
def test_a_capture_is_asked_for_with_the_keys_and_the_age(service: SavePageNow) -> None:
    route = respx.post(f"{BASE}/save").respond(json={"url": URL, "job_id": JOB.id, "message": "soon"})

    assert service.submit(URL, MONTH) == JOB
    request = route.calls.last.request
    assert request.headers["Authorization"] == f"LOW {ACCESS}:{SECRET}"
    assert request.headers["Accept"] == "application/json"
    assert dict(httpx.QueryParams(request.content.decode())) == {
        "url": URL,
        "skip_first_archive": "1",
        "if_not_archived_within": "2592000",
    }


@respx.mock
def test_without_an_age_none_is_sent(service: SavePageNow) -> None:
    route = respx.post(f"{BASE}/save").respond(json={"job_id": JOB.id})

    service.submit(URL, timedelta())

    assert b"if_not_archived_within" not in route.calls.last.request.content


@respx.mock
def test_a_capture_that_is_done_is_a_copy(service: SavePageNow) -> None:
    moved = "https://gazette.example/moved?x=1"
    answer = {"status": "success", "job_id": JOB.id, "original_url": moved, "timestamp": "20260302093100"}
    respx.get(f"{BASE}/save/status/{JOB.id}").respond(json=answer)

    captured_at = datetime(2026, 3, 2, 9, 31, tzinfo=UTC)
    memento = f"{BASE}/web/20260302093100/{moved}"
    assert service.status(JOB) == ArchiveCopy(URL, memento, captured_at, "web.archive.org")


@respx.mock
def test_a_capture_that_lasts_is_nothing_yet(service: SavePageNow) -> None:
    respx.get(f"{BASE}/save/status/{JOB.id}").respond(json={"status": "pending", "resources": []})

    assert service.status(JOB) is None


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        ({"json": {"status": "error", "status_ext": "error:not-found", "message": "Gone."}}, "not-found"),
        ({"json": {"message": "You have already reached the limit of active sessions."}}, "user-session-limit"),
        ({"json": {"url": URL, "job_id": None, "message": "The same snapshot had been made"}}, "recent-copy"),
        ({"json": {"url": URL, "job_id": "../../etc"}}, "refused"),
        ({"json": {"url": URL, "job_id": 7, "status_ext": 8, "message": ["x"]}}, "refused"),
        ({"json": [1]}, "bad-answer"),
        ({"text": "<html>Sorry</html>"}, "bad-answer"),
        ({"text": "[" * 100_000}, "bad-answer"),
        ({"text": "x" * (MOST_BYTES + 1)}, "bad-answer"),
        ({"status_code": 302, "headers": {"Location": "https://evil.example/"}}, "bad-answer"),
        ({"status_code": 401}, "keys-refused"),
        ({"status_code": 403}, "forbidden"),
        ({"status_code": 502}, "server-error"),
        ({"status_code": 520}, "server-error"),
    ],
)
@respx.mock
def test_what_comes_instead_of_a_job(service: SavePageNow, reply: dict[str, Any], reason: str) -> None:
    respx.post(f"{BASE}/save").respond(**reply)

    trouble = service.submit(URL, MONTH)

    assert isinstance(trouble, Failure)
    assert trouble.reason == reason
    assert len(respx.calls) == 1


@pytest.mark.parametrize(
    ("told", "seconds"), [({}, 65.0), ({"Retry-After": "20"}, 65.0), ({"Retry-After": "900"}, 900.0)]
)
@respx.mock
def test_a_429_says_how_long_to_rest(service: SavePageNow, told: dict[str, str], seconds: float) -> None:
    respx.get(f"{BASE}/save/status/{JOB.id}").respond(429, headers=told)

    answer = service.status(JOB)

    assert isinstance(answer, Backoff)
    assert (answer.seconds, answer.failure.reason) == (seconds, "rate-limited")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (httpx.ConnectTimeout("x"), "timeout"),
        (httpx.ReadTimeout("x"), "timeout"),
        (httpx.ConnectError("x"), "unreachable"),
        (httpx.RemoteProtocolError("x"), "unreachable"),
        (httpx.ProxyError("x"), "unreachable"),
        (httpx.DecodingError("x"), "bad-answer"),
        (httpx.TooManyRedirects("x"), "bad-answer"),
        (httpx.InvalidURL("x"), "bad-answer"),
        (httpx.StreamClosed(), "bad-answer"),
    ],
)
@respx.mock
def test_no_foreign_error_escapes(service: SavePageNow, error: Exception, reason: str) -> None:
    respx.post(f"{BASE}/save").mock(side_effect=error)

    trouble = service.submit(URL, MONTH)

    assert isinstance(trouble, Failure)
    assert trouble.reason == reason


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["status", "job_id", "timestamp", "original_url", "message", "status_ext"]) | st.text(),
                inner,
            )
        ),
    )
)
@settings(max_examples=60)
def test_whatever_json_comes_it_is_an_answer(service: SavePageNow, record: Any) -> None:
    with respx.mock:
        respx.post(f"{BASE}/save").respond(json=record)
        respx.get(f"{BASE}/save/status/{JOB.id}").respond(json=record)

        assert isinstance(service.submit(URL, MONTH), Job | Failure)
        assert isinstance(service.status(JOB), ArchiveCopy | Failure | None)


@pytest.mark.parametrize(
    "done",
    [{"timestamp": None}, {"timestamp": "2026"}, {"timestamp": "20261399000000"}, {}],
)
@respx.mock
def test_a_capture_without_its_time_is_no_copy(service: SavePageNow, done: dict[str, Any]) -> None:
    respx.get(f"{BASE}/save/status/{JOB.id}").respond(json={"status": "success", "original_url": URL, **done})

    trouble = service.status(JOB)

    assert isinstance(trouble, Failure)
    assert (trouble.reason, trouble.retryable) == ("bad-answer", True)


@respx.mock
def test_a_hostile_original_does_not_get_into_the_copy(service: SavePageNow) -> None:
    answer = {"status": "success", "original_url": "javascript:alert(1)", "timestamp": "20260302093100"}
    respx.get(f"{BASE}/save/status/{JOB.id}").respond(json=answer)

    copy = service.status(JOB)

    assert isinstance(copy, ArchiveCopy)
    assert copy.memento_url == f"{BASE}/web/20260302093100/{URL}"


def test_an_answer_that_trickles_is_given_up() -> None:
    ticks = iter(range(0, 10_000, 40))

    def trickle(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=iter([b"{"] * 1_000))

    with httpx.Client(transport=httpx.MockTransport(trickle)) as client:
        trouble = SavePageNow(client, KEYS, BASE, clock=lambda: float(next(ticks))).submit(URL, MONTH)

    assert isinstance(trouble, Failure)
    assert trouble.reason == "timeout"


@pytest.mark.parametrize("base", ["http://web.archive.org", "http://10.0.0.1", "http://localhost.example"])
def test_keys_are_never_sent_in_the_clear(base: str) -> None:
    with pytest.raises(ConfigError, match="https only"), SavePageNow.opened(KEYS, base, user_agent="x"):
        pass


@pytest.mark.parametrize("base", ["http://127.0.0.1:1", "http://[::1]:1", "http://localhost:1", "https://a.example"])
def test_a_machine_may_talk_to_itself(base: str) -> None:
    with SavePageNow.opened(KEYS, base, user_agent="x") as service:
        assert isinstance(service, SavePageNow)


def test_a_wrong_proxy_is_told() -> None:
    with pytest.raises(ConfigError, match="proxy"), SavePageNow.opened(KEYS, BASE, user_agent="x", proxy="gopher://x"):
        pass


def test_over_the_wire(archive: WebArchive) -> None:
    with SavePageNow.opened(KEYS, archive.base, user_agent="citecheck/test") as service:
        job = service.submit(URL, MONTH)
        assert isinstance(job, Job)
        assert service.status(job) is None
        assert isinstance(service.status(job), ArchiveCopy)

    assert [request.endpoint for request in archive.requests] == ["save", "status", "status"]


def test_the_keys_are_nowhere_but_in_the_request(
    archive: WebArchive, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not in a log, not in what the service says when the archive says them back, not in a traceback."""
    caplog.set_level(logging.DEBUG)
    echo = as_json({"message": f"LOW {ACCESS}:{SECRET} will not do", "status_ext": f"error:{ACCESS}"})
    archive.next("save", echo, Reply(200, "x"))
    with SavePageNow.opened(KEYS, archive.base, user_agent="citecheck/test") as service:
        said = [repr(service.submit(URL, MONTH)) for _ in range(3)] + [repr(service.__dict__)]
        monkeypatch.setattr(service._client, "stream", lambda *_, **__: 1 / 0)
        try:
            service.submit(URL, MONTH)
        except ZeroDivisionError:
            said.append(traceback.format_exc())

    assert archive.requests[0].headers["authorization"] == f"LOW {ACCESS}:{SECRET}"
    for text in (*said, caplog.text):
        assert ACCESS not in text
        assert SECRET not in text
