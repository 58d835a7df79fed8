"""How often an archive may be asked: below what it allows, however fast its answers come."""

import time
from collections.abc import Callable

LOOKUPS_PER_MINUTE = 24.0
"""80% of the 30 requests a minute that the CDX server takes: whoever goes on past a 429 is shut out for an hour."""

CAPTURES_PER_MINUTE = 5.6
"""80% of the 7 captures a minute of an account. A day at this pace is 8,064, far below the 30,000 a day."""

MEMENTOS_PER_MINUTE = 20.0
"""One request in three seconds: most archives document no limit, and a look-up takes two or three requests."""

Seconds = Callable[[], float]
Sleep = Callable[[float], None]


class Pace:
    """A least interval between two requests. ``clock`` must never go back (:func:`time.monotonic`)."""

    def __init__(self, per_minute: float, *, clock: Seconds = time.monotonic, sleep: Sleep = time.sleep) -> None:
        self.clock = clock
        self.sleep = sleep
        self.ready_at = clock()
        self._interval = 60.0 / per_minute

    def mark(self) -> None:
        """Note that a request is made now."""
        self.ready_at = self.clock() + self._interval

    def wait(self) -> None:
        """Wait for the next turn and take it."""
        rest = self.ready_at - self.clock()
        if rest > 0:
            self.sleep(rest)
        self.mark()
