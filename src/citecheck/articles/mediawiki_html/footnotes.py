"""A page's tree → its footnotes: which markers stand where, what entry defines them, what number they show."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from bs4.element import Tag

from citecheck.articles.footnote_numbers import letters, roman
from citecheck.articles.headings import section_kind
from citecheck.articles.mediawiki_html.page import Page, attribute, classes, fragment_of

_NOTE = re.compile(r"#?cite[_-]note[_-]", re.IGNORECASE)
_BACK = re.compile(r"cite[_-]ref", re.IGNORECASE)
_KEY_NAME = re.compile(r"cite[_-]note-(?:(?P<name>.+)-)?\d+", re.IGNORECASE | re.DOTALL)
_GROUPED = re.compile(r"(?P<group>.*?)\s*(?P<number>\d+)", re.DOTALL)
_NUMBERED = re.compile(r"[\[［(]\s*(\d{1,4})\s*[\]］)]")
_MARKER_CLASSES = frozenset(["reference", "mw-ref", "cite-ref", "footnote-ref"])
_LISTS = frozenset(["references", "mw-references", "mw-ref-list"])
_MOST_NODES = 50
_HIGHEST = 4
"""How many elements up from its link a marker begins at most."""


@dataclass(slots=True, eq=False)
class Footnote:
    """A footnote: its markers, and at most one entry of a list.

    ``key`` is what links to the entry point at; ``label`` what a reader sees in brackets; ``order`` tells where it is
    numbered.
    """

    key: str
    label: str
    entry: Tag | None = None
    name: str | None = None
    marks: list[Tag] = field(default_factory=list)
    order: tuple[int, int] = (2, 0)
    id: str = ""

    @property
    def group(self) -> str:
        """What stands before the number: ``note`` of ``note 1``; for ``a`` or ``iv`` the label itself."""
        found = _GROUPED.fullmatch(self.label)
        return found["group"] if found else self.label

    @property
    def is_note(self) -> bool:
        """Whether it is one of a group of explanatory notes."""
        return bool(self.group)


def find_footnotes(page: Page) -> tuple[list[Footnote], dict[int, list[Footnote]]]:
    """All footnotes of a page with their ids, in the order of their numbers, those never cited last.

    Returns:
        The footnotes; and the footnotes that each marker cites, by the ``id()`` of the marker's element.
    """
    finder = _Finder(page)
    finder.find_entries()
    finder.find_markers()
    footnotes = sorted(finder.found.values(), key=lambda footnote: footnote.order)
    _number(footnotes)
    return footnotes, finder.cited


class _Finder:
    def __init__(self, page: Page) -> None:
        self._page = page
        self._by_entry: dict[int, Footnote] = {}
        self._ordinals: dict[int, Footnote] = {}
        self.found: dict[str, Footnote] = {}
        self.cited: dict[int, list[Footnote]] = {}

    def find_entries(self) -> None:
        """Collect the entries of lists of references."""
        for entry, ordinal in _entries(self._page):
            key = attribute(entry, "id") or f"\0{ordinal}-{len(self.found)}"
            start = (self._page.span(entry) or (0, 0))[0]
            footnote = Footnote(key, str(ordinal), entry, _key_name(key), order=(2, start))
            footnote = self.found.setdefault(key, footnote)
            self._by_entry[id(entry)] = footnote
            self._ordinals.setdefault(ordinal, footnote)

    def find_markers(self) -> None:
        """Collect the markers: links to entries, or else numbers set like them."""
        inside = 0
        for tag in self._page.tags:
            start = self._start(tag)
            if id(tag) in self._by_entry:
                span = self._page.span(tag)
                inside = max(inside, span[1] if span else 0)
            if tag.name == "a":
                self._link(tag, is_inside=start < inside)
            elif tag.name in ("sup", "span") and _is_like_marker(tag):
                self._numbered(tag, is_inside=start < inside)

    def _link(self, link: Tag, *, is_inside: bool) -> None:
        fragment = fragment_of(attribute(link, "href"))
        if not fragment or _BACK.match(fragment):
            return
        target = self._page.target(fragment)
        entry = _above(target, self._by_entry)
        if not (_NOTE.match(fragment) or (entry is not None and _is_marker(link))):
            return
        if entry is not None:
            footnote = self._by_entry[id(entry)]
        else:
            footnote = self.found.setdefault(fragment, Footnote(fragment, "", target, _key_name(fragment)))
        marker = _marker_of(link)
        if not footnote.marks:
            footnote.label = self._label(link) or footnote.label
        self._mark(marker, footnote, is_inside=is_inside)

    def _numbered(self, tag: Tag, *, is_inside: bool) -> None:
        """A marker without a link, as some mirrors leave it: its number is that of the entry."""
        has_link = any(isinstance(node, Tag) and node.name == "a" for node in islice(tag.descendants, _MOST_NODES))
        found = None if has_link else _NUMBERED.fullmatch(self._page.words(tag))
        footnote = self._ordinals.get(int(found[1])) if found else None
        if footnote:
            self._mark(tag, footnote, is_inside=is_inside)

    def _mark(self, marker: Tag, footnote: Footnote, *, is_inside: bool) -> None:
        cited = self.cited.setdefault(id(marker), [])
        if footnote in cited:
            return
        cited.append(footnote)
        footnote.marks.append(marker)
        footnote.order = min(footnote.order, (int(is_inside), self._start(marker)))

    def _start(self, tag: Tag) -> int:
        span = self._page.span(tag)
        return span[0] if span else 0

    def _label(self, link: Tag) -> str:
        shown = self._page.words(link).strip("[]［］() ")
        shown = "".join(str(int(c)) if c.isdecimal() else c for c in shown)
        grouped = _GROUPED.fullmatch(shown)
        return _counted(grouped["group"], int(grouped["number"][:6])) if grouped else shown[:40]


def _entries(page: Page) -> Iterator[tuple[Tag, int]]:
    """The entries of lists of references with their numbers in their list; those numbered by hand where none is."""
    lists: dict[int, int] = {}
    entries = list(_marked_entries(page))
    if not entries:
        entries = [entry for each in _lists_under_headings(page) for entry in each.find_all("li", recursive=False)]
    for entry in entries:
        key = id(entry.parent)
        lists[key] = lists.get(key, 0) + 1
        yield entry, lists[key]


def _marked_entries(page: Page) -> Iterator[Tag]:
    for tag in page.tags:
        if tag.name != "li":
            continue
        parent = tag.parent
        if _NOTE.match(attribute(tag, "id")) or (parent is not None and not _LISTS.isdisjoint(classes(parent))):
            yield tag


def _lists_under_headings(page: Page) -> Iterator[Tag]:
    """Numbered lists in sections of references."""
    is_references = False
    for tag in page.tags:
        if tag.name in ("h2", "h3", "h4"):
            is_references = section_kind(page.words(tag)) == "references"
        elif tag.name == "ol" and is_references:
            yield tag


def _key_name(key: str) -> str | None:
    """The name that a footnote was given: ``tally`` of ``cite_note-tally-1``."""
    found = _KEY_NAME.fullmatch(key)
    return found["name"].replace("_", " ") if found and found["name"] else None


def _above(tag: Tag | None, entries: Iterable[int]) -> Tag | None:
    """The entry that an element is or is in."""
    while tag is not None and id(tag) not in entries:
        tag = tag.parent
    return tag


def _is_marker(link: Tag) -> bool:
    return _marker_of(link) is not link or _is_like_marker(link)


def _is_like_marker(tag: Tag) -> bool:
    return (
        not _MARKER_CLASSES.isdisjoint(classes(tag))
        or attribute(tag, "id").startswith(("cite_ref", "cite-ref"))
        or "mw:Extension/ref" in attribute(tag, "typeof").split()
    )


def _marker_of(link: Tag) -> Tag:
    """The element that is the marker: the ``sup`` around a link, or else the link."""
    tag = link
    for _ in range(_HIGHEST):
        if tag.name == "sup" or (tag is not link and _is_like_marker(tag)):
            return tag
        if tag.parent is None or tag.parent.name in ("p", "li", "td", "body", "[document]"):
            break
        tag = tag.parent
    return link


def _number(footnotes: Iterable[Footnote]) -> None:
    """Give each footnote the number that it shows; where lists count from 1 again, counting goes on."""
    counts: dict[str, int] = {}
    taken: set[str] = set()
    for footnote in footnotes:
        group = footnote.group
        counts[group] = counts.get(group, 0) + 1
        label = footnote.label or str(counts[group])
        while label in taken:
            label = f"{group} {counts[group]}".strip()
            counts[group] += label in taken
        taken.add(label)
        footnote.id = label


def _counted(group: str, number: int) -> str:
    """What a reader sees where a style sheet counts: ``a`` for ``lower-alpha 1``."""
    match group:
        case "lower-alpha" | "upper-alpha":
            shown = letters(number)
        case "lower-roman" | "upper-roman":
            shown = roman(number)
        case "lower-greek":
            shown = "αβγδεζηθικλμνξοπρστυφχψω"[number - 1 : number] or str(number)
        case "decimal":
            shown = str(number)
        case _:
            return f"{group} {number}".strip()
    return shown.upper() if group.startswith("upper") else shown
