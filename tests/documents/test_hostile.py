"""Broken, huge and malicious bodies: a document or a failure, never an exception."""

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.documents import read_bytes
from citecheck.documents.markup import read_stream, read_tree
from citecheck.documents.outliner import outline_of
from citecheck.model import Document, Failure

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
DEPTH = 100_000
SCRAPS = (
    "<div> </div> <p> <a\nhref=x> </a> <table> <tr> <td> </table> <br> <li> "
    "<script> </script> <title> </title> <!-- --> "
    "<![CDATA[ <svg> </svg> <html> <body> <head> &amp; &#0; &#xD800; &nbsp word \u202e \0 < > ' \" "
    "<img\nalt='abc'> <h1> "
    "</h1> <form> <meta\ncharset=utf-16> <template> <frameset> <time\ndatetime=2020-01-01> été 漢字 <p\nhidden> "
    '<script\ntype=application/ld+json>{"@type":"Article","headline":[1,{}]}</script>'
)
MARKUP = st.lists(st.sampled_from(SCRAPS.split(" ")), max_size=60)
MEDIA_TYPES = st.sampled_from(
    (
        "text/html",
        "text/plain",
        "application/xml",
        "application/json",
        "",
        None,
        "text/html; charset=utf-16",
        "a/b;charset=\0",
    )
)


def whole(document: Document | Failure) -> None:
    if isinstance(document, Document):
        assert "".join(document.text[zone.start : zone.end] for zone in document.zones) == document.text
        assert all(zone.start < zone.end for zone in document.zones)


@settings(deadline=None)  # a first call loads tables
@given(st.one_of(st.binary(max_size=300), MARKUP.map("".join).map(str.encode)), MEDIA_TYPES)
def test_any_body_is_a_document_or_a_failure(body: bytes, media_type: str | None) -> None:
    whole(read_bytes(body, media_type=media_type))


@pytest.mark.parametrize("tag", ["div", "span", "b", "a", "li", "blockquote", "font", "table><tr><td", "q><i"])
def test_nesting_is_no_matter_of_depth(tag: str) -> None:
    depth = DEPTH if tag == "div" else DEPTH // 10
    body = f"<{tag}>" * depth + "deep words" + f"</{tag.rpartition('<')[2]}>" * depth + "<p>after</p>"

    document = read_bytes(body.encode(), media_type="text/html")

    assert isinstance(document, Document)
    assert "deep words" in document.text
    assert "after" in document.text


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"[" * DEPTH, "application/json"),
        (b'{"a":' * DEPTH + b"1" + b"}" * DEPTH, "application/json"),
        (b"<a>" * DEPTH, "text/xml"),
        (b"<![CDATA[" * DEPTH, "text/xml"),
        (b"<!--" * DEPTH, "text/xml"),
        (b"<!--" * DEPTH, "text/html"),
        (b"<" * DEPTH, "text/html"),
        (b"&" * DEPTH, "text/html"),
        (b'<script type="application/ld+json">' + b"[" * DEPTH + b"</script><p>x", "text/html"),
        (b"<title>" * DEPTH, "text/html"),
        (b"<p " + b"a=1 " * DEPTH + b">x", "text/html"),
        (b'<?xml version="1.0"?><html><body><p>x', "text/html"),
        (b"https://a.example/only-an-address", "text/html"),
    ],
)
def test_nothing_takes_quadratic_time_or_recurses(body: bytes, media_type: str) -> None:
    whole(read_bytes(body, media_type=media_type))


def test_truncated_and_damaged_pages_are_read_as_far_as_they_go() -> None:
    body = (CORPUS / "gazette.html").read_bytes()
    chance = random.Random(7)
    for _ in range(60):
        damaged = bytearray(body[: chance.randrange(len(body))])
        for _ in range(len(damaged) // 40):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        whole(read_bytes(bytes(damaged), media_type="text/html; charset=utf-8"))


@pytest.mark.parametrize("name", ["gazette.html", "encyclopedia.html"])
def test_both_ways_of_parsing_read_the_same(name: str) -> None:
    markup = (CORPUS / name).read_bytes()

    one, other = outline_of(read_tree(markup)), outline_of(read_stream(markup))

    assert (one.lines.texts, one.lines.separators) == (other.lines.texts, other.lines.separators)
    assert (one.title, one.metas, one.things) == (other.title, other.metas, other.things)


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-16", "utf-32", "cp1251", "shift_jis", "koi8-r", "x-unknown", "utf-7"]
)
def test_bodies_in_mixed_encodings(charset: str) -> None:
    texts = {"cp1251": "Опубликовано 22 февраля", "utf-8": "Publié à l’aube", "shift_jis": "漢字とかな"}
    mixed = b"".join(text.encode(codec) for codec, text in texts.items())

    whole(read_bytes(b"<p>" + mixed + b"\xed\xa0\x80\0\xff\xfe", media_type=f"text/html; charset={charset}"))


@pytest.mark.parametrize(
    "markup",
    [
        "<p " + " ".join(f"a{number}=1" for number in range(1_000_000)) + ">words",
        "<p " + " ".join(f"""a{number}='">'""" for number in range(100_000)) + ">words",
        "<table>" + "<tr><td>words<td>1" * 50_000,
        "<p>words" + "&amp;&#x2764;&notanentity;" * 100_000,
        "<p>" + "".join(f"<font a{number}=1>" for number in range(2_000)) + "</p><p>words" * 2_000,
        "<p>words" * 100_000,
        "<div>" * 100_000 + "words" + "</p>" * 100_000,
        "<svg><g>" * 30_000 + "</x>" * 30_000 + "</svg><p>words",
        "<meta name=a content=b>" * 100_000 + "<p>words",
        "<select><option>" * 50_000 + "</select><p>words",
        "<a><div>words" * 20_000,
        "<!-- <q x=' -->" + "<div>" * 100_000 + "' >words" + "</p>" * 100_000,
        "<!-- <q x=' --><p " + " ".join(f"a{number}='>'" for number in range(100_000)) + ">words",
        "<svg>" * 5_000 + "<style>" * 5_000 + "</svg><p>words",
    ],
    ids=lambda markup: markup[:12],
)
def test_floods_are_read(markup: str) -> None:
    document = read_bytes(markup.encode(), media_type="text/html")

    whole(document)


def test_a_page_of_many_megabytes_is_read() -> None:
    body = b"<p>The ferry ran aground off the island with <b>62</b> passengers on board.</p>\n" * 60_000

    document = read_bytes(body, media_type="text/html")

    assert isinstance(document, Document)
    assert document.text.count("62 passengers") == 60_000


def test_many_short_lines_of_plain_text_are_one_paragraph_in_no_time() -> None:
    whole(read_bytes(b"word\n" * 400_000, media_type="text/plain"))
