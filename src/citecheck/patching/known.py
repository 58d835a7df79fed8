"""What runs and archives have told of sources → what is to be written into the article, by URL."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from citecheck.model import ArchiveCopy, Health, ReferenceResult, Rule, RunResult
from citecheck.model.url import request_url

LIVE, DEAD, DEVIATED, USURPED = "live", "dead", "deviated", "usurped"
_STATES = {
    Health.OK: LIVE,
    Health.MOVED: LIVE,
    Health.PAYWALL: LIVE,
    Health.BOT_WALL: LIVE,
    Health.CONSENT_WALL: LIVE,
    Health.JS_ONLY: LIVE,
    Health.SOFT_404: DEAD,
    Health.DEAD: DEAD,
    Health.PARKED: USURPED,
}
"""States of links as wikis tell them apart. Of a source that did not answer this time nothing is said."""

Copies = Callable[[str], Sequence[ArchiveCopy]]
"""The copies of a URL that archives have told of."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a source.

    Args:
        copies: Its copies in archives.
        status: ``live``, ``dead``, ``deviated`` or ``usurped``; ``None`` where it was not found out.
        found_on: The day on which the status was.
        published: The day that the page gives as its publication, where the article gives the day of reading.
    """

    copies: tuple[ArchiveCopy, ...] = ()
    status: str | None = None
    found_on: date | None = None
    published: date | None = None

    def copy_near(self, moment: date | None) -> ArchiveCopy | None:
        """The copy made nearest to the day the source was read, or the newest where that is not known."""
        dated = [copy for copy in self.copies if copy.captured_at is not None]
        if moment is None:
            return max(dated, key=_captured, default=None)
        near = datetime(moment.year, moment.month, moment.day, 12, tzinfo=UTC)
        return min(dated, key=lambda copy: (abs(_captured(copy) - near), copy.memento_url), default=None)


def known_sources(urls: Iterable[str], run: RunResult | None, copies: Copies) -> Mapping[str, Known]:
    """What a run and the archives have told of some URLs; those that nothing is known of are left out.

    Args:
        urls: The URLs as an article cites them.
        run: A run that checked them, or some of them.
        copies: Gives what archives have told, by the URL that was asked for.
    """
    checked = _by_url(run)
    known = {url: _known(url, checked.get(url), run, copies) for url in dict.fromkeys(urls)}
    return {url: each for url, each in known.items() if each != Known()}


def _by_url(run: RunResult | None) -> Mapping[str, list[tuple[ReferenceResult, bool]]]:
    """The results of each URL, with whether what supported its claims is gone from it."""
    found: dict[str, list[tuple[ReferenceResult, bool]]] = {}
    for article in run.articles if run else ():
        drifted = {
            citation.reference
            for claim in article.claims
            if any(finding.rule is Rule.SOURCE_DRIFT for finding in claim.findings)
            for citation in claim.claim.citations
        }
        for result in article.references:
            if result.reference.url:
                own = any(finding.rule is Rule.SOURCE_DRIFT for finding in result.findings)
                found.setdefault(result.reference.url, []).append((result, own or result.reference.id in drifted))
    return found


def _known(
    url: str, results: Sequence[tuple[ReferenceResult, bool]] | None, run: RunResult | None, copies: Copies
) -> Known:
    try:
        found = tuple(copies(request_url(url)))
    except ValueError:
        return Known()
    if not results or run is None:
        return Known(found)
    status = _STATES.get(results[0][0].health)
    if status == LIVE and any(drifted for _, drifted in results):
        status = DEVIATED
    published = next(filter(None, (_published(result) for result, _ in results)), None)
    return Known(found, status, run.finished_at.date() if status else None, published)


def _published(result: ReferenceResult) -> date | None:
    """The day that the page states, where the article gives the day of reading and the page is the one cited."""
    rules = {finding.rule for finding in result.findings}
    if Rule.REF_DATE_IS_ACCESS_DATE not in rules or Rule.REF_TITLE_MISMATCH in rules or result.document is None:
        return None
    return result.document.metadata.published_on


def _captured(copy: ArchiveCopy) -> datetime:
    assert copy.captured_at is not None  # noqa: S101 — only dated copies are compared
    return copy.captured_at
