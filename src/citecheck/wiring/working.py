"""The check of one article as a function that any process can be asked for."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from time import sleep

from citecheck.checking import Asks, Checker
from citecheck.cluster import let_others_work
from citecheck.collecting import Collector, Source, Wanted
from citecheck.config import Config
from citecheck.consulting import Known
from citecheck.gate import share_of
from citecheck.model import Article
from citecheck.pipeline import Outcome, Ticket
from citecheck.store import rows_of_article, rows_of_readings
from citecheck.wiring.detours import LinkDetours
from citecheck.wiring.judging import VERSION_JUDGES, judges
from citecheck.wiring.parts import open_archive
from citecheck.wiring.recalling import recalling


@dataclass(slots=True)
class _Desk:
    """What this process checks with, and whether what it reads is kept."""

    checker: Checker | None = None
    keeps_readings: bool = True


_DESK = _Desk()


def begin(config: Config) -> Callable[[], None]:
    """Make this process ready to check; what is returned lets go of the files again."""
    stack = ExitStack()
    archive = stack.enter_context(open_archive(config))
    recall = stack.enter_context(recalling(config))
    _DESK.checker = Checker(
        archive,
        judges(config),
        VERSION_JUDGES,
        LinkDetours(config.wayback_url),
        check_copies=config.check_archive_copies,
        claims=not config.no_check,
        recall=recall,
    )
    _DESK.keeps_readings = config.parts is None
    return stack.close


def collect_chunk(config: Config, since: datetime, chunk: Sequence[Wanted]) -> list[tuple[str, Source]]:
    """Collect a chunk of URLs in this process, keeping the captures in the archive that all workers share.

    It can be repeated: what an earlier try captured is not fetched again. A pause comes first, since another worker
    may just have asked the same hosts.

    Args:
        config: how it is fetched.
        since: from when on captures stand in for fetching.
        chunk: the URLs.
    """
    from citecheck.wiring.fetching import fetching  # a process that only checks needs no client

    found: list[tuple[str, Source]] = []
    let_others_work()
    sleep(config.delay)
    with open_archive(config) as archive:
        collector = Collector(archive, since, fetching(config, archive), refresh=config.refresh)
        collector.collect(chunk, lambda url, source: found.append((url, source)))
    return found


def check_article(article: Article, sources: Mapping[str, Source], known: Known, ticket: Ticket) -> Outcome:
    """Check an article from the captures: :meth:`citecheck.checking.Checker.check`, in a process made ready for it.

    What is to be kept is made into rows here: they take a sixth of the time to cross to another process.
    """
    if _DESK.checker is None:
        raise RuntimeError("begin() comes first")
    checked = _DESK.checker.check(article, sources, known)
    readings = checked.readings if _DESK.keeps_readings else ()
    if isinstance(checked.outcome, Asks):
        return Outcome(rows_of_readings(readings), wanted=checked.outcome.wanted)
    rows = rows_of_article(ticket.run_id, ticket.started_at, checked.outcome, ticket.place, readings)
    return Outcome(rows, share_of(checked.outcome))
