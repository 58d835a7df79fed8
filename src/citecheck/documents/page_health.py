"""A page that answered → whether it is the cited one, or a wall, an error page or a parked domain in its place."""

from collections.abc import Sequence

from citecheck.documents.addresses import is_above, is_error, is_home, is_log_in, same_page, site
from citecheck.documents.bot_wall import bot_wall
from citecheck.documents.case import Case
from citecheck.documents.sibling import answers_anything
from citecheck.documents.signs import bare, plain, sign_in, signs, stem_in, titled, worded
from citecheck.documents.titles import names_same_work
from citecheck.documents.usurped import usurped
from citecheck.model import Diagnosis, Health, ZoneKind

_PERMANENT = frozenset({301, 308})
_LITTLE = 900
_SHORT = 2_500
_NEARLY_NONE = 250
_AFTER_MAIN = 400
_FEW = 600
_TINY = 60
_LONGEST_SIGN = 200
_LAST, _NEXT = 3, 6
"""Lines at the end of a short text and after it, where an offer to read on stands."""
_LONGEST_OFFER = 120


def of_page(case: Case) -> Diagnosis:
    """The health of a link that answered with success."""
    for check in _CHECKS:
        if diagnosis := check(case):
            return diagnosis
    if case.failure is not None:
        return Diagnosis(Health.OK, f"The link answers, but the answer cannot be read: {case.failure.detail}")
    return Diagnosis(Health.OK, f"The server answered {case.final.status} with a page.")


def _parked(case: Case) -> Diagnosis | None:
    landed = site(case.final.url)
    if landed != site(case.visit.url) and any(f".{landed}".endswith(f".{host}") for host in signs("parking_hosts")):
        return Diagnosis(Health.PARKED, f"The link leads to {landed}, a market for domains.")
    if len(case.text) > _SHORT or case.is_cited_work:
        return None
    if len(case.text) < _LITTLE and (marker := sign_in(case.source, "parking_markers")):
        return Diagnosis(Health.PARKED, f"The domain is parked: the page's source holds {marker!r}.")
    phrase = sign_in(plain(case.text), "parking_phrases")
    if phrase is None and len(case.text) < _LITTLE:
        phrase = next((stem for line in _lines(case) if (stem := stem_in(line, "domain_offers"))), None)
    if phrase and not case.is_article:
        return Diagnosis(Health.PARKED, f"The domain is parked: the page says {phrase!r}.")
    return None


def _log_in(case: Case) -> Diagnosis | None:
    landed = case.final.url
    if len(case.visit.exchanges) == 1 or case.is_cited_work or case.is_article:
        return None
    if not is_log_in(landed) or is_log_in(case.visit.url):
        return None
    return Diagnosis(Health.BLOCKED, f"The site asks for a log-in: the link leads to {landed}.")


def _led_elsewhere(case: Case) -> Diagnosis | None:
    cited, landed = case.visit.url, case.final.url
    if len(case.visit.exchanges) == 1 or case.is_cited_work:
        return None
    if is_error(landed) and not is_error(cited):
        return Diagnosis(Health.SOFT_404, f"The link leads to the error page {landed}.")
    if is_home(landed) and not is_home(cited):
        return Diagnosis(Health.SOFT_404, f"The link leads to the home page {landed} instead of the cited page.")
    if is_above(landed, cited) and case.reference.title and not case.is_article:
        return Diagnosis(Health.SOFT_404, f"The link leads to the section page {landed} instead of the cited page.")
    return None


def _says_not_found(case: Case) -> Diagnosis | None:
    main = case.zone(ZoneKind.MAIN)
    if len(main) > _SHORT:
        return None
    phrase = next((found for title in case.titles if (found := titled(title, "not_found_titles"))), None)
    if phrase and case.is_cited_work and phrase != bare(case.reference.title or ""):
        return None  # the work is about it
    if phrase is None and not case.is_cited_work and not case.is_article:
        lines = case.titles if len(main) > _LITTLE else [*case.titles, *case.text.split("\n")]
        phrase = next((found for line in lines if (found := worded(line, "not_found_patterns"))), None)
        if phrase is None and case.reference.title and len(main) < _FEW:
            said = f"{main}\n{case.under_heading}"
            phrase = next((stem for line in _lines(case, said) if (stem := stem_in(line, "gone_stems"))), None)
    return (
        Diagnosis(Health.SOFT_404, f"The server answered with success, but the page says {phrase!r}.")
        if phrase
        else None
    )


def _led_together(case: Case) -> Diagnosis | None:
    """Several sources, one target: no page is all of them."""
    if len(case.visit.exchanges) == 1 or case.is_cited_work or not case.reference.title:
        return None
    others = [
        each.title for each in case.fellows if each.title and not _is_same_title(each.title, case.reference.title)
    ]
    if not others:
        return None
    sign = f"The link leads to {case.final.url}, and so does that of “{others[0]}”, another source."
    return Diagnosis(Health.SOFT_404, sign)


def _is_same_title(first: str, second: str) -> bool:
    return names_same_work(first, second) or names_same_work(second, first)


def _answers_anything(case: Case) -> Diagnosis | None:
    if not answers_anything(case):
        return None
    return Diagnosis(Health.SOFT_404, "The site answers an address that cannot exist with the very same page.")


