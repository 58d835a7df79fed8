"""What a page states of when it was published and updated → ISO 8601 calendar dates."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote

from citecheck.model import Stated

_ISO = re.compile(r"\s*(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)(?P<time>.*)", re.DOTALL)
_UTC = re.compile(r"[T\s]\d\d:?\d\d.*(?:Z|[+-]00:?00)\s*$")
_IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})([/-]?)([01]\d)\2([0-3]\d)(?!\d)")
_NUMERAL = re.compile("[\\d\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341]")
_FIRST_YEAR = 1800
_LAST_YEAR = 2100
_LONGEST_STAMP = 100


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A day written out in a text, with half-open offsets; ``day`` in ISO 8601."""

    start: int
    end: int
    day: str


def stated_days(stamps: Sequence[tuple[str, str]], url: str) -> Iterator[Stated]:
    """The days of stamps (text, origin), in order; unreadable and absurd ones are passed over.

    A stamp in universal time may name the day after, or before, the one that readers saw printed. Where the
    address, or a stamp in local time, holds that neighbouring day, it decides.
    """
    for text, origin in stamps:
        day = _day(text)
        if day is None:
            continue
        printed = _printed_beside(day, stamps, url) if _UTC.search(text) else None
        yield printed or Stated(day.isoformat(), origin)


def _printed_beside(day: date, stamps: Sequence[tuple[str, str]], url: str) -> Stated | None:
    local = ((_day(text), origin) for text, origin in stamps if not _UTC.search(text))
    for other, origin in ((day_in_address(url), "url"), *local):
        if other and abs(day - other) == timedelta(days=1):
            return Stated(other.isoformat(), origin)
    return None


def day_in_address(url: str) -> date | None:
    """The day that an address holds, ``/2019/02/22/`` or ``-20190222-``."""
    for found in _IN_ADDRESS.finditer(unquote(url)):
        if day := _calendar_day(found[1], found[3], found[4]):
            return day
    return None


def written_days(text: str, language: str) -> Iterator[WrittenDay]:
    """The dates in a text that name a day, a month and a year, in figures or Han numerals."""
    if not _NUMERAL.search(text):
        return
    # The tables of month names take longer to load than a page to read, and most pages declare their dates.
    from citecheck.facts.date import find
    from citecheck.facts.interface import Setting

    for mention in find(text, Setting(language=language)):
        if not mention.inferred and isinstance(mention.value, str) and _iso(mention.value):
            yield WrittenDay(mention.start, mention.end, mention.value)


def _day(text: str) -> date | None:
    iso = _ISO.match(text)
    if iso:
        return _calendar_day(*iso.groups()[:3])
    written = next(written_days(text[:_LONGEST_STAMP], "en"), None)
    return _iso(written.day) if written else None


def _calendar_day(year: str, month: str, day: str) -> date | None:
    return _iso(f"{year}-{month}-{day}")


def _iso(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
