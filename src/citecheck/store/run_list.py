"""The runs of a results database at a glance."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from citecheck.store.batch import Row

if TYPE_CHECKING:
    from sqlite_utils import Database

_SHOWN = 10
_RUNS = """
    select runs.*, (
        select json_group_array(path) from (select path from articles where run_id = runs.id order by place, id)
    ) as paths
    from runs order by started_at desc, runs.id desc
"""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """A stored run at a glance; ``finished_at`` and ``exit_code`` are ``None`` where it never finished."""

    id: str
    started_at: datetime
    finished_at: datetime | None
    offline: bool
    exit_code: int | None
    articles: tuple[str, ...]


def summaries(db: Database) -> list[RunSummary]:
    """Every run, latest start first, unfinished ones too."""
    return [_summary(row) for row in db.query(_RUNS)]


def told(runs: Sequence[RunSummary]) -> str:
    """Which runs there are, for the end of an error message."""
    if not runs:
        return "It holds no run at all: `citecheck run` makes one."
    named = [run.id if run.finished_at else f"{run.id} (unfinished)" for run in runs[:_SHOWN]]
    more = f" and {len(runs) - len(named)} older" if len(runs) > len(named) else ""
    return f"Known runs, latest first: {', '.join(named)}{more}."


def _summary(row: Row) -> RunSummary:
    return RunSummary(
        id=row["id"],
        started_at=datetime.fromisoformat(row["started_at"]),
        finished_at=datetime.fromisoformat(row["finished_at"]) if row["finished_at"] else None,
        offline=bool(row["offline"]),
        exit_code=row["exit_code"],
        articles=tuple(json.loads(row["paths"])),
    )
