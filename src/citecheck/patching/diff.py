"""Two texts → the unified diff between them, as ``patch -p1`` and ``git apply`` take it."""

import difflib
import re
from pathlib import PurePath

_NEEDS_QUOTES = re.compile(r'[\x00-\x1f"\\]')
_ESCAPES = {"\t": "\\t", "\n": "\\n", '"': '\\"', "\\": "\\\\"}
_NO_LINE_END = "\\ No newline at end of file\n"


def unified_diff(old: str, new: str, path: str) -> str:
    """The diff, with ``a/`` and ``b/`` before the path; empty where there is no difference.

    Lines end at line feeds alone, and keep whatever else is in them.

    Args:
        old: The text as it is.
        new: The text as it is to be.
        path: The file's name, below the folder in which the diff will be applied.
    """
    lines = difflib.unified_diff(_lines(old), _lines(new), _name("a", path), _name("b", path))
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}" for line in lines)


def _lines(text: str) -> list[str]:
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _name(side: str, path: str) -> str:
    """A file's name as git writes it: in quotes where it holds control characters, with a tab behind spaces."""
    name = f"{side}/{PurePath(path).as_posix().lstrip('/')}"
    if _NEEDS_QUOTES.search(name):
        escaped = (_ESCAPES.get(letter) or (letter if letter >= " " else f"\\{ord(letter):03o}") for letter in name)
        return f'"{"".join(escaped)}"'
    return f"{name}\t" if " " in name else name
