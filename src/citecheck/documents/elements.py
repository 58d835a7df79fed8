"""How HTML elements lay out their text (HTML Living Standard §15.3, Rendering: flow content)."""

import re

BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2", "h3", "h4",
    "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "noscript", "ol",
    "optgroup", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul", "button", "label",
))  # fmt: skip
"""Elements that begin and end a line."""

CELLS = frozenset(("td", "th"))

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

UNREAD = frozenset((
    "script", "style", "template", "noframes", "iframe", "object", "embed", "applet", "canvas", "svg",
    "datalist", "noembed", "option", "audio", "video", "map", "rp", "rt", "select", "textarea", "title",
))  # fmt: skip
"""Elements whose content is not running text of the page."""

HIDING_STYLE = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
"""An inline style that hides its element."""
