"""What two addresses have to do with each other: the same page, its site's home page, a page above it."""

import re
from urllib.parse import SplitResult, urlsplit

from citecheck.documents.signs import signs

_HOME_SEGMENTS = frozenset((
    "index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "default.aspx",
    "default.asp", "home", "homepage", "accueil", "inicio", "startseite", "start", "main", "portal",
    "home.html",
))  # fmt: skip
_LOCALE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2})?$")
_ERROR_SEGMENT = re.compile(
    r"^(?:(?:error|erreur|fehler|errore?)?[-_]?404|(?:page-?)?not-?found|page-introuvable|notfound|error|errors|erreur)"
    r"(?:\.[a-z]{2,5})?$"
)


def segments(url: str) -> list[str]:
    """The parts of an address's path in lower case, language prefixes and names of index pages left out."""
    parts = [part for part in _split(url).path.lower().split("/") if part]
    while parts and parts[-1] in _HOME_SEGMENTS:
        parts.pop()
    return parts[1:] if parts and _LOCALE.match(parts[0]) else parts


def is_home(url: str) -> bool:
    """Whether an address is a site's home page in some language."""
    parts = _split(url)
    return not segments(url) and not _names_a_page(parts.query) and not parts.fragment.startswith(("!", "/"))


def is_error(url: str) -> bool:
    """Whether an address names itself an error page, ``/404.html``."""
    parts = segments(url)
    return bool(parts) and _ERROR_SEGMENT.match(parts[-1]) is not None


def is_log_in(url: str) -> bool:
    """Whether an address names itself a page to log in at."""
    return any(part in signs("log_in_segments") for part in segments(url))


def is_above(landing: str, cited: str) -> bool:
    """Whether ``landing`` is a section that ``cited`` lies in: the beginning of its path, on the same site."""
    above, below = segments(landing), segments(cited)
    same_site = site(landing) == site(cited)
    return (
        same_site
        and bool(above)
        and len(above) < len(below)
        and below[: len(above)] == above
        and not _split(landing).query
    )


def same_page(first: str, second: str) -> bool:
    """Whether two addresses differ at most in scheme, ``www.``, trailing slash, fragment."""
    one, other = _split(first), _split(second)
    return (site(first), one.path.rstrip("/"), one.query) == (site(second), other.path.rstrip("/"), other.query)


def site(url: str) -> str:
    """The host without ``www.`` and mobile prefixes."""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.", "", (_split(url).hostname or "").lower())


def _split(url: str) -> SplitResult:
    try:
        return urlsplit(url.strip())
    except ValueError:
        return SplitResult("", "", "", "", "")


def _names_a_page(query: str) -> bool:
    return re.search(r"(?:^|&)(?:p|id|page_id|article|a|story|nid|q|s)=", query) is not None or query.isdigit()
