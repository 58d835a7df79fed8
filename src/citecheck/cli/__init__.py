"""The command line: one file per command, each loaded when it is called."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

from citecheck import __version__

COMMANDS: Mapping[str, str] = {
    "run": "Check articles against their sources: the whole pipeline.",
    "check": "Check one sentence against one source.",
    "refs": "Show an article's references and claims as read, without fetching.",
    "snapshots": "List, check, export and import captures.",
    "archive": "Save references to the Wayback Machine; say what was already there.",
    "patch": "Give a diff that adds archive copies and states of links to an article.",
    "load": "Load a run's results from Parquet parts into the database.",
    "report": "Give a report of a stored run.",
    "review": "Judge a run's findings on a local page.",
    "init": "Write a commented citecheck.toml.",
}
"""The commands with their one-line help; each lives in the module of its name."""

EXIT_CODES = """\b
Exit codes:
  0  checked; nothing new at or above --fail-on
  1  findings at or above --fail-on (default: a contradicted fact)
  2  wrong usage or configuration, or an article, archive or database that cannot be used
  3  an internal error, or a full disk; what was finished is stored
  4  nothing could be checked: no source reachable, no capture
"""


class LazyGroup(click.Group):
    """A group that imports a command's module only when the command is called or its own help is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 — the signature is click's
        """The commands in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 — as above
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"citecheck.cli.{cmd_name}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click's, but a wrong name is answered with the nearest right one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from citecheck.config import nearest

            raise click.UsageError(f"no such command {args[0]!r}{nearest(args[0], COMMANDS)}", ctx)
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 — as above
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=LazyGroup, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="citecheck %(version)s")
def citecheck(**_: Any) -> None:  # noqa: ANN401 — click hands in its options by keyword
    """Check whether an article's sources say what the article says they say.

    Start with: citecheck run ARTICLE, or citecheck check "A sentence." --source FILE_OR_URL
    """
