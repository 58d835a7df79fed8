"""``citecheck archive``: references to the Wayback Machine."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from citecheck.cli.options import config_from, options

if TYPE_CHECKING:
    from citecheck.archivers import ArchivedReference, ArchivingResult

NO_KEYS = (
    "no archive.org keys, so nothing is saved, only looked up: get them at https://archive.org/account/s3.php and "
    "set CITECHECK_IA_ACCESS_KEY and CITECHECK_IA_SECRET_KEY"
)
SILENT = frozenset({"timeout", "unreachable", "server-error", "archive-unreachable", "rate-limited", "forbidden"})
"""Reasons of failures that say nothing but that the archive did not answer."""

WIDEST = 2_000
"""Columns in a pipe: an address is never broken there, so that it can be copied and grepped for."""

TITLE = 44
"""Characters of a reference's title that are shown."""

Row = tuple[str, str, str]
"""What there is to say of a reference, the day it concerns, and the copy's address or the trouble."""


@click.command("archive")
@click.argument("articles", nargs=-1, metavar="[ARTICLE…]")
@click.option("--all", "everything", is_flag=True, help="Take references too that have an archive copy in the article.")
@click.option("--lookup-only", is_flag=True, help="Look up what the archive has; save nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Log each question to an archive and its answer.")
@options("if_not_archived_within", "wayback_url", "memento", "fresh_for_hours", "db", "contact", "proxy", "ca_file")
def command(articles: tuple[str, ...], everything: bool, lookup_only: bool, verbose: bool, **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Save what articles cite to the Wayback Machine, and say what was already there.

    Each URL is looked up once (the copy nearest the access date), and saved through Save Page Now where the archive
    has no copy that is recent enough. That takes the keys of an archive.org account: CITECHECK_IA_ACCESS_KEY and
    CITECHECK_IA_SECRET_KEY, or the file of the "internetarchive" tool. A run that is cut short goes on where it
    stopped.
    """
    import os
    from pathlib import Path

    from citecheck.archivers import find_keys
    from citecheck.cli.output import log_requests, showing_progress
    from citecheck.reading import expand
    from citecheck.wiring.archiving import archive

    config = config_from(given)
    names = expand(articles or config.articles)
    keys = None if lookup_only else find_keys(os.environ, Path.home())
    if keys is None and not lookup_only:
        click.echo(f"citecheck: {NO_KEYS}", err=True)
    if verbose:
        log_requests()
    with showing_progress() as progress:
        result = archive(names, config, keys=keys, include_archived=everything, progress=progress)
    show(result)
    return exit_code(result)


def exit_code(result: "ArchivingResult") -> int:
    """2 where the archive does not accept the keys, 4 where it answered for no URL at all, else 0."""
    if result.stopped is not None and result.stopped.reason == "keys-refused":
        return 2
    asked = [item for item in result.references if item.reference.url and item.state not in {"is-copy", "in-article"}]
    silent = [item for item in asked if item.failure is not None and item.failure.reason in SILENT]
    return 4 if asked and len(silent) == len(asked) else 0


def show(result: "ArchivingResult") -> None:
    """Print a table of the references with what was there, what was saved and what failed; then one line of sums."""
    import os
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    fits_terminal = sys.stdout.isatty() or "COLUMNS" in os.environ
    console = Console(width=None if fits_terminal else WIDEST, highlight=False)
    table = Table(box=None, pad_edge=False, show_header=False)
    for overflow in ("fold", "ellipsis", "fold", "fold", "fold"):
        table.add_column(overflow=overflow)
    several = len({item.path for item in result.references}) > 1
    for item in result.references:
        label, title = _label(item, several=several), _title(item)
        for what, day, where in rows(item):
            table.add_row(Text(label), Text(title), Text(what, STYLES.get(what, "")), Text(day), Text(_plain(where)))
            label = title = ""
    with console.capture() as captured:
        console.print(table)
    click.echo("\n".join(line.rstrip() for line in captured.get().splitlines()))
    click.echo("\n" + summary(result))


STYLES = {"saved": "green", "failed": "red", "pending": "yellow", "not archived": "yellow"}


def rows(item: "ArchivedReference") -> Iterator[Row]:
    """What there is to say of one reference: at least one row, two where there was a copy and another was made."""
    nearest, newest, trouble = item.nearest, item.newest, item.failure
    match item.state:
        case "no-url":
            yield "no URL", "", "nothing to archive"
        case "is-copy" | "in-article" if nearest:
            what = "is a copy itself" if item.state == "is-copy" else "in the article"
            yield what, _day(nearest.captured_at), nearest.memento_url
            return
        case _ if nearest:
            yield "already there", _day(nearest.captured_at), nearest.memento_url
        case "absent":
            yield "not archived", "", "the archive has no copy"
    if newest is not None and newest != nearest:
        yield "saved" if item.state == "saved" else "already there", _day(newest.captured_at), newest.memento_url
    if item.state == "pending":
        yield "pending", "", "the archive has accepted it and is not done: run again to see"
    elif trouble is not None:
        told = trouble.detail or trouble.reason
        yield _trouble_word(item), "", f"{told} ({'try again later' if trouble.retryable else 'no use trying again'})"


def summary(result: "ArchivingResult") -> str:
    """One line of sums, and why the run stopped early where it did."""
    words = {
        "saved": "saved",
        "recent": "recent enough already",
        "found": "already there",
        "absent": "not archived",
        "pending": "pending",
        "failed": "failed",
        "in-article": "with a copy in the article",
        "is-copy": "cited as an archive copy",
        "no-url": "without a URL",
    }
    states = [item.state.value for item in result.references]
    counts = ", ".join(f"{states.count(state)} {word}" for state, word in words.items() if state in states)
    line = f"{len(states)} reference{'s' if len(states) != 1 else ''}: {counts}."
    if result.stopped is None:
        return line
    return f"{line}\nStopped early: {result.stopped.detail}. What was done is kept; run again to go on."


def _trouble_word(item: "ArchivedReference") -> str:
    return "failed" if item.state == "failed" else "archived today"


def _label(item: "ArchivedReference", *, several: bool) -> str:
    return f"{item.path} [{item.reference.id}]" if several else f"[{item.reference.id}]"


def _title(item: "ArchivedReference") -> str:
    text = item.reference.title or item.reference.url or item.reference.raw or "(untitled)"
    line = _plain(text)
    return line if len(line) <= TITLE else line[: TITLE - 1] + "…"


def _plain(text: str) -> str:
    """Foreign text as one line that tells a terminal nothing but its letters."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def _day(moment: Any) -> str:  # noqa: ANN401 — a datetime or None, without importing it for one annotation
    return f"{moment:%Y-%m-%d}" if moment else ""
