"""The lines of a mirror page → its parts: title, infobox, sections of paragraphs, list of references."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from citecheck.articles.headings import section_kind
from citecheck.articles.words import word_list

_EDIT_LINK = re.compile(
    r"\s*\[\s*(?:edit|edit source|modifier|modifier le code|Bearbeiten|editar|править|编辑|編輯|عدل)[^\]]*\]\s*$"
)
_TAG = re.compile(r"<[^<>\n]*>")
_ENTRY = re.compile(r"\s*(?:\d{1,4}[.)](?=\s|\^|↑|\")|\[\d{1,4}\]|[\^↑]|[a-z][.)]\s)\s*\S")
_CONTENTS_ENTRY = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+\S")
_END = re.compile(r"[.!?…。！？؟]['\"”’»)\]）]*(?:\s*\[[^\[\]]{1,12}\])*\s*$")
_MARKER = re.compile(r"\[\s*(?:[^\W\d_]{1,12}\.?\s?)?\d{1,4}\s*\]")
_LONGEST_HEADING = 90
_SHORTEST_PROSE = 40
_LONGEST_WRAPPED = 160
_FEWEST_BLURBS = 5


@dataclass(frozen=True, slots=True)
class Line:
    """A line with words: its text without white space at the ends, and where that stands in the input."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without an empty one between them."""

    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """The lines, parted by spaces."""
        return " ".join(line.text for line in self.lines)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text: a line that is long, or the end of a sentence behind one that is not short."""
        longest = max(len(line.text) for line in self.lines)
        return longest >= _LONGEST_WRAPPED or (longest >= _SHORTEST_PROSE and bool(_END.search(self.text)))


@dataclass(frozen=True, slots=True)
class Section:
    """The blocks under a heading; ``heading`` is ``None`` for those above the first."""

    heading: str | None
    blocks: tuple[Block, ...]

    @property
    def has_markers(self) -> bool:
        """Whether a footnote marker stands in it."""
        return any(_MARKER.search(block.text) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of a page."""

    title: str | None
    infobox: tuple[Line, ...]
    sections: tuple[Section, ...]
    entries: tuple[Line, ...]


def lay_out(text: str) -> Layout:
    """Tell the parts of a page apart.

    Left out are what mirrors print around the article ("Last updated", a table of contents), sections known as
    related matter by their headings in many languages, and the run of uncited paragraphs that some mirrors print
    behind the last section that cites anything: opening words of other articles.
    """
    body, entries = _split_references(list(_without_furniture(_blocks(text))))
    title, infobox, body = _split_head(body)
    sections = [section for section in _sections(body) if not (section.heading and section_kind(section.heading))]
    return Layout(title, infobox, tuple(_without_blurbs(sections, has_references=bool(entries))), entries)


def _blocks(text: str) -> Iterator[Block]:
    lines: list[Line] = []
    for found in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|$)", text):
        stripped = found[0].strip()
        if stripped:
            start = found.start() + found[0].index(stripped)
            lines.append(Line(stripped, start, start + len(stripped)))
        elif lines:
            yield from _paragraphs(lines)
            lines = []
    yield from _paragraphs(lines)


def _paragraphs(lines: Sequence[Line]) -> Iterator[Block]:
    """Lines are one paragraph that was wrapped, unless one is too long for that: then each is its own."""
    if any(len(line.text) > _LONGEST_WRAPPED and not _ENTRY.match(line.text) for line in lines):
        yield from (Block((line,)) for line in lines)
    elif lines:
        yield Block(tuple(lines))


