"""An article's wikitext and what is known of its sources → the wikitext mended, and what was mended."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from citecheck.articles.wikitext.markup import Markup, parse
from citecheck.patching.citations import changes, citations, dates_of
from citecheck.patching.dates import written_like
from citecheck.patching.duplicates import merges
from citecheck.patching.fields import apply
from citecheck.patching.known import Known
from citecheck.patching.links import has_link_notes, link_notes, linked_footnotes


@dataclass(frozen=True, slots=True)
class Patched:
    """A mended article.

    Args:
        text: The article.
        archived: Citations that got an archive copy.
        states: Citations with a copy whose link's state was added or put right.
        dates: Dates put right.
        merged: Sources whose repeated footnotes were merged.
        linked: Links without a citation template that got a template behind them.
        links_left: Links without a citation template that an archive has a copy of, left as they are.
    """

    text: str
    archived: int = 0
    states: int = 0
    dates: int = 0
    merged: int = 0
    linked: int = 0
    links_left: int = 0


def cited_urls(text: str) -> list[str]:
    """The URLs that an article's citations and footnotes give, as they give them."""
    markup = parse(text)
    cited = (citation.work.url for citation in citations(markup))
    return list(dict.fromkeys(url for url in (*cited, *(url for _, url in linked_footnotes(markup))) if url))


def patch_wikitext(
    text: str, known: Mapping[str, Known], language: str | None, *, merge: bool = True, note_links: bool = False
) -> Patched:
    """Write what is known of sources into the citations of an article. A second time there is nothing left to do.

    Only fields for archive copies, the state of links and the date are added or changed, and a copy that the article
    names is never replaced.

    Args:
        text: The article.
        known: What is known of its sources, by the URL that the article cites.
        language: Its language, which tells what its wiki calls things.
        merge: Whether repeated footnotes are merged.
        note_links: Whether links without a citation template get a ``{{Webarchive}}`` behind them.
    """
    markup = parse(text)
    found = list(citations(markup))
    made = list(changes(markup, found, known, language))
    counts = Counter(kind for change in made for kind in change.kinds)
    links = list(linked_footnotes(markup))
    write = written_like(dates_of(markup, found), language)
    noted = list(link_notes(markup, links, known, write)) if note_links and has_link_notes(language) else []
    text = apply(text, [*(edit for change in made for edit in change.edits), *noted])
    text, merged = _without_duplicates(parse(text)) if merge else (text, 0)
    left = sum(url in known and bool(known[url].copies) for _, url in links) - len(noted)
    return Patched(text, counts["archived"], counts["status"], counts["date"], merged, len(noted), left)


def _without_duplicates(markup: Markup) -> tuple[str, int]:
    groups = merges(markup, list(citations(markup)))
    return apply(markup.text, [edit for group in groups for edit in group]), len(groups)
