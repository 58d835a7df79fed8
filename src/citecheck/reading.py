"""What a command is asked to check → the articles themselves: files, globs, Wikipedia titles and web addresses."""

from collections.abc import Callable, Iterable, Sequence
from glob import glob, has_magic
from pathlib import Path

from citecheck.articles import read_article, read_text
from citecheck.articles.wiki_page import read_wiki_page, wiki_page
from citecheck.errors import ArticleError, ConfigError
from citecheck.model import Article, Failure, Visit
from citecheck.model.content import ContentError, decode_body

Obtain = Callable[[str], Visit | Failure]
"""Fetches a page, or takes it from the captures."""

_SUCCESS = 200


def read_articles(
    named: Iterable[str | Path | Article],
    obtain: Obtain,
    wiki_api: str,
    *,
    format_name: str | None = None,
    language: str | None = None,
) -> list[Article]:
    """Read every article before anything is checked.

    Args:
        named: Files, ``wiki:`` titles, web addresses, or articles that are read already.
        obtain: Fetches pages.
        wiki_api: Address of MediaWiki's REST API, with ``{site}`` in it.
        format_name: Read files and pages as this format instead of recognising it.
        language: Their language instead of recognising it.

    Raises:
        ArticleError: One cannot be read, or cites nothing.
        ConfigError: None is named.
    """
    articles = [
        item if isinstance(item, Article) else read_one(item, obtain, wiki_api, format_name, language) for item in named
    ]
    if not articles:
        raise ConfigError("no article is named: give one, or name some under 'articles' in citecheck.toml")
    for article in articles:
        if not article.references:
            raise ArticleError(f"{article.path}: no references found, so there is nothing to check")
    return articles


def read_one(
    name: str | Path, obtain: Obtain, wiki_api: str, format_name: str | None = None, language: str | None = None
) -> Article:
    """Read one article: a file, a wiki's page or a web page.

    Raises:
        ArticleError: It cannot be read.
    """
    if isinstance(name, str):
        page = wiki_page(name)
        if page is not None:
            return read_wiki_page(page, _text(name, page.api_url(wiki_api), obtain))
        if name.lower().startswith(("http://", "https://")):
            return read_text(_text(name, name, obtain), name, format=format_name, language=language)
    return read_article(name, format=format_name, language=language)


def _text(name: str, url: str, obtain: Obtain) -> str:
    came = obtain(url)
    if isinstance(came, Failure):
        raise ArticleError(f"{name}: cannot be fetched: {came.detail}")
    if came.final.status != _SUCCESS:
        raise ArticleError(f"{name}: {url} answered {came.final.status} {came.final.reason}".rstrip())
    try:
        return decode_body(came.final).decode("utf-8-sig")
    except ContentError as error:
        raise ArticleError(f"{name}: the answer cannot be decoded: {error}") from error
    except UnicodeDecodeError as error:
        raise ArticleError(f"{name}: the answer is not UTF-8 text (byte {error.start})") from error


def expand(names: Sequence[str]) -> list[str]:
    """File names with globs expanded, sorted and each once; titles and addresses as they are.

    Raises:
        ArticleError: A glob matches no file.
    """
    found: dict[str, None] = {}
    for name in names:
        matches = [name]
        if has_magic(name) and "://" not in name and not name.startswith("wiki:") and not Path(name).exists():
            matches = sorted(path for path in glob(name, recursive=True) if Path(path).is_file())  # noqa: PTH207 — a pattern may be absolute, which Path.glob refuses
            if not matches:
                raise ArticleError(f"{name}: no file matches")
        found |= dict.fromkeys(matches)
    return list(found)
