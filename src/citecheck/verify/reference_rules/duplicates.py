"""References that cite the same work, by URL or by title."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from citecheck.language.normalise import squashed
from citecheck.model import Article, Finding, Reference, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding

_TRACKING = (
    *("utm_", "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "mc_cid", "mc_eid", "_ga", "xtor", "at_medium"),
    *("at_campaign", "at_custom", "ns_campaign", "ns_mchannel", "cmpid", "cmp", "ocid", "smid", "ref_src", "wt.mc_id"),
)
"""How the names of parameters begin that say where a reader came from."""
_PRESENTATION = frozenset({("amp", "1"), ("amp", ""), ("outputType", "amp"), ("view", "mobile"), ("mobile", "1")})
_PREFIXES = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)|(?<=\.)m\.(?=[^.]+\.)")
_SUFFIXES = re.compile(r"(?:/amp|\.amp|/index\.(?:html?|php|aspx?))?/*$")
_PAGES = re.compile(
    r"(?:\b(?:pp?|pages?|S|Seiten?|págs?|pagg?|с|стр)\.? ?|第 ?)(\d+(?:[–-]\d+)?(?:, ?\d+(?:[–-]\d+)?)*)"
)
_BEGINNING = 12
"""Letters of a title by which it is known again in a citation's own text."""
_LONG_ENOUGH = 16
"""Shorter titles, once squashed ("home", "obituary"), are shared by different works."""


def duplicates(results: Sequence[ReferenceResult], article: Article) -> dict[int, Finding]:  # noqa: ARG001
    """A finding at every later reference that cites what an earlier one cites."""
    found: dict[int, Finding] = {}
    earlier: list[_Work] = []
    having: defaultdict[str, list[int]] = defaultdict(list)
    for index, result in enumerate(results):
        if not result.reference.defined or _is_short(result.reference):
            continue
        work = _work_of(result.reference)
        alike = sorted({number for key in work.keys for number in having[key]})
        twin = next((earlier[number] for number in alike if _is_same(earlier[number], work)), None)
        if twin is not None:
            found[index] = finding(Rule.REF_DUPLICATE, work.reference, _message(twin.reference, work.reference))
        for key in work.keys:
            having[key].append(len(earlier))
        earlier.append(work)
    return found


def canonical_url(url: str) -> str:
    """A URL without what does not change the page.

    That is its scheme, ``www.``, the marks of mobile and AMP pages, fragment, tracking, an index page and a slash at
    the end.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = _PREFIXES.sub("", parts.hostname or ""), parts.port
    except ValueError:
        return url
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not pair[0].lower().startswith(_TRACKING) and pair not in _PRESENTATION
    ]
    location = host if port in (None, 80, 443) else f"{host}:{port}"
    path = _SUFFIXES.sub("", unquote(parts.path))
    return f"{location}{path}?{urlencode(sorted(query))}" if query else f"{location}{path}"


@dataclass(frozen=True, slots=True)
class _Work:
    """What tells a cited work, made comparable once; empty where the reference does not say."""

    reference: Reference
    url: str
    title: str
    pages: str
    others: tuple[str, ...]

    @property
    def keys(self) -> set[str]:
        """What it shares one of with every work that is the same."""
        return {self.url, self.title} - {""}


def _work_of(reference: Reference) -> _Work:
    url = canonical_url(reference.url) if reference.url else ""
    others = (reference.site, reference.publisher, reference.date)
    pages = _pages(reference)
    return _Work(reference, url, _squashed(reference.title), _squashed(pages), tuple(map(_squashed, others)))


def _squashed(text: str | None) -> str:
    return squashed(text) if text else ""


def _is_same(first: _Work, second: _Work) -> bool:
    if first.url and second.url:
        return first.url == second.url and _is_compatible(first.pages, second.pages)
    if first.title != second.title or len(first.title) < _LONG_ENOUGH:
        return False
    return all(map(_is_compatible, (first.pages, *first.others), (second.pages, *second.others)))


def _is_short(reference: Reference) -> bool:
    """Whether a reference only points at a full citation elsewhere, "Harris 2007, p. 14"; its title is not in it."""
    if not reference.title or reference.title in reference.raw:
        return False
    written = squashed(reference.raw)
    return bool(written) and squashed(reference.title)[:_BEGINNING] not in written


def _is_compatible(first: str, second: str) -> bool:
    return not first or not second or first == second


def _pages(reference: Reference) -> str | None:
    """Which part of a work is cited: the same book at other pages is not cited twice."""
    fields = reference.fields
    stated = next((fields[key] for key in ("pages", "page", "chapter", "volume") if fields.get(key)), None)
    written = _PAGES.search(fields.get("text", "")) if stated is None else None
    return written[1] if written else stated


def _message(earlier: Reference, later: Reference) -> str:
    by = "has the same URL as" if later.url and earlier.url else "has the same title as"
    return f"Reference {later.id} {by} reference {earlier.id}: “{earlier.title or earlier.url}”."
