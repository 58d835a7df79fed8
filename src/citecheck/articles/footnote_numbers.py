"""Numbers → the letters and numerals that lists of notes are counted with."""

_NUMERALS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_HIGHEST_NUMERAL = 1000


def letters(number: int) -> str:
    """``a`` for 1, ``z`` for 26, ``aa`` for 27."""
    counted = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        counted = chr(ord("a") + rest) + counted
    return counted


def roman(number: int) -> str:
    """``iv`` for 4; numbers that no list of notes comes to stay as they are."""
    if not 0 < number < _HIGHEST_NUMERAL:
        return str(number)
    counted = ""
    for value, numeral in _NUMERALS:
        counted += numeral * (number // value)
        number %= value
    return counted
