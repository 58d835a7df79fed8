"""``citecheck review``: a stored run, its page and its judgements, behind a server on loopback."""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from citecheck.baseline import read_baseline, read_entries, render_entries, with_decisions
from citecheck.errors import ConfigError
from citecheck.model import BaselineEntry, Judgement, RunResult, standing
from citecheck.reports.html import reference_id, render_html, whole_source
from citecheck.review import Access, JudgementLog, ReviewApp, ReviewServer, Source
from citecheck.store import Store
from citecheck.wiring.baselining import empty_at, today
from citecheck.wiring.parts import now


def review(db: Path, who: str, *, run_id: str | None = None, port: int = 0, ready: Callable[[str], None]) -> None:
    """Serve a stored run for review until interrupted.

    Args:
        db: The results database.
        who: In whose name judgements are kept.
        run_id: The run; the one that finished last if not given.
        port: The port at 127.0.0.1; any that is free if 0.
        ready: Called with the address to open, once the server answers.

    Raises:
        UsageError: There is no such run, or it never finished.
        ConfigError: The port cannot be had.
        StoreError: The database is damaged or cannot be read.
    """
    with Store.open(db, create=False) as store:
        stored = store.load_run(run_id)
        run = replace(stored, articles=tuple(stored.articles))
        page = render_html(run, history=store.link_checks.link_health(run.id), review=True)

    @contextmanager
    def log() -> Iterator[JudgementLog]:
        with Store.open(db, create=False) as opened:  # a connection serves one thread; opening takes a millisecond
            yield opened.judgements

    with _listening(port) as server:
        access = Access(secrets.token_urlsafe(32), server.port)
        fingerprints = frozenset(finding.fingerprint for finding in run.findings if finding.fingerprint)
        server.respond = ReviewApp(access, page.encode(), run.id, fingerprints, source_of(run), log, who, now).respond
        ready(access.url)
        server.serve_forever()


def source_of(run: RunResult) -> Source:
    """The texts of a run's sources, by the ids of its references in the page."""
    texts = {
        reference_id(number, place): result.document.text
        for number, article in enumerate(run.articles)
        for place, result in enumerate(article.references)
        if result.document is not None
    }

    def source(reference: str, start: int, end: int) -> tuple[str, str, str] | None:
        return whole_source(texts[reference], start, end) if reference in texts else None

    return source


def export_decisions(db: Path, baseline: Path) -> str:
    """The text of a baseline with what was decided in reviews; what else the file holds stays in it.

    Args:
        db: The results database.
        baseline: The file; it need not be there yet.

    Raises:
        ConfigError: The file is there and cannot be read.
        StoreError: The database is damaged or cannot be read.
    """
    with Store.open(db, create=False) as store:
        judged = store.judgements.standing()
    known = read_baseline(baseline, today()) if baseline.exists() else empty_at(baseline)
    return render_entries(with_decisions(known, judged))


def import_decisions(db: Path, baseline: Path, who: str) -> int:
    """Take over the waivers and rejections of a baseline as judgements; those that stand already are passed over.

    Args:
        db: The results database.
        baseline: The file.
        who: In whose name entries count that name nobody.

    Returns:
        How many were taken over.

    Raises:
        ConfigError: The file cannot be read.
        StoreError: The database is damaged or cannot be written.
    """
    entries = read_entries(baseline)
    with Store.open(db, create=False) as store:
        return sum(_import(store.judgements, entry, who) for entry in entries if entry.decision is not None)


def _import(judgements: JudgementLog, entry: BaselineEntry, who: str) -> bool:
    history = judgements.of(entry.fingerprint)
    counts = standing(history)
    if entry.decision is None or (
        counts and (counts.decision, counts.reason, counts.until) == (entry.decision, entry.reason, entry.waived_until)
    ):
        return False
    made = Judgement(entry.fingerprint, None, entry.by or who, now(), entry.decision, entry.reason, entry.waived_until)
    return judgements.add(made, seen=history[-1].id if history else None) is not None


def _listening(port: int) -> ReviewServer:
    try:
        return ReviewServer(port)
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else "a port is a number from 0 to 65535"
        raise ConfigError(
            f"--port {port}: cannot listen there: {reason}; leave it out to take any that is free"
        ) from error
