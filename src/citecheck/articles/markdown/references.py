"""The footnotes, links and listed sources of a Markdown article → its references, with ids as markers are met."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from citecheck.articles.markdown.parsing import Page
from citecheck.articles.positions import Lines
from citecheck.articles.work import Work
from citecheck.model import Position, Reference

Span = tuple[int, int]


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


class References:
    """Hands out ids; footnotes are numbered before, links as they are met."""

    def __init__(self, page: Page, lines: Lines, footnotes: Mapping[str, Source], listed: Sequence[Source]) -> None:
        self._page = page
        self._lines = lines
        self._footnotes = dict(footnotes)
        self._listed = {source.number: source for source in listed if source.number}
        self._by_url = {work.url: source for source in listed for work in source.works if work.url}
        self._sources: list[Source] = [*self._footnotes.values(), *listed]
        self._taken: set[str] = set()
        self._links = 0
        for source in self._sources:
            if source.number:
                self._name(source, source.number)

    def footnote(self, token: Token, span: Span) -> Sequence[str]:
        """The references of a footnote, by its label or the number of an inline one."""
        return self._marked(self._footnotes[footnote_key(token)], span)

    def listed(self, number: str, span: Span) -> Sequence[str] | None:
        """The entry of the list of sources with a number; ``None`` where there is none."""
        source = self._listed.get(number)
        return self._marked(source, span) if source else None

    def link(self, url: str, label: str, token: Token | None, span: Span) -> str:
        """The reference of a link: one for each address, whatever the links to it say."""
        source = self._by_url.get(url) or self._linked(url, label, token, span)
        return self._marked(source, span)[0]

    def all(self) -> Iterator[Reference]:
        """Every reference: footnotes by number, listed sources, links; what no marker cites keeps its place."""
        for number, source in enumerate((each for each in self._sources if not each.ids), start=1):
            self._name(source, f"unused {number}")
        for source in self._sources:
            yield from self._references(source)

    def add_definitions(self) -> None:
        """Add the definitions of links (``[label]: address``) that no link uses."""
        for label, definition in self._page.definitions.items():
            url = str(definition["href"])
            if url.lower().startswith(("http://", "https://")) and url not in self._by_url:
                source = self._defined(url, label, definition, Work(url=url))
                self._by_url[url] = source
                self._sources.append(source)

    def _marked(self, source: Source, span: Span) -> Sequence[str]:
        if not source.ids:
            self._links += 1
            self._name(source, source.number or f"link {self._links}")
        source.markers.append(self._lines.position(*span))
        return source.ids

    def _linked(self, url: str, label: str, token: Token | None, span: Span) -> Source:
        title = token.attrs.get("title") if token else None
        fields = {"url": url} | ({"text": label} if label else {})
        work = Work(url=url, title=str(title) if title else None, fields=fields)
        name = str(token.meta.get("label", "")) if token else ""
        definition = self._page.definitions.get(name)
        source = self._defined(url, name, definition, work) if definition else Source([work], span)
        number = label.strip(" []()")
        source.number = number if number.isdecimal() else None
        self._by_url[url] = source
        self._sources.append(source)
        return source

    def _defined(self, url: str, label: str, definition: Mapping[str, object], work: Work) -> Source:
        first, last = definition["map"] if isinstance(definition["map"], list) else (0, 1)
        span = self._page.block_span(first, last, "[")
        title = definition.get("title")
        work = replace(work, title=str(title) if title else None, fields={**work.fields, "url": url})
        written = self._page.text[span[0] + 1 : span[1]].partition("]:")[0]
        return Source([work], span, name=written or label)

    def _name(self, source: Source, wanted: str) -> None:
        base, number = wanted, 1
        while wanted in self._taken:
            number += 1
            wanted = f"{base} ({number})"
        source.ids = (wanted, *(f"{wanted}.{part}" for part in range(2, len(source.works) + 1)))
        self._taken.update(source.ids)

    def _references(self, source: Source) -> Iterator[Reference]:
        start, end = source.span
        for id_, work in zip(source.ids, source.works, strict=True):
            reference = work.reference(
                id=id_,
                position=self._lines.position(start, end),
                name=source.name,
                raw=self._page.text[start:end],
                markers=source.markers,
            )
            yield reference if source.is_defined else replace(reference, defined=False)


def footnote_key(token: Token) -> str:
    """What tells a footnote's token from those of others: its label, or the number that an inline one has."""
    label = token.meta.get("label")
    return f"^{token.meta.get('id')}" if label is None else str(label)
