"""Chinese numerals, pure or mixed with digits → numbers: 三百二十 is 320, 3.5万 is 35000."""

import re

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
