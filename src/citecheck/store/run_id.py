"""A moment and some randomness → the id of a run."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime


def new_run_id(now: datetime, random_hex: Callable[[int], str] = secrets.token_hex) -> str:
    """A short id that sorts by time and is unique on one machine, ``20261122-153512-7f3a``.

    Args:
        now: The moment the run starts, timezone-aware.
        random_hex: Gives twice as many hexadecimal digits as its argument says.
    """
    return f"{now.astimezone(UTC):%Y%m%d-%H%M%S}-{random_hex(2)}"
