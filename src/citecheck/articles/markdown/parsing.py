"""Markdown → the tokens of markdown-it, each with the span of the text that it stands for.

markdown-it gives blocks their lines and inline tokens no place at all. Here a rule that never matches goes before the
others and notes where each inline token begins and ends.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from citecheck.errors import ArticleError

_LINE = re.compile(r"[^\r\n]*")
_LINE_END = re.compile(r"\r\n|\n|\r")


class _State(StateInline):
    """Inline state that knows where the token at hand begins."""

    def __init__(self, src: str, md: MarkdownIt, env: Any, out: list[Token]) -> None:  # noqa: ANN401 — the library's type
        super().__init__(src, md, env, out)
        self.begun = 0
        self.pending_from = 0
        self.unended: list[Token] = []

    def begin(self) -> None:
        """A token may begin here, and those before end."""
        if not self.pending:
            self.pending_from = self.pos
        self.begun = self.pos
        self._end(self.pos)

    def pushPending(self) -> Token:  # noqa: N802 — the library's name
        """Add the text gathered, which stands in the source as it is."""
        length = len(self.pending)
        token = super().pushPending()
        token.map = [self.pending_from, self.pending_from + length]
        self.pending_from += length
        return token

    def push(self, ttype: str, tag: str, nesting: Literal[-1, 0, 1]) -> Token:
        """Add a token that begins where the rule at hand does."""
        if ttype == "link_close":
            self._end(self.pos)
        token = super().push(ttype, tag, nesting)
        token.map = [self.begun, len(self.src)]
        self.unended.append(token)
        return token

    def _end(self, at: int) -> None:
        for token in self.unended:
            start = _span_in(token)[0]
            token.map = [start, max(start, at)]
        self.unended.clear()


def _span_in(token: Token) -> tuple[int, int]:
    start, end = token.map or (0, 0)  # of blocks these are lines, of inline tokens here the span in their content
    return start, end


class _Parser(ParserInline):
    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:  # noqa: ANN401 — as above
        state = _State(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def _begin(state: StateInline, silent: bool) -> bool:
    if not silent and isinstance(state, _State):
        state.begin()
    return False


def _footnote_reference(state: StateInline, silent: bool) -> bool:
    """``[^label]``, whether it is defined or not."""
    found = _FOOTNOTE_REFERENCE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta["label"] = found[1]
    state.pos = found.end()
    return True


_FOOTNOTE_REFERENCE = re.compile(r"\[\^([^\s\[\]^]{1,200})\]")


@cache
def _markdown() -> MarkdownIt:
    """CommonMark with tables, strikethrough and footnotes; tokens of text are left apart, as their places are."""
    md = MarkdownIt("commonmark", {"store_labels": True})
    md.inline = _Parser()
    md.use(footnote_plugin)
    md.enable(["table", "strikethrough"])
    md.disable(["footnote_tail", "footnote_ref", "linkify", "fragments_join"], ignoreInvalid=True)
    md.disable("text_join", ignoreInvalid=True)
    md.inline.ruler.before("text", "begin", _begin)
    md.inline.ruler.before("link", "footnote_reference", _footnote_reference)
    return md


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed article: its tokens, its lines as spans, and the link definitions by label."""

    text: str
    tokens: Sequence[Token]
    lines: Sequence[tuple[int, int]]
    definitions: Mapping[str, Mapping[str, Any]]
    inline_notes: Mapping[int, Mapping[str, Any]]

    def block_span(self, start_line: int, end_line: int, opening: str = "") -> tuple[int, int]:
        """The span of some lines, from where ``opening`` stands on the first, without white space at its ends."""
        last = min(end_line, len(self.lines)) - 1
        while last > start_line and not self._line(last).strip(" \t>"):
            last -= 1
        start, first_end = self.lines[start_line]
        found = self.text.find(opening, start, first_end) if opening else -1
        line = self._line(start_line)
        start = found if found >= 0 else start + len(line) - len(line.lstrip())
        return start, max(start + 1, self.lines[last][0] + len(self._line(last).rstrip()))

    def is_blank(self, number: int) -> bool:
        """Whether a line has nothing but white space of any sort."""
        return not self._line(number).strip()

    def _line(self, number: int) -> str:
        start, end = self.lines[number]
        return self.text[start:end]


def parse(text: str, path: str, start: int) -> Page:
    """Parse the article from an offset on; lines are numbered from the text's own start.

    Raises:
        ArticleError: The parser fails at the text.
    """
    env: dict[str, Any] = {}
    skipped = "\n" * len(_LINE_END.findall(text, 0, start))
    try:
        tokens = _markdown().parse(skipped + text[start:], env)
    except (ValueError, IndexError, KeyError, TypeError, RuntimeError) as error:
        message = f"{path}: cannot be read as Markdown: {error}"
        raise ArticleError(message) from error
    notes = env.get("footnotes", {}).get("list", {})
    return Page(text, tokens, list(_lines(text)), env.get("references", {}), notes)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for found in _LINE_END.finditer(text):
        yield at, found.start()
        at = found.end()
    yield at, len(text)


@dataclass(frozen=True, slots=True)
class Inline:
    """The inline tokens of a block, with the way from their spans to the article's text.

    ``starts`` are the offsets of the lines in the block's content, ``origins`` where these lines begin in the
    article. ``whole`` is set where the content is not as it stands there.
    """

    tokens: Sequence[Token]
    content: str
    starts: Sequence[int]
    origins: Sequence[int]
    whole: tuple[int, int] | None = None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where ``content[start:end]`` stands in the article."""
        if self.whole:
            return self.whole
        first = self._origin(start)
        return (first, self._origin(end - 1) + 1) if end > start else (first, first)

    def span_of(self, token: Token) -> tuple[int, int]:
        """Where a token stands in the article."""
        return self.span(*_span_in(token))

    def _origin(self, offset: int) -> int:
        line = bisect_right(self.starts, offset) - 1
        return self.origins[line] + offset - self.starts[line]


def locate(page: Page, token: Token, cursor: int = 0) -> Inline:
    """The inline content of a block; ``cursor`` is where on its line it may begin, for one cell behind another."""
    first, last = token.map or (0, 0)
    lines = token.content.split("\n")
    # A line of another white space than Markdown's is cut off, or stands in the content.
    while lines[0].strip() and first < last - 1 and page.is_blank(first):
        first += 1
    starts, origins, at = list[int](), list[int](), 0
    for number, line in enumerate(lines):
        start, end = page.lines[min(first + number, len(page.lines) - 1)]
        core = line.strip()
        origin = page.text.find(core, max(start, cursor), end) if cursor else _suffix(page.text, core, start, end)
        if origin < 0:
            return _inexact(page, token, core, max(start, cursor), end)
        starts.append(at)
        origins.append(origin - (len(line) - len(line.lstrip())))
        at += len(line) + 1
    return Inline(token.children or (), token.content, starts, origins)


def _suffix(text: str, core: str, start: int, end: int) -> int:
    """Where the content of a line begins that goes on to the line's end, as that of a paragraph does."""
    while end > start and text[end - 1].isspace():
        end -= 1
    origin = end - len(core)
    return origin if origin >= start and text.startswith(core, origin) else text.find(core, start, end)


def _inexact(page: Page, token: Token, core: str, start: int, end: int) -> Inline:
    """Content that is written otherwise, as a cell with an escaped bar in it: it stands for all that is there."""
    written = core.replace("|", "\\|")
    found = page.text.find(written, start, end)
    whole = (found, found + len(written)) if found >= 0 and written else (start, max(end, start + 1))
    return Inline(token.children or (), token.content, (0,), (0,), whole)
