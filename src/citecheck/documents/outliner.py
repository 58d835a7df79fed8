"""A page's tags and texts → its outline, laid out as a browser would."""

import re
from collections.abc import Callable
from operator import length_hint
from typing import ClassVar

from citecheck.documents.elements import BLOCKS, CELLS, HEADINGS, HIDING_STYLE, UNREAD
from citecheck.documents.json_ld import things_in
from citecheck.documents.markup import EMPTY, Markup, attributes_of, read_markup, resolved, value_of
from citecheck.documents.outline import Lines, Moment, Outline, Regions, clean

_ORNAMENT = 2  # an alternative text this short stands for a picture used as a letter, so it stays inside its line
_LONGEST_CREDIT = 50  # tags that an author's name is looked for in
_DECLARING = ("name", "property", "itemprop", "http-equiv")
_NAMED = re.compile(r'(?<!\S)(?:id|class|itemprop)="([^"]*)"|="[^"]*"')
"""The values of some attributes; an empty string for each of the others, whose values may look like attributes."""

Step = Callable[["_Outliner", str, str, str], str]


def outline(markup: bytes) -> Outline:
    """The outline of a page in UTF-8."""
    return outline_of(read_markup(markup))


def outline_of(markup: Markup) -> Outline:
    """The outline of a page in the one notation."""
    page = _Outliner(markup.tags).read()
    page.things = things_in(markup.blocks)
    return page


def names_in(written: str) -> str:
    """The identifier, classes and itemprop among an element's attributes, in lower case."""
    return resolved(" ".join(filter(None, _NAMED.findall(written)))).lower()


def is_hidden(written: str) -> bool:
    """Whether an element with these attributes asks not to be shown."""
    if "hidden=" in written and ' hidden="' in f" {written}" and "hidden" in attributes_of(written):
        return True
    return "style=" in written and HIDING_STYLE.search(value_of(written, "style")) is not None


def _is_noted(written: str) -> bool:
    return "author" in written or 'itemprop="date' in written


