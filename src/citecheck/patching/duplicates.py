"""Footnotes that cite one source in the same words → one of them, named, and short marks for the others."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from citecheck.articles.template_fields import names
from citecheck.articles.wikitext.footnotes import attributes_of
from citecheck.articles.wikitext.markup import Markup, Node, walk
from citecheck.patching.citations import Citation
from citecheck.patching.fields import Edit
from citecheck.patching.links import footnotes
from citecheck.patching.naming import role_name

_SAYS_NOTHING = frozenset(["access_date", "archive_date", "url_status", "url_dead"])
"""Fields in which two footnotes may differ and still cite the same: when somebody looked, not at what."""

_NOT_IN_NAMES = re.compile(r"[\"'<>/=\[\]{}|#&\s]+")
_OPENING = len("<ref")

Says = tuple[tuple[str, str], ...]
"""What a citation says: its template's name, and its fields by their meaning."""

Marks = Mapping[tuple[str, str], Sequence[Node]]
"""The marks of footnotes that are defined elsewhere, by group and name."""


@dataclass(frozen=True, slots=True)
class _Note:
    node: Node
    name: str | None
    group: str
    citation: Citation
    says: Says


def merges(markup: Markup, found: Sequence[Citation]) -> list[tuple[Edit, ...]]:
    """The edits that let footnotes point to an earlier one that says the same; for each source that is so repeated.

    Footnotes say the same where each consists of one citation with an address, and the citations agree in every field
    but those that only tell when somebody looked. What is left alone: footnotes of different groups, those defined in
    a list, with attributes beyond name and group, or with a name that a template uses or that is defined twice.

    Args:
        markup: The page.
        found: Its citations.
    """
    tags = list(footnotes(markup.nodes))
    same: dict[tuple[str, Says], list[_Note]] = {}
    for note in _notes(markup, tags, {citation.node.start: citation for citation in found}):
        same.setdefault((note.group, note.says), []).append(note)
    marks: dict[tuple[str, str], list[Node]] = {}
    for tag in filter(_is_mark, tags):
        attributes = attributes_of(tag.attributes)
        marks.setdefault((attributes.get("group", ""), attributes.get("name", "")), []).append(tag)
    taken = {attributes_of(tag.attributes).get("name", "") for tag in tags}
    return [tuple(_merged(marks, notes, taken)) for notes in same.values() if len(notes) > 1]


def _notes(markup: Markup, tags: Sequence[Node], found: Mapping[int, Citation]) -> Iterator[_Note]:
    """The footnotes that may be merged."""
    defined = Counter(attributes_of(tag.attributes).get("name") for tag in tags if not _is_mark(tag))
    fixed = set(_names_in_templates(markup))
    lists = [node for node in walk(markup.nodes) if node.name == "references" or node.name in names("lists")]
    for tag in tags:
        attributes = attributes_of(tag.attributes)
        name = attributes.get("name")
        citation = _only_citation(markup, tag, found)
        if citation is None or "follow" in attributes or tag.attributes.count("=") != len(attributes):
            continue
        if name is not None and (defined[name] > 1 or name in fixed or '"' in name):
            continue
        if not any(each.start < tag.start < each.end for each in lists):
            yield _Note(tag, name, attributes.get("group", ""), citation, _says(citation))


def _is_mark(tag: Node) -> bool:
    return tag.inner_start == tag.inner_end


def _only_citation(markup: Markup, tag: Node, found: Mapping[int, Citation]) -> Citation | None:
    """The citation that a footnote consists of, where that is all there is and it has an address and no other parts."""
    is_closed = markup.text.startswith("</", tag.inner_end)
    citation = found.get(tag.children[0].start) if len(tag.children) == 1 else None
    if citation is None or citation.url_field is None or not is_closed:
        return None
    around = markup.text[tag.inner_start : citation.node.start] + markup.text[citation.node.end : tag.inner_end]
    is_whole = len(markup.arguments(citation.node)) == len(citation.fields)
    return citation if is_whole and not around.strip(" \t\r\n.") else None


def _says(citation: Citation) -> Says:
    template = citation.node.name
    named = ((role_name(template, field.name), " ".join(field.value.split())) for field in citation.fields)
    return (("", template), *sorted((name, value) for name, value in named if value and name not in _SAYS_NOTHING))


def _names_in_templates(markup: Markup) -> Iterator[str]:
    """Values of the templates that mark or define footnotes by name."""
    for node in walk(markup.nodes):
        if node.name in names("reuse") or node.name in names("footnotes"):
            for argument in markup.arguments(node):
                yield " ".join(markup.text[argument.start : argument.end].split())


def _merged(marks: Marks, notes: Sequence[_Note], taken: set[str]) -> Iterator[Edit]:
    first, *others = notes
    name = next((note.name for note in notes if note.name), None) or _new_name(first.citation, taken)
    if first.name is None:
        at = first.node.start + _OPENING
        yield Edit(at, at, f' name="{name}"')
    mark = f'<ref name="{name}"{_group(first.group)} />'
    renamed = {note.name for note in others if note.name and note.name != name}
    for note in others:
        yield Edit(note.node.start, note.node.end, mark)
    for old in sorted(renamed):
        for tag in marks.get((first.group, old), ()):
            yield Edit(tag.start, tag.end, mark)


def _group(group: str) -> str:
    return f' group="{group}"' if group else ""


def _new_name(citation: Citation, taken: set[str]) -> str:
    """A name as editors give them, ``Ferrand 2017``: the first author, else the site, and the year."""
    work = citation.work
    author = next((person.family or person.literal for person in work.authors), None)
    words = _NOT_IN_NAMES.sub(" ", author or work.site or work.title or "source").strip() or "source"
    base = f"{words[:40].strip()} {work.date[:4]}" if work.date else words[:40].strip()
    base = f"{base} source" if base.isdecimal() else base
    name = next(each for each in _numbered(base) if each not in taken)
    taken.add(name)
    return name


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 1
    while True:
        number += 1
        yield f"{base} ({number})"
