"""Fetching and capturing many pages from a server on loopback addresses, beside lychee and linkchecker.

    python benchmarks/fetching.py [--pages 2000] [--hosts 40]

The server is a process of its own. ``lychee`` and ``linkchecker`` are run where they are on the PATH; they keep
nothing of what they fetch. CPU is that of the client's process (user and system) for each page.
"""

import argparse
import asyncio
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ClassVar

from citecheck.fetch import Fetcher, FetchPolicy, parse_allow_host
from citecheck.model import Exchange, Visit
from citecheck.snapshots import Archive
from citecheck.snapshots.cdxj import Capture
from citecheck.snapshots.index import Index
from citecheck.snapshots.member import LEVEL
from citecheck.snapshots.surt import surt
from page_server import PageServer, serve, server

PAGE_BYTES = 60_000


@dataclass(frozen=True)
class Cost:
    """What a run took."""

    wall: float
    cpu: float
    pages: int
    bad: int

    def __str__(self) -> str:
        per_page = self.cpu / self.pages * 1000
        bad = f"  {self.bad} FAILED" if self.bad else ""
        return f"{self.wall:7.2f} s {per_page:8.3f} ms {rss_mb():7.0f} MB{bad}"


def words(count: int, seed: int) -> bytes:
    """Text that compresses as prose does."""
    source = random.Random(seed)
    vocabulary = ["".join(source.choices("aeioubcdlmnprst", k=source.randint(2, 9))) for _ in range(2500)]
    out = bytearray(b"<!doctype html><title>page</title>")
    while len(out) < count:
        out += b"<p>" + " ".join(source.choices(vocabulary, k=60)).encode() + b"</p>\n"
    return bytes(out[:count])


class Pages(PageServer):
    """Answers every request at once, or in the ways of the mixed set."""

    bodies: ClassVar[list[bytes]] = []
    visits: ClassVar[Counter[bytes]] = Counter()

    def answer(self, path: bytes, host: bytes) -> None:
        """Answer by the first part of the path."""
        kind = path.split(b"/")[1]
        body = self.bodies[hash(path) % len(self.bodies)]
        later = asyncio.get_running_loop().call_later
        match kind:
            case b"missing":
                later(0.2, self.send, b"gone", b"404 Not Found")
            case b"hop3" | b"hop2" | b"hop1":
                target = b"/" + {b"hop3": b"hop2", b"hop2": b"hop1", b"hop1": b"late"}[kind] + path[5:]
                later(0.2, self.send, b"", b"302 Found", b"Location: " + target + b"\r\n")
            case b"busy":
                self.visits[host + path] += 1
                if self.visits[host + path] == 1:
                    later(0.2, self.send, b"", b"429 Too Many Requests", b"Retry-After: 1\r\n")
                else:
                    later(0.2, self.send, body)
            case b"late":
                later(0.2, self.send, body)
            case b"slow":
                later(0.2, self.drip, body, 0)
            case _:
                self.send(body)

    def drip(self, body: bytes, at: int) -> None:
        """Send a response in five parts, a tenth of a second apart."""
        step = len(body) // 5 + 1
        if at == 0:
            self.send_head(len(body))
        self.transport.write(body[at : at + step])
        if at + step < len(body):
            asyncio.get_running_loop().call_later(0.1, self.drip, body, at + step)


def serve_pages() -> None:
    """Serve until killed, on every loopback address."""
    Pages.bodies += [words(PAGE_BYTES, seed) for seed in range(4)]
    serve(Pages, "0.0.0.0")


def host(number: int) -> str:
    """A loopback address that stands for a host."""
    return f"127.0.{1 + number // 200}.{1 + number % 200}"


def plain(port: int, pages: int, hosts: int, skew: float = 0.0) -> list[str]:
    """URLs, ``skew`` of them on one host and the rest evenly over the others."""
    on_one = int(pages * skew)
    urls = [f"http://{host(hosts)}:{port}/page/{n}" for n in range(on_one)]
    urls += [f"http://{host(n % hosts)}:{port}/page/{n}" for n in range(pages - on_one)]
    random.Random(1).shuffle(urls)
    return urls


