"""``citecheck archive`` against a small archive on this machine."""

import logging
import re
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from commands import Done, ended, here, started
from servers import PATIENCE
from web_archive import ACCESS, SECRET, Reply, WebArchive, as_json, web_archive

A, B, C = (f"https://gazette.example/{name}" for name in "abc")
KEYS = {"CITECHECK_IA_ACCESS_KEY": ACCESS, "CITECHECK_IA_SECRET_KEY": SECRET}
FAST = """
import citecheck.archivers, citecheck.archivers.saving
citecheck.archivers.LOOKUPS_PER_MINUTE = citecheck.archivers.CAPTURES_PER_MINUTE = 60_000.0
citecheck.archivers.saving.POLLS = (0.02,)
from citecheck.__main__ import main
main()
"""

ARTICLE = f"""\
Five men left at dawn.<ref>{{{{cite web |title=The first page |url={A} |access-date=25 February 2019}}}}</ref>
Two came back.<ref>{{{{cite web |title=The second page |url={B}}}}}</ref>
A third was seen.<ref>{{{{cite book |title=A book |year=2018}}}}</ref>
The same was said later.<ref>{{{{cite web |title=The first page again |url={A}#later}}}}</ref>
It was kept.<ref>{{{{cite web |title=Kept |url={C} |archive-url=https://web.archive.org/web/20190301000000/{C}
|archive-date=1 March 2019}}}}</ref>
It is a copy.<ref>{{{{cite web |title=Copy |url=https://web.archive.org/web/20190301000000/{C}}}}}</ref>
"""


@pytest.fixture
def archive() -> Iterator[WebArchive]:
    with web_archive() as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "article.wikitext").write_text(ARTICLE)
    return tmp_path


def environment(archive: WebArchive, folder: Path, keys: Mapping[str, str]) -> dict[str, str]:
    return {"HOME": str(folder), "CITECHECK_WAYBACK_URL": archive.base, **keys}


def in_a_process(archive: WebArchive, folder: Path, **more: str) -> "subprocess.Popen[str]":
    return started(
        "archive", "article.wikitext", cwd=folder, environment=environment(archive, folder, {**KEYS, **more}), code=FAST
    )


Run = Callable[..., Done]


