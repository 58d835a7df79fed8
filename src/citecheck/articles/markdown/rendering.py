"""The inline tokens of a Markdown block → text, links and markers."""

import re
from html import unescape

from markdown_it.token import Token

from citecheck.articles.link_writer import LinkWriter, Target
from citecheck.articles.linked_text import web_address
from citecheck.articles.markdown.parsing import Inline

_ANCHOR = re.compile(r"<a\s[^>]*?\bhref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_BREAK = re.compile(r"<br\b", re.IGNORECASE)


def render(inline: Inline, writer: LinkWriter) -> LinkWriter:
    """Write a block's text."""
    for token in inline.tokens:
        _write(token, inline, writer)
    writer.abandon_links()
    return writer


def plain(inline: Inline) -> LinkWriter:
    """A block's text and links, without markers."""
    return render(inline, LinkWriter())


def footnote_key(token: Token) -> str:
    """What tells a footnote's token from those of others: its label, or the number that an inline one has."""
    label = token.meta.get("label")
    return f"^{token.meta.get('id')}" if label is None else str(label)


def _write(token: Token, inline: Inline, writer: LinkWriter) -> None:
    start, end = inline.span_of(token)
    match token.type:
        case "text":
            writer.copy(token.content, start, end, is_exact=inline.whole is None)
        case "text_special" | "code_inline":
            writer.write(token.content.replace("\n", " "), start, end)
        case "softbreak" | "hardbreak":
            writer.write(" ", start, end)
        case "link_open":
            writer.open_link(_target(token), start, is_address=token.markup == "autolink")
        case "link_close":
            writer.close_link(end)
        case "image":
            writer.image()
        case "html_inline":
            _html(token.content, start, end, writer)
        case "footnote_ref":
            writer.note(footnote_key(token), (start, end))


def _target(token: Token) -> Target:
    title, label = token.attrs.get("title"), token.meta.get("label")
    return Target(web_address(str(token.attrs.get("href", ""))), str(title) if title else None, label)


def _html(tag: str, start: int, end: int, writer: LinkWriter) -> None:
    anchor = _ANCHOR.match(tag)
    if anchor:
        writer.open_link(Target(web_address(unescape(anchor[1] or anchor[2] or anchor[3] or ""))), start)
    elif tag.lower().startswith("</a"):
        writer.close_link(end)
    elif _BREAK.match(tag):
        writer.write(" ", start, end)
