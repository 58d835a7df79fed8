"""An outline → what the page says of itself: title, authors, site, dates, language, free to read or not."""

import re
from collections.abc import Iterable, Iterator

from citecheck.documents.json_ld import Thing, article_of, texts, things_in
from citecheck.documents.outline import Outline, clean
from citecheck.model import Metadata, Stated

_DAY = re.compile(r"\s*(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?\s*$")
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "datepublished", "citation_publication_date",
    "citation_date", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "pubdate",
    "publishdate", "publish-date", "publication_date", "parsely-pub-date", "sailthru.date", "date",
    "cxenseparse:recs:publishtime",
)  # fmt: skip
_UPDATED_METAS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
    "dc.date.modified", "lastmod", "last-modified",
)  # fmt: skip
_AUTHOR_METAS = (
    "author", "article:author", "citation_author", "dc.creator", "dcterms.creator", "parsely-author",
    "sailthru.author",
)  # fmt: skip


def metadata_of(page: Outline) -> Metadata:
    """What a page states of itself, each value with the place it was stated in; the most explicit place wins."""
    things = things_in(page.json_ld)
    article = article_of(things) or {}
    return Metadata(
        title=_title(page, article),
        authors=_authors(page, article),
        site=_site(page, article),
        published=next(_dates(page, article, "datePublished", _PUBLISHED_METAS), None),
        updated=next(_dates(page, article, "dateModified", _UPDATED_METAS), None),
        language=_language(page, article),
        free=_free(things),
    )


def article_body(page: Outline) -> str:
    """The article's text as JSON-LD states it, or nothing."""
    bodies = [body for thing in things_in(page.json_ld) for body in texts(thing.get("articleBody"))]
    return max(bodies, key=len, default="")


def _title(page: Outline, article: Thing) -> Stated | None:
    heading = next((line.text for line in page.lines if page.regions[line.region].tag == "h1"), "")
    stated = [
        *((text, "json-ld") for text in texts(article.get("headline"))),
        (page.meta("og:title"), "opengraph"),
        (page.meta("citation_title", "dc.title", "dcterms.title", "twitter:title"), "meta"),
        (page.title, "title"),
        (heading, "heading"),
    ]
    return next((Stated(clean(text), origin) for text, origin in stated if clean(text)), None)


def _authors(page: Outline, article: Thing) -> tuple[Stated, ...]:
    metas = [content for name in _AUTHOR_METAS for key, content in page.metas if key == name]
    for names, origin in (
        (texts(article.get("author")) or texts(article.get("creator")), "json-ld"),
        (metas, "meta"),
        (page.credits, "byline"),
    ):
        plain = list(dict.fromkeys(clean(name) for name in names if clean(name) and "://" not in name))
        if plain:
            return tuple(Stated(name, origin) for name in plain)
    return ()


def _site(page: Outline, article: Thing) -> Stated | None:
    stated = [
        (page.meta("og:site_name"), "opengraph"),
        *((text, "json-ld") for text in texts(article.get("publisher"))),
        (page.meta("application-name", "citation_journal_title", "dc.publisher"), "meta"),
    ]
    return next((Stated(clean(text), origin) for text, origin in stated if clean(text)), None)


def _dates(page: Outline, article: Thing, key: str, metas: Iterable[str]) -> Iterator[Stated]:
    for text in texts(article.get(key)):
        yield from _day(text, "json-ld")
    for name in metas:
        yield from _day(page.meta(name), "opengraph" if ":" in name else "meta")
    for moment in page.moments:
        if ("modified" in moment.names or "updated" in moment.names) == (key == "dateModified"):
            yield from _day(moment.stamp, "time")


def _day(text: str, origin: str) -> Iterator[Stated]:
    if found := _DAY.match(text):
        yield Stated("-".join(found.groups()), origin)


def _language(page: Outline, article: Thing) -> Stated | None:
    stated = [
        (page.language, "html"),
        *((text, "json-ld") for text in texts(article.get("inLanguage"))),
        (page.meta("og:locale"), "opengraph"),
        (page.meta("content-language", "dc.language", "language"), "meta"),
    ]
    tags = ((_LANGUAGE.match(text), origin) for text, origin in stated)
    return next((Stated(found[1].lower(), origin) for found, origin in tags if found), None)


def _free(things: Iterable[Thing]) -> bool | None:
    answers = [str(thing["isAccessibleForFree"]).strip().lower() for thing in things if "isAccessibleForFree" in thing]
    if any(answer.endswith(("false", "no")) for answer in answers):
        return False
    return True if answers else None
