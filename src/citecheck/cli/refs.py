"""``citecheck refs``: an article as read."""

import click


@click.command("refs")
@click.argument("article")
@click.option("--json", "as_json", is_flag=True, help="Print everything that was read as JSON.")
@click.option("--format", "format_name", metavar="FORMAT", help="Read it as this format instead of recognising it.")
@click.option("--language", metavar="CODE", help="The article's language (such as fr) instead of recognising it.")
def command(article: str, as_json: bool, format_name: str | None, language: str | None) -> None:
    """Show an article's references and claims as citecheck reads them, without fetching anything.

    Each claim stands with the line and column it comes from and with the references that it cites.
    """
    from citecheck.articles import read_article
    from citecheck.cli.output import output_console
    from citecheck.errors import ArticleError
    from citecheck.reports import render_refs, render_refs_json

    read = read_article(article, format=format_name, language=language)
    if not read.references:
        raise ArticleError(f"{article}: no references found ({len(read.claims)} uncited sentences)")
    if as_json:
        click.echo(render_refs_json(read), nl=False)
    else:
        render_refs(read, output_console())
