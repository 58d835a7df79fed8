"""Addresses of web archives: known by their hosts, or made of a source's address and the moment of a capture."""

import re

_ARCHIVES = re.compile(
    r"(?:https?:)?//(?:web\.archive\.org/|(?:www\.)?archive\.org/web/|archive\.(?:today|is|ph|md|li|vn|fo)/"
    r"|(?:www\.)?webcitation\.org/|(?:www\.)?ghostarchive\.org/|arquivo\.pt/|perma\.cc/|webarchive\.)",
    re.IGNORECASE,
)
_MOMENT = re.compile(r"(\d{4,14})\*?")


def is_archive_url(url: str) -> bool:
    """Whether an address leads into a web archive."""
    return _ARCHIVES.match(url) is not None


def archive_copy(url: str | None, moment: str | None) -> str | None:
    """The address of a copy, where templates give either that or a source's address with the moment of its capture.

    Args:
        url: The address of the copy, or that of the source if there is a moment.
        moment: ``20190614120000`` or the beginning of such a number; anything else is none.
    """
    found = _MOMENT.fullmatch((moment or "").strip())
    return f"https://web.archive.org/web/{found[1]}/{url}" if found and url and not is_archive_url(url) else url or None


def date_of_capture(moment: str) -> str | None:
    """``2019-06-14`` of ``20190614120000``; ``None`` where the moment is not told to the day."""
    found = _MOMENT.fullmatch(moment.strip())
    return f"{moment[:4]}-{moment[4:6]}-{moment[6:8]}" if found and len(found[1]) >= len("20190614") else None
