"""A run that is killed goes on where it was; two runs at once fetch nothing twice; damage does not end a run."""

import json
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from citecheck.snapshots import Archive
from citecheck.store.leases import LASTS
from commands import Citecheck, Done, ended, started
from sites import Answer, Sites, sites

PAGES, HOSTS, JOBS = 24, 6, 3
TITLE = "Five men leave the ferry"
PAGE = f"<html><title>{TITLE}</title><body><h1>{TITLE}</h1><p>Five men left on 3 May 2019. {{url}}</p></body></html>"


def served(url: str) -> Answer:
    return Answer(PAGE.format(url=url), headers={"ETag": '"v1"'})


@pytest.fixture
def site() -> Iterator[Sites]:
    with sites(otherwise=served, pause=0.04) as running:
        yield running


@pytest.fixture
def article(tmp_path: Path) -> Path:
    cited = "\n\n".join(
        f"Five men left on 3 May 2019.<ref>{{{{cite web |title={TITLE} |url=http://h{n % HOSTS}.example/{n}}}}}</ref>"
        for n in range(PAGES)
    )
    (tmp_path / "a.wikitext").write_text(cited, encoding="utf-8")
    return tmp_path / "a.wikitext"


def options(site: Sites) -> list[str]:
    return ["--jobs", str(JOBS), "--delay", "0", "--report", "json", "--no-semantic", "--resolve", *site.resolve]


def kill_once_asked(requests: int, site: Sites, folder: Path, *arguments: object) -> None:
    """Start a run and kill it when it has asked for so many pages."""
    silent = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with started("run", *arguments, *options(site), cwd=folder, **silent) as process:
        site.wait_for(requests)
        process.kill()


def funnel(done: Done) -> Any:
    return json.loads(done.stdout)["summary"]["funnel"]


@pytest.mark.parametrize(
    "after", [pytest.param(1, marks=pytest.mark.slow), 9, pytest.param(20, marks=pytest.mark.slow)]
)
def test_a_killed_run_goes_on_where_it_was(
    after: int, citecheck: Citecheck, site: Sites, article: Path, tmp_path: Path
) -> None:
    kill_once_asked(after, site, tmp_path, article)
    begun = time.monotonic()

    done = citecheck("run", article, *options(site), cwd=tmp_path)

    assert funnel(done)["fetched"] == PAGES, done.stderr
    assert len(set(site.asked)) == PAGES
    twice = len(site.asked) - PAGES
    assert twice <= JOBS, "only what was on its way is fetched twice"
    assert time.monotonic() - begun < LASTS.total_seconds(), "nobody waits for the leases of the dead"
    with Archive(tmp_path / "archive") as archive:
        assert {problem.fault for problem in archive.verify()} <= {"torn", "not-indexed"}
        archive.repair()
        assert list(archive.verify()) == []
    with closing(sqlite3.connect(tmp_path / "citecheck.db")) as database:
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        assert database.execute("select count(*) from articles").fetchone() == (1,)
        assert database.execute("select count(*) from leases").fetchone() == (0,)


def test_two_runs_at_once_fetch_nothing_twice(site: Sites, article: Path, tmp_path: Path) -> None:
    runs = [started("run", article, *options(site), cwd=tmp_path) for _ in range(2)]
    done = [ended(each) for each in runs]

    assert [funnel(each)["fetched"] for each in done] == [PAGES, PAGES], done[0].stderr + done[1].stderr
    assert len(site.asked) == PAGES
    assert {site.most_at_once[url] for url in site.asked} == {1}


