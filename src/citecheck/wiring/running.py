"""``citecheck run``: the whole pipeline with its parts."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path

from citecheck.baseline import read_baseline
from citecheck.cluster import LocalExecutor, dask_executor
from citecheck.collecting import Collector, Progress
from citecheck.config import Config
from citecheck.gate import Gate
from citecheck.model import Article, Baseline, Failure, RunResult
from citecheck.pipeline import Collects, Pipeline
from citecheck.spreading import SpreadCollector
from citecheck.store import Parts, Store, new_run_id
from citecheck.wiring.fetching import fetching
from citecheck.wiring.parts import fresh_since, now, open_archive
from citecheck.wiring.reading import read, stream
from citecheck.wiring.recalling import known_captures
from citecheck.wiring.working import begin, check_article, collect_chunk

OnProgress = Callable[[Progress], None]
OnUnreadable = Callable[[str], None]


def run(
    articles: Iterable[str | Path | Article],
    config: Config | None = None,
    *,
    progress: OnProgress | None = None,
    on_unreadable: OnUnreadable | None = None,
    resume: bool = False,
    clock: Callable[[], datetime] = now,
) -> RunResult:
    """Check articles against their sources; the whole pipeline, as ``citecheck run``.

    Args:
        articles: Files to read, dumps, or articles as :func:`citecheck.read_article` gives them.
        config: Where captures and results are kept, what is fetched and how; the defaults if absent.
        progress: Called as each stage moves on.
        on_unreadable: Called with the message for an article that cannot be read, while the others go on; the exit
            code is 2 then. Articles are read one by one as they are needed, so there may be any number of them.
            Without it, all are read before anything is fetched, and the first that cannot be read raises.
        resume: Go on with the last run if it was cut short: what it finished is not checked again.
        clock: The time of day that stamps captures and failures.

    Raises:
        ArticleError: An article cannot be read, or cites nothing. Nothing has been fetched or stored then.
        ConfigError: The configuration is wrong.
        ArchiveError, StoreError: The archive or the database is damaged or cannot be written.
        CheckError: The check of an article went wrong; those of the others are stored.
    """
    config = config or Config()
    held = None if on_unreadable else read(articles, config)
    baseline = read_baseline(config.baseline, clock().astimezone().date()) if config.baseline else None
    with _pipeline(config, progress or (lambda _: None), clock, baseline) as (pipeline, results):
        unfinished = results.unfinished() if resume else None
        done = frozenset(results.finished_articles(unfinished).values()) if unfinished else frozenset()
        if held is not None:
            found: Iterable[Article | Failure] = [article for article in held if article.path not in done]
        else:
            found = _telling(stream(articles, config, pipeline.executor, skip=done), on_unreadable)
        return replace(pipeline.run(found, unfinished), baseline=baseline)


def _telling(articles: Iterable[Article | Failure], on_unreadable: OnUnreadable | None) -> Iterator[Article | Failure]:
    for article in articles:
        if isinstance(article, Failure) and on_unreadable is not None:
            on_unreadable(article.detail)
        yield article


@contextmanager
def _pipeline(
    config: Config, progress: OnProgress, clock: Callable[[], datetime], baseline: Baseline | None
) -> Iterator[tuple[Pipeline, Store | Parts]]:
    gate = Gate(config.fail_on, baseline or frozenset())
    with ExitStack() as stack:
        archive = stack.enter_context(open_archive(config))
        fetch = None if config.offline else fetching(config, archive, clock)  # it may refuse, before any file is made
        store = stack.enter_context(Store.open(config.db))
        results = Parts(config.parts, store) if config.parts else store
        workers = config.workers or cores()
        if config.cluster is None:
            executor: Executor = stack.enter_context(LocalExecutor(workers, begin, config))
        else:
            executor = stack.enter_context(dask_executor(config.cluster, workers, begin, config))
        collector: Collects = Collector(
            captures=archive,
            fresh_since=fresh_since(config, clock()),
            fetch=fetch,
            refresh=config.refresh,
            progress=progress,
            leases=store.leases(clock) if fetch else None,
            is_known=stack.enter_context(known_captures(config, archive)),
        )
        if config.cluster is not None and fetch is not None:
            chunks = partial(collect_chunk, config, fresh_since(config, clock()))
            collector = SpreadCollector(executor, chunks, partitions=2 * workers, progress=progress)
        yield Pipeline(collector, results, check_article, executor, gate, clock, new_run_id, progress), results


def cores() -> int:
    """How many processor cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
