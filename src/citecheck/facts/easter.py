"""A year → its Easter Sunday, in the western churches and in the eastern ones."""

from datetime import date, timedelta


def easter(year: int, church: str) -> date:
    """Easter Sunday of a year in the Gregorian calendar; ``church`` is ``western`` or ``eastern``."""
    return _eastern(year) if church == "eastern" else _western(year)


def _western(year: int) -> date:
    """By the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century = year % 19, year // 100
    leap = century - century // 4 - (8 * century + 13) // 25
    epact = (19 * golden + leap + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    day = epact - weekday
    month = 3 + (day + 40) // 44
    return date(year, month, day + 28 - 31 * (month // 4))


def _eastern(year: int) -> date:
    """By the Julian calendar (the same chapter), as many days later as that calendar is behind."""
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    behind = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=behind)
