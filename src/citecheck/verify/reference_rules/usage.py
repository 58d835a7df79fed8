"""References that are cited and not defined, or defined and not cited."""

from citecheck.model import Article, Finding, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding


def undefined(result: ReferenceResult, article: Article) -> Finding | None:  # noqa: ARG001 - every check has it
    """A marker that points at nothing."""
    reference = result.reference
    if reference.defined:
        return None
    return finding(Rule.REF_UNDEFINED, reference, f"“{reference.name or reference.id}” is cited and never defined.")


def unused(result: ReferenceResult, article: Article) -> Finding | None:
    """A reference that no marker points at, in an article that makes claims: a bibliography alone cites nothing."""
    reference = result.reference
    if not reference.defined or reference.markers or not (article.claims or article.left_out):
        return None
    return finding(Rule.REF_UNUSED, reference, f"Reference {reference.id} is defined and never cited.")
