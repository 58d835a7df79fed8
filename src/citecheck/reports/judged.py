"""Judgements → how often each rule, and each kind of fact, was right, with how sure one can be of that."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

from rich.console import Console
from rich.table import Table

from citecheck.model import Decision, JudgedFinding
from citecheck.reports.json_text import json_text
from citecheck.reports.summary import plural

SCHEMA = "citecheck.judged/1"

_Z = 1.959964  # the normal quantile of 97.5 %, for two-sided intervals of 95 %


@dataclass(frozen=True, slots=True)
class Tally:
    """How findings were judged. Waived ones say nothing of whether the finding was right."""

    name: str
    accepted: int
    rejected: int
    waived: int

    @property
    def precision(self) -> float | None:
        """The share of accepted among accepted and rejected; ``None`` where there are neither."""
        decided = self.accepted + self.rejected
        return self.accepted / decided if decided else None

    @property
    def interval(self) -> tuple[float, float]:
        """The Wilson score interval of the precision at 95 %; all of 0 to 1 where nothing was decided."""
        return wilson(self.accepted, self.accepted + self.rejected)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The Wilson score interval (Wilson 1927) at 95 %, which is sound for few trials and at the ends."""
    if not trials:
        return 0.0, 1.0
    share, square = successes / trials, _Z * _Z
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    half = _Z / (1 + square / trials) * sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    return max(centre - half, 0.0), min(centre + half, 1.0)


def tallies(judged: Sequence[JudgedFinding], names: Callable[[JudgedFinding], Iterable[str]]) -> list[Tally]:
    """One tally for each name, the most often decided first; a finding counts under each of its names."""
    groups: dict[str, list[Decision]] = {}
    for each in judged:
        for name in names(each):
            groups.setdefault(name, []).append(each.judgement.decision)
    found = [_tally(name, decisions) for name, decisions in groups.items()]
    return sorted(found, key=lambda tally: (-(tally.accepted + tally.rejected), tally.name))


def _tally(name: str, decisions: Sequence[Decision]) -> Tally:
    return Tally(name, *(decisions.count(each) for each in (Decision.ACCEPT, Decision.REJECT, Decision.WAIVE)))


def by_rule(judged: Sequence[JudgedFinding]) -> list[Tally]:
    """A tally for each rule."""
    return tallies(judged, lambda each: (each.rule.value,))


def by_kind(judged: Sequence[JudgedFinding]) -> list[Tally]:
    """A tally for each kind of fact that findings were about."""
    return tallies(judged, lambda each: [kind.value for kind in each.kinds])


def render_judged(judged: Sequence[JudgedFinding], console: Console) -> None:
    """Print what the judgements say, as tables."""
    if not judged:
        console.print("No finding has been judged yet: `citecheck review` does that.", markup=False)
        return
    all_of_them = _tally("", [each.judgement.decision for each in judged])
    console.print(
        f"{plural(len(judged), 'finding')} judged: {all_of_them.accepted:,} accepted, "
        f"{all_of_them.rejected:,} rejected, {all_of_them.waived:,} waived\n",
        markup=False,
    )
    console.print(_table("rule", by_rule(judged)))
    if kinds := by_kind(judged):
        console.print()
        console.print(_table("kind of fact", kinds))


def _table(heading: str, rows: Sequence[Tally]) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(heading)
    for name in ("accepted", "rejected", "waived", "precision", "95% interval"):
        table.add_column(name, justify="right")
    for row in rows:
        low, high = row.interval
        known = row.precision is not None
        table.add_row(
            row.name, f"{row.accepted:,}", f"{row.rejected:,}", f"{row.waived:,}",
            f"{row.precision:.2f}" if known else "", f"{low:.2f} to {high:.2f}" if known else "",
        )  # fmt: skip
    return table


def render_judged_json(judged: Sequence[JudgedFinding]) -> str:
    """What the judgements say, for programs."""
    return json_text(
        {
            "schema": SCHEMA,
            "judged": len(judged),
            "rules": [_plain(tally) for tally in by_rule(judged)],
            "kinds": [_plain(tally) for tally in by_kind(judged)],
        }
    )


def _plain(tally: Tally) -> dict[str, Any]:
    return {
        "name": tally.name,
        "accepted": tally.accepted,
        "rejected": tally.rejected,
        "waived": tally.waived,
        "precision": None if tally.precision is None else round(tally.precision, 4),
        "interval": [round(end, 4) for end in tally.interval],
    }
