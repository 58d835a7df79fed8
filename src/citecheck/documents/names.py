"""The names that page authors give to the parts of a page, as patterns over identifiers and classes."""

import json
import re
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib.resources import files


class Told(Enum):
    """What a region is by its name: beside an article, or a piece of furniture in or around it."""

    BESIDE = "beside"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Names:
    """Patterns for what stands beside an article, its furniture, its body and its standfirst; reference headings."""

    beside: re.Pattern[str]
    furniture: re.Pattern[str]
    body: re.Pattern[str]
    standfirst: re.Pattern[str]
    reference_headings: frozenset[str]

    def told_by(self, name: str) -> Told | None:
        """What a region's names tell of it; a body's name goes before all others."""
        if self.body.search(name):
            return None
        if self.beside.search(name):
            return Told.BESIDE
        return Told.FURNITURE if self.furniture.search(name) else None


@cache
def names() -> Names:
    """The names in ``data/regions.json``."""
    listed = json.loads(files("citecheck.documents").joinpath("data/regions.json").read_text(encoding="utf-8"))
    patterns = {kind: _pattern(words) for kind, words in listed.items() if kind != "reference_headings"}
    return Names(**patterns, reference_headings=frozenset(listed["reference_headings"]))


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Any of the words as a whole part of a name; parts are set off by spaces, hyphens and underscores."""
    parts = "|".join(word.replace("*", r"\w*").replace("-", "[_-]?") for word in words)
    return re.compile(rf"(?:^|[\s_-])(?:{parts})(?=$|[\s_-])")
