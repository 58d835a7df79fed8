"""The review answers the browser that holds the key, and nobody and nothing else."""

import contextlib
import json
import socket
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders import rich_run
from citecheck.review.orders import OrderError, read_order
from citecheck.review.server import MAX_BODY
from citecheck.store import Store
from review.conftest import reviewing
from servers import PATIENCE

FINGERPRINT = "c0c0c0c0c0c0c0c0"
ORDER = json.dumps({"fingerprint": FINGERPRINT, "decision": "accept", "seen": None}).encode()


def posted(review, **headers: str) -> dict[str, str]:
    plain = {**review.headers(), "Origin": f"http://{review.host}", "Content-Type": "application/json"}
    return {name: value for name, value in {**plain, **headers}.items() if value}


def raw(review, data: bytes) -> bytes:
    """The answer to these very bytes."""
    with socket.create_connection(("127.0.0.1", review.access.port), timeout=PATIENCE) as connection:
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def test_the_address_gives_a_cookie_and_leads_to_the_page(review):
    status, headers, body = review.send("GET", review.access.url.partition(review.host)[2], headers={})

    assert status == 200
    assert headers["Set-Cookie"] == (
        f"citecheck-review-{review.access.port}={review.access.token}; Path=/; HttpOnly; SameSite=Strict"
    )
    assert b'content="0; url=/"' in body
    assert review.access.token.encode() not in body


def test_the_page_is_the_report_with_decisions(review):
    status, headers, body = review.send("GET", "/")

    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-store"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert b'<html lang="en" data-review>' in body
    assert "Python" not in headers["Server"]


@pytest.mark.parametrize(
    ("path", "headers", "expected"),
    [
        ("/", {}, 403),
        ("/judgements", {}, 403),
        ("/?token=wrong", {}, 403),
        ("/?token=", {}, 403),
        ("/?token=%FF%FE", {}, 403),
        ("/?token=TOKEN&token=TOKEN", {}, 403),
        ("/judgements?token=TOKEN", {}, 403),
        ("/", {"Cookie": "citecheck-review-1=TOKEN"}, 403),
        ("/", {"Cookie": "COOKIE=wrong"}, 403),
        ("/", {"Cookie": "COOKIE=\u00e9"}, 403),
        ("/", {"Cookie": "; = ; \x7f"}, 403),
        ("/", {"Cookie": "COOKIE=TOKEN", "Host": "attacker.example"}, 421),
        ("/", {"Cookie": "COOKIE=TOKEN", "Host": "127.0.0.1"}, 421),
        ("/", {"Cookie": "COOKIE=TOKEN", "Host": "127.0.0.1:1"}, 421),
        ("/?token=TOKEN", {"Host": "attacker.example"}, 421),
        ("/", {"Cookie": "COOKIE=TOKEN", "Origin": "http://attacker.example"}, 403),
        ("/", {"Cookie": "COOKIE=TOKEN", "Origin": "null"}, 403),
        ("/", {"Cookie": "COOKIE=TOKEN", "Sec-Fetch-Site": "cross-site"}, 403),
        ("/", {"Cookie": "COOKIE=TOKEN", "Sec-Fetch-Site": "same-site"}, 403),
        ("/", {"Cookie": "COOKIE=TOKEN", "Sec-Fetch-Site": "same-origin"}, 200),
        ("/", {"Cookie": "COOKIE=TOKEN", "Host": "HOSTNAME"}, 200),
        ("/nothing", {"Cookie": "COOKIE=TOKEN"}, 404),
        ("/../../etc/passwd", {"Cookie": "COOKIE=TOKEN"}, 404),
        ("//judgements", {"Cookie": "COOKIE=TOKEN"}, 200),
    ],
)  # fmt: skip
def test_who_is_let_in(review, path: str, headers: dict[str, str], expected: int):
    def filled(text: str) -> str:
        local = f"localhost:{review.access.port}"
        return (
            text.replace("TOKEN", review.access.token)
            .replace("COOKIE", review.access.cookie)
            .replace("HOSTNAME", local)
        )

    status, _, body = review.send("GET", filled(path), headers={name: filled(text) for name, text in headers.items()})

    assert status == expected
    if status >= 400:
        assert set(json.loads(body)) == {"error"}
        assert review.access.token.encode() not in body


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({}, 201),
        ({"Cookie": ""}, 403),
        ({"Origin": ""}, 403),
        ({"Origin": "http://attacker.example"}, 403),
        ({"Origin": "http://localhost:PORT"}, 403),
        ({"Origin": "https://127.0.0.1:PORT"}, 403),
        ({"Host": "attacker.example"}, 421),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": ""}, 415),
        ({"Content-Type": "application/json; charset=utf-8"}, 201),
    ],
)
def test_whose_decisions_are_kept(review, headers: dict[str, str], expected: int):
    named = {name: text.replace("PORT", str(review.access.port)) for name, text in headers.items()}
    status, _, _ = review.send("POST", "/judgements", ORDER, posted(review, **named))

    assert status == expected
    assert (FINGERPRINT in review.states()) == (expected == 201)


