"""Wikitext → the text that a reader sees, piece by piece into a buffer."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from citecheck.articles.buffer import TextBuffer
from citecheck.articles.wikitext.markup import PLAIN_LINK, Argument, Kind, Markup, Node
from citecheck.articles.wikitext.template_text import (
    Token,
    conversion,
    date_text,
    fraction,
    is_computed,
    name_set,
    patterns,
    symbol,
)

# In both, every alternative begins with a letter of its own: the engine then skips all that begins none of them.
_TOKEN = re.compile(
    PLAIN_LINK.pattern
    + r"|''+|<sup>(?P<power>\d+)</sup>|<[^<>]*>|&(?:\#\d{1,7}|\#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});"
    r"|\[(?:(?:https?|ftp):)?//[^\s\]\[<>]*[ \t]*|\[mailto:[^\s\]]*[ \t]*|\]|__[A-Z]{3,20}__"
    r"|-\{(?P<variants>[^{}\n]*)\}-|\n[ \t]*[*#:;]+[ \t]*"
)
_SPECIAL = re.compile(r"''|<|&|\[|\]|\n|__|-\{")
_APOSTROPHES = re.compile("'{2,}")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_ITEM_TAG = re.compile(r"<(?:br|/?li|/?p|/?div|/tr|hr)\b", re.IGNORECASE)

Marks = Mapping[int, Sequence[str]]
"""Which references a node cites, by the node's start."""


class Renderer:
    """Renders spans of one page; ``marks`` says which nodes are footnote markers, and of which references."""

    def __init__(self, markup: Markup, marks: Marks) -> None:
        self._markup = markup
        self._shadow = markup.flat
        self._marks = marks

    def render(self, start: int, end: int, nodes: Sequence[Node]) -> TextBuffer:
        """The text of ``input[start:end]``; ``nodes`` are those that lie in it, without those inside them."""
        buffer = TextBuffer()
        self.render_into(buffer, start, end, nodes)
        return buffer

    def written(self, start: int, end: int) -> str:
        """The markup of ``input[start:end]``."""
        return self._shadow[start:end]

    def plain(self, argument: Argument) -> str:
        """The text of a template's argument, white space folded."""
        text = self._shadow[argument.start : argument.end]
        if argument.children or _SPECIAL.search(text):
            text = self.render(argument.start, argument.end, argument.children).text
        return " ".join(text.split())

    def render_into(self, buffer: TextBuffer, start: int, end: int, nodes: Sequence[Node]) -> None:
        """As :meth:`render`, behind what a buffer holds already."""
        at = start
        for node in nodes:
            if at < node.start:
                self._text(buffer, at, node.start)
            self._node(buffer, node)
            at = node.end
        if at < end:
            self._text(buffer, at, end)

    def _text(self, buffer: TextBuffer, start: int, end: int) -> None:
        text = self._shadow[start:end]
        if not _SPECIAL.search(text):
            buffer.write(text, start, end)
            return
        at = 0
        for found in _TOKEN.finditer(text):
            first, last = found.span()
            if found[0] == "]" and not buffer.link_depth:
                continue
            buffer.write(text[at:first], start + at, start + first)
            if found.lastgroup == "label":
                label = found["label"]
                buffer.write(_APOSTROPHES.sub("", label) if "''" in label else label, start + first, start + last)
            else:
                self._token(buffer, found, start)
            at = last
        buffer.write(text[at:], start + at, end)

    def _token(self, buffer: TextBuffer, found: re.Match[str], offset: int) -> None:
        token, start, end = found[0], offset + found.start(), offset + found.end()
        match token[0]:
            case "<" if found["power"]:
                buffer.write(found["power"].translate(_SUPERSCRIPT), start, end)
            case "<" if _ITEM_TAG.match(token):
                buffer.break_item(start, end)
            case "\n":
                buffer.break_item(start, end)
            case "&":
                shown = unescape(token)
                buffer.write(" " if shown.isspace() else shown, start, end)
            case "-":
                buffer.write(_first_variant(found["variants"]), start, end)
            case "[":
                buffer.link_depth += 1
            case "]":
                buffer.link_depth -= 1

    def _node(self, buffer: TextBuffer, node: Node) -> None:
        if node.start in self._marks:
            buffer.mark(self._marks[node.start])
        elif node.kind is Kind.LINK:
            self._link(buffer, node)
        elif node.kind is Kind.TEMPLATE:
            self._template(buffer, node)
        elif node.kind is Kind.FUNCTION and node.name in ("formatnum", "lc", "uc", "ucfirst", "lcfirst", "nowrap"):
            self._pattern(buffer, node, [("1",)], self._markup.arguments(node))
        elif node.kind is Kind.TAG and node.name == "nowiki":
            text = unescape(self._shadow[node.inner_start : node.inner_end]).replace("\n", " ")
            buffer.write(text, node.start, node.end)
        elif node.kind is Kind.TAG and node.name == "poem":
            self.render_into(buffer, node.inner_start, node.inner_end, node.children)
        else:
            self._drop(buffer, node)

    def _drop(self, buffer: TextBuffer, node: Node) -> None:
        """Leave a node out, but not the markers inside it."""
        buffer.drop()
        for mark in marks_inside(node, self._marks):
            buffer.mark(mark)

    def _link(self, buffer: TextBuffer, node: Node) -> None:
        inner = self._shadow[node.inner_start : node.inner_end]
        if ":" in inner and is_hidden_link(inner):
            self._drop(buffer, node)
            return
        checkpoint = buffer.checkpoint()
        start, end = label_span(self._markup, node)
        children = [child for child in node.children if child.start >= start]
        self.render_into(buffer, start, end, children)
        buffer.collapse(checkpoint, node.start, node.end)

    def _template(self, buffer: TextBuffer, node: Node) -> None:
        name = node.name
        pattern = patterns().get(name) or (_LANGUAGE_PATTERN if name.startswith("lang-") else None)
        shown = symbol(name)
        if shown is not None and (pattern is None or "|" not in self._shadow[node.start : node.end]):
            buffer.write(shown, node.start, node.end)
            return
        if pattern is None and not is_computed(name):
            self._drop(buffer, node)
            return
        arguments = self._markup.arguments(node)
        checkpoint = buffer.checkpoint()
        if pattern is not None:
            self._pattern(buffer, node, pattern, arguments)
        elif name in name_set("lists") or name in name_set("blocks"):
            self._list(buffer, arguments)
        else:
            self._computed(buffer, node, arguments)
        buffer.collapse(checkpoint, node.start, node.end)

    def _pattern(self, buffer: TextBuffer, node: Node, pattern: Sequence[Token], arguments: Sequence[Argument]) -> None:
        by_name = {argument.name: argument for argument in arguments}
        self._tokens(buffer, node, pattern, by_name)
        # What a pattern does not show must not swallow a footnote.
        shown = {name for token in _flat(pattern) if isinstance(token, tuple) for name in token}
        for name, argument in by_name.items():
            if name not in shown:
                for child in argument.children:
                    for mark in marks_inside(child, self._marks):
                        buffer.mark(mark)

    def _tokens(
        self, buffer: TextBuffer, node: Node, tokens: Sequence[Token], arguments: Mapping[str, Argument]
    ) -> None:
        for token in tokens:
            if isinstance(token, str):
                buffer.write(token, node.start, node.start)
            elif isinstance(token, list):
                if all(_present(each, arguments) for each in token if isinstance(each, tuple)):
                    self._tokens(buffer, node, token, arguments)
            elif argument := _present(token, arguments):
                self.render_into(buffer, argument.start, argument.end, argument.children)

    def _list(self, buffer: TextBuffer, arguments: Sequence[Argument]) -> None:
        items = [each for each in arguments if each.name.isdecimal() or each.name in name_set("block_values")]
        for number, argument in enumerate(items):
            if number:
                buffer.break_item(argument.start, argument.start)
            self.render_into(buffer, argument.start, argument.end, argument.children)

    def _computed(self, buffer: TextBuffer, node: Node, arguments: Sequence[Argument]) -> None:
        values = {argument.name: self.plain(argument) for argument in arguments}
        positional = [value for name, value in values.items() if name.isdecimal()]
        if node.name in name_set("conversions"):
            text = conversion(positional)
        elif node.name in name_set("heights"):
            text = " ".join(f"{value} {name}" for name, value in values.items() if name in ("m", "cm", "ft", "in"))
        elif node.name in name_set("fractions"):
            text = fraction(positional)
        elif node.name in name_set("as_of"):
            text = ("as of " if "lc" in values else "As of ") + date_text(values)
        else:
            text = date_text(values)
        buffer.write(text, node.start, node.end)
        for argument in arguments:
            for child in argument.children:
                for mark in marks_inside(child, self._marks):
                    buffer.mark(mark)


