"""Bytes → text: the character encoding by byte order mark, header, page, then by what the bytes can be."""

import codecs
import re

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Labels that pages use for a smaller encoding than they write in (WHATWG Encoding Standard §4.2).
_WIDENED = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
_READABLE = frozenset((
    "utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "cp866", "cp874", "cp932",
    "cp949", "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic",
    "gb18030", "big5hkscs", "euc_jp", "iso2022_jp",
))  # fmt: skip
_SAMPLE = 65_536
_STRAY_SHARE = 0.1
_BINARY_SHARE = 0.02
_FOREIGN_SHARE = 0.2
_FEWEST_FOREIGN = 40
_MARKUP = re.compile(rb"<(?:script|style)\b.*?(?:</(?:script|style)|\Z)|<[^<>]*>|\s+", re.DOTALL | re.IGNORECASE)
_ASCII = bytes(range(128))
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))


def decode(body: bytes, declared: str | None = None, *, markup: bool = True) -> str | None:
    """The text of a body, or ``None`` where it is no text at all.

    Args:
        body: the message body without content coding.
        declared: the charset of the ``Content-Type`` header.
        markup: whether the body may declare its encoding itself (HTML, XML).
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if _is_plainly_utf8(body) and (text := _strictly(body, ["utf-8"])) is not None:
        return text
    from bs4.dammit import (
        EncodingDetector,  # few pages are in another encoding, and the import takes longer than reading one
    )

    labels = [declared, EncodingDetector.find_declared_encoding(body[:_SAMPLE], is_html=True) if markup else None]
    candidates = [codec for label in labels if (codec := codec_of(label))]
    text = _strictly(body, _trustworthy(body, candidates))
    if text is not None:
        return text
    return None if _is_binary(body) else _guessed(body)


def to_utf8(body: bytes, declared: str | None = None) -> bytes | None:
    """The markup of a body in UTF-8, which most pages are in already, or ``None`` where it is no text at all."""
    if _is_plainly_utf8(body) and not body.startswith(codecs.BOM_UTF8) and _strictly(body, ["utf-8"]) is not None:
        return body
    text = decode(body, declared)
    return None if text is None else text.encode("utf-8", "replace")


def codec_of(label: str | None) -> str | None:
    """The Python codec that reads pages labelled so, or ``None`` for an unknown or unsafe label."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'")).name
    except (LookupError, ValueError):
        return None
    name = _WIDENED.get(name, name)
    return name if name in _READABLE else None


def _is_plainly_utf8(body: bytes) -> bool:
    """Whether no encoding goes before UTF-8, if the bytes are valid in it: those that do use NUL or escape bytes."""
    sample = body[:_SAMPLE]
    return b"\0" not in sample and b"\x1b" not in body


def _trustworthy(body: bytes, candidates: list[str]) -> list[str]:
    """The encodings to try in order; text that is valid UTF-8 beyond ASCII is UTF-8 whatever a server says."""
    wide = [codec for codec in candidates if codec.startswith(("utf-16", "utf-32"))]
    if b"\0" not in body[:_SAMPLE]:
        wide = []
    stateful = [codec for codec in candidates if codec == "iso2022_jp"]
    others = [codec for codec in candidates if not codec.startswith(("utf-16", "utf-32", "utf-8", "iso2022"))]
    return [*wide, *stateful, "utf-8", *others]


def _strictly(body: bytes, candidates: list[str]) -> str | None:
    for codec in candidates:
        try:
            text = body.decode(codec)
        except UnicodeDecodeError:
            continue
        return None if text.find("\0", 0, _SAMPLE) >= 0 else text
    return None


def _guessed(body: bytes) -> str:
    lenient = body.decode("utf-8", "replace")
    beyond_ascii = sum(map("\x7f".__lt__, lenient))
    if lenient.count("\ufffd") <= _STRAY_SHARE * beyond_ascii:
        return lenient
    sample = _MARKUP.sub(b" ", body)[:_SAMPLE]
    # Text in Latin letters has few bytes beyond ASCII, and detectors mistake them for any neighbour of windows-1252.
    if len(sample.translate(None, _ASCII)) < max(_FOREIGN_SHARE * len(sample), _FEWEST_FOREIGN):
        return body.decode("cp1252", "replace")
    from bs4.dammit import UnicodeDammit

    return body.decode(codec_of(UnicodeDammit(sample).original_encoding) or "cp1252", "replace")


def _is_binary(body: bytes) -> bool:
    sample = body[:_SAMPLE]
    return len(sample) - len(sample.translate(None, _CONTROLS)) > _BINARY_SHARE * len(sample)
