"""An acronym → where a text in another script spells it out by the names of its letters: CNN is سي إن إن, Си-эн-эн."""

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from citecheck.facts.gazetteer import is_acronym
from citecheck.language.aligned import aligned
from citecheck.language.alternation import alternation

_SHORTEST = 3
"""Two letters' names stand side by side too often."""
_GAP = "[ -]?"
_CLITICS = {"abjad": "[وفبلك]{0,2}(?:ال)?", "cyrillic": ""}


def letter_names(name: str, text: str, written: str) -> Iterator[tuple[int, int]]:
    """The spans in a text, written in a script, of an acronym that is spelled out there."""
    letters = name.replace(".", "").lower()
    if written not in _CLITICS or not is_acronym(name) or len(letters) < _SHORTEST:
        return
    for match in _pattern(letters, written).finditer(aligned(text)):
        yield match.span(1)


@cache
def _pattern(letters: str, written: str) -> re.Pattern[str]:
    named = _GAP.join(alternation(map(aligned, _table()[written][letter])) for letter in letters)
    return re.compile(rf"(?<!\w){_CLITICS[written]}({named})(?!\w)")


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    table = json.loads(files(__package__).joinpath("data", "letters.json").read_text(encoding="utf-8"))
    return {part: rows for part, rows in table.items() if isinstance(rows, dict)}