def test_what_has_not_changed_is_read_from_the_capture_before(
    citecheck: Citecheck, site: Sites, article: Path, tmp_path: Path
) -> None:
    first = citecheck("run", article, *options(site), cwd=tmp_path)
    size = sum(path.stat().st_size for path in (tmp_path / "archive").glob("*.gz"))
    again = citecheck("run", article, "--refresh", *options(site), cwd=tmp_path)
    offline = citecheck("run", article, "--offline", "--no-semantic", "--report", "json", cwd=tmp_path)

    assert site.conditions == ['"v1"'] * PAGES
    claims = [[claim["verdict"] for claim in json.loads(each.stdout)["articles"][0]["claims"]] for each in (
        first, again, offline
    )]  # fmt: skip
    assert claims[0] == claims[1] == claims[2]
    assert "supported" in claims[0]
    assert sum(path.stat().st_size for path in (tmp_path / "archive").glob("*.gz")) < 2.5 * size
    with Archive(tmp_path / "archive") as archive:
        assert list(archive.verify()) == []


def test_a_damaged_capture_is_fetched_again_and_offline_it_is_told(
    citecheck: Citecheck, site: Sites, article: Path, tmp_path: Path
) -> None:
    citecheck("run", article, *options(site), cwd=tmp_path)
    with Archive(tmp_path / "archive") as archive:
        snapshot = archive.find("http://h0.example/0")
    assert snapshot is not None
    path = tmp_path / "archive" / snapshot.warc
    data = bytearray(path.read_bytes())
    data[snapshot.offset + 60] ^= 0xFF
    path.write_bytes(data)
    site.asked.clear()

    offline = citecheck("run", article, "--offline", "--no-semantic", "--report", "json", cwd=tmp_path)
    online = citecheck("run", article, *options(site), cwd=tmp_path)

    references = json.loads(offline.stdout)["articles"][0]["references"]
    assert [reference["health"] for reference in references].count("unreachable") == 1
    assert offline.returncode == 0, "one damaged capture does not end a run"
    assert funnel(offline)["fetched"] == PAGES - 1
    assert site.asked == ["http://h0.example/0"]
    assert funnel(online)["fetched"] == PAGES


def test_a_person_s_own_capture_stands_in(citecheck: Citecheck, site: Sites, article: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    citecheck("run", article, *options(site), "--archive", other, cwd=tmp_path)
    citecheck("snapshots", "export", "x.wacz", "--archive", other, cwd=tmp_path)
    citecheck("snapshots", "import", "x.wacz", cwd=tmp_path)
    site.asked.clear()

    done = citecheck("run", article, *options(site), "--fresh-for-hours", "0", cwd=tmp_path)

    assert site.asked == []
    assert funnel(done)["fetched"] == PAGES


def test_a_killed_run_of_many_articles_is_resumed_and_comes_to_the_same(
    citecheck: Citecheck, site: Sites, tmp_path: Path
) -> None:
    names = [f"{number:02}.wikitext" for number in range(PAGES)]
    for number, name in enumerate(names):
        url = f"http://h{number % HOSTS}.example/{number}"
        cited = f"Five men left on 3 May 2019.<ref>{{{{cite web |title={TITLE} |url={url}}}}}</ref>\n"
        (tmp_path / name).write_text(cited, encoding="utf-8")
    (tmp_path / "list").write_text("\n".join(["gone.wikitext", *names]), encoding="utf-8")
    kill_once_asked(PAGES * 2 // 3, site, tmp_path, "--articles-from", "list")
    with closing(sqlite3.connect(tmp_path / "citecheck.db")) as db:
        [(run_id,)] = db.execute("select id from runs").fetchall()

    done = citecheck("run", "--articles-from", "list", "--resume", *options(site), cwd=tmp_path)

    report = json.loads(done.stdout)
    assert report["run"]["id"] == run_id
    assert [article["path"] for article in report["articles"]] == names
    assert funnel(done)["fetched"] == PAGES
    # again is asked for only what was in flight, and what had come and was not kept yet
    assert len(site.asked) <= PAGES + 2 * JOBS
    assert max(Counter(site.asked).values()) <= 2
    assert "gone.wikitext: no such file" in done.stderr
    assert done.returncode == 2
