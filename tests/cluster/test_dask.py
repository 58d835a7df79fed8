"""The same run on a Dask cluster: nothing lost, no host asked by two workers at once, a killed worker made up for."""

import json
import os
import signal
import socket
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from calls import begin, meet
from citecheck.cluster import dask_executor, let_others_work
from citecheck.cluster.scheduler import LOCAL
from commands import apart, ended, here, started, worker_of
from sites import Answer, Sites, sites

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

PAGES, HOSTS = 120, 12
TITLE = "Five men leave the ferry"


def served(url: str) -> Answer:
    page = f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1><p>Five men left on 3 May 2019. {url}</p></body></html>"
    return Answer(page)


@pytest.fixture
def site() -> Iterator[Sites]:
    with sites(otherwise=served, pause=0.03) as running:
        yield running


def arguments(folder: Path, site: Sites) -> list[str]:
    for number in range(PAGES // 4):
        cited = [
            f"Five men left on 3 May 2019.<ref>{{{{cite web |title={TITLE} |url=http://h{n % HOSTS}.example/{n}}}}}"
            for n in range(number * 4, number * 4 + 4)
        ]
        (folder / "articles").mkdir(exist_ok=True)
        (folder / "articles" / f"{number:03}.wikitext").write_text("</ref>\n\n".join([*cited, ""]), encoding="utf-8")
    options = ["--delay", "0", "--workers", "2", "--cluster", "local", "--no-semantic", "--resolve", *site.resolve]
    return ["run", "articles", "--report", "json", *options]


def test_a_run_on_a_cluster_finds_what_a_run_here_finds(site: Sites, tmp_path: Path) -> None:
    with socket.socket() as other:  # takes the port that Dask has its own pages at, if nobody has yet
        with suppress(OSError):
            other.bind(("127.0.0.1", 8787))
            other.listen()
        done = apart(*arguments(tmp_path, site), cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["summary"]["funnel"]["checked"] == PAGES
    assert report["summary"]["claims"]["supported"] == PAGES
    assert len(site.asked) == len(set(site.asked)) == PAGES
    assert {site.most_at_once[f"h{n}.example"] for n in range(HOSTS)} == {1}


def test_a_killed_worker_costs_time_and_nothing_else(site: Sites, tmp_path: Path) -> None:
    with started(*arguments(tmp_path, site), cwd=tmp_path) as process:
        site.wait_for(PAGES // 4)
        os.kill(worker_of(process.pid), signal.SIGKILL)
        done = ended(process)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["summary"]["funnel"]["checked"] == PAGES
    assert max(Counter(site.asked).values()) <= 2
    with closing(sqlite3.connect(tmp_path / "citecheck.db")) as db:
        stored = db.execute("select count(*), count(distinct path) from articles").fetchall()
    assert stored == [(PAGES // 4, PAGES // 4)]


def test_a_call_that_waits_keeps_its_worker_from_no_other_call(tmp_path: Path) -> None:
    with dask_executor(LOCAL, 1, begin, None) as executor:
        meeting = [executor.submit(meet, tmp_path, name) for name in ("one", "other")]

        assert [each.result(timeout=60) for each in meeting] == [True, True]


def test_here_there_is_nobody_to_let_work() -> None:
    let_others_work()


def test_parts_of_a_run_on_a_cluster_make_the_same_report(site: Sites, tmp_path: Path) -> None:
    written = apart(*arguments(tmp_path, site), "--parts", "parts", cwd=tmp_path)
    loaded = here("load", "parts", cwd=tmp_path)
    shown = here("report", "--report", "json", cwd=tmp_path)

    assert written.returncode == 0, written.stderr
    assert "citecheck load parts" in written.stderr
    assert f"{PAGES // 4} articles loaded" in loaded.stdout
    assert json.loads(shown.stdout)["summary"]["claims"]["supported"] == PAGES
