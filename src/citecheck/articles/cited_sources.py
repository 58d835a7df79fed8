"""The footnotes, links and listed sources of a page → its references, with ids as markers are met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from citecheck.articles.link_writer import Span, Target
from citecheck.articles.positions import Lines
from citecheck.articles.work import Work
from citecheck.model import Position, Reference


@dataclass(slots=True)
class Source:
    """Something that markers cite: the works it stands for, where it is defined, and the markers met so far.

    ``number`` is the number that a reader sees, where there is one.
    """

    works: Sequence[Work]
    span: Span
    number: str | None = None
    name: str | None = None
    is_defined: bool = True
    markers: list[Position] = field(default_factory=list)
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """An address that is defined apart from the links to it."""

    name: str
    target: Target
    span: Span


class CitedSources:
    """Hands out ids; footnotes and listed sources have theirs from the start, links as they are met.

    Args:
        text: The article.
        lines: Its lines.
        footnotes: By the key that their markers have.
        listed: The entries of its lists of sources.
        definitions: The addresses defined apart, by the name that links call them by.
    """

    def __init__(
        self,
        text: str,
        lines: Lines,
        footnotes: Mapping[str, Source],
        listed: Sequence[Source],
        definitions: Mapping[str, Definition],
    ) -> None:
        self._text = text
        self._lines = lines
        self._footnotes = footnotes
        self._definitions = definitions
        self._listed = {source.number: source for source in listed if source.number}
        self._by_url: dict[str | None, Source] = {
            work.url: source for source in listed for work in source.works if work.url
        }
        self._sources: list[Source] = [*footnotes.values(), *listed]
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        self._links = 0
        for source in self._sources:
            if source.number:
                self._name(source, source.number)

    def footnote(self, key: str, span: Span) -> Sequence[str]:
        """The references of a footnote."""
        return self._marked(self._footnotes[key], span)

    def listed(self, number: str, span: Span) -> Sequence[str] | None:
        """The entry of the list of sources with a number; ``None`` where there is none."""
        source = self._listed.get(number)
        return self._marked(source, span) if source else None

    def link(self, target: Target, label: str, span: Span) -> str:
        """The reference of a link: one for each address, whatever the links to it say."""
        source = self._by_url.get(target.url) or self._linked(target, label, span)
        return self._marked(source, span)[0]

    def references(self) -> Iterator[Reference]:
        """Every reference: footnotes by number, listed sources, links, addresses that no link leads to."""
        for definition in self._definitions.values():
            if definition.target.url and definition.target.url not in self._by_url:
                self._linked(definition.target, "", definition.span)
        for number, source in enumerate((each for each in self._sources if not each.ids), start=1):
            self._name(source, f"unused {number}")
        for source in self._sources:
            yield from self._references(source)

    def _marked(self, source: Source, span: Span) -> Sequence[str]:
        if not source.ids:
            self._links += not source.number
            self._name(source, source.number or f"link {self._links}")
        source.markers.append(self._lines.position(*span))
        return source.ids

    def _linked(self, target: Target, label: str, span: Span) -> Source:
        definition = self._definitions.get(target.name) if target.name else None
        fields = {"url": target.url or ""} | ({"text": " ".join(label.split())} if label.strip() else {})
        source = Source([Work(url=target.url, title=target.title, fields=fields)], span)
        if definition:
            source.span, source.name = definition.span, definition.name
        number = label.strip(" []()")
        source.number = number if number.isdecimal() else None
        self._by_url[target.url] = source
        self._sources.append(source)
        return source

    def _name(self, source: Source, wanted: str) -> None:
        name, number = wanted, self._next.get(wanted, 1)
        while name in self._taken:
            number += 1
            name = f"{wanted} ({number})"
        self._next[wanted] = number
        source.ids = (name, *(f"{name}.{part}" for part in range(2, len(source.works) + 1)))
        self._taken.update(source.ids)

    def _references(self, source: Source) -> Iterator[Reference]:
        start, end = source.span
        for id_, work in zip(source.ids, source.works, strict=True):
            reference = work.reference(
                id=id_,
                position=self._lines.position(start, end),
                name=source.name,
                raw=self._text[start:end],
                markers=source.markers,
            )
            yield reference if source.is_defined else replace(reference, defined=False)
