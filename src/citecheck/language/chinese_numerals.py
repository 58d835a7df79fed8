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
_PART = re.compile(r"(\d[\d.,]*)|(.)")


def read_chinese(text: str) -> float | None:
    """The number that a run of Chinese numerals stands for, or ``None`` where it is none (a lone 万, 千千)."""
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
    return re.compile(
        rf"(?P<phrase>{phrases})|(?P<number>第?(?:(?:{CLUSTER})?[{LETTERS}]+)+|{BEFORE_DIGITS}第?{CLUSTER})"
    )


def read_chinese_numerals(text: str, low: str) -> Iterator[Numeral]:
    """Every number of a Chinese text; ``low`` is the text aligned."""
    words = number_words("zh")
    for match in _chinese_pattern().finditer(low):
        start, end = match.span()
        phrase = match["phrase"]
        if phrase:
            sort = Sort.FRACTION if phrase in words.fraction else Sort.VAGUE if phrase in words.vague else Sort.IMPLICIT
            table = {Sort.FRACTION: words.fraction, Sort.VAGUE: words.vague}.get(sort, words.implicit)
            yield Numeral(start, end, table[phrase], sort)
            continue
        written = match["number"]
        sort = Sort.ORDINAL if written.startswith("第") else Sort.CARDINAL
        plain = written.removeprefix("第")
        if plain[-1].isdigit() or not any(each in LETTERS for each in plain):
            read = read_digits(plain, text[end - len(plain) : end], "zh")
            if (
                read is not None
                and not TIME_OR_CODE.match(low, end)
                and not CODE.search(text, max(start - 12, 0), start)
            ):
                yield Numeral(start, end - len(plain) + read.end, read.value, sort, read.step, digits=True)
        elif (value := read_chinese(plain)) is not None and (value != 1 or plain[0].isdigit() or sort is Sort.ORDINAL):
            yield Numeral(start, end, value, sort, digits=plain[0].isdigit())
        elif plain == "一":
            yield Numeral(start, end, 1.0, Sort.ONE)
