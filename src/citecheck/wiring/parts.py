"""What every command needs: the clock, the archive, and what we call ourselves."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from citecheck import __version__
from citecheck.config import Config
from citecheck.errors import ConfigError
from citecheck.snapshots import Archive

CENTURY = 36_525
"""Days that stand for ever, where a configuration names more than a time span can hold."""


def open_archive(config: Config) -> Archive:
    """The archive, whose records say which tool and configuration made them, and who to ask."""
    told = {"software": f"citecheck/{__version__}", "config-sha256": _digest(config)}
    return Archive(config.archive, provenance=told | ({"operator": config.contact} if config.contact else {}))


def product(config: Config) -> str:
    """The product that a User-Agent names."""
    return config.user_agent or f"citecheck/{__version__}"


def _digest(config: Config) -> str:
    return sha256(repr(config).encode()).hexdigest()


def now() -> datetime:
    """The time of day, in UTC."""
    return datetime.now(UTC)


def fresh_since(config: Config, at: datetime) -> datetime:
    """From when on a capture stands in for fetching, in a run that begins at a time."""
    hours = 0 if config.refresh else min(config.fresh_for_hours, 24 * CENTURY)
    return at - timedelta(hours=hours)


def archive_agent(config: Config) -> str:
    """What we call ourselves to an archive, checked as it is for fetching."""
    from citecheck.fetch import FetchPolicy

    try:
        ca_file = str(config.ca_file) if config.ca_file else None
        return FetchPolicy(
            user_agent=product(config), contact=config.contact, proxy=config.proxy, ca_file=ca_file
        ).agent
    except ValueError as error:
        raise ConfigError(str(error)) from error
