"""Infoboxes and other templates with named parameters → passages, one per field."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from citecheck.articles.alignment import has_words
from citecheck.articles.buffer import TextBuffer
from citecheck.articles.passage import Passage
from citecheck.articles.template_fields import is_citation
from citecheck.articles.wikitext.markup import Argument, Kind, Markup, Node
from citecheck.articles.wikitext.rendering import Marks, Renderer, marks_inside
from citecheck.articles.wikitext.template_text import is_computed, patterns, symbol, vocabulary
from citecheck.articles.words import word_list
from citecheck.model import ClaimKind

_FEWEST_FIELDS = 3
_LONGEST_LABEL = 200
_FIELD = re.compile(r"\n[ \t]*\|[^|=\n]{1,40}=|\|[ \t]*\n[ \t]*[^|=\n]{1,40}=")
_DIGITS = re.compile(r"\d+")

Section = tuple[str, ...]


def is_infobox(markup: Markup, node: Node, *, in_lead: bool) -> bool:
    """Whether a template is an infobox: by its name, or in the lead by its lines of named parameters."""
    if node.kind is not Kind.TEMPLATE or not node.name:
        return False
    if node.name.startswith(tuple(vocabulary()["not_infobox"])):
        return False
    if node.name.startswith("infobox") or node.name.startswith(_prefixes()):
        return "=" in markup.shadow[node.start : node.end]
    if not in_lead or "\n" not in markup.shadow[node.start : node.end] or is_shown(node.name):
        return False
    masked = markup.masked(node.inner_start, node.inner_end, node.children)
    return not is_citation(node.name) and len(_FIELD.findall(masked)) >= _FEWEST_FIELDS


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(prefix if prefix.endswith(("/", " ")) else f"{prefix} " for prefix in vocabulary()["infobox_prefixes"])


def is_shown(name: str) -> bool:
    """Whether what a template shows is known."""
    return name in patterns() or symbol(name) is not None or name.startswith("lang-") or is_computed(name)


def infobox_passages(markup: Markup, renderer: Renderer, node: Node, section: Section) -> Iterator[Passage]:
    """A passage ``parameter: value`` for each parameter that states a fact, those of infoboxes inside included."""
    for argument in markup.arguments(node):
        nested = [child for child in argument.children if is_infobox(markup, child, in_lead=True)]
        if nested:
            for child in nested:
                yield from infobox_passages(markup, renderer, child, section)
        elif not argument.name.isdecimal():
            passage = _field_passage(markup, renderer, argument, section)
            if passage and (passage.markers or states_fact(argument.name)):
                yield passage


def field_key(name: str) -> str:
    """A parameter's name as the lists of names have it."""
    return " ".join(_DIGITS.sub(" ", name.casefold().replace("_", " ")).split())


def states_fact(name: str) -> bool:
    """Whether a parameter's value is a fact about the subject, not a matter of layout or its bare name."""
    key = field_key(name)
    return key not in word_list("infobox_fields")["no_fact"] and key not in word_list("infobox_fields")["title"]


def subject_name(markup: Markup, renderer: Renderer, node: Node) -> str | None:
    """The name that an infobox gives its subject."""
    for argument in markup.arguments(node):
        if field_key(argument.name) in word_list("infobox_fields")["title"]:
            value = renderer.plain(argument).split("; ")[0].strip()
            if has_words(value):
                return value
    return None


def _field_passage(markup: Markup, renderer: Renderer, argument: Argument, section: Section) -> Passage | None:
    if argument.start == argument.end:
        return None
    name_start = markup.shadow.rfind(argument.name, max(0, argument.start - _LONGEST_LABEL), argument.start)
    label = f"{argument.name.replace('_', ' ')}: "
    buffer = TextBuffer()
    buffer.write(label, argument.start if name_start < 0 else name_start, argument.start)
    renderer.render_into(buffer, argument.start, argument.end, argument.children)
    value = buffer.text[len(label) :]
    if not buffer.markers and (not has_words(value) or value.strip() in word_list("infobox_fields")["switches"]):
        return None
    return buffer.passage(ClaimKind.INFOBOX, section)


def data_passages(
    markup: Markup, renderer: Renderer, marks: Marks, nodes: Sequence[Node], section: Section
) -> Iterator[Passage]:
    """For templates of which it is not known what they show: one passage of all fields, where a footnote is in it."""
    for node in nodes:
        if not marks_inside(node, marks) or node.start in marks:
            continue
        arguments = markup.arguments(node) if node.kind is Kind.TEMPLATE else []
        row = TextBuffer()
        for argument in arguments:
            row.break_item(argument.start, argument.start)
            if not argument.name.isdecimal():
                row.write(f"{argument.name.replace('_', ' ')}: ", argument.start, argument.start)
            renderer.render_into(row, argument.start, argument.end, argument.children)
        passage = row.passage(ClaimKind.TABLE, section)
        if has_words(passage.text):
            yield passage
