"""What came over the wire, or lies in a file → a Document, or the reason why there is none."""

import hashlib

from citecheck.documents.charset import decode, to_utf8
from citecheck.documents.media_type import Kind, MediaType, media_type_of
from citecheck.documents.page import read_html
from citecheck.documents.pdf import read_pdf
from citecheck.documents.plain import read_json, read_plain, read_xml
from citecheck.model import Document, Exchange, Failure, Stage, Visit
from citecheck.model.content import ContentError, decode_body

_HIGHEST_SUCCESS = 299


def read_document(visit: Visit) -> Document | Failure:
    """The text of the page that a visit led to.

    A status other than success is a failure here whatever the page says: an error page is not the source.
    """
    exchange = visit.final
    if not 200 <= exchange.status <= _HIGHEST_SUCCESS:
        answer = f"{exchange.status} {exchange.reason}".strip()
        return _failure("http-status", f"The server answered {answer}.", retryable=exchange.status >= 429)
    try:
        body = decode_body(exchange)
    except ContentError as error:
        return _failure("undecodable", f"The body cannot be decoded: {error}.")
    return read_bytes(
        body,
        url=exchange.url,
        media_type=exchange.header("Content-Type"),
        language=exchange.header("Content-Language"),
    )


def content_of(exchange: Exchange, sha256: str) -> str:
    """A digest of all that :func:`read_document` goes by, so that equal answers need to be read only once.

    Args:
        exchange: the last of a visit; its body is not looked at.
        sha256: of that body.
    """
    codings = [value for name, value in exchange.headers if name.lower() == "content-encoding"]
    named = (exchange.header("Content-Type"), exchange.header("Content-Language"), codings)
    told = repr((exchange.url, exchange.status, exchange.reason, *named, sha256))
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def read_bytes(
    body: bytes, *, url: str = "", media_type: str | None = None, language: str | None = None
) -> Document | Failure:
    """The text of a body.

    Args:
        body: the bytes without content coding.
        url: where they are from.
        media_type: the value of the ``Content-Type`` header, with its charset; the bytes decide where it is
            ``None`` or says nothing.
        language: the value of the ``Content-Language`` header.
    """
    kind = media_type_of(body, media_type)
    if kind.kind is Kind.PDF:
        return read_pdf(body, url=url)
    if kind.kind is Kind.OTHER:
        return _failure("media-type", f"{kind.name} is not a kind of document that citecheck reads.")
    document = _read_text(body, kind, url, language)
    if document is None:
        return _failure("undecodable", f"The body is called {kind.name} but is not text.")
    if not document.text.strip():
        return _failure("empty", "The page holds no text.")
    return document


def _read_text(body: bytes, kind: MediaType, url: str, language: str | None) -> Document | None:
    if kind.kind is Kind.HTML:
        markup = to_utf8(body, kind.charset)
        if markup is None:
            return None
        return read_html(markup, url=url, media_type=kind.name, header_language=language)
    text = decode(body, kind.charset, markup=kind.kind is Kind.XML)
    if text is None:
        return None
    match kind.kind:
        case Kind.XML:
            return read_xml(text, url=url, media_type=kind.name)
        case Kind.JSON:
            return read_json(text, url=url, media_type=kind.name)
        case _:
            return read_plain(text, url=url, media_type=kind.name)


def _failure(reason: str, detail: str, *, retryable: bool = False) -> Failure:
    return Failure(Stage.DOCUMENT, reason, detail, retryable)
