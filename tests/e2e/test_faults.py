"""What goes wrong around a run (disk, memory, database, workers, clock) is told, and nothing is lost."""

import json
import os
import resource
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from citecheck import Config, run
from citecheck.snapshots import Archive
from citecheck.wiring.running import run as run_at
from commands import Citecheck, Done, apart, ended, started, worker_of
from sites import Answer, Sites, sites

SENTENCE = "Five men left on 3 May 2019."


@pytest.fixture
def site() -> Iterator[Sites]:
    with sites(otherwise=page) as running:
        yield running


def page(url: str, noise: int = 0) -> Answer:
    """The page that a claim cites, with bytes that captures cannot be made much smaller by."""
    title = f"The departure, part {url.rpartition('/')[2]}"
    comment = f"<!-- {os.urandom(noise).hex()} -->"
    return Answer(f"<html><title>{title}</title><body><h1>{title}</h1><p>{SENTENCE}</p>{comment}</body></html>")


def write_articles(folder: Path, count: int, per_article: int = 4) -> None:
    (folder / "articles").mkdir()
    for number in range(count):
        cited = "\n\n".join(
            f"{SENTENCE}<ref>{{{{cite web |title=The departure, part {n} |url=http://h{n % 7}.example/{n}}}}}</ref>"
            for n in range(number * per_article, (number + 1) * per_article)
        )
        (folder / "articles" / f"{number:02}.wikitext").write_text(cited, encoding="utf-8")


def options(site: Sites) -> list[str]:
    return ["run", "articles", "--delay", "0", "--report", "json", "--no-semantic", "--resolve", *site.resolve]


def summary(done: Done) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["summary"]


def limited(kind: int, most: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(kind, (most, most))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing fails as on a full disk

    return limit


def test_a_full_disk_is_told_and_the_next_run_goes_on(citecheck: Citecheck, site: Sites, tmp_path: Path) -> None:
    write_articles(tmp_path, 10)
    site.otherwise = partial(page, noise=30_000)

    full = apart(*options(site), cwd=tmp_path, preexec_fn=limited(resource.RLIMIT_FSIZE, 500_000))

    assert full.returncode == 3
    assert "cannot grow" in full.stderr
    assert full.stderr.endswith("run again; what was finished is stored\n")
    assert "Traceback" not in full.stderr
    with Archive(tmp_path / "archive") as archive:
        kept = len(list(archive.snapshots()))
    assert 0 < kept < 40
    assert summary(citecheck(*options(site), cwd=tmp_path))["funnel"]["checked"] == 40
    assert sum(times - 1 for times in Counter(site.asked).values()) <= 40 - kept


def test_a_locked_database_is_told_before_anything_is_fetched(
    citecheck: Citecheck, site: Sites, tmp_path: Path
) -> None:
    write_articles(tmp_path, 1)
    citecheck(*options(site), cwd=tmp_path)
    site.asked.clear()
    with closing(sqlite3.connect(tmp_path / "citecheck.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        refused = citecheck(*options(site), "--refresh", cwd=tmp_path)
        other.execute("rollback")

    assert refused.returncode == 2
    assert "locked by another program" in refused.stderr
    assert site.asked == []
    assert summary(citecheck(*options(site), cwd=tmp_path))["claims"]["supported"] == 4


def test_a_damaged_database_is_told_with_a_way_out_and_is_left_alone(
    citecheck: Citecheck, site: Sites, tmp_path: Path
) -> None:
    write_articles(tmp_path, 1)
    citecheck(*options(site), cwd=tmp_path)
    path = tmp_path / "citecheck.db"
    damaged = bytearray(path.read_bytes())
    damaged[4096 : 4096 * 6] = os.urandom(4096 * 5)
    path.write_bytes(damaged)

    refused = citecheck(*options(site), cwd=tmp_path)

    assert refused.returncode == 2
    assert "citecheck.db" in refused.stderr
    assert "damaged" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert path.read_bytes()[: len(damaged)] == bytes(damaged)


def test_two_runs_on_one_store_both_end_and_double_nothing(site: Sites, tmp_path: Path) -> None:
    write_articles(tmp_path, 4)

    both = [started(*options(site), cwd=tmp_path) for _ in range(2)]
    reports = [json.loads(ended(each).stdout) for each in both]

    assert [each["summary"]["claims"]["supported"] for each in reports] == [16, 16]
    assert reports[0]["run"]["id"] != reports[1]["run"]["id"]
    assert len(site.asked) == len(set(site.asked)) == 16


def test_a_killed_worker_loses_nothing(citecheck: Citecheck, site: Sites, tmp_path: Path) -> None:
    write_articles(tmp_path, 16, 2)
    citecheck(*options(site), cwd=tmp_path)

    with started(*options(site), "--offline", "--workers", "2", cwd=tmp_path) as process:
        os.kill(worker_of(process.pid), signal.SIGKILL)
        done = ended(process)

    found = summary(done)
    assert len(json.loads(done.stdout)["articles"]) == 16
    assert found["claims"]["supported"] == 32


def test_a_page_that_takes_too_much_memory_is_one_source_that_cannot_be_read(site: Sites, tmp_path: Path) -> None:
    write_articles(tmp_path, 1)
    site.pages["http://h1.example/1"] = Answer("<html><body>" + "<i><b>x</b></i>" * 1_300_000)

    done = apart(*options(site), "--workers", "1", cwd=tmp_path, preexec_fn=limited(resource.RLIMIT_AS, 1_000_000_000))

    assert summary(done)["claims"]["supported"] >= 3
    assert summary(done)["funnel"]["cited"] == 4


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=4000)])
def test_a_clock_that_jumps_loses_and_doubles_nothing(jump: timedelta, site: Sites, tmp_path: Path) -> None:
    write_articles(tmp_path, 2)
    config = Config(
        db=tmp_path / "x.db",
        archive=tmp_path / "archive",
        delay=0,
        resolve=site.resolve,
        workers=1,
        jobs=2,
        no_semantic=True,
    )
    names = sorted(str(path) for path in (tmp_path / "articles").iterdir())
    first = run(names, config)
    ticks = 0

    def clock() -> datetime:
        nonlocal ticks
        ticks += 1
        return datetime.now(UTC) + (jump if ticks > 3 else timedelta())

    second = run_at(names, config, clock=clock)

    assert [len(each.articles) for each in (first, second)] == [2, 2]
    assert first.claim_counts == second.claim_counts
    assert max(Counter(site.asked).values()) <= 2