def mixed(port: int, hosts: int, run: int = 0) -> list[str]:
    """A hundred references as articles have them: late, missing, redirected, busy and slow ones.

    ``run`` tells clients apart, so that each finds the busy pages busy.
    """
    kinds = ["late"] * 60 + ["missing"] * 15 + ["hop3"] * 10 + ["busy"] * 5 + ["slow"] * 10
    random.Random(2).shuffle(kinds)
    return [f"http://{host(n % hosts)}:{port}/{kind}/{run}-{n}" for n, kind in enumerate(kinds)]


def least(urls: Sequence[str]) -> float:
    """Seconds that nobody can go below who asks a host for one thing at a time and obeys ``Retry-After``."""
    costs = {"late": 0.2, "missing": 0.2, "hop3": 0.8, "busy": 1.4, "slow": 0.6}
    hosts: dict[str, float] = {}
    for url in urls:
        _, _, name, kind, _ = url.split("/")
        hosts[name] = hosts.get(name, 0) + costs[kind]
    return max(hosts.values())


def rss_mb() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def fetch(urls: Iterable[str], count: int, archive: Path | None, level: int = 0, **changes: object) -> Cost:
    """Visit all, and store each where an archive is given."""
    allowed = tuple(parse_allow_host(host(n)) for n in range(400))
    policy = FetchPolicy(**({"delay": 0, "allow_hosts": allowed, "jobs": 100} | changes))
    keeping = Archive(archive, level=level) if archive else None

    async def run() -> int:
        bad = 0
        async with Fetcher(policy) as fetcher:
            async for _, outcome in fetcher.visit_all(urls):
                if not isinstance(outcome, Visit) or outcome.final.truncated:
                    bad += 1
                elif keeping:
                    keeping.store(outcome)
                del outcome
        return bad

    wall, cpu = time.perf_counter(), time.process_time()
    bad = asyncio.run(run())
    if keeping:
        keeping.close()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu, count, bad)


def in_process_of_its_own(work: Callable[[], object]) -> None:
    """Run and print in a fork, so that memory and caches are its own."""
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        print(work(), flush=True)
        os._exit(0)
    os.waitpid(pid, 0)


def show(name: str, work: Callable[[], object]) -> None:
    """A line of the table."""
    print(f"{name:52}", end="")
    in_process_of_its_own(work)


def with_archive(work: Callable[[Path], object]) -> Callable[[], object]:
    """Give the work a new folder."""

    def run() -> object:
        with tempfile.TemporaryDirectory() as folder:
            return work(Path(folder))

    return run


