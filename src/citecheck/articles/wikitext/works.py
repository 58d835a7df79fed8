"""The content of a footnote → the works that it cites."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from citecheck.articles.archive_urls import archive_copy, is_archive_url
from citecheck.articles.citation_text import work_from_italics, work_from_link, work_from_text
from citecheck.articles.template_fields import is_citation, names
from citecheck.articles.wikitext.footnotes import Content
from citecheck.articles.wikitext.markup import Argument, Kind, Markup, Node
from citecheck.articles.wikitext.rendering import Renderer
from citecheck.articles.words import language_code
from citecheck.articles.work import Work, role_value, work_from_template

_LINK = re.compile(
    r"\[(?P<linked>(?:(?:https?|ftp):)?//[^\s\[\]<>\"|\x01]+)[ \t]*(?P<label>[^\]\n]*)\]"
    r"|(?P<bare>\b(?:https?|ftp)://[^\s\[\]<>\"|\x01]*[^\s\[\]<>\"|\x01.,;:!?)'])",
    re.IGNORECASE,
)
_BRACKETED = re.compile(r"\[(https?://[^\s\[\]<>\"|{}]+)[\s\]]", re.IGNORECASE)
"""A link in a template's value, such as ``|Online=[https://… Online]``."""
_ITALICS = re.compile(r"(?<!')''(?P<title>[^'\n][^\n]{2,200}?)''(?!')")
_QUOTE = re.compile(r"[\"“«„「『《]")
_URL_VALUE = re.compile(r"https?://[^\s{}\[\]<>|\x01]+$")


class WorkReader:
    """Reads works from one page."""

    def __init__(self, markup: Markup, renderer: Renderer) -> None:
        self._markup = markup
        self._renderer = renderer
        self._works: dict[int, Work] = {}

    def cited(self, content: Content) -> list[Work]:
        """The works that a footnote cites by templates, one each, or else by links."""
        works = self._from_templates(content.nodes)
        return works or self._with_notes(self._from_links(content), content.nodes)

    def from_text(self, content: Content, *, is_note: bool) -> Work:
        """The work that a footnote without template or link cites; an explanatory note's text cites nothing."""
        text = " ".join(self._renderer.render(content.start, content.end, content.nodes).text.split())
        work = Work() if is_note else self._with_italics(content) or work_from_text(text)
        return replace(work, fields={"text": text})

    def _with_italics(self, content: Content) -> Work | None:
        italics = list(_ITALICS.finditer(self._markup.masked(content.start, content.end, content.nodes)))
        if len(italics) != 1:
            return None
        start, end = italics[0].span("title")
        before, title, after = (
            self._text(content, *span) for span in ((0, start), (start, end), (end, content.end - content.start))
        )
        return work_from_italics(f"{before}{title}{after}", [(len(before), len(before) + len(title))])

    def work(self, node: Node) -> Work:
        """The work that a citation template describes; read once, as footnotes and short citations lead to it."""
        if node.start not in self._works:
            work = work_from_template(node.name, self.fields(node))
            linked = None if work.url else _BRACKETED.search(self._markup.shadow, node.inner_start, node.inner_end)
            self._works[node.start] = replace(work, url=linked[1]) if linked else work
        return self._works[node.start]

    def fields(self, node: Node) -> dict[str, str]:
        """A template's parameters as plain text."""
        fields: dict[str, str] = {}
        for argument in self._markup.arguments(node):
            value = self._value(argument)
            if value or argument.name not in fields:
                fields[argument.name] = value
        return fields

    def _value(self, argument: Argument) -> str:
        written = self._markup.shadow[argument.start : argument.end]
        if not argument.children and written.startswith("http") and _URL_VALUE.match(written):
            return written.replace("&amp;", "&")
        return self._renderer.plain(argument).removeprefix("((").removesuffix("))")

    def _from_templates(self, nodes: Sequence[Node]) -> list[Work]:
        works: list[Work] = []
        for node in self._citations(nodes):
            if is_citation(node.name):
                work = self.work(node)
                works += [] if work.is_empty else [work]
            elif works:
                works[-1] = self._with_note(works[-1], node)
        return works

    def _with_notes(self, works: list[Work], nodes: Sequence[Node]) -> list[Work]:
        for node in self._citations(nodes) if works else ():
            works[-1] = self._with_note(works[-1], node)
        return works

    def _citations(self, nodes: Sequence[Node]) -> Iterator[Node]:
        """Templates that cite or remark on a citation, without those nested in one of them or in another footnote."""
        for node in nodes:
            if node.kind is Kind.TEMPLATE and _is_citing(node.name):
                yield node
            elif node.name != "ref":
                yield from self._citations(node.children)

    def _with_note(self, work: Work, node: Node) -> Work:
        """A work with what a template behind it says: an archive copy, a dead link, a language."""
        fields = self.fields(node)
        if node.name in names("archive_notes"):
            url = role_value(node.name, fields, "url") or fields.get("1")
            date = role_value(node.name, fields, "moment") or role_value(node.name, fields, "date") or fields.get("2")
            return work.with_archive(archive_copy(url, date), date)
        if node.name in names("dead_notes"):
            return replace(work, url_status=work.url_status or "dead")
        if node.name in names("language_notes") and work.language is None:
            named = fields.get("1") or node.name.removesuffix(" icon").removeprefix("ref-")
            return replace(work, language=language_code(named))
        return work

    def _from_links(self, content: Content) -> list[Work]:
        masked = self._markup.masked(content.start, content.end, content.nodes)
        links = list(_LINK.finditer(masked))
        works: list[Work] = []
        for index, link in enumerate(links):
            url = (link["linked"] or link["bare"]).replace("&amp;", "&")
            if works and is_archive_url(url):
                works[-1] = works[-1].with_archive(url, None)
                continue
            before = self._text(content, 0, link.start()) if index == 0 else ""
            until = links[index + 1].start() if index + 1 < len(links) else len(masked)
            after = self._text(content, link.end(), until)
            label = self._text(content, *link.span("label")) if link["label"] else ""
            url = f"https:{url}" if url.startswith("//") else url
            works.append(work_from_link(before, label, after, url) if label.strip() else self._bare(before, after, url))
        return works

    def _bare(self, before: str, after: str, url: str) -> Work:
        text = f"{before} {after}"
        work = work_from_text(text)
        # Without quotation marks the text around a bare link is as likely a remark as a title.
        return replace(work, url=url, title=work.title if _QUOTE.search(text) else None)

    def _text(self, content: Content, start: int, end: int) -> str:
        start, end = content.start + start, content.start + end
        nodes = [node for node in content.nodes if node.start >= start and node.end <= end]
        return self._renderer.render(start, end, nodes).text


@lru_cache(maxsize=4096)
def _is_citing(name: str) -> bool:
    """Whether a template cites a work or remarks on the citation before it."""
    return (
        is_citation(name)
        or name in names("archive_notes")
        or name in names("dead_notes")
        or name in names("language_notes")
    )
