"""Configuration → concrete parts: the only place that names them."""

import asyncio
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from hashlib import sha256
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from citecheck import __version__
from citecheck.baseline import read_baseline
from citecheck.collecting import Collector, Fetch, OnVisit, OnWait, Progress, Wanted
from citecheck.config import Config
from citecheck.documents import diagnose, read_bytes, read_document
from citecheck.errors import ArticleError, ConfigError
from citecheck.language.identify import detect_language
from citecheck.model import (
    Article,
    ArticleResult,
    Citation,
    Claim,
    ClaimResult,
    Diagnosis,
    Document,
    Failure,
    Health,
    Position,
    Reference,
    ReferenceResult,
    RunResult,
    Visit,
)
from citecheck.pipeline import READABLE, Gate, Judges, Pipeline, exit_code
from citecheck.reading import read_articles
from citecheck.snapshots import Archive
from citecheck.store import Store, new_run_id
from citecheck.verify import Obstacle, PreparedSource, judge_claim, judge_references, prepare

if TYPE_CHECKING:
    from citecheck.archivers import ArchivingResult, Keys
    from citecheck.fetch import Fetcher

_TICK = 0.5
"""Seconds between two words on what fetching waits for."""

_REMEMBERED = 20
"""How many claims back a year is inherited from."""

OnProgress = Callable[[Progress], None]

CENTURY = 36_525
"""Days that stand for ever, where a configuration names more than a time span can hold."""


def run(
    articles: Iterable[str | Path | Article], config: Config | None = None, *, progress: OnProgress | None = None
) -> RunResult:
    """Check articles against their sources; the whole pipeline, as ``citecheck run``.

    Args:
        articles: Files to read, or articles as :func:`citecheck.read_article` gives them.
        config: Where captures and results are kept, what is fetched and how; the defaults if absent.
        progress: Called as each stage moves on.

    Raises:
        ArticleError: An article cannot be read, or cites nothing. Nothing has been fetched or stored then.
        ConfigError: The configuration is wrong.
        ArchiveError, StoreError: The archive or the database is damaged or cannot be written.
    """
    config = config or Config()
    found = read(articles, config)
    with _pipeline(config, progress or (lambda _: None)) as pipeline:
        return pipeline.run(found)


def read(
    names: Iterable[str | Path | Article],
    config: Config | None = None,
    *,
    format_name: str | None = None,
    language: str | None = None,
) -> list[Article]:
    """Read files, Wikipedia titles and web addresses; pages are captured, and offline taken from the captures.

    Raises:
        ArticleError: One cannot be read, or cites nothing.
        ConfigError: None is named, or the configuration is wrong.
    """
    config = config or Config()
    obtain = partial(_obtain, config)
    return read_articles(names, obtain, config.wiki_api, format_name=format_name, language=language)


def _obtain(config: Config, url: str) -> Visit | Failure:
    with _archive(config) as archive:
        if config.offline:
            found = archive.replay(url)
            return found if isinstance(found, Failure) else found[1]
        visit = _visit(url, config)
        if isinstance(visit, Visit):
            archive.store(visit)
        return visit


def _visit(url: str, config: Config) -> Visit | Failure:
    came: dict[str, Visit | Failure] = {}
    _fetching(config)([Wanted(url)], came.__setitem__, lambda _: None)
    return came[url]


@contextmanager
def _pipeline(config: Config, progress: OnProgress) -> Iterator[Pipeline]:
    gate = Gate(config.fail_on, read_baseline(config.baseline) if config.baseline else frozenset())
    with ExitStack() as stack:
        archive = stack.enter_context(_archive(config))
        fetch = None if config.offline else _fetching(config, archive)  # it may refuse, before any file is made
        store = stack.enter_context(Store.open(config.db))
        collector = Collector(
            captures=archive,
            read_document=read_document,
            clock=_now,
            fetch=fetch,
            refresh=config.refresh,
            fresh_for=timedelta(hours=min(config.fresh_for_hours, 24 * CENTURY)),
            progress=progress,
            leases=store.leases(_now) if fetch else None,
        )
        yield Pipeline(collector, store, JUDGES, gate, _now, new_run_id, progress)


