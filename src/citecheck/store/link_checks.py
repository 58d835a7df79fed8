"""How links fared: when they failed, and how healthy those of the same articles were over time."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.errors import StoreError
from citecheck.model import Health, LinkHealth
from citecheck.store.batch import Row
from citecheck.store.database import mapped

if TYPE_CHECKING:
    from sqlite_utils import Database

_STRIKES = (Health.DEAD, Health.UNREACHABLE)
_NO_ANSWER = (*_STRIKES, Health.BLOCKED, Health.NO_URL)

_LINK_HEALTH = """
    with paths as (
        select run_id, json_group_array(path) as paths from (select run_id, path from articles order by run_id, path)
        group by run_id
    )
    select runs.id, runs.finished_at, (
        select json_group_object(health, links) from (
            select health, count(*) as links from article_references
            join articles on articles.id = article_id where run_id = runs.id group by health
        )
    ) as counts
    from runs join paths on paths.run_id = runs.id
    where runs.finished_at <= (select finished_at from runs where id = :run)
        and paths.paths = (select paths from paths where run_id = :run)
    order by runs.finished_at desc, runs.id desc limit :limit
"""


class LinkChecks:
    """The part of a results database that remembers how links fared.

    Args:
        db: the database.
        path: its file, for messages.
    """

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    def failures_of(self, url: str) -> list[datetime]:
        """When a URL failed since it last answered, oldest first, each moment once.

        A failure is a check that ended ``unreachable`` or ``dead``. A check that was ``blocked`` before it
        reached the server says nothing of the link, and neither does an offline run without a capture.

        Raises:
            StoreError: The database cannot be read.
        """
        strikes, silent = (", ".join(f"'{health}'" for health in group) for group in (_STRIKES, _NO_ANSWER))
        sql = f"""
            select checked_at from link_checks where url = :url and health in ({strikes}) and checked_at > coalesce(
                (select max(checked_at) from link_checks where url = :url and health not in ({silent})), '')
            order by checked_at
        """  # noqa: S608 - the members of an enum of ours
        with mapped(self._path):
            return [datetime.fromisoformat(row["checked_at"]) for row in self._db.query(sql, {"url": url})]

    def link_health(self, run_id: str, limit: int = 40) -> list[LinkHealth]:
        """How the links of a run's articles fared in it and in earlier finished runs over the same, oldest first.

        Args:
            run_id: The run; a run that had other articles is passed over.
            limit: How many runs to tell of at most, the latest ones.

        Raises:
            StoreError: The database is damaged or cannot be read.
        """
        with mapped(self._path):
            rows = list(self._db.query(_LINK_HEALTH, {"run": run_id, "limit": limit}))
        try:
            return [_link_health(row) for row in reversed(rows)]
        except (ValueError, KeyError) as error:
            raise StoreError(f"{self._path} is damaged: the health of links cannot be read ({error})") from error


def _link_health(row: Row) -> LinkHealth:
    counts = {Health(health): count for health, count in json.loads(row["counts"]).items()}
    return LinkHealth(row["id"], datetime.fromisoformat(row["finished_at"]), counts)
