"""``citecheck patch``: what was found out of an article's sources, as a diff of the article."""

from typing import TYPE_CHECKING, Any

import click

from citecheck.cli.options import config_from, options

if TYPE_CHECKING:
    from citecheck.wiring.patching import ArticlePatch


@click.command("patch")
@click.argument("article")
@click.option("--run", "run_id", metavar="ID", help="The run to take; the latest that checked the article by default.")
@click.option("--write", is_flag=True, help="Change the file itself instead of printing a diff.")
@click.option("--check", is_flag=True, help="Print the diff, and end with 1 where there is something to change.")
@click.option("--keep-duplicates", is_flag=True, help="Leave footnotes that repeat an earlier one as they are.")
@click.option("--webarchive", is_flag=True, help="Put {{Webarchive}} behind links that have no citation template.")
@click.option("--language", metavar="CODE", help="The article's language (such as fr) instead of recognising it.")
@options(
    "db", "offline", "archive", "timeout", "total_timeout", "contact", "wiki_api", "proxy", "allow_host", "resolve"
)
def command(
    article: str,
    run_id: str | None,
    write: bool,
    check: bool,
    keep_duplicates: bool,
    webarchive: bool,
    language: str | None,
    **given: Any,  # noqa: ANN401 — options come by keyword
) -> int:
    """Give a unified diff that adds archive copies to an article's citations; nothing is edited on a wiki.

    From the database, so after "citecheck run" and "citecheck archive": the archive copy nearest to the day of
    access with its date, whether the link is live, dead, deviated or usurped, and the date that a page gives where
    the article gives the day of access. Footnotes that repeat an earlier one become short marks. Field names are
    those of the article's wiki; an archive copy that the article names is never replaced.

    "citecheck patch article.wikitext | patch -p1" applies it, and so does --write.
    """
    from citecheck.wiring.patching import patch

    if write and check:
        raise click.UsageError("--check changes nothing and --write does: choose one")
    made = patch(
        article,
        config_from(given),
        run_id=run_id,
        language=language,
        merge=not keep_duplicates,
        note_links=webarchive,
    )
    if write:
        _write(made)
    else:
        click.echo(made.diff.encode(), nl=False)
    tell(made)
    return int(check and made.patched.text != made.old)


def _write(made: "ArticlePatch") -> None:
    from citecheck.errors import UsageError

    if made.file is None:
        raise UsageError(f"{made.path}: --write changes files only, and nothing is ever edited on a wiki")
    if made.patched.text != made.old:
        made.file.write(made.patched.text)


def tell(made: "ArticlePatch") -> None:
    """Say on standard error what the patch does, and what it leaves alone."""
    patched = made.patched
    counts = (
        (patched.archived, "archive copies added", "archive copy added"),
        (patched.states, "states of links set", "state of a link set"),
        (patched.dates, "dates corrected", "date corrected"),
        (patched.merged, "sources' footnotes merged", "source's footnotes merged"),
        (patched.linked, "links noted", "link noted"),
    )
    done = ", ".join(f"{number} {one if number == 1 else many}" for number, many, one in counts if number)
    click.echo(f"{made.path}: {done or 'nothing to change'}", err=True)
    if made.run is None:
        click.echo("No run has checked this article, so no link's state is known: citecheck run", err=True)
    if not made.known:
        click.echo("Nothing is known of its sources: citecheck run and citecheck archive find out", err=True)
    if patched.links_left:
        few = patched.links_left == 1
        what = "link without a citation template has" if few else "links without a citation template have"
        click.echo(f"{patched.links_left} {what} a copy and no place for it: --webarchive adds one", err=True)
