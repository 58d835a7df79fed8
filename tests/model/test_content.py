import gzip
import zlib
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.model import Exchange
from citecheck.model.content import ContentError, decode_body


def exchange(body, *codings, truncated=None):
    headers = tuple(("Content-Encoding", coding) for coding in codings)
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    return Exchange("http://a.example/", b"", b"", 200, "OK", headers, body, "", moment, 0.0, None, truncated)


def raw_deflate(data):
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@settings(deadline=None)
@given(st.binary(max_size=500))
def test_every_coding_is_undone(data):
    assert decode_body(exchange(data)) == data
    assert decode_body(exchange(gzip.compress(data), "gzip")) == data
    assert decode_body(exchange(gzip.compress(data), "X-GZIP")) == data
    assert decode_body(exchange(zlib.compress(data), "deflate")) == data
    assert decode_body(exchange(gzip.compress(zlib.compress(data)), "deflate, gzip")) == data
    assert decode_body(exchange(gzip.compress(zlib.compress(data)), "deflate", "gzip")) == data
    assert decode_body(exchange(gzip.compress(data) + gzip.compress(data), "gzip")) == data * 2


def test_deflate_without_its_wrapping():
    assert decode_body(exchange(raw_deflate(b"onze morts" * 20), "deflate")) == b"onze morts" * 20


def test_rubbish_after_a_member_is_left_out():
    assert decode_body(exchange(gzip.compress(b"page") + b"\0\0\0", "gzip")) == b"page"


def test_a_page_that_is_not_compressed_although_it_says_so():
    assert decode_body(exchange(b"<html>", "gzip")) == b"<html>"


def test_a_body_that_was_cut_decodes_to_its_beginning():
    body = gzip.compress(bytes(range(256)) * 40)[:-30]

    assert (bytes(range(256)) * 40).startswith(decode_body(exchange(body, "gzip", truncated="disconnect")))


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "rot13", "x" * 500])
def test_a_coding_nobody_asked_for(coding):
    with pytest.raises(ContentError, match="not supported"):
        decode_body(exchange(b"x", coding))


def test_more_layers_than_a_page_has():
    with pytest.raises(ContentError, match="3 content codings"):
        decode_body(exchange(gzip.compress(b"x"), "gzip, gzip, gzip"))


@pytest.mark.parametrize("coding", ["gzip", "deflate"])
def test_corrupt_data(coding):
    with pytest.raises(ContentError, match="corrupt"):
        decode_body(exchange(b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xff\xff\xff", coding))


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_stopped_at_the_limit(layers):
    body = b"\0" * 30_000_000
    for _ in range(layers):
        body = gzip.compress(body)

    with pytest.raises(ContentError, match="more than 1000000 bytes"):
        decode_body(exchange(body, *["gzip"] * layers), max_bytes=1_000_000)


def test_many_small_members_are_a_bomb_too():
    with pytest.raises(ContentError, match="more than"):
        decode_body(exchange(gzip.compress(b"\0" * 10_000) * 200, "gzip"), max_bytes=1_000_000)


def test_exactly_the_limit_is_no_bomb():
    assert len(decode_body(exchange(gzip.compress(b"\0" * 1000), "gzip"), max_bytes=1000)) == 1000


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "deflate, gzip"]))
def test_no_bytes_raise_anything_but_a_content_error(noise, coding):
    try:
        decode_body(exchange(noise, coding))
        decode_body(exchange(b"\x1f\x8b\x08" + noise, coding))
    except ContentError:
        pass
