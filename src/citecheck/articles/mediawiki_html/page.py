"""A page's HTML → a tree whose elements and texts know where in the source they stand."""

import re
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from html import unescape
from itertools import islice
from urllib.parse import unquote

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString, Tag

from citecheck.articles.mediawiki_html.source import NUMBER, TEXT, Span, number
from citecheck.articles.words import word_list

Piece = tuple[str, int, int]
"""A piece of text as a reader sees it, and the source span that it stands for."""

_SPECIAL = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});?|[\u200b\u2060\ufeff]+")
_LINE_END = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_MOST_PIECES = 500
_INVISIBLE = "\u200b\u2060\ufeff"


class Page:
    """A parsed page."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._numbered = number(source)
        # A comment before it keeps BeautifulSoup from warning of a text that looks like an address or XML.
        markup = f"<!---->{self._numbered.markup}"
        self.soup = BeautifulSoup(markup, "lxml", huge_tree=True, multi_valued_attributes=None, string_containers={})
        self.tags: list[Tag] = [tag for tag in self.soup.descendants if isinstance(tag, Tag)]
        self._by_id: dict[str, Tag] = {}
        for tag in self.tags:
            for name in (attribute(tag, "id"), attribute(tag, "name") if tag.name == "a" else ""):
                if name:
                    self._by_id.setdefault(name, tag)

    def span(self, tag: Tag) -> Span | None:
        """Where an element stands, from its start tag to its end tag; ``None`` for one that the source leaves out."""
        written = attribute(tag, NUMBER)
        spans = self._numbered.elements
        return spans[int(written)] if written.isdecimal() and int(written) < len(spans) else None

    def target(self, fragment: str) -> Tag | None:
        """The element that a link's fragment points at."""
        return self._by_id.get(fragment) or self._by_id.get(unquote(fragment))

    def ids(self) -> Iterator[tuple[str, Tag]]:
        """Every element with an id."""
        return iter(self._by_id.items())

    def pieces(self, string: NavigableString) -> Iterator[Piece]:
        """The text of a string in the tree; white space of which the place is not known has the span ``(-1, -1)``."""
        at = 0
        for found in TEXT.finditer(string):
            if found.start() > at:
                yield " ", -1, -1
            at = found.end()
            if int(found[1]) < len(self._numbered.texts):
                yield from self._run(*self._numbered.texts[int(found[1])])
        if at < len(string):
            yield " ", -1, -1

    def _run(self, start: int, end: int) -> Iterator[Piece]:
        text = _LINE_END.sub(" ", self.source[start:end])
        at = 0
        for found in _SPECIAL.finditer(text):
            if found.start() > at:
                yield text[at : found.start()], start + at, start + found.start()
            at = found.end()
            shown = _LINE_END.sub(" ", unescape(found[0])).strip(_INVISIBLE)
            if shown:
                yield (" " if shown.isspace() else shown), start + found.start(), start + at
        if at < len(text):
            yield text[at:], start + at, end

    def words(self, tag: Tag, leave_out: Callable[[Tag], bool] | None = None) -> str:
        """The text of a heading, label or link, white space folded, without what a reader does not see.

        What is longer than any of these is cut off.
        """
        return " ".join("".join(islice(self._words(tag, leave_out), _MOST_PIECES)).split())

    def _words(self, tag: Tag, leave_out: Callable[[Tag], bool] | None) -> Iterator[str]:
        for is_start, node in walk(tag, lambda each: not is_hidden(each) and not (leave_out and leave_out(each))):
            if not isinstance(node, Tag):
                yield from (piece[0] for piece in self.pieces(node))
            else:
                yield " " if is_start and node.name in ("br", "p", "div", "li", "tr", "td") else ""


def walk(root: Tag, enters: Callable[[Tag], bool]) -> Iterator[tuple[bool, Tag | NavigableString]]:
    """The nodes in an element, in order: ``(True, node)`` where one begins and ``(False, tag)`` where one ends.

    A tag that ``enters`` turns down is neither entered nor left, but its beginning is told.
    """
    pending = [iter(root.contents)]
    open_tags = [root]
    while pending:
        node = next(pending[-1], None)
        if node is None:
            pending.pop()
            tag = open_tags.pop()
            if open_tags:
                yield False, tag
        elif isinstance(node, Tag):
            yield True, node
            if enters(node):
                open_tags.append(node)
                pending.append(iter(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield True, node


def attribute(tag: Tag, name: str) -> str:
    """An attribute's value, empty where it is absent."""
    value = tag.attrs.get(name)
    return value if isinstance(value, str) else ""


def classes(tag: Tag) -> frozenset[str]:
    """An element's classes."""
    return _split(attribute(tag, "class"))


@lru_cache(maxsize=4096)
def _split(written: str) -> frozenset[str]:
    return frozenset(written.split())


@cache
def names(part: str) -> frozenset[str]:
    """One of the lists of ``data/mediawiki_html.json``."""
    return frozenset(word_list("mediawiki_html")[part])


def is_hidden(tag: Tag) -> bool:
    """Whether an element is no part of the article's text: hidden, or a matter of navigation or editing."""
    if tag.name in names("hidden_names") or not names("hidden").isdisjoint(classes(tag)):
        return True
    if attribute(tag, "id") in names("hidden_ids") or attribute(tag, "role") in names("hidden_roles"):
        return True
    return "hidden" in tag.attrs or _HIDDEN_STYLE.search(attribute(tag, "style")) is not None


def fragment_of(href: str) -> str:
    """What stands behind the ``#`` of a link."""
    return href.partition("#")[2]