def _without_furniture(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks without the lines that mirrors print around articles, and without the table of contents."""
    in_contents = False
    for block in blocks:
        lines: list[Line] = []
        for line in block.lines:
            if plain_heading(line.text).casefold() in word_list("mirror_text")["contents"]:
                in_contents = True
            elif not (in_contents and _CONTENTS_ENTRY.match(line.text)) and not _boilerplate().fullmatch(line.text):
                in_contents = False
                lines.append(line)
        if lines:
            yield Block(tuple(lines))


@cache
def _boilerplate() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in word_list("mirror_text")["boilerplate"]), re.IGNORECASE)


def plain_heading(text: str) -> str:
    """A heading without markup, edit links and equals signs."""
    return _EDIT_LINK.sub("", _TAG.sub("", text)).strip("= \t#*_").strip()


def _heading(block: Block) -> str | None:
    """A block's text if it looks like a heading: one short line that ends as no sentence does."""
    if len(block.lines) != 1:
        return None
    heading = plain_heading(block.lines[0].text)
    if not heading or len(heading) > _LONGEST_HEADING or _MARKER.search(heading):
        return None
    if section_kind(heading):
        return heading
    looks_like_text = heading[-1] in ".!?,;:。！？…" or heading[0].islower() or not any(map(str.isalpha, heading))
    return None if looks_like_text else heading


def _split_references(blocks: Sequence[Block]) -> tuple[list[Block], tuple[Line, ...]]:
    """The blocks above the list of references, and the lines of the list."""
    for index, block in enumerate(blocks):
        first, *rest = block.lines
        kind = section_kind(plain_heading(first.text)) if len(first.text) <= _LONGEST_HEADING else None
        if kind == "references" and _begins_list(rest or _lines(blocks[index + 1 : index + 2])):
            return list(blocks[:index]), (*rest, *_until_related(blocks[index + 1 :]))
    return _split_bare_list(blocks)


def _split_bare_list(blocks: Sequence[Block]) -> tuple[list[Block], tuple[Line, ...]]:
    """A numbered list at the end without a heading, where the text has markers for it."""
    index = len(blocks)
    while index > 1 and all(_ENTRY.match(line.text) for line in blocks[index - 1].lines):
        index -= 1
    entries = _lines(blocks[index:])
    has_markers = any(_MARKER.search(block.text) for block in blocks[:index])
    return (list(blocks[:index]), tuple(entries)) if entries and has_markers else (list(blocks), ())


def _begins_list(lines: Sequence[Line]) -> bool:
    return bool(lines) and bool(_ENTRY.match(lines[0].text))


def _until_related(blocks: Sequence[Block]) -> list[Line]:
    for index, block in enumerate(blocks):
        if (
            len(block.lines[0].text) <= _LONGEST_HEADING
            and section_kind(plain_heading(block.lines[0].text)) == "related"
        ):
            return _lines(blocks[:index])
    return _lines(blocks)


def _lines(blocks: Sequence[Block]) -> list[Line]:
    return [line for block in blocks for line in block.lines]


def _split_head(blocks: Sequence[Block]) -> tuple[str | None, tuple[Line, ...], list[Block]]:
    """The title, which is the first line, the lines of the infobox, and the rest, which begins with prose."""
    if not blocks:
        return None, (), []
    first_prose = next((index for index, block in enumerate(blocks) if block.is_prose), len(blocks))
    if first_prose == 2 and _heading(blocks[1]):
        first_prose = 1  # one line between the title and the text is a heading, more are an infobox
    head = _lines(blocks[:first_prose])
    if not head or len(head[0].text) > _LONGEST_HEADING:
        return None, (), list(blocks)
    title = plain_heading(head[0].text)
    if first_prose == len(blocks):  # no prose at all: a list, of which nothing but the title is known
        return title, (), list(blocks[1:] if len(blocks[0].lines) == 1 else blocks)
    infobox = tuple(line for line in head[1:] if plain_heading(line.text) != title)
    return title, infobox, list(blocks[first_prose:])


def _sections(blocks: Sequence[Block]) -> Iterator[Section]:
    heading: str | None = None
    held: list[Block] = []
    for block in blocks:
        found = _heading(block)
        if found is None:
            held.append(block)
            continue
        if held:
            yield Section(heading, tuple(held))
        heading, held = found, []
    if held:
        yield Section(heading, tuple(held))


def _without_blurbs(sections: Sequence[Section], *, has_references: bool) -> Sequence[Section]:
    cited = [index for index, section in enumerate(sections) if section.has_markers]
    if not cited or not has_references:
        return sections
    tail = sections[cited[-1] + 1 :]
    paragraphs = sum(block.is_prose for section in tail for block in section.blocks)
    return sections[: cited[-1] + 1] if paragraphs >= _FEWEST_BLURBS else sections
