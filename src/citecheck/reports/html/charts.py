"""Counts → the shapes of the report's drawings, in percent, for SVG elements of any width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citecheck.model import ClaimResult, ClaimVerdict, Health, LinkHealth


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a stacked bar: where it begins and how long it is, in percent."""

    name: str
    count: int
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the funnel: how many came this far, and its outline as SVG points in a box of 100 by 100."""

    name: str
    count: int
    points: str


def stacked(counts: Iterable[tuple[str, int]], total: int | None = None) -> tuple[Bar, ...]:
    """Counts side by side; the bar is full at ``total``, the sum if not given. Zero counts are left out."""
    known = [(name, count) for name, count in counts if count]
    whole = total or sum(count for _, count in known)
    bars, at = [], 0.0
    for name, count in known:
        length = 100 * count / whole
        bars.append(Bar(name, count, round(at, 3), round(length, 3)))
        at += length
    return tuple(bars)


def verdict_bars(results: Iterable[ClaimResult]) -> tuple[Bar, ...]:
    """How many claims came to each verdict."""
    verdicts = [result.verdict for result in results]
    return stacked((verdict, verdicts.count(verdict)) for verdict in ClaimVerdict)


def funnel(steps: Sequence[tuple[int, str]]) -> tuple[Step, ...]:
    """Steps as heights that narrow towards the next; the first is full."""
    whole = steps[0][0]
    heights = [100 * count / whole if whole else 0.0 for count, _ in steps]
    following = [*heights[1:], heights[-1]]
    return tuple(
        Step(name, count, _trapezium(height, after))
        for (count, name), height, after in zip(steps, heights, following, strict=True)
    )


def _trapezium(left: float, right: float) -> str:
    """Flat for its first half, then narrowing to the next step's height, centred."""
    corners = [(0, left), (50, left), (100, right)]
    upper = [(x, 50 - height / 2) for x, height in corners]
    lower = [(x, 50 + height / 2) for x, height in reversed(corners)]
    return " ".join(f"{x:g},{y:.5g}" for x, y in (*upper, *lower))


GROUPS = {
    Health.OK: "well",
    Health.MOVED: "well",
    Health.DEAD: "lost",
    Health.SOFT_404: "lost",
    Health.PARKED: "lost",
    Health.NO_URL: "none",
}
"""States of health by how they are drawn; those that are missing could not be read: ``barred``."""


def health_group(health: Health) -> str:
    """``well``, ``lost``, ``none`` (no link) or ``barred``."""
    return GROUPS.get(health, "barred")


@dataclass(frozen=True, slots=True)
class Column:
    """One run in the drawing of link health over time, with its place and width in percent."""

    point: LinkHealth
    start: float
    width: float
    bars: tuple[Bar, ...]

    @property
    def said(self) -> str:
        """``2026-03-02: 5 ok, 1 dead``."""
        parts = [f"{count} {health}" for health, count in self.point.counts.items() if count]
        return f"{self.point.at:%Y-%m-%d %H:%M}: {', '.join(parts) or 'no links'}"


def span(columns: Sequence[Column]) -> tuple[str, str]:
    """When the first and the last run ended: the days, and the times where both are of one day."""
    first, last = columns[0].point.at, columns[-1].point.at
    shape = "%Y-%m-%d %H:%M" if first.date() == last.date() else "%Y-%m-%d"
    return first.strftime(shape), last.strftime(shape)


def over_time(history: Sequence[LinkHealth]) -> tuple[Column, ...]:
    """A column a run, oldest first, all to one scale: the run with the most links is full."""
    most = max((sum(_linked(point).values()) for point in history), default=0) or 1
    width = 100 / max(len(history), 1)
    return tuple(
        Column(point, round(place * width, 3), round(width * 0.8, 3), stacked(_linked(point).items(), most))
        for place, point in enumerate(history)
    )


def _linked(point: LinkHealth) -> dict[str, int]:
    groups = {"well": 0, "barred": 0, "lost": 0}
    for health, count in point.counts.items():
        if (group := health_group(health)) in groups:
            groups[group] += count
    return groups
