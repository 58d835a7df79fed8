"""An outline → the zone of each of its lines: head, main article, or what stands beside it.

Running text decides: where most of it is gathered, there is the article. The names of elements only mark off what
lies beside it, and never a region that holds the bulk of the page's running text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, count

from citecheck.documents.markup import value_of
from citecheck.documents.names import Told, names
from citecheck.documents.outline import Outline, Regions
from citecheck.documents.outliner import is_hidden, names_in
from citecheck.documents.signs import plain
from citecheck.model import ZoneKind

_ASIDE_TAGS = frozenset((
    "nav", "aside", "footer", "form", "dialog", "menu", "dir", "button", "label", "noscript", "search", "fieldset",
    "img", "address", "figcaption",
))  # fmt: skip
_ASIDE_ROLES = frozenset((
    "navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alertdialog", "menu", "menubar",
    "toolbar", "note", "form",
))  # fmt: skip
_HEADLINES = ("h1", "h2", "h3")
_HEADINGS = frozenset((*_HEADLINES, "h4"))

# The numbers below were chosen on real news pages (benchmarks/documents.py); moving any of them by a tenth moves the
# accuracy by less than a point.
_RUNNING = 60  # characters from which a line is running text; an ideograph counts as three
_MOST_LINKED = 0.35  # more link text than this is a list of links
_LINKS_ONLY = 0.6
_BULK = 0.4  # a region with more of the page's running text is no aside, whatever its tag
_BULK_OF_NAMED = 0.7  # … and whatever its name
_MOSTLY = 0.5
_GATHERING = 1.75  # above 1, so that one long text outweighs many teasers of the same length
_SHARE_OF_CHILD = 0.8  # the article is in the child that gathers so much of its parent's running text
_SHORTEST_HEADLINE = 15
_IDEOGRAPH = re.compile("[\u2e80-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Zoning:
    """For every line its zone, ``None`` where a reader does not see it, and the line with the headline or -1."""

    kinds: list[ZoneKind | None]
    headline: int


def zoning_of(page: Outline) -> Zoning:
    """Part the lines of a page into zones."""
    lengths = list(map(len, page.lines.texts))
    weights = _weights(page.lines.texts, lengths, page.lines.linked)
    unseen, aside = _set_off(page.regions, _by_region(page, weights), _by_region(page, lengths))
    weights = [0 if aside[region] else weight for region, weight in zip(page.lines.regions, weights, strict=True)]
    headings = _headings(page)
    headline = _headline(page, headings, weights)
    main = _main(page, weights, _links_only(page, lengths), aside, headline)
    for start, end in _references(page, headings):
        main[start:end] = [False] * (end - start)
    return Zoning(_kinds(page, main, unseen, headline), headline)


def _kinds(page: Outline, main: Sequence[bool], unseen: Sequence[bool], headline: int) -> list[ZoneKind | None]:
    regions, tags, attributes = page.lines.regions, page.regions.tags, page.regions.attributes
    head, article, other = ZoneKind.HEAD, ZoneKind.MAIN, ZoneKind.OTHER  # an enum's members take time to look up
    kinds = [
        None if unseen[region] else head if tags[region] == "h1" else article if inside else other
        for region, inside in zip(regions, main, strict=True)
    ]
    for index in range(headline + 1, min(_first(main) + 1, len(kinds))):
        if kinds[index] and names().is_standfirst(names_in(attributes[regions[index]])):
            kinds[index] = head
    return kinds


def _first(flags: Sequence[bool]) -> int:
    return flags.index(True) if True in flags else len(flags)


def _weights(texts: Sequence[str], lengths: Sequence[int], linked: Sequence[int]) -> list[float]:
    """The length of each line of running text, 0 for any other line."""
    wide = lengths
    if _IDEOGRAPH.search("".join([text for text in texts if not text.isascii()])):
        wide = [len(text) + 2 * len(_IDEOGRAPH.findall(text)) for text in texts]
    columns = zip(wide, lengths, linked, strict=True)
    return [0 if weight < _RUNNING or links > _MOST_LINKED * length else weight for weight, length, links in columns]


def _set_off(regions: Regions, running: Sequence[float], lengths: Sequence[float]) -> tuple[list[bool], list[bool]]:
    """For every region whether it, or one around it, is hidden, and whether it stands beside the article.

    Scripts reveal what holds the bulk of a page, so that is not hidden. What holds no text is not asked.
    """
    bulk, bulk_of_named = _BULK * running[0], _BULK_OF_NAMED * running[0]
    told = cache(lambda attributes: names().told_by(names_in(attributes)))  # many elements are written alike
    unseen: list[bool] = []
    aside: list[bool] = []
    columns = zip(regions.parents, regions.tags, regions.attributes, running, lengths, strict=True)
    for parent, tag, attributes, total, length in columns:
        hidden = beside = False
        if length and parent >= 0:
            hidden, beside = unseen[parent], aside[parent]
            if total <= bulk:
                hidden = hidden or (attributes != "" and is_hidden(attributes))
                beside = beside or hidden or _is_marked_off(tag, attributes)
            if attributes and not beside and total <= bulk_of_named and (name := told(attributes)):
                beside = name is Told.BESIDE or total <= min(bulk, _MOSTLY * length)
        unseen.append(hidden)
        aside.append(beside)
    return unseen, aside


def _is_marked_off(tag: str, attributes: str) -> bool:
    if tag in _ASIDE_TAGS:
        return True
    return "role=" in attributes and value_of(attributes, "role").lower() in _ASIDE_ROLES


def _headings(page: Outline) -> list[tuple[int, str]]:
    """The lines that are headings, down to the fourth rank, each with its tag."""
    tags = map(page.regions.tags.__getitem__, page.lines.regions)
    return [(index, tag) for index, tag in enumerate(tags) if tag in _HEADINGS]


def _headline(page: Outline, headings: Sequence[tuple[int, str]], weights: Sequence[float]) -> int:
    """The index of the line with the article's headline, -1 where none stands before the running text."""
    top = [index for index, tag in headings if tag == "h1"]
    lines = (index for index, tag in headings if tag in _HEADLINES)
    titled = (index for index in lines if _repeats(page.lines.texts[index], page.title))
    found = next(titled, top[0] if len(top) == 1 else -1)
    before = sum(weights[: max(found, 0)])
    return found if sum(weights[max(found, 0) :]) > _BULK * before else -1


