"""A reference → the fields it lacks."""

from urllib.parse import urlsplit

from citecheck.language.identify import detect_language
from citecheck.model import Article, Finding, Reference, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding

_IDENTIFIERS = ("doi", "isbn", "issn", "pmid", "pmc", "jstor", "arxiv", "bibcode", "oclc", "hdl", "s2cid", "ssrn")
_REPOSITORIES = (
    *("doi.org", "jstor.org", "arxiv.org", "hdl.handle.net", "ncbi.nlm.nih.gov", "archive.org", "hathitrust.org"),
    *("biodiversitylibrary.org", "gallica.bnf.fr", "persee.fr", "zenodo.org", "nature.com"),
)
"""Hosts of printed works and of papers, which are not edited after they have appeared."""


def missing_fields(result: ReferenceResult, article: Article) -> Finding | None:
    """Fields without which a reader cannot find or weigh the source: named all in one finding."""
    missing = _missing(result, article)
    if not missing:
        return None
    named = missing[0] if len(missing) == 1 else ", ".join(missing[:-1]) + " and " + missing[-1]
    return finding(Rule.REF_MISSING_FIELD, result.reference, f"The reference lacks its {named}.")


def _missing(result: ReferenceResult, article: Article) -> list[str]:
    reference = result.reference
    missing = [] if reference.title else ["title"]
    if reference.url is None:
        return [] if set(reference.fields) <= {"text"} else missing  # a note, or a citation in words of its own
    if not (reference.authors or reference.site or reference.publisher):
        missing += ["author", "site"]
    dated = bool(reference.date) or _has_unreadable_date(reference)
    if not dated and result.document is not None and result.document.metadata.published is not None:
        missing.append("date")
    if not (dated or _has_access_date(reference) or reference.archive_url or _lasts(reference)):
        missing.append("access date")
    if _lacks_language(result, article):
        missing.append("language")
    return missing


def _has_access_date(reference: Reference) -> bool:
    return bool(reference.access_date or reference.fields.get("access-date"))


def _lasts(reference: Reference) -> bool:
    """Whether the work stays as it is wherever it lies: then it does not matter when it was read."""
    host = (urlsplit(reference.url or "").hostname or "").removeprefix("www.")
    return (
        any(reference.fields.get(name) for name in _IDENTIFIERS)
        or host.endswith(_REPOSITORIES)
        or host.startswith("books.google.")
    )


def _has_unreadable_date(reference: Reference) -> bool:
    return any(reference.fields.get(name) for name in ("date", "year", "datum", "fecha", "data"))


def _lacks_language(result: ReferenceResult, article: Article) -> bool:
    """Whether the source is in another language than the article and the reference does not say so.

    Where the page could not be read, its title tells.
    """
    reference, document = result.reference, result.document
    if reference.language or not article.language:
        return False
    language = document.language if document else detect_language(reference.title or "")
    return bool(language) and language != article.language
