"""The findings of a run → whether it fails, and the exit code that says so."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from citecheck.config import NEVER
from citecheck.model import ArticleResult, Finding, Level


@dataclass(frozen=True, slots=True)
class Gate:
    """Which findings make a run fail: a level or rule by name, and the fingerprints that are known already."""

    fail_on: Sequence[str]
    known: Container[str] = frozenset()

    def fails(self, finding: Finding) -> bool:
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

    def add(self, result: ArticleResult) -> None:
        """Count the results of one article."""
        readable = {each.reference.id for each in result.references if each.document is not None}
        for claim in result.claims:
            self.cited = self.cited or bool(claim.claim.citations)
            if claim.facts and not self.checked:
                self.checked = any(citation.reference in readable for citation in claim.claim.citations)
        self.failing = self.failing or any(self.gate.fails(finding) for finding in result.findings)

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
