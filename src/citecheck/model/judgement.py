"""What a person says of a finding: right, a false alarm, or not to be told for now; kept beside it, never over it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from citecheck.model.decision import Decision
from citecheck.model.result import FactKind
from citecheck.model.rule import Rule


@dataclass(frozen=True, slots=True)
class Judgement:
    """One decision on one finding.

    ``fingerprint`` names the finding across runs, ``run`` is the run in which it was seen (``None`` where the
    judgement was read from a file). ``until`` is the last day on which a waiver holds, ``None`` for ever.
    """

    fingerprint: str
    run: str | None
    who: str
    at: datetime
    decision: Decision
    reason: str = ""
    until: date | None = None
    id: int | None = None

    def lapsed(self, today: date) -> bool:
        """Whether it is a waiver whose time is over."""
        return self.until is not None and self.until < today


@dataclass(frozen=True, slots=True)
class JudgedFinding:
    """A judgement that counts, with what it is about, as the finding was last seen.

    ``article`` is its path as it was given; ``kinds`` are the kinds of the facts that the finding is about, none for a
    finding about a reference.
    """

    judgement: Judgement
    rule: Rule
    article: str
    message: str
    kinds: tuple[FactKind, ...] = ()


def standing(history: Iterable[Judgement]) -> Judgement | None:
    """The judgement of a finding that counts: the latest that was not taken back.

    Args:
        history: Every judgement of one finding, oldest first.
    """
    kept: list[Judgement] = []
    for judgement in history:
        if judgement.decision is not Decision.UNDO:
            kept.append(judgement)
        elif kept:
            kept.pop()
    return kept[-1] if kept else None
