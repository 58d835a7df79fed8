"""Which run fetches which URL, so that two runs on one database never fetch the same one at the same time."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.store.batch import moment
from citecheck.store.database import exclusive, insert, mapped

if TYPE_CHECKING:
    from sqlite_utils import Database

LASTS = timedelta(minutes=5)
"""How long a lease holds where its run neither renews it nor is known to be dead."""


def this_process() -> str:
    """The name of this process as a holder of leases: machine and process id."""
    return f"{platform.node()}:{os.getpid()}"


def may_live(owner: str) -> bool:
    """Whether the process that holds a lease may still run; of another machine's nobody knows."""
    node, _, pid = owner.rpartition(":")
    if node != platform.node() or sys.platform == "win32" or not pid.isdigit():
        return True
    try:
        os.kill(int(pid), 0)  # a signal that is not sent: it only asks
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


class Leases:
    """The part of a results database that says who fetches what.

    Args:
        db: the database.
        path: its file, for messages.
        now: the clock.
        owner: who takes leases here.
        lives: whether another owner may still run.
    """

    def __init__(
        self,
        db: Database,
        path: Path,
        now: Callable[[], datetime],
        owner: str,
        lives: Callable[[str], bool] = may_live,
    ) -> None:
        self._db = db
        self._path = path
        self._now = now
        self._owner = owner
        self._lives = lives
        self._renewed_at: datetime | None = None

    def take(self, urls: Iterable[str]) -> frozenset[str]:
        """Lease the URLs that nobody else holds, and say which they are.

        Raises:
            StoreError: The database cannot be written.
        """
        wanted, now = list(dict.fromkeys(urls)), self._now()
        with mapped(self._path), exclusive(self._db):
            held = self._held(wanted, now)
            ours = [url for url in wanted if url not in held]
            lease = {"owner": self._owner, "expires_at": moment(now + LASTS)}
            insert(self._db, "leases", [{"url": url, **lease} for url in ours], "replace")
        self._renewed_at = now
        return frozenset(ours)

    def _held(self, wanted: Sequence[str], now: datetime) -> set[str]:
        """Those of the URLs that another owner, who may still run, holds; only they are looked at, not every lease."""
        sql = """
            select url, owner from leases
            where owner <> ? and expires_at > ? and url in (select value from json_each(?))
        """
        rows = list(self._db.query(sql, [self._owner, moment(now), json.dumps(wanted)]))
        living = {owner for owner in {row["owner"] for row in rows} if self._lives(owner)}
        return {row["url"] for row in rows if row["owner"] in living}

    def renew(self) -> None:
        """Hold the leases for longer; cheap to call often.

        Raises:
            StoreError: The database cannot be written.
        """
        now = self._now()
        if self._renewed_at is not None and now - self._renewed_at < LASTS / 3:
            return
        with mapped(self._path), exclusive(self._db):
            self._db.conn.execute(
                "update leases set expires_at = ? where owner = ?", [moment(now + LASTS), self._owner]
            )
        self._renewed_at = now

    def release(self, urls: Iterable[str] | None = None) -> None:
        """Give leases back; where none is named, all of them, and with them those of the dead.

        Raises:
            StoreError: The database cannot be written.
        """
        with mapped(self._path), exclusive(self._db):
            if urls is None:
                self._db.conn.execute("delete from leases where owner = ?", [self._owner])
                self._forget_the_dead()
            else:
                sql = "delete from leases where owner = ? and url in (select value from json_each(?))"
                self._db.conn.execute(sql, [self._owner, json.dumps(list(urls))])

    def _forget_the_dead(self) -> None:
        self._db.conn.execute("delete from leases where expires_at <= ?", [moment(self._now())])
        for row in list(self._db.query("select distinct owner from leases")):
            if not self._lives(row["owner"]):
                self._db.conn.execute("delete from leases where owner = ?", [row["owner"]])
