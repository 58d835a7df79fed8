"""References that cite the same work, by URL or by title."""

from collections.abc import Sequence
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from citecheck.language.normalise import squash
from citecheck.model import Article, Finding, Reference, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding

_TRACKING = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "xtor", "at_medium", "at_campaign")
_LONG_ENOUGH = 16
"""Shorter titles, once squashed ("home", "obituary"), are shared by different works."""


def duplicates(results: Sequence[ReferenceResult], article: Article) -> dict[int, Finding]:  # noqa: ARG001
    """A finding at every later reference that cites what an earlier one cites."""
    found: dict[int, Finding] = {}
    earlier: list[Reference] = []
    for index, result in enumerate(results):
        reference = result.reference
        if not reference.defined:
            continue
        twin = next((each for each in earlier if _is_same_work(each, reference)), None)
        if twin is not None:
            found[index] = finding(Rule.REF_DUPLICATE, reference, _message(twin, reference))
        earlier.append(reference)
    return found


def canonical_url(url: str) -> str:
    """A URL without what does not change the page: scheme, ``www.``, fragment, tracking, a slash at the end."""
    try:
        parts = urlsplit(url.strip())
        host, port = (parts.hostname or "").removeprefix("www."), parts.port
    except ValueError:
        return url
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not pair[0].startswith(_TRACKING)]
    location = host if port in (None, 80, 443) else f"{host}:{port}"
    path = unquote(parts.path).rstrip("/")
    return f"{location}{path}?{urlencode(sorted(query))}" if query else f"{location}{path}"


def _is_same_work(first: Reference, second: Reference) -> bool:
    if first.url and second.url:
        return canonical_url(first.url) == canonical_url(second.url)
    return _has_same_title(first, second)


def _has_same_title(first: Reference, second: Reference) -> bool:
    titles = [squash(each.title or "")[0] for each in (first, second)]
    if titles[0] != titles[1] or len(titles[0]) < _LONG_ENOUGH:
        return False
    return all(
        _is_compatible(getattr(first, name), getattr(second, name)) for name in ("site", "publisher", "date")
    ) and _is_compatible(_pages(first), _pages(second))


def _is_compatible(first: str | None, second: str | None) -> bool:
    return not first or not second or squash(first)[0] == squash(second)[0]


def _pages(reference: Reference) -> str | None:
    """Which part of a work is cited: the same book at other pages is not cited twice."""
    return next(
        (reference.fields[key] for key in ("pages", "page", "chapter", "volume") if key in reference.fields), None
    )


def _message(earlier: Reference, later: Reference) -> str:
    by = "has the same URL as" if later.url and earlier.url else "has the same title as"
    return f"Reference {later.id} {by} reference {earlier.id}: “{earlier.title or earlier.url}”."
