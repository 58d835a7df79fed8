"""Reports to where they were asked for, progress to the terminal."""

import io
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Column, Table

from citecheck.collecting import Progress
from citecheck.config import nearest
from citecheck.errors import ConfigError
from citecheck.model import JudgedFinding, RunResult
from citecheck.reports import FORMATS, render_html, render_judged, render_judged_json, render_terminal
from citecheck.store import RunSummary, Store

TERMINAL = "terminal"
HTML = "html"
PLAIN_WIDTH = 110
"""Columns where the output is no terminal and ``COLUMNS`` is not set."""


@dataclass(frozen=True, slots=True)
class Target:
    """A report format and the file it goes to; standard output where ``path`` is ``None``."""

    format: str
    path: Path | None


def targets(wanted: Sequence[str]) -> tuple[Target, ...]:
    """The reports asked for by ``FORMAT[=FILE]``.

    Raises:
        ConfigError: No such format, or two reports for standard output.
    """
    known = (TERMINAL, *FORMATS)
    found = []
    for text in wanted:
        name, equals, file = text.partition("=")
        if name not in known:
            raise ConfigError(f"--report {text}: no such format{nearest(name, known)} ({', '.join(known)})")
        if equals and not file:
            raise ConfigError(f"--report {text}: a file name is missing after '='")
        if file and not Path(file).parent.is_dir():
            raise ConfigError(f"--report {text}: there is no folder {Path(file).parent}")
        found.append(Target(name, Path(file) if file else None))
    if sum(target.path is None for target in found) > 1:
        raise ConfigError("only one report can go to standard output: give the others a file, --report FORMAT=FILE")
    return tuple(found)


def deliver(run: RunResult, wanted: Sequence[Target], *, db: Path | None = None, verbose: bool = False) -> None:
    """Write each report to its file or to standard output; files are written whole or not at all.

    Args:
        run: What to report.
        wanted: The reports.
        db: The database that holds the run, if one does; the HTML report tells of earlier runs from it.
        verbose: Whether the terminal report has every fact.
    """
    for target in wanted:
        if target.format == TERMINAL and target.path is None:
            render_terminal(run, output_console(), verbose=verbose)
        elif target.format == TERMINAL and target.path is not None:
            text = io.StringIO()
            render_terminal(run, Console(file=text, width=PLAIN_WIDTH, highlight=False), verbose=verbose)
            write_whole(target.path, text.getvalue())
        elif target.path is not None:
            write_whole(target.path, _rendered(target.format, run, db))
        else:
            click.echo(_rendered(target.format, run, db), nl=False)


def _rendered(name: str, run: RunResult, db: Path | None) -> str:
    if name != HTML or db is None:
        return FORMATS[name](run)
    with Store.open(db, create=False) as store:
        return render_html(run, history=store.link_checks.link_health(run.id))


def deliver_judged(judged: Sequence[JudgedFinding], wanted: Sequence[Target]) -> None:
    """Tell what reviews say of the rules.

    Raises:
        ConfigError: It is asked for in a format that it has not.
    """
    for target in wanted:
        if target.format == TERMINAL and target.path is None:
            render_judged(judged, output_console())
        elif target.format != "json":
            raise ConfigError(f"--judged has no format {target.format!r}: it gives terminal or json[=FILE]")
        elif target.path is not None:
            write_whole(target.path, render_judged_json(judged))
        else:
            click.echo(render_judged_json(judged), nl=False)


def output_console() -> Console:
    """The console on standard output: coloured and as wide as the terminal, plain in a pipe."""
    is_terminal = sys.stdout.isatty()
    width = None if is_terminal or "COLUMNS" in os.environ else PLAIN_WIDTH
    return Console(width=width, highlight=False)


def write_whole(path: Path, text: str) -> None:
    """Write a file so that it is there whole or not at all.

    Raises:
        ConfigError: The file cannot be written.
    """
    try:
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, delete=False, newline="\n") as file:
            file.write(text)
        Path(file.name).chmod(0o666 & ~_umask())
        Path(file.name).replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written: {error.strerror}") from error


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


@contextmanager
def showing_progress() -> Iterator[Callable[[Progress], None]]:
    """A live line for each stage on a terminal; nothing in a pipe."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description:<9}"), BarColumn(24), MofNCompleteColumn(), TimeElapsedColumn())
    note = TextColumn("{task.fields[note]}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis"))
    bars = Bars(*columns, note, console=console, transient=True)
    tasks: dict[str, TaskID] = {}
    with bars:

        def update(step: Progress) -> None:
            if step.stage not in tasks:
                tasks[step.stage] = bars.add_task(step.stage, total=step.total, note="")
            bars.update(tasks[step.stage], completed=step.done, total=step.total, note=note_on(step))

        yield update


def note_on(step: Progress) -> str:
    """What a live line says beside its counts: how many failed, and what is waited for or was done last."""
    failed = f"{step.failed} failed" if step.failed else ""
    doing = f"waiting for {step.waiting}" if step.waiting else step.item if step.done < step.total else ""
    return plain_line(", ".join(part for part in (failed, doing) if part))


def plain_line(text: str) -> str:
    """Foreign text as one line that tells a terminal nothing but its letters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


class RequestLog(logging.Handler):
    """One line a message on standard error, above the live lines where there are some."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print the time of day and the message."""
        moment = datetime.fromtimestamp(record.created).astimezone()
        click.echo(f"{moment:%H:%M:%S} {plain_line(record.getMessage())}", file=sys.stderr)


def log_requests() -> None:
    """Log to standard error, one line a request."""
    logger = logging.getLogger("citecheck")
    logger.setLevel(logging.INFO)
    logger.handlers = [RequestLog()]


def show_runs(runs: Sequence[RunSummary]) -> None:
    """List stored runs, the newest first."""
    table = Table(box=None, pad_edge=False)
    for heading in ("run", "started", "ended", "exit code", "articles"):
        table.add_column(heading)
    for run in runs:
        ended = f"{run.finished_at:%H:%M:%S}" if run.finished_at else "unfinished"
        code = "" if run.exit_code is None else str(run.exit_code)
        table.add_row(run.id, f"{run.started_at:%Y-%m-%d %H:%M:%S}", ended, code, ", ".join(run.articles))
    output_console().print(table, markup=False)
