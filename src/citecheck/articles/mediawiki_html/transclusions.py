"""What Parsoid keeps of templates in ``data-mw`` → the works that they cite, read as wikitext is.

The form of ``data-mw`` is that of the MediaWiki DOM specification, version 2, "Transclusions".
"""

import json
from collections.abc import Mapping
from typing import Any

from bs4.element import Tag

from citecheck.articles.mediawiki_html.page import attribute
from citecheck.articles.wikitext.footnotes import Content
from citecheck.articles.wikitext.markup import parse
from citecheck.articles.wikitext.rendering import Renderer
from citecheck.articles.wikitext.works import WorkReader
from citecheck.articles.work import Work

_LONGEST = 100_000


def wikitext_of(tag: Tag) -> str | None:
    """The templates that an element was made from, as wikitext; ``None`` for one that was made from none."""
    if "mw:Transclusion" not in attribute(tag, "typeof"):
        return None
    written = attribute(tag, "data-mw")
    try:
        data: Any = json.loads(written) if len(written) <= _LONGEST else None
    except (ValueError, RecursionError):
        return None
    parts = data.get("parts") if isinstance(data, dict) else None
    return "".join(map(_written, parts)) if isinstance(parts, list) else None


def _written(part: object) -> str:
    template = part.get("template") if isinstance(part, dict) else None
    if not isinstance(template, dict):
        return part if isinstance(part, str) else ""
    parameters = template.get("params")
    named = parameters.items() if isinstance(parameters, dict) else ()
    values = "".join(f"|{name}={_wikitext(value)}" for name, value in named)
    return f"{{{{{_wikitext(template.get('target'))}{values}}}}}"


def _wikitext(value: object) -> str:
    written = value.get("wt") if isinstance(value, Mapping) else None
    return written if isinstance(written, str) else ""


def works_in_wikitext(wikitext: str) -> list[Work]:
    """The works that templates cite, with what other templates behind them say of an archive copy or a dead link."""
    markup = parse(wikitext)
    content = Content(0, len(wikitext), markup.nodes)
    return WorkReader(markup, Renderer(markup, {})).cited(content)
