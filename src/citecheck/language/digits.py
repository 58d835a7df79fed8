"""Digits with grouping and decimal marks → numbers, by the conventions of a language."""

import re
from typing import NamedTuple

CLUSTER = r"\d+(?:[.,'](?=\d)\d+){0,8}(?: \d{3}(?!\d)(?:,\d+)?){0,5}[½¼¾⅓⅔]?"
"""Digits that may be one number: with marks between them, or groups of three after a space.

The repetitions are bounded so that a page of nothing but groups is still read in linear time.
"""

BEFORE_DIGITS = r"(?<![0-9a-zà-öø-ɏа-яіїєґ_#@])"
"""Where a number may begin: not inside a word or code; letters without case (中14, و14) may touch it."""
CODE = re.compile(r"(?:[A-ZА-Я][^\W\d_]*-|\d[./]|\d-\d+-)$")
"""What stands before digits that belong to a code or version: ``MQ-``, ``Covid-``, ``2.``."""
TIME_OR_CODE = re.compile(r"[-./]\d+[-./]\d|\.\d")
"""What stands behind digits that belong to a date, a telephone number or a version."""
_DECIMAL_POINT = frozenset({"en", "zh", "ar", "und"})
_SPACE_NEVER_GROUPS = frozenset({"zh", "ar"})


class Digits(NamedTuple):
    """A number read from digits.

    ``end`` is the offset behind what was read of the cluster. ``step`` is the size of one unit in the last
    place written (0.1 for 3.5). ``alternate`` is the reading under the other convention (1,200 as 1.2), if any.
    """

    value: float
    end: int
    step: float = 1.0
    alternate: float | None = None


def read_digits(cluster: str, original: str, language: str) -> Digits | None:
    """Read a cluster; ``original`` is the same stretch of the text as written, whose spaces tell groups from gaps.

    Returns ``None`` for what is no number: dates, versions, codes with leading zeros.
    """
    if cluster[-1] in _PARTS:
        return _with_part(cluster, original, language)
    head = cluster.split(" ", 1)[0]
    if head == cluster:
        return _read_marked(cluster, language)
    if not head.isdigit() or len(head) > 3 or head.startswith("0"):
        return _read_marked(head, language)
    if language in _SPACE_NEVER_GROUPS and " " in original:
        return _read_marked(head, language)
    whole, _, decimals = cluster.partition(",")
    return Digits(_number(whole.replace(" ", ""), decimals), len(cluster), _step(decimals))


_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def _with_part(cluster: str, original: str, language: str) -> Digits | None:
    whole = read_digits(cluster[:-1], original[:-1], language)
    if whole is None or whole.end != len(cluster) - 1:
        return whole
    return Digits(whole.value + _PARTS[cluster[-1]], len(cluster), 0.25)


def _read_marked(text: str, language: str) -> Digits | None:
    if text.isdigit():
        leading_zero = len(text) > 1 and text.startswith("0")
        return None if leading_zero or len(text) > 15 else Digits(float(text), len(text))
    marks = [each for each in text if not each.isdigit()]
    groups = re.split(r"[.,']", text)
    if len(marks) == 1:
        return _read_one_mark(groups[0], marks[0], groups[1], language)
    if len(set(marks)) == 1:
        return Digits(float("".join(groups)), len(text)) if _is_grouped(groups) else None
    if len(set(marks[:-1])) == 1 and marks[-1] not in marks[:-1] and _is_grouped(groups[:-1]):
        return Digits(_number("".join(groups[:-1]), groups[-1]), len(text), _step(groups[-1]))
    return None


def _read_one_mark(head: str, mark: str, tail: str, language: str) -> Digits:
    end = len(head) + 1 + len(tail)
    grouped, decimal = float(head + tail), _number(head, tail)
    if len(tail) != 3 or len(head) > 3 or head.startswith("0") or mark == "'":
        return Digits(decimal, end, _step(tail)) if mark != "'" else Digits(grouped, end)
    if (mark == ".") == (language in _DECIMAL_POINT):
        return Digits(decimal, end, _step(tail), grouped)
    return Digits(grouped, end, 1.0, None if decimal.is_integer() else decimal)


def _is_grouped(groups: list[str]) -> bool:
    western = all(len(group) == 3 for group in groups[1:])
    indian = len(groups[-1]) == 3 and all(len(group) == 2 for group in groups[1:-1])
    return 1 <= len(groups[0]) <= 3 and (western or indian)


def _number(whole: str, decimals: str) -> float:
    return float(f"{whole}.{decimals or 0}")


def _step(decimals: str) -> float:
    return float(10 ** -len(decimals))
