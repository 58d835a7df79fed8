"""An article's references → the first that writes its date in another format than most."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePath

from citecheck.model import Article, Finding, ReferenceResult, Rule
from citecheck.verify.fingerprints import fingerprint
from citecheck.verify.reference_rules.finding import finding

_FORMATS = {
    "day month year": re.compile(r"\d{1,2}\.? (?:de )?[^\W\d_]+\.?,? (?:de )?\d{4}"),
    "month day, year": re.compile(r"[^\W\d_]+\.? \d{1,2},? \d{4}"),
    "year-month-day": re.compile(r"\d{4}-\d\d-\d\d"),
    "numbers with dots or slashes": re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}"),
}
_GROUPS = {
    "publication": ("date", "publication-date"),
    "access": ("access-date", "accessdate", "archive-date", "archivedate"),
}
"""Dates that are to be uniform among themselves; a style may write access dates otherwise than publication dates."""


_UNIFORM = re.compile(r"\{\{\s*use (?:dmy|mdy|ymd) dates\b", re.IGNORECASE)
"""A template by which a wiki shows all dates of citations in one format, however they are written."""


def mixed_date_formats(results: Sequence[ReferenceResult], article: Article) -> dict[int, Finding]:
    """One finding for the article, at the first reference that deviates from the commonest format."""
    if _UNIFORM.search(article.text):
        return {}
    deviations = [found for name, keys in _GROUPS.items() if (found := _deviation(results, name, keys))]
    if not deviations:
        return {}
    index, message = min(deviations)
    told = finding(Rule.REF_MIXED_DATE_FORMATS, results[index].reference, message)
    about = article.title or PurePath(article.path).name  # whichever reference deviates first
    return {index: replace(told, fingerprint=fingerprint(told.rule, about))}


def _deviation(results: Sequence[ReferenceResult], group: str, keys: Sequence[str]) -> tuple[int, str] | None:
    used = [
        (index, name, value)
        for index, result in enumerate(results)
        for value in _values(result, keys)
        if (name := date_format(value)) is not None
    ]
    counts = Counter(name for _, name, _ in used)
    if len(counts) < 2:
        return None
    usual, often = counts.most_common(1)[0]
    index, name, value = next(each for each in used if each[1] != usual)
    message = f"“{value}” is written as {name}; {often} of {len(used)} {group} dates are written as {usual}."
    return index, message


def _values(result: ReferenceResult, keys: Sequence[str]) -> Iterable[str]:
    fields = result.reference.fields
    return (fields[key].strip() for key in keys if key in fields)


def date_format(value: str) -> str | None:
    """The name of the format that a full date is written in; ``None`` for coarser dates and anything else."""
    return next((name for name, pattern in _FORMATS.items() if pattern.fullmatch(value)), None)
