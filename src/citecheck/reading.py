"""What a command is asked to check → the articles themselves: files, globs, Wikipedia titles and web addresses."""

from collections import deque
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from glob import glob, has_magic
from pathlib import Path

from citecheck.articles import read_article, read_text
from citecheck.articles.dump import DUMP_MARK, DumpPage, is_dump, read_dump
from citecheck.articles.sidecar import SIDECAR_SUFFIX
from citecheck.articles.wiki_page import read_wiki_page, wiki_page
from citecheck.errors import ArticleError, CitecheckError, ConfigError
from citecheck.model import Article, Failure, Stage, Visit
from citecheck.model.content import ContentError, decode_body

Obtain = Callable[[str], Visit | Failure]
"""Fetches a page, or takes it from the captures."""

_SUCCESS = 200
_ABSENT = 404


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
        named: Files, dumps, ``wiki:`` titles, web addresses, or articles that are read already.
        obtain: Fetches pages.
        wiki_api: Address of MediaWiki's REST API, with ``{site}`` in it.
        format_name: Read files and pages as this format instead of recognising it.
        language: Their language instead of recognising it.

    Raises:
        ArticleError: One cannot be read, or cites nothing.
        ConfigError: None is named.
    """
    articles = []
    for item in items_of(named):
        if isinstance(item, Article):
            articles.append(_citing(item))
        elif isinstance(item, DumpPage):
            articles += [article for article in [item.read()] if article.references]
        else:
            articles.append(_citing(read_one(item, obtain, wiki_api, format_name, language)))
    if not articles:
        raise ConfigError("no article is named: give one, or name some under 'articles' in citecheck.toml")
    return articles


def read_ahead(
    named: Iterable[str | Path | Article],
    obtain: Obtain,
    wiki_api: str,
    executor: Executor,
    *,
    skip: Container[str] = frozenset(),
    ahead: int = 4,
) -> Iterator[Article | Failure]:
    """Read articles one after the other as they are asked for, a few ahead in other processes.

    Pages of a dump that cite nothing are passed over.

    Args:
        named: As for :func:`read_articles`.
        obtain: Fetches pages.
        wiki_api: Address of MediaWiki's REST API, with ``{site}`` in it.
        executor: Where files and the pages of dumps are read.
        skip: Paths of articles that are not wanted.
        ahead: How many articles to read ahead.

    Yields:
        The articles in their order, and in place of one that cannot be read or cites nothing, why.
    """
    begun: deque[tuple[str, Future[Article]]] = deque()
    try:
        for item in items_of(named):
            path = path_of(item)
            if path not in skip:
                begun.append((path, _begin(item, obtain, wiki_api, executor)))
            while len(begun) > ahead:
                yield from _ended(*begun.popleft())
    except ArticleError as error:  # a dump that is damaged, or cannot be opened
        begun.append(("", _failed(error)))
    while begun:
        yield from _ended(*begun.popleft())


def items_of(named: Iterable[str | Path | Article]) -> Iterator[str | Path | Article | DumpPage]:
    """What is to be read, one by one: the pages of a dump in place of the dump.

    Raises:
        ArticleError: A dump is damaged.
    """
    for each in named:
        if not isinstance(each, Article) and is_dump(str(each)):
            yield from read_dump(str(each))
        else:
            yield each


def path_of(item: str | Path | Article | DumpPage) -> str:
    """What an article is called in messages and results."""
    return item.path if isinstance(item, (Article, DumpPage)) else str(item)


def _begin(
    item: str | Path | Article | DumpPage, obtain: Obtain, wiki_api: str, executor: Executor
) -> "Future[Article]":
    if isinstance(item, DumpPage):
        return executor.submit(item.read)
    if isinstance(item, Article):
        return _done(item)
    if not _on_the_web(str(item)):
        return executor.submit(read_article, item)
    try:
        return _done(read_one(item, obtain, wiki_api))
    except ArticleError as error:
        return _failed(error)


def _ended(path: str, reading: "Future[Article]") -> Iterator[Article | Failure]:
    try:
        article = reading.result()
        if article.references or DUMP_MARK not in path:
            yield _citing(article)
    except CitecheckError as error:
        yield Failure(Stage.READ, "unreadable", str(error))


def _done(article: Article) -> "Future[Article]":
    future: Future[Article] = Future()
    future.set_result(article)
    return future


def _failed(error: ArticleError) -> "Future[Article]":
    future: Future[Article] = Future()
    future.set_exception(error)
    return future


def _citing(article: Article) -> Article:
    if not article.references:
        raise ArticleError(f"{article.path}: no references found, so there is nothing to check")
    return article


def _on_the_web(name: str) -> bool:
    return name.lower().startswith(("http://", "https://")) or wiki_page(name) is not None


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
    if came.final.status == _ABSENT and (page := wiki_page(name)):
        what = f"revision {page.revision}" if page.revision else f"page {page.title!r}"
        raise ArticleError(f"{name}: {page.site} has no {what}")
    if came.final.status != _SUCCESS:
        raise ArticleError(f"{name}: {url} answered {came.final.status} {came.final.reason}".rstrip())
    try:
        return decode_body(came.final).decode("utf-8-sig")
    except ContentError as error:
        raise ArticleError(f"{name}: the answer cannot be decoded: {error}") from error
    except UnicodeDecodeError as error:
        raise ArticleError(f"{name}: the answer is not UTF-8 text (byte {error.start})") from error


def names_in(lines: Iterable[str]) -> Iterator[str]:
    """The articles that a list names, one a line; empty lines and those that begin with ``#`` are passed over."""
    for line in lines:
        name = line.strip()
        if name and not name.startswith("#"):
            yield name


def expand(names: Sequence[str]) -> list[str]:
    """File names with globs and folders expanded, sorted and each once; titles and addresses as they are.

    Sidecars and hidden files are no articles, so a glob or a folder leaves them out.

    Raises:
        ArticleError: A glob matches no file, or a folder holds none.
    """
    found: dict[str, None] = {}
    for name in names:
        matches = [name]
        if "://" not in name and Path(name).is_dir():
            matches = _files(str(Path(name) / "**"))
            if not matches:
                raise ArticleError(f"{name}: the folder holds no file")
        elif has_magic(name) and "://" not in name and not name.startswith("wiki:") and not Path(name).exists():
            matches = _files(name)
            if not matches:
                raise ArticleError(f"{name}: no file matches")
        found |= dict.fromkeys(matches)
    return list(found)


def _files(pattern: str) -> list[str]:
    """The files that match, but for sidecars; hidden ones do not match."""
    paths = glob(pattern, recursive=True)  # noqa: PTH207 — a pattern may be absolute, which Path.glob refuses
    return sorted(path for path in paths if Path(path).is_file() and Path(path).suffix != SIDECAR_SUFFIX)
