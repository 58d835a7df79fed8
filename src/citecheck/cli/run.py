"""``citecheck run``: the whole pipeline."""

from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

import click

from citecheck.cli.options import config_from, options
from citecheck.config import Config
from citecheck.model import RunResult

FEW = 20
"""Articles that are all read before anything is fetched."""


@click.command("run")
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@options(
    "offline",
    "refresh",
    "no_check",
    "fresh_for_hours",
    "report",
    "fail_on",
    "baseline",
    "db",
    "archive",
    "jobs",
    "workers",
    "no_semantic",
    "reread",
    "rejudge",
    "cluster",
    "parts",
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
    "ca_file",
    "allow_host",
    "resolve",
    "wayback_url",
    "check_archive_copies",
    "timestamp_url",
    "timestamp_ca",
)
@click.option(
    "--articles-from",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="Check the articles that FILE names too, one a line; - is standard input.",
)
@click.option("--resume", is_flag=True, help="Go on with the last run if it was cut short.")
@click.option(
    "--update-baseline",
    is_flag=True,
    help="Write the findings of this run into the baseline file; waivers and reasons stay, what is gone goes.",
)
@click.option("--keep-gone", is_flag=True, help="With --update-baseline: keep what is gone from the articles, too.")
@click.option("-v", "--verbose", is_flag=True, help="Log each request; report every fact, not only the telling ones.")
def command(
    articles: tuple[str, ...],
    articles_from: TextIO | None,
    resume: bool,
    update_baseline: bool,
    keep_gone: bool,
    verbose: bool,
    **given: Any,  # noqa: ANN401 — options come by keyword
) -> int:
    """Check articles against their sources: fetch, snapshot, verify, store, report.

    ARTICLE is a file, a folder or glob of files, a MediaWiki XML dump, a Wikipedia title such as
    "wiki:fr:Combat d'Elakla", or a web address. With none, the articles that citecheck.toml names are checked.

    A few articles are all read before anything is fetched. Many (more than 20, a list, a dump) are read as they are
    needed; one that cannot be read is told on standard error, and the run ends with 2 when the others are done.
    """
    from citecheck.articles.dump import is_dump
    from citecheck.cli.output import deliver, log_requests, showing_progress, targets
    from citecheck.reading import expand, names_in
    from citecheck.wiring.running import run
    from citecheck.wiring.stamping import check_ready

    config = config_from(given)
    _check_baseline(config, update=update_baseline, keep_gone=keep_gone)
    wanted = targets(config.report)
    names = expand(articles or (() if articles_from else config.articles))
    streamed = len(names) > FEW or articles_from is not None or any(is_dump(name) for name in names)
    listed = names_in(articles_from) if articles_from else ()
    wants_stamps = check_ready(config)
    if verbose:
        log_requests()
    checked = replace(config, baseline=None) if update_baseline else config
    with showing_progress() as progress:
        told = partial(click.echo, err=True) if streamed else None
        result = run(chain(names, listed), checked, progress=progress, on_unreadable=told, resume=resume)
    if update_baseline:
        result = _update_baseline(config, result, keep_gone=keep_gone)
    if config.parts:
        click.echo(f"the results are in {config.parts}: 'citecheck load {config.parts}' makes them a report", err=True)
    else:
        deliver(result, wanted, db=config.db, verbose=verbose)
    if wants_stamps:
        _stamp(config, [target.path for target in wanted if target.path])
    return result.exit_code


def _check_baseline(config: Config, *, update: bool, keep_gone: bool) -> None:
    from citecheck.baseline import read_entries
    from citecheck.errors import ConfigError

    if not update:
        if keep_gone:
            raise ConfigError("--keep-gone goes with --update-baseline")
        return
    if config.baseline is None:
        raise ConfigError("--update-baseline needs to know the file: give --baseline FILE")
    if config.no_check or config.parts:
        other = "--no-check" if config.no_check else "--parts"
        raise ConfigError(f"--update-baseline needs every finding of the run: leave out {other}")
    if config.baseline.exists():
        read_entries(config.baseline)  # a wrong line is told before anything is fetched


def _update_baseline(config: Config, result: RunResult, *, keep_gone: bool) -> RunResult:
    """Write the baseline, and say what became of it."""
    from citecheck.cli.output import write_whole
    from citecheck.wiring.baselining import update_baseline

    if config.baseline is None:
        return result
    update = update_baseline(result, config, config.baseline, keep_gone=keep_gone)
    if update is None:
        click.echo(f"{config.baseline} is left as it was: nothing could be checked", err=True)
        return result
    write_whole(config.baseline, update.text)
    click.echo(f"wrote {config.baseline}: {update.gained:,} findings more, {update.lost:,} fewer", err=True)
    return update.run


def _stamp(config: Config, reports: list[Path]) -> None:
    """Timestamp the new captures and the reports. What goes wrong is told; the run stands as it is."""
    from citecheck.cli.stamps import show_new_stamps
    from citecheck.errors import CitecheckError
    from citecheck.wiring.stamping import stamp

    try:
        show_new_stamps(stamp(config, reports))
    except CitecheckError as error:
        click.echo(f"not timestamped: {error}", err=True)
