import gzip
import itertools
import random
import sys
import tracemalloc
import zlib
from datetime import UTC, datetime

import brotlicffi
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.model import Exchange
from citecheck.model.content import ContentError, decode_body

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

COMPRESS = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotlicffi.compress, "zstd": zstd.compress}


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
    assert decode_body(exchange(brotlicffi.compress(data), "br")) == data
    assert decode_body(exchange(zstd.compress(data), "zstd")) == data
    assert decode_body(exchange(zstd.compress(data) + zstd.compress(data), "zstd")) == data * 2
    assert decode_body(exchange(zstd.compress(brotlicffi.compress(data)), "br, zstd")) == data
    assert decode_body(exchange(gzip.compress(zlib.compress(data)), "deflate, gzip")) == data
    assert decode_body(exchange(gzip.compress(zlib.compress(data)), "deflate", "gzip")) == data
    assert decode_body(exchange(gzip.compress(data) + gzip.compress(data), "gzip")) == data * 2


def test_deflate_without_its_wrapping():
    assert decode_body(exchange(raw_deflate(b"onze morts" * 20), "deflate")) == b"onze morts" * 20


def test_rubbish_after_a_member_is_left_out():
    assert decode_body(exchange(gzip.compress(b"page") + b"\0\0\0", "gzip")) == b"page"


PAGES = [b"<!doctype html><p>onze", b"\xef\xbb\xbf\n<html>", b"%PDF-1.7 x"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_page_that_is_not_compressed_although_it_says_so(page, coding):
    assert decode_body(exchange(page, coding)) == page


@pytest.mark.parametrize(
    ("coding", "compress"), [("gzip", gzip.compress), ("br", brotlicffi.compress), ("zstd", zstd.compress)]
)
def test_a_body_that_was_cut_decodes_to_its_beginning(coding, compress):
    whole = random.Random(1).randbytes(200_000)
    decoded = decode_body(exchange(compress(whole)[:-30], coding, truncated="disconnect"))

    assert len(decoded) > 60_000
    assert whole.startswith(decoded)


def test_a_frame_that_wants_more_memory_than_a_page_needs():
    huge = zstd.compress(b"x" * 1000, options={zstd.CompressionParameter.window_log: 27})
    streamed = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    unknown_size = streamed.compress(b"x" * 1000) + streamed.flush()

    assert decode_body(exchange(huge, "zstd")) == b"x" * 1000
    with pytest.raises(ContentError, match="corrupt zstd data"):
        decode_body(exchange(unknown_size, "zstd"))


@pytest.mark.parametrize("coding", ["compress", "rot13", "x" * 500])
def test_a_coding_nobody_asked_for(coding):
    with pytest.raises(ContentError, match="not supported"):
        decode_body(exchange(b"x", coding))


def test_more_layers_than_a_page_has():
    with pytest.raises(ContentError, match="3 content codings"):
        decode_body(exchange(gzip.compress(b"x"), "gzip, gzip, gzip"))


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xff\xff\xff"),
        ("deflate", b"\x1f\x8b\x08\x00\xff\xff"),
        ("br", b"\xff\xff\xff\xff"),
        ("zstd", b"\x28\xb5\x2f\xfd" + b"\xff" * 30),
    ],
)
def test_corrupt_data(coding, data):
    with pytest.raises(ContentError, match=f"corrupt {coding} data"):
        decode_body(exchange(data, coding))


@pytest.mark.parametrize("codings", list(itertools.product(COMPRESS, [None, *COMPRESS])), ids=str)
def test_a_bomb_is_stopped_at_the_limit(codings):
    body, named = b"\0" * 8_000_000, [coding for coding in codings if coding]
    for coding in named:
        body = COMPRESS[coding](body)

    tracemalloc.start()
    with pytest.raises(ContentError, match="more than 1000000 bytes"):
        decode_body(exchange(body, *named), max_bytes=1_000_000)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4_000_000


def test_many_small_members_are_a_bomb_too():
    with pytest.raises(ContentError, match="more than"):
        decode_body(exchange(gzip.compress(b"\0" * 10_000) * 200, "gzip"), max_bytes=1_000_000)


def test_exactly_the_limit_is_no_bomb():
    assert len(decode_body(exchange(gzip.compress(b"\0" * 1000), "gzip"), max_bytes=1000)) == 1000


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "deflate, gzip", "br", "zstd"]))
def test_no_bytes_raise_anything_but_a_content_error(noise, coding):
    try:
        decode_body(exchange(noise, coding))
        decode_body(exchange(b"\x1f\x8b\x08" + noise, coding))
        decode_body(exchange(b"\x28\xb5\x2f\xfd" + noise, coding))
    except ContentError:
        pass
