"""Articles → which references an archive is to be asked for, and the moment to look near."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from citecheck.archivers.mementos import archive_copy_of, host_of
from citecheck.archivers.trouble import failure
from citecheck.model import ArchiveCopy, Article, Failure, Reference
from citecheck.model.url import request_url

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)", re.ASCII)
_MIDDLE = ("0000", "07", "15")
"""The month and the day that stand for an unknown one: no capture of that year or month is far from them."""


@dataclass(frozen=True, slots=True)
class Case:
    """One reference of one article.

    At most one of these is there: ``url``, the address to ask the archive for; ``copy``, the copy that the reference
    has or is; ``failure``, why its URL cannot be archived. None is where the reference has no URL.
    """

    path: str
    reference: Reference
    url: str | None = None
    copy: ArchiveCopy | None = None
    failure: Failure | None = None


def cases_of(articles: Iterable[Article], base: str, *, include_archived: bool) -> list[Case]:
    """Every reference of the articles, in reading order.

    Args:
        articles: The articles as read.
        base: The archive's address.
        include_archived: Whether to ask for references as well that have an archive copy in the article.
    """
    return [
        _case(article.path, reference, base, include_archived)
        for article in articles
        for reference in article.references
    ]


def moments_of(cases: Iterable[Case]) -> dict[str, datetime | None]:
    """Each URL to ask for, once, with the moment its source was read where some reference tells it."""
    moments: dict[str, datetime | None] = {}
    for case in cases:
        if case.url is not None:
            moments[case.url] = moments.get(case.url) or moment_near(case.reference)
    return moments


def moment_near(reference: Reference) -> datetime | None:
    """When the source was read: the access date, else the date of publication; ``None`` where neither is known.

    An EDTF date without a day means the middle of its month, one without a month the middle of its year.
    """
    return _moment(reference.access_date) or _moment(reference.date)


def _moment(date: str | None) -> datetime | None:
    written = _DATE.match(date or "")
    parts = written.groups() if written else (None, None, None)
    year, month, day = (part or middle for part, middle in zip(parts, _MIDDLE, strict=True))
    try:
        return datetime(int(year), int(month), int(day), 12, tzinfo=UTC)
    except ValueError:  # the year 0, which stands for no date, and days such as 2019-02-30
        return None


def _case(path: str, reference: Reference, base: str, include_archived: bool) -> Case:
    copy = _copy_in_article(reference, base)
    if reference.url is None:
        return Case(path, reference, copy=copy)
    itself = archive_copy_of(reference.url, base)
    if itself is not None or (copy is not None and not include_archived):
        return Case(path, reference, copy=itself or copy)
    try:
        return Case(path, reference, url=request_url(reference.url))
    except ValueError as error:
        return Case(path, reference, failure=failure("bad-url", str(error)))


def _copy_in_article(reference: Reference, base: str) -> ArchiveCopy | None:
    """The copy that the article names, whosever archive it is in; its own fields tell what its address does not."""
    address = reference.archive_url
    if address is None:
        return None
    copy = archive_copy_of(address, base) or ArchiveCopy(address, address, None, host_of(address))
    original = copy.url if copy.url != address else reference.url or address
    return replace(copy, url=original, captured_at=copy.captured_at or _moment(reference.archive_date))