class _Outliner:
    """Reads one page, once. A *step* is what a tag calls for; it returns the text to go on with after the tag."""

    def __init__(self, tags: list[str]) -> None:
        self._tags = tags
        self._ahead = iter(tags)
        self._page = Outline()
        self._regions = Regions([-1], ["html"], [""])
        self._lines = Lines()
        self._region = 0
        self._rows = [0]  # the regions of the table rows around
        self._words: list[str] = []
        self._links = 0  # how many are open
        self._linked = 0  # characters of link text in the line
        self._after_link = False
        self._pictures: list[str] = []
        self._separator = "\n"
        self._lines_in_cell = 0
        self._latest_row = 0

    def read(self) -> Outline:
        """The outline."""
        words, steps, inline = self._words, self._steps, _Outliner._inline
        for tag_and_text in self._ahead:
            written, _, text = tag_and_text.partition(">")
            step = steps.get(written)  # most tags have no attributes
            if step is not None:
                text = step(self, written, "", text)
            elif " " in written or "-" in written:
                tag, _, attributes = written.partition(" ")
                text = steps.get(tag, inline)(self, tag, attributes, text)
            if text and (words or not text.isspace()):
                if "&" in text:
                    text = resolved(text)
                if self._links:
                    if self._after_link:
                        words.append(" ")  # links that touch are no one word
                    self._linked += len(text)
                self._after_link = False
                words.append(text)
        self._break_line()
        self._page.regions = self._regions
        self._page.lines = self._lines
        return self._page

    def _html(self, _tag: str, written: str, text: str) -> str:
        attributes = attributes_of(written)
        self._page.language = attributes.get("lang") or attributes.get("xml:lang") or ""
        return text

    def _block(self, tag: str, written: str, text: str) -> str:
        if self._words or self._pictures:
            self._break_line()
        self._region = self._regions.add(self._region, tag, written)
        return text

    def _begin_row(self, tag: str, written: str, text: str) -> str:
        self._block(tag, written, text)
        self._rows.append(self._region)
        self._latest_row = self._region
        self._separator, self._lines_in_cell = "\n", 0
        return text

    def _end_row(self, tag: str, written: str, text: str) -> str:
        text = self._end_block(tag, written, text)
        if len(self._rows) > 1:
            self._rows.pop()
        return text

    def _begin_cell(self, tag: str, written: str, text: str) -> str:
        self._block(tag, written, text)
        # A cell of several lines is a layout table's, and its last line does not belong to the next cell's first.
        if self._lines_in_cell:
            self._separator = "\t" if self._lines_in_cell == 1 else "\n"
        self._lines_in_cell = 0
        return text

    def _end_block(self, _tag: str, _written: str, text: str) -> str:
        if self._words or self._pictures:
            self._break_line()
        if self._region:
            self._region = self._regions.parents[self._region]
        return text

    def _end_line(self, _tag: str, _written: str, text: str) -> str:
        self._break_line()
        return text

    def _break(self, _tag: str, _written: str, text: str) -> str:
        if self._regions.tags[self._region] in HEADINGS:
            self._words.append(" ")
        else:
            self._break_line()
        return text

    def _inline(self, tag: str, written: str, text: str) -> str:
        if "-" in tag:
            self._words.append(" ")  # a browser may draw anything for an element of the page's own making
        if _is_noted(written):
            self._note(tag, written)
        return self._pass_over(tag, written, text) if is_hidden(written) else text

    def _link(self, tag: str, written: str, text: str) -> str:
        if is_hidden(written):
            return self._pass_over(tag, written, text)
        self._links += 1
        if _is_noted(written):
            self._note(tag, written)
        return text

    def _end_link(self, _tag: str, _written: str, text: str) -> str:
        self._links -= 1
        self._after_link = True
        return text

    def _time(self, tag: str, written: str, text: str) -> str:
        if is_hidden(written):
            return self._pass_over(tag, written, text)
        self._note(tag, written)
        return text

    def _note(self, tag: str, written: str) -> None:
        """Put down a moment, and an author's name."""
        attributes = attributes_of(written)
        item = attributes.get("itemprop", "")
        if tag == "time" or item.startswith("date"):
            stamp = attributes.get("datetime") or attributes.get("content") or ""
            self._page.moments.append(Moment(stamp, names_in(written), len(self._lines.texts)))
        if "author" in item or "author" in attributes.get("rel", ""):
            credit = "" if tag in EMPTY else self._inner_text(tag)
            if credit:
                self._page.credits.append(credit)

    def _inner_text(self, tag: str) -> str:
        here = len(self._tags) - length_hint(self._ahead) - 1
        texts: list[str] = []
        depth = 0
        for tag_and_text in self._tags[here : here + _LONGEST_CREDIT]:
            written, _, text = tag_and_text.partition(">")
            name = written.partition(" ")[0]
            depth += (name == tag) - (name == f"/{tag}")
            if depth == 0:
                break
            texts.append(resolved(text))
        return clean("".join(texts))

    def _picture(self, tag: str, written: str, text: str) -> str:
        if is_hidden(written):
            return text
        alternative = value_of(written, "alt") if 'alt="' in written else ""
        if 0 < len(alternative) <= _ORNAMENT:
            self._words.append(alternative)
        elif alternative and self._regions.tags[self._region] != "noscript":
            self._pictures.append(alternative)
        if _is_noted(written):
            self._note(tag, written)
        return text

    def _meta(self, tag: str, written: str, text: str) -> str:
        attributes = attributes_of(written)
        if content := attributes.get("content"):
            for attribute in _DECLARING:
                if name := attributes.get(attribute):
                    self._page.metas.setdefault(name.lower(), []).append(content)
        if _is_noted(written):
            self._note(tag, written)
        return text

    def _title(self, _tag: str, _written: str, text: str) -> str:
        self._page.title = self._page.title or clean(resolved(text))
        return ""

    def _pass_over(self, tag: str, _written: str, text: str) -> str:
        """Leave out an element and all inside it; the text after it."""
        if tag in EMPTY:
            return text
        end, depth = f"/{tag}", 1
        for tag_and_text in self._ahead:
            written, _, text = tag_and_text.partition(">")
            name = written.partition(" ")[0]
            depth += (name == tag) - (name == end)
            if depth == 0:
                return text
        return ""

    def _break_line(self) -> None:
        """End the line."""
        if self._words:
            text = clean("".join(self._words))
            if text:
                self._add_line(text, self._region, self._linked and min(self._linked, len(text)))
            self._words.clear()
            self._linked = 0
        if self._pictures:
            self._add_pictures()

    def _add_pictures(self) -> None:
        for alternative in self._pictures:
            if text := clean(alternative):
                self._add_line(text, self._regions.add(self._region, "img", ""), 0)
        self._pictures.clear()

    def _add_line(self, text: str, region: int, linked: int) -> None:
        lines = self._lines
        lines.texts.append(text)
        lines.regions.append(region)
        lines.linked.append(linked)
        lines.separators.append(self._separator if self._rows[-1] == self._latest_row else "\n")
        self._separator = "\n"
        self._lines_in_cell += 1

    _steps: ClassVar[dict[str, Step]] = {
        **dict.fromkeys(UNREAD, _pass_over),
        **dict.fromkeys(BLOCKS, _block),
        **dict.fromkeys((f"/{tag}" for tag in BLOCKS), _end_block),
        **dict.fromkeys(CELLS, _begin_cell),
        "tr": _begin_row,
        "/tr": _end_row,
        "html": _html,
        "/html": _end_line,
        "hr": _end_line,
        "br": _break,
        "a": _link,
        "/a": _end_link,
        "time": _time,
        "img": _picture,
        "meta": _meta,
        "title": _title,
    }
    """What to do at each tag; any other is inline and matters only for its attributes."""
