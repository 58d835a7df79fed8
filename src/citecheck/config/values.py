"""A value as given → what its field holds; what it cannot be raises TypeError or ValueError."""

import difflib
from collections.abc import Iterable
from pathlib import Path

from citecheck.model.rule import Level, Rule

NEVER = "never"


def text(value: object) -> str:
    """Text as it is."""
    if not isinstance(value, str):
        raise TypeError("expected text")
    return value


def path(value: object) -> Path:
    """A path, ``~`` expanded."""
    return Path(text(value)).expanduser()


def flag(value: object) -> bool:
    """A truth value, also as a word."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in {"1", "true", "yes", "on", "0", "false", "no", "off", ""}:
        return value.lower() in {"1", "true", "yes", "on"}
    raise TypeError("expected true or false")


def number(value: object) -> float:
    """A finite number that is not negative."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        raise TypeError("expected a number")
    read = float(value)
    if not 0 <= read < float("inf"):
        raise ValueError("expected a number that is not negative")
    return read


def whole(value: object) -> int:
    """A whole number from 1 up."""
    read = number(value)
    if read != int(read) or read < 1:
        raise ValueError("expected a whole number from 1 up")
    return int(read)


def count(value: object) -> int:
    """A whole number from 0 up."""
    return 0 if number(value) == 0 else whole(value)


def threshold(value: object) -> str:
    """A level, a rule, or ``never``."""
    known = [NEVER, *Level, *Rule]
    name = text(value)
    if name not in known:
        raise ValueError(f"no such level or rule{nearest(name, known)}")
    return name


def robots(value: object) -> str:
    """How far robots.txt is followed."""
    if value not in ("ignore", "delay", "obey"):
        raise ValueError("expected ignore, delay or obey")
    return text(value)


def nearest(wrong: str, known: Iterable[str]) -> str:
    """``"; did you mean 'x'?"`` for the known name most like a wrong one, or the empty string."""
    match = difflib.get_close_matches(wrong, list(known), n=1, cutoff=0.5)
    return f"; did you mean {str(match[0])!r}?" if match else ""
