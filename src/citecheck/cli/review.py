"""``citecheck review``: a local page on which a person judges findings."""

from typing import Any

import click

from citecheck.cli.options import config_from, options


@click.command("review")
@click.option("--run", "run_id", metavar="ID", help="The run to review; the latest one by default.")
@click.option("--port", metavar="PORT", type=int, default=0, help="Port at 127.0.0.1; any that is free by default.")
@click.option("--as", "who", metavar="NAME", help="In whose name to decide; your account's by default.")
@click.option("--open", "opening", is_flag=True, help="Open the page in the browser.")
@options("db")
def command(run_id: str | None, port: int, who: str | None, opening: bool, **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Review a stored run on a local page: claim and evidence side by side; accept, reject or waive each finding.

    Prints an address that works on this machine only, and serves until Ctrl-C. Every decision is stored at once, with
    who and when; undoing one adds to the history. `citecheck report --judged` tells how often each rule was right.
    """
    from citecheck.wiring.reviewing import review

    def ready(url: str) -> None:
        click.echo(f"Reviewing as {name} at {url}\nCtrl-C ends it; every decision is stored at once.")
        if opening:
            import webbrowser

            webbrowser.open(url)

    name = (who or _account()).strip()[:100]
    config = config_from(given)
    try:
        review(config.db, name, run_id=run_id, port=port, ready=ready)
    except KeyboardInterrupt:
        click.echo("\nEnded.")
    return 0


def _account() -> str:
    """The name of the account that this runs under; some containers have accounts without one."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"
