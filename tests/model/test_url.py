import contextlib

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.model.url import request_url


@pytest.mark.parametrize(
    ("written", "requested"),
    [
        ("http://Example.ORG", "http://example.org/"),
        ("HTTPS://example.org:443/A?B#c", "https://example.org/A?B"),
        ("http://example.org:80/", "http://example.org/"),
        ("http://example.org:8080/", "http://example.org:8080/"),
        ("http://bücher.example/ä b?ü=ß", "http://xn--bcher-kva.example/%C3%A4%20b?%C3%BC=%C3%9F"),
        ("http://straße.example/", "http://xn--strae-oqa.example/"),
        ("http://إختبار.example/خبر", "http://xn--kgbechtv.example/%D8%AE%D8%A8%D8%B1"),
        ("http://example.org/%7Euser/%e9", "http://example.org/%7Euser/%e9"),
        ("http://example.org/a/../b/./c/..", "http://example.org/b/"),
        ("http://example.org/../../x", "http://example.org/x"),
        ("http://example.org/a..b/.c", "http://example.org/a..b/.c"),
        ("http://example.org//x//", "http://example.org//x//"),
        ("http://[2001:DB8::1]:8080/x", "http://[2001:db8::1]:8080/x"),
        (" http://example.org/x\n", "http://example.org/x"),
        ("http://example.org/a\nb", "http://example.org/ab"),
        ('http://example.org/"<>', "http://example.org/%22%3C%3E"),
        ("http://example.org/x?a=1&b=[2]", "http://example.org/x?a=1&b=[2]"),
    ],
)
def test_a_url_as_requested(written, requested):
    assert request_url(written) == requested


@pytest.mark.parametrize(
    "written",
    ["", "example.org", "//example.org/", "ftp://example.org/", "http://", "http:///x", "http://u:p@example.org/",
     "http://exa mple.org/", "http://example.org:port/", "http://example.org:99999/", "http://[::1/", "http://a\\b/",
     "http://./", "http://a%00b/", "mailto:a@b.example", "http://" + "é" * 3000 + "@x/"],
)  # fmt: skip
def test_no_url(written):
    with pytest.raises(ValueError, match=r"."):
        request_url(written)


PATHS = st.text(st.characters(codec="utf-8", exclude_characters="#?\\"), max_size=30)


@given(PATHS, st.text(max_size=20))
def test_requesting_twice_changes_nothing_and_httpx_agrees(path, query):
    url = request_url(f"http://example.org/{path}?{query}")

    assert request_url(url) == url
    assert str(httpx.URL(url)) == url


@given(st.text(max_size=60))
def test_no_text_raises_anything_but_a_value_error(text):
    for url in (text, f"http://{text}", f"http://{text}/x"):
        with contextlib.suppress(ValueError):
            assert request_url(url).isascii()
