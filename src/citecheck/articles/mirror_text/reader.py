"""The plain text of a mirror page → Article."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from citecheck.articles.alignment import claims_of
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.citation_text import work_from_text
from citecheck.articles.mirror_text.entries import Entry, read_entries
from citecheck.articles.mirror_text.infobox import Field, read_fields
from citecheck.articles.mirror_text.layout import Layout, lay_out
from citecheck.articles.passage import Passage, beginning
from citecheck.articles.positions import Lines
from citecheck.articles.words import word_list
from citecheck.articles.work import Work
from citecheck.language.identify import detect_language
from citecheck.model import Article, ClaimKind, Position, Reference

_MARKER = re.compile(
    r"[\[［]\s*(?:(?P<label>[^\W\d_]{1,12})\.?\s?)?(?P<number>\d{1,4})\s*[\]］](?::\s?\d[\d–-]*)?|\[(?P<letter>[a-z])\]"
)
_FLAG = re.compile(r"Flag of (?P<of>[^.;]{2,40}?)\.(?:svg|png|gif|jpe?g)\s*", re.IGNORECASE)
_FILE_AT_START = re.compile(r"[^.;\n]{0,80}?\.(?:svg|png|gif|jpe?g|webp)\s*", re.IGNORECASE)
_FILE = re.compile(r"\S+\.(?:svg|png|gif|jpe?g|webp)\b\s*", re.IGNORECASE)
_CLOSING = frozenset(".,;:!?)")
_LANGUAGE_SAMPLE = 4_000
_MOST_UNLISTED = 999


def read_mirror_text(text: str, path: str, language: str | None) -> Article:
    """Read the plain text of a page, with markers in brackets and, at its end, a numbered list of references.

    Args:
        text: The page's text.
        path: Where it came from, as :attr:`Article.path` has it.
        language: Its language, or ``None`` to recognise it.
    """
    layout = lay_out(text)
    reader = _Reader(text, layout)
    passages = list(reader.passages())
    language = language or detect_language(beginning(passages, _LANGUAGE_SAMPLE))
    claims = claims_of(passages, lines=reader.lines, title=layout.title, language=language)
    return Article(path, layout.title, language, "mirror-text", text, tuple(reader.references()), claims)


class _Reader:
    """Reads one page; passages first, as they find the markers that references are listed with."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._text = text
        self._layout = layout
        self.lines = Lines(text)
        cited = Counter(found["number"] or found["letter"] for found in self._body_markers())
        self._entries = list(read_entries(layout.entries, cited))
        self._ids = {entry.id for entry in self._entries}
        self._marked: dict[str, list[Position]] = {}

    def _body_markers(self) -> Iterator[re.Match[str]]:
        for line in self._layout.infobox:
            yield from _MARKER.finditer(self._text, line.start, line.end)
        for section in self._layout.sections:
            for block in section.blocks:
                yield from _MARKER.finditer(self._text, block.lines[0].start, block.lines[-1].end)

    def passages(self) -> Iterator[Passage]:
        """The fields of the infobox, then the paragraphs."""
        for field in read_fields(self._layout.infobox):
            yield self._field(field)
        for section in self._layout.sections:
            headings = (section.heading,) if section.heading else ()
            for block in section.blocks:
                buffer = TextBuffer()
                self._copy(buffer, block.lines[0].start, block.lines[-1].end)
                yield buffer.passage(section=headings)

    def references(self) -> Iterator[Reference]:
        """The references listed, then those that are only cited."""
        for entry in self._entries:
            yield self._reference(entry)
        for id_, markers in self._marked.items():
            if id_ not in self._ids:
                first = markers[0]
                raw = self._text[first.start : first.end]
                yield Reference(id_, first, raw=raw, markers=tuple(markers), defined=False)

    def _reference(self, entry: Entry) -> Reference:
        work: Work = work_from_text(entry.text)
        return work.reference(
            id=entry.id,
            position=self.lines.position(entry.start, entry.end),
            name=None,
            raw=self._text[entry.start : entry.end],
            markers=self._marked.get(entry.id, ()),
        )

    def _field(self, field: Field) -> Passage:
        buffer = TextBuffer()
        if field.label:
            label = f"{field.label}: "
            buffer.write(label, field.start, field.start + len(field.label))
        for number, (start, end) in enumerate(field.values):
            if number:
                buffer.break_item(start, start)
            self._copy_value(buffer, start, end)
        return buffer.passage(ClaimKind.INFOBOX)

    def _copy_value(self, buffer: TextBuffer, start: int, end: int) -> None:
        """Copy a value without the names of the flag files in it, which part its items."""
        at, is_item_start = start, True
        while at < end:
            flag = _FLAG.match(self._text, at, end) if is_item_start else None
            file = flag or (_FILE_AT_START.match(self._text, at, end) if is_item_start else None)
            if file:
                at = file.end()
            if flag and self._text.startswith(flag["of"], at):
                self._copy(buffer, at, at + len(flag["of"]))
                at += len(flag["of"])
                is_item_start = True
                rest = self._text[at:end].lstrip()
                if _FILE_AT_START.match(rest):
                    buffer.break_item(at, at)
                    at = end - len(rest)
                continue
            if not file or not _FILE_AT_START.match(self._text, at, end):
                self._copy(buffer, at, end)
                return

    def _copy(self, buffer: TextBuffer, start: int, end: int) -> None:
        """Copy text without markers, remarks and tags, and remember which references were marked."""
        at = start
        for found in _tokens(self._text, start, end):
            id_ = self._marker_id(found) if found.re is _MARKER else None
            if found.re is _MARKER and id_ is None:
                continue
            before = self._text[at : found.start()]
            if self._text[found.end() : found.end() + 1] in _CLOSING:
                before = before.rstrip()
            buffer.write(_one_line(before), at, at + len(before))
            if id_:
                self._marked.setdefault(id_, []).append(self.lines.position(*found.span()))
                buffer.mark((id_,))
            at = found.end()
        buffer.write(_one_line(self._text[at:end]), at, end)

    def _marker_id(self, found: re.Match[str]) -> str | None:
        """The reference that a marker cites; ``None`` for brackets around something else."""
        label, number, letter = found["label"], found["number"], found["letter"]
        if letter:
            return letter if letter in self._ids else None
        if label:
            is_note = label.casefold() in word_list("mirror_text")["note_labels"]
            return f"{label} {number}" if is_note else None
        return number if number in self._ids or int(number) <= _MOST_UNLISTED else None


def _tokens(text: str, start: int, end: int) -> list[re.Match[str]]:
    found = [*_MARKER.finditer(text, start, end), *_remarks().finditer(text, start, end)]
    return sorted(found, key=lambda match: match.start())


@cache
def _remarks() -> re.Pattern[str]:
    """Tags, and what editors say of a sentence in brackets: ``[citation needed]``."""
    remarks = "|".join(map(re.escape, word_list("mirror_text")["remarks"]))
    return re.compile(rf"<[^<>]{{0,300}}>|\[\s*(?:{remarks})[^\[\]]{{0,40}}\]", re.IGNORECASE)


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]", " ", text)
