"""What is known of findings before a run: those that may stay, and what people decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from citecheck.model.decision import Decision

_HERE = PurePath()


class BaselineState(StrEnum):
    """What a baseline says of a finding: nothing, that it is known, what was decided, or that the waiver is over."""

    NEW = "new"
    KNOWN = "known"
    REJECTED = "rejected"
    WAIVED = "waived"
    LAPSED = "lapsed"

    @property
    def may_fail(self) -> bool:
        """Whether the finding can still fail a run."""
        return self in (BaselineState.NEW, BaselineState.LAPSED)

    @property
    def is_decided(self) -> bool:
        """Whether a person has decided that the finding is not to be told."""
        return self in (BaselineState.REJECTED, BaselineState.WAIVED)


@dataclass(frozen=True, slots=True)
class BaselineEntry:
    """A finding that does not fail a run.

    ``decision`` is ``None`` where it is merely known, ``REJECT`` where it is a false alarm, ``WAIVE`` where it is
    waived, until the end of ``waived_until`` if that is given.
    """

    fingerprint: str
    rule: str = ""
    article: str = ""
    message: str = ""
    decision: Decision | None = None
    reason: str = ""
    by: str = ""
    waived_until: date | None = None

    def state(self, today: date) -> BaselineState:
        """What it says of its finding on a day."""
        if self.waived_until is not None and today > self.waived_until:
            return BaselineState.LAPSED
        match self.decision:
            case Decision.WAIVE:
                return BaselineState.WAIVED
            case Decision.REJECT:
                return BaselineState.REJECTED
            case _:
                return BaselineState.KNOWN


@dataclass(frozen=True, slots=True)
class Baseline:
    """The entries of a baseline by the fingerprints of their findings, as they are on a day.

    ``folder`` is where its file lies, from which it names articles.
    """

    entries: Mapping[str, BaselineEntry]
    today: date
    folder: PurePath = _HERE

    def __contains__(self, fingerprint: object) -> bool:
        """Whether it keeps a finding from failing a run."""
        return isinstance(fingerprint, str) and not self.state(fingerprint).may_fail

    def name_of(self, article: str) -> str:
        """The name by which it knows an article: its path as given, from its own folder where that is absolute."""
        path = PurePath(article)
        below = path.is_absolute() and path.is_relative_to(self.folder)
        return path.relative_to(self.folder).as_posix() if below else article

    def state(self, fingerprint: str) -> BaselineState:
        """What it says of a finding."""
        entry = self.entries.get(fingerprint) if fingerprint else None
        return BaselineState.NEW if entry is None else entry.state(self.today)
