"""Every setting: what it is called, what it is by default, and how it is read and explained."""

# ruff: noqa: RUF009 — the calls in the defaults are pure and describe the fields

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from citecheck.config.values import count, flag, number, path, robots, text, threshold, whole
from citecheck.model.rule import Rule

ENVIRONMENT_PREFIX = "CITECHECK_"


@dataclass(frozen=True, slots=True)
class Option:
    """How one field of :class:`Config` is written, read and explained.

    ``anchor`` makes a relative path in a configuration file relative to that file's folder.
    """

    help: str
    default: Any
    metavar: str = ""
    read: Callable[[Any], Any] = str
    many: bool = False
    anchor: Callable[[Path, Any], Any] | None = None


def _anchored_path(folder: Path, path: Path) -> Path:
    return folder / path


def _anchored_article(folder: Path, article: str) -> str:
    """Articles may be web addresses and ``wiki:`` titles too; only file names depend on the folder."""
    return article if ":" in article or article == "-" else str(folder / article)


def _option(default: Any, help: str, metavar: str = "", read: Callable[[Any], Any] = text) -> Any:  # noqa: ANN401, A002 — the value of a dataclass field is of any type, and help is what every option library calls it
    many = isinstance(default, tuple)
    anchor = _anchored_path if read is path else _anchored_article if metavar == "ARTICLE" else None
    return field(default=default, metadata={"option": Option(help, default, metavar, read, many, anchor)})


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run can be told. Times are in seconds unless the name says otherwise, sizes in bytes."""

    articles: tuple[str, ...] = _option((), "Articles to check when none is named; globs are expanded.", "ARTICLE")
    db: Path = _option(Path("citecheck.db"), "SQLite database that keeps the results.", "FILE", path)
    archive: Path = _option(Path("archive"), "Folder of the captures (WARC files and their index).", "DIR", path)
    offline: bool = _option(default=False, help="Check against the captures only; open no connection.", read=flag)
    refresh: bool = _option(default=False, help="Fetch every source again, however new its capture.", read=flag)
    no_check: bool = _option(
        default=False, help="Judge no claim: fetch, capture and diagnose the sources only.", read=flag
    )
    fresh_for_hours: float = _option(
        24.0, "Use a capture that is younger than this instead of fetching again.", "HOURS", number
    )
    report: tuple[str, ...] = _option(
        ("terminal",), "Report to give, to a file where one is named; repeatable.", "FORMAT[=FILE]"
    )
    fail_on: tuple[str, ...] = _option(
        (Rule.CLAIM_CONTRADICTED.value,),
        "Exit with 1 when there is a finding of this level or above, or of this rule; 'never' turns it off.",
        "LEVEL_OR_RULE,…",
        threshold,
    )
    baseline: Path | None = _option(
        None, "File of known findings; only findings that it does not list can fail the run.", "FILE", path
    )
    no_semantic: bool = _option(
        default=False, help="Do without the sentence encoder, even where it is installed.", read=flag
    )
    reread: bool = _option(
        default=False,
        help="Read every capture and judge every claim again, also those that nothing has changed for.",
        read=flag,
    )
    rejudge: bool = _option(
        default=False, help="Judge every claim again, also those that nothing has changed for.", read=flag
    )
    jobs: int = _option(16, "Sources to fetch at the same time, never more than one from a host.", "N", whole)
    timeout: float = _option(20.0, "Longest silence to wait for from a server.", "SECONDS", number)
    total_timeout: float = _option(60.0, "Longest time for one source, redirects included.", "SECONDS", number)
    max_bytes: int = _option(20_000_000, "Most bytes to take of one source.", "BYTES", whole)
    workers: int = _option(0, "Processes that read and check sources; 0 for one per processor core.", "N", count)
    cluster: str | None = _option(
        None, "Dask scheduler whose workers fetch and check; 'local' starts one here.", "ADDRESS"
    )
    parts: Path | None = _option(
        None, "Write results as Parquet parts into this folder, for 'citecheck load', not into --db.", "DIR", path
    )
    delay: float = _option(1.0, "Pause between two requests to one host.", "SECONDS", number)
    per_host: int = _option(1, "Requests to one host at the same time.", "N", whole)
    robots: str = _option("ignore", "How far to follow robots.txt: ignore, delay or obey it.", "POLICY", robots)
    user_agent: str = _option("", "Product to name in the User-Agent instead of citecheck/VERSION.", "TEXT")
    contact: str = _option("", "Address or page of whoever runs this, sent in the User-Agent.", "TEXT")
    wiki_api: str = _option(
        "https://{site}/w/rest.php/v1", "MediaWiki REST API that articles are read from, {site} being the wiki.", "URL"
    )
    proxy: str | None = _option(None, "HTTP or HTTPS proxy to fetch through; names are looked up there.", "URL")
    ca_file: Path | None = _option(
        None, "PEM file of certificates to trust besides the public ones, for intranets.", "FILE", path
    )
    allow_host: tuple[str, ...] = _option(
        (), "Host that may be fetched although its address is not public; repeatable.", "HOST[:PORT]"
    )
    resolve: tuple[str, ...] = _option(
        (), "Connect to ADDRESS for HOST:PORT, as with curl; repeatable.", "HOST:PORT:ADDRESS"
    )
    wayback_url: str = _option("https://web.archive.org", "Wayback Machine to look up and save copies in.", "URL")
    memento: tuple[str, ...] = _option(
        (),
        "Other archive to look copies up in: its Memento TimeGate or TimeMap, {url} being the page; repeatable.",
        "URL",
    )
    check_archive_copies: bool = _option(
        default=False,
        help="Read every archive copy that the article names, not only those of links that give no text.",
        read=flag,
    )
    if_not_archived_within: float = _option(
        30.0, "Save what the archive has no copy of that is younger than this.", "DAYS", number
    )
    timestamp_url: str = _option(
        "", "RFC 3161 authority that new captures and reports are timestamped by; none by default.", "URL"
    )
    timestamp_ca: Path | None = _option(
        None, "PEM file of certificates that timestamps may lead back to, beside the public ones.", "FILE", path
    )


OPTIONS: Mapping[str, Option] = {item.name: item.metadata["option"] for item in fields(Config)}
"""The options by field name."""


def key_of(name: str) -> str:
    """A field's name as an option or TOML key: ``fail_on`` → ``fail-on``."""
    return name.replace("_", "-")


def variable_of(name: str) -> str:
    """A field's name as an environment variable: ``fail_on`` → ``CITECHECK_FAIL_ON``."""
    return ENVIRONMENT_PREFIX + name.upper()
