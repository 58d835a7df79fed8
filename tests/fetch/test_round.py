"""What is on its way and what waits to be taken are together no more than the jobs."""

import asyncio
from collections.abc import Callable
from contextlib import aclosing

import pytest

from citecheck.fetch.agenda import Agenda
from citecheck.fetch.place import Place
from citecheck.fetch.round import Round

PAGES = 60


def agenda(pages: int = PAGES, hosts: int = 30) -> Agenda:
    return Agenda((f"http://h{number % hosts}.example/{number}" for number in range(pages)), ahead=PAGES, per_host=1)


@pytest.mark.parametrize("jobs", [1, 3, 16])
@pytest.mark.parametrize("pause", [0, 0.002], ids=["quick", "slow"])
def test_what_a_killed_process_loses_is_no_more_than_the_jobs(jobs: int, pause: float) -> None:
    lost = most = 0

    async def visit(url: str, place: Place, answered: Callable[[], None]) -> str:
        nonlocal lost, most
        await place.take()
        lost += 1
        most = max(most, lost)
        await asyncio.sleep(0)
        answered()
        return url

    async def take_all() -> set[str]:
        nonlocal lost
        taken = set()
        async with aclosing(Round(agenda(), visit, jobs).results()) as results:
            async for url, _ in results:
                await asyncio.sleep(pause)
                taken.add(url)
                lost -= 1
        return taken

    assert len(asyncio.run(take_all())) == PAGES
    assert most == jobs


def test_a_visit_that_waits_for_another_host_keeps_nobody_back() -> None:
    async def meet() -> list[str]:
        met = asyncio.Event()

        async def visit(url: str, place: Place, answered: Callable[[], None]) -> str:
            await place.take()
            answered()
            if url.endswith("/0"):
                place.leave()
                await met.wait()
                await place.take()
            else:
                met.set()
            return url

        async with aclosing(Round(agenda(2), visit, 1).results()) as results:
            return [url async for url, _ in results]

    assert asyncio.run(asyncio.wait_for(meet(), 10)) == ["http://h1.example/1", "http://h0.example/0"]


def test_visits_that_ask_nobody_hold_nothing() -> None:
    async def take_all() -> int:
        async def visit(url: str, place: Place, answered: Callable[[], None]) -> str:
            return url

        async with aclosing(Round(agenda(), visit, 1).results()) as results:
            return len([url async for url, _ in results])

    assert asyncio.run(take_all()) == PAGES
