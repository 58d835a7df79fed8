"""The results of articles, one after the other → what they come to, so that no report of many has to hold them all."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Self

from citecheck.model import (
    ArticleResult,
    Baseline,
    BaselineState,
    ClaimVerdict,
    Finding,
    Funnel,
    Health,
    Level,
    Position,
    Rule,
    RunResult,
)

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
        return Funnel(**{name: self.steps[name] for name in ("cited", "with_url", "fetched", "readable", "checked")})

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

    def add(self, result: ArticleResult) -> None:
        """Count the results of one article."""
        if self.baseline is not None:
            self.paths.add(self.baseline.name_of(result.article.path))
        used = {citation.reference for claim in result.claims if claim.facts for citation in claim.claim.citations}
        for each in result.references:
            self.references[each.health] += 1
            self._step(cited=True, with_url=each.reference.url is not None, fetched=each.snapshot is not None)
            readable = each.document is not None
            self._step(readable=readable, checked=readable and each.reference.id in used)
            self._findings(result, each.findings, each.reference.position)
        for claim in result.claims:
            self.claims[claim.verdict] += 1
            self._findings(result, claim.findings, claim.claim.position)

    @property
    def gone(self) -> int:
        """How many findings of these articles the baseline knows that they no longer have."""
        entries = self.baseline.entries.values() if self.baseline else ()
        return sum(each.article in self.paths and each.fingerprint not in self.seen for each in entries)

    def _step(self, **passed: bool) -> None:
        self.steps.update({name: int(did) for name, did in passed.items()})

    def _findings(self, result: ArticleResult, findings: tuple[Finding, ...], position: Position) -> None:
        for finding in findings:
            line = (finding.position or position).line
            place = f"{PurePath(result.article.path).name}:{line}" if self.several else str(line)
            total = self.rules.setdefault((finding.level, finding.rule), RuleTotal())
            total.add(place, message_of(finding, self.baseline), known=self._is_known(finding))

    def _is_known(self, finding: Finding) -> bool:
        if self.baseline is None:
            return False
        state = self.baseline.state(finding.fingerprint)
        self.states[state] += 1
        self.seen.add(finding.fingerprint)
        return not state.may_fail


def message_of(finding: Finding, baseline: Baseline | None) -> str:
    """What a finding says, and where its waiver is over, that it is."""
    if baseline is None or baseline.state(finding.fingerprint) is not BaselineState.LAPSED:
        return finding.message
    entry = baseline.entries[finding.fingerprint]
    reason = f": {entry.reason}" if entry.reason else ""
    return f"{finding.message} (Waived until {entry.waived_until}, which is over{reason}.)"


def totals_of(run: RunResult) -> Totals:
    """What a run comes to, gone through once."""
    totals = Totals.of(run)
    for result in run.articles:
        totals.add(result)
    return totals
