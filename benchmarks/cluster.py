"""What a Dask cluster costs beside one process on the same work, and what a killed worker costs.

    python benchmarks/cluster.py [--references 1000] [--workers 1 2] [an option of `citecheck run` …]

The work is that of ``benchmarks/scale.py``: fetched, captured, read, checked, stored. The cluster is one of this
machine (``--cluster local``), begun and ended with the run. Efficiency is the rate of a run divided by the number of
its workers and by the rate of the run in one process; where other work keeps the machine busy, read the CPU beside it.
Of the last run one worker is killed (SIGKILL) when a third of the pages are fetched: what is asked for once more is
what that cost, and a chunk is the most that it may.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path

import scale
from citecheck.spreading import SpreadCollector
from installed import as_installed
from page_server import server

CHUNK = SpreadCollector.__dataclass_fields__["chunk"].default


def workers_of(folder: Path) -> list[int]:
    """The processes of Dask's workers that work in a folder: those that spawned none themselves."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            if (process / "cwd").resolve() == folder and b"spawn_main" in command:
                found.append(int(process.name))
        except OSError:
            continue
    return found


def kill_one(port: int, folder: Path, after: int, ended: threading.Event) -> None:
    """Kill a worker once so many pages were asked for."""
    while not ended.wait(0.05):
        if scale.told(port, "asked") >= after:
            os.kill(workers_of(folder)[0], signal.SIGKILL)
            return


def run(name: str, options: list[str], args: argparse.Namespace, kill: bool = False) -> scale.Cost:
    """One run, and its line of the table."""
    folder = Path(tempfile.mkdtemp(prefix="citecheck-cluster-")).resolve()
    ended = threading.Event()
    try:
        (folder / "articles").mkdir()
        scale.write_articles(folder / "articles", args.references, 20, 20)
        with server(scale.__file__) as port:
            killer = threading.Thread(target=kill_one, args=(port, folder, args.references // 3, ended))
            if kill:
                killer.start()
            command = [sys.executable, "-m", "citecheck", "run", "articles", "--jobs", "100", "--delay", "0"]
            command += ["--resolve", f"*:80:127.0.0.1:{port}", "--db", "a.db", "--archive", "a"]
            command += [*options, *args.options]
            cost = scale.timed(command, folder)
            ended.set()
            again = scale.told(port, "asked") - args.references
            fetched, supported, claims = scale.tally(folder / "a.db")
    finally:
        ended.set()
        shutil.rmtree(folder, ignore_errors=True)
    rate, cpu = args.references / cost.wall, cost.cpu / args.references * 1000
    print(
        f"{name:<34}{cost.wall:>8.1f} s{rate:>7.0f}/s{cpu:>8.2f} ms{cost.memory / 1e6:>7.0f} MB"
        f"  asked again {again}, lost {args.references - fetched}, supported {supported:,} of {claims:,},"
        f" exit {cost.code}",
        flush=True,
    )
    return cost


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--references", type=int, default=1000)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    args, args.options = parser.parse_known_args()
    as_installed()
    began = time.strftime("%Y-%m-%d")
    print(f"{began}, {os.cpu_count()} cores, {args.references} references, chunks of {CHUNK}")
    print(f"{'':<34}{'wall':>8}  {'rate':>7}  {'CPU/ref':>8}  {'memory':>7}")
    one = run("one process", ["--workers", "1"], args)
    for workers in args.workers:
        options = ["--cluster", "local", "--workers", str(workers)]
        cost = run(f"Dask, {workers} worker(s)", options, args)
        print(f"  efficiency: {one.wall / cost.wall / workers:.0%} by the clock, {one.cpu / cost.cpu:.0%} by the CPU")
    run("Dask, one of 2 workers killed", ["--cluster", "local", "--workers", "2"], args, kill=True)


if __name__ == "__main__":
    main()
