"""An outline → what the page says of itself: title, authors, site, dates, language, free to read or not."""

import re
from collections.abc import Callable, Iterable, Iterator
from html import unescape

from citecheck.documents.byline import Byline, each_name, without_by
from citecheck.documents.dates import day_in_address, stated_days
from citecheck.documents.json_ld import Thing, article_of, texts
from citecheck.documents.outline import Outline, clean
from citecheck.documents.signs import plain
from citecheck.documents.titles import names_same_work
from citecheck.model import Metadata, Stated

_JOINTS = re.compile(r"(\s+[|–—·•»«:-]+\s+|\s*[|»«]\s*|:\s+)")
_ALIKE = 0.4
_UPDATE = re.compile(r"modif|updat|maj|aktualis")
_PUBLICATION = re.compile(r"publi|created|posted|entry-date|dateline")
_LANGUAGE = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9-]+)?\s*$")
_PUBLISHED_METAS = (
    "article:published_time", "og:article:published_time", "og:published_time", "article:published",
    "article.published", "datepublished", "rnews:datepublished", "citation_publication_date", "citation_online_date",
    "citation_date", "prism.publicationdate", "bepress_citation_date", "bepress_citation_online_date", "eprints.date",
    "dc.date.issued", "dcterms.issued", "dc.date.published", "dcterms.date", "dc.date", "dcterms.created",
    "dc.date.created", "dc.created", "pubdate", "bt:pubdate", "publishdate", "publish-date", "publish_date",
    "published_time", "publication_date", "publication-date", "originalpublicationdate", "article_date_original",
    "release_date", "parsely-pub-date", "sailthru.date", "vr:published_time", "nrk:published",
    "shareaholic:article_published_time", "cxenseparse:recs:publishtime", "created", "date",
)  # fmt: skip
_UPDATED_METAS = (
    "article:modified_time", "og:article:modified_time", "og:updated_time", "article:modified", "article.updated",
    "datemodified", "rnews:datemodified", "dcterms.modified", "dc.date.modified", "dc.modified", "bt:moddate",
    "prism.modificationdate", "lastmod", "last-modified", "updated_time",
)  # fmt: skip
_AUTHOR_METAS = (
    "author", "article:author", "article.author", "og:article:author", "citation_author", "citation_authors",
    "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "rnews:author", "bt:author", "byl",
    "cxenseparse:author",
)  # fmt: skip
_TITLE_METAS = (
    "citation_title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title", "headline", "twitter:title",
)  # fmt: skip


def metadata_of(page: Outline, *, url: str, declared: Stated | None, around: range, byline: Byline) -> Metadata:
    """What a page states of itself, each value with the place it was stated in; the most explicit place wins.

    Args:
        page: the page.
        url: its address, which may hold a date.
        declared: the language it declares.
        around: the indices of the lines around its headline.
        byline: those lines, read only where nothing more explicit is found.
    """
    things = page.things
    article = article_of(things, page.title) or {}
    site = _site(page, article)
    return Metadata(
        title=_title(page, article, site),
        authors=_authors(page, article, byline),
        site=site,
        published=_published(page, article, url, around, byline),
        updated=_updated(page, article, url, byline),
        language=declared,
        free=_free(things, article),
    )


def article_body(page: Outline) -> str:
    """The article's text as JSON-LD states it, or nothing."""
    bodies = [body for thing in page.things if "articleBody" in thing for body in texts(thing["articleBody"])]
    return max(bodies, key=len, default="")


def _title(page: Outline, article: Thing, site: Stated | None) -> Stated | None:
    heading = next(_headings(page), "")
    # Blocks of other stories on the page have headlines too.
    shown = f"{page.title} {page.meta('og:title')} {heading}"
    stated = [
        *(
            (text, "json-ld")
            for text in texts(article.get("headline"))
            if not shown.strip() or names_same_work(text, shown, _ALIKE)
        ),
        (page.meta("og:title"), "opengraph"),
        (page.meta(*_TITLE_METAS), "meta"),
        (page.title, "title"),
        (heading, "heading"),
    ]
    return _first((_without_site(text, site.value if site else ""), origin) for text, origin in stated)


