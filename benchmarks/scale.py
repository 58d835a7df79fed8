"""What a run costs as it grows: many references over many hosts of a server on this machine, from end to end.

    python benchmarks/scale.py [--references 10 100 1000 10000] [--per-article 20] [--per-host 20] [--picture FILE.svg]

Every reference is cited by a sentence with a date, a count and a place, and its page, 60 kB of news, says the same.
For each size the same articles are run five times: fetched, captured, read, checked and stored; again offline from the
captures; again from the stored documents, every claim judged anew; again, all taken over, since nothing has changed;
and as a check of the links alone. Memory is the largest sum of the resident sets of all processes of a
run, sampled. A reference counts as lost where the report does not know it as fetched.
"""

import argparse
import asyncio
import os
import random
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from chart import draw
from installed import as_installed
from page_server import PageServer, serve, server

PAGE_BYTES = 60_000
PLACES = ("Gao", "Kidal", "Timbuktu", "Mopti", "Bamako", "Niamey", "Agadez", "Ouagadougou", "Dakar", "Nouakchott")
WAYS = ("run", "captures", "stored", "unchanged", "links")
MONTHS = ("January", "March", "May", "June", "August", "October", "December")


def sentence(number: int) -> str:
    """The fact that page and article share."""
    chance = random.Random(number)
    day, month = chance.randint(1, 28), chance.choice(MONTHS)
    return (
        f"On {day} {month} {chance.randint(2001, 2024)}, {chance.randint(13, 99)} fighters were killed "
        f"near {chance.choice(PLACES)} by {chance.randint(101, 999)} soldiers."
    )


def filler(seed: int) -> tuple[bytes, bytes]:
    """A page as news sites make them, without its fact: 8 kB of running text in 60 kB of markup, styles and scripts."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("aeioubcdlmnprst", k=chance.randint(2, 9))) for _ in range(2500)]

    weights = [1 / rank for rank in range(1, len(words) + 1)]  # few words are most of a text

    def phrase(count: int) -> str:
        return " ".join(chance.choices(words, weights, k=count))

    def paragraph() -> str:
        lines = [phrase(chance.randint(8, 22)).capitalize() + "." for _ in range(4)]
        return f'<div class="{phrase(3)}"><p class="{phrase(2)}" data-id="{phrase(1)}">{" ".join(lines)}</p></div>\n'

    def teaser(number: int) -> str:
        return (
            f'<li class="{phrase(4)}"><a class="{phrase(2)}" href="/{phrase(1)}/{number}" data-track="{phrase(4)}">'
            f'<img alt="" src="/{phrase(1)}.jpg" width="120" height="90"><span>{phrase(5)}</span></a></li>\n'
        )

    script = f"<script>window.state = {{{', '.join(f'{word}: 1' for word in words[:900])}}};</script>\n"
    style = f"<style>{' '.join(f'.{word} {{ margin: 0 }}' for word in words[900:1500])}</style>\n"
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News of the day</title>'
        f'<meta property="article:published_time" content="2024-12-31">{script}{style}</head><body>'
        f"<nav><ul>{''.join(map(teaser, range(40)))}</ul></nav><article><h1>News of the day</h1>\n"
    )
    body = [paragraph() for _ in range(18)]
    rest = "</article><aside><ul>"
    while len(head) + sum(map(len, body)) + len(rest) < PAGE_BYTES:
        rest += teaser(len(rest))
    return (head + "".join(body[:6])).encode(), ("".join(body[6:]) + rest + "</ul></aside></body></html>").encode()


class News(PageServer):
    """Answers ``/N`` with the page that holds the N-th sentence, and counts the requests in flight to each host."""

    frames: ClassVar[list[tuple[bytes, bytes]]] = []
    in_flight: ClassVar[Counter[bytes]] = Counter()
    most: ClassVar[int] = 0
    asked: ClassVar[int] = 0

    def answer(self, path: bytes, host: bytes) -> None:
        """Answer a moment later."""
        if path in (b"/most", b"/asked"):
            self.send(str(News.most if path == b"/most" else News.asked).encode())
            return
        self.in_flight[host] += 1
        News.asked += 1
        News.most = max(News.most, self.in_flight[host])
        asyncio.get_running_loop().call_later(0.005, self.send_page, host, int(path[1:]))

    def send_page(self, host: bytes, number: int) -> None:
        """Send a page."""
        before, after = self.frames[number % len(self.frames)]
        self.in_flight[host] -= 1
        self.send(b"%s<p>%s</p>\n%s" % (before, sentence(number).encode(), after))


def serve_news() -> None:
    """Serve until killed."""
    News.frames += [filler(seed) for seed in range(8)]
    serve(News)


def told(port: int, what: str) -> int:
    """What the server has counted: requests ``asked``, or the ``most`` that it had in flight from one host."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/{what}") as answer:
        return int(answer.read())


