"""An outline → the zone of each of its lines: head, main article, or what stands beside it.

Running text decides: where most of it is gathered, there is the article. The names of elements only mark off what
lies beside it, and never a region that holds the bulk of the page's running text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from citecheck.documents.names import Told, names
from citecheck.documents.outline import Line, Outline, Region
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

    kinds: tuple[ZoneKind | None, ...]
    headline: int


def zoning_of(page: Outline) -> Zoning:
    """Part the lines of a page into zones."""
    weights = [_weight(line) for line in page.lines]
    running = _by_region(page, weights)
    unseen = _unseen(page, running)
    aside = _asides(page, running)
    weights = [0 if aside[line.region] else weight for line, weight in zip(page.lines, weights, strict=True)]
    headline = _headline(page, weights)
    main = _main(page, weights, aside, headline)
    first = next((index for index, inside in enumerate(main) if inside), len(main))
    references = _references(page)
    kinds = (
        _zone(page, index, main=main[index] and not references[index], standfirst=headline < index <= first)
        if not unseen[line.region]
        else None
        for index, line in enumerate(page.lines)
    )
    return Zoning(tuple(kinds), headline)


def _zone(page: Outline, index: int, *, main: bool, standfirst: bool) -> ZoneKind:
    region = page.regions[page.lines[index].region]
    if region.tag == "h1" or (standfirst and names().standfirst.search(region.names)):
        return ZoneKind.HEAD
    return ZoneKind.MAIN if main else ZoneKind.OTHER


def _weight(line: Line) -> float:
    length = len(line.text) + (0 if line.text.isascii() else 2 * len(_IDEOGRAPH.findall(line.text)))
    return 0 if length < _RUNNING or line.linked > _MOST_LINKED * len(line.text) else length


def _unseen(page: Outline, running: Sequence[float]) -> list[bool]:
    """For every region whether readers see it; scripts reveal what holds the bulk of a page, so that is not hidden."""
    most = _BULK * running[0]
    return _inherit(
        [region.hidden and total <= most for region, total in zip(page.regions, running, strict=True)], page.regions
    )


def _asides(page: Outline, running: Sequence[float]) -> list[bool]:
    """For every region whether it, or one around it, stands beside the article."""
    everything = _by_region(page, [len(line.text) for line in page.lines])
    whole = running[0] or 1
    flags: list[bool] = []
    for region, total, text in zip(page.regions, running, everything, strict=True):
        inherited = region.parent >= 0 and flags[region.parent]
        flags.append(inherited or _is_aside(region, total / whole, mostly_running=total > _MOSTLY * text))
    return flags


def _is_aside(region: Region, share: float, *, mostly_running: bool) -> bool:
    if share <= _BULK and (region.hidden or region.tag in _ASIDE_TAGS or region.role in _ASIDE_ROLES):
        return True
    if not region.names or share > _BULK_OF_NAMED:
        return False
    told = names().told_by(region.names)
    return told is Told.BESIDE or (told is Told.FURNITURE and share <= _BULK and not mostly_running)


def _headline(page: Outline, weights: Sequence[float]) -> int:
    """The index of the line with the article's headline, -1 where none stands before the running text."""
    headings = [index for index, line in enumerate(page.lines) if page.regions[line.region].tag in _HEADLINES]
    top = [index for index in headings if page.regions[page.lines[index].region].tag == "h1"]
    titled = (index for index in headings if _repeats(page.lines[index].text, page.title))
    found = next(titled, top[0] if len(top) == 1 else -1)
    before = sum(weights[: max(found, 0)])
    return found if sum(weights[max(found, 0) :]) > _BULK * before else -1


def _repeats(heading: str, title: str) -> bool:
    return len(heading) >= _SHORTEST_HEADLINE and heading in title


