"""What goes wrong around a run (disk, memory, database, workers, clock) is told, and nothing is lost."""

import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from citecheck import Config, run
from citecheck.snapshots import Archive
from citecheck.wiring.running import run as run_at

Citecheck = Callable[..., subprocess.CompletedProcess[str]]
SENTENCE = "Five men left on 3 May 2019."


class Site:
    def __init__(self) -> None:
        self.port = 0
        self.asked: Counter[str] = Counter()
        self.pages: dict[str, bytes] = {}
        self.noise = 0

    @property
    def resolve(self) -> str:
        return f"*:80:127.0.0.1:{self.port}"


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.asked[self.path] += 1
            noise = os.urandom(site.noise).hex()  # so that captures cannot be made much smaller
            title = f"The departure, part {self.path[1:]}"
            page = f"<html><title>{title}</title><body><h1>{title}</h1><p>{SENTENCE}</p><!-- {noise} --></body></html>"
            body = site.pages.get(self.path) or page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *args: object) -> None:
            """Clients that end early are what is tested."""

    server = Server(("127.0.0.1", 0), Handler)
    site.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def write_articles(folder: Path, count: int, per_article: int = 4) -> None:
    (folder / "articles").mkdir()
    for number in range(count):
        cited = "\n\n".join(
            f"{SENTENCE}<ref>{{{{cite web |title=The departure, part {n} |url=http://h{n % 7}.example/{n}}}}}</ref>"
            for n in range(number * per_article, (number + 1) * per_article)
        )
        (folder / "articles" / f"{number:02}.wikitext").write_text(cited, encoding="utf-8")


def command(site: Site, *options: str) -> list[str]:
    fixed = ["--delay", "0", "--report", "json", "--resolve", site.resolve, *options]
    return [sys.executable, "-m", "citecheck", "run", "articles", *fixed]


def report(folder: Path, site: Site, *options: str) -> dict[str, object]:
    done = subprocess.run(command(site, *options), cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    summary: dict[str, object] = json.loads(done.stdout)["summary"]
    return summary


def limited(kind: int, most: int) -> Callable[[], None]:
    def limit() -> None:
        resource.setrlimit(kind, (most, most))
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing fails as on a full disk

    return limit


def test_a_full_disk_is_told_and_the_next_run_goes_on(site: Site, tmp_path: Path) -> None:
    write_articles(tmp_path, 10)
    site.noise = 30_000

    full = subprocess.run(
        command(site),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        preexec_fn=limited(resource.RLIMIT_FSIZE, 500_000),
    )

    assert full.returncode in (2, 3)
    assert "cannot be written" in full.stderr or "cannot grow" in full.stderr or "cannot be used" in full.stderr
    assert "Traceback" not in full.stderr
    with Archive(tmp_path / "archive") as archive:
        kept = len(list(archive.snapshots()))
    assert 0 < kept < 40
    funnel = report(tmp_path, site)["funnel"]
    assert isinstance(funnel, dict)
    assert funnel["checked"] == 40
    assert sum(times - 1 for times in site.asked.values()) <= 40 - kept


def test_a_locked_database_is_told_before_anything_is_fetched(site: Site, tmp_path: Path) -> None:
    write_articles(tmp_path, 1)
    report(tmp_path, site)
    site.asked.clear()
    with closing(sqlite3.connect(tmp_path / "citecheck.db", isolation_level=None)) as other:
        other.execute("begin exclusive")
        refused = subprocess.run(command(site, "--refresh"), cwd=tmp_path, capture_output=True, text=True, timeout=60)
        other.execute("rollback")

    assert refused.returncode == 2
    assert "locked by another program" in refused.stderr
    assert site.asked.total() == 0
    assert report(tmp_path, site)["claims"]["supported"] == 4  # type: ignore[index]


def test_a_damaged_database_is_told_with_a_way_out_and_is_left_alone(site: Site, tmp_path: Path) -> None:
    write_articles(tmp_path, 1)
    report(tmp_path, site)
    path = tmp_path / "citecheck.db"
    damaged = bytearray(path.read_bytes())
    damaged[4096 : 4096 * 6] = os.urandom(4096 * 5)
    path.write_bytes(damaged)

    refused = subprocess.run(command(site), cwd=tmp_path, capture_output=True, text=True, timeout=60)

    assert refused.returncode == 2
    assert "citecheck.db" in refused.stderr
    assert "damaged" in refused.stderr
    assert "Traceback" not in refused.stderr
    assert path.read_bytes()[: len(damaged)] == bytes(damaged)


def test_two_runs_on_one_store_both_end_and_double_nothing(site: Site, tmp_path: Path) -> None:
    write_articles(tmp_path, 4)

    both = [subprocess.Popen(command(site), cwd=tmp_path, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    reports = [json.loads(each.communicate(timeout=120)[0]) for each in both]

    assert [each["summary"]["claims"]["supported"] for each in reports] == [16, 16]
    assert reports[0]["run"]["id"] != reports[1]["run"]["id"]
    assert set(site.asked.values()) == {1}


def test_a_killed_worker_loses_nothing(site: Site, tmp_path: Path) -> None:
    write_articles(tmp_path, 16, 2)
    report(tmp_path, site)
    offline = [*command(site, "--offline"), "--workers", "2"]
    with (tmp_path / "out.json").open("w") as out:
        process = subprocess.Popen(offline, cwd=tmp_path, stdout=out, stderr=subprocess.PIPE, text=True)
        os.kill(_a_worker(process.pid), signal.SIGKILL)
        _, errors = process.communicate(timeout=120)

    assert process.returncode == 0, errors
    found = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert len(found["articles"]) == 16
    assert found["summary"]["claims"]["supported"] == 32


def _a_worker(process: int) -> int:
    """A worker process of a run, once there is one."""
    for _ in range(600):
        for path in Path("/proc").glob("[0-9]*"):
            try:
                stat = (path / "stat").read_text().rpartition(")")[2].split()
                if int(stat[1]) == process and b"spawn_main" in (path / "cmdline").read_bytes():
                    return int(path.name)
            except OSError:
                continue
        time.sleep(0.02)
    raise AssertionError("no worker was started")


def test_a_page_that_takes_too_much_memory_is_one_source_that_cannot_be_read(site: Site, tmp_path: Path) -> None:
    write_articles(tmp_path, 1)
    site.pages["/1"] = b"<html><body>" + b"<i><b>x</b></i>" * 1_300_000
    done = subprocess.run(
        command(site, "--workers", "1"),
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=limited(resource.RLIMIT_AS, 1_000_000_000),
    )

    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["summary"]["claims"]["supported"] >= 3
    assert found["summary"]["funnel"]["cited"] == 4


@pytest.mark.parametrize("jump", [timedelta(days=-400), timedelta(days=4000)])
def test_a_clock_that_jumps_loses_and_doubles_nothing(jump: timedelta, site: Site, tmp_path: Path) -> None:
    write_articles(tmp_path, 2)
    config = Config(
        db=tmp_path / "x.db", archive=tmp_path / "archive", delay=0, resolve=(site.resolve,), workers=1, jobs=2
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
    assert max(site.asked.values()) <= 2
