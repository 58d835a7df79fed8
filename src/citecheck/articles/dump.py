"""A MediaWiki XML dump → its articles, one after the other, however large the file.

The format is that of Special:Export and of the dumps of Wikimedia's wikis (MediaWiki export schema 0.10 and 0.11),
plain or compressed by bzip2 or gzip.
"""

import bz2
import gzip
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any
from urllib.parse import urlsplit

from citecheck.articles.formats import reader_for
from citecheck.articles.loading import MAX_BYTES
from citecheck.errors import ArticleError
from citecheck.model import Article

DUMP_MARK = "#"
"""Between the path of a dump and the title of a page in it."""

_SUFFIXES = (".xml", ".xml.bz2", ".xml.gz")
_HEAD = 4096
_MARK = b"<mediawiki"
_ARTICLES = 0
"""The number of the namespace of articles."""


@dataclass(frozen=True, slots=True)
class DumpPage:
    """A page of a dump: ``path`` is the dump's and the page's title, ``FILE#TITLE``."""

    path: str
    title: str
    language: str | None
    revision: str
    text: str

    def read(self) -> Article:
        """The article.

        Raises:
            ArticleError: Its text cannot be read as wikitext.
        """
        read = reader_for(self.text, "page.wikitext", "wikitext")
        return replace(read(self.text, self.path, self.language), title=self.title, revision=self.revision)


def is_dump(path: str) -> bool:
    """Whether a file is a MediaWiki XML dump, told by its name and its first bytes."""
    if not path.lower().endswith(_SUFFIXES) or not Path(path).is_file():
        return False
    try:
        with _opened(path) as file:
            return _MARK in file.read(_HEAD)
    except (OSError, EOFError):
        return False


def read_dump(path: str) -> Iterator[DumpPage]:
    """The articles of a dump, in its order; redirects, talk and other pages are passed over.

    Where a dump holds the history of a page, the last of its revisions counts.

    Raises:
        ArticleError: The file is damaged, or the package ``mwxml`` is missing. What came before the damage has been
            given.
    """
    mwxml = _mwxml()
    try:
        with _opened(path) as file:
            dump = mwxml.Dump.from_file(file)
            language = _language(dump.site_info.base)
            for page in dump.pages:
                found = _page(path, page, language)
                if found is not None:
                    yield found
    except ArticleError:
        raise
    except Exception as error:  # the parser's own errors have no common base
        raise ArticleError(f"{path}: the dump is damaged: {error}") from error


def _page(path: str, page: Any, language: str | None) -> DumpPage | None:  # noqa: ANN401 — mwxml has no types
    if page.namespace != _ARTICLES or page.redirect is not None:
        return None
    last: Any = next(iter(deque(page, maxlen=1)), None)  # all have to be read for the next page to be found
    text = getattr(last, "text", None)
    if not text or len(text) > MAX_BYTES:
        return None
    return DumpPage(f"{path}{DUMP_MARK}{page.title}", page.title, language, str(last.id), text)


def _opened(path: str) -> IO[bytes]:
    if path.lower().endswith(".bz2"):
        return bz2.open(path)
    if path.lower().endswith(".gz"):
        return gzip.open(path)  # type: ignore[return-value]
    return Path(path).open("rb")


def _language(base: str | None) -> str | None:
    """The language of a wiki from its address, ``https://fr.wikipedia.org/wiki/…``."""
    label = (urlsplit(base or "").hostname or "").partition(".")[0]
    return label if label.isalpha() and 2 <= len(label) <= 3 and label != "www" else None


def _mwxml() -> Any:  # noqa: ANN401 — mwxml has no types
    try:
        import mwxml
    except ImportError as error:
        message = "reading a dump needs the package mwxml: install citecheck with its extra 'dump'"
        raise ArticleError(message) from error
    return mwxml
