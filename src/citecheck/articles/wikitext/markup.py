"""Wikitext → a tree of templates, links and extension tags, by wikitextparser's spans."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import NamedTuple

import wikitextparser  # type: ignore[import-untyped] # it has no annotations of its public names

from citecheck.articles.wikitext.tags import Tag, scan_tags, without_deep_brackets

PLAIN_LINK = re.compile(r"\[\[(?:[^\[\]{}<>\n|:]*\|)?(?P<label>[^\[\]{}<>\n|:&]+)\]\]")
"""A link with nothing nested in it and no namespace; it shows its label. It is no node of its own."""
_PARAGRAPH_LINE_END = re.compile(r"\n(?![ \t]*[*#:;])")
MASK = "\x01"
"""Stands for each character of a nested node where only the text around it counts; the shadow holds none."""

_NAME = re.compile(r"[^|<>\[\]{}\x01]*")
_PREFIX = re.compile(r"(?:template|vorlage|modèle|plantilla|predefinição|шаблон|قالب|msg|subst|safesubst)\s*:\s*")


class Kind(Enum):
    """What a node is."""

    TEMPLATE = auto()
    FUNCTION = auto()
    PARAMETER = auto()
    LINK = auto()
    TAG = auto()


@dataclass(slots=True, eq=False)
class Node:
    """A template, parser function, parameter, link or extension tag.

    ``name`` is a template's or tag's name in lower case with single spaces; ``attributes`` a tag's attributes.
    """

    kind: Kind
    start: int
    end: int
    inner_start: int
    inner_end: int
    name: str = ""
    attributes: str = ""
    children: list["Node"] = field(default_factory=list)


class Argument(NamedTuple):
    """An argument of a template: ``shadow[start:end]`` is its value without the white space around it.

    ``name`` is the parameter's name, or its number for an argument without one.
    """

    name: str
    start: int
    end: int
    children: Sequence[Node]


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page.

    ``shadow`` is the text with comments and broken markup blanked; ``outline`` is the shadow with plain links (see
    :data:`PLAIN_LINK`) filled with underscores; ``flat`` is the shadow with spaces for the line breaks within
    paragraphs, so that only those before list marks are left. All are as long as the text.
    """

    text: str
    shadow: str
    outline: str
    flat: str
    nodes: Sequence[Node]

    def masked(self, start: int, end: int, nodes: Iterable[Node]) -> str:
        """``outline[start:end]`` with every character of the nodes replaced by :data:`MASK`."""
        pieces: list[str] = []
        at = start
        for node in nodes:
            pieces += (self.outline[at : node.start], MASK * (node.end - node.start))
            at = node.end
        return "".join((*pieces, self.outline[at:end])) if pieces else self.outline[start:end]

    def arguments(self, node: Node) -> list[Argument]:
        """The arguments of a template or parser function."""
        masked = self.masked(node.inner_start, node.inner_end, node.children)
        first = masked.find("|")
        if node.kind is Kind.FUNCTION and ":" in masked and not node.name.startswith("#tag"):
            first = masked.index(":")  # {{formatnum:1234}}
            masked = f"{masked[:first]}|{masked[first + 1 :]}"
        if first < 0:
            return []
        positional, arguments, children = 0, list[Argument](), NodeList(node.children)
        end = node.inner_start + first
        for part in masked[first + 1 :].split("|"):
            end += 1 + len(part)
            name, equals, value = part.partition("=")
            if not equals or MASK in name:
                positional += 1
                name, value = str(positional), part
            value = value.lstrip()
            # A list's first mark is no part of its first item.
            value = value.lstrip("*").lstrip() if value.startswith("*") else value
            start, last = end - len(value), end - len(value) + len(value.rstrip())
            inside = children.within(start, last) if node.children else ()
            arguments.append(Argument(" ".join(name.split()), start, last, inside))
        return arguments


