"""A page's tree → its content, and what it says of its title, language and direction."""

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from bs4.element import Tag

from citecheck.articles.mediawiki_html.page import Page, attribute, classes, names
from citecheck.articles.words import language_code

_CONTENT_IDS = ("mw-content-text", "bodyContent", "mw-content", "content")
_TITLE_CLASSES = frozenset(["firstHeading", "mw-page-title-main", "mw-first-heading", "page-header__title"])
_PART = re.compile(r"\s+[-–—|·:]\s+")
_WIKI_PATH = re.compile(r"/(?:wiki|w/index\.php\?title=)/?(?P<title>[^?#]+)|[?&]title=(?P<named>[^&#]+)")
_LONGEST_TITLE = 300


def content_of(page: Page) -> Tag:
    """The element that holds the article: the largest that MediaWiki's parser wrote, or else the next best."""
    written = [tag for tag in page.tags if "mw-parser-output" in classes(tag)]
    if written:
        return max(written, key=lambda tag: _size(page, tag))
    by_id = (page.target(name) for name in _CONTENT_IDS)
    named = next((tag for tag in by_id if tag is not None), None)
    found = named or next((tag for name in ("article", "main", "body") for tag in page.tags if tag.name == name), None)
    return found or page.soup


def _size(page: Page, tag: Tag) -> int:
    # An element without an end tag has its start tag's span, and no less content for that: the body, above all.
    start, end = page.span(tag) or (0, 0)
    return len(page.source) if tag.name == "body" else end - start


def language_of(page: Page, content: Tag) -> str | None:
    """The primary subtag of the language that the page says it is in."""
    for written in _languages(page, content):
        language = language_code(written) if written else None
        if language:
            return language
    return None


def _languages(page: Page, content: Tag) -> Iterator[str]:
    yield from (attribute(tag, "lang") for tag in (content, *content.parents))
    for tag in page.tags:
        is_said = (
            attribute(tag, "http-equiv").lower() == "content-language" or attribute(tag, "property") == "og:locale"
        )
        if tag.name == "meta" and is_said:
            yield attribute(tag, "content")
    for address in _addresses(page):
        labels = (urlsplit(address).hostname or "").split(".")
        if len(labels) > 2 and 2 <= len(labels[0]) <= 3 and labels[0] != "www":
            yield labels[0]


def direction_of(content: Tag) -> str | None:
    """``ltr`` or ``rtl``, as the page says."""
    for tag in (content, *content.parents):
        written = attribute(tag, "dir").lower()
        if written in ("ltr", "rtl"):
            return written
        for direction in ("ltr", "rtl"):
            if f"mw-content-{direction}" in classes(tag):
                return direction
    return None


def title_of(page: Page) -> str | None:
    """What the page calls its article: by its heading, else by what its head says, else by its address."""
    for tag in page.tags:
        if attribute(tag, "id") == "firstHeading" or not _TITLE_CLASSES.isdisjoint(classes(tag)):
            return _titled(page.words(tag))
    found = next((tag for tag in page.tags if tag.name == "meta" and attribute(tag, "property") == "og:title"), None)
    title = next((tag for tag in page.tags if tag.name == "title"), None)
    said = attribute(found, "content") if found else page.words(title) if title else ""
    return _without_site(_titled(said) or "") or _title_in_address(page)


def _titled(text: str) -> str | None:
    return " ".join(text.split())[:_LONGEST_TITLE] or None


def _without_site(title: str) -> str | None:
    """``Port Amber`` of ``Port Amber - Wikipedia, the free encyclopedia``."""
    parts = list(_PART.finditer(title))
    for part in parts:
        rest = title[part.end() :].casefold()
        if part.start() and any(name in rest for name in names("site_names")):
            return title[: part.start()]
    return title or None


def _title_in_address(page: Page) -> str | None:
    for address in _addresses(page):
        found = _WIKI_PATH.search(address)
        if found:
            return _titled(unquote(found["title"] or found["named"]).replace("_", " "))
    return None


def _addresses(page: Page) -> Iterator[str]:
    """The page's own addresses, as it says them."""
    for tag in page.tags:
        if tag.name == "link" and attribute(tag, "rel") in ("dc:isVersionOf", "canonical"):
            yield attribute(tag, "href")
        elif tag.name == "meta" and attribute(tag, "property") == "og:url":
            yield attribute(tag, "content")
