"""A path → the text of the file, or one clear line that says why not."""

import codecs
import os
from pathlib import Path

from citecheck.errors import ArticleError

MAX_BYTES = 20_000_000
"""The largest article that is read; the longest Wikipedia pages are a tenth of that (2 MB)."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def load(path: str | os.PathLike[str]) -> str:
    """The text of an article's file, as decoded: line ends and all are kept.

    UTF-8, or UTF-16 with a byte order mark. No more than :data:`MAX_BYTES` are read.

    Raises:
        ArticleError: The file is missing, no file, too large, empty, binary or in another encoding.
    """
    name = os.fspath(path)
    text = decode(load_bytes(name), name)
    check(text, name)
    return text


def check(text: str, name: str) -> None:
    """Refuse a text that cannot be an article.

    Raises:
        ArticleError: The text is empty, too large or has NUL characters in it.
    """
    if len(text) > MAX_BYTES:
        raise ArticleError(_too_large(name))
    if not text or text.isspace():
        message = f"{name}: the article is empty"
        raise ArticleError(message)
    offset = text.find("\0")
    if offset >= 0:
        message = f"{name}: a binary file, not text (NUL at character {offset}); save the article as UTF-8 text"
        raise ArticleError(message)


_OF_STANDARD_INPUT = "; from standard input comes a list of articles, one a line, with 'run --articles-from -'"


def load_bytes(name: str) -> bytes:
    """The content of an article's file, no more than :data:`MAX_BYTES`.

    Raises:
        ArticleError: The file is missing, no file, too large or cannot be read.
    """
    try:
        with Path(name).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        message = f"{name}: no such file{_OF_STANDARD_INPUT if name == '-' else ''}"
    except IsADirectoryError:
        message = f"{name}: a folder, not a file; name the article's file in it"
    except (OSError, ValueError) as error:
        message = f"{name!r}: cannot be read: {getattr(error, 'strerror', None) or error}"
    else:
        if len(content) > MAX_BYTES:
            raise ArticleError(_too_large(name))
        return content
    raise ArticleError(message)


def _too_large(name: str) -> str:
    return f"{name}: larger than {MAX_BYTES // 1_000_000} MB, the most that is read; split the article"


def decode(content: bytes, name: str) -> str:
    """The text that a file's bytes are: UTF-8, or what its byte order mark says.

    Raises:
        ArticleError: They are binary, or in another encoding.
    """
    encoding = next((encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark)), "utf-8")
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        binary = b"\0" in content[:8192]
        what = "a binary file, not text" if binary else f"not {encoding.upper().removesuffix('-SIG')} text"
        message = f"{name}: {what} (byte {error.start}: {error.reason}); save the article as UTF-8 text"
        raise ArticleError(message) from None
