"""What known templates show a reader, from ``data/template_text.json``."""

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any

from citecheck.articles.words import word_list

Token = str | tuple[str, ...] | list["Token"]
"""A literal; alternative argument names; or tokens that are left out where an argument is missing."""

_TOKEN = re.compile(r"\{([^{}]+)\}|\[|\]|[^{}\[\]]+")
_COMPUTED = ("lists", "dates", "blocks", "as_of", "conversions", "heights", "fractions")
_NUMBER = re.compile(r"[−+-]?\d[\d.,/⁄+ ]*")


def vocabulary() -> Mapping[str, Any]:
    """The content of the data file."""
    return word_list("template_text")


@cache
def name_set(part: str) -> frozenset[str]:
    """One of the data file's lists of names."""
    return frozenset(vocabulary()[part])


@lru_cache(maxsize=4096)
def is_computed(name: str) -> bool:
    """Whether what a template shows takes more than a pattern."""
    return any(name in name_set(part) for part in _COMPUTED)


@cache
def patterns() -> Mapping[str, Sequence[Token]]:
    """The pattern of each template that has one, by its lower-case name."""
    return {
        name: _tokens(iter(_TOKEN.finditer(pattern)))
        for pattern, names in vocabulary()["patterns"].items()
        for name in names
    }


def _tokens(found: Any) -> list[Token]:  # noqa: ANN401 — an iterator of matches that calls of itself share
    tokens: list[Token] = []
    for match in found:
        if match[1]:
            tokens.append(tuple(match[1].split("|")))
        elif match[0] == "[":
            tokens.append(_tokens(found))
        elif match[0] == "]":
            break
        else:
            tokens.append(match[0])
    return tokens


def symbol(name: str) -> str | None:
    """What a template without arguments shows."""
    found: str | None = vocabulary()["symbols"].get(name)
    return found


def conversion(values: Sequence[str]) -> str:
    """What ``{{convert}}`` shows of its input side: ``5 km``, ``5 to 10 km``, ``6 ft 2 in``."""
    joins: Mapping[str, str] = vocabulary()["units"]
    shown: list[str] = []
    for index, value in enumerate(values[:8]):
        if index == 0 or shown[-1] in joins.values():
            shown.append(value)
        elif _NUMBER.fullmatch(shown[-1]):
            shown.append(joins.get(value, value))
            if value not in joins and not (index + 2 < len(values) and _continues(values, index)):
                break
        elif _NUMBER.fullmatch(value):
            shown.append(value)
        else:
            break
    return " ".join(shown).replace(" – ", "–")


def _continues(values: Sequence[str], unit: int) -> bool:
    """Whether a number and a smaller unit follow, as in ``6|ft|2|in``; not the precision of ``5|km|mi|1``."""
    return bool(_NUMBER.fullmatch(values[unit + 1])) and values[unit] in ("ft", "lb", "st", "mi", "yd", "h")


def fraction(values: Sequence[str]) -> str:
    """What ``{{frac}}`` shows: ``1/2``, ``2 1/2``."""
    match values:
        case [denominator]:
            return f"1/{denominator}"
        case [numerator, denominator]:
            return f"{numerator}/{denominator}"
        case [whole, numerator, denominator, *_]:
            return f"{whole} {numerator}/{denominator}"
    return ""


def date_text(values: Mapping[str, str]) -> str:
    """What a date template shows: numbers as an ISO date, anything else as written."""
    shown = [values[str(index)] for index in range(1, 4) if values.get(str(index))]
    numbers: list[str] = []
    for value, width in zip(shown, (4, 2, 2), strict=False):
        if not value.isdecimal() or len(value) > 4:
            break
        numbers.append(f"{int(value):0{width}}")
    if len(numbers) == 3 and len(shown[0]) <= 2 and len(shown[2]) == 4:
        numbers = [shown[2], numbers[1][-2:].zfill(2), numbers[0][-2:]]  # day, month, year, as eswiki has them
    return "-".join(numbers) if len(numbers) == len(shown) else " ".join(shown)
