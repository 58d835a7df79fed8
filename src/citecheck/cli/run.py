"""``citecheck run``: the whole pipeline."""

from dataclasses import replace
from typing import Any

import click

from citecheck.cli.options import config_from, options


@click.command("run")
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@options(
    "offline",
    "refresh",
    "fresh_for_hours",
    "report",
    "fail_on",
    "baseline",
    "db",
    "archive",
    "jobs",
    "workers",
    "timeout",
    "total_timeout",
    "max_bytes",
    "delay",
    "per_host",
    "robots",
    "user_agent",
    "contact",
    "wiki_api",
    "proxy",
    "allow_host",
    "resolve",
    "wayback_url",
    "check_archive_copies",
)
@click.option("--update-baseline", is_flag=True, help="Write every finding of this run into the baseline file.")
@click.option("-v", "--verbose", is_flag=True, help="Log each request; report every fact, not only the telling ones.")
def command(articles: tuple[str, ...], update_baseline: bool, verbose: bool, **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Check articles against their sources: fetch, snapshot, verify, store, report.

    ARTICLE is a file (a glob is expanded), a Wikipedia title such as "wiki:fr:Combat d'Elakla", or a web address.
    With none, the articles that citecheck.toml names are checked.
    """
    from citecheck.cli.output import deliver, log_requests, showing_progress, targets, write_whole
    from citecheck.errors import ConfigError
    from citecheck.reading import expand
    from citecheck.wiring.running import run

    config = config_from(given)
    if update_baseline and config.baseline is None:
        raise ConfigError("--update-baseline needs to know the file: give --baseline FILE")
    wanted = targets(config.report)
    names = expand(articles or config.articles)
    if verbose:
        log_requests()
    checked = replace(config, baseline=None) if update_baseline else config
    with showing_progress() as progress:
        result = run(names, checked, progress=progress)
    deliver(result, wanted, db=config.db, verbose=verbose)
    if update_baseline and config.baseline is not None:
        from citecheck.baseline import render_baseline

        write_whole(config.baseline, render_baseline(result))
        return 0 if result.exit_code == 1 else result.exit_code
    return result.exit_code
