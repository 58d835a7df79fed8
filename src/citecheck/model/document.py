"""A source as text, with what the page says of itself and how healthy its link is."""

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class ZoneKind(StrEnum):
    """What part of a page a stretch of text is from; evidence counts fully in ``MAIN`` and ``HEAD`` only."""

    HEAD = "head"
    MAIN = "main"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Zone:
    """A half-open stretch of a document's text."""

    kind: ZoneKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Stated:
    """A value that a page states of itself, and where (``json-ld``, ``opengraph``, ``meta``, ``time``, ``byline``)."""

    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself. Dates are ISO 8601 calendar dates (``2019-02-22``)."""

    title: Stated | None = None
    authors: tuple[Stated, ...] = ()
    site: Stated | None = None
    published: Stated | None = None
    updated: Stated | None = None
    language: Stated | None = None
    free: bool | None = None

    @property
    def published_on(self) -> date | None:
        """The publication date, where the page states a full one."""
        try:
            return date.fromisoformat(self.published.value) if self.published else None
        except ValueError:
            return None


class Health(StrEnum):
    """The state of a reference's link."""

    OK = "ok"
    MOVED = "moved"
    SOFT_404 = "soft-404"
    PARKED = "parked"
    PAYWALL = "paywall"
    BOT_WALL = "bot-wall"
    CONSENT_WALL = "consent-wall"
    JS_ONLY = "js-only"
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    BLOCKED = "blocked"
    NO_URL = "no-url"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """A link's health and the sign that decided it, as a sentence.

    Where it failed, ``is_strike`` says whether that counts against the link: not where it was not the link that was at
    fault (a name server that gave no answer, a server that was busy).
    """

    health: Health
    sign: str = ""
    is_strike: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class Document:
    """The readable text of a source.

    ``text`` is plain text; paragraphs are parted by line breaks. ``zones`` are sorted, do not overlap and
    together cover all of ``text``. ``language`` is a primary language subtag (``fr``). ``pages`` are the offsets at
    which the pages of a paginated source begin, the first of them 0.
    """

    url: str
    text: str
    media_type: str
    language: str | None = None
    zones: tuple[Zone, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)
    pages: tuple[int, ...] = ()

    def page_at(self, offset: int) -> int | None:
        """The number, from 1, of the page that an offset lies on; ``None`` where the source has no pages."""
        return bisect_right(self.pages, offset) or None
