"""``citecheck check``: one sentence against one source."""

from typing import Any

import click

from citecheck.cli.options import config_from, options


@click.command("check")
@click.argument("claim")
@click.option("--source", required=True, metavar="FILE_OR_URL", help="An HTML or text file, or a web address.")
@options(
    "offline",
    "report",
    "fail_on",
    "archive",
    "no_semantic",
    "timeout",
    "total_timeout",
    "max_bytes",
    "contact",
    "proxy",
    "allow_host",
    "resolve",
)
def command(claim: str, source: str, **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Check one sentence against one source, and show what each of its facts came to.

    Nothing is stored. Example: citecheck check "Eleven fighters were killed." --source story.html
    """
    from citecheck.cli.output import TERMINAL, Target, deliver, output_console, targets
    from citecheck.reports import render_check
    from citecheck.wiring.checking import check

    config = config_from(given)
    wanted = targets(config.report)
    result = check(claim, source, config)
    if Target(TERMINAL, None) in wanted:
        render_check(result, output_console())
    deliver(result, [target for target in wanted if target != Target(TERMINAL, None)], verbose=True)
    return result.exit_code
