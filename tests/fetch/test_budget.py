"""However much servers send at once, only so much of it is held; and everybody gets done."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.fetch import Fetcher
from citecheck.fetch.budget import Budget
from citecheck.model import Visit
from fetching import policy
from servers import answer, patiently, serve


class Taker:
    def __init__(self) -> None:
        self.paused = False

    def pause(self) -> None:
        assert not self.paused
        self.paused = True

    def resume(self) -> None:
        assert self.paused
        self.paused = False


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 30)), max_size=60), st.integers(1, 60))
def test_one_can_always_go_on_and_what_is_held_is_bounded(steps, limit):
    budget, takers = Budget(limit), [Taker() for _ in range(5)]
    held = dict.fromkeys(range(5), 0)
    for number, size in steps:
        if size == 0:
            budget.free(takers[number])
            takers[number].paused = False
            held[number] = 0
        elif not takers[number].paused:
            budget.grow(takers[number], size)
            held[number] += size
        waiting = [each for each in takers if each.paused]
        assert len(waiting) < 5
        holders = [number for number in held if held[number]]
        assert not holders or any(not takers[number].paused for number in holders)
        if sum(held.values()) <= limit:
            assert not any(takers[number].paused for number in held if not held[number])
    for number in range(5):
        budget.free(takers[number])
        takers[number].paused = False


@pytest.mark.parametrize("jobs", [8])
def test_pages_that_are_too_much_at_once_all_come_whole(jobs):
    body = bytes(range(256)) * 4096

    async def run():
        async with serve({"*": answer(body)}) as server:
            settings = policy(server, jobs=jobs, max_bytes_in_flight=200_000, timeout=0.6)
            async with Fetcher(settings) as fetcher:
                urls = [f"http://h{number}.example/" for number in range(24)]
                return [outcome async for _, outcome in fetcher.visit_all(urls)]

    outcomes = patiently(run())

    assert len(outcomes) == 24
    assert all(isinstance(each, Visit) and each.final.body == body for each in outcomes)


def test_a_redirect_is_not_read_to_its_end():
    large = answer(b"x" * 5_000_000, status="302 Found", headers=("Location: /there",))

    async def run():
        async with (
            serve({"/": large, "/there": answer(b"here")}) as server,
            Fetcher(policy(server)) as fetcher,
        ):
            return await fetcher.visit("http://daily.example/")

    visit = patiently(run())

    assert visit.final.body == b"here"
    assert (len(visit.exchanges[0].body), visit.exchanges[0].truncated) == (16384, "length")
