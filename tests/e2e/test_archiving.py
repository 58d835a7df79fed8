"""Archiving with real parts: pywb as the archive, behind TLS and a facade like archive.org's; sources that vanish."""

import json
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import trustme

from commands import Done, ended, started
from pywb_archive import PywbArchive
from pywb_server import COLLECTION, needs_pywb, new_collection, running_pywb
from servers import PATIENCE
from sites import Answer, sites
from web_archive import ACCESS, SECRET, Reply, as_json, web_archive

pytestmark = [pytest.mark.slow, needs_pywb]
KEYS = {"CITECHECK_IA_ACCESS_KEY": ACCESS, "CITECHECK_IA_SECRET_KEY": SECRET}
UNHURRIED = """
import citecheck.archivers, citecheck.archivers.saving, citecheck.archivers.wayback_lookup
citecheck.archivers.LOOKUPS_PER_MINUTE = citecheck.archivers.CAPTURES_PER_MINUTE = 60_000.0
citecheck.archivers.MEMENTOS_PER_MINUTE = 60_000.0
citecheck.archivers.saving.POLLS = (0.1,)
citecheck.archivers.saving.RETRY_PAUSE = 0.1
citecheck.archivers.saving.JOB_PATIENCE = {patience}
citecheck.archivers.wayback_lookup.PAUSES = (0.1, 0.1)
citecheck.archivers.WaybackLookup.__init__.__kwdefaults__["patience"] = {answers_within}
from citecheck.__main__ import main
main()
"""
STORY = """<html lang="en"><head><title>Ferry sinks off Kerval</title>
<meta property="article:published_time" content="2019-02-22T08:00:00Z"></head>
<body><article><h1>Ferry sinks off Kerval</h1>
<p>The ferry Anna-Lise sank off Kerval on 21 February 2019 in heavy seas, half an hour after it had left the pier.</p>
<p>14 people were killed, the prefecture said on Friday. The survivors were brought ashore by fishermen, who had seen
the lights go out. An inquiry into the age of the ship has been opened, and the line stays closed until spring.</p>
</article></body></html>"""


@contextmanager
def origin(*paths: str) -> Iterator[str]:
    """A publisher, who has published a story under each of the paths."""
    with sites() as publisher:
        host = f"127.0.0.1:{publisher.port}"
        publisher.pages |= {f"http://{host}{path}": Answer(STORY) for path in paths}
        yield f"http://{host}"


@dataclass
class Desk:
    """A working folder, an archive, and the command in a process of its own."""

    folder: Path
    archive: PywbArchive
    ca_file: Path
    patience: float = PATIENCE
    answers_within: float = PATIENCE

    def start(self, *arguments: str, keys: Mapping[str, str] = KEYS) -> "subprocess.Popen[str]":
        own = {
            "HOME": str(self.folder),
            "CITECHECK_WAYBACK_URL": self.archive.base,
            "CITECHECK_CA_FILE": str(self.ca_file),
        }
        code = UNHURRIED.format(patience=self.patience, answers_within=self.answers_within)
        return started(*arguments, cwd=self.folder, environment=own | dict(keys), code=code)

    def call(self, *arguments: str, keys: Mapping[str, str] = KEYS) -> Done:
        with self.start(*arguments, keys=keys) as process:
            return ended(process)

    def write(self, text: str) -> None:
        (self.folder / "article.wikitext").write_text(text, encoding="utf-8")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    new_collection(tmp_path / "pywb")
    (tmp_path / "work").mkdir()
    with running_pywb(tmp_path / "pywb", "--live", "--record", "-a", "--auto-interval", "1") as pywb:
        archive = PywbArchive(pywb=pywb)
        with web_archive(archive, context):
            yield Desk(tmp_path / "work", archive, tmp_path / "ca.pem")
            archive.closing.set()
            for thread in archive.threads:
                thread.join()


def cite(url: str, title: str = "Ferry sinks off Kerval") -> str:
    return f"<ref>{{{{cite web |title={title} |url={url} |date=22 February 2019}}}}</ref>"


def test_saved_once_and_found_ever_after(desk: Desk) -> None:
    with origin("/a") as site:
        desk.write(f"It sank.{cite(f'{site}/a')} It was gone.{cite(f'{site}/gone', 'Gone')}\n")

        first = desk.call("archive", "article.wikitext")
        second = desk.call("archive", "article.wikitext")
        looked = desk.call("archive", "article.wikitext", "--lookup-only", "--db", "other.db", keys={})
        memento = ("--memento", f"{desk.archive.pywb}/{COLLECTION}/{{url}}", "--db", "third.db")
        both = desk.call("archive", "article.wikitext", "--lookup-only", *memento, keys={})

    assert first.returncode == 0, first.stderr
    assert "2 references: 1 saved, 1 failed." in first.stdout
    assert "the source does not exist any more (404): No capture. (no use trying again)" in first.stdout
    assert "1 recent enough already" in second.stdout
    assert len(desk.archive.asked("save")) == 2
    assert "1 already there, 1 not archived" in looked.stdout
    assert both.returncode == 0, both.stderr
    assert "1 already there, 1 not archived" in both.stdout


