"""Reading HTTP messages: however the bytes are cut, and the same as an independent parser reads them."""

import itertools

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.model.head import MessageError, parse_head
from citecheck.model.message import ResponseReader, read_response

NAMES = st.from_regex(r"X-[A-Za-z0-9!#$%&'*+.^_`|~-]{1,12}", fullmatch=True)
VALUES = st.from_regex(r"([!-~]([ -~\t]{0,20}[!-~])?)?", fullmatch=True)
STATUSES = st.sampled_from([200, 203, 204, 301, 304, 404, 500, 599])


@st.composite
def responses(draw):
    """A response's wire bytes, its body, and whether it ends by itself."""
    status = draw(STATUSES)
    lines = [f"HTTP/1.1 {status} {draw(st.sampled_from(['OK', 'Not Found', '']))}"]
    lines += [f"{name}: {value}" for name, value in draw(st.lists(st.tuples(NAMES, VALUES), max_size=5))]
    body = draw(st.binary(max_size=300)) if status not in (204, 304) else b""
    kind = draw(st.sampled_from(["length", "chunked", "close"]))
    payload = body
    if kind == "length":
        lines.append(f"Content-Length: {len(body)}")
    elif kind == "chunked" and status not in (204, 304):
        lines.append("Transfer-Encoding: chunked")
        payload = b""
        at = 0
        while at < len(body):
            size = draw(st.integers(1, 120))
            piece = body[at : at + size]
            payload += f"{len(piece):x}\r\n".encode() + piece + b"\r\n"
            at += size
        payload += b"0\r\n\r\n"
    ends = kind != "close" or status in (204, 304)
    return "\r\n".join([*lines, "", ""]).encode() + payload, body, ends


@st.composite
def cuts(draw, data):
    places = sorted(draw(st.sets(st.integers(0, len(data)), max_size=8)) | {0, len(data)})
    return [data[a:b] for a, b in itertools.pairwise(places)]


@given(st.data(), responses())
def test_the_cuts_between_packets_make_no_difference(data, response):
    wire, body, ends = response
    reader = ResponseReader()
    for piece in data.draw(cuts(wire)):
        reader.feed(piece)
    if not ends:
        assert not reader.done
    reader.finish()

    assert reader.wire == wire
    assert reader.body == body
    assert reader.truncated is None


@given(responses())
def test_h11_reads_the_same(response):
    wire, _, _ = response
    reader = ResponseReader()
    reader.feed(wire)
    reader.finish()

    connection = h11.Connection(our_role=h11.CLIENT)
    connection.send(h11.Request(method="GET", target="/", headers=[("Host", "a.example")]))
    connection.send(h11.EndOfMessage())
    connection.receive_data(wire)
    connection.receive_data(b"")
    head = connection.next_event()
    body = b""
    while isinstance(event := connection.next_event(), h11.Data):
        body += event.data

    assert isinstance(event, h11.EndOfMessage)
    assert reader.body == body
    assert reader.head.status == head.status_code
    assert [(name.lower(), value) for name, value in reader.head.headers] == [
        (name.decode(), value.decode()) for name, value in head.headers
    ]


@given(responses(), st.integers(1, 400))
def test_a_cut_response_reads_as_its_beginning(response, kept):
    wire, body, _ = response
    head, partial = read_response(wire[: max(kept, wire.index(b"\r\n\r\n") + 4)], "length")

    assert head.status >= 200
    assert body.startswith(partial)


@given(st.binary(max_size=200), st.integers(0, 50))
def test_no_bytes_raise_anything_but_a_message_error(noise, cap):
    for wire in (noise, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + noise):
        reader = ResponseReader(max_body=cap)
        try:
            reader.feed(wire)
            reader.finish()
        except MessageError:
            continue
        assert len(reader.body) <= cap


@pytest.mark.parametrize("start", [b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", b"HTTP/1.1 100 Continue\r\n\r\n"])
@given(response=responses())
def test_interim_responses_are_passed_over(start, response):
    wire, body, _ = response

    reader = ResponseReader()
    reader.feed(start * 2 + wire)
    reader.finish()

    assert (reader.wire, reader.body) == (wire, body)


def test_what_is_called_chunked_and_is_not_is_taken_as_it_stands():
    head, body = read_response(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n<p>decoded by an archiver</p>")

    assert (head.status, body) == (200, b"<p>decoded by an archiver</p>")


@pytest.mark.parametrize("line", [b"HTTP/2 200", b"HTTP/1.0 200 OK", b"HTTP/1.1  200  Very  OK "])
def test_status_lines(line):
    assert parse_head(line).status == 200


@pytest.mark.parametrize("line", [b"", b"ICY 200 OK", b"HTTP/1.1 OK", b"HTTP/1.1 2000 OK", b"GET / HTTP/1.1", b"\xff"])
def test_no_status_lines(line):
    with pytest.raises(MessageError, match="status line"):
        parse_head(line)


def test_nothing_at_all_is_no_response():
    with pytest.raises(MessageError):
        read_response(b"")
