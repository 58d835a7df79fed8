"""References with what became of them → what is wrong with each: one file per family of rules."""

from collections.abc import Sequence

from citecheck.model import Article, Finding, ReferenceResult
from citecheck.verify.reference_rules.authors import author_mismatch
from citecheck.verify.reference_rules.date_formats import mixed_date_formats
from citecheck.verify.reference_rules.dates import date_is_access_date, date_mismatch
from citecheck.verify.reference_rules.duplicates import duplicates
from citecheck.verify.reference_rules.fields import missing_fields
from citecheck.verify.reference_rules.finding import Check, ListCheck
from citecheck.verify.reference_rules.health import not_archived, unhealthy_link
from citecheck.verify.reference_rules.languages import language_mismatch
from citecheck.verify.reference_rules.titles import title_mismatch
from citecheck.verify.reference_rules.usage import undefined, unused

_CHECKS: tuple[Check, ...] = (
    unhealthy_link,
    not_archived,
    unused,
    missing_fields,
    title_mismatch,
    author_mismatch,
    date_mismatch,
    date_is_access_date,
    language_mismatch,
)
_LIST_CHECKS: tuple[ListCheck, ...] = (duplicates, mixed_date_formats)


def judge_references(article: Article, results: Sequence[ReferenceResult]) -> list[tuple[Finding, ...]]:
    """Apply every reference rule.

    Args:
        article: the article that cites.
        results: its references in reading order, with diagnosis and, where readable, document.

    Returns:
        The findings of each reference, in the order of ``results``. An undefined reference has that one finding.
    """
    among = [check(results, article) for check in _LIST_CHECKS]
    return [_findings(article, result, [found[i] for found in among if i in found]) for i, result in enumerate(results)]


def _findings(article: Article, result: ReferenceResult, among: Sequence[Finding]) -> tuple[Finding, ...]:
    missing = undefined(result, article)
    if missing is not None:
        return (missing,)
    return (*(found for check in _CHECKS if (found := check(result, article)) is not None), *among)
