"""A run → the sentences that sum it up, the same in every report for people."""

from collections.abc import Mapping
from enum import StrEnum

from citecheck.model import BaselineState, ClaimVerdict, Health, Level, Rule, RunResult
from citecheck.reports.totals import Totals

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


def claims_line(totals: Totals) -> str:
    """``23 claims: 9 supported, 4 partial, 2 contradicted``; verdicts that no claim came to are left out."""
    return _line({verdict: totals.claims[verdict] for verdict in ClaimVerdict}, "claim")


def references_line(totals: Totals) -> str:
    """``7 references: 5 ok, 1 dead, 1 no-url``."""
    return _line({health: totals.references[health] for health in Health}, "reference")


def _line(counts: Mapping[ClaimVerdict, int] | Mapping[Health, int], noun: str) -> str:
    parts = [f"{count:,} {spoken(name)}" for name, count in counts.items() if count]
    total = plural(sum(counts.values()), noun)
    return f"{total}: {', '.join(parts)}" if parts else f"no {noun}s"


def funnel_steps(totals: Totals) -> tuple[tuple[int, str], ...]:
    """How far the references came: each step's number and name."""
    funnel = totals.funnel
    return (
        (funnel.cited, "cited"),
        (funnel.with_url, "with a URL"),
        (funnel.fetched, "fetched"),
        (funnel.readable, "readable"),
        (funnel.checked, "checked against"),
    )


def levels_line(totals: Totals) -> str:
    """``1 error, 5 warnings, 6 notes``: how many findings there are of each level."""
    parts = [plural(totals.levels[level], level) for level in sorted(Level, key=lambda level: -level.rank)]
    return ", ".join(part for part in parts if not part.startswith("0 ")) or "none"


_STATES = {
    BaselineState.NEW: "new",
    BaselineState.LAPSED: "whose waiver is over",
    BaselineState.KNOWN: "known",
    BaselineState.REJECTED: "rejected",
    BaselineState.WAIVED: "waived",
}


def baseline_line(totals: Totals) -> str | None:
    """``baseline: 2 new, 14 known, 1 waived; 3 that it lists are gone``; ``None`` where there is no baseline."""
    if totals.baseline is None:
        return None
    parts = [f"{totals.states[state]:,} {words}" for state, words in _STATES.items() if totals.states[state]]
    gone = f"; {totals.gone:,} that it lists {'is' if totals.gone == 1 else 'are'} gone" if totals.gone else ""
    return f"baseline: {', '.join(parts) or 'no findings'}{gone}"


def exit_line(run: RunResult, totals: Totals) -> str:
    """``exit code 1: 2 contradicted claims``: the exit code and why."""
    return f"exit code {run.exit_code}: {_reason(run.exit_code, totals)}"


def _reason(exit_code: int, totals: Totals) -> str:
    failing = exit_code != 0  # what is known fails nothing
    errors = {
        rule: count
        for (level, rule), total in totals.rules.items()
        if level is Level.ERROR and (count := total.count - (total.known if failing else 0))
    }
    counted = " and ".join(_counted(rule, count) for rule, count in errors.items())
    match exit_code:
        case 0:
            return f"nothing fails the run (known or allowed: {counted})" if errors else "nothing fails the run"
        case 1:
            return counted or "findings of a level or rule that --fail-on names"
        case 2:
            return "an article could not be read, see the messages of the run"
        case 3:
            return "an internal error; what was finished is reported"
        case 4:
            return _unchecked(totals)
        case _:
            return "see the messages of the run"


def _unchecked(totals: Totals) -> str:
    judged = {verdict for verdict, count in totals.claims.items() if count}
    if not totals.funnel.readable or not judged <= {ClaimVerdict.UNCHECKABLE, ClaimVerdict.UNCITED}:
        return "nothing could be checked, since no source was reachable or captured"
    who = "the sentence states" if totals.claims.total() == 1 else "the sentences that cite a readable source state"
    return f"nothing could be checked: {who} nothing that can be looked up"


def _counted(rule: Rule, count: int) -> str:
    return plural(count, *_COUNTED.get(rule, (f"{rule} finding", None)))
