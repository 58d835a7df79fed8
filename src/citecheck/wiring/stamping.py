"""Timestamps of captures and reports, by the authority that is configured."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.config import Config
from citecheck.errors import ConfigError
from citecheck.wiring.parts import archive_agent

if TYPE_CHECKING:
    from citecheck.model import Failure
    from citecheck.snapshots import Problem
    from citecheck.snapshots.timestamps import Stamp


def check_ready(config: Config) -> bool:
    """Whether timestamps are wanted; a run finds out before it begins that they cannot be had.

    Raises:
        ConfigError: The authority's address is wrong, or the extra ``timestamp`` is not installed.
    """
    if not config.timestamp_url or config.offline:
        return False
    from citecheck.snapshots import timestamps
    from citecheck.snapshots.authority import Authority

    timestamps.check_installed()
    with Authority.opened(config.timestamp_url, user_agent=archive_agent(config), proxy=config.proxy):
        return True  # its address can be asked


def stamp(config: Config, files: Iterable[Path] = ()) -> Iterator[tuple[Path, "Stamp | Failure"]]:
    """Timestamp every file of the archive that has no token, and other files, these anew.

    An authority that did not answer is not asked again.

    Raises:
        ArchiveError: A file cannot be read, or a token not be written.
        ConfigError: No authority is configured, its address is wrong, or the extra ``timestamp`` is not installed.
    """
    from citecheck.model import Failure
    from citecheck.snapshots import timestamps
    from citecheck.snapshots.authority import Authority

    if not config.timestamp_url:
        raise ConfigError("no authority is configured: give --timestamp-url URL")
    if config.offline:
        raise ConfigError("timestamps need the network, and the configuration says offline")
    roots = timestamps.load_roots(config.timestamp_ca)
    agent = archive_agent(config)
    with Authority.opened(
        config.timestamp_url, user_agent=agent, proxy=config.proxy, ca_file=config.ca_file
    ) as authority:
        for path in (*timestamps.unstamped(config.archive), *files):
            found = timestamps.stamp(path, authority, roots)
            yield path, found
            if isinstance(found, Failure) and found.retryable:
                return


def check_stamps(config: Config, files: Iterable[Path] = ()) -> Iterator["Stamp | Problem"]:
    """Check every timestamp in the archive, and those of other files.

    Raises:
        ArchiveError: A file or its token cannot be read.
        ConfigError: The extra ``timestamp`` is not installed, or the file of certificates cannot be read.
    """
    from citecheck.snapshots import timestamps

    return timestamps.check_all(config.archive, files, lambda: timestamps.load_roots(config.timestamp_ca))
