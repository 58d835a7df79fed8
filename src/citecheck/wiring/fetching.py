"""Configuration → a fetcher behind a plain function."""

import asyncio
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import aclosing
from datetime import datetime
from typing import TYPE_CHECKING

from citecheck.collecting import Fetch, OnVisit, OnWait, Wanted
from citecheck.config import Config
from citecheck.errors import ConfigError
from citecheck.model import Visit
from citecheck.snapshots import Archive
from citecheck.wiring.parts import now, product

if TYPE_CHECKING:
    from citecheck.fetch import Fetcher, FetchPolicy

_TICK = 0.5
"""Seconds between two words on what fetching waits for."""


def fetching(config: Config, archive: Archive | None = None, clock: Callable[[], datetime] = now) -> Fetch:
    """The fetcher, behind a plain function; its libraries are imported only when something is fetched."""
    policy = _policy(config)

    def fetch(wanted: Iterable[Wanted], on_visit: OnVisit, on_wait: OnWait) -> None:
        asyncio.run(_fetch_all(policy, archive, clock, wanted, on_visit, on_wait))

    return fetch


def _policy(config: Config) -> "FetchPolicy":
    from citecheck.fetch import FetchPolicy, Robots, parse_allow_host, parse_resolve

    try:
        return FetchPolicy(
            user_agent=product(config),
            robots=Robots(config.robots),
            per_host=config.per_host,
            contact=config.contact,
            timeout=config.timeout,
            total_seconds=config.total_timeout,
            max_bytes=config.max_bytes,
            jobs=config.jobs,
            delay=config.delay,
            proxy=config.proxy,
            ca_file=str(config.ca_file) if config.ca_file else None,
            allow_hosts=tuple(parse_allow_host(text) for text in config.allow_host),
            resolve=tuple(parse_resolve(text) for text in config.resolve),
        )
    except ValueError as error:
        raise ConfigError(str(error)) from error


async def _fetch_all(
    policy: "FetchPolicy",
    archive: Archive | None,
    clock: Callable[[], datetime],
    wanted: Iterable[Wanted],
    on_visit: OnVisit,
    on_wait: OnWait,
) -> None:
    from citecheck.fetch import Fetcher

    languages: dict[str, str | None] = {}

    def urls() -> Iterator[str]:
        for each in wanted:
            languages[each.url] = accept_language(each.languages)
            yield each.url

    def earlier(url: str) -> Visit | None:
        found = archive.replay(url) if archive else None
        return found[1] if isinstance(found, tuple) else None

    async with Fetcher(policy, earlier=earlier, now=clock) as fetcher:
        telling = asyncio.create_task(_tell_of_waiting(fetcher, on_wait))
        try:
            async with aclosing(fetcher.visit_all(urls(), language_of=languages.get)) as visits:
                async for url, outcome in visits:
                    del languages[url]
                    on_visit(url, outcome)
                    del outcome  # it may be large, and the next is on its way
        finally:
            telling.cancel()


async def _tell_of_waiting(fetcher: "Fetcher", on_wait: OnWait) -> None:
    while True:
        await asyncio.sleep(_TICK)
        waiting = fetcher.most_waited_for()
        if waiting is not None:
            pause = f", nothing for {waiting.seconds:.0f} s" if waiting.seconds >= 1 else ""
            on_wait(f"{waiting.host} ({waiting.visits} to go{pause})")


def accept_language(languages: Sequence[str]) -> str | None:
    """The Accept-Language header for languages, the best one first; ``None`` where none of them is a language tag."""
    tags = [tag for tag in dict.fromkeys(languages) if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag)][:3]
    weighed = [tag if place == 0 else f"{tag};q={0.9 - 0.2 * place:.1f}" for place, tag in enumerate(tags)]
    return ", ".join([*weighed, "*;q=0.3"]) if tags else None