def _archive(config: Config) -> Archive:
    """The archive, whose records say which tool and configuration made them, and who to ask."""
    told = {"software": f"citecheck/{__version__}", "config-sha256": _digest(config)}
    return Archive(config.archive, provenance=told | ({"operator": config.contact} if config.contact else {}))


def _product(config: Config) -> str:
    return config.user_agent or f"citecheck/{__version__}"


def _digest(config: Config) -> str:
    return sha256(repr(config).encode()).hexdigest()


def _now() -> datetime:
    return datetime.now(UTC)


def _fetching(config: Config, archive: Archive | None = None) -> Fetch:
    """The fetcher, behind a plain function; its libraries are imported only when something is fetched."""
    from citecheck.fetch import FetchPolicy, Robots, parse_allow_host, parse_resolve

    try:
        policy = FetchPolicy(
            user_agent=_product(config),
            robots=Robots(config.robots),
            per_host=config.per_host,
            contact=config.contact,
            timeout=config.timeout,
            total_seconds=config.total_timeout,
            max_bytes=config.max_bytes,
            jobs=config.jobs,
            delay=config.delay,
            proxy=config.proxy,
            allow_hosts=tuple(parse_allow_host(text) for text in config.allow_host),
            resolve=tuple(parse_resolve(text) for text in config.resolve),
        )
    except ValueError as error:
        raise ConfigError(str(error)) from error

    def earlier(url: str) -> Visit | None:
        found = archive.replay(url) if archive else None
        return found[1] if isinstance(found, tuple) else None

    async def fetch_all(wanted: Sequence[Wanted], on_visit: OnVisit, on_wait: OnWait) -> None:
        from citecheck.fetch import Fetcher

        languages = {each.url: accept_language(each.languages) for each in wanted}
        async with Fetcher(policy, earlier=earlier) as fetcher:
            telling = asyncio.create_task(_tell_of_waiting(fetcher, on_wait))
            try:
                async for url, outcome in fetcher.visit_all(languages, language_of=languages.get):
                    on_visit(url, outcome)
                    del outcome  # it may be large, and the next is on its way
            finally:
                telling.cancel()

    def fetch(wanted: Sequence[Wanted], on_visit: OnVisit, on_wait: OnWait) -> None:
        asyncio.run(fetch_all(wanted, on_visit, on_wait))

    return fetch


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


def _prepare(article: Article, document: Document, diagnosis: Diagnosis) -> PreparedSource:
    partial_text = diagnosis.health is Health.PAYWALL
    return prepare(document, aliases=article.aliases, title=article.title, partial=partial_text)


def _judge_claim(article: Article, claim: Claim, sources: Mapping[str, PreparedSource | Obstacle]) -> ClaimResult:
    earlier = takewhile(lambda other: other is not claim, article.claims)
    before = " ".join(other.text for other in deque(earlier, maxlen=_REMEMBERED))
    return judge_claim(claim, sources, language=article.language, aliases=article.aliases, before=before)


def _diagnose(
    visit: Visit | Failure | None,
    document: Document | Failure | None,
    reference: Reference,
    history: Sequence[datetime] = (),
) -> Diagnosis:
    """A failure counts as a strike from the moment it is seen; what came carries its own time."""
    at = _now() if isinstance(visit, Failure) else None
    return diagnose(visit, document, reference, history=history, at=at)


JUDGES = Judges(
    read_document=read_document,
    diagnose=_diagnose,
    prepare=_prepare,
    obstacle=Obstacle,
    judge_claim=_judge_claim,
    judge_references=judge_references,
)
"""The parts that read and judge, as the pipeline wants them."""


