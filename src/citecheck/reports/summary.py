"""A run → the sentences that sum it up, the same in every report for people."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from citecheck.model import ClaimVerdict, Health, Level, Rule, RunResult

_COUNTED = {
    Rule.CLAIM_CONTRADICTED: ("contradicted claim", "contradicted claims"),
    Rule.CLAIM_PARTIAL: ("partly supported claim", "partly supported claims"),
    Rule.CLAIM_NOT_FOUND: ("claim that was not found", "claims that were not found"),
}
"""How the findings that most often fail a run are counted; others go by the name of their rule."""


def plural(count: int, one: str, many: str | None = None) -> str:
    """``1 claim``, ``2 claims``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def spoken(name: StrEnum) -> str:
    """A verdict or health in words, ``not found`` for ``not-found``; names of their own keep their hyphen."""
    return str(name).replace("-", " ") if isinstance(name, ClaimVerdict) else str(name)


def claims_line(run: RunResult) -> str:
    """``23 claims: 9 supported, 4 partial, 2 contradicted``; verdicts that no claim came to are left out."""
    return _line(run.claim_counts, "claim")


def references_line(run: RunResult) -> str:
    """``7 references: 5 ok, 1 dead, 1 no-url``."""
    return _line(run.health_counts, "reference")


def _line(counts: Mapping[ClaimVerdict, int] | Mapping[Health, int], noun: str) -> str:
    parts = [f"{count:,} {spoken(name)}" for name, count in counts.items() if count]
    total = plural(sum(counts.values()), noun)
    return f"{total}: {', '.join(parts)}" if parts else f"no {noun}s"


def funnel_steps(run: RunResult) -> tuple[tuple[int, str], ...]:
    """How far the references came: each step's number and name."""
    funnel = run.funnel
    return (
        (funnel.cited, "cited"),
        (funnel.with_url, "with a URL"),
        (funnel.fetched, "fetched"),
        (funnel.readable, "readable"),
        (funnel.checked, "checked against"),
    )


def levels_line(levels: Iterable[Level]) -> str:
    """``1 error, 5 warnings, 6 notes`` from the findings' levels."""
    found = list(levels)
    parts = [plural(found.count(level), level) for level in sorted(Level, key=lambda level: -level.rank)]
    return ", ".join(part for part in parts if not part.startswith("0 ")) or "none"


def exit_line(run: RunResult) -> str:
    """``exit code 1: 2 contradicted claims``: the exit code and why."""
    return f"exit code {run.exit_code}: {_reason(run)}"


def _reason(run: RunResult) -> str:
    errors = [finding.rule for finding in run.findings if finding.level is Level.ERROR]
    counted = " and ".join(_counted(rule, errors.count(rule)) for rule in dict.fromkeys(errors))
    match run.exit_code:
        case 0:
            return f"nothing fails the run (known or allowed: {counted})" if errors else "nothing fails the run"
        case 1:
            return counted or "findings of a level or rule that --fail-on names"
        case 3:
            return "an internal error; what was finished is reported"
        case 4:
            return "nothing could be checked, since no source was reachable or captured"
        case _:
            return "see the messages of the run"


def _counted(rule: Rule, count: int) -> str:
    return plural(count, *_COUNTED.get(rule, (f"{rule} finding", None)))
