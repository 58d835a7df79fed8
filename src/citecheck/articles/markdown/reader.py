"""The tokens of a Markdown file → Article."""

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from citecheck.articles.alignment import claims_of, has_words
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.cited_sources import CitedSources, Definition, Source
from citecheck.articles.link_writer import LinkWriter, Target
from citecheck.articles.linked_text import web_address, works_of
from citecheck.articles.markdown.front_matter import read_front_matter
from citecheck.articles.markdown.outline import Block, Outline, outline_of
from citecheck.articles.markdown.parsing import Inline, Page, parse
from citecheck.articles.markdown.rendering import footnote_key, plain, render
from citecheck.articles.passage import Passage, beginning
from citecheck.articles.positions import Lines
from citecheck.articles.titles import title_from_path
from citecheck.articles.work import Work
from citecheck.language.identify import detect_language
from citecheck.model import Article, ClaimKind

_LISTED_NUMBER = re.compile(r"\s*(?:\[(\d{1,4})\]|(\d{1,4})\.(?=\s))\s*")
_LANGUAGE_SAMPLE = 4_000


def read_markdown(text: str, path: str, language: str | None) -> Article:
    """Read an article in Markdown: CommonMark with tables, footnotes and front matter.

    Args:
        text: The file.
        path: Where it came from, as :attr:`Article.path` has it.
        language: Its language, or ``None`` for that of the front matter, else to recognise it.

    Raises:
        ArticleError: The parser fails at the text.
    """
    front = read_front_matter(text)
    page = parse(text, path, front.end)
    outline = outline_of(page)
    lines = Lines(text)
    sources = CitedSources(text, lines, _footnotes(page, outline), list(_listed(outline)), _definitions(page))
    passages = list(_Passages(outline, sources))
    title = front.title or outline.title or title_from_path(path)
    language = language or front.language or detect_language(beginning(passages, _LANGUAGE_SAMPLE))
    claims = claims_of(passages, lines=lines, title=title, language=language)
    return Article(path, title, language, "markdown", text, tuple(sources.references()), claims)


def _footnotes(page: Page, outline: Outline) -> dict[str, Source]:
    """Every footnote by its key, cited or not: those in the text first, numbered as readers see them."""
    contents: dict[str, list[Inline]] = {}
    for block in outline.blocks:
        if block.footnote is not None:
            contents.setdefault(block.footnote, []).append(block.inline)
    found: dict[str, Source] = {}
    for block in sorted(outline.blocks, key=lambda block: block.footnote is not None):
        for token in block.inline.tokens:
            if token.type == "footnote_ref" and footnote_key(token) not in found:
                source = _footnote(page, outline, contents, token, block.inline)
                source.number = str(len(found) + 1)
                found[footnote_key(token)] = source
    for label, span in outline.definitions.items():
        if label not in found:
            found[label] = Source(_works(contents.get(label, ())), span, name=label)
    return found


def _footnote(page: Page, outline: Outline, contents: dict[str, list[Inline]], token: Token, inline: Inline) -> Source:
    label = token.meta.get("label")
    span = inline.span_of(token)
    if label is None:
        note = page.inline_notes.get(token.meta.get("id", -1), {})
        content = Inline(note.get("tokens", ()), str(note.get("content", "")), (0,), (span[0] + 2,))
        return Source(_works([content]), span)
    if label in outline.definitions:
        return Source(_works(contents.get(label, ())), outline.definitions[label], name=label)
    return Source([Work()], span, name=label, is_defined=False)


def _works(contents: Sequence[Inline]) -> Sequence[Work]:
    """The works that a footnote's blocks cite: those of the blocks with links, or that of the text."""
    rendered = [plain(inline) for inline in contents]
    linked = [each for each in rendered if each.links]
    if linked:
        return [work for each in linked for work in works_of(each.text, each.links)]
    text = " ".join(each.text for each in rendered)
    return works_of(text, ()) if has_words(text) else [Work()]


def _listed(outline: Outline) -> Iterator[Source]:
    """The entries of lists of sources, as sections that are called so hold them."""
    for block in outline.blocks:
        if block.sort not in ("references", "bibliography") or block.footnote is not None or block.table is not None:
            continue
        rendered = plain(block.inline)
        text = rendered.text
        number = _LISTED_NUMBER.match(block.inline.content)
        if not has_words(text) or not (block.item is not None or number or rendered.links):
            continue
        works = works_of(text, rendered.links)
        span = block.inline.span(0, len(block.inline.content.rstrip()))
        yield Source(works, span, number=(number[1] or number[2]) if number else block.item or None)


def _definitions(page: Page) -> dict[str, Definition]:
    """The addresses of links that are defined apart, ``[label]: address``, by their normalised label."""
    found: dict[str, Definition] = {}
    for label, definition in page.definitions.items():
        url, title = web_address(str(definition["href"])), definition.get("title")
        first, last = definition["map"]
        start, end = page.block_span(first, last, "[")
        name = page.text[start + 1 : end].partition("]:")[0]
        found[label] = Definition(name or label, Target(url, str(title) if title else None, label), (start, end))
    return found


class _Passages:
    """The passages of the article in reading order: blocks, and table rows from their cells."""

    def __init__(self, outline: Outline, sources: CitedSources) -> None:
        self._blocks = [block for block in outline.blocks if block.footnote is None]
        self._sources = sources

    def __iter__(self) -> Iterator[Passage]:
        header: list[str] = []
        inherited: list[str] = []
        index = 0
        while index < len(self._blocks):
            block = self._blocks[index]
            if block.table is None:
                index += 1
                if block.sort is None:
                    yield self._render(block).passage(section=block.section)
                continue
            cells = [block]
            while index + len(cells) < len(self._blocks) and _is_same_row(self._blocks[index + len(cells)], block):
                cells.append(self._blocks[index + len(cells)])
            index += len(cells)
            if block.sort is not None:
                continue
            if block.row == 0:
                rendered = [self._render(cell) for cell in cells]
                header = [" ".join(each.text.split()) for each in rendered]
                inherited = [id_ for each in rendered for marker in each.markers for id_ in marker.references]
            else:
                yield self._row(cells, header, tuple(dict.fromkeys(inherited)))

    def _render(self, block: Block, buffer: TextBuffer | None = None) -> TextBuffer:
        return render(block.inline, LinkWriter(self._sources, buffer or TextBuffer())).buffer

    def _row(self, cells: Sequence[Block], header: Sequence[str], inherited: tuple[str, ...]) -> Passage:
        buffer = TextBuffer()
        for number, cell in enumerate(cells):
            if not cell.inline.content.strip():
                continue
            at = cell.inline.span(0, 1)[0]
            buffer.break_item(at, at)
            if number < len(header) and has_words(header[number]):
                buffer.write(f"{header[number]}: ", at, at)
            self._render(cell, buffer)
        return buffer.passage(ClaimKind.TABLE, cells[0].section, inherited)


def _is_same_row(block: Block, other: Block) -> bool:
    return (block.table, block.row) == (other.table, other.row)
