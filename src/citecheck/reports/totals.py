"""The results of articles, one after the other → what they come to, so that no report of many has to hold them all."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import PurePath

from citecheck.model import ArticleResult, ClaimVerdict, Finding, Funnel, Health, Level, Position, Rule, RunResult

_TOLD = 20
"""Findings of a rule whose messages are kept."""


@dataclass(slots=True)
class RuleTotal:
    """The findings of one rule at one level: how many, where, and what the first of them say."""

    count: int = 0
    places: dict[str, None] = field(default_factory=dict)
    told: list[tuple[str, str]] = field(default_factory=list)

    def add(self, place: str, message: str) -> None:
        """Count a finding."""
        self.count += 1
        self.places[place] = None
        if len(self.told) < _TOLD:
            self.told.append((place, message))


@dataclass(slots=True)
class Totals:
    """What the articles counted so far come to.

    ``several`` says whether places need the name of the article.
    """

    several: bool = False
    claims: Counter[ClaimVerdict] = field(default_factory=Counter)
    references: Counter[Health] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    rules: dict[tuple[Level, Rule], RuleTotal] = field(default_factory=dict)

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

    def _step(self, **passed: bool) -> None:
        self.steps.update({name: int(did) for name, did in passed.items()})

    def _findings(self, result: ArticleResult, findings: tuple[Finding, ...], position: Position) -> None:
        for finding in findings:
            line = (finding.position or position).line
            place = f"{PurePath(result.article.path).name}:{line}" if self.several else str(line)
            self.rules.setdefault((finding.level, finding.rule), RuleTotal()).add(place, finding.message)


def totals_of(run: RunResult) -> Totals:
    """What a run comes to, gone through once."""
    totals = Totals(several=len(run.articles) > 1)
    for result in run.articles:
        totals.add(result)
    return totals
