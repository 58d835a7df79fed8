"""The cited date against the page's publication date, and against the day it was read."""

import re
from datetime import date

from citecheck.model import Article, Finding, Metadata, Reference, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding
from citecheck.verify.reference_rules.titles import is_another_page

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_IN_PATH = re.compile(r"(?<!\d)((?:19|20)\d\d)[/_.-]?(0[1-9]|1[0-2])[/_.-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_TOLERANCE = 1
"""Days: a page published near midnight bears either date, depending on the time zone."""


def date_mismatch(result: ReferenceResult, article: Article) -> Finding | None:
    """A cited date that is not the page's, as far as the coarser of the two says; updates count as the page's."""
    reference, document = result.reference, result.document
    if document is None or not reference.date or is_another_page(result):
        return None
    stated = document.metadata.published
    if stated is None or date_is_access_date(result, article) is not None:
        return None
    if any(_agree(reference.date, day) for day in _days(document.metadata)):
        return None
    message = f"The date is cited as {reference.date}; the page gives {stated.value} ({stated.origin})."
    return finding(Rule.REF_DATE_MISMATCH, reference, message)


def date_is_access_date(result: ReferenceResult, article: Article) -> Finding | None:  # noqa: ARG001 - every check has it
    """The access date given as the source's date, while the page or its address says another day."""
    reference = result.reference
    if not reference.date or reference.date != reference.access_date or not _DAY.fullmatch(reference.date):
        return None
    told = _told(result)
    if told is None:
        return None
    day, where = told
    message = f"The date {reference.date} is the day the page was read; {where} says {day}."
    return finding(Rule.REF_DATE_IS_ACCESS_DATE, reference, message)


def _told(result: ReferenceResult) -> tuple[str, str] | None:
    """Another day than the cited one, and what says it: the page, else the date in its URL."""
    cited = result.reference.date or ""
    metadata = result.document.metadata if result.document else Metadata()
    if metadata.published is not None and not is_another_page(result):
        agrees = any(_agree(cited, day) for day in _days(metadata))
        return None if agrees else (metadata.published.value, f"the page ({metadata.published.origin})")
    in_address = _day_in_url(result.reference)
    return (in_address, "its address") if in_address and not _agree(cited, in_address) else None


def _days(metadata: Metadata) -> list[str]:
    return [stated.value for stated in (metadata.published, metadata.updated) if stated]


def _day_in_url(reference: Reference) -> str | None:
    found = _IN_PATH.search(reference.url or "")
    return "-".join(found.groups()) if found else None


def _agree(cited: str, stated: str) -> bool:
    """Whether two dates can be the same day: a month agrees with any of its days, a range with those inside it."""
    bounds = [part.rstrip("~?%") for part in cited.split("/")]
    if len(bounds) == 2 and all(bounds):
        return bounds[0] <= stated <= bounds[1] or stated.startswith((bounds[0], bounds[1]))
    mine, theirs = bounds[0], stated
    if _DAY.fullmatch(mine) and _DAY.fullmatch(theirs):
        return _is_near(mine, theirs)
    if not re.fullmatch(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?(?:-\d\d)?", mine):
        return mine[:4] == theirs[:4] or not mine[:4].isdigit()
    return mine.startswith(theirs) or theirs.startswith(mine)


def _is_near(first: str, second: str) -> bool:
    try:
        return abs((date.fromisoformat(first) - date.fromisoformat(second)).days) <= _TOLERANCE
    except ValueError:
        return first == second
