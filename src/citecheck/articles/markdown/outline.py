"""The tokens of a Markdown file → its blocks of text, each with what it is part of."""

from dataclasses import dataclass, field

from markdown_it.token import Token

from citecheck.articles.headings import section_kind
from citecheck.articles.markdown.parsing import Inline, Page, locate
from citecheck.articles.markdown.rendering import plain


@dataclass(frozen=True, slots=True)
class Block:
    """A block of text: its content, the headings above it, and what it is part of.

    ``footnote`` is the label of the definition that it stands in, ``row`` the number of its table's row (0 the
    header), ``item`` the number that an item of a list begins with (empty for a bullet).
    """

    inline: Inline
    section: tuple[str, ...]
    footnote: str | None = None
    table: int | None = None
    row: int = 0
    item: str | None = None

    @property
    def sort(self) -> str | None:
        """What kind of section it stands in; ``None`` for the article's own text."""
        return next(filter(None, map(section_kind, self.section)), None)


@dataclass(slots=True)
class Outline:
    """The blocks of a page in reading order, the spans of its footnotes' definitions by label, and its title."""

    blocks: list[Block] = field(default_factory=list)
    definitions: dict[str, tuple[int, int]] = field(default_factory=dict)
    title: str | None = None


class _Walk:
    """Where the walk along the tokens stands."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.outline = Outline()
        self.headings: list[tuple[int, str]] = []
        self.footnotes: list[str] = []
        self.repeated: dict[str, int] = {}
        self.numbers: list[int | None] = []
        self.item: str | None = None
        self.heading: int | None = None
        self.table = -1
        self.is_table = False
        self.row = -1
        self.cursor = 0

    def step(self, token: Token) -> None:
        """Take in one token."""
        match token.type:
            case "heading_open":
                self.heading = int(token.tag[1:])
            case "footnote_reference_open":
                self._open_footnote(token)
            case "footnote_reference_close":
                self.footnotes.pop()
            case "ordered_list_open" | "bullet_list_open":
                self.numbers.append(int(token.attrs.get("start", 1)) if token.type[0] == "o" else None)
            case "ordered_list_close" | "bullet_list_close":
                self.numbers.pop()
            case "list_item_open":
                self._open_item()
            case "table_open" | "table_close":
                self.is_table = token.type == "table_open"
                self.table += self.is_table
                self.row = -1
            case "tr_open":
                self.row, self.cursor = self.row + 1, 1
            case "inline":
                self._inline(token)

    def _open_footnote(self, token: Token) -> None:
        label = written = str(token.meta["label"])
        if label in self.outline.definitions:  # the first one counts; others keep a name that no marker has
            self.repeated[label] = self.repeated.get(label, 1) + 1
            label = f"{label} ({self.repeated[label]})"
        self.footnotes.append(label)
        first, last = token.map or (0, 1)
        self.outline.definitions[label] = self.page.block_span(first, last, f"[^{written}]:")

    def _open_item(self) -> None:
        number = self.numbers[-1] if self.numbers else None
        if len(self.numbers) == 1:
            self.item = "" if number is None else str(number)
        if number is not None:
            self.numbers[-1] = number + 1

    def _inline(self, token: Token) -> None:
        inline = locate(self.page, token, self.cursor if self.is_table else 0)
        if self.is_table and token.content.strip():
            self.cursor = inline.span(0, len(token.content))[1]
        if self.heading is not None:
            self._head(self.heading, " ".join(plain(inline).text.split()))
            self.heading = None
            return
        self.outline.blocks.append(
            Block(
                inline,
                tuple(text for _, text in self.headings),
                self.footnotes[-1] if self.footnotes else None,
                self.table if self.is_table else None,
                self.row,
                self.item if self.numbers else None,
            )
        )
        self.item = None

    def _head(self, level: int, text: str) -> None:
        if self.footnotes or not text:
            return
        if level == 1 and self.outline.title is None:
            self.outline.title = text
            self.headings = []
            return
        self.headings = [(other, heading) for other, heading in self.headings if other < level]
        self.headings.append((level, text))


def outline_of(page: Page) -> Outline:
    """Walk along a page's tokens."""
    walk = _Walk(page)
    for token in page.tokens:
        walk.step(token)
    return walk.outline
