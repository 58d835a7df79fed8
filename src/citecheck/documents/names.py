"""The names that page authors give to the parts of a page, as patterns over identifiers and classes."""

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Names:
    """Patterns for what stands beside an article, its furniture, its body and its standfirst; reference headings."""

    beside: re.Pattern[str]
    furniture: re.Pattern[str]
    body: re.Pattern[str]
    standfirst: re.Pattern[str]
    reference_headings: frozenset[str]


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
