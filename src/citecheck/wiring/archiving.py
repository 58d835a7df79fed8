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
    from citecheck.archivers import ArchivingResult, Keys

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
    from citecheck.archivers import (
        CAPTURES_PER_MINUTE,
        LOOKUPS_PER_MINUTE,
        MEMENTOS_PER_MINUTE,
        Archiving,
        ArchivingRules,
        Pace,
        SavePageNow,
        WaybackLookup,
        archive_base,
    )
    from citecheck.archivers.memento_lookup import MementoLookup

    config = config or Config()
    if config.offline:
        raise ConfigError("archiving needs the network, and the configuration says offline")
    found, base, agent = read(articles, config), archive_base(config.wayback_url), archive_agent(config)
    max_age = timedelta(days=min(config.if_not_archived_within, CENTURY))
    fresh_for = timedelta(hours=min(config.fresh_for_hours, 24 * CENTURY))
    tell = progress or (lambda _: None)
    proxy, ca_file = config.proxy, config.ca_file
    lookup = WaybackLookup(base, Pace(LOOKUPS_PER_MINUTE), user_agent=agent, proxy=proxy, ca_file=ca_file)
    with ExitStack() as stack:
        opened = SavePageNow.opened(keys, base, user_agent=agent, proxy=proxy, ca_file=ca_file) if keys else None
        saver = stack.enter_context(opened) if opened else None
        opening = (
            MementoLookup.opened(address, Pace(MEMENTOS_PER_MINUTE), user_agent=agent, proxy=proxy, ca_file=ca_file)
            for address in config.memento
        )
        others = {each.archive: each for each in map(stack.enter_context, opening)}
        store = stack.enter_context(Store.open(config.db))
        rules = ArchivingRules(max_age, fresh_for, include_archived)
        archiving = Archiving(
            base, lookup, saver, store.archive_checks, Pace(CAPTURES_PER_MINUTE), now, rules,
            lambda *step: tell(Progress(*step)), others,
        )  # fmt: skip
        return archiving.run(found)
