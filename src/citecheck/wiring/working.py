"""The check of one article as a function that any process can be asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from citecheck.checking import Asks, Checker
from citecheck.collecting import Source
from citecheck.config import Config
from citecheck.consulting import Known
from citecheck.model import Article, ArticleResult
from citecheck.wiring.detours import LinkDetours
from citecheck.wiring.judging import VERSION_JUDGES, judges
from citecheck.wiring.parts import open_archive


@dataclass(slots=True)
class _Desk:
    """What this process checks with."""

    checker: Checker | None = None


_DESK = _Desk()


def begin(config: Config) -> Callable[[], None]:
    """Make this process ready to check; what is returned lets go of the archive again."""
    archive = open_archive(config)
    _DESK.checker = Checker(
        archive,
        judges(config),
        VERSION_JUDGES,
        LinkDetours(config.wayback_url),
        check_copies=config.check_archive_copies,
        claims=not config.no_check,
    )
    return archive.close


def check_article(article: Article, sources: Mapping[str, Source], known: Known) -> ArticleResult | Asks:
    """Check an article from the captures: :meth:`citecheck.checking.Checker.check`, in a process made ready for it."""
    if _DESK.checker is None:
        raise RuntimeError("begin() comes first")
    return _DESK.checker.check(article, sources, known)