def _main(page: Outline, weights: Sequence[float], aside: Sequence[bool], headline: int) -> list[bool]:
    direct = _direct(page, weights)
    container = _container(page, _summed(page, [weight**_GATHERING for weight in direct]))
    inside = _within(page.regions, container)
    links = _links_only(page)
    kept = [
        index > headline and inside[line.region] and not aside[line.region] and not links[index]
        for index, line in enumerate(page.lines)
    ]
    body = _within(page.regions, max(range(len(direct)), key=direct.__getitem__))
    return _trimmed(page, kept, weights, body)


def _links_only(page: Outline) -> list[bool]:
    """Whether a line is little but links; the cells of a row are judged together."""
    flags = [line.linked > _LINKS_ONLY * len(line.text) for line in page.lines]
    start = 0
    for end in range(1, len(flags) + 1):
        if end == len(flags) or page.lines[end].separator == "\n":
            if end - start > 1:
                flags[start:end] = [_is_links(page.lines[start:end])] * (end - start)
            start = end
    return flags


def _is_links(row: Sequence[Line]) -> bool:
    return sum(line.linked for line in row) > _LINKS_ONLY * sum(len(line.text) for line in row)


def _direct(page: Outline, weights: Sequence[float]) -> list[float]:
    """For every region the running text of its own paragraphs: loose lines, and children that hold a single line."""
    lines = [0] * len(page.regions)
    for line in page.lines:
        lines[line.region] += 1
    direct = [0.0] * len(page.regions)
    for line, weight in zip(page.lines, weights, strict=True):
        direct[line.region if lines[line.region] > 1 else max(page.regions[line.region].parent, 0)] += weight
    return direct


def _container(page: Outline, gathered: Sequence[float]) -> int:
    """The innermost region that gathers nearly all there is, going down from the root."""
    heaviest = [-1] * len(page.regions)
    for index in range(len(page.regions) - 1, 0, -1):
        parent = page.regions[index].parent
        if heaviest[parent] < 0 or gathered[index] >= gathered[heaviest[parent]]:
            heaviest[parent] = index
    current = 0
    while (child := heaviest[current]) >= 0 and gathered[child] >= _SHARE_OF_CHILD * gathered[current] > 0:
        current = child
    return current


def _trimmed(page: Outline, kept: Sequence[bool], weights: Sequence[float], body: Sequence[bool]) -> list[bool]:
    """Drop short lines before the first and after the last running text, but for the body's own (tables, lists)."""
    running = [index for index, (keep, weight) in enumerate(zip(kept, weights, strict=True)) if keep and weight]
    if not running:
        return list(kept)
    return [
        keep and (running[0] <= index <= running[-1] or body[line.region])
        for index, (keep, line) in enumerate(zip(kept, page.lines, strict=True))
    ]


def _references(page: Outline) -> list[bool]:
    """Lines under a heading such as "References": the page's own sources, which are not what the page says."""
    level, flags = "", []
    for line in page.lines:
        tag = page.regions[line.region].tag
        if tag in ("h1", "h2", "h3", "h4") and (not level or tag <= level):
            level = tag if tag != "h1" and _is_reference_heading(line.text) else ""
        flags.append(bool(level))
    return flags


def _is_reference_heading(text: str) -> bool:
    return plain(text.partition("[")[0]).rstrip(":") in names().reference_headings


def _by_region(page: Outline, values: Sequence[float]) -> list[float]:
    """Sum a value of each line over every region it lies in."""
    own = [0.0] * len(page.regions)
    for line, value in zip(page.lines, values, strict=True):
        own[line.region] += value
    return _summed(page, own)


def _summed(page: Outline, own: Sequence[float]) -> list[float]:
    """Add each region's value to all regions around it; parents stand before their children."""
    totals = list(own)
    for index in range(len(page.regions) - 1, 0, -1):
        totals[page.regions[index].parent] += totals[index]
    return totals


def _inherit(flags: list[bool], regions: Sequence[Region]) -> list[bool]:
    """Pass each region's flag on to all regions inside it."""
    for index, region in enumerate(regions):
        flags[index] = flags[index] or (region.parent >= 0 and flags[region.parent])
    return flags


def _within(regions: Sequence[Region], chosen: int) -> list[bool]:
    return _inherit([index == chosen for index in range(len(regions))], regions)
