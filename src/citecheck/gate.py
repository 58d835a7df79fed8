"""The findings of a run → whether it fails, and the exit code that says so."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from citecheck.config import NEVER
from citecheck.model import ArticleResult, Finding, Level, Rule, outline_of


class Mark(NamedTuple):
    """What of a finding decides whether it fails a run."""

    rule: Rule
    level: Level
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Share:
    """What one article adds to a tally: whether it cites anything, whether any of it was checked, and its findings."""

    cited: bool
    checked: bool
    findings: tuple[Mark, ...]


def share_of(result: ArticleResult) -> Share:
    """What the results of an article add to a tally."""
    outline = outline_of(result)
    return Share(
        cited=any(claim.claim.citations for claim in result.claims),
        checked=any(each.checked for each in outline.references),
        findings=tuple(Mark(each.rule, each.level, each.fingerprint) for each in outline.findings),
    )


@dataclass(frozen=True, slots=True)
class Gate:
    """Which findings make a run fail: a level or rule by name, and the fingerprints that are known already."""

    fail_on: Sequence[str]
    known: Container[str] = frozenset()

    def fails(self, finding: Finding | Mark) -> bool:
        """Whether this finding fails the run."""
        if finding.fingerprint in self.known:
            return False
        return any(
            finding.level.rank >= Level(name).rank if name in list(Level) else finding.rule == name
            for name in self.fail_on
            if name != NEVER
        )


@dataclass(slots=True)
class Tally:
    """What of a run decides its exit code, counted article by article."""

    gate: Gate
    cited: bool = False
    checked: bool = False
    failing: bool = False
    unreadable: bool = False
    faulty: bool = False

    def add(self, share: Share) -> None:
        """Count one article."""
        self.cited = self.cited or share.cited
        self.checked = self.checked or share.checked
        self.failing = self.failing or any(self.gate.fails(finding) for finding in share.findings)

    @property
    def exit_code(self) -> int:
        """The code of the worst that happened.

        3 after a fault, 2 where an article could not be read, 4 where nothing could be checked, 1 where a finding
        fails the gate, else 0.
        """
        if self.faulty:
            return 3
        if self.unreadable:
            return 2
        if self.cited and not self.checked:
            return 4
        return int(self.failing)