def _headings(page: Outline) -> Iterator[str]:
    tags = page.regions.tags
    return (text for text, region in zip(page.lines.texts, page.lines.regions, strict=True) if tags[region] == "h1")


def _without_site(title: str, site: str) -> str:
    """A title without the name of its site before or after it."""
    parts = _JOINTS.split(title) if site else []
    if len(parts) > 1:
        for own, rest in ((parts[-1], parts[:-2]), (parts[0], parts[2:])):
            if plain(own) == plain(site):
                return "".join(rest)
    return title


def _authors(page: Outline, article: Thing, byline: Byline) -> tuple[Stated, ...]:
    metas = [content for name in _AUTHOR_METAS for content in page.metas.get(name, ())]
    sources: tuple[tuple[Callable[[], Iterable[str]], str], ...] = (
        (lambda: texts(article.get("author")) or texts(article.get("creator")), "json-ld"),
        (lambda: metas, "meta"),
        (lambda: page.credits, "byline"),
        (lambda: byline.authors, "byline"),
    )
    for names, origin in sources:
        cleaned = (each for name in names() for each in each_name(without_by(clean(unescape(name)))))
        plain_names = list(dict.fromkeys(name for name in cleaned if name and "://" not in name))
        if plain_names:
            return tuple(Stated(name, origin) for name in plain_names)
    return ()


def _site(page: Outline, article: Thing) -> Stated | None:
    return _first([
        (page.meta("og:site_name"), "opengraph"),
        *((text, "json-ld") for text in texts(article.get("publisher"))),
        (page.meta("application-name", "citation_journal_title", "dc.publisher"), "meta"),
    ])  # fmt: skip


def _published(page: Outline, article: Thing, url: str, around: range, byline: Byline) -> Stated | None:
    moments = [
        (moment.stamp, "time")
        for moment in page.moments
        if not _UPDATE.search(moment.names) and (moment.line in around or _PUBLICATION.search(moment.names))
    ]
    stamps = [*_declared(page, article, "datePublished", _PUBLISHED_METAS), *moments]
    if found := next(stated_days(stamps, url), None):
        return found
    if day := byline.days.published:
        return Stated(day, "byline")
    in_address = day_in_address(url)
    return Stated(in_address.isoformat(), "url") if in_address else None


def _updated(page: Outline, article: Thing, url: str, byline: Byline) -> Stated | None:
    moments = [(moment.stamp, "time") for moment in page.moments if _UPDATE.search(moment.names)]
    stamps = [*_declared(page, article, "dateModified", _UPDATED_METAS), *moments]
    if stamps:
        return next(stated_days(stamps, url), None)
    day = byline.updated
    return Stated(day, "byline") if day else None


def _declared(page: Outline, article: Thing, key: str, metas: Iterable[str]) -> list[tuple[str, str]]:
    return [
        *((text, "json-ld") for text in texts(article.get(key))),
        *((page.meta(name), "opengraph" if ":" in name else "meta") for name in metas if name in page.metas),
    ]


def language_of(page: Outline) -> Stated | None:
    """The primary subtag of the language that a page declares."""
    tags = ((_LANGUAGE.match(text), origin) for text, origin in _languages(page))
    return next((Stated(found[1].lower(), origin) for found, origin in tags if found), None)


def _languages(page: Outline) -> Iterator[tuple[str, str]]:
    yield page.language, "html"
    yield from ((text, "json-ld") for thing in page.things for text in texts(thing.get("inLanguage")))
    yield page.meta("og:locale"), "opengraph"
    yield page.meta("content-language", "dc.language", "language"), "meta"


def _free(things: Iterable[Thing], article: Thing) -> bool | None:
    parts = article.get("hasPart")
    own = [article, *(part for part in (parts if isinstance(parts, list) else [parts]) if isinstance(part, dict))]
    asked = own if article else things
    answers = [str(thing["isAccessibleForFree"]).strip().lower() for thing in asked if "isAccessibleForFree" in thing]
    if any(answer.endswith(("false", "no")) for answer in answers):
        return False
    return True if answers else None


def _first(stated: Iterable[tuple[str, str]]) -> Stated | None:
    return next((Stated(text, origin) for value, origin in stated if (text := clean(unescape(value)))), None)
