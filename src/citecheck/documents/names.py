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
    """Patterns for what stands beside an article, that or furniture, its body and its standfirst; reference headings.

    The patterns match after a space, hyphen or underscore, so a name is searched with a space before it.
    """

    beside: re.Pattern[str]
    beside_or_furniture: re.Pattern[str]
    body: re.Pattern[str]
    standfirst: re.Pattern[str]
    reference_headings: frozenset[str]

    def told_by(self, name: str) -> Told | None:
        """What a region's names tell of it; a body's name goes before all others."""
        parted = f" {name}"
        if not self.beside_or_furniture.search(parted) or self.body.search(parted):
            return None
        return Told.BESIDE if self.beside.search(parted) else Told.FURNITURE

    def is_standfirst(self, name: str) -> bool:
        """Whether a region's names call it a standfirst."""
        return self.standfirst.search(f" {name}") is not None


@cache
def names() -> Names:
    """The names in ``data/regions.json``."""
    listed = json.loads(files("citecheck.documents").joinpath("data/regions.json").read_text(encoding="utf-8"))
    return Names(
        beside=_pattern(listed["beside"]),
        beside_or_furniture=_pattern(listed["beside"] + listed["furniture"]),
        body=_pattern(listed["body"]),
        standfirst=_pattern(listed["standfirst"]),
        reference_headings=frozenset(listed["reference_headings"]),
    )


def _pattern(words: list[str]) -> re.Pattern[str]:
    """Any of the words as a whole part of a name, after what parts it from the one before: space, hyphen, underscore.

    Words are grouped by their first letter, so that one look at a part rules out nearly all of them.
    """
    rests: dict[str, list[str]] = {}
    for word in words:
        rests.setdefault(word[0], []).append(word[1:].replace("*", r"\w*").replace("-", "[_-]?"))
    parts = "|".join(f"{letter}(?:{'|'.join(group)})" for letter, group in rests.items())
    return re.compile(rf"[\s_-](?:{parts})(?![^\s_-])")
