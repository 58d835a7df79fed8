"""The language a reference names against the page's."""

from citecheck.model import Article, Finding, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding
from citecheck.verify.reference_rules.titles import is_another_page

_ALIKE = ({"no", "nb", "nn", "da"}, {"hr", "sr", "bs", "sh"}, {"id", "ms"}, {"zh", "yue", "wuu"}, {"fa", "prs"})
"""Languages that detection confuses or that go by several codes."""
_LONG_ENOUGH = 400
"""Characters of text below which a page's language is not sure."""


def language_mismatch(result: ReferenceResult, article: Article) -> Finding | None:  # noqa: ARG001 - every check has it
    """A page in another language than the reference says."""
    reference, document = result.reference, result.document
    if document is None or not reference.language or not document.language or is_another_page(result):
        return None
    cited = {part.strip().split("-")[0].lower() for part in reference.language.split(",")}
    if not all(len(part) in (2, 3) and part.isalpha() for part in cited) or len(document.text) < _LONG_ENOUGH:
        return None
    if any(_is_same(each, document.language) for each in cited):
        return None
    message = f"The language is given as {reference.language}; the page is in {document.language}."
    return finding(Rule.REF_LANGUAGE_MISMATCH, reference, message)


def _is_same(cited: str, page: str) -> bool:
    return cited == page or any(cited in group and page in group for group in _ALIKE)
