"""Whatever is sent to the review: it answers, never with a fault of its own, and keeps nothing without the key."""

import contextlib
import json
import socket

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.store import Store
from servers import PATIENCE

FINGERPRINT = "c0c0c0c0c0c0c0c0"
METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "get", "BREW", ""]
ADDRESSES = [
    "/", "/judgements", "/source?reference=1&start=0&end=5", "/source", "/?token=TOKEN", "/judgements?token=TOKEN", "*",
    "//judgements", "/judgements/", "/%6audgements", "http://127.0.0.1/judgements", "/source?reference=1&start=9&end=1",
]  # fmt: skip
NAMES = ["Host", "Cookie", "Origin", "Content-Type", "Content-Length", "Transfer-Encoding", "Sec-Fetch-Site", "Expect"]
VALUES = [
    "HOST", "http://HOST", "COOKIE=TOKEN", "COOKIE=wrong", "COOKIE=\"\\377\"", "application/json", "chunked", "0", "5",
    "-1", "99999999999", "same-origin", "cross-site", "null", "100-continue", "\xb2",
]  # fmt: skip

noise = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=20)
lines = st.tuples(st.sampled_from(NAMES) | noise, st.sampled_from(VALUES) | noise)
values = (
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text(st.characters(), max_size=8)
    | st.sampled_from([FINGERPRINT, "accept", "waive", "undo", "2027-01-01", "2020-01-01", "\ud800", "x" * 600, "\x00"])
)  # fmt: skip
orders = st.dictionaries(st.sampled_from(["fingerprint", "decision", "reason", "until", "seen", "more"]), values)
likely_orders = orders.map(lambda order: {"fingerprint": FINGERPRINT, "decision": "accept"} | order)
bodies = st.binary(max_size=60) | st.one_of(orders, likely_orders, values).map(lambda order: json.dumps(order).encode())


def exchanged(review, data: bytes) -> bytes:
    """What the server answers to these very bytes."""
    with socket.create_connection(("127.0.0.1", review.access.port), timeout=PATIENCE) as connection:
        connection.settimeout(PATIENCE)
        with contextlib.suppress(ConnectionError):  # it need not read to the end what it refuses
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        with contextlib.suppress(ConnectionError):
            while piece := connection.recv(65536):
                answer += piece
        return answer


def written(review, method: str, address: str, headers, body: bytes) -> bytes:
    request = "\r\n".join([f"{method} {address} HTTP/1.1", *(f"{name}: {value}" for name, value in headers), "", ""])
    names = {"HOST": review.host, "COOKIE": review.access.cookie, "TOKEN": review.access.token}
    for name, value in names.items():
        request = request.replace(name, value)
    return request.encode("latin-1", "replace") + body


def kept(review) -> int:
    with Store.open(review.db, create=False) as store:
        return len(store.judgements.of(FINGERPRINT))


def check(review, answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1."), answer
    status = int(answer.split(None, 2)[1])
    assert status < 500 or status in (501, 505), answer
    assert b"Traceback" not in answer
    assert review.access.token.encode() not in answer.partition(b"\r\n\r\n")[2]
    return status


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    method=st.sampled_from(METHODS) | noise,
    address=st.sampled_from(ADDRESSES) | noise,
    headers=st.lists(lines, max_size=6),
    body=bodies,
)
def test_any_bytes_are_answered_and_nothing_is_kept_without_the_key(review, capsys, method, address, headers, body):
    headers = [(name, value) for name, value in headers if "COOKIE=TOKEN" not in value]
    before = kept(review)

    check(review, exchanged(review, written(review, method, address, headers, body)))

    assert kept(review) == before
    assert capsys.readouterr().err == ""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    method=st.sampled_from(METHODS[:9]),
    address=st.sampled_from(ADDRESSES) | noise,
    headers=st.lists(lines, max_size=2),
    body=bodies,
)
def test_whoever_has_the_key_gets_an_answer_to_anything(review, capsys, method, address, headers, body):
    of_browser = [("Host", "HOST"), ("Cookie", "COOKIE=TOKEN"), ("Origin", "http://HOST")]
    told = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]

    check(review, exchanged(review, written(review, method, address, [*of_browser, *told, *headers], body)))

    assert capsys.readouterr().err == ""


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(order=likely_orders)
def test_an_order_is_kept_or_refused_and_can_be_shown(review, capsys, order):
    before = kept(review)

    status, _ = review.judge(**order)

    assert status in (201, 400, 404, 409)
    assert kept(review) - before == (status == 201)
    assert review.states()
    assert capsys.readouterr().err == ""
