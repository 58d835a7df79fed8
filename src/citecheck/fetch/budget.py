"""The bytes of all bodies on their way → who has to wait, so that memory does not grow with what servers send."""

from typing import Protocol


class Receiver(Protocol):
    """What takes bytes in, and can be told to leave them to the operating system for a while."""

    def pause(self) -> None:
        """Take nothing more in."""

    def resume(self) -> None:
        """Go on."""


class Budget:
    """Counts the bytes that receivers hold. Beyond the limit all wait but the one that has held some the longest.

    That one goes on whatever it takes, up to the cap on one body, so that there is always one that comes to its end.
    What is held at once is therefore never much more than the limit and one body.

    Args:
        limit: bytes.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used = 0
        self._held: dict[Receiver, int] = {}
        self._paused: set[Receiver] = set()

    def grow(self, receiver: Receiver, size: int) -> None:
        """Note that a receiver has taken bytes in; it is paused where they are too many."""
        self._held[receiver] = self._held.get(receiver, 0) + size
        self._used += size
        if self._used > self._limit and receiver is not self._first() and receiver not in self._paused:
            self._paused.add(receiver)
            receiver.pause()

    def free(self, receiver: Receiver) -> None:
        """Note that a receiver is done; those that wait for it go on."""
        self._used -= self._held.pop(receiver, 0)
        self._paused.discard(receiver)
        if not self._paused:
            return
        for other in [each for each in self._held if each in self._paused]:
            if self._used <= self._limit or other is self._first():
                self._paused.discard(other)
                other.resume()

    def _first(self) -> Receiver | None:
        return next(iter(self._held), None)