def write_articles(folder: Path, references: int, per_article: int, per_host: int) -> int:
    """Write the articles; how many they are."""
    hosts = max(1, references // per_host)
    numbers = list(range(references))
    for place in range(0, references, per_article):
        lines = [
            f"{sentence(n)}<ref>{{{{cite web |title=News of the day |url=http://h{n % hosts}.example/{n}}}}}</ref>"
            for n in numbers[place : place + per_article]
        ]
        (folder / f"{place // per_article:06}.wikitext").write_text("\n\n".join(lines) + "\n", encoding="utf-8")
    return len(range(0, references, per_article))


@dataclass
class Cost:
    """What a run took: seconds, and bytes at the most."""

    wall: float
    cpu: float
    memory: int
    code: int


def resident(group: int) -> int:
    """The resident memory of all processes of a group, in bytes."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[2]) == group:
            total += int(fields[21]) * resource.getpagesize()
    return total


def timed(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    with (folder / "out.txt").open("w") as out:
        process = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        most, ended = [0], threading.Event()

        def watch() -> None:
            while not ended.wait(0.25):
                most[0] = max(most[0], resident(process.pid))

        watcher = threading.Thread(target=watch)
        watcher.start()
        code = process.wait()
        ended.set()
        watcher.join()
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(wall, cpu, most[0], code)


def tally(db: Path) -> tuple[int, int, int]:
    """References fetched, claims supported, and claims, of the latest run in a database."""
    with closing(sqlite3.connect(db)) as connection:
        [(run,)] = connection.execute("select id from runs order by started_at desc limit 1").fetchall()
        of_run = "join articles on articles.id = article_id where run_id = ?"
        [(fetched,)] = connection.execute(f"select count(snapshot_id) from article_references {of_run}", [run])
        [(supported, claims)] = connection.execute(
            f"select coalesce(sum(verdict = 'supported'), 0), count(*) from claims {of_run}", [run]
        )
    return fetched, supported, claims


def measure(references: int, args: argparse.Namespace) -> dict[str, Cost]:
    """Run one size in all ways, print a line for each, and give what each took."""
    costs: dict[str, Cost] = {}
    folder = Path(tempfile.mkdtemp(prefix="citecheck-scale-", dir=args.folder))
    try:
        (folder / "articles").mkdir()
        count = write_articles(folder / "articles", references, args.per_article, args.per_host)
        with server(__file__) as port:
            base = [sys.executable, "-m", "citecheck", "run", "articles", "--jobs", str(args.jobs), "--delay", "0"]
            base += ["--resolve", f"*:80:127.0.0.1:{port}", *args.options]
            ways = {
                "run": [*base, "--db", "a.db", "--archive", "a"],
                "captures": [*base, "--db", "a.db", "--archive", "a", "--offline", "--reread"],
                "stored": [*base, "--db", "a.db", "--archive", "a", "--offline", "--rejudge"],
                "unchanged": [*base, "--db", "a.db", "--archive", "a", "--offline"],
                "links": [*base, "--db", "b.db", "--archive", "b", "--no-check"],
            }
            for way in args.ways:
                cost = costs[way] = timed(ways[way], folder)
                fetched, supported, claims = tally(folder / ("b.db" if way == "links" else "a.db"))
                print(
                    f"{references:>8,} {count:>7,} {way:<10}{cost.wall:>9.1f} s{references / cost.wall:>8.0f}/s"
                    f"{cost.cpu / references * 1000:>8.2f} ms{cost.memory / 1e6:>7.0f} MB"
                    f"  at once to a host {told(port, 'most')},"
                    f" lost {references - fetched}, supported {supported:,} of {claims:,}, exit {cost.code}",
                    flush=True,
                )
                if args.verbose:
                    print((folder / "out.txt").read_text()[-3000:])
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return costs


def draw_all(path: Path, costs: dict[int, dict[str, Cost]]) -> None:
    """Draw what runs of all sizes took."""
    ways = next(iter(costs.values()))

    def lines(of: Callable[[Cost], float]) -> dict[str, list[tuple[float, float]]]:
        return {way: [(size, of(each[way])) for size, each in costs.items()] for way in ways}

    panels = {"seconds": lines(lambda cost: cost.wall), "CPU seconds": lines(lambda cost: cost.cpu)}
    draw(path, panels | {"memory, MB": lines(lambda cost: cost.memory / 1e6)}, "references")


def main() -> None:
    """Measure every size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--references", type=int, nargs="+", default=[10, 100, 1000, 10_000])
    parser.add_argument("--per-article", type=int, default=20)
    parser.add_argument("--per-host", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=100)
    parser.add_argument("--ways", nargs="+", default=WAYS, choices=WAYS)
    parser.add_argument("--folder", help="where to write; a temporary folder by default")
    parser.add_argument("--picture", type=Path, help="draw it, as SVG")
    parser.add_argument("--verbose", action="store_true", help="print the end of each run's own output")
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    args, args.options = parser.parse_known_args()
    if args.serve:
        serve_news()
        return
    as_installed()
    print(f"{os.cpu_count()} cores; pages of {PAGE_BYTES // 1000} kB")
    print(f"{'refs':>8} {'articles':>7} {'way':<10}{'wall':>9}  {'rate':>8}  {'CPU/ref':>8}  {'memory':>7}")
    costs = {references: measure(references, args) for references in sorted(args.references)}
    if args.picture:
        draw_all(args.picture, costs)


if __name__ == "__main__":
    main()
