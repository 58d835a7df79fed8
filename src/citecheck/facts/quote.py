"""Quotations: words in quotation marks that the source should hold verbatim.

Compared letter by letter and digit by digit, so that typography, white space and hyphenation do not matter; an
ellipsis in the quotation stands for anything left out. A quotation that the source words otherwise is a nuance.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from citecheck.facts.interface import Hit, Kind, Mention, Relation, Setting
from citecheck.facts.source import Source
from citecheck.language.normalise import squash
from citecheck.model import FactKind, Match

_FEWEST_WORDS = 3
"""Shorter ones are terms and scare quotes, not quotations."""
_FEWEST_CHARACTERS = 6
"""The same for languages that write no spaces between words."""
_LONGEST = 600
_ALIKE = 85.0
"""From this similarity (0..100) up the source words the same thing otherwise."""
_SLIP = 96.0
"""From this similarity up the difference is a slip of the pen."""
_MOST_HITS = 3
_MAYBE = 0.4
"""The strength of a quotation of the source that may be the original of a translated one."""

_QUOTED = re.compile(
    r"“(?P<a>[^“”]{2,600})”|«\s*(?P<b>[^«»]{2,600}?)\s*»|„(?P<c>[^„“”]{2,600})[“”]|「(?P<d>[^「」]{2,600})」"
    r"|(?<!\w)\"(?P<e>[^\"\n]{2,600})\"(?!\w)"
)
_LEFT_OUT = re.compile(r"\s*(?:\[\s*(?:…|\.\.\.)\s*\]|\(\s*(?:…|\.\.\.)\s*\)|…|\.\.\.)\s*|\s*\[[^\]]*\]\s*")


@dataclass(frozen=True, slots=True)
class Quotation(Mention):
    """Words in quotation marks, without the marks, and the language of the text that quotes them."""

    language: str


def find(text: str, setting: Setting) -> tuple[Quotation, ...]:
    """The quotations in a text, in order."""
    return tuple(_quotations(text, setting.language))


def _quotations(text: str, language: str) -> Iterator[Quotation]:
    for match in _QUOTED.finditer(text):
        group = match.lastgroup
        quoted = match.group(group) if group else ""
        if group and _is_quotation(quoted):
            start, end = match.span(group)
            yield Quotation(FactKind.QUOTE, quoted, start, end, " ".join(quoted.split()), language)


def _is_quotation(text: str) -> bool:
    if len(text.split()) >= _FEWEST_WORDS:
        return True
    return any(character >= "⺀" for character in text) and len(text) >= _FEWEST_CHARACTERS


def is_translated(claimed: Mention, source: Source) -> bool:
    """Whether a quotation is given in another language than its source, and so cannot stand there verbatim."""
    return (
        isinstance(claimed, Quotation)
        and "und" not in (claimed.language, source.setting.language)
        and (claimed.language != source.setting.language)
    )


def seek(claimed: Mention, source: Source) -> Iterator[Hit]:
    """Where the source has the quotation verbatim, or failing that, where it words it otherwise.

    What stands in another language than the source is a translation: what the source quotes may be its original.
    """
    squashed, offsets = source.derived(_squashed)
    parts = [piece for part in _LEFT_OUT.split(claimed.text) if (piece := squash(part)[0])]
    exact = list(_verbatim(parts, squashed))[:_MOST_HITS]
    for first, last in exact:
        start, end = offsets[first], offsets[last - 1] + 1
        same = source.text[start:end] == claimed.text.strip(" .,;:!?")
        yield Hit(start, end, Relation.SAME, Match.EXACT if same else Match.NORMALISED, "the source has it verbatim")
    if exact or not parts:
        return
    if is_translated(claimed, source):
        yield from _originals(source)
    else:
        yield from _otherwise("".join(parts)[:_LONGEST], squashed, offsets)


def _originals(source: Source) -> Iterator[Hit]:
    for quoted in source.mentions(find):
        yield Hit(quoted.start, quoted.end, Relation.NUANCE, Match.TRANSLATED, "the source quotes this", _MAYBE)


def _squashed(source: Source) -> tuple[str, Sequence[int]]:
    squashed, offsets = squash(source.text)
    return squashed, array("I", offsets)


def _verbatim(parts: Sequence[str], squashed: str) -> Iterator[tuple[int, int]]:
    """Spans of the squashed source that hold all parts in order."""
    if not parts:
        return
    start = squashed.find(parts[0])
    while start >= 0:
        end = start + len(parts[0])
        for part in parts[1:]:
            place = squashed.find(part, end, end + _LONGEST)
            if place < 0:
                break
            end = place + len(part)
        else:
            yield start, end
        start = squashed.find(parts[0], start + 1)


def _otherwise(quoted: str, squashed: str, offsets: Sequence[int]) -> Iterator[Hit]:
    found = fuzz.partial_ratio_alignment(quoted, squashed, score_cutoff=_ALIKE)
    if found is None or found.dest_end <= found.dest_start:
        return
    start, end = offsets[found.dest_start], offsets[found.dest_end - 1] + 1
    strength = found.score / 100
    if found.score >= _SLIP:
        yield Hit(start, end, Relation.SAME, Match.FUZZY, "the source has it but for a slip in the spelling", strength)
    else:
        yield Hit(start, end, Relation.NUANCE, Match.FUZZY, "the source words the quotation otherwise", strength)


QUOTE = Kind(FactKind.QUOTE, find, seek)
"""The kind of fact that quotes somebody's words."""
