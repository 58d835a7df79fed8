"""``citecheck refs``: an article as read."""

from typing import Any

import click

from citecheck.cli.options import config_from, options


@click.command("refs")
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Print everything that was read as JSON.")
@click.option(
    "--csl", "--csl-json", "as_csl", is_flag=True, help="Print the references as CSL-JSON, for Zotero and pandoc."
)
@click.option("--format", "format_name", metavar="FORMAT", help="Read it as this format instead of recognising it.")
@click.option("--language", metavar="CODE", help="The article's language (such as fr) instead of recognising it.")
@options("offline", "archive", "timeout", "total_timeout", "contact", "wiki_api", "proxy", "allow_host", "resolve")
def command(
    article: str,
    as_json: bool,
    as_csl: bool,
    format_name: str | None,
    language: str | None,
    **given: Any,  # noqa: ANN401 — options come by keyword
) -> None:
    """Show an article's references and claims as citecheck reads them, without fetching its sources.

    ARTICLE is a file, a Wikipedia title such as "wiki:fr:Combat d'Elakla", or a web address. Each claim stands with
    the line and column it comes from and with the references that it cites.
    """
    from citecheck.cli.output import output_console
    from citecheck.reports import render_refs, render_refs_csl, render_refs_json
    from citecheck.wiring.reading import read

    if as_json and as_csl:
        raise click.UsageError("--json and --csl are two formats: choose one")

    [found] = read([article], config_from(given), format_name=format_name, language=language)
    if as_csl:
        click.echo(render_refs_csl(found), nl=False)
    elif as_json:
        click.echo(render_refs_json(found), nl=False)
    else:
        render_refs(found, output_console())
