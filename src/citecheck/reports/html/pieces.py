"""Foreign text → pieces of it that are inert, short enough to show, and still join up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from citecheck.model import Document, Evidence, FactResult, FactVerdict
from citecheck.reports.inert import inert, shortened, window

LONGEST = 4000
"""Characters of one text that are shown; longer ones end in an ellipsis."""

_QUOTE = 1000
_SIDE = 600
_MOST = 250_000
_BEYOND = 180
"""Characters around a passage's sentence that are shown, as far as its paragraph goes."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a claim's text; ``verdict`` is that of the fact it states, ``None`` between facts."""

    text: str
    verdict: FactVerdict | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A quote with its sentence around it (``before``, ``after``) and what stands beyond that (``lead``, ``trail``)."""

    lead: str
    before: str
    quote: str
    after: str
    trail: str


def shown(text: str) -> str:
    """A foreign text as one inert line of at most :data:`LONGEST` characters."""
    return shortened(inert(text[: 2 * LONGEST]), LONGEST)


def joinable(text: str) -> str:
    """As :func:`inert`, but white space at either end stays as one space, so that pieces join up again."""
    return inert(f"|{text}|")[1:-1]


def claim_pieces(text: str, facts: Sequence[FactResult]) -> Iterator[Piece]:
    """A claim's text cut at its facts; where facts overlap, the one that begins first and is longest is kept."""
    limit, at = min(len(text), LONGEST), 0
    for fact in sorted(facts, key=lambda fact: (fact.start, -fact.end)):
        if at <= fact.start < fact.end <= limit:
            if fact.start > at:
                yield Piece(joinable(text[at : fact.start]))
            yield Piece(joinable(text[fact.start : fact.end]), fact.verdict)
            at = fact.end
    if at < len(text):
        yield Piece(joinable(text[at:limit]) + ("…" if limit < len(text) else ""))


def passage(evidence: Evidence, document: Document | None) -> Passage:
    """The passage of a piece of evidence, with what its document has around it in the same paragraph."""
    around = _within(evidence, document) if document is not None else None
    if around is None:
        before, quote, after = window(joinable(evidence.context), joinable(evidence.quote), _QUOTE + 2 * _SIDE)
        return Passage("", before, quote, after, "")
    start, end, text = *around, document.text if document is not None else ""
    lead = text[max(start - _BEYOND, 0) : start].rpartition("\n")[2]
    trail = text[end : end + _BEYOND].partition("\n")[0]
    return Passage(
        joinable(_from_a_word(lead) if len(lead) == _BEYOND else lead),
        joinable(_tail(text[start : evidence.start])),
        joinable(_head(evidence.quote, _QUOTE)),
        joinable(_head(text[evidence.end : end], _SIDE)),
        joinable(_to_a_word(trail) if len(trail) == _BEYOND else trail),
    )


def whole_source(text: str, start: int, end: int) -> tuple[str, str, str]:
    """A document's text before, in and after a stretch of it, line by line inert; at most :data:`_MOST` on a side."""
    start, end = sorted((min(max(start, 0), len(text)), min(max(end, 0), len(text))))
    parts = (text[max(start - _MOST, 0) : start], text[start:end], text[end : end + _MOST])
    before, quote, after = ("\n".join(joinable(line) for line in part.split("\n")) for part in parts)
    return "…" * (start > _MOST) + before, quote, after + "…" * (len(text) - end > _MOST)


def _within(evidence: Evidence, document: Document) -> tuple[int, int] | None:
    """Where the sentence around a quote stands in its document; ``None`` where the two do not fit each other."""
    text, sentence = document.text, evidence.context or evidence.quote
    if not evidence.quote or text[evidence.start : evidence.end] != evidence.quote:
        return None
    start = text.find(sentence, max(evidence.start - len(sentence), 0), evidence.end + len(sentence))
    if start < 0 or start > evidence.start or start + len(sentence) < evidence.end:
        return evidence.start, evidence.end
    return start, start + len(sentence)


def _from_a_word(text: str) -> str:
    return "…" + text[text.find(" ") + 1 :]


def _to_a_word(text: str) -> str:
    end = text.rfind(" ")
    return (text[:end] if end > 0 else text) + "…"


def _head(text: str, length: int) -> str:
    return text if len(text) <= length else _to_a_word(text[:length])


def _tail(text: str) -> str:
    return text if len(text) <= _SIDE else _from_a_word(text[-_SIDE:])
