"""An answer → whether it is a challenge to prove that a person is asking, and by which vendor's mark."""

from citecheck.documents.case import Case
from citecheck.documents.signs import plain, sign_in, stem_in, titled
from citecheck.model import Diagnosis, Exchange, Health

_WALL_STATUS = frozenset({202, 401, 403, 405, 406, 429, 503, 999})
_LITTLE = 900
_NEARLY_NONE = 250
_CHALLENGES = ("challenge", "captcha")
_HEADERS = ("cf-mitigated", "x-amzn-waf-action", "x-vercel-mitigated")
"""Headers that say ``challenge`` or ``captcha`` on any status."""
_GUARDED = ("x-datadome", "x-kpsdk-ct", "x-sucuri-block")
"""Headers that guards send; with an error status they say who refused."""


def bot_wall(case: Case) -> Diagnosis | None:
    """A challenge, known by headers on any status, else by the page's source and title."""
    sign = _in_headers(case.final) or _in_page(case, walled=case.final.status in _WALL_STATUS)
    return Diagnosis(Health.BOT_WALL, f"A bot wall answered: {sign}.") if sign else None


def _in_headers(exchange: Exchange) -> str | None:
    for name in _HEADERS:
        value = (exchange.header(name) or "").lower()
        if value in _CHALLENGES:
            return f"header {name}: {value}"
    named = next((name for name in _GUARDED if exchange.header(name)), None)
    return f"header {named}" if named and exchange.status in _WALL_STATUS else None


def _in_page(case: Case, *, walled: bool) -> str | None:
    """The mark of a challenge page.

    Vendors put their scripts into the ordinary pages that they guard as well, so on a page that came with success
    such a script counts only beside next to no text or under a challenge's title.
    """
    if not walled and (len(case.text) >= _LITTLE or case.is_article or _is_read(case)):
        return None
    bare = walled or len(case.text) < _NEARLY_NONE
    if marker := sign_in(case.source, "challenge_markers"):
        return f"its source holds {marker!r}"
    title = next((found for title in _titles(case) if (found := titled(title, "challenge_titles"))), None)
    guard = sign_in(case.source, "guard_markers")
    if guard and (bare or title):
        return f"its source holds {guard!r}"
    if title and bare:
        return f"its title is {title!r}"
    said = stem_in(plain(case.text or case.source), "challenge_stems") if walled and len(case.text) < _LITTLE else None
    return f"it speaks of {said!r}" if said else None


def _is_read(case: Case) -> bool:
    return case.is_cited_work and len(case.text) >= _NEARLY_NONE


def _titles(case: Case) -> list[str]:
    if case.document is not None:
        return case.titles
    _, _, after = case.source.partition("<title>")
    return [after.partition("</title>")[0]]
