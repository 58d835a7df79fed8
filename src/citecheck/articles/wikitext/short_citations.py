"""Short citations → the works they name, by the anchors that citation templates set (``CITEREFSmith2005``)."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence

from citecheck.articles.template_fields import is_citation, names
from citecheck.articles.wikitext.footnotes import ShortCitation
from citecheck.articles.wikitext.markup import Argument, Kind, Markup, Node, walk
from citecheck.articles.wikitext.works import WorkReader
from citecheck.articles.work import Work, last_names, role_value

_YEAR = re.compile(r"\d{3,4}[a-z]?(?!\d)|n\.? ?d\.?")
_MOST_NAMES = 4
"""Citation Style 1 puts no more authors into an anchor."""


class WorkIndex:
    """The full citations of a page, findable by author and year."""

    def __init__(self, markup: Markup, reader: WorkReader, plain: Callable[[Argument], str]) -> None:
        self._markup = markup
        self._reader = reader
        self._plain = plain
        self._by_anchor: dict[str, Work] = {}
        self._by_first: dict[tuple[str, str], list[Work]] = {}

    def add_all(self) -> None:
        """Read every full citation of the page."""
        for node in walk(self._markup.nodes):
            if node.kind is Kind.TEMPLATE and is_citation(node.name):
                self._add(node)

    def find(self, short: ShortCitation) -> Work | None:
        """The work that a short citation names: by its anchor, or else the only one of its first author and year."""
        for anchor in _anchors(short):
            if anchor in self._by_anchor:
                return self._by_anchor[anchor]
        written = _YEAR.search(short.year or " ".join(short.names[1:]))
        year = written[0] if written else short.year
        candidates = self._by_first.get((_key(short.names[0]), year), []) if short.names else []
        return candidates[0] if len(candidates) == 1 else None

    def _add(self, node: Node) -> None:
        work = self._reader.work(node)
        fields = work.fields
        people = last_names(node.name, fields)
        year = _year(node.name, fields, work)
        for anchor in self._written_anchors(node, fields, year):
            self._by_anchor.setdefault(anchor, work)
        if people:
            self._by_anchor.setdefault(_key("".join((*people[:_MOST_NAMES], year))), work)
            surname = people[0].split(",")[0]
            for name in {_key(people[0]), _key(surname), _key(surname.split(" ")[-1])}:
                for written in {year, year.rstrip("abcdefgh")}:
                    self._by_first.setdefault((name, written), []).append(work)

    def _written_anchors(self, node: Node, fields: Mapping[str, str], year: str) -> list[str]:
        """What a citation's ``ref=`` says: ``{{sfnref|Smith|2005}}``, ``CITEREFSmith2005`` or a name of its own."""
        anchors: list[str] = []
        for argument in self._markup.arguments(node):
            if argument.name.lower() not in ("ref", "id", "cid", "libellé"):
                continue
            for child in argument.children:
                if child.name in names("anchors"):
                    parts = [self._plain(each) for each in self._markup.arguments(child) if each.name.isdecimal()]
                    anchors.append(_key("".join(parts)))
            value = fields.get(argument.name, "")
            if value and value.lower() not in ("harv", "none"):
                anchors += [_key(value.removeprefix("CITEREF")), _key(f"{value}{year}")]
        return anchors


def _anchors(short: ShortCitation) -> Iterable[str]:
    if short.anchor:
        yield _key(short.anchor.removeprefix("CITEREF"))
    yield _key("".join((*short.names[:_MOST_NAMES], short.year)))
    yield _key("".join((*short.names, short.year)))


def _year(template: str, fields: Mapping[str, str], work: Work) -> str:
    for role in ("year", "date"):
        found = _YEAR.search(role_value(template, fields, role) or "")
        if found:
            return found[0]
    return (work.date or "")[:4]


def _key(text: str) -> str:
    """A name as anchors are compared: without case, accents, spaces and punctuation."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, folded))


def short_citations_in(nodes: Sequence[Node]) -> list[Node]:
    """The short citations (``{{harvnb}}``) among a footnote's nodes."""
    return [
        node
        for node in walk(nodes)
        if node.kind is Kind.TEMPLATE and (node.name in names("short_inside") or node.name in names("short"))
    ]
