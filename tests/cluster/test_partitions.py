"""Items of one key are never worked on at two places, none is lost, and no more are read than can be waited for."""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from citecheck.cluster import Dealing, deal


def key(item: tuple[str, int]) -> str:
    return item[0]


items_of_hosts = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.integers()), max_size=60)


@given(items_of_hosts, st.integers(1, 5), st.integers(1, 7), st.integers(1, 40))
def test_every_item_is_worked_on_once_and_in_the_order_of_its_key(
    items: list[tuple[str, int]], partitions: int, chunk: int, ahead: int
) -> None:
    dealing = Dealing(key, partitions, chunk, ahead)
    with ThreadPoolExecutor(3) as executor:
        chunks = [each for each, _ in deal(items, dealing, len, executor)]

    worked = [item for each in chunks for item in each]
    assert sorted(worked) == sorted(items)
    for host in "abcdefgh":
        assert [item for item in worked if item[0] == host] == [item for item in items if item[0] == host]
    assert all(0 < len(each) <= chunk for each in chunks)


def test_no_key_is_worked_on_at_two_places_at_once() -> None:
    lock, busy, clashes = threading.Lock(), set[str](), list[str]()

    def work(chunk: Sequence[tuple[str, int]]) -> int:
        hosts = {host for host, _ in chunk}
        with lock:
            clashes.extend(hosts & busy)
            busy.update(hosts)
        time.sleep(0.002)
        with lock:
            busy.difference_update(hosts)
        return len(chunk)

    items = [(host, number) for number in range(50) for host in "abcdefgh"]
    with ThreadPoolExecutor(8) as executor:
        results = [result for _, result in deal(items, Dealing(key, 6, 5), work, executor)]

    assert clashes == []
    assert sum(result for result in results if isinstance(result, int)) == 400


def test_a_chunk_that_fails_comes_with_its_error_and_the_others_go_on() -> None:
    def work(chunk: Sequence[tuple[str, int]]) -> int:
        if ("a", 3) in chunk:
            raise OSError("lost")
        return len(chunk)

    items = [(host, number) for number in range(9) for host in "ab"]
    with ThreadPoolExecutor(2) as executor:
        results = list(deal(items, Dealing(key, 4, 3), work, executor))

    lost = [chunk for chunk, result in results if isinstance(result, OSError)]
    assert len(lost) == 1
    assert ("a", 3) in lost[0]
    assert sum(len(chunk) for chunk, _ in results) == 18


def test_an_endless_stream_is_read_no_further_than_can_wait() -> None:
    read = 0

    def endless():
        nonlocal read
        while True:
            read += 1
            yield ("a", read)

    with ThreadPoolExecutor(1) as executor:
        dealt = deal(endless(), Dealing(key, 8, chunk=10, ahead=100), len, executor)
        next(dealt)

    assert read <= 120


def test_the_first_chunks_are_small_and_each_twice_as_large_as_the_one_before() -> None:
    items = [("a", number) for number in range(200)]
    dealing = Dealing(key, partitions=1, chunk=60, first=10)

    with ThreadPoolExecutor(1) as executor:
        sizes = [len(each) for each, _ in deal(items, dealing, len, executor)]

    assert sizes == [10, 20, 40, 60, 60, 10]
    assert dealing.size(10**9) == 60
