"""What a Dask cluster costs beside one process on the same work, and what a killed worker costs.

    python benchmarks/cluster.py [--references 250 1250] [--workers 1 2] [an option of `citecheck run` …]

The work is that of ``benchmarks/scale.py``: fetched, captured, read, checked, stored. The cluster is one of this
machine (``--cluster local``), begun and ended with the run. Two sizes of the same work part what it takes to start from
what each reference takes after that. The efficiency of a worker is the time of a reference in one process, divided by
its time on the cluster and by the number of workers; where other work keeps the machine busy, read the CPU beside it.
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
from collections.abc import Sequence
from dataclasses import dataclass
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


def run(name: str, options: list[str], args: argparse.Namespace, references: int, kill: bool = False) -> scale.Cost:
    """One run, and its line of the table."""
    folder = Path(tempfile.mkdtemp(prefix="citecheck-cluster-")).resolve()
    ended = threading.Event()
    try:
        (folder / "articles").mkdir()
        scale.write_articles(folder / "articles", references, 20, 20)
        with server(scale.__file__) as port:
            killer = threading.Thread(target=kill_one, args=(port, folder, references // 3, ended))
            if kill:
                killer.start()
            command = [sys.executable, "-m", "citecheck", "run", "articles", "--jobs", "100", "--delay", "0"]
            command += ["--resolve", f"*:80:127.0.0.1:{port}", "--db", "a.db", "--archive", "a"]
            command += [*options, *args.options]
            cost = scale.timed(command, folder)
            ended.set()
            again = scale.told(port, "asked") - references
            fetched, supported, claims = scale.tally(folder / "a.db")
    finally:
        ended.set()
        shutil.rmtree(folder, ignore_errors=True)
    rate, cpu = references / cost.wall, cost.cpu / references * 1000
    print(
        f"{name:<34}{cost.wall:>8.1f} s{rate:>7.0f}/s{cpu:>8.2f} ms{cost.memory / 1e6:>7.0f} MB"
        f"  asked again {again}, lost {references - fetched}, supported {supported:,} of {claims:,},"
        f" exit {cost.code}",
        flush=True,
    )
    return cost


@dataclass(frozen=True)
class Line:
    """What runs of two sizes make of each other: what starting costs, and each reference after that, in seconds."""

    start: float
    each: float

    @classmethod
    def through(cls, sizes: Sequence[int], few: float, many: float) -> "Line":
        """The line through what the smaller and the larger run took."""
        each = (many - few) / (sizes[1] - sizes[0])
        return cls(few - each * sizes[0], each)


def lines(name: str, options: list[str], args: argparse.Namespace) -> tuple[Line, Line]:
    """Run both sizes; what they come to by the clock and by the processor."""
    few, many = (run(f"{name}, {size:,}", options, args, size) for size in args.references)
    wall, cpu = (Line.through(args.references, *each) for each in ((few.wall, many.wall), (few.cpu, many.cpu)))
    print(
        f"  start {wall.start:.1f} s ({cpu.start:.1f} s of CPU), then {wall.each * 1000:.1f} ms a reference"
        f" ({cpu.each * 1000:.1f} ms of CPU)",
        flush=True,
    )
    return wall, cpu


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--references", type=int, nargs=2, default=[250, 1250], metavar=("FEW", "MANY"))
    parser.add_argument("--workers", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--no-kill", action="store_true", help="kill no worker")
    args, args.options = parser.parse_known_args()
    as_installed()
    print(f"{time.strftime('%Y-%m-%d')}, {os.cpu_count()} cores, chunks of at most {CHUNK} URLs")
    print(f"{'':<34}{'wall':>8}  {'rate':>7}  {'CPU/ref':>8}  {'memory':>7}")
    wall, cpu = lines("one process", ["--workers", "1"], args)
    for workers in args.workers:
        options = ["--cluster", "local", "--workers", str(workers)]
        on_wall, on_cpu = lines(f"Dask, {workers} worker(s)", options, args)
        by_clock, by_cpu = wall.each / on_wall.each / workers, cpu.each / on_cpu.each
        print(f"  efficiency of a worker: {by_clock:.0%} by the clock, {by_cpu:.0%} by the CPU", flush=True)
    if not args.no_kill:
        options = ["--cluster", "local", "--workers", "2"]
        run("Dask, one of 2 workers killed", options, args, args.references[0], kill=True)


if __name__ == "__main__":
    main()
