"""A page that answered → whether it is the cited one, or a wall, an error page or a parked domain in its place."""

from dataclasses import dataclass

from citecheck.documents.addresses import is_above, is_error, is_home, same_page, site
from citecheck.documents.signs import plain, sign_in, signs, titled, worded
from citecheck.documents.titles import names_same_work
from citecheck.model import Diagnosis, Document, Exchange, Failure, Health, Reference, Visit, ZoneKind
from citecheck.model.content import ContentError, decode_body

_PERMANENT = frozenset({301, 308})
_WALL_STATUS = frozenset({202, 401, 403, 405, 406, 429, 503, 999})
_SCANNED = 200_000
_LITTLE = 900
_SHORT = 2_500
_NEARLY_NONE = 250
_AFTER_MAIN = 400


@dataclass(frozen=True, slots=True)
class Case:
    """What there is to judge by: the visit, its body as source in plain form, and what was read from it."""

    visit: Visit
    source: str
    document: Document | None
    failure: Failure | None
    reference: Reference

    @property
    def final(self) -> Exchange:
        """The exchange that answered."""
        return self.visit.final

    @property
    def text(self) -> str:
        """All that the page says."""
        return self.document.text if self.document else ""

    @property
    def titles(self) -> list[str]:
        """What the page calls itself: the title it states, and each line of its head."""
        stated = self.document.metadata.title.value if self.document and self.document.metadata.title else ""
        return [stated, *self.zone(ZoneKind.HEAD).split("\n")]

    @property
    def is_cited_work(self) -> bool:
        """Whether the page's own titles are the cited one's."""
        return bool(self.reference.title) and names_same_work(self.reference.title or "", " ".join(self.titles))

    @property
    def is_article(self) -> bool:
        """Whether the page declares a day of publication, which error pages and walls do not."""
        published = self.document.metadata.published if self.document else None
        return published is not None and published.origin in ("json-ld", "opengraph", "meta")

    def zone(self, kind: ZoneKind) -> str:
        """The text of one kind of zone."""
        if self.document is None:
            return ""
        return "\n".join(self.document.text[zone.start : zone.end] for zone in self.document.zones if zone.kind is kind)


def case_of(visit: Visit, document: Document | Failure | None, reference: Reference) -> Case:
    """Gather what there is to judge by."""
    try:
        body = decode_body(visit.final)
    except ContentError:
        body = b""
    source = plain(body[:_SCANNED].decode("utf-8", "replace"))
    if isinstance(document, Failure):
        return Case(visit, source, None, document, reference)
    return Case(visit, source, document, None, reference)


def of_page(case: Case) -> Diagnosis:
    """The health of a link that answered with success."""
    for check in (bot_wall, _parked, _soft_404, _consent_wall, _js_only, _paywall, _moved):
        if diagnosis := check(case):
            return diagnosis
    if case.failure is not None:
        return Diagnosis(Health.OK, f"The link answers, but the answer cannot be read: {case.failure.detail}")
    return Diagnosis(Health.OK, f"The server answered {case.final.status} with a page.")


def bot_wall(case: Case) -> Diagnosis | None:
    """A challenge to prove that a person is asking, known by headers on any status, else by the page's source."""
    sign = _challenge_header(case.final)
    walled = case.final.status in _WALL_STATUS
    if sign is None and (walled or len(case.text) < _LITTLE):
        sign = _challenge_in(case, alone=walled)
    return Diagnosis(Health.BOT_WALL, f"A bot wall answered: {sign}.") if sign else None


def _challenge_header(exchange: Exchange) -> str | None:
    if (exchange.header("cf-mitigated") or "").lower() == "challenge":
        return "header cf-mitigated: challenge"
    if exchange.header("x-datadome") and exchange.status in _WALL_STATUS:
        return "header x-datadome"
    action = exchange.header("x-amzn-waf-action")
    return f"header x-amzn-waf-action: {action}" if action else None


