"""An entry of a list of references → the works that it cites."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from bs4.element import NavigableString, Tag

from citecheck.articles.archive_urls import is_archive_url
from citecheck.articles.citation_text import work_from_italics, work_from_text
from citecheck.articles.linked_text import Link, web_address, works_of
from citecheck.articles.mediawiki_html.coins import work_from_coins
from citecheck.articles.mediawiki_html.page import Page, attribute, classes, fragment_of, is_hidden, walk
from citecheck.articles.mediawiki_html.transclusions import wikitext_of, works_in_wikitext
from citecheck.articles.work import Work

_BACK_LINK = re.compile(r"#cite[_-]ref", re.IGNORECASE)
_ANCHOR = "CITEREF"
_TEXT_CLASSES = frozenset(["reference-text", "mw-reference-text"])
_CITATION_CLASSES = frozenset(["citation", "cs1", "cs2", "ouvrage"])
_ITALIC = frozenset(["i", "em"])
_ERROR = frozenset(["error", "mw-ext-cite-error", "mw-ref-error"])


@dataclass(slots=True, eq=False)
class _Found:
    """What an entry has in it, in order: citations, templates that are none, links, short citations, text."""

    content: Tag
    citations: list["_Citation"] = field(default_factory=list)
    templates: dict[str, str] = field(default_factory=dict)
    text: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    italics: list[tuple[int, int]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    size: int = 0

    def write(self, text: str) -> None:
        self.text.append(text)
        self.size += len(text)


@dataclass(slots=True, eq=False)
class _Citation:
    element: Tag
    about: str
    coins: str = ""


class WorkReader:
    """Reads works from one page; the full citations that short ones point at are read once."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._by_anchor: dict[str, Work | None] = {}
        self._folded: dict[str, Tag] | None = None

    def cited(self, entry: Tag, *, is_note: bool) -> list[Work | None]:
        """The works that a footnote cites; ``None`` for one that it names and that is not on the page.

        An empty list is that of an entry that says nothing, such as the one that MediaWiki writes for an undefined
        footnote. An explanatory note's text cites nothing: its work has no title.
        """
        content = _content(entry)
        found = self._read(content)
        works: list[Work | None] = [*self._of_citations(found)]
        text = "".join(found.text)
        shorts = [] if is_note else [self._of_anchor(anchor) for anchor in dict.fromkeys(found.anchors)]
        if not works and found.links:
            works += works_of(text, found.links)
        if works or shorts:
            return works + shorts
        folded = " ".join(text.split())
        if not folded:
            return []
        work = Work() if is_note else work_from_italics(text, found.italics) or work_from_text(folded)
        return [replace(work, fields={"text": folded})]

    def text(self, entry: Tag) -> str:
        """What an entry says."""
        return " ".join("".join(self._read(_content(entry)).text).split())

    def _read(self, content: Tag) -> _Found:
        found = _Found(content)
        self._note(found, content)
        open_links: list[tuple[str, int]] = []
        open_italics: list[int] = []
        for is_start, node in walk(content, _enters):
            if not isinstance(node, Tag):
                for text, _, _ in self._page.pieces(node):
                    found.write(text)
            elif is_start:
                self._note(found, node)
                if node.name in ("br", "p", "div", "li"):
                    found.write(" ")
                elif node.name == "a":
                    open_links.append((attribute(node, "href"), found.size))
                elif node.name in _ITALIC:
                    open_italics.append(found.size)
            elif node.name == "a" and open_links:
                _close_link(found, *open_links.pop())
            elif node.name in _ITALIC and open_italics:
                found.italics.append((open_italics.pop(), found.size))
        return found

    def _note(self, found: _Found, tag: Tag) -> None:
        wikitext = wikitext_of(tag)
        about = attribute(tag, "about")
        if wikitext is not None:
            found.templates.setdefault(about or f"\0{len(found.templates)}", wikitext)
        if "Z3988" in classes(tag):
            if found.citations and not found.citations[-1].coins:
                found.citations[-1].coins = attribute(tag, "title")
            else:
                found.citations.append(_Citation(found.content, about, attribute(tag, "title")))
        elif _is_citation(tag):
            if not (found.citations and any(found.citations[-1].element is parent for parent in tag.parents)):
                found.citations.append(_Citation(tag, about))
        elif tag.name == "a":
            fragment = fragment_of(attribute(tag, "href"))
            target = self._page.target(fragment) if fragment else None
            if fragment.startswith(_ANCHOR) or (target is not None and _is_citation(target)):
                found.anchors.append(fragment)

    def _of_citations(self, found: _Found) -> Iterator[Work]:
        """The works of citation templates: from the templates themselves where the page keeps them, else from COinS."""
        templates = dict(found.templates)
        owned = {citation.about for citation in found.citations if citation.about}
        remarks = "".join(wikitext for about, wikitext in templates.items() if about not in owned)
        read: set[str] = set()
        last = len(found.citations) - 1
        for index, citation in enumerate(found.citations):
            if citation.about in read:
                continue
            wikitext = templates.get(citation.about)
            works = works_in_wikitext(wikitext + (remarks if index == last else "")) if wikitext else []
            if works:
                read.add(citation.about)
                yield from works
            elif work := self._of_citation(citation):
                yield work
        if not found.citations and remarks:
            yield from works_in_wikitext(remarks)

    def _of_citation(self, citation: _Citation) -> Work | None:
        said = work_from_coins(citation.coins) if citation.coins else None
        printed = self._printed(citation.element, said.url if said else None)
        if said is None:
            return None if printed.is_empty else printed
        return _merged(said, printed)

    def _printed(self, element: Tag, source: str | None) -> Work:
        """The work of a citation as it is printed, by its text and links; ``source`` is its address where known."""
        found = _Found(element)
        open_links: list[tuple[str, int]] = []
        # A passage quoted from the work is no part of its description.
        for is_start, node in walk(element, lambda tag: tag.name != "q" and _enters(tag)):
            if not isinstance(node, Tag):
                for text, _, _ in self._page.pieces(node):
                    found.write(text)
            elif node.name == "a" and is_start:
                open_links.append((attribute(node, "href"), found.size))
            elif node.name == "a" and open_links:
                _close_link(found, *open_links.pop())
        text = "".join(found.text)
        work = work_from_text(text)
        archive = next((link for link in found.links if _is_archive(link.url, source)), None)
        live = [link for link in found.links if link is not archive]
        is_dead = bool(archive) and found.links[0] is archive
        # Where the title leads to the archive, "the original" leads to the source.
        title = live[0] if live and (is_dead or _is_title(text, live[0], work.title)) else None
        return replace(
            work,
            url=work.url or (title.url if title else None),
            language=work.language or _language_of(element),
            archive_url=archive.url if archive else None,
            url_status=("dead" if is_dead else "live") if archive else None,
            fields={"text": " ".join(text.split())},
        )

    def _of_anchor(self, anchor: str) -> Work | None:
        if anchor not in self._by_anchor:
            target = self._page.target(anchor) or self._of_folded(anchor)
            self._by_anchor[anchor] = self._full_citation(target) if target is not None else None
        return self._by_anchor[anchor]

    def _of_folded(self, anchor: str) -> Tag | None:
        if self._folded is None:
            self._folded = {}
            for name, tag in self._page.ids():
                if name.startswith(_ANCHOR):
                    self._folded.setdefault(_fold(name), tag)
        return self._folded.get(_fold(anchor))

    def _full_citation(self, target: Tag) -> Work | None:
        """The work at an anchor: that of the citation there, or of the entry of a bibliography that it is in."""
        places = [target]
        if not _is_citation(target) and target.name != "li" and target.parent is not None:
            places.append(target.parent)
        for place in places:
            found = self._read(place)
            if _is_citation(place) and found.citations and not found.citations[0].coins:
                found.citations[0].coins = _coins_behind(place)
            work = next(self._of_citations(found), None)
            if work is None and "".join(found.text).strip():
                work = works_of("".join(found.text), found.links)[0]
            if work is not None:
                return work
        return None


