"""An outline → which of its lines are the main article.

The region is chosen top-down by where the running text is; names of classes and identifiers are weak evidence
and never decide alone.
"""

import re
from collections.abc import Sequence

from citecheck.documents.outline import Line, Outline, Region

_ASIDE_TAGS = frozenset((
    "nav", "aside", "footer", "form", "dialog", "menu", "dir", "button", "label", "noscript", "search",
    "fieldset", "select",
))  # fmt: skip
_ASIDE_ROLES = re.compile(r"\b(?:navigation|complementary|contentinfo|banner|search|dialog|alertdialog|menu|menubar)\b")
_FEWEST = 60
_MOST_LINKED = 0.35
_KEEP = 0.75
_WIDE = "\u2e80"


def main_lines(page: Outline) -> list[bool]:
    """For every line, whether it belongs to the main article."""
    aside = _inherit([_is_aside(region) for region in page.regions], page.regions)
    weights = [_weight(line, aside[line.region]) for line in page.lines]
    inside = _inside(page.regions, _heaviest(page, weights))
    return [
        inside[line.region] and not aside[line.region] and line.linked <= 0.6 * len(line.text) for line in page.lines
    ]


def _is_aside(region: Region) -> bool:
    return region.hidden or region.tag in _ASIDE_TAGS or _ASIDE_ROLES.search(region.names) is not None


def _inherit(flags: list[bool], regions: Sequence[Region]) -> list[bool]:
    for index, region in enumerate(regions):
        flags[index] = flags[index] or (region.parent >= 0 and flags[region.parent])
    return flags


def _weight(line: Line, aside: bool) -> int:
    length = len(line.text) + 2 * sum(map(_WIDE.__le__, line.text))
    return 0 if aside or length < _FEWEST or line.linked > _MOST_LINKED * len(line.text) else length


def _heaviest(page: Outline, weights: Sequence[int]) -> int:
    totals = [0] * len(page.regions)
    for line, weight in zip(page.lines, weights, strict=True):
        totals[line.region] += weight
    best = [-1] * len(page.regions)
    for index in range(len(page.regions) - 1, 0, -1):
        parent = page.regions[index].parent
        totals[parent] += totals[index]
        if best[parent] < 0 or totals[index] >= totals[best[parent]]:
            best[parent] = index
    current = 0
    while best[current] >= 0 and totals[best[current]] >= _KEEP * totals[current] > 0:
        current = best[current]
    return current


def _inside(regions: Sequence[Region], chosen: int) -> list[bool]:
    return _inherit([index == chosen for index in range(len(regions))], regions)
