"""Dates: found by the notations of the language, resolved by the text before and the day of publication, compared."""

from citecheck.facts.date_comparison import compare
from citecheck.facts.date_mention import DateMention, find
from citecheck.facts.interface import Kind, by_mentions
from citecheck.facts.spans import Precision
from citecheck.model import FactKind

DATE = Kind(FactKind.DATE, find, by_mentions(find, compare))
"""The kind of fact that dates are."""

__all__ = ["DATE", "DateMention", "Precision", "compare", "find"]