def _repeats(heading: str, title: str) -> bool:
    return len(heading) >= _SHORTEST_HEADLINE and heading in title


def _main(
    page: Outline, weights: Sequence[float], links: Sequence[bool], aside: Sequence[bool], headline: int
) -> list[bool]:
    direct = _direct(page, weights)
    container = _container(page.regions, _summed(page.regions, [weight and weight**_GATHERING for weight in direct]))
    start, end = _extent(page.regions, container)
    kept = [
        start <= region < end and not aside[region] and not linked
        for region, linked in zip(page.lines.regions, links, strict=True)
    ]
    kept[: headline + 1] = [False] * (headline + 1)
    return _trimmed(page, kept, weights, direct)


def _links_only(page: Outline, lengths: Sequence[int]) -> list[bool]:
    """Whether a line is little but links; the cells of a row are judged together."""
    linked = page.lines.linked
    flags = [links > _LINKS_ONLY * length for links, length in zip(linked, lengths, strict=True)]
    for start, end in _rows(page.lines.separators):
        flags[start:end] = [sum(linked[start:end]) > _LINKS_ONLY * sum(lengths[start:end])] * (end - start)
    return flags


def _rows(separators: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The half-open ranges of lines that are the cells of one row, where there is more than one."""
    start = 0
    for tab in compress(count(), map("\t".__eq__, separators)):
        if tab < start:
            continue
        start = tab
        while start < len(separators) and separators[start] == "\t":
            start += 1
        yield tab - 1, start


def _direct(page: Outline, weights: Sequence[float]) -> list[float]:
    """For every region the running text of its own paragraphs: loose lines, and children that hold a single line."""
    lines = Counter(page.lines.regions)
    direct = [0.0] * len(page.regions.tags)
    for region, weight in zip(page.lines.regions, weights, strict=True):
        if weight:
            direct[region if lines[region] > 1 else max(page.regions.parents[region], 0)] += weight
    return direct


def _container(regions: Regions, gathered: Sequence[float]) -> int:
    """The innermost region that gathers nearly all there is, going down from the root."""
    heaviest = [-1] * len(gathered)
    for index in range(len(gathered) - 1, 0, -1):
        if gathered[index]:
            parent = regions.parents[index]
            if heaviest[parent] < 0 or gathered[index] >= gathered[heaviest[parent]]:
                heaviest[parent] = index
    current = 0
    while (child := heaviest[current]) >= 0 and gathered[child] >= _SHARE_OF_CHILD * gathered[current] > 0:
        current = child
    return current


def _trimmed(page: Outline, kept: Sequence[bool], weights: Sequence[float], direct: Sequence[float]) -> list[bool]:
    """Drop short lines before the first and after the last running text, but for the body's own (tables, lists)."""
    running = [index for index, weight in enumerate(weights) if weight and kept[index]]
    if not running:
        return list(kept)
    first, last = running[0], running[-1]
    start, end = _extent(page.regions, max(range(len(direct)), key=direct.__getitem__))
    return [
        keep and (first <= index <= last or start <= region < end)
        for index, (keep, region) in enumerate(zip(kept, page.lines.regions, strict=True))
    ]


def _references(page: Outline, headings: Iterable[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """The lines under headings such as "References": the page's own sources, which are not what the page says."""
    level, start = "", 0
    for index, tag in headings:
        if not level or tag <= level:
            if level:
                yield start, index
            level = tag if tag != "h1" and _is_reference_heading(page.lines.texts[index]) else ""
            start = index
    if level:
        yield start, len(page.lines.texts)


def _is_reference_heading(text: str) -> bool:
    return plain(text.partition("[")[0]).rstrip(":") in names().reference_headings


def _by_region(page: Outline, values: Sequence[float]) -> list[float]:
    """Sum a value of each line over every region it lies in."""
    own = [0.0] * len(page.regions.tags)
    for region, value in zip(page.lines.regions, values, strict=True):
        own[region] += value
    return _summed(page.regions, own)


def _summed(regions: Regions, own: Sequence[float]) -> list[float]:
    """Add each region's value to all regions around it; parents stand before their children."""
    totals = list(own)
    parents = regions.parents
    for index in range(len(totals) - 1, 0, -1):
        if total := totals[index]:
            totals[parents[index]] += total
    return totals


def _extent(regions: Regions, chosen: int) -> tuple[int, int]:
    """The half-open range of the regions inside one, itself included."""
    start = chosen + 1
    outside = map(chosen.__gt__, regions.parents[start:])
    return chosen, start + next(compress(count(), outside), len(regions.parents) - start)
