"""What was asked of web archives comes back equal, the latest answer first, and survives the process."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from citecheck.errors import StoreError
from citecheck.model import ArchiveAction, ArchiveCheck, ArchiveCopy, ArchiveOutcome, Failure, Stage
from citecheck.store import Store

URL = "https://gazette.example/a"
ARCHIVE = "web.archive.org"
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
COPY = ArchiveCopy(URL, f"https://web.archive.org/web/20190225120000/{URL}", NOW, ARCHIVE)
FOUND = ArchiveCheck(URL, ARCHIVE, ArchiveAction.LOOKUP, ArchiveOutcome.FOUND, NOW, COPY, near=NOW)
PENDING = ArchiveCheck(URL, ARCHIVE, ArchiveAction.SAVE, ArchiveOutcome.PENDING, NOW, job_id="spn2-1")
FAILED = ArchiveCheck(
    URL, ARCHIVE, ArchiveAction.SAVE, ArchiveOutcome.FAILED, NOW, failure=Failure(Stage.ARCHIVE, "not-found", "gone")
)
UNDATED = replace(FOUND, copy=replace(COPY, captured_at=None), near=None)


@pytest.mark.parametrize("check", [FOUND, PENDING, FAILED, UNDATED], ids=["found", "pending", "failed", "undated"])
def test_an_answer_comes_back_equal(tmp_path: Path, check: ArchiveCheck) -> None:
    with Store.open(tmp_path / "x.db") as store:
        store.archive_checks.add(check)
    with Store.open(tmp_path / "x.db") as store:
        assert store.archive_checks.last(URL, ARCHIVE, check.action) == check


def test_the_latest_answer_holds_and_the_earlier_ones_stay(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Store.open(path) as store:
        for check in (PENDING, FAILED, FOUND):
            store.archive_checks.add(check)

        assert store.archive_checks.last(URL, ARCHIVE, ArchiveAction.SAVE) == FAILED
        assert store.archive_checks.last(URL, ARCHIVE, ArchiveAction.LOOKUP) == FOUND
        assert store.archive_checks.last(URL, "other.example", ArchiveAction.LOOKUP) is None
    with sqlite3.connect(path) as connection:
        assert connection.execute("select count(*) from archive_copies").fetchone() == (3,)
    connection.close()


OTHER = replace(COPY, memento_url=f"https://kept.example/20200101000000/{URL}", archive="kept.example")
ELSEWHERE = replace(FOUND, archive="kept.example", copy=OTHER)
MADE = replace(COPY, memento_url=f"https://web.archive.org/web/20260302093100/{URL}")
SAVED = replace(FOUND, action=ArchiveAction.SAVE, outcome=ArchiveOutcome.SAVED, copy=MADE, near=None)
ABSENT = replace(FOUND, outcome=ArchiveOutcome.ABSENT, copy=None)
HIDDEN = replace(ABSENT, outcome=ArchiveOutcome.FAILED, failure=Failure(Stage.ARCHIVE, "excluded", "hidden"))


@pytest.mark.parametrize(
    ("answers", "copies"),
    [
        ([], []),
        ([FOUND, FOUND, PENDING, ELSEWHERE, FAILED], [COPY, OTHER]),
        ([FOUND, SAVED, ELSEWHERE, ABSENT], [MADE, OTHER]),
        ([FOUND, SAVED, replace(FOUND, copy=MADE), ABSENT], [MADE]),
        ([FOUND, SAVED, ELSEWHERE, HIDDEN], [OTHER]),
        ([FOUND, ABSENT, FOUND], [COPY]),
    ],
)
def test_copies_stand_until_their_archive_takes_them_back(
    tmp_path: Path, answers: list[ArchiveCheck], copies: list[ArchiveCopy]
) -> None:
    with Store.open(tmp_path / "x.db") as store:
        for check in answers:
            store.archive_checks.add(check)

        assert store.archive_checks.copies(URL) == copies
        assert store.archive_checks.copies(f"{URL}/other") == []


def test_a_damaged_row_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with Store.open(path) as store:
        store.archive_checks.add(FOUND)
    with sqlite3.connect(path) as connection:
        connection.execute("update archive_copies set outcome = 'perhaps'")
    connection.close()

    with Store.open(path) as store, pytest.raises(StoreError, match="damaged") as caught:
        store.archive_checks.last(URL, ARCHIVE, ArchiveAction.LOOKUP)
    with Store.open(path) as store, pytest.raises(StoreError, match="damaged"):
        store.archive_checks.copies(URL)

    assert "\n" not in str(caught.value)
