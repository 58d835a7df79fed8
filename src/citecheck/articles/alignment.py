"""Passages → claims: sentences, each with the references that the markers around it cite."""

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from citecheck.articles.passage import Marker, Passage
from citecheck.articles.positions import Lines
from citecheck.language.sentences import Span, split_sentences
from citecheck.model import Citation, Claim, ClaimKind, Context

_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_HOLLOW = re.compile(r" ?\([\s;,]*\)|\([;, ]+|（[\s；，、;,]*）")
_Cited = dict[str, bool]


def claims_of(
    passages: Iterable[Passage], *, lines: Lines, title: str | None, language: str | None
) -> tuple[Claim, ...]:
    """The claims of an article in reading order, numbered ``c1``, ``c2``, ….

    A sentence of running text, an infobox field or a table row is one claim. A marker covers the text since the
    marker before it in the same passage: the sentence that it stands in or behind is cited directly, the ones
    before inherit; markers with no text between them cover the same. What follows a passage's last marker cites
    nothing. A link on words of a sentence is a citation of that sentence alone, and no end of what others cover. A
    passage without words (a footnote alone on its line) belongs to the passage before it. Where the language is not
    known, sentences end as in English.
    """
    claims: list[Claim] = []
    preceding = ""
    section: tuple[str, ...] = ()
    for passage in _with_stray_markers(passages):
        if passage.section != section:
            preceding, section = "", passage.section
        for start, end, cited in _cited_spans(passage, language or "en"):
            text = _tidy(passage.text[start:end])
            is_sentence = passage.kind is ClaimKind.SENTENCE
            text = text if is_sentence else text.replace(" ; ", "; ")
            claims.append(
                Claim(
                    id=f"c{len(claims) + 1}",
                    text=text,
                    position=lines.position(*passage.input_span(start, end)),
                    kind=passage.kind,
                    section=passage.section,
                    citations=tuple(Citation(reference, direct) for reference, direct in cited.items()),
                    context=Context(title, passage.section, preceding if is_sentence else ""),
                )
            )
            preceding = text if is_sentence else preceding
    return tuple(claims)


def _tidy(text: str) -> str:
    """White space folded, and parentheses without what was dropped in them (``(; born 1941)``)."""
    text = " ".join(text.split())
    return _HOLLOW.sub(_filled, text) if "(" in text or "（" in text else text


def _filled(hollow: re.Match[str]) -> str:
    return "(" if hollow[0][-1] not in ")）" else ""


def _with_stray_markers(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Passages that have words; the markers of one that has none go to the end of the one before."""
    held: Passage | None = None
    for passage in passages:
        if has_words(passage.text):
            if held:
                yield held
            held = passage
        elif held and passage.markers and held.section == passage.section:
            held = _with_markers(held, passage.markers)
    if held:
        yield held


def _with_markers(passage: Passage, markers: Iterable[Marker]) -> Passage:
    moved = tuple(replace(marker, offset=len(passage.text)) for marker in markers)
    return Passage(
        passage.text, passage.source, passage.markers + moved, passage.kind, passage.section, passage.inherited
    )


def has_words(text: str, start: int = 0, end: int = sys.maxsize) -> bool:
    """Whether a text, or the part of it between two offsets, has a letter or a digit in it."""
    return _LETTER_OR_DIGIT.search(text, start, end) is not None


def _cited_spans(passage: Passage, language: str) -> Iterator[tuple[int, int, _Cited]]:
    if passage.kind is ClaimKind.SENTENCE:
        spans = [span for span in split_sentences(passage.text, language) if has_words(passage.text, *span)]
        yield from ((*span, cited) for span, cited in zip(spans, _align(passage, spans), strict=True))
        return
    first = len(passage.text) - len(passage.text.lstrip())
    cited = dict.fromkeys((each for marker in passage.markers for each in marker.references), True)
    for reference in passage.inherited:
        cited.setdefault(reference, False)
    yield first, len(passage.text.rstrip()), cited


def _align(passage: Passage, spans: Sequence[Span]) -> list[_Cited]:
    """For each sentence what it cites, and whether directly."""
    cited: list[_Cited] = [{} for _ in spans]
    starts = [start for start, _ in spans]
    for marker in passage.markers:
        if marker.is_local:
            cited[max(0, bisect_left(starts, marker.offset) - 1)].update(dict.fromkeys(marker.references, True))
    open_from, at = 0, 0
    for offset, references in _groups(passage):
        while at + 1 < len(spans) and spans[at + 1][0] < offset:
            at += 1
        for index in range(open_from, at):
            for reference in references:
                cited[index].setdefault(reference, False)
        cited[at].update(dict.fromkeys(references, True))
        open_from = at if has_words(passage.text, offset, spans[at][1]) else at + 1
    return cited


def _groups(passage: Passage) -> Iterator[tuple[int, list[str]]]:
    """The markers of a passage; those with no words between them are one group."""
    offset, references = 0, list[str]()
    for marker in passage.markers:
        if marker.is_local:
            continue
        if references and has_words(passage.text, offset, marker.offset):
            yield offset, references
            references = []
        offset = marker.offset
        references += marker.references
    if references:
        yield offset, references
