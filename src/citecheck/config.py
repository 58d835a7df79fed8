"""Options, environment and ``citecheck.toml`` → one frozen :class:`Config`.

Every setting has one name in three spellings: the option ``--fail-on``, the variable ``CITECHECK_FAIL_ON``
and the key ``fail-on`` in ``citecheck.toml`` or ``[tool.citecheck]`` of ``pyproject.toml``. An option wins over
a variable, a variable over a file, a file over the default.
"""

# ruff: noqa: RUF009 — the calls in the defaults are pure and describe the fields

import difflib
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from citecheck.errors import ConfigError
from citecheck.model.rule import Level, Rule

ENVIRONMENT_PREFIX = "CITECHECK_"
FILE_NAME = "citecheck.toml"
NEVER = "never"


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


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def _path(value: object) -> Path:
    return Path(_text(value)).expanduser()


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
        return value.lower() in {"1", "true", "yes", "on"}
    raise TypeError("expected true or false")


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise TypeError("expected a number")
    number = float(value)
    if not 0 <= number < float("inf"):
        raise ValueError("expected a number that is not negative")
    return number


def _whole(value: object) -> int:
    number = _number(value)
    if number != int(number) or number < 1:
        raise ValueError("expected a whole number from 1 up")
    return int(number)


def _count(value: object) -> int:
    return 0 if _number(value) == 0 else _whole(value)


def _threshold(value: object) -> str:
    known = [NEVER, *Level, *Rule]
    text = _text(value)
    if text not in known:
        raise ValueError(f"no such level or rule{nearest(text, known)}")
    return text


def _robots(value: object) -> str:
    if value not in ("ignore", "delay", "obey"):
        raise ValueError("expected ignore, delay or obey")
    return _text(value)


