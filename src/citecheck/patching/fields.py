"""A template → its fields as they stand in the text, white space and all, and how to put more of them there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from citecheck.articles.wikitext.markup import Markup, Node

_FIELD = re.compile(r"\|(?:([^|=\x01]*)=)?([^|]*)")
OPAQUE = frozenset(["nowiki", "pre", "source", "syntaxhighlight", "templatedata", "math", "includeonly"])
"""Tags whose content is shown as text, or on other pages only."""


@dataclass(frozen=True, slots=True)
class Field:
    """A named field: ``text[start:end]`` from its ``|`` to the next one or to the end of the template.

    ``text[value_start:value_end]`` is its value; where that is empty, both are where a value belongs. ``plain``
    says that the value is text, without comments, templates or links in it.
    """

    name: str
    value: str
    start: int
    name_start: int
    equals: int
    value_start: int
    value_end: int
    end: int
    plain: bool


_ESCAPES = str.maketrans({letter: f"%{ord(letter):02X}" for letter in "|{}[]<>\"' "})
"""What would end a field, a template or a link, or begin markup, in an address."""


@dataclass(frozen=True, slots=True)
class Edit:
    """Put ``new`` in the place of ``text[start:end]``."""

    start: int
    end: int
    new: str


def address(url: str) -> str:
    """A URL that can stand in a field of a template."""
    return url.translate(_ESCAPES)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; of two at one place the first given comes first."""
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda each: each.start):
        pieces += (text[at : edit.start], edit.new)
        at = edit.end
    return "".join((*pieces, text[at:]))


def fields_of(markup: Markup, node: Node) -> list[Field]:
    """The named fields of a template, in their order."""
    masked = markup.masked(node.inner_start, node.inner_end, node.children)
    first = masked.find("|")
    found = _FIELD.finditer(masked, first) if first >= 0 else ()
    return [_field(markup, node.inner_start, each) for each in found if each[1] is not None]


def _field(markup: Markup, base: int, found: re.Match[str]) -> Field:
    start, end, equals = base + found.start(), base + found.end(), base + found.end(1)
    written = markup.shadow[base + found.start(2) : end]
    stripped = written.strip()
    if stripped:
        value_start = equals + 1 + len(written) - len(written.lstrip())
        value_end = value_start + len(stripped)
    else:
        value_start = value_end = equals + 1
    value = markup.text[value_start:value_end]
    plain = value == markup.outline[value_start:value_end] and "\x01" not in found[2] and "\n" not in value
    name_start = start + 1 + len(found[1]) - len(found[1].lstrip())
    return Field(" ".join(found[1].split()), value, start, name_start, equals, value_start, value_end, end, plain)


def filled(text: str, field: Field, value: str, like: Field) -> Edit:
    """Give a field another value; an empty one is spaced as another field is."""
    if field.value:
        return Edit(field.value_start, field.value_end, value)
    at, pad = _place(text, field, like)
    return Edit(at, at, pad + value)


def inserted(
    text: str, fields: Sequence[Field], behind: Field, like: Field, new: Sequence[tuple[str, str]], end: int
) -> Edit:
    """Put fields behind another, spaced and broken into lines as it is.

    Args:
        text: The article.
        fields: The template's fields, in their order.
        behind: The field to put them behind; it may be empty.
        like: A field with a value, that shows how values are spaced.
        new: Their names and values.
        end: Where the template's inside ends.
    """
    pieces = [_like(text, fields, behind, like, name, value) for name, value in new]
    is_last = behind.end >= end
    models = [each for each in fields if each.value and each.start <= behind.start and each.end < end]
    gap = _gap(text, models[-1] if models and (is_last or not behind.value) else behind)
    if not is_last:
        return Edit(behind.end, behind.end, "".join(piece + gap for piece in pieces))
    written = behind.start + len(text[behind.start : behind.end].rstrip())
    at = written if behind.value else _place(text, behind, like)[0]
    return Edit(at, at, "".join(gap + piece for piece in pieces))


def _place(text: str, field: Field, like: Field) -> tuple[int, str]:
    """Where the value of an empty field belongs, and the space that is missing before it."""
    pad = _between(text, like)
    if text.startswith(pad, field.value_start, field.end):
        return field.value_start + len(pad), ""
    return field.value_start, pad


def _gap(text: str, field: Field) -> str:
    """The white space between a field's value and the next ``|``, or the comment before that."""
    room = text[field.value_end : field.end].partition("<!--")[0]
    return room if not room.strip() else ""


def _between(text: str, field: Field) -> str:
    """The white space between ``=`` and the value."""
    room = text[field.equals + 1 : field.value_start]
    return room if field.value and not room.strip() else ""


def _like(text: str, fields: Sequence[Field], model: Field, like: Field, name: str, value: str) -> str:
    lead = text[model.start + 1 : model.name_start]
    before = text[model.name_start : model.equals]
    pad = before[len(before.rstrip()) :]
    if _is_aligned(fields, model):
        pad = " " * max(model.equals - model.name_start - len(name), 1)
    return f"|{lead}{name}{pad}={_between(text, model if model.value else like)}{value}"


def _is_aligned(fields: Sequence[Field], model: Field) -> bool:
    """Whether the equal signs stand in a column, at names of several lengths."""
    width = model.equals - model.name_start
    names = [each.name for each in fields if each.equals - each.name_start == width]
    return len({len(name) for name in names}) > 1