def _content(entry: Tag) -> Tag:
    for _, node in walk(entry, lambda _: True):
        if isinstance(node, Tag) and not _TEXT_CLASSES.isdisjoint(classes(node)):
            return node
    return entry


def _enters(tag: Tag) -> bool:
    """Whether a reader of the entry sees what is in an element, back-links and messages left out."""
    if is_hidden(tag) or not _ERROR.isdisjoint(classes(tag)):
        return False
    if tag.name == "sup" and ("reference" in classes(tag) or "mw-ref" in classes(tag)):
        return False
    is_back_link = tag.name == "a" and _BACK_LINK.search(attribute(tag, "href"))
    return not is_back_link and "mw:referencedBy" not in attribute(tag, "rel")


def _is_citation(tag: Tag) -> bool:
    if tag.name not in ("cite", "span"):
        return False
    return tag.name == "cite" or not _CITATION_CLASSES.isdisjoint(classes(tag))


def _close_link(found: _Found, href: str, start: int) -> None:
    url = web_address(href)
    if url:
        found.links.append(Link(start, found.size, url))


def _is_archive(url: str, source: str | None) -> bool:
    """Whether an address is that of an archive: a known one, or one that has the source's address in it."""
    if is_archive_url(url):
        return True
    host, _, rest = (source or "").partition("://")[2].partition("/")
    return bool(host) and f"://{host}/" in url[len("https://") :] and not url.startswith(source or "") and bool(rest)


def _is_title(text: str, link: Link, title: str | None) -> bool:
    label = _fold(text[link.start : link.end])
    return bool(title and label) and (label in _fold(title or "") or _fold(title or "") in label)


def _language_of(citation: Tag) -> str | None:
    """The language that a citation marks its title with, as French pages do."""
    return next((attribute(each, "lang").split("-")[0] for each in citation.select("cite[lang]")), None)


def _coins_behind(citation: Tag) -> str:
    node = citation.next_sibling
    while isinstance(node, NavigableString):
        node = node.next_sibling
    return attribute(node, "title") if isinstance(node, Tag) and "Z3988" in classes(node) else ""


def _fold(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def _merged(said: Work, printed: Work) -> Work:
    """What COinS says of a work, and of what it never says what is printed."""
    publisher = said.publisher
    is_journal = "rft.volume" in said.fields or "rft.issue" in said.fields
    if publisher is None and said.site and not is_journal and _fold(printed.site or "") == _fold(said.site):
        publisher = printed.publisher
    return replace(
        said,
        publisher=publisher,
        trans_title=printed.trans_title,
        date=said.date or printed.date,
        access_date=printed.access_date,
        language=printed.language,
        url=said.url or printed.url,
        archive_url=printed.archive_url,
        archive_date=printed.archive_date,
        url_status=printed.url_status,
    )
