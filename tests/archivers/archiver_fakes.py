"""A clock that only sleep moves, a memory in a list, and articles in two lines."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from citecheck.model import ArchiveAction, ArchiveCheck

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@dataclass
class Clock:
    """Time that passes only when somebody sleeps."""

    seconds: float = 0.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        assert 0 < seconds < 10_000
        self.slept.append(seconds)
        self.seconds += seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self.seconds)


@dataclass
class Notebook:
    """A memory of answers."""

    checks: list[ArchiveCheck] = field(default_factory=list)

    def last(self, url: str, archive: str, action: ArchiveAction) -> ArchiveCheck | None:
        wanted = (url, archive, action)
        return next((item for item in reversed(self.checks) if (item.url, item.archive, item.action) == wanted), None)

    def add(self, check: ArchiveCheck) -> None:
        self.checks.append(check)
