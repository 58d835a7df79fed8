"""``citecheck run``: the whole pipeline with its parts."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from citecheck.baseline import read_baseline
from citecheck.cluster import LocalExecutor
from citecheck.collecting import Collector, Progress
from citecheck.config import Config
from citecheck.model import Article, RunResult
from citecheck.pipeline import Gate, Pipeline
from citecheck.store import Store, new_run_id
from citecheck.wiring.fetching import fetching
from citecheck.wiring.parts import CENTURY, now, open_archive
from citecheck.wiring.reading import read
from citecheck.wiring.working import begin, check_article

OnProgress = Callable[[Progress], None]


def run(
    articles: Iterable[str | Path | Article],
    config: Config | None = None,
    *,
    progress: OnProgress | None = None,
    clock: Callable[[], datetime] = now,
) -> RunResult:
    """Check articles against their sources; the whole pipeline, as ``citecheck run``.

    Args:
        articles: Files to read, or articles as :func:`citecheck.read_article` gives them.
        config: Where captures and results are kept, what is fetched and how; the defaults if absent.
        progress: Called as each stage moves on.
        clock: The time of day that stamps captures and failures.

    Raises:
        ArticleError: An article cannot be read, or cites nothing. Nothing has been fetched or stored then.
        ConfigError: The configuration is wrong.
        ArchiveError, StoreError: The archive or the database is damaged or cannot be written.
    """
    config = config or Config()
    found = read(articles, config)
    with _pipeline(config, progress or (lambda _: None), clock) as pipeline:
        return pipeline.run(found)


@contextmanager
def _pipeline(config: Config, progress: OnProgress, clock: Callable[[], datetime]) -> Iterator[Pipeline]:
    gate = Gate(config.fail_on, read_baseline(config.baseline) if config.baseline else frozenset())
    with ExitStack() as stack:
        archive = stack.enter_context(open_archive(config))
        fetch = None if config.offline else fetching(config, archive, clock)  # it may refuse, before any file is made
        store = stack.enter_context(Store.open(config.db))
        collector = Collector(
            captures=archive,
            fresh_since=clock() - (timedelta() if config.refresh else _fresh_for(config)),
            fetch=fetch,
            refresh=config.refresh,
            progress=progress,
            leases=store.leases(clock) if fetch else None,
        )
        executor = stack.enter_context(LocalExecutor(config.workers or cores(), begin, config))
        yield Pipeline(collector, store, check_article, executor, gate, clock, new_run_id, progress)


def _fresh_for(config: Config) -> timedelta:
    return timedelta(hours=min(config.fresh_for_hours, 24 * CENTURY))


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