def peers(urls_for: Callable[[int], Sequence[str]]) -> None:
    """The link checkers that are there, on the same URLs."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "urls.txt"
        page = Path(folder) / "urls.html"
        lychee = ["lychee", "--no-progress", "--accept", "200..=299", "--format", "compact", str(listed)]
        quick = ["--host-request-interval", "0ms", "--max-concurrency", "200"]
        patient = ["--retry-wait-time", "0", "--max-retries", "2"]
        Path(folder).chmod(0o755)  # run by root, linkchecker becomes nobody
        rates = Path(folder) / "linkcheckerrc"
        rates.write_text("[checking]\nmaxrequestspersecond=100000\n")
        commands = {
            "lychee, its defaults": lychee,
            "lychee, no waits, one at a time from a host": [*lychee, *quick, *patient, "--host-concurrency", "1"],
            "lychee, no waits, ten at a time from a host": [*lychee, *quick, *patient, "--host-concurrency", "10"],
            "linkchecker, 100 threads, no rate cap": [
                "linkchecker", "-f", str(rates), "--check-extern", "--no-warnings", "--no-status", "-t", "100",
                "-o", "none", str(page),
            ],
        }  # fmt: skip
        for run, (name, command) in enumerate(commands.items(), 1):
            urls = urls_for(run)
            listed.write_text("\n".join(urls))
            page.write_text("".join(f'<a href="{url}">x</a>\n' for url in urls))
            if shutil.which(command[0]) is None:
                print(f"{name:52} (not installed)")
                continue
            begun, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
            try:
                subprocess.run(command, capture_output=True, check=False, timeout=180)
            except subprocess.TimeoutExpired:
                print(f"{name:52}  > 180 s")
                continue
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            print(f"{name:52}{time.perf_counter() - begun:7.2f} s {cpu / len(urls) * 1000:8.3f} ms")


def lookups(folder: Path, captures: int, asked: int) -> str:
    """Find captures in a large index."""
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    index = Index(folder)

    def made() -> Iterator[Capture]:
        for n in range(captures):
            url = f"http://h{n % 997}.example/story/{n}"
            yield Capture(
                surt(url),
                url,
                moment + timedelta(seconds=n),
                200,
                "text/html",
                "ab" * 32,
                "a.warc.gz",
                n,
                9,
                f"urn:{n}",
            )

    begun = time.perf_counter()
    index.rebuild(made)
    built = time.perf_counter() - begun
    with Archive(folder) as archive:
        wanted = [f"http://h{n % 997}.example/story/{n}" for n in random.Random(3).sample(range(captures), asked)]
        begun = time.perf_counter()
        assert all(archive.find(url) for url in wanted)
        each = (time.perf_counter() - begun) / asked
    return f"{each * 1000:7.3f} ms a lookup, built in {built:.1f} s, {rss_mb():.0f} MB"


def replays(folder: Path, visits: int) -> str:
    """Find and read stored pages of 60 kB."""
    body = words(PAGE_BYTES, 5)
    response = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(body) + body
    with Archive(folder) as archive:
        for n in range(visits):
            url = f"http://h.example/{n}"
            headers = (("Content-Type", "text/html"), ("Content-Length", str(len(body))))
            moment = datetime(2024, 1, 1, tzinfo=UTC)
            exchange = Exchange(url, b"GET", response, 200, "OK", headers, body, "192.0.2.1:80", moment, 0.1)
            archive.store(Visit(url, (exchange,)))
    with Archive(folder) as archive:
        begun = time.perf_counter()
        for n in range(visits):
            assert isinstance(archive.replay(f"http://h.example/{n}"), tuple)
        each = (time.perf_counter() - begun) / visits
    return f"{each * 1000:7.3f} ms a page of 60 kB, found, inflated and parsed"


def endless(port: int, pages: int, hosts: int) -> Iterator[str]:
    """URLs made as they are asked for."""
    return (f"http://{host(n % hosts)}:{port}/page/{n}" for n in range(pages))


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--hosts", type=int, default=40)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.serve:
        serve_pages()
        return
    pages, hosts = args.pages, args.hosts
    with server(__file__) as port:
        urls = plain(port, pages, hosts)
        print(
            f"{pages} pages of {PAGE_BYTES // 1000} kB over {hosts} hosts {'wall':>30} {'CPU/page':>11} {'memory':>10}"
        )
        fetch_in = lambda urls=urls, **options: lambda: fetch(urls, pages, None, **options)  # noqa: E731
        keep_in = lambda **options: with_archive(lambda folder: fetch(urls, pages, folder, **options))  # noqa: E731
        show("citecheck, fetched", fetch_in())
        show("citecheck, fetched and captured, uncompressed", keep_in())
        show("citecheck, fetched and captured, zlib 1", keep_in(level=1))
        show("citecheck, fetched and captured, as installed (ISA-L)", keep_in(level=LEVEL))
        show("citecheck, captured, with lychee's 50 ms pause", keep_in(level=LEVEL, delay=0.05))
        for jobs in (50, 100, 200, 400):
            wide = plain(port, pages, 400)
            show(f"citecheck, fetched, {jobs} in flight, 400 hosts", fetch_in(urls=wide, jobs=jobs))
        show("citecheck, fetched, 30% on one host", lambda: fetch(plain(port, pages, hosts, 0.3), pages, None))
        show(
            "citecheck, captured, ten times as many",
            with_archive(lambda folder: fetch(endless(port, pages * 10, hosts), pages * 10, folder, level=LEVEL)),
        )
        peers(lambda _: urls)
        for few in (25, 100):
            print(f"\n100 mixed references over {few} hosts: 200 ms latency, 404, redirects, 429, slow bodies")
            some = mixed(port, few)
            print(f"{'least time, one at a time from a host':52}{least(some):7.2f} s")
            for at_once in (1, 10):
                more = mixed(port, few, 100 + at_once)
                show(
                    f"citecheck, captured, {at_once} at a time from a host",
                    with_archive(lambda folder, u=more, n=at_once: fetch(u, 100, folder, level=LEVEL, per_host=n)),
                )
            peers(lambda run, few=few: mixed(port, few, run))
    print("\nreplay")
    show("an index of 100,000 captures", with_archive(lambda folder: lookups(folder, 100_000, 2000)))
    show("an archive of 500 pages", with_archive(lambda folder: replays(folder, 500)))


if __name__ == "__main__":
    main()