@pytest.mark.parametrize("method", ["HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "POST"])
def test_wrong_methods_are_named(review, method: str):
    status, headers, _ = review.send(method, "/", headers=posted(review))

    assert status == 405
    assert headers["Allow"] == "GET"
    assert "Access-Control-Allow-Origin" not in headers


def test_a_method_that_nobody_knows_is_refused(review):
    assert raw(review, f"BREW / HTTP/1.1\r\nHost: {review.host}\r\n\r\n".encode()).startswith(b"HTTP/1.0 501 ")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "not JSON"),
        (b"[" * 10_000, "not JSON"),
        (b"[]", "expected an object"),
        (b"{}", "expected an object"),
        (b'{"fingerprint": 1, "decision": "accept"}', "fingerprint is not a text"),
        (b'{"fingerprint": "x", "decision": "perhaps"}', "none of accept, reject, waive, undo"),
        (b'{"fingerprint": "x", "decision": ["accept"]}', "none of accept"),
        (b'{"fingerprint": "x", "decision": "accept", "who": "root"}', "expected an object"),
        (b'{"fingerprint": "x", "decision": "accept", "seen": true}', "seen is not a number"),
        (b'{"fingerprint": "x", "decision": "accept", "seen": "1"}', "seen is not a number"),
        (b'{"fingerprint": "x", "decision": "waive"}', "needs a reason"),
        (b'{"fingerprint": "x", "decision": "waive", "reason": " \\n "}', "needs a reason"),
        (b'{"fingerprint": "x", "decision": "waive", "reason": "r", "until": "soon"}', "not a day"),
        (b'{"fingerprint": "x", "decision": "waive", "reason": "r", "until": 20260101}', "is past"),
        (b'{"fingerprint": "x", "decision": "waive", "reason": "r", "until": "2026-03-02"}', "is past"),
        (b'{"fingerprint": "x", "decision": "accept", "until": "2030-01-01"}', "only a waiver"),
    ],
)  # fmt: skip
def test_decisions_that_make_no_sense_are_explained(review, body: bytes, said: str):
    status, _, answer = review.send("POST", "/judgements", body, posted(review))

    assert status == 400
    assert said in json.loads(answer)["error"]
    assert review.states() == {}


@settings(max_examples=200)
@given(st.binary(max_size=200) | st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["fingerprint", "decision", "reason", "until", "seen", "x"]), inner, max_size=5),
).map(lambda value: json.dumps(value).encode()))  # fmt: skip
def test_any_bytes_are_a_decision_or_refused(body: bytes):
    try:
        order = read_order(body, date(2026, 3, 3))
    except OrderError:
        return

    assert isinstance(order.fingerprint, str)
    assert isinstance(order.seen, int | None)


def test_a_finding_of_another_run_is_unknown(review):
    assert review.judge(fingerprint="0123456789abcdef", decision="accept", seen=None)[0] == 404


