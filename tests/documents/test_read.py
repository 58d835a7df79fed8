import gzip

import pytest
from health_corpus import exchange

from citecheck.documents import content_of, plain_document, read_bytes, read_document
from citecheck.documents.media_type import Kind, media_type_of
from citecheck.model import Document, Failure, Stage, Visit, ZoneKind


def visit(status: int = 200, body: bytes = b"<p>x", **headers: str) -> Visit:
    return Visit("https://a.example/x", (exchange("https://a.example/x", status, body, headers),))


@pytest.mark.parametrize(
    ("status", "retryable"), [(404, False), (410, False), (403, False), (429, True), (500, True), (503, True)]
)
def test_an_error_page_is_not_the_source(status: int, retryable: bool) -> None:
    found = read_document(visit(status))

    assert isinstance(found, Failure)
    assert (found.stage, found.reason, found.retryable) == (Stage.DOCUMENT, "http-status", retryable)
    assert str(status) in found.detail


def test_content_codings_are_undone() -> None:
    body = gzip.compress(b"<p>The ferry ran aground.")

    found = read_document(visit(body=body, **{"Content-Type": "text/html", "Content-Encoding": "gzip"}))

    assert isinstance(found, Document)
    assert found.text == "The ferry ran aground."
    assert found.url == "https://a.example/x"


def test_a_body_that_cannot_be_decoded_is_a_failure() -> None:
    found = read_document(visit(body=b"x", **{"Content-Encoding": "rot13"}))

    assert isinstance(found, Failure)
    assert found.reason == "undecodable"


def test_the_language_header_counts_where_the_page_is_silent() -> None:
    found = read_document(visit(**{"Content-Type": "text/html", "Content-Language": "es-MX, en"}))

    assert isinstance(found, Document)
    assert found.language == "es"


def test_equal_answers_have_one_content_whenever_they_came() -> None:
    first = exchange("https://a.example/x", 200, b"x", {"Content-Type": "text/html", "Date": "Monday"})
    second = exchange("https://a.example/x", 200, b"x", {"Content-Type": "text/html", "Date": "Tuesday"})

    assert content_of(first, "00") == content_of(second, "00")


@pytest.mark.parametrize(
    ("url", "status", "headers", "sha256"),
    [
        ("https://a.example/y", 200, {}, "00"),
        ("https://a.example/x", 404, {}, "00"),
        ("https://a.example/x", 200, {"Content-Type": "text/plain"}, "00"),
        ("https://a.example/x", 200, {"content-language": "fr"}, "00"),
        ("https://a.example/x", 200, {"CONTENT-ENCODING": "gzip"}, "00"),
        ("https://a.example/x", 200, {}, "01"),
    ],
)
def test_answers_that_differ_in_what_is_read_do_not(
    url: str, status: int, headers: dict[str, str], sha256: str
) -> None:
    plain = content_of(exchange("https://a.example/x", 200, b"", {}), "00")

    assert content_of(exchange(url, status, b"", headers), sha256) != plain


@pytest.mark.parametrize(
    ("body", "media_type", "reason"),
    [
        (b"\x89PNG\r\n", "image/png", "media-type"),
        (b"\xff\xd8\xff\xe0", None, "media-type"),
        (b"PK\x03\x04", "application/octet-stream", "media-type"),
        (b"", "text/html", "empty"),
        (b"<script>x</script>", "text/html", "empty"),
        (b"  \n ", "text/plain", "empty"),
        (b"\x00\x01\x02\x03" * 99, "text/html", "undecodable"),
    ],
)
def test_what_cannot_be_read_is_said(body: bytes, media_type: str | None, reason: str) -> None:
    found = read_bytes(body, media_type=media_type)

    assert isinstance(found, Failure)
    assert found.reason == reason


@pytest.mark.parametrize(
    ("body", "header", "kind"),
    [
        (b"<!DOCTYPE html>", None, Kind.HTML),
        (b"\xef\xbb\xbf  <HTML>", "", Kind.HTML),
        (b"<!-- x --><p>", "application/octet-stream", Kind.HTML),
        (b"x", "text/html;charset=utf-8", Kind.HTML),
        (b"x", "application/xhtml+xml", Kind.HTML),
        (b"<?xml version='1.0'?><html xmlns='x'>", None, Kind.HTML),
        (b"<?xml version='1.0'?><rss>", None, Kind.XML),
        (b"x", "application/rss+xml", Kind.XML),
        (b"x", "application/ld+json", Kind.JSON),
        (b"x", "text/markdown", Kind.PLAIN),
        (b"just words", None, Kind.PLAIN),
        (b"x", "image/svg+xml", Kind.OTHER),
        (b"x", "video/mp4", Kind.OTHER),
        (b"%PDF-1.7", "text/html", Kind.PDF),
        (b"%PDF-1.7", "application/octet-stream", Kind.PDF),
    ],
)
def test_media_types(body: bytes, header: str | None, kind: Kind) -> None:
    assert media_type_of(body, header).kind is kind


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=UTF-8", "UTF-8"),
        ('text/html;charset="koi8-r"', "koi8-r"),
        ("text/html", None),
        ("nonsense", None),
    ],
)
def test_the_charset_parameter(header: str, charset: str | None) -> None:
    assert media_type_of(b"", header).charset == charset


def test_text_at_hand_keeps_its_offsets() -> None:
    document = plain_document("  Two  spaces,\n\n\ta tab.\u200b")

    assert document.text == "  Two  spaces,\n\n\ta tab.\u200b"
    assert [(zone.kind, zone.start, zone.end) for zone in document.zones] == [(ZoneKind.MAIN, 0, len(document.text))]


@pytest.mark.parametrize(
    ("body", "media_type", "text"),
    [
        (b"A line that was\nwrapped.\n\nAnother.", "text/plain", "A line that was wrapped.\nAnother."),
        (b'{"a": ["x", 2, true, null, {"b": "caf\\u00e9"}]}', "application/json", "a: x\na: 2\nb: café"),
        (b"{broken", "application/json", "{broken"),
        (b"<a><t>T &amp; t</t><p>one t<b>w</b>o<![CDATA[ x<y]]></p><!-- no --></a>", "text/xml", "T & t\none two x<y"),
    ],
)  # fmt: skip
def test_other_kinds_are_read_as_text(body: bytes, media_type: str, text: str) -> None:
    document = read_bytes(body, media_type=media_type)

    assert isinstance(document, Document)
    assert document.text == text