def check(claim: str, source: str, config: Config | None = None) -> RunResult:
    """Check one sentence against one file or URL, storing nothing; as ``citecheck check``.

    The result is a run over an article that consists of the claim, with the source as its only reference.

    Raises:
        ArticleError: The claim is empty, or the source is a file that cannot be read.
        ConfigError: The configuration is wrong.
    """
    config = config or Config()
    started_at = _now()
    article = _article_of(claim, source)
    visit, document = _visited(source, config) if _is_url(source) else (None, _read_file(source))
    reference = article.references[0]
    diagnosis = _diagnose(visit, document, reference) if visit is not None else _file_diagnosis(document)
    failure = next((item for item in (visit, document) if isinstance(item, Failure)), None)
    usable = document if isinstance(document, Document) and diagnosis.health in READABLE else None
    result = ReferenceResult(reference, diagnosis, document=usable, failure=failure)
    ready = _prepare(article, usable, diagnosis) if usable else Obstacle(diagnosis.sign)
    judged = _judge_claim(article, article.claims[0], {reference.id: ready})
    run = RunResult(
        new_run_id(started_at), started_at, _now(), config.offline, 0, (ArticleResult(article, (result,), (judged,)),)
    )
    return replace(run, exit_code=exit_code(run, Gate(config.fail_on)))


def _is_url(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _article_of(claim: str, source: str) -> Article:
    text = " ".join(claim.split())
    if not text:
        raise ArticleError("the claim is empty: give a sentence")
    whole = Position(1, 1, 0, len(text))
    reference = Reference("1", whole, title=source, url=source if _is_url(source) else None, markers=(whole,))
    stated = Claim("c1", text, whole, citations=(Citation("1"),))
    return Article("claim", None, detect_language(text), "claim", text, (reference,), (stated,))


def _read_file(source: str) -> Document | Failure:
    try:
        body = Path(source).read_bytes()
    except OSError as error:
        raise ArticleError(f"{source}: the source cannot be read: {error.strerror}") from error
    return read_bytes(body, url=Path(source).absolute().as_uri())


def _file_diagnosis(document: Document | Failure | None) -> Diagnosis:
    if isinstance(document, Failure):
        return Diagnosis(Health.UNREACHABLE, document.detail)
    return Diagnosis(Health.OK, "read from a file")


def _visited(url: str, config: Config) -> tuple[Visit | Failure, Document | Failure | None]:
    if config.offline:
        with Archive(config.archive) as archive:
            found = archive.replay(url)
            visit = found if isinstance(found, Failure) else found[1]
    else:
        visit = _visit(url, config)
    return visit, read_document(visit) if isinstance(visit, Visit) else None


def archive(
    articles: Iterable[str | Path | Article],
    config: Config | None = None,
    *,
    keys: "Keys | None" = None,
    include_archived: bool = False,
    progress: OnProgress | None = None,
) -> "ArchivingResult":
    """Look up what articles cite in the Wayback Machine, and save what has no recent copy; as ``citecheck archive``.

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
        Archiving,
        ArchivingRules,
        Pace,
        SavePageNow,
        WaybackLookup,
        archive_base,
    )

    config = config or Config()
    if config.offline:
        raise ConfigError("archiving needs the network, and the configuration says offline")
    found, base, agent = read(articles, config), archive_base(config.wayback_url), _archive_agent(config)
    max_age = timedelta(days=min(config.if_not_archived_within, CENTURY))
    fresh_for = timedelta(hours=min(config.fresh_for_hours, 24 * CENTURY))
    tell = progress or (lambda _: None)
    lookup = WaybackLookup(base, Pace(LOOKUPS_PER_MINUTE), user_agent=agent, proxy=config.proxy)
    with ExitStack() as stack:
        opened = SavePageNow.opened(keys, base, user_agent=agent, proxy=config.proxy) if keys else None
        saver = stack.enter_context(opened) if opened else None
        store = stack.enter_context(Store.open(config.db))
        rules = ArchivingRules(max_age, fresh_for, include_archived)
        archiving = Archiving(
            base, lookup, saver, store.archive_checks, Pace(CAPTURES_PER_MINUTE), _now, rules,
            lambda *step: tell(Progress(*step)),
        )  # fmt: skip
        return archiving.run(found)


def _archive_agent(config: Config) -> str:
    """What we call ourselves to an archive, checked as it is for fetching."""
    from citecheck.fetch import FetchPolicy

    try:
        return FetchPolicy(user_agent=_product(config), contact=config.contact, proxy=config.proxy).agent
    except ValueError as error:
        raise ConfigError(str(error)) from error
