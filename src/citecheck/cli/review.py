"""``citecheck review``: a local page on which a person judges findings."""

from pathlib import Path
from typing import Any

import click

from citecheck.cli.options import config_from, options

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("review")
@click.option("--run", "run_id", metavar="ID", help="The run to review; the latest one by default.")
@click.option("--port", metavar="PORT", type=int, default=0, help="Port at 127.0.0.1; any that is free by default.")
@click.option("--as", "who", metavar="NAME", help="In whose name to decide; your account's by default.")
@click.option("--open", "opening", is_flag=True, help="Open the page in the browser.")
@click.option("--export", "to", metavar="FILE", type=_FILE, help="Write rejections and waivers into a baseline file.")
@click.option("--import", "source", metavar="FILE", type=_FILE, help="Take them over from a baseline file.")
@options("db")
def command(
    run_id: str | None,
    port: int,
    who: str | None,
    opening: bool,
    to: Path | None,
    source: Path | None,
    **given: Any,  # noqa: ANN401 — options come by keyword
) -> int:
    """Review a stored run on a local page: claim and evidence side by side; accept, reject or waive each finding.

    Prints an address that works on this machine only, and serves until Ctrl-C. Every decision is stored at once, with
    who and when; undoing one adds to the history. `citecheck report --judged` tells how often each rule was right.

    With --export or --import no page is served: decisions go into or come from a baseline file, whose other entries
    stay as they are.
    """
    name, db = (who or _account()).strip()[:100], config_from(given).db
    if to is not None or source is not None:
        _exchange(db, name, to, source)
    else:
        _serve(db, name, run_id, port, opening)
    return 0


def _exchange(db: Path, name: str, to: Path | None, source: Path | None) -> None:
    from citecheck.cli.output import write_whole
    from citecheck.wiring.reviewing import export_decisions, import_decisions

    if source is not None:
        taken = import_decisions(db, source, name)
        click.echo(f"took over {taken:,} decision{'s' if taken != 1 else ''} from {source}")
    if to is not None:
        write_whole(to, export_decisions(db, to))
        click.echo(f"wrote {to}")


def _serve(db: Path, name: str, run_id: str | None, port: int, opening: bool) -> None:
    from citecheck.wiring.reviewing import review

    def ready(url: str) -> None:
        click.echo(f"Reviewing as {name} at {url}\nCtrl-C ends it; every decision is stored at once.")
        if opening:
            import webbrowser

            webbrowser.open(url)

    try:
        review(db, name, run_id=run_id, port=port, ready=ready)
    except KeyboardInterrupt:
        click.echo("\nEnded.")


def _account() -> str:
    """The name of the account that this runs under; some containers have accounts without one."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
