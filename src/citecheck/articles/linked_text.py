"""Text with links in it, such as a footnote or an entry of a list of sources → the works that it cites."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from citecheck.articles.alignment import has_words
from citecheck.articles.archive_urls import is_archive_url
from citecheck.articles.citation_text import work_from_link, work_from_text
from citecheck.articles.work import Work

BARE_URL = re.compile(r"\bhttps?://[^\s<>\"\[\]{}|\\^`]*[^\s<>\"\[\]{}|\\^`.,;:!?)'*_~]", re.IGNORECASE)
"""A web address that stands in running text, without the punctuation behind it."""

_WEB = re.compile(r"(?:https?:)?//[^\s/]", re.IGNORECASE)
_QUOTE = re.compile(r"[\"“«„「『《]")


@dataclass(frozen=True, slots=True)
class Link:
    """A link on ``text[start:end]``; one without words, as a bare address has none, is empty (``start == end``)."""

    start: int
    end: int
    url: str

    def moved(self, by: int) -> "Link":
        """The same link in a text that has as many characters more before it."""
        return Link(self.start + by, self.end + by, self.url)


def web_address(href: str) -> str | None:
    """The absolute address behind a link that leads to the web; ``None`` for mail, anchors and files."""
    href = href.strip()
    if not _WEB.match(href):
        return None
    return f"https:{href}" if href.startswith("//") else href


def works_of(text: str, links: Sequence[Link]) -> list[Work]:
    """The works that a text cites: one for each link, or one for the whole text where it has none.

    A link into a web archive is the archive copy of the work before it. The words of a link are the work's title;
    around a bare address the text says what it is, as far as it has a known form.
    """
    works: list[Work] = []
    for index, link in enumerate(links):
        if works and is_archive_url(link.url):
            works[-1] = works[-1].with_archive(link.url, None)
            continue
        before = text[: link.start] if not works else ""
        until = links[index + 1].start if index + 1 < len(links) else len(text)
        works.append(_linked(before, text[link.start : link.end], text[link.end : until], link.url))
    return works or [replace(work_from_text(text), fields={"text": " ".join(text.split())})]


def _linked(before: str, label: str, after: str, url: str) -> Work:
    if not has_words(label) or _WEB.match(label.strip()):
        text = f"{before} {after}"
        work = work_from_text(text)
        # Without quotation marks the text around a bare address is as likely a remark as a title.
        work = replace(work, url=url, title=work.title if _QUOTE.search(text) else None)
    elif _QUOTE.search(before) and not _QUOTE.search(label):
        work = replace(work_from_text(f"{before}{label}{after}"), url=url)
    else:
        work = work_from_link(before, label, after, url)
    return replace(work, fields={**work.fields, "text": " ".join(f"{before}{label}{after}".split()), "url": url})
