"""``citecheck snapshots``: what is captured, whether it is sound, and captures out of and into the archive."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from citecheck.cli.options import config_from, options

if TYPE_CHECKING:
    from citecheck.snapshots import Archive, Imported

SHOWN = 20
"""Reasons for leaving a record out that are printed of one file."""


@click.group("snapshots")
def command() -> None:
    """Look after the captures: list them, check them, take them to other tools and from other tools.

    They are WARC files in the archive's folder, with one index. docs/snapshots.md says what is in them.
    """


@command.command("list")
@click.argument("url", nargs=-1, metavar="[URL…]")
@options("archive")
def list_(url: tuple[str, ...], **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """List the captures, one a line: time, status, media type, URL, file and offset; those of a URL if given.

    Ends with 4 where there is none.
    """
    from citecheck.model.url import request_url

    try:
        wanted = {request_url(each) for each in url}
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    listed = 0
    with _archive(given) as archive:
        for each in archive.snapshots():
            if not wanted or each.url in wanted or each.final_url in wanted:
                listed += 1
                place = f"{each.warc}:{each.offset}"
                moved = f" -> {each.final_url}" if each.hops else ""
                time = f"{each.fetched_at:%Y-%m-%dT%H:%M:%SZ}"
                click.echo(_plain(f"{time}  {each.status}  {each.media_type:<16}  {each.url}{moved}  {place}"))
    return 0 if listed else 4


@command.command("verify")
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--repair", is_flag=True, help="Cut torn last records off, and make the index anew from the files.")
@options("archive", "timestamp_ca")
def verify(files: tuple[Path, ...], repair: bool, **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Check every digest and timestamp, that index and files agree, and that no file ends inside a record.

    With FILE, the timestamps of other files as well, such as reports. Ends with 1 where something is wrong, and with
    --repair where something is wrong that cannot be mended; with 4 where there is nothing to check.
    """
    from citecheck.cli.stamps import show_stamps
    from citecheck.wiring.stamping import check_stamps

    with _archive(given) as archive:
        for mended in archive.repair() if repair else ():
            click.echo(_plain(f"mended   {mended.fault:<12} {mended.warc}:{mended.offset}  {mended.detail}"))
        problems = 0
        for problem in archive.verify():
            problems += 1
            click.echo(_plain(f"{problem.fault:<12} {problem.warc}:{problem.offset}  {problem.detail}"))
        captures = sum(1 for _ in archive.captures()) if not problems else 0
    problems += show_stamps(check_stamps(config_from(given), files))
    if not captures and not problems and not files:
        click.echo(f"nothing to check: there is no capture in {archive.folder}", err=True)
        return 4
    click.echo(_count(problems, "problem") if problems else f"{_count(captures, 'capture')}, all sound")
    return int(problems > 0)


@command.command("timestamp")
@click.argument("files", nargs=-1, metavar="[FILE…]", type=click.Path(dir_okay=False, path_type=Path))
@options("archive", "timestamp_url", "timestamp_ca", "proxy", "ca_file", "contact")
def timestamp(files: tuple[Path, ...], **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Have an RFC 3161 authority timestamp the files of captures that have no timestamp yet.

    With FILE, other files as well, such as reports; these get a new one each time. A timestamp lies beside its file
    as NAME.tsr. Only the file's digest is sent. Ends with 1 where one could not be had.
    """
    from citecheck.cli.stamps import show_new_stamps
    from citecheck.wiring.stamping import stamp

    return int(show_new_stamps(stamp(config_from(given), files)) > 0)


@command.command("export")
@click.argument("file", metavar="FILE.wacz", type=click.Path(dir_okay=False, path_type=Path))
@options("archive")
def export(file: Path, **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Write the whole archive as one WACZ file, which replay software opens.

    The same archive always gives the same bytes.
    """
    with _archive(given) as archive:
        archive.export(file)
    click.echo(f"wrote {file}: {file.stat().st_size:,} bytes")
    return 0


@command.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(dir_okay=False, path_type=Path))
@options("archive")
def import_(files: tuple[Path, ...], **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Take over captures from WARC (.warc, .warc.gz) and WACZ files of other tools, such as a browser.

    Every digest is checked. An imported capture counts as fresh for ever: a run uses it instead of fetching, unless
    --refresh says otherwise. Ends with 1 where something was left out.
    """
    with _archive(given) as archive:
        results = [_import(archive, file) for file in files]
    return int(any(result.left_out for result in results))


def _import(archive: "Archive", file: Path) -> "Imported":
    result = archive.import_file(file)
    known = f", {result.known} already here" if result.known else ""
    left_out = f", {len(result.left_out)} left out" if result.left_out else ""
    click.echo(f"{file}: {_count(result.captures, 'capture')} imported{known}{left_out}")
    _explain(result.left_out)
    return result


def _explain(reasons: Sequence[str]) -> None:
    for reason in reasons[:SHOWN]:
        click.echo(_plain(f"  left out: {reason}"), err=True)
    if len(reasons) > SHOWN:
        click.echo(f"  and {len(reasons) - SHOWN} more", err=True)


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' if number != 1 else ''}"


def _archive(given: dict[str, Any]) -> "Archive":
    from citecheck import __version__
    from citecheck.snapshots import Archive

    return Archive(config_from(given).archive, provenance={"software": f"citecheck/{__version__}"})


def _plain(text: str) -> str:
    """Foreign text as one line that tells a terminal nothing but its letters."""
    return "".join(letter if letter.isprintable() else " " for letter in text)
