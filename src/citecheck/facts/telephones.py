"""Telephone numbers → one number each, so that their groups of digits are not taken for counts."""

import re

from citecheck.facts.count import Counted
from citecheck.language.numeral import Sort
from citecheck.language.tokens import matches, tokens_of
from citecheck.language.units import Unit

TELEPHONE = Unit("telephone number", "code")
_NUMBER = re.compile(
    r"[+\d](?<![0-9A-Za-zÀ-ɏЀ-ӿ_.,/+-].)"
    r"(?:(?:(?<=\+)\d|(?<=0)\d\d)[\d\u00a0 ()/-]{5,}\d(?![\w/-]|[.,]\d)|(?<=\d)\d\d-\d{3}-\d{4}(?![\w-]))"
)
"""The first character comes first, what may not stand before it behind it, so that a search can skip to it;
letters without case (拨打0800…) may touch it.
"""
_BACKWARDS = re.compile(r"(?<![\w+.,/-])\d{3,4}(?: \d{3,4})+ 0\d{2,3}(?![\w/-]|[.,]\d)")
"""A number whose groups were typed from right to left, as they are shown in Arabic: 111 555 0800."""
_SHORTEST, _LONGEST = 7, 15
"""Digits of a telephone number, at least and at most (ITU-T E.164)."""


def read_telephones(text: str) -> tuple[Counted, ...]:
    """Every telephone number in a text, in order; its value is its digits as one number."""
    openings = tokens_of(text).openings()
    found = [(match.span(), re.sub(r"\D", "", match.group())) for match in matches(_NUMBER, text, openings)]
    if " 0" in text:  # before the last group
        found += [(match.span(), "".join(match.group().split()[::-1])) for match in matches(_BACKWARDS, text, openings)]
    return tuple(
        Counted(*span, span, float(digits), float(digits), Sort.CARDINAL, unit=TELEPHONE, digits=True)
        for span, digits in sorted(found)
        if _SHORTEST <= len(digits) <= _LONGEST
    )