def nearest(wrong: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` for the known name most like a wrong one, or the empty string."""
    match = difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.5)
    return f"; did you mean {str(match[0])!r}?" if match else ""


def _anchored_path(folder: Path, path: Path) -> Path:
    return folder / path


def _anchored_article(folder: Path, article: str) -> str:
    """Articles may be web addresses and ``wiki:`` titles too; only file names depend on the folder."""
    return article if ":" in article or article == "-" else str(folder / article)


def _option(default: Any, help: str, metavar: str = "", read: Callable[[Any], Any] = _text) -> Any:  # noqa: ANN401, A002 — the value of a dataclass field is of any type, and help is what every option library calls it
    many = isinstance(default, tuple)
    anchor = _anchored_path if read is _path else _anchored_article if metavar == "ARTICLE" else None
    return field(default=default, metadata={"option": Option(help, default, metavar, read, many, anchor)})


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that a run can be told. Times are in seconds unless the name says otherwise, sizes in bytes."""

    articles: tuple[str, ...] = _option((), "Articles to check when none is named; globs are expanded.", "ARTICLE")
    db: Path = _option(Path("citecheck.db"), "SQLite database that keeps the results.", "FILE", _path)
    archive: Path = _option(Path("archive"), "Folder of the captures (WARC files and their index).", "DIR", _path)
    offline: bool = _option(default=False, help="Check against the captures only; open no connection.", read=_flag)
    refresh: bool = _option(default=False, help="Fetch every source again, however new its capture.", read=_flag)
    no_check: bool = _option(
        default=False, help="Judge no claim: fetch, capture and diagnose the sources only.", read=_flag
    )
    fresh_for_hours: float = _option(
        24.0, "Use a capture that is younger than this instead of fetching again.", "HOURS", _number
    )
    report: tuple[str, ...] = _option(
        ("terminal",), "Report to give, to a file where one is named; repeatable.", "FORMAT[=FILE]"
    )
    fail_on: tuple[str, ...] = _option(
        (Rule.CLAIM_CONTRADICTED.value,),
        "Exit with 1 when there is a finding of this level or above, or of this rule; 'never' turns it off.",
        "LEVEL_OR_RULE,…",
        _threshold,
    )
    baseline: Path | None = _option(
        None, "File of known findings; only findings that it does not list can fail the run.", "FILE", _path
    )
    no_semantic: bool = _option(
        default=False, help="Do without the sentence encoder, even where it is installed.", read=_flag
    )
    reread: bool = _option(
        default=False,
        help="Read every capture and judge every claim again, also those that nothing has changed for.",
        read=_flag,
    )
    rejudge: bool = _option(
        default=False, help="Judge every claim again, also those that nothing has changed for.", read=_flag
    )
    jobs: int = _option(16, "Sources to fetch at the same time, never more than one from a host.", "N", _whole)
    timeout: float = _option(20.0, "Longest silence to wait for from a server.", "SECONDS", _number)
    total_timeout: float = _option(60.0, "Longest time for one source, redirects included.", "SECONDS", _number)
    max_bytes: int = _option(20_000_000, "Most bytes to take of one source.", "BYTES", _whole)
    workers: int = _option(0, "Processes that read and check sources; 0 for one per processor core.", "N", _count)
    cluster: str | None = _option(
        None, "Dask scheduler whose workers fetch and check; 'local' starts one here.", "ADDRESS"
    )
    parts: Path | None = _option(
        None, "Write results as Parquet parts into this folder, for 'citecheck load', not into --db.", "DIR", _path
    )
    delay: float = _option(1.0, "Pause between two requests to one host.", "SECONDS", _number)
    per_host: int = _option(1, "Requests to one host at the same time.", "N", _whole)
    robots: str = _option("ignore", "How far to follow robots.txt: ignore, delay or obey it.", "POLICY", _robots)
    user_agent: str = _option("", "Product to name in the User-Agent instead of citecheck/VERSION.", "TEXT")
    contact: str = _option("", "Address or page of whoever runs this, sent in the User-Agent.", "TEXT")
    wiki_api: str = _option(
        "https://{site}/w/rest.php/v1", "MediaWiki REST API that articles are read from, {site} being the wiki.", "URL"
    )
    proxy: str | None = _option(None, "HTTP or HTTPS proxy to fetch through; names are looked up there.", "URL")
    ca_file: Path | None = _option(
        None, "PEM file of certificates to trust besides the public ones, for intranets.", "FILE", _path
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
        read=_flag,
    )
    if_not_archived_within: float = _option(
        30.0, "Save what the archive has no copy of that is younger than this.", "DAYS", _number
    )
    timestamp_url: str = _option(
        "", "RFC 3161 authority that new captures and reports are timestamped by; none by default.", "URL"
    )
    timestamp_ca: Path | None = _option(
        None, "PEM file of certificates that timestamps may lead back to, beside the public ones.", "FILE", _path
    )


OPTIONS: Mapping[str, Option] = {item.name: item.metadata["option"] for item in fields(Config)}
"""The options by field name."""


def key_of(name: str) -> str:
    """A field's name as an option or TOML key: ``fail_on`` → ``fail-on``."""
    return name.replace("_", "-")


def variable_of(name: str) -> str:
    """A field's name as an environment variable: ``fail_on`` → ``CITECHECK_FAIL_ON``."""
    return ENVIRONMENT_PREFIX + name.upper()


def load_config(
    options: Mapping[str, Any] | None = None,
    *,
    environment: Mapping[str, str] | None = None,
    file: Path | None = None,
    folder: Path | None = None,
) -> Config:
    """Merge options, environment and file into a :class:`Config`.

    Args:
        options: Values by field name; ``None`` and empty tuples mean "not given".
        environment: The process's environment, or a part of it.
        file: A configuration file to read instead of looking for one.
        folder: Where to look for a configuration file, and then in its parents.

    Raises:
        ConfigError: A key, variable, option or file is wrong; the message names it and the nearest known one.
    """
    found = file or (find_file(folder) if folder else None)
    values = _from_file(found) if found else {}
    values |= _from_environment(environment or {})
    values |= {
        name: _read(name, value, f"--{key_of(name)}")
        for name, value in (options or {}).items()
        if value is not None and value != ()
    }
    return Config(**values)


def find_file(folder: Path) -> Path | None:
    """The nearest ``citecheck.toml``, or ``pyproject.toml`` with ``[tool.citecheck]``, here or above."""
    for place in (folder, *folder.parents):
        own, project = place / FILE_NAME, place / "pyproject.toml"
        if own.is_file():
            return own
        if project.is_file() and "citecheck" in _toml(project).get("tool", {}):
            return project
    return None


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 text (byte {error.start})") from error
    except (ValueError, RecursionError) as error:  # TOMLDecodeError is a ValueError, as is a number too long
        raise ConfigError(f"{path}: not valid TOML: {error}") from error


def _from_file(path: Path) -> dict[str, Any]:
    table = _toml(path)
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("citecheck", {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: [tool.citecheck] is not a table")
    names = {key_of(name): name for name in OPTIONS}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in names:
            raise ConfigError(f"{path}: unknown key {key!r}{nearest(key, names)}")
        values[names[key]] = _read(names[key], value, f"{path}: {key}", path.parent)
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: _read(name, environment[variable_of(name)], variable_of(name))
        for name in OPTIONS
        if variable_of(name) in environment
    }


def _read(name: str, value: object, where: str, folder: Path | None = None) -> Any:  # noqa: ANN401 — an option's value is of the field's own type
    option = OPTIONS[name]
    if value == "" and option.default is None:
        return None

    def one(item: object) -> Any:  # noqa: ANN401 — as above
        result = option.read(item)
        return option.anchor(folder, result) if folder and option.anchor else result

    try:
        return tuple(one(item) for item in _items(value)) if option.many else one(value)
    except (TypeError, ValueError) as error:
        raise ConfigError(f"{where}: {value!r}: {error}") from error


def _items(value: object) -> list[Any]:
    """The items of a list; text is split at commas, in a list as well."""
    if isinstance(value, str):
        return [item.strip() for item in value.split(",") if item.strip()]
    if isinstance(value, (list, tuple)):
        return [part for item in value for part in (_items(item) if isinstance(item, str) else [item])]
    raise TypeError("expected a list")
