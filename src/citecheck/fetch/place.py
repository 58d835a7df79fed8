"""A place among so many that one may hold at once."""

import asyncio


class Place:
    """What a visit holds while a request of it is on its way, and then until somebody has taken what came of it.

    Args:
        places: how many there are; any number where absent.
    """

    def __init__(self, places: asyncio.Semaphore | None = None) -> None:
        self._places = places
        self._is_held = False

    async def take(self) -> None:
        """Wait until one is free, and hold it."""
        if self._places is not None and not self._is_held:
            await self._places.acquire()
            self._is_held = True

    def leave(self) -> None:
        """Let go of it."""
        if self._places is not None and self._is_held:
            self._is_held = False
            self._places.release()
