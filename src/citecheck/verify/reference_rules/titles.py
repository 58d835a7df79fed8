"""The cited title against the page's own."""

import re

from rapidfuzz import fuzz

from citecheck.language.normalise import fold
from citecheck.model import Article, Document, Finding, Reference, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding

_WORD = re.compile(r"\w+")
_PARTS = re.compile(r"\s+[|–—·•»:/-]\s+|\s*\|\s*")
_ALIKE = 78.0
"""Token-based similarity from which two titles are one title with small edits."""
_UNLIKE = 55.0
"""Similarity below which two titles have nothing to do with each other."""
_HEADING = 1_500
"""How far into the page's text a headline is looked for."""


def title_mismatch(result: ReferenceResult, article: Article) -> Finding | None:  # noqa: ARG001 - every check has it
    """A cited title that is neither the page's title, nor a translation it is given, nor its headline."""
    reference, document = result.reference, result.document
    if document is None or not reference.title:
        return None
    stated = document.metadata.title
    if stated is None or title_similarity(reference, document) >= _ALIKE:
        return None
    message = f"The title is cited as “{reference.title}”; the page's title is “{stated.value}”."
    return finding(Rule.REF_TITLE_MISMATCH, reference, message)


def is_another_page(result: ReferenceResult) -> bool:
    """Whether the page's title shares so little with the cited one that it is not the cited page at all."""
    reference, document = result.reference, result.document
    if document is None or not reference.title or document.metadata.title is None:
        return False
    return title_similarity(reference, document) < _UNLIKE


def title_similarity(reference: Reference, document: Document) -> float:
    """0..100: the best agreement of a form of the cited title with a form of the page's."""
    cited = [title for title in (reference.title, reference.trans_title) if title]
    stated = document.metadata.title.value if document.metadata.title else ""
    site = document.metadata.site.value if document.metadata.site else reference.site or ""
    forms = _forms(stated, site)
    best = max(
        (_similarity(mine, theirs) for each in cited for mine in _forms(each, site) for theirs in forms), default=0.0
    )
    return 100.0 if best < _ALIKE and any(_is_headline(each, document) for each in cited) else best


def _forms(title: str, site: str) -> list[str]:
    """A title as it is, and without the site's name or a rubric that is set before or after it."""
    parts = [part for part in _PARTS.split(title) if part]
    forms = [title]
    if len(parts) > 1:
        forms += [" ".join(parts[:-1]), " ".join(parts[1:]), max(parts, key=len)]
    plain = fold(site)
    kept = [_plain(form).removesuffix(_plain(site)).strip() if plain else _plain(form) for form in forms]
    return [form for form in dict.fromkeys(kept) if len(form) > 3]


def _plain(title: str) -> str:
    return " ".join(_WORD.findall(fold(title)))


def _similarity(first: str, second: str) -> float:
    """Word order and small edits count little; a cut-off title counts as whole where enough of it is left."""
    whole = max(fuzz.ratio(first, second), fuzz.token_sort_ratio(first, second))
    shorter, longer = sorted((first.split(), second.split()), key=len)
    if len(shorter) >= 4 and longer[: len(shorter)] == shorter:
        return 100.0
    if len(shorter) >= 4 and set(shorter) <= set(longer):
        return max(whole, 90.0)
    return whole


def _is_headline(title: str, document: Document) -> bool:
    """Whether the cited title stands at the top of the page, under whatever title the page goes by."""
    words = _plain(title)
    return len(words.split()) >= 3 and words in _plain(document.text[:_HEADING])
