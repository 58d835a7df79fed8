"""A body and its headers → what kind of document it is."""

import re
from dataclasses import dataclass
from enum import StrEnum

_SNIFFED = 1_024
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w.:-]+)""", re.IGNORECASE)
_SIGNATURES = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"\xd0\xcf\x11\xe0", "application/x-ole-storage"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"OggS", "application/ogg"),
    (b"ID3", "audio/mpeg"),
)
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article", b"<div", b"<p", b"<title", b"<h1")
_VAGUE = frozenset(("", "application/octet-stream", "binary/octet-stream", "application/x-unknown", "unknown/unknown"))


class Kind(StrEnum):
    """How a document's text is got at."""

    HTML = "html"
    XML = "xml"
    JSON = "json"
    PLAIN = "plain"
    PDF = "pdf"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class MediaType:
    """A media type without its parameters, the charset parameter, and the kind of document it stands for."""

    name: str
    charset: str | None
    kind: Kind


def media_type_of(body: bytes, content_type: str | None) -> MediaType:
    """The media type of a body by its ``Content-Type`` header, or by its first bytes where that says nothing.

    A PDF or an image labelled as text, and HTML labelled as plain text by a server's default, are taken for what
    they are (in the spirit of the WHATWG MIME Sniffing Standard).
    """
    name, charset = _parse(content_type)
    signature = next((kind for magic, kind in _SIGNATURES if body.startswith(magic)), None)
    if signature and (name in _VAGUE or name.startswith("text/") or signature == "application/pdf"):
        name = signature
    elif name in _VAGUE:
        name = _sniffed(body)
    return MediaType(name, charset, _kind(name))


def _parse(content_type: str | None) -> tuple[str, str | None]:
    if not content_type or "/" not in content_type:
        return "", None
    charset = _CHARSET.search(content_type)
    return content_type.split(";")[0].strip().lower(), charset[1] if charset else None


def _sniffed(body: bytes) -> str:
    start = body[:_SNIFFED].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<?xml"):
        return "application/xhtml+xml" if b"<html" in start else "application/xml"
    if start.startswith((*_MARKUP, b"<!--")):
        return "text/html"
    return "text/plain" if b"\0" not in start else "application/octet-stream"


def _kind(name: str) -> Kind:
    if name in ("text/html", "application/xhtml+xml"):
        return Kind.HTML
    if name in ("application/pdf", "application/x-pdf"):
        return Kind.PDF
    if name.endswith(("/xml", "+xml")):
        return Kind.XML if not name.startswith("image/") else Kind.OTHER
    if name.endswith(("/json", "+json")):
        return Kind.JSON
    return Kind.PLAIN if name.startswith("text/") else Kind.OTHER