def facts_supported(report: Path) -> list[tuple[str, str]]:
    claims = json.loads(report.read_text(encoding="utf-8"))["articles"][0]["claims"]
    return [(fact["text"], fact["verdict"]) for claim in claims for fact in claim["facts"]]


def references(report: Path) -> list[dict[str, Any]]:
    return json.loads(report.read_text(encoding="utf-8"))["articles"][0]["references"]


def test_a_source_that_vanishes_is_still_checked(desk: Desk) -> None:
    """Run, archive, patch; then the publisher goes away, and everything local with it but the patched article."""
    with origin("/a") as site:
        desk.write(
            f"The ferry Anna-Lise sank off Kerval on 21 February 2019, and 14 people were killed.{cite(f'{site}/a')}\n"
        )
        allowed = ("--allow-host", site.removeprefix("http://"), "--delay", "0")
        before = desk.call("run", "article.wikitext", *allowed, "--report", "json=before.json")
        saved = desk.call("archive", "article.wikitext")
        patch = desk.call("patch", "article.wikitext")
        subprocess.run(["patch", "-p1", "-s"], input=patch.stdout.encode(), cwd=desk.folder, check=True)
    text = (desk.folder / "article.wikitext").read_text(encoding="utf-8")
    allowed += ("--allow-host", f"localhost:{desk.archive.port}")

    after = desk.call(
        "run", "article.wikitext", *allowed, "--report", "json=after.json", "--db", "new.db", "--archive", "new"
    )

    assert (before.returncode, saved.returncode, patch.returncode) == (0, 0, 0), (before, saved, patch)
    assert f"|archive-url={desk.archive.base}/web/2" in text
    assert "|url-status=live " in text
    supported = facts_supported(desk.folder / "before.json")
    assert supported
    assert {verdict for _, verdict in supported} == {"supported"}
    assert facts_supported(desk.folder / "after.json") == supported, after.stdout
    (reference,) = references(desk.folder / "after.json")
    assert reference["health"] == "unreachable"
    assert reference["stand_in"]["url"].startswith(desk.archive.base)


def test_faults_end_in_rows_and_the_next_run_goes_on(desk: Desk) -> None:
    """Look-ups that are no rows, a busy archive, errors as HTTP 200, a stall: told, kept, and made good later."""
    desk.answers_within = 10.0
    with origin("/a", "/b", "/c", "/d") as site:
        desk.write("".join(f"Number {name} sank.{cite(f'{site}/{name}', name)}\n" for name in "abcd"))
        html = Reply(200, "<html><body>Busy, come back later</body></html>", "text/html")
        desk.archive.next("cdx", html, Reply(503), Reply(503), Reply(503), desk.archive.stall, Reply(200, ""))
        busy = {"message": "Too many sessions.", "status_ext": "error:user-session-limit"}
        desk.archive.next("save", as_json(busy), Reply(502), Reply(200, "<html>", "text/html"))

        first = desk.call("archive", "article.wikitext")
        second = desk.call("archive", "article.wikitext")

    assert first.returncode == 0, first.stderr
    assert "4 references: 4 saved." in first.stdout
    assert "4 recent enough already" in second.stdout
    assert first.stderr == second.stderr == ""


def test_killed_at_any_point_nothing_is_captured_twice(desk: Desk) -> None:
    with origin("/a", "/b", "/c", "/d") as site:
        desk.write("".join(f"Number {name} sank.{cite(f'{site}/{name}', name)}\n" for name in "abcd"))
        for saves in (1, 3):
            with desk.start("archive", "article.wikitext") as process:
                while len(desk.archive.asked("save")) < saves and process.poll() is None:
                    time.sleep(0.01)
                process.kill()

        done = desk.call("archive", "article.wikitext")
        captured = [len(desk.archive.rows(f"{site}/{name}")) for name in "abcd"]

    assert done.returncode == 0, done.stderr
    assert captured == [1, 1, 1, 1]


def test_a_job_that_never_ends_is_pending_and_found_later(desk: Desk) -> None:
    desk.patience = 1.0
    with origin("/a") as site:
        desk.write(f"It sank.{cite(f'{site}/a')}\n")
        desk.archive.next("status", *[as_json({"status": "pending"})] * 400)
        desk.archive.next("cdx", *[Reply(200, "")] * 2)

        first = desk.call("archive", "article.wikitext")
        desk.archive.scripted.clear()
        second = desk.call("archive", "article.wikitext")

    assert "1 pending" in first.stdout, first.stdout + first.stderr
    assert "1 saved" in second.stdout or "1 recent enough" in second.stdout, second.stdout
    assert len(desk.archive.asked("save")) == 1