_LANGUAGE_PATTERN: Sequence[Token] = [("1",)]


def _first_variant(text: str) -> str:
    """``zh-hans:…;zh-hant:…`` is one text in several scripts."""
    variant = text.rpartition("|")[2].split(";")[0]
    return variant.partition(":")[2] or variant


def _present(names: Token, arguments: Mapping[str, Argument]) -> Argument | None:
    found = (arguments[name] for name in names if isinstance(name, str) and name in arguments)
    return next((argument for argument in found if argument.end > argument.start), None)


def _flat(tokens: Sequence[Token]) -> list[Token]:
    return [each for token in tokens for each in (_flat(token) if isinstance(token, list) else [token])]


def marks_inside(node: Node, marks: Marks) -> list[Sequence[str]]:
    """The markers in a node, its own included, in the order of the text."""
    if node.start in marks:
        return [marks[node.start]]
    return [mark for child in node.children for mark in marks_inside(child, marks)]


def is_hidden_link(target: str) -> bool:
    """Whether a link shows no text where it stands: a file, a category, a link to another language's wiki."""
    prefix = target.partition(":")[0].strip().lower()
    if prefix == "":
        return False
    return prefix in name_set("namespaces_hidden") or prefix in name_set("interwiki")


def is_file_link(markup: Markup, node: Node) -> bool:
    """Whether a node is an embedded file, whose last part is its caption."""
    prefix, colon, _ = markup.shadow[node.inner_start : node.inner_end].partition(":")
    return node.kind is Kind.LINK and bool(colon) and prefix.strip().lower() in name_set("namespaces_files")


def label_span(markup: Markup, node: Node) -> tuple[int, int]:
    """Where a link's label stands: behind its first ``|``, or else its target."""
    shadow, start, end = markup.shadow, node.inner_start, node.inner_end
    bar = shadow.find("|", start, end)
    if bar < 0:
        return (start + 1 if shadow[start:end].startswith(":") else start), end
    if shadow[bar + 1 : end].strip():
        return bar + 1, end
    parenthesis = shadow.find(" (", start, bar)  # the pipe trick
    return start, parenthesis if parenthesis > 0 else bar
