"""File → Article: references, claims, and which claim cites which reference."""

import os

from citecheck.articles.formats import load_as, reader_for
from citecheck.articles.loading import check
from citecheck.articles.sidecar import Sidecar, find_sidecar, read_sidecar, with_sidecar
from citecheck.model import Article

__all__ = ["read_article", "read_text"]


def read_article(
    source: str | os.PathLike[str],
    *,
    format: str | None = None,  # noqa: A002 — the public name
    language: str | None = None,
) -> Article:
    """Read an article, with what the sidecar ``NAME.toml`` beside its file says of it.

    Args:
        source: The path of a file, or the article itself: a string with a line break in it is taken for a text.
        format: ``wikitext``, ``markdown``, …; by default told from the file's suffix, else from the content.
        language: The article's language as a primary subtag (``fr``); by default recognised.

    Raises:
        ArticleError: The article is missing, empty, binary, too large or in no format that is read; or its sidecar
            is not valid.
    """
    if isinstance(source, str) and "\n" in source:
        return read_text(source, "<text>", format=format, language=language)
    path = os.fspath(source)
    sidecar = find_sidecar(path)
    said = read_sidecar(sidecar) if sidecar else Sidecar()
    article = read_text(load_as(path, format), path, format=format, language=language or said.language)
    return with_sidecar(article, said, sidecar) if sidecar else article


def read_text(text: str, path: str, *, format: str | None = None, language: str | None = None) -> Article:  # noqa: A002 — the public name
    """Read an article from its text; ``path`` says where it came from, in messages and in :attr:`Article.path`.

    Args:
        text: The article, as decoded; positions count in it.
        path: Its file's path, whose suffix may tell the format.
        format: As for :func:`read_article`.
        language: As for :func:`read_article`.

    Raises:
        ArticleError: The text is empty, binary, too large or in no format that is read.
    """
    check(text, path)
    return reader_for(text, path, format)(text, path, language)