@pytest.fixture
def run(archive: WebArchive, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in this process, without its pauses: the archive here has nobody else to serve."""
    for name in ("LOOKUPS_PER_MINUTE", "CAPTURES_PER_MINUTE", "MEMENTOS_PER_MINUTE"):
        monkeypatch.setattr(f"citecheck.archivers.{name}", 60_000.0)
    for name, value in {"POLLS": (0.02,), "RETRY_PAUSE": 0.02, "JOB_PATIENCE": PATIENCE}.items():
        monkeypatch.setattr(f"citecheck.archivers.saving.{name}", value)
    logger = logging.getLogger("citecheck")
    monkeypatch.setattr(logger, "handlers", [])
    monkeypatch.setattr(logger, "level", logger.level)

    def call(*arguments: str, keys: Mapping[str, str] = KEYS) -> Done:
        own = environment(archive, folder, keys)
        return here("archive", "article.wikitext", *arguments, cwd=folder, environment=own)

    return call


def lines(text: str) -> list[list[str]]:
    """The cells of the table, and the summary as one cell."""
    return [re.split(r" {2,}", line.strip()) for line in text.splitlines() if line.strip()]


def test_what_was_there_what_was_saved_and_what_cannot_be(archive: WebArchive, run: Run) -> None:
    archive.captures[A] = ["20190301101112", "20240101000000"]
    archive.next(
        "save", as_json({"url": A, "job_id": "spn2-1"}), as_json({"message": "x", "status_ext": "error:blocked-url"})
    )
    archive.jobs["spn2-1"] = A

    done = run()

    web = f"{archive.base}/web"
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert lines(done.stdout) == [
        ["[1]", "The first page", "already there", "2019-03-01", f"{web}/20190301101112/{A}"],
        ["saved", "2026-03-02", f"{web}/20260302093100/{A}"],
        ["[2]", "The second page", "failed", "the archive does not capture this URL: x (no use trying again)"],
        ["[3]", "A book", "no URL", "nothing to archive"],
        ["[4]", "The first page again", "already there", "2019-03-01", f"{web}/20190301101112/{A}"],
        ["saved", "2026-03-02", f"{web}/20260302093100/{A}"],
        ["[5]", "Kept", "in the article", "2019-03-01", f"https://web.archive.org/web/20190301000000/{C}"],
        ["[6]", "Copy", "is a copy itself", "2019-03-01", f"https://web.archive.org/web/20190301000000/{C}"],
        ["6 references: 2 saved, 1 failed, 1 with a copy in the article, 1 cited as an archive copy, 1 without a URL."],
    ]
    assert [request.form["url"] for request in archive.asked("save")] == [A, B]
    assert archive.asked("save")[0].form["if_not_archived_within"] == "2592000"
    assert archive.asked("cdx")[0].query["closest"] == "20190225120000"


def test_without_keys_it_says_so_and_looks_up(archive: WebArchive, run: Run) -> None:
    archive.captures[A] = ["20190301101112"]

    done = run(keys={})

    assert done.returncode == 0, done.stderr
    assert "no archive.org keys, so nothing is saved" in done.stderr
    assert "CITECHECK_IA_ACCESS_KEY" in done.stderr
    assert ["[2]", "The second page", "not archived", "the archive has no copy"] in lines(done.stdout)
    assert "2 already there, 1 not archived" in done.stdout
    assert archive.asked("save") == []


def test_look_ups_only_need_no_keys_and_do_not_ask_for_them(archive: WebArchive, run: Run) -> None:
    done = run("--lookup-only")

    assert (done.returncode, done.stderr) == (0, "")
    assert archive.asked("save") == []
    assert len(archive.asked("cdx")) == 2


def test_the_keys_of_the_internetarchive_tool(archive: WebArchive, run: Run, folder: Path) -> None:
    (folder / ".config" / "internetarchive").mkdir(parents=True)
    (folder / ".config" / "internetarchive" / "ia.ini").write_text(f"[s3]\naccess = {ACCESS}\nsecret = {SECRET}\n")

    done = run(keys={})

    assert done.returncode == 0, done.stderr
    assert "3 saved" in done.stdout


def test_another_archive_is_looked_up_too(archive: WebArchive, run: Run) -> None:
    archive.captures[A] = ["20150301101112"]
    with web_archive() as other:
        kept = f"{other.base}/kept/20190301101112/{A}"
        held = {"Memento-Datetime": "Fri, 01 Mar 2019 10:11:12 GMT"}
        other.next("web", Reply(302, headers={"Location": kept}), Reply(200, headers=held))

        done = run("--lookup-only", "--memento", f"{other.base}/kept/{{url}}")

        assert other.asked("web")[0].headers["accept-datetime"] == "Mon, 25 Feb 2019 12:00:00 GMT"
    assert ["[1]", "The first page", "already there", "2019-03-01", kept] in lines(done.stdout)
    assert ["[2]", "The second page", "not archived", "the archive has no copy"] in lines(done.stdout)


def test_all_takes_what_has_a_copy_in_the_article(archive: WebArchive, run: Run) -> None:
    assert "4 saved" in run("--all").stdout
    assert C in [request.form["url"] for request in archive.asked("save")]


def test_the_second_run_saves_nothing_twice(archive: WebArchive, run: Run) -> None:
    archive.saves_at = time.strftime("%Y%m%d%H%M%S", time.gmtime())
    run()
    archive.requests.clear()

    done = run()

    assert done.returncode == 0
    assert "3 recent enough already" in done.stdout
    assert archive.requests == []


def test_a_killed_run_is_resumed(archive: WebArchive, run: Run, folder: Path) -> None:
    archive.saves_at = time.strftime("%Y%m%d%H%M%S", time.gmtime())
    archive.polls_before_done = 1_000_000
    with in_a_process(archive, folder) as process:
        while len(archive.asked("status")) < 4:
            assert process.poll() is None, process.stderr and process.stderr.read()
            time.sleep(0.02)
        process.kill()
    archive.polls_before_done = 0
    archive.polls.clear()

    done = run()

    assert done.returncode == 0, done.stderr
    assert "3 saved" in done.stdout
    assert sorted(request.form["url"] for request in archive.asked("save")) == [A, B]
    assert len(archive.asked("cdx")) == 2


def test_a_capture_that_never_ends_stays_pending(
    archive: WebArchive, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("citecheck.archivers.saving.JOB_PATIENCE", 0.2)
    archive.polls_before_done = 1_000_000

    done = run()

    assert done.returncode == 0, done.stderr
    assert "3 pending" in done.stdout
    assert "run again to see" in done.stdout


def test_wrong_keys(archive: WebArchive, run: Run) -> None:
    wrong = {**KEYS, "CITECHECK_IA_SECRET_KEY": "wr0ng-s3cr3t"}

    done = run(keys=wrong)

    assert done.returncode == 2
    assert "archive.org does not accept the keys" in done.stdout
    assert "Stopped early" in done.stdout
    assert len(archive.asked("save")) == 1


@pytest.mark.parametrize("keys", [{"CITECHECK_IA_ACCESS_KEY": "AKID"}, {**KEYS, "CITECHECK_IA_SECRET_KEY": "s3 cr3t"}])
def test_unusable_keys_are_one_line(archive: WebArchive, run: Run, folder: Path, keys: dict[str, str]) -> None:
    done = run(keys=keys)

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "s3 cr3t" not in done.stderr
    assert archive.requests == []
    assert not (folder / "citecheck.db").exists()


def test_a_spent_quota_is_told_and_the_next_day_goes_on(archive: WebArchive, run: Run) -> None:
    archive.next("save", as_json({"message": "You cannot make more than 30,000 captures per day."}))

    done = run()

    assert done.returncode == 0
    assert "this account has used up its captures for today" in done.stdout
    assert "run again to go on" in done.stdout
    assert "3 saved" in run().stdout


def test_an_archive_that_is_away_is_no_success(archive: WebArchive, run: Run) -> None:
    archive.next("cdx", *[Reply(429, headers={"Retry-After": "900"})] * 9)

    done = run(keys={})

    assert done.returncode == 4
    assert "429" in done.stdout
    assert len(archive.requests) == 1


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("CITECHECK_WAYBACK_URL", "ftp://x", "wayback-url"),
        ("CITECHECK_WAYBACK_URL", "http://web.archive.org", "https only"),
        ("CITECHECK_IF_NOT_ARCHIVED_WITHIN", "soon", "CITECHECK_IF_NOT_ARCHIVED_WITHIN"),
        ("CITECHECK_OFFLINE", "1", "offline"),
        ("CITECHECK_MEMENTO", "https://archive.example/", "{url} is missing"),
        ("CITECHECK_CONTACT", "a\nb", "contact"),
    ],
)
def test_wrong_configuration(run: Run, variable: str, value: str, told: str) -> None:
    done = run(keys={**KEYS, variable: value})

    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert SECRET not in done.stderr


def test_the_keys_are_kept_nowhere(archive: WebArchive, run: Run, folder: Path) -> None:
    """Not in what is printed, not in the database nor anything else that is written, whatever the archive says."""
    echo = {"message": f"LOW {ACCESS}:{SECRET}", "status_ext": f"error:{ACCESS}", "job_id": None}
    archive.next("save", as_json(echo), as_json({"job_id": ACCESS}), as_json({"job_id": "spn2-2", "message": SECRET}))
    kept = {"status": "success", "timestamp": archive.saves_at, "original_url": f"https://gazette.example/{SECRET}"}
    archive.next("status", as_json(kept), as_json({"status": "error", "message": SECRET}))

    done = run("--all", "--verbose", keys={**KEYS, "CITECHECK_DEBUG": "1"})

    assert archive.asked("save")[0].headers["authorization"] == f"LOW {ACCESS}:{SECRET}"
    assert archive.asked("cdx")[0].headers.get("authorization") is None
    written = [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
    assert len(written) > 1
    for data in (done.stdout.encode(), done.stderr.encode(), *written):
        assert ACCESS.encode() not in data
        assert SECRET.encode() not in data


def test_verbose_logs_each_question_and_its_answer(archive: WebArchive, run: Run) -> None:
    archive.captures[A] = ["20190301101112"]

    done = run("--verbose")

    host = archive.base.removeprefix("http://")
    job_id = archive.asked("status")[0].path.rpartition("/")[2]
    logged = [line.split(" ", 1)[1] for line in done.stderr.splitlines()]
    assert logged[:2] == [
        f"look-up in {host} of {A}: {archive.base}/web/20190301101112/{A}",
        f"look-up in {host} of {B}: nothing",
    ]
    assert f"capture of {A}: accepted as {job_id}" in logged
    assert f"capture {job_id}: in progress" in logged
    assert f"capture {job_id}: {archive.base}/web/{archive.saves_at}/{A}" in logged


def test_an_internal_error_shows_no_keys_either(archive: WebArchive, folder: Path) -> None:
    (folder / "sitecustomize.py").write_text("import httpx\nhttpx.Client.stream = lambda *_, **__: 1 / 0\n")

    with in_a_process(archive, folder, CITECHECK_DEBUG="1", PYTHONPATH=str(folder)) as process:
        done = ended(process)

    assert done.returncode == 3
    assert "ZeroDivisionError" in done.stderr
    assert "Traceback" in done.stderr
    assert ACCESS not in done.stderr
    assert SECRET not in done.stderr


def test_the_answers_are_in_the_database(archive: WebArchive, run: Run, folder: Path) -> None:
    run("--db", "kept.db")

    connection = sqlite3.connect(folder / "kept.db")
    kept = connection.execute("select url, action, outcome from archive_copies order by id").fetchall()
    connection.close()

    assert kept[:2] == [(A, "lookup", "absent"), (B, "lookup", "absent")]
    assert {row for row in kept if row[2] == "saved"} == {(A, "save", "saved"), (B, "save", "saved")}


def test_foreign_text_cannot_steer_the_terminal(run: Run, folder: Path) -> None:
    text = "A.<ref>{{cite web |title=Red\x1b[31m [b]x[/b] |url=https://gazette.example/d |archive-url=https://k.example/\x1b]0;x\x07}}</ref>"
    (folder / "article.wikitext").write_text(text + "\n")

    done = run("--lookup-only")

    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "\x07" not in done.stdout
    assert "[b]x[/b]" in done.stdout
