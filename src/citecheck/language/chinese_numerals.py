"""Chinese numerals, pure or mixed with digits → numbers: 三百二十 is 320, 3.5万 is 35000."""

import re
from collections.abc import Iterator
from functools import lru_cache

from citecheck.language.alternation import alternation
from citecheck.language.digits import BEFORE_DIGITS, CLUSTER, CODE, TIME_OR_CODE, read_digits
from citecheck.language.number_words import number_words
from citecheck.language.numeral import Numeral, Sort

DIGITS = {each: value for value, each in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "兩": 2}
PLACES = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10_000, "萬": 10_000, "亿": 100_000_000, "億": 100_000_000}
LETTERS = "".join((*DIGITS, *PLACES, *MYRIADS))
MYRIADS_LETTERS = "".join(MYRIADS)
_MORE = f"[多余餘](?=[{MYRIADS_LETTERS}])"
"""More than, within a number: 三百多万 is more than three million."""
_PART = re.compile(r"(\d(?:[\d,]*\d)?(?:\.\d+)?)|(.)")


def read_chinese(text: str) -> float | None:
    """The number that a run of Chinese numerals stands for, or ``None`` where it is none (a lone 万, 千千, 12½千)."""
    if text[0] in MYRIADS or (len(text) > 2 and all(each in DIGITS for each in text)):
        return _positional(text)
    total = section = 0.0
    digit: float | None = None
    for written, letter in _PART.findall(text):
        if written:
            digit = float(written.replace(",", ""))
        elif letter in DIGITS:
            digit = float(DIGITS[letter])
        elif letter in PLACES:
            section += (1.0 if digit is None else digit) * PLACES[letter]
            digit = None
        elif letter not in MYRIADS:
            return None
        else:
            size, part = MYRIADS[letter], section + (digit or 0.0)
            total = total + part * size if part and total >= size else (total + part) * size
            section, digit = 0.0, None
    return total + section + (digit or 0.0)


def _positional(text: str) -> float | None:
    """Digit by digit, as years are written: 二〇一九."""
    if text[0] in MYRIADS:
        return None
    return float("".join(str(DIGITS[each]) for each in text))


@lru_cache(maxsize=1)
def _chinese_pattern() -> re.Pattern[str]:
    words = number_words("zh")
    phrases = alternation((*words.fraction, *words.vague, *words.implicit))
    mixed = rf"(?:(?:{CLUSTER})?(?:{_MORE})?[{LETTERS}]+(?:{_MORE})?)+(?:(?<=[{MYRIADS_LETTERS}])\d{{1,4}}(?!\d))?"
    return re.compile(
        rf"(?P<percent>百分之|千分之)|(?P<phrase>{phrases})|(?P<number>第?{mixed}|{BEFORE_DIGITS}第?{CLUSTER})"
    )


def read_chinese_numerals(text: str, low: str) -> Iterator[Numeral]:
    """Every number of a Chinese text; ``low`` is the text aligned."""
    for match in _chinese_pattern().finditer(low):
        if match["phrase"]:
            yield _phrase(match)
        elif match["number"] and (found := _number(match, text, low)) is not None:
            yield found


def _phrase(match: re.Match[str]) -> Numeral:
    words, phrase = number_words("zh"), match["phrase"]
    if phrase in words.fraction:
        return Numeral(*match.span(), words.fraction[phrase], Sort.FRACTION)
    if phrase in words.vague:
        return Numeral(*match.span(), words.vague[phrase], Sort.VAGUE)
    return Numeral(*match.span(), words.implicit[phrase], Sort.IMPLICIT)


def _number(match: re.Match[str], text: str, low: str) -> Numeral | None:
    (start, end), written = match.span(), match["number"]
    sort = Sort.ORDINAL if written.startswith("第") else Sort.CARDINAL
    plain = written.removeprefix("第")
    if not any(each in LETTERS for each in plain):
        return _digits(start, end, plain, sort, text, low)
    if plain == "一":
        return Numeral(start, end, 1.0, Sort.ORDINAL if sort is Sort.ORDINAL else Sort.ONE)
    exact = re.sub("[多余餘]", "", plain)
    value = read_chinese(exact)
    if value is None:
        return None
    return Numeral(start, end, value, sort if exact == plain else Sort.VAGUE, digits=plain[0].isdigit())


def _digits(start: int, end: int, plain: str, sort: Sort, text: str, low: str) -> Numeral | None:
    first = end - len(plain)
    read = read_digits(plain, text[first:end], "zh")
    if read is None or TIME_OR_CODE.match(low, end) or CODE.search(text, max(start - 12, 0), start):
        return None
    return Numeral(start, first + read.end, read.value, sort, read.step, digits=True)
