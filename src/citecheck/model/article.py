"""An article as read: its references, its claims, and which claim cites which reference."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Position:
    """A place in the article's input: 1-based line and column, half-open character offsets.

    ``text[start:end]`` is the text named, where ``text`` is the input as decoded (:attr:`Article.text`).
    Columns count characters (Unicode code points), not bytes.
    """

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Person:
    """An author. ``literal`` holds names that are not split into parts, such as ``AFP``."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None

    @property
    def name(self) -> str:
        """The name in reading order, ``Laurent Lagneau``."""
        return self.literal or " ".join(part for part in (self.given, self.family) if part)


@dataclass(frozen=True, slots=True)
class Reference:
    """A work that the article cites, with its bibliographic fields as the article gives them.

    ``id`` is the number that a reader sees (``"2"``), with the group before it where there is one
    (``"note 1"``). ``date`` and ``access_date`` are EDTF (ISO 8601-2), ``None`` where absent or unreadable;
    ``fields`` keeps every field as written, under the name the article used for it. A reference that is cited
    and never defined has ``defined`` false, and points at its first marker.
    """

    id: str
    position: Position
    name: str | None = None
    title: str | None = None
    trans_title: str | None = None
    authors: tuple[Person, ...] = ()
    site: str | None = None
    publisher: str | None = None
    date: str | None = None
    access_date: str | None = None
    language: str | None = None
    url: str | None = None
    archive_url: str | None = None
    archive_date: str | None = None
    url_status: str | None = None
    raw: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    markers: tuple[Position, ...] = ()
    defined: bool = True

    @property
    def cited(self) -> int:
        """How many markers in the article point at this reference."""
        return len(self.markers)


class ClaimKind(StrEnum):
    """What part of an article a claim was read from."""

    SENTENCE = "sentence"
    INFOBOX = "infobox"
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim's link to a reference: *direct*, or inherited from the marker of a later sentence."""

    reference: str
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Context:
    """What a claim's pronouns, years and short names refer back to."""

    title: str | None = None
    section: tuple[str, ...] = ()
    preceding: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence, infobox field or table row, without markup, and what it cites.

    A claim without citations is *uncited*. ``text`` has its white space folded to single spaces;
    ``position`` points at the input it was read from.
    """

    id: str
    text: str
    position: Position
    kind: ClaimKind = ClaimKind.SENTENCE
    section: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    context: Context = field(default_factory=Context)


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A claim that is not checked because the article's sidecar file leaves it out, and the reason given there."""

    id: str
    text: str
    position: Position
    reason: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article: what it cites and what it claims, in reading order.

    ``aliases`` are other names of persons, places and groups, each a tuple of names for one thing (from a
    sidecar file), ``revision`` the wiki revision that was read, where it came from a wiki, ``direction``
    is ``ltr`` or ``rtl`` where it says how it is written, ``left_out`` are claims that it makes and that are not
    to be checked; ``claims`` has the others. Positions and offsets in references and claims refer to
    ``text``.
    """

    path: str
    title: str | None
    language: str | None
    format: str
    text: str
    references: tuple[Reference, ...] = ()
    claims: tuple[Claim, ...] = ()
    aliases: tuple[tuple[str, ...], ...] = ()
    revision: str | None = None
    direction: str | None = None
    left_out: tuple[LeftOut, ...] = ()
