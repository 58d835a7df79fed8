"""The same run on a Dask cluster: nothing lost, no host asked by two workers at once, a killed worker made up for."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

pytest.importorskip("distributed")
pytestmark = pytest.mark.slow

PAGES, HOSTS = 120, 12


class Site:
    """Counts what is asked for, and how many requests a host has in flight."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.in_flight: Counter[str] = Counter()
        self.most = 0
        self.lock = threading.Lock()
        self.some = threading.Event()


@pytest.fixture
def site() -> Iterator[tuple[Site, int]]:
    seen = Site()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            host = self.headers["Host"]
            with seen.lock:
                seen.asked[f"http://{host}{self.path}"] += 1
                seen.in_flight[host] += 1
                seen.most = max(seen.most, seen.in_flight[host])
                if seen.asked.total() > PAGES // 4:
                    seen.some.set()
            time.sleep(0.03)
            body = f"<html><body><p>Five men left on 3 May 2019. {self.path}</p></body></html>".encode()
            with seen.lock:
                seen.in_flight[host] -= 1
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
            """A worker that is killed is what is tested."""

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield seen, server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def command(folder: Path, port: int) -> list[str]:
    for number in range(PAGES // 4):
        cited = [
            f"Five men left on 3 May 2019.<ref>{{{{cite web |title=T |url=http://h{n % HOSTS}.example/{n}}}}}</ref>"
            for n in range(number * 4, number * 4 + 4)
        ]
        (folder / "articles").mkdir(exist_ok=True)
        (folder / "articles" / f"{number:03}.wikitext").write_text("\n\n".join(cited), encoding="utf-8")
    options = ["--delay", "0", "--workers", "2", "--cluster", "local", "--resolve", f"*:80:127.0.0.1:{port}"]
    return [sys.executable, "-m", "citecheck", "run", "articles", "--report", "json", *options]


def workers_of(process: int) -> list[int]:
    """The processes below a process that run Dask workers."""
    found = subprocess.run(["ps", "-ww", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    rows = [line.split(None, 2) for line in found.splitlines()[1:]]
    return [int(pid) for pid, parent, args in rows if int(parent) == process and "spawn_main" in args]


def test_a_run_on_a_cluster_finds_what_a_run_here_finds(site: tuple[Site, int], tmp_path: Path) -> None:
    seen, port = site

    done = subprocess.run(command(tmp_path, port), cwd=tmp_path, capture_output=True, text=True, timeout=240)

    report = json.loads(done.stdout)
    assert report["summary"]["funnel"]["checked"] == PAGES, done.stderr
    assert report["summary"]["claims"]["supported"] == PAGES
    assert set(seen.asked.values()) == {1}
    assert seen.most == 1


def test_a_killed_worker_costs_time_and_nothing_else(site: tuple[Site, int], tmp_path: Path) -> None:
    seen, port = site
    with (tmp_path / "out.json").open("w") as out:
        process = subprocess.Popen(command(tmp_path, port), cwd=tmp_path, stdout=out, stderr=subprocess.DEVNULL)
        assert seen.some.wait(120)
        os.kill(workers_of(process.pid)[-1], signal.SIGKILL)
        assert process.wait(240) == 0

    report = json.loads((tmp_path / "out.json").read_text("utf-8"))
    assert report["summary"]["funnel"]["checked"] == PAGES
    assert max(seen.asked.values()) <= 2
    with closing(sqlite3.connect(tmp_path / "citecheck.db")) as db:
        assert db.execute("select count(*), count(distinct path) from articles").fetchall() == [
            (PAGES // 4, PAGES // 4)
        ]


def test_parts_of_a_run_on_a_cluster_make_the_same_report(site: tuple[Site, int], tmp_path: Path) -> None:
    _, port = site
    run = [*command(tmp_path, port), "--parts", "parts"]

    written = subprocess.run(run, cwd=tmp_path, capture_output=True, text=True, timeout=240)
    load = [sys.executable, "-m", "citecheck", "load", "parts"]
    loaded = subprocess.run(load, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    report = [sys.executable, "-m", "citecheck", "report", "--report", "json"]
    shown = subprocess.run(report, cwd=tmp_path, capture_output=True, text=True, timeout=60)

    assert written.returncode == 0, written.stderr
    assert "citecheck load parts" in written.stderr
    assert f"{PAGES // 4} articles loaded" in loaded.stdout
    assert json.loads(shown.stdout)["summary"]["claims"]["supported"] == PAGES
