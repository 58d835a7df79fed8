"""Footnotes that cite by a link without a template → the same with a template behind it that names an archive copy."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from citecheck.articles.wikitext.footnotes import Content
from citecheck.articles.wikitext.markup import Kind, Markup, Node
from citecheck.articles.wikitext.rendering import Renderer
from citecheck.articles.wikitext.works import WorkReader
from citecheck.patching.dates import Writer
from citecheck.patching.fields import OPAQUE, Edit, address
from citecheck.patching.known import Known
from citecheck.patching.tables import table


def linked_footnotes(markup: Markup) -> Iterator[tuple[Node, str]]:
    """Footnotes that hold one link and no citation template, nor an archive copy; with the link's address."""
    reader = WorkReader(markup, Renderer(markup, {}))
    for node in footnotes(markup.nodes):
        inside = Content(node.inner_start, node.inner_end, node.children)
        if any(child.kind is Kind.TEMPLATE for child in node.children):
            continue
        works = reader.cited(inside)
        if len(works) == 1 and works[0].url and not works[0].archive_url and _is_web(works[0].url):
            yield node, works[0].url


def footnotes(nodes: Iterable[Node]) -> Iterator[Node]:
    """The ``<ref>`` tags of a page that are in use and closed."""
    for node in nodes:
        if node.kind is Kind.TAG and node.name == "ref":
            yield node
        if node.name not in OPAQUE:
            yield from footnotes(node.children)


def has_link_notes(language: str | None) -> bool:
    """Whether a wiki is known to have the template that names a copy of a link."""
    return language in table("archive_fields")["link_note"]["wikis"]


def link_notes(
    markup: Markup, found: Iterable[tuple[Node, str]], known: Mapping[str, Known], write: Writer
) -> Iterator[Edit]:
    """A template behind each link that an archive has a copy of.

    Args:
        markup: The page.
        found: Footnotes and the addresses that they link to.
        known: What is known of them.
        write: Writes the day of a copy.
    """
    note = table("archive_fields")["link_note"]
    for node, url in found:
        copy = known[url].copy_near(None) if url in known else None
        if copy is None or copy.captured_at is None:
            continue
        at = node.inner_start + len(markup.text[node.inner_start : node.inner_end].rstrip())
        day: date = copy.captured_at.date()
        fields = f"{note['url']}={address(copy.memento_url)}|{note['date']}={write(day)}"
        yield Edit(at, at, f" {{{{{note['template']}|{fields}}}}}")


def _is_web(url: str) -> bool:
    return urlsplit(url).scheme in ("http", "https")
