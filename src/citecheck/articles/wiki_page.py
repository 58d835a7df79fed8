"""A Wikipedia title or address → where its wikitext is served, and what is served → an Article with its revision.

``wiki:fr:Combat d'Elakla``, ``https://fr.wikipedia.org/wiki/Combat_d%27Elakla`` and addresses with ``oldid`` or
``title`` and permanent links are understood, for every wiki of Wikimedia. The pages come from the MediaWiki REST API
(https://www.mediawiki.org/wiki/API:REST_API/Reference#Get_page_source).
"""

import json
import re
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

from citecheck.articles.formats import reader_for
from citecheck.errors import ArticleError
from citecheck.model import Article

_SHORT = re.compile(r"wiki:(?:(?P<language>[a-z][a-z-]{1,15}):)?(?P<title>[^\s].*)", re.DOTALL)
_HOSTS = re.compile(
    r"(?P<language>[a-z][a-z-]{1,15})\.(?:m\.)?"
    r"(?P<project>wikipedia|wikinews|wikivoyage|wikiversity|wikibooks|wikiquote|wiktionary)\.org"
)
_PATH = re.compile(r"/(?:wiki|(?:zh|sr|kk|ku|uz|iu|crh|tg|gan|shi)(?:-[a-z]+)?)/(?P<title>.+)", re.DOTALL)
"""Where a title stands in an address: behind ``wiki``, or behind the variant of a language with several scripts."""
_PERMANENT = re.compile(r"special:(?:permalink|permanentlink|redirect/revision|diff)/(?P<revision>\d+)", re.IGNORECASE)
_REVISIONS = ("oldid", "diff")
_REDIRECT = re.compile(r"\s*#[^\s\[\]#:]+\s*:?\s*\[\[(?P<title>[^\[\]|#\n]+)")
_DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class WikiPage:
    """A page of a wiki: its site (``fr.wikipedia.org``), language, title, and a revision where one is asked for."""

    name: str
    site: str
    language: str
    title: str
    revision: str | None = None

    def api_url(self, base: str) -> str:
        """Where the page's wikitext is served; ``base`` is the REST API's address, with ``{site}`` in it."""
        root = base.format(site=self.site).rstrip("/")
        if self.revision:
            return f"{root}/revision/{self.revision}"
        return f"{root}/page/{quote(self.title.replace(' ', '_'), safe='')}"


def wiki_page(name: str) -> WikiPage | None:
    """The page that a command-line argument names, or ``None`` where it names no page of a known wiki.

    Raises:
        ArticleError: It begins like one and names none, such as ``wiki:`` alone.
    """
    if name.startswith("wiki:"):
        match = _SHORT.fullmatch(name)
        if match is None:
            raise ArticleError(f"{name}: name a page, such as wiki:fr:Combat d'Elakla")
        language = match["language"] or _DEFAULT_LANGUAGE
        return WikiPage(name, f"{language}.wikipedia.org", language, match["title"].replace("_", " ").strip())
    return _from_url(name) if name.lower().startswith(("http://", "https://")) else None


def _from_url(url: str) -> WikiPage | None:
    try:
        parts = urlsplit(url)
        host = _HOSTS.fullmatch((parts.hostname or "").lower())
    except ValueError as error:
        raise ArticleError(f"{url}: not a web address ({error})") from error
    if host is None:
        return None
    query = parse_qs(parts.query)
    path = _PATH.match(parts.path)
    title = unquote(path["title"] if path else query.get("title", [""])[0]).replace("_", " ").strip()
    permanent = _PERMANENT.fullmatch(title)
    revision = permanent["revision"] if permanent else next((query[key][0] for key in _REVISIONS if key in query), None)
    if not (title or revision):
        raise ArticleError(f"{url}: this address names no page; name it by its title, such as wiki:fr:Combat d'Elakla")
    if revision and not revision.isdecimal():
        raise ArticleError(f"{url}: {revision!r} is no revision number")
    site = f"{host['language']}.{host['project']}.org"
    return WikiPage(url, site, host["language"], title, revision)


def read_wiki_page(page: WikiPage, served: str) -> Article:
    """The article in what the REST API served: its wikitext, its title and its revision.

    Raises:
        ArticleError: It is no answer of that API, or a page that is not wikitext.
    """
    try:
        answer: Any = json.loads(served)
        source, model = answer["source"], answer.get("content_model", "wikitext")
        title, revision = _title(answer), str(answer["id"] if page.revision else answer["latest"]["id"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArticleError(f"{page.name}: {page.site} did not answer with a page's source") from error
    if not isinstance(source, str) or model != "wikitext":
        raise ArticleError(f"{page.name}: a page of kind {model!r}, not wikitext")
    redirect = _REDIRECT.match(source)
    if redirect:
        raise ArticleError(f"{page.name}: a redirect; name the page that it leads to, {redirect['title'].strip()!r}")
    if not source.strip():
        raise ArticleError(f"{page.name}: the page is empty")
    article = reader_for(source, "page.wikitext", "wikitext")(source, page.name, page.language)
    return replace(article, title=title or page.title or article.title, revision=revision)


def _title(answer: dict[str, Any]) -> str | None:
    held = answer.get("page", answer)
    title = held.get("title") if isinstance(held, dict) else None
    return title if isinstance(title, str) else None
