"""The results of articles, one after the other → what they come to, so that no report of many has to hold them all."""

from collections import Counter
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import PurePath
from typing import Self

from citecheck.model import (
    Baseline,
    BaselineState,
    ClaimVerdict,
    Finding,
    Funnel,
    Health,
    Level,
    Outline,
    OutlinedFinding,
    Rule,
    RunResult,
    outlines_of,
)

_STEPS = ("with_url", "fetched", "readable", "checked")
"""How far a reference may come."""

_TOLD = 20
"""Findings of a rule whose messages are kept."""


@dataclass(slots=True)
class RuleTotal:
    """The findings of one rule at one level: how many, how many of them known, where, what the first new ones say."""

    count: int = 0
    known: int = 0
    places: dict[str, None] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)

    def add(self, place: str, message: str, *, known: bool = False) -> None:
        """Count a finding; of one that the baseline knows, no more is told."""
        self.count += 1
        self.known += known
        self.places[place] = None
        if not known and len(self.told) < _TOLD:
            self.told.append((place, message))


@dataclass(slots=True)
class Totals:
    """What the articles counted so far come to.

    ``several`` says whether places need the name of the article; ``baseline`` is what the run was held against.
    """

    several: bool = False
    baseline: Baseline | None = None
    states: Counter[BaselineState] = field(default_factory=Counter)
    paths: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    claims: Counter[ClaimVerdict] = field(default_factory=Counter)
    references: Counter[Health] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    rules: dict[tuple[Level, Rule], RuleTotal] = field(default_factory=dict)

    @classmethod
    def of(cls, run: RunResult) -> Self:
        """The totals of a run before any of its articles is counted."""
        return cls(several=len(run.articles) > 1, baseline=run.baseline)

    @property
    def funnel(self) -> Funnel:
        """How far the references came."""
        return Funnel(**{name: self.steps[name] for name in ("cited", *_STEPS)})

    @property
    def levels(self) -> Counter[Level]:
        """How many findings there are of each level."""
        found: Counter[Level] = Counter()
        for (level, _), total in self.rules.items():
            found[level] += total.count
        return found

    @property
    def by_rule(self) -> dict[tuple[Level, Rule], RuleTotal]:
        """The findings of each rule at each level: errors first, then as the rules are listed."""
        order = list(Rule)
        return dict(sorted(self.rules.items(), key=lambda item: (-item[0][0].rank, order.index(item[0][1]))))

    def add(self, outline: Outline) -> None:
        """Count the results of one article."""
        if self.baseline is not None:
            self.paths.add(self.baseline.name_of(outline.path))
        self.references.update(each.health for each in outline.references)
        self.claims.update(outline.verdicts)
        self.steps["cited"] += len(outline.references)
        for step in _STEPS:
            self.steps[step] += sum(map(attrgetter(step), outline.references))
        for finding in outline.findings:
            place = f"{PurePath(outline.path).name}:{finding.line}" if self.several else str(finding.line)
            total = self.rules.setdefault((finding.level, finding.rule), RuleTotal())
            total.add(place, message_of(finding, self.baseline), known=self._is_known(finding))

    @property
    def gone(self) -> int:
        """How many findings of these articles the baseline knows that they no longer have."""
        entries = self.baseline.entries.values() if self.baseline else ()
        return sum(each.article in self.paths and each.fingerprint not in self.seen for each in entries)

    def _is_known(self, finding: OutlinedFinding) -> bool:
        if self.baseline is None:
            return False
        state = self.baseline.state(finding.fingerprint)
        self.states[state] += 1
        self.seen.add(finding.fingerprint)
        return not state.may_fail


def message_of(finding: Finding | OutlinedFinding, baseline: Baseline | None) -> str:
    """What a finding says, and where its waiver is over, that it is."""
    if baseline is None or baseline.state(finding.fingerprint) is not BaselineState.LAPSED:
        return finding.message
    entry = baseline.entries[finding.fingerprint]
    reason = f": {entry.reason}" if entry.reason else ""
    return f"{finding.message} (Waived until {entry.waived_until}, which is over{reason}.)"


def totals_of(run: RunResult) -> Totals:
    """What a run comes to, gone through once."""
    totals = Totals.of(run)
    for outline in outlines_of(run.articles):
        totals.add(outline)
    return totals
