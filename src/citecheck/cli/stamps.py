"""Timestamps → lines for a person."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from citecheck.cli.output import plain_line

if TYPE_CHECKING:
    from citecheck.model import Failure
    from citecheck.snapshots import Problem
    from citecheck.snapshots.timestamps import Stamp


def show_stamps(found: "Iterable[Stamp | Problem]") -> int:
    """Print what timestamps say; how many do not hold."""
    from citecheck.snapshots import Problem

    problems = 0
    for each in found:
        if isinstance(each, Problem):
            problems += 1
            click.echo(plain_line(f"{each.fault:<12} {each.warc}  {each.detail}"))
        else:
            moment = f"{each.moment:%Y-%m-%dT%H:%M:%SZ}"
            click.echo(plain_line(f"stamped      {each.path.name}  {moment}  {each.authority}"))
    return problems


def show_new_stamps(stamps: "Iterable[tuple[Path, Stamp | Failure]]") -> int:
    """Say on standard error what was timestamped and what was not; how many were not."""
    from citecheck.model import Failure

    done, failed = 0, 0
    for path, found in stamps:
        if isinstance(found, Failure):
            failed += 1
            click.echo(plain_line(f"not timestamped: {path.name}: {found.detail}"), err=True)
        else:
            done += 1
    click.echo(f"timestamped {done} file{'s' if done != 1 else ''}", err=True)
    return failed
