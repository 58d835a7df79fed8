"""``citecheck load``: the parts of a run into the database."""

from pathlib import Path
from typing import Any

import click

from citecheck.cli.options import config_from, options


@click.command("load")
@click.argument("folder", type=click.Path(path_type=Path))
@options("db")
def command(folder: Path, **given: Any) -> None:  # noqa: ANN401 — options come by keyword
    """Load the results of a run that were written as Parquet parts (run --parts) into the database.

    FOLDER holds the parts. Loading may be repeated, also while the run goes on: what the database has is left alone.
    """
    from citecheck.store import Store, load_parts

    with Store.open(config_from(given).db) as store:
        run, count = load_parts(folder, store)
    click.echo(f"run {run}: {count:,} articles loaded")