def test_the_whole_text_of_a_source_with_a_passage_in_its_place(review):
    (article, _) = review.run.articles
    (evidence,) = article.claims[2].facts[0].evidence
    status, _, body = review.send("GET", f"/source?reference=r0-0&start={evidence.start}&end={evidence.end}")
    parts = json.loads(body)["parts"]

    assert status == 200
    assert parts[1] == evidence.quote
    assert "".join(parts) == article.references[0].document.text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 400),
        ("reference=r0-0", 400),
        ("reference=r0-0&start=-1&end=2", 400),
        ("reference=r0-0&start=1&end=x", 400),
        ("reference=r0-0&start=1&end=\u0662", 400),
        ("reference=r0-0&start=1&end=" + "9" * 5000, 400),
        ("reference=r0-0&start=999999999&end=1", 200),
        ("reference=r0-2&start=0&end=1", 404),
        ("reference=r9-9&start=0&end=1", 404),
        ("reference=../etc/passwd&start=0&end=1", 404),
    ],
)
def test_texts_that_there_are_not_are_told(review, query: str, expected: int):
    assert review.send("GET", "/source?" + quote(query, safe="=&"))[0] == expected


@pytest.mark.parametrize("length", [MAX_BODY + 1, 10**8, 10**30])
def test_large_bodies_are_refused_unread(review, length: int):
    head = f"POST /judgements HTTP/1.1\r\nHost: {review.host}\r\nContent-Length: {length}\r\n\r\n"

    assert raw(review, head.encode()).startswith(b"HTTP/1.0 413 ")


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("Content-Length: -1", 400),
        ("Content-Length: 1e3", 400),
        ("Content-Length: \u0661", 400),
        ("Content-Length: 5\r\nContent-Length: 5", 400),
        ("Transfer-Encoding: chunked", 411),
        ("X: " + "y" * 70_000, 431),
        ("\r\n".join(f"X{number}: y" for number in range(200)), 431),
    ],
)
def test_lengths_in_doubt_and_heads_without_end_are_refused(review, head: str, status: int):
    answer = raw(review, f"POST /judgements HTTP/1.1\r\nHost: {review.host}\r\n{head}\r\n\r\n".encode())

    assert answer.startswith(f"HTTP/1.0 {status} ".encode())


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300) | st.binary(max_size=60).map(lambda rest: b"GET / HTTP/1.1\r\n" + rest + b"\r\n\r\n")
)
def test_odd_bytes_never_get_the_page(review, data: bytes):
    answer = raw(review, data)

    assert b"<!doctype" not in answer
    assert b"Traceback" not in answer


def test_it_still_answers_while_others_say_nothing(review):
    silent = [socket.create_connection(("127.0.0.1", review.access.port)) for _ in range(20)]
    try:
        assert review.send("GET", "/judgements")[0] == 200
    finally:
        for connection in silent:
            connection.close()


def test_a_connection_opened_in_advance_is_not_answered_after_the_end(tmp_path):
    with Store.open(tmp_path / "results.db") as store:
        store.add_run(rich_run())
    with reviewing(tmp_path / "results.db", rich_run()) as review:
        silent = socket.create_connection(("127.0.0.1", review.access.port), timeout=PATIENCE)
        assert review.send("GET", "/")[0] == 200  # accepted after it, so the silent one is in a thread by now
    with silent, contextlib.suppress(OSError):
        silent.sendall(b"GET / HTTP/1.0\r\n\r\n")
        assert silent.recv(1) == b""


def test_a_database_that_is_gone_is_told(review):
    for path in review.db.parent.glob("results.db*"):
        path.unlink()
    status, _, body = review.send("GET", "/judgements")

    assert status == 503
    assert "does not exist" in json.loads(body)["error"]


def test_it_listens_on_loopback_only(review):
    port: Any = review.access.port
    for family, address in ((socket.AF_INET, socket.gethostbyname(socket.gethostname())), (socket.AF_INET6, "::1")):
        if address != "127.0.0.1":
            with socket.socket(family) as other:
                other.settimeout(2)
                assert other.connect_ex((address, port)) != 0
