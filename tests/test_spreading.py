from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from citecheck.collecting import Progress, Source, Wanted
from citecheck.model import Snapshot
from citecheck.spreading import SpreadCollector, host_of

NOW = datetime(2026, 1, 2, tzinfo=UTC)


def collect_chunk(chunk: Sequence[Wanted]) -> list[tuple[str, Source]]:
    if any("bad" in each.url for each in chunk):
        raise OSError("the machine is gone")
    return [
        (each.url, Source(Snapshot(each.url, each.url, (), "a", 0, "1", "0", 200, "text/html", NOW))) for each in chunk
    ]


def test_every_source_comes_back_and_a_lost_chunk_is_a_failure_of_each_of_its_urls() -> None:
    found: dict[str, Source] = {}
    steps: list[Progress] = []
    urls = [f"http://h{number % 5}.example/{number}" for number in range(40)] + ["http://bad.example/1"]

    with ThreadPoolExecutor(2) as executor:
        collector = SpreadCollector(executor, collect_chunk, partitions=64, chunk=4, progress=steps.append)
        collector.collect(map(Wanted, urls), found.__setitem__)

    assert set(found) == set(urls)
    failure = found["http://bad.example/1"].failure
    assert failure is not None
    assert (failure.reason, failure.retryable) == ("worker-lost", True)
    assert "the machine is gone" in failure.detail
    assert steps[-1].done == len(urls)


def test_a_host_is_the_same_however_it_is_written() -> None:
    hosts = {host_of(Wanted(url)) for url in ("http://www.A.example/1", "https://a.example:443/2", "HTTP://A.EXAMPLE")}

    assert hosts == {"a.example"}
    assert host_of(Wanted("http://[")) == ""