class NodeList:
    """Nodes in the order of the text, none inside another, to be found by where they stand."""

    __slots__ = ("_nodes", "_starts")

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._starts = [node.start for node in nodes]

    def within(self, start: int, end: int) -> Sequence[Node]:
        """The nodes that lie between two offsets."""
        first = bisect_left(self._starts, start)
        last = bisect_left(self._starts, end, first)
        while last > first and self._nodes[last - 1].end > end:
            last -= 1
        return self._nodes[first:last]


def parse(text: str) -> Markup:
    """Parse a page's wikitext; never fails, as MediaWiki never does: what matches nothing is text."""
    shadow, tags = scan_tags(text)
    # Most links are plain, and the parser spends most of its time on links.
    shadow, outline = without_deep_brackets(shadow, PLAIN_LINK.sub(_filler, shadow))
    parsed = wikitextparser.parse(_without_balanced(tags, outline))
    nodes = [_tag_node(tag) for tag in tags]
    for kind, items in (
        (Kind.TEMPLATE, parsed.templates),
        (Kind.FUNCTION, parsed.parser_functions),
        (Kind.PARAMETER, parsed.parameters),
        (Kind.LINK, parsed.wikilinks),
    ):
        width = 3 if kind is Kind.PARAMETER else 2
        for item in items:
            start, end = item.span
            nodes.append(Node(kind, start, end, start + width, end - width))
    roots = _nest(nodes)
    markup = Markup(text, shadow, outline, _PARAGRAPH_LINE_END.sub(" ", shadow), roots)
    for node in nodes:
        if node.kind is Kind.TEMPLATE or node.kind is Kind.FUNCTION:
            node.name = _name(markup, node)
    return markup


def _without_balanced(tags: Iterable[Tag], outline: str) -> str:
    """The outline without the tags whose content closes all brackets that it opens: those mean nothing to the parser.

    The others stay, so that a bracket left open in a footnote does not swallow the text behind it.
    """
    pieces: list[str] = []
    at = 0
    for start, end in sorted(_tag_ends(tags, outline)):
        if start >= at:
            pieces += (outline[at:start], " " * (end - start))
            at = end
    return "".join((*pieces, outline[at:]))


def _tag_ends(tags: Iterable[Tag], outline: str) -> Iterator[tuple[int, int]]:
    for tag in tags:
        if tag.is_parsed and all(
            outline.count(opening, tag.inner_start, tag.inner_end)
            == outline.count(closing, tag.inner_start, tag.inner_end)
            for opening, closing in (("{", "}"), ("[", "]"))
        ):
            yield tag.start, tag.inner_start
            yield tag.inner_end, tag.end


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Nodes and all that is nested in them, in the order of the text."""
    for node in nodes:
        yield node
        yield from walk(node.children)


def _filler(link: re.Match[str]) -> str:
    return "_" * (link.end() - link.start())


def _tag_node(tag: Tag) -> Node:
    return Node(Kind.TAG, tag.start, tag.end, tag.inner_start, tag.inner_end, tag.name, tag.attributes)


def _nest(nodes: list[Node]) -> list[Node]:
    """Put nodes into the nodes around them; one that overlaps another without lying in it is left out."""
    nodes.sort(key=lambda node: (node.start, -node.end))
    roots: list[Node] = []
    stack: list[Node] = []
    for node in nodes:
        while stack and stack[-1].end <= node.start:
            stack.pop()
        if not stack:
            roots.append(node)
        elif stack[-1].inner_start <= node.start and node.end <= stack[-1].inner_end and stack[-1].name != "nowiki":
            stack[-1].children.append(node)
        else:
            continue
        stack.append(node)
    return roots


def _name(markup: Markup, node: Node) -> str:
    first = node.children[0].start if node.children else node.inner_end
    found = _NAME.match(markup.shadow, node.inner_start, min(first, node.inner_end))
    name = " ".join(found[0].replace("_", " ").lower().split()) if found else ""
    if node.kind is Kind.FUNCTION:
        head, _, rest = name.partition(":")
        return f"#tag:{rest.strip()}" if head == "#tag" else head.strip()
    return _PREFIX.sub("", name, count=1) if ":" in name else name