def _consent_wall(case: Case) -> Diagnosis | None:
    if marker := sign_in(case.final.url.lower(), "consent_markers"):
        return Diagnosis(Health.CONSENT_WALL, f"The link leads to a consent page ({marker}).")
    if len(case.text) > _SHORT or (case.is_cited_work and len(case.text) > _LITTLE):
        return None
    main = case.zone(ZoneKind.MAIN)  # beside a main text it is a banner
    if case.is_article or (
        case.is_cited_work and _said_beside(f"{main}\n{case.under_heading}", "consent_phrases", "consent_stems")
    ):
        return None
    asking = main if len(main) > _NEARLY_NONE else case.text
    phrase = sign_in(plain(asking), "consent_phrases") or _asks_for_consent(case, asking)
    if phrase:
        return Diagnosis(Health.CONSENT_WALL, f"The page asks for consent before it shows its text: {phrase!r}.")
    return None


def _asks_for_consent(case: Case, asking: str) -> str | None:
    """The word that a short page which says next to nothing else asks for consent with."""
    text = plain(asking)
    if case.is_cited_work or len(text) > _LITTLE or not stem_in(text, "consent_answers"):
        return None
    return stem_in(text, "consent_stems") if len(text) < _FEW else None


def _said_beside(text: str, *kinds: str) -> bool:
    """Whether a text says more than lines with the phrases of some lists, or their patterns."""
    signs_of, stems_of = kinds
    lines = (
        line for line in map(plain, text.split("\n")) if not sign_in(line, signs_of) and not stem_in(line, stems_of)
    )
    return sum(map(len, lines)) > _TINY


def _lines(case: Case, text: str | None = None) -> list[str]:
    """The short lines of a page, or of a part of it and the titles, in plain form."""
    parts = case.text.split("\n") if text is None else [*case.titles, *text.split("\n")]
    return [plain(line) for line in parts if len(line) <= _LONGEST_SIGN]


def _js_only(case: Case) -> Diagnosis | None:
    if case.failure is not None:
        empty = case.failure.reason == "empty" and "<script" in case.source
        return Diagnosis(Health.JS_ONLY, "The page holds scripts and no text.") if empty else None
    shown = case.zone(ZoneKind.MAIN) + case.zone(ZoneKind.OTHER)
    if len(shown) > (_NEARLY_NONE if case.is_cited_work else _LITTLE):
        return None
    if case.is_article or "<script" not in case.source:
        return None
    said = [line for line in case.zone(ZoneKind.MAIN).split("\n") if not sign_in(plain(line), "script_phrases")]
    phrase = sign_in(plain(case.text), "script_phrases")
    if phrase is None and sum(map(len, said)) < _NEARLY_NONE and "javascript" in plain(case.text):
        phrase = "javascript"
    if phrase and sum(map(len, said)) < _NEARLY_NONE:
        return Diagnosis(Health.JS_ONLY, f"The page shows its text only to browsers that run scripts: {phrase!r}.")
    mount = sign_in(case.source, "mount_points")
    if mount and len(shown) < _NEARLY_NONE:
        return Diagnosis(Health.JS_ONLY, f"The page is an empty frame ({mount}) that scripts fill.")
    if len(shown) < _TINY and not case.is_cited_work:
        return Diagnosis(Health.JS_ONLY, "The page holds scripts and next to no text.")
    return None


def _paywall(case: Case) -> Diagnosis | None:
    if case.document is None or case.document.metadata.free:
        return None
    if case.document.metadata.free is False:
        return Diagnosis(Health.PAYWALL, "The page states isAccessibleForFree: false.")
    main = [zone for zone in case.document.zones if zone.kind is ZoneKind.MAIN]
    if not main or len(case.zone(ZoneKind.MAIN)) > _SHORT:
        return None
    offered = case.text[main[0].start : main[-1].end + _AFTER_MAIN]
    ends = [
        *case.text[: main[-1].end].rstrip().split("\n")[-_LAST:],
        *case.text[main[-1].end :].lstrip().split("\n")[:_NEXT],
    ]
    phrase = sign_in(plain(offered), "paywall_phrases") or _offer(ends)
    return Diagnosis(Health.PAYWALL, f"The text is short and breaks off with {phrase!r}.") if phrase else None


def _offer(lines: Sequence[str]) -> str | None:
    """What offers a subscription to read on, in a short line."""
    short = [plain(line) for line in lines if len(line) <= _LONGEST_OFFER and "newsletter" not in line.casefold()]
    return next((offer for line in short if (offer := stem_in(line, "subscription_offers"))), None)


def _moved(case: Case) -> Diagnosis | None:
    redirects = case.visit.exchanges[:-1]
    if not redirects or any(exchange.status not in _PERMANENT for exchange in redirects):
        return None
    if same_page(case.visit.url, case.final.url):
        return None
    doubt = " Its title is not the cited one." if case.reference.title and not case.is_cited_work else ""
    return Diagnosis(Health.MOVED, f"The page has moved for good to {case.final.url}.{doubt}")


_CHECKS = (
    bot_wall,
    _parked,
    usurped,
    _log_in,
    _led_elsewhere,
    _led_together,
    _says_not_found,
    _consent_wall,
    _js_only,
    _answers_anything,
    _paywall,
    _moved,
)
"""From the surest sign to the weakest; what only shows after scripts have run comes before comparing pages."""
