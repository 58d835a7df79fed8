"""``citecheck archive``: look up and save what articles cite."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck.collecting import Progress
from citecheck.config import Config
from citecheck.errors import ConfigError
from citecheck.model import Article
from citecheck.store import Store
from citecheck.wiring.parts import CENTURY, archive_agent, now
from citecheck.wiring.reading import read

if TYPE_CHECKING:
    from citecheck.archivers import Archiving, ArchivingResult, ArchivingRules, Keys

OnProgress = Callable[[Progress], None]


def archive(
    articles: Iterable[str | Path | Article],
    config: Config | None = None,
    *,
    keys: "Keys | None" = None,
    include_archived: bool = False,
    progress: OnProgress | None = None,
) -> "ArchivingResult":
    """Look up what articles cite in web archives, and save what has no recent copy; as ``citecheck archive``.

    Args:
        articles: Files to read, or articles as :func:`citecheck.read_article` gives them.
        config: Which archive, and where its answers are kept; the defaults if absent.
        keys: Of an archive.org account; without them nothing is saved.
        include_archived: Whether references with an archive copy in the article are looked up and saved as well.
        progress: Called as each stage moves on.

    Raises:
        ArticleError: An article cannot be read, or cites nothing.
        ConfigError: The configuration is wrong.
        StoreError: The database is damaged or cannot be written.
    """
    config = config or Config()
    if config.offline:
        raise ConfigError("archiving needs the network, and the configuration says offline")
    found = read(articles, config)
    with ExitStack() as stack:
        archiving = _archiving(config, stack, keys, include_archived, progress or (lambda _: None))
        return archiving.run(found)


def _archiving(
    config: Config, stack: ExitStack, keys: "Keys | None", include_archived: bool, tell: OnProgress
) -> "Archiving":
    """The stage with its parts; what has to be closed is left to ``stack``."""
    from citecheck.archivers import (
        CAPTURES_PER_MINUTE,
        LOOKUPS_PER_MINUTE,
        MEMENTOS_PER_MINUTE,
        Archiving,
        Pace,
        SavePageNow,
        WaybackLookup,
        archive_base,
    )
    from citecheck.archivers.memento_lookup import MementoLookup

    base, agent = archive_base(config.wayback_url), archive_agent(config)
    proxy, ca_file = config.proxy, config.ca_file
    lookup = WaybackLookup(base, Pace(LOOKUPS_PER_MINUTE), user_agent=agent, proxy=proxy, ca_file=ca_file)
    opened = SavePageNow.opened(keys, base, user_agent=agent, proxy=proxy, ca_file=ca_file) if keys else None
    saver = stack.enter_context(opened) if opened else None
    opening = (
        MementoLookup.opened(address, Pace(MEMENTOS_PER_MINUTE), user_agent=agent, proxy=proxy, ca_file=ca_file)
        for address in config.memento
    )
    others = {each.archive: each for each in map(stack.enter_context, opening)}
    store = stack.enter_context(Store.open(config.db))
    return Archiving(
        base, lookup, saver, store.archive_checks, Pace(CAPTURES_PER_MINUTE), now, _rules(config, include_archived),
        lambda *step: tell(Progress(*step)), others,
    )  # fmt: skip


def _rules(config: Config, include_archived: bool) -> "ArchivingRules":
    from citecheck.archivers import ArchivingRules

    max_age = timedelta(days=min(config.if_not_archived_within, CENTURY))
    fresh_for = timedelta(hours=min(config.fresh_for_hours, 24 * CENTURY))
    return ArchivingRules(max_age, fresh_for, include_archived)
