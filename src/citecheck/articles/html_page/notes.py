"""The links of a page to other places on it → footnotes: which links are markers, and which element each points at."""

import re
from dataclasses import dataclass, field

from bs4.element import Tag

from citecheck.articles.alignment import has_words
from citecheck.articles.mediawiki_html.page import Page, attribute, classes

_MARKER_LABEL = re.compile(r"[\s\[(]*(?:\d{1,4}|[*†‡§¶]{1,3}|[a-z]{1,2})[\s\])]*")
_ROLES = frozenset(["doc-noteref", "doc-biblioref", "noteref", "biblioref"])
_CLASSES = frozenset(
    ["footnote-ref", "noteref", "footnote-reference", "footnote_referrer", "footnote-anchor", "citation"]
)
_BLOCKS = frozenset(["li", "p", "div", "dd", "tr", "aside", "blockquote"])
_TOO_LARGE = frozenset(["section", "article", "main", "body", "html", "header", "nav", "table", "ul", "ol", "dl"])
_HEADING = re.compile(r"h[1-6]")
_NUMBER = re.compile(r"\d{1,4}")


@dataclass(slots=True)
class Note:
    """A footnote: its key, the number that readers see, its markers and its element, ``None`` where it has none."""

    key: str
    number: str
    entry: Tag | None
    markers: list[Tag] = field(default_factory=list)


@dataclass(slots=True)
class Notes:
    """The footnotes of a page in the order of their first markers."""

    found: dict[str, Note] = field(default_factory=dict)
    by_marker: dict[int, Note] = field(default_factory=dict)
    entries: set[int] = field(default_factory=set)
    around: set[int] = field(default_factory=set)

    def is_marker(self, tag: Tag) -> bool:
        """Whether a link is a footnote's marker."""
        return id(tag) in self.by_marker

    def is_entry(self, tag: Tag) -> bool:
        """Whether an element is what a marker points at."""
        return id(tag) in self.entries

    def holds_entry(self, tag: Tag) -> bool:
        """Whether an element has such an element in it."""
        return id(tag) in self.around


def find_notes(page: Page) -> Notes:
    """Find the markers of a page: links to a later place on it that are called so, or whose words are a number or sign.

    A link back from a note to its marker leads to an earlier place. Links to headings and sections are contents.
    """
    notes = Notes()
    numbers: set[str] = set()
    entries: dict[int, Tag | None] = {}
    for tag in page.tags:
        href = attribute(tag, "href") if tag.name == "a" else ""
        if not href.startswith("#") or len(href) < 2 or not _is_marker(page, tag):
            continue
        target = page.target(href[1:])
        if target is None and not (_is_called_so(tag) or _in_superscript(tag)):
            continue
        if target is not None and not _is_before(page, tag, target):
            continue
        if target is not None and id(target) not in entries:
            entries[id(target)] = _entry(target)
        entry = entries[id(target)] if target is not None else None
        if target is not None and entry is None:
            continue
        key = f"#{id(entry)}" if entry is not None else href
        note = notes.found.get(key)
        if note is None:
            note = notes.found[key] = Note(href[1:], _number(page.words(tag), numbers), entry)
        note.markers.append(tag)
        notes.by_marker[id(tag)] = note
    for note in notes.found.values():
        if note.entry is not None:
            notes.entries.add(id(note.entry))
            label = note.entry.find_previous_sibling("dt") if note.entry.name == "dd" else None
            notes.entries.update([id(label)] if label else [])
            notes.around.update(id(parent) for parent in note.entry.parents)
    return notes


def is_back_link(page: Page, tag: Tag) -> bool:
    """Whether a link in a note leads back to where the note is cited."""
    if tag.name != "a" or not attribute(tag, "href").startswith("#"):
        return False
    label = page.words(tag)
    return attribute(tag, "role") == "doc-backlink" or not has_words(label) or bool(_MARKER_LABEL.fullmatch(label))


def _is_marker(page: Page, tag: Tag) -> bool:
    if attribute(tag, "role") == "doc-backlink":
        return False
    return _is_called_so(tag) or bool(_MARKER_LABEL.fullmatch(page.words(tag)))


def _is_called_so(tag: Tag) -> bool:
    roles = {attribute(tag, "role"), attribute(tag, "epub:type")}
    return not _ROLES.isdisjoint(roles) or not _CLASSES.isdisjoint(classes(tag))


def _in_superscript(tag: Tag) -> bool:
    return tag.find_parent("sup") is not None or tag.find("sup") is not None


def _entry(target: Tag) -> Tag | None:
    """The block that a note's target is, or stands in; ``None`` where that is no note."""
    tag: Tag | None = target
    while tag is not None and tag.name not in _BLOCKS:
        if tag.name == "dt":
            return tag.find_next_sibling("dd")
        if tag.name in _TOO_LARGE or _HEADING.fullmatch(tag.name):
            return None
        tag = tag.parent
    if tag is not None and tag.name == "p" and tag.parent is not None and tag.parent.name == "li":
        tag = tag.parent
    return None if tag is None or tag.find(_HEADING) is not None else tag


def _is_before(page: Page, tag: Tag, target: Tag) -> bool:
    first, second = page.span(tag), page.span(target)
    return first is not None and second is not None and first[0] < second[0]


def _number(label: str, taken: set[str]) -> str:
    """The number on a marker, or the next that no other has."""
    found = _NUMBER.search(label)
    number = found[0] if found and found[0] not in taken and _MARKER_LABEL.fullmatch(label) else ""
    if not number:
        number = str(next(each for each in range(len(taken) + 1, 2 * len(taken) + 3) if str(each) not in taken))
    taken.add(number)
    return number
