"""Document → a source that many claims can be checked against, its expensive parts made once and when needed."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

from citecheck.facts.count import Counted
from citecheck.facts.counted import read_counted
from citecheck.facts.interface import Setting
from citecheck.facts.source import Source
from citecheck.language.calendar import date_spans
from citecheck.language.identify import detect_language
from citecheck.model import Document, ZoneKind
from citecheck.verify.meaning import Encoder, Vector
from citecheck.verify.passages import PassageIndex

UNKNOWN_LANGUAGE = "und"

Passage = tuple[int, int]
"""Sentences in a row: the first, and how many."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a cited source could not be read, as a clause for a person; ``source`` is its URL or title, if any."""

    reason: str
    source: str = ""


UNDEFINED = Obstacle("the reference is not defined in the article")
"""What stands in the way of a reference that is cited and never defined."""


class PreparedSource:
    """A readable source. ``partial`` says that only a part of its text could be read (a paywall)."""

    def __init__(self, document: Document, source: Source, *, partial: bool) -> None:
        self.document = document
        self.source = source
        self.partial = partial
        self._zone_starts = [zone.start for zone in document.zones]
        self._vectors: dict[Encoder, dict[Passage, Vector]] = {}

    @property
    def language(self) -> str:
        """The primary language subtag of the source, ``und`` where unknown."""
        return self.source.setting.language

    def counts_fully(self, offset: int) -> bool:
        """Whether the text at an offset is the document's own, not navigation, comments or another article's."""
        place = bisect_right(self._zone_starts, offset) - 1
        return place < 0 or self.document.zones[place].kind is not ZoneKind.OTHER

    def texts(self, first: int, last: int) -> list[str]:
        """The texts of some sentences in a row, the last one not included."""
        return [self.document.text[start:end] for start, end in self.source.sentences[first:last]]

    @cached_property
    def counts(self) -> tuple[Counted, ...]:
        """Every count in the text, whatever it counts."""
        return read_counted(self.document.text, self.language)

    @cached_property
    def dates(self) -> tuple[tuple[int, int], ...]:
        """Where dates are written, those too that nothing resolves ("jeudi", of a text without a date)."""
        return tuple(date_spans(self.document.text, self.language))

    @cached_property
    def index(self) -> PassageIndex:
        """The words of the source, sentence by sentence."""
        return PassageIndex(self.source)

    @cached_property
    def digest(self) -> str:
        """Of all that it was made of."""
        told = repr((replace(self.document, text=""), self.source.setting, self.partial))
        digest = sha256(told.encode("utf-8", "surrogatepass"))
        digest.update(self.document.text.encode("utf-8", "surrogatepass"))  # whose repr is what costs most
        return digest.hexdigest()

    def vectors(self, passages: Sequence[Passage], encoder: Encoder) -> list[Vector]:
        """Passages encoded: each once, and all that are new together."""
        known = self._vectors.setdefault(encoder, {})
        new = [passage for passage in passages if passage not in known]
        if new:
            encoded = encoder([" ".join(self.texts(first, first + length)) for first, length in new])
            known.update((passage, encoded[number]) for number, passage in enumerate(new))
        return [known[passage] for passage in passages]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds an offset."""
        return self.source.sentence_at(offset)

    def paragraph_of(self, sentence: int) -> range:
        """The sentences of the paragraph that holds a sentence; a line break ends one."""
        first, last = sentence, sentence
        while not self._breaks_behind(first - 1):
            first -= 1
        while not self._breaks_behind(last):
            last += 1
        return range(first, last + 1)

    def around(self, sentence: int) -> range:
        """A sentence with those before and after it in its paragraph."""
        return range(
            sentence if self._breaks_behind(sentence - 1) else sentence - 1,
            sentence + 1 if self._breaks_behind(sentence) else sentence + 2,
        )

    def _breaks_behind(self, sentence: int) -> bool:
        """Whether a line break follows a sentence; so it is before the first one and behind the last."""
        spans = self.source.sentences
        if not 0 <= sentence < len(spans) - 1:
            return True
        return self.document.text.find("\n", spans[sentence][1], spans[sentence + 1][0]) >= 0


def prepare(
    document: Document,
    *,
    aliases: Sequence[tuple[str, ...]] = (),
    title: str | None = None,
    partial: bool | None = None,
) -> PreparedSource:
    """Make a document ready for checking.

    Args:
        document: the source as text.
        aliases: groups of names for one thing, from the article and its sidecar.
        title: the title the source is cited under; years are inherited from it where the page states none.
        partial: whether a part of the text is missing; by default, what the page says of its own freedom.
    """
    stated = document.metadata.title
    setting = Setting(
        language=document.language or detect_language(document.text) or UNKNOWN_LANGUAGE,
        published=document.metadata.published_on,
        preceding=stated.value if stated else title or "",
        aliases=tuple(aliases),
    )
    missing = document.metadata.free is False if partial is None else partial
    return PreparedSource(document, Source(document.text, setting), partial=missing)