def _challenge_in(case: Case, *, alone: bool) -> str | None:
    marker = sign_in(case.source, "challenge_markers")
    title = next((found for title in _source_titles(case) if (found := titled(title, "challenge_titles"))), None)
    if marker:
        return f"its source holds {marker!r}"
    return f"its title is {title!r}" if title and (alone or len(case.text) < _NEARLY_NONE) else None


def _source_titles(case: Case) -> list[str]:
    if case.document is not None:
        return case.titles
    _, _, after = case.source.partition("<title>")
    return [after.partition("</title>")[0]]


def _parked(case: Case) -> Diagnosis | None:
    landed = site(case.final.url)
    if landed != site(case.visit.url) and any(f".{landed}".endswith(f".{host}") for host in signs("parking_hosts")):
        return Diagnosis(Health.PARKED, f"The link leads to {landed}, a market for domains.")
    if len(case.text) > _SHORT or case.is_cited_work:
        return None
    if (marker := sign_in(case.source, "parking_markers")) and len(case.text) < _LITTLE:
        return Diagnosis(Health.PARKED, f"The domain is parked: the page's source holds {marker!r}.")
    phrase = sign_in(plain(case.text), "parking_phrases")
    if phrase and not case.is_article:
        return Diagnosis(Health.PARKED, f"The domain is parked: the page says {phrase!r}.")
    return None


def _soft_404(case: Case) -> Diagnosis | None:
    return _led_elsewhere(case) or _says_not_found(case)


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
    if phrase is None and not case.is_cited_work and not case.is_article:
        lines = case.titles if len(main) > _LITTLE else [*case.titles, *case.text.split("\n")]
        phrase = next((found for line in lines if (found := worded(line, "not_found_patterns"))), None)
    return (
        Diagnosis(Health.SOFT_404, f"The server answered with success, but the page says {phrase!r}.")
        if phrase
        else None
    )


def _consent_wall(case: Case) -> Diagnosis | None:
    if marker := sign_in(case.final.url.lower(), "consent_markers"):
        return Diagnosis(Health.CONSENT_WALL, f"The link leads to a consent page ({marker}).")
    if len(case.text) > _SHORT or (case.is_cited_work and len(case.text) > _LITTLE):
        return None
    phrase = sign_in(plain(case.text), "consent_phrases")
    if phrase and not case.is_article:
        return Diagnosis(Health.CONSENT_WALL, f"The page asks for consent before it shows its text: {phrase!r}.")
    return None


def _js_only(case: Case) -> Diagnosis | None:
    if "<script" not in case.source:
        return None
    if case.failure is not None:
        empty = case.failure.reason == "empty"
        return Diagnosis(Health.JS_ONLY, "The page holds scripts and no text.") if empty else None
    shown = case.zone(ZoneKind.MAIN) + case.zone(ZoneKind.OTHER)
    if len(shown) > _LITTLE:
        return None
    said = [line for line in case.zone(ZoneKind.MAIN).split("\n") if not sign_in(plain(line), "script_phrases")]
    phrase = sign_in(plain(case.text), "script_phrases")
    if phrase and sum(map(len, said)) < _NEARLY_NONE:
        return Diagnosis(Health.JS_ONLY, f"The page shows its text only to browsers that run scripts: {phrase!r}.")
    mount = sign_in(case.source, "mount_points")
    if mount and len(shown) < _NEARLY_NONE:
        return Diagnosis(Health.JS_ONLY, f"The page is an empty frame ({mount}) that scripts fill.")
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
    phrase = sign_in(plain(offered), "paywall_phrases")
    return Diagnosis(Health.PAYWALL, f"The text is short and breaks off with {phrase!r}.") if phrase else None


def _moved(case: Case) -> Diagnosis | None:
    redirects = case.visit.exchanges[:-1]
    if not redirects or any(exchange.status not in _PERMANENT for exchange in redirects):
        return None
    if same_page(case.visit.url, case.final.url):
        return None
    doubt = " Its title is not the cited one." if case.reference.title and not case.is_cited_work else ""
    return Diagnosis(Health.MOVED, f"The page has moved for good to {case.final.url}.{doubt}")
