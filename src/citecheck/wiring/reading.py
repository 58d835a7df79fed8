"""The articles that a user names, read."""

from collections.abc import Container, Iterable, Iterator
from concurrent.futures import Executor
from functools import partial
from pathlib import Path

from citecheck.collecting import Wanted
from citecheck.config import Config
from citecheck.model import Article, Failure, Visit
from citecheck.reading import read_ahead, read_articles
from citecheck.wiring.fetching import fetching
from citecheck.wiring.parts import open_archive


def read(
    names: Iterable[str | Path | Article],
    config: Config | None = None,
    *,
    format_name: str | None = None,
    language: str | None = None,
) -> list[Article]:
    """Read files, Wikipedia titles and web addresses; pages are captured, and offline taken from the captures.

    Raises:
        ArticleError: One cannot be read, or cites nothing.
        ConfigError: None is named, or the configuration is wrong.
    """
    config = config or Config()
    obtain = partial(_obtain, config)
    return read_articles(names, obtain, config.wiki_api, format_name=format_name, language=language)


def stream(
    names: Iterable[str | Path | Article], config: Config, executor: Executor, *, skip: Container[str] = frozenset()
) -> Iterator[Article | Failure]:
    """Read articles one by one as they are asked for, and give in place of one that cannot be read, why.

    Args:
        names: Files, dumps, Wikipedia titles, web addresses, or articles that are read already.
        config: How pages are fetched.
        executor: Where files are read.
        skip: Paths of articles that are not wanted.
    """
    return read_ahead(names, partial(_obtain, config), config.wiki_api, executor, skip=skip)


def _obtain(config: Config, url: str) -> Visit | Failure:
    with open_archive(config) as archive:
        if config.offline:
            found = archive.replay(url)
            return found if isinstance(found, Failure) else found[1]
        came = fetch_one(url, config)
        if isinstance(came, Visit):
            archive.store(came)
        return came


def fetch_one(url: str, config: Config) -> Visit | Failure:
    """Fetch one page, keeping nothing."""
    came: dict[str, Visit | Failure] = {}
    fetching(config)([Wanted(url)], came.__setitem__, lambda _: None)
    return came[url]
