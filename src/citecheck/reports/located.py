"""A run → its findings, each with the article and the reference or claim that it is about."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citecheck.model import ArticleResult, ClaimResult, Finding, Level, Position, ReferenceResult, Rule, RunResult


@dataclass(frozen=True, slots=True)
class Located:
    """A finding in its place."""

    article: ArticleResult
    subject: ReferenceResult | ClaimResult
    finding: Finding

    @property
    def path(self) -> str:
        """The article's path, as it was given."""
        return self.article.article.path

    @property
    def position(self) -> Position:
        """Where the finding is; that of its reference or claim where it has no place of its own."""
        if self.finding.position is not None:
            return self.finding.position
        return self.subject.claim.position if isinstance(self.subject, ClaimResult) else self.subject.reference.position


def located(run: RunResult) -> Iterator[Located]:
    """Every finding of a run: article by article, references first, then claims."""
    for article in run.articles:
        subjects: tuple[ReferenceResult | ClaimResult, ...] = (*article.references, *article.claims)
        for subject in subjects:
            for finding in subject.findings:
                yield Located(article, subject, finding)


def worst_first(findings: Sequence[Located]) -> list[Located]:
    """Findings with the most serious first, otherwise in their order."""
    return sorted(findings, key=lambda item: -item.finding.level.rank)


def by_rule(run: RunResult) -> Mapping[tuple[Level, Rule], Sequence[Located]]:
    """The findings of each rule at each level: errors first, then as the rules are listed."""
    groups: defaultdict[tuple[Level, Rule], list[Located]] = defaultdict(list)
    for item in located(run):
        groups[item.finding.level, item.finding.rule].append(item)
    rules = list(Rule)
    return dict(sorted(groups.items(), key=lambda group: (-group[0][0].rank, rules.index(group[0][1]))))
