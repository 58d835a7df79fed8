"""One line of a CDXJ index ↔ :class:`Capture`: where the record of one response lies."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

REVISIT = "warc/revisit"
"""The media type that an index gives for a record that refers to an earlier one."""

_encode = json.JSONEncoder(ensure_ascii=False).encode
_TO_DIGITS = str.maketrans("", "", "-:T")


@dataclass(frozen=True, slots=True)
class Capture:
    """One captured response.

    ``offset`` and ``length`` are bytes of the compressed record in ``warc``; ``sha256`` is the hexadecimal digest of
    the body without its transfer coding. ``location`` is the absolute URL that a redirect leads to. ``visit`` is the
    record id of the first response of the visit it belongs to, where that had several; ``refers_to`` the id of the
    record that holds the body, where this one does not.
    """

    key: str
    url: str
    date: datetime
    status: int
    media_type: str
    sha256: str
    warc: str
    offset: int
    length: int
    record_id: str
    location: str | None = None
    visit: str | None = None
    refers_to: str | None = None

    @property
    def line(self) -> str:
        """The line, without its end: key, 14-digit time, and the rest as JSON with the names that pywb reads."""
        date = format_date(self.date)
        fields = {
            "url": self.url,
            "mime": REVISIT if self.refers_to else self.media_type,
            "status": str(self.status),
            "digest": f"sha256:{self.sha256}",
            "length": str(self.length),
            "offset": str(self.offset),
            "filename": self.warc,
            "date": date,
            "record_id": self.record_id,
            "location": self.location,
            "visit": self.visit,
            "refers_to": self.refers_to,
            "media_type": self.media_type if self.refers_to else None,
        }
        block = _encode({name: value for name, value in fields.items() if value is not None})
        return f"{self.key} {date[:19].translate(_TO_DIGITS)} {block}"


def parse_line(line: str) -> Capture:
    """Read a line that :attr:`Capture.line` wrote.

    Raises:
        ValueError: it is another kind of line; :class:`KeyError` where a field is missing.
    """
    key, _, rest = line.partition(" ")
    _, _, block = rest.partition(" ")
    fields = json.loads(block)
    return Capture(
        key=key,
        url=fields["url"],
        date=parse_date(fields["date"]),
        status=int(fields["status"]),
        media_type=fields.get("media_type", fields["mime"]),
        sha256=fields["digest"].removeprefix("sha256:"),
        warc=fields["filename"],
        offset=int(fields["offset"]),
        length=int(fields["length"]),
        record_id=fields["record_id"],
        location=fields.get("location"),
        visit=fields.get("visit"),
        refers_to=fields.get("refers_to"),
    )


@lru_cache  # one moment stands in all the records of an exchange
def format_date(moment: datetime) -> str:
    """A time as WARC-Date (W3C date-time, UTC), with microseconds."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def parse_date(text: str) -> datetime:
    """Read a WARC-Date of any precision from seconds down; digits below microseconds are dropped.

    Raises:
        ValueError: it is none.
    """
    head, dot, fraction = text.removesuffix("Z").partition(".")
    return datetime.fromisoformat(head + (dot + fraction[:6].ljust(6, "0") if dot else "")).replace(tzinfo=UTC)
