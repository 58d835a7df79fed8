"""What would burden a tree builder, and that real pages do not."""

from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from citecheck.documents import burden
from citecheck.documents.burden import is_light, thinned

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
SPACE = " " * 64_000
NAMES = " ".join(f"a{number}=1" for number in range(5_000))


@pytest.mark.parametrize("name", ["gazette.html", "encyclopedia.html"])
def test_real_pages_are_light(name: str) -> None:
    assert is_light((CORPUS / name).read_bytes())


@pytest.mark.parametrize(
    "markup",
    [
        "<p>x" * 1_000,
        f"<p data-x='{'=' * 50_000}'>x",
        f"<img src='data:image/png;base64,{'/' * 50_000}'>",
        "<b>x</b> " * 900,
        "a < b " * 900,
    ],
)
def test_odd_pages_are_light(markup: str) -> None:
    assert is_light(markup.encode())


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 100_000,
        "<p>" + "".join(f"<font a{number}=1>" for number in range(1_500)) + "</p><p>x" * 1_500,
        "<p>" + "".join(f"<B a{number}=1>" for number in range(1_500)) + "</p><p>x" * 1_500,
        f"<p {NAMES}>x{SPACE}",
        f"<p/{NAMES.replace('=1', '').replace(' ', '/')}>x{SPACE}",
        "<p " + " ".join(f"""a{number}='">'""" for number in range(40_000)) + ">x",
        "<!-- <q x=' -->" + "<p " + " ".join(f"""a{number}='">'""" for number in range(20_000)) + ">x",
        "<p x='>' " + " ".join(f"a{number}" for number in range(20_000)) + ">x",
        "<p a=b=' c='>' " + " ".join(f"a{number}" for number in range(20_000)) + ">x",
        "x" * 4_000_001,
    ],
)
def test_what_takes_more_than_linear_time_is_not(markup: str) -> None:
    assert not is_light(markup.encode())


def test_crowded_tags_keep_their_names_only() -> None:
    assert thinned(f"<p class=a>x<div {NAMES}>y</div>".encode()) == b"<p class=a>x<div>y</div>"


def test_tags_nest_no_deeper_than_browsers_follow() -> None:
    deep = thinned(b"<p>x<div>" * 1_000 + b"y" + b"</div>" * 1_000 + b"<b>z</b>")

    assert deep.count(b"<div>") == deep.count(b"</div>") == 512
    assert deep.count(b"<p>") == 1_000
    assert deep.endswith(b"</div><b>z</b>")


@given(st.text(alphabet="<a ='\">/\n", max_size=200))
def test_no_tag_goes_beyond_the_stretch_it_begins_in(markup: str) -> None:
    body = markup.encode()
    with patch.object(burden, "_LONG_TAG", 6):
        places = {place for stretch in burden._stretches(body) for place in stretch} - {len(body)}

    for place in places:
        assert len(LexborHTMLParser(body[:place] + b"<i id=after>").css("#after")) == 1


def test_a_stretch_without_a_sure_end_goes_on_to_the_next() -> None:
    body = b"<p>" * 2_000 + b'<p x="' + b">" * 9_000 + b'" y>' + b"<p>" * 2_000

    [(start, end)] = burden._stretches(body)

    assert start < 6_000 < 15_010 < end < len(body)
