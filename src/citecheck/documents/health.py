"""What came of a visit → the health of the link, with the sign that decided it.

The checks run from the surest sign to the weakest, and each asks for more than one thing where a living page could
show one of them by chance: an article may be *about* a page that was not found.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from citecheck.documents.bot_wall import bot_wall
from citecheck.documents.case import Case, case_of
from citecheck.documents.page_health import of_page
from citecheck.model import Diagnosis, Document, Failure, Health, Reference, Visit

STRIKES = 3
"""Failures after which a link is dead."""

BETWEEN_STRIKES = timedelta(days=3)
"""How far apart failures must lie to count as several."""

_REFUSED_BY_US = {"robots": "robots.txt asks not to fetch it", "not-public": "its address is not public"}
_NO_STRIKE = frozenset({"robots", "not-public", "bad-url", "local", "proxy", "no-capture", "damaged", "dns-temporary"})
_SUCCESS = 2
_NO_STRIKE_STATUS = frozenset({401, 402, 403, 407, 408, 425, 429, 451, 999})


def diagnose(
    visit: Visit | Failure | None,
    document: Document | Failure | None,
    reference: Reference,
    *,
    history: Sequence[datetime] = (),
    sibling: Document | None = None,
    fellows: Sequence[Reference] = (),
    at: datetime | None = None,
    body: Callable[[], bytes] | None = None,
) -> Diagnosis:
    """The health of a reference's link.

    Args:
        visit: what came of following the link, why nothing came, or ``None`` where nobody tried.
        document: what was read from it.
        reference: whose link it is; its title helps to tell the cited page from another.
        history: when earlier visits failed.
        sibling: what an address beside the link answered that cannot exist, where that was asked.
        fellows: other references whose links led to the same address.
        at: when this visit was made; by default when its last exchange began. A failure counts as a strike only
            where this is known.
        body: gives the body of the last exchange, where ``visit`` came without; few pages need it.
    """
    if not reference.url:
        return Diagnosis(Health.NO_URL, "The reference gives no URL.")
    if visit is None:
        return Diagnosis(Health.UNREACHABLE, "The link was not visited.")
    if isinstance(visit, Failure):
        return _of_failure(visit, [*history, *([at] if at else [])])
    case = case_of(visit, document, reference, sibling, fellows, body)
    if visit.final.status // 100 == _SUCCESS:
        return of_page(case)
    return _of_status(case, [*history, at or visit.final.started_at])


def _of_failure(failure: Failure, failures: Sequence[datetime]) -> Diagnosis:
    if failure.reason in _REFUSED_BY_US:
        return Diagnosis(Health.BLOCKED, f"It was not fetched: {_REFUSED_BY_US[failure.reason]}.")
    if failure.reason == "no-capture":
        return Diagnosis(Health.UNREACHABLE, "The archive holds no capture of it, and nothing was fetched.")
    if failure.reason == "damaged":
        return Diagnosis(Health.UNREACHABLE, f"Its capture is damaged: {failure.detail.rstrip('.')}.")
    what = "It was not fetched" if failure.reason == "host-down" else "The fetch failed"
    sign = f"{what}: {failure.detail.rstrip('.')}."
    return _failing(sign, failures) if failure.reason not in _NO_STRIKE else _excused(sign)


def _of_status(case: Case, failures: Sequence[datetime]) -> Diagnosis:
    status = case.final.status
    answer = f"{status} {case.final.reason}".strip()
    if wall := bot_wall(case):
        return wall
    if status == 451:
        return Diagnosis(Health.BLOCKED, f"The server withholds the page for legal reasons ({answer}).")
    if status == 402:
        return Diagnosis(Health.PAYWALL, f"The server asks for payment ({answer}).")
    if status in (401, 403):
        return Diagnosis(Health.BLOCKED, f"The server refuses access ({answer}).")
    sign = f"The server answered {answer}."
    return _failing(sign, failures) if status not in _NO_STRIKE_STATUS else _excused(sign)


def _excused(sign: str) -> Diagnosis:
    return Diagnosis(Health.UNREACHABLE, sign, is_strike=False)


def _failing(sign: str, failures: Sequence[datetime]) -> Diagnosis:
    strikes = _strikes(failures)
    if strikes < STRIKES:
        return Diagnosis(Health.UNREACHABLE, sign)
    first = min(failures).date().isoformat()
    return Diagnosis(Health.DEAD, f"{sign} It has failed {strikes} times since {first}, days apart.")


def _strikes(failures: Sequence[datetime]) -> int:
    count = 0
    last: datetime | None = None
    for moment in sorted(failures):
        if last is None or moment - last >= BETWEEN_STRIKES:
            count, last = count + 1, moment
    return count
