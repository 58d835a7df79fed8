"""How long a wiki's worth of links takes: the project's own scheduler on virtual time, over a model of the web.

    python benchmarks/simulate.py [--references 20000] [--workers 1 4 16 64] [--seed 1]

What runs is the real fetcher (its agenda, its manners, its retries) and the real dealing of hosts to workers; only the
network and the clock are models. Of 5,215 links on Wikipedia articles, ten hosts had 38% (shares below) and 1,321 of
the 1,738 hosts had one: the hosts of the tail come from a Pitman-Yor process with these figures (Pitman and Yor, 1997;
discount .76, strength 76). Answers take .3 s in the median (log-normal), 3% of the hosts never answer, 5% of the links
are missing, 1% of the answers are 429 with Retry-After. Memory and processors are not modelled.
"""

import argparse
import asyncio
import itertools
import math
import random
import selectors
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx

from citecheck.cluster import Dealing
from citecheck.collecting import Wanted
from citecheck.fetch import Fetcher, FetchPolicy
from citecheck.spreading import host_of

HEAD = (0.147, 0.069, 0.035, 0.03, 0.025, 0.02, 0.018, 0.014, 0.012, 0.01)
"""The shares of the ten hosts with most links; the first is web.archive.org, the second books.google."""

DISCOUNT, STRENGTH = 0.76, 76
START = datetime(2026, 1, 1, tzinfo=UTC)
WIKI = 44_700_000
"""Citations on the English Wikipedia in 2024."""


class VirtualSelector(selectors.DefaultSelector):
    """Never waits: where a loop would sleep, its clock moves on."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """What is ready; time passes instead of being waited for."""
        ready = super().select(0)
        if not ready and timeout:
            self.now += timeout
        return ready


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop on virtual time."""

    def __init__(self) -> None:
        self.virtual = VirtualSelector()
        super().__init__(self.virtual)

    def time(self) -> float:
        """Virtual seconds."""
        return self.virtual.now


@dataclass
class Web(httpx.AsyncBaseTransport):
    """A model of all hosts: how long they take, what they answer, and whether anybody is impolite to them."""

    seed: int
    delay: float
    in_flight: Counter[str] = field(default_factory=Counter)
    last: dict[str, float] = field(default_factory=dict)
    most: int = 0
    too_soon: int = 0
    requests: int = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer as the model says."""
        host, now = request.url.host, asyncio.get_running_loop().time()
        chance = random.Random(f"{self.seed} {request.url} {self.requests}")
        self.requests += 1
        self.in_flight[host] += 1
        self.most = max(self.most, self.in_flight[host])
        self.too_soon += now < self.last.get(host, -math.inf) + self.delay - 1e-6
        try:
            if random.Random(f"{self.seed} {host}").random() < 0.03:
                await asyncio.sleep(20)
                raise httpx.ConnectTimeout("no answer")
            await asyncio.sleep(0.3 * chance.lognormvariate(0, 0.8))
            fate = chance.random()
            status = 404 if fate < 0.05 else 429 if fate < 0.06 else 200
            headers = {"Retry-After": "5"} if status == 429 else {}
            return httpx.Response(status, headers=headers, content=b"<p>text</p>")
        finally:
            self.in_flight[host] -= 1
            self.last[host] = asyncio.get_running_loop().time()


def hosts_of(references: int, seed: int, *, head: bool) -> Iterator[str]:
    """The host of each link."""
    chance, tables = random.Random(seed), [0]
    counts: list[int] = []
    seated: list[int] = []
    for _ in range(references):
        place = chance.random() * (1 if head else 1 - sum(HEAD)) + (0 if head else sum(HEAD))
        for number, share in enumerate(HEAD):
            place -= share
            if place < 0:
                yield f"head{number}.example"
                break
        else:
            if chance.random() * (len(seated) + STRENGTH) < STRENGTH + DISCOUNT * tables[0]:
                table, tables[0] = tables[0], tables[0] + 1
                counts.append(0)
            else:
                table = seated[chance.randrange(len(seated))]
                while chance.random() < DISCOUNT / counts[table]:
                    table = seated[chance.randrange(len(seated))]
            counts[table] += 1
            seated.append(table)
            yield f"h{table}.example"


async def work(urls: list[str], web: Web, policy: FetchPolicy) -> int:
    """One worker: fetch its links."""
    loop = asyncio.get_running_loop()
    fetcher = Fetcher(
        policy,
        transport=web,
        clock=loop.time,
        now=lambda: START + timedelta(seconds=loop.time()),
        jitter=random.Random(1).random,
    )
    async with fetcher:
        return sum([1 async for _ in fetcher.visit_all(urls)])


async def run(urls: list[str], workers: int, web: Web, policy: FetchPolicy) -> int:
    """All workers at once, each with the hosts that it is dealt; how many links were settled."""
    dealing = Dealing(key=host_of, partitions=workers)
    dealt: list[list[str]] = [[] for _ in range(workers)]
    for url in urls:
        dealt[dealing.partition_of(Wanted(url))].append(url)
    return sum(await asyncio.gather(*(work(mine, web, policy) for mine in dealt)))


def simulate(references: int, workers: int, args: argparse.Namespace, *, head: bool) -> None:
    """One row of the table."""
    urls = [f"http://{host}/{number}" for number, host in enumerate(hosts_of(references, args.seed, head=head))]
    hosts = Counter(httpx.URL(url).host for url in urls)
    web = Web(args.seed, args.delay)
    policy = FetchPolicy(delay=args.delay, jobs=args.jobs)
    loop = VirtualLoop()
    try:
        settled = loop.run_until_complete(run(urls, workers, web, policy))
        seconds = loop.time()
    finally:
        loop.close()
    largest = max(hosts.values())
    print(
        f"{references:>10,} {len(hosts):>8,} {'all' if head else 'tail':>5} {workers:>8} {seconds / 3600:>8.2f} h"
        f" {settled / seconds:>8.1f}/s {largest:>8,} {seconds / largest:>8.2f} s"
        f"  lost {references - settled}, at once to a host {web.most}, too soon {web.too_soon}",
        flush=True,
    )


def main() -> None:
    """Simulate each number of links with each number of workers, with the ten largest hosts and without."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--references", type=int, nargs="+", default=[5000, 20_000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 4, 16])
    parser.add_argument("--jobs", type=int, default=64)
    parser.add_argument("--delay", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    print(f"delay {args.delay:g} s, {args.jobs} requests at once for each worker, seed {args.seed}")
    print(
        f"{'links':>10} {'hosts':>8} {'':>5} {'workers':>8} {'time':>10} {'rate':>10} {'largest':>8} {'per link':>10}"
    )
    for references, head, workers in itertools.product(args.references, (True, False), args.workers):
        simulate(references, workers, args, head=head)
    per_link = args.delay + 0.3 * math.exp(0.8**2 / 2)
    print(f"\n{WIKI:,} citations: the head at {per_link:.2f} s a link and one request at a time, whatever the workers:")
    for number, share in enumerate(HEAD[:4]):
        print(
            f"  host {number + 1}: {share:.1%} = {WIKI * share:,.0f} links, {WIKI * share * per_link / 86400:,.0f} days"
        )


if __name__ == "__main__":
    main()
