"""A robots.txt → what it lets a product fetch, and how fast (RFC 9309, and the ``Crawl-delay`` line it leaves out)."""

import re
from dataclasses import dataclass
from urllib.parse import unquote

MAX_BYTES = 500 * 1024
"""What is read of a robots.txt (RFC 9309 §2.5)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules for one product: path patterns with whether they allow, and seconds between requests."""

    paths: tuple[tuple[str, bool], ...] = ()
    crawl_delay: float | None = None

    def allow(self, target: str) -> bool:
        """Whether a path with its query may be fetched: the longest matching pattern decides, allowing if equal."""
        best = max(
            ((len(pattern), allowed) for pattern, allowed in self.paths if _matches(pattern, target)),
            default=(0, True),
        )
        return best[1]


EVERYTHING = Rules()
NOTHING = Rules((("/", False),))


def parse_robots(text: str, product: str) -> Rules:
    """Read the group for a product, or else the one for everybody; several groups for the same are one.

    Args:
        text: the file, at most :data:`MAX_BYTES` of it.
        product: the product's name as in its User-Agent header, without a version.
    """
    groups: dict[str, tuple[list[tuple[str, bool]], list[float]]] = {}
    agents: list[str] = []
    after_rule = False
    for line in text.splitlines():
        name, value = _line(line)
        if name == "user-agent":
            agents = [*([] if after_rule else agents), value.lower()]
            after_rule = False
            groups.setdefault(value.lower(), ([], []))
            continue
        after_rule = after_rule or name in ("allow", "disallow", "crawl-delay")
        for agent in agents:
            paths, delays = groups[agent]
            if name in ("allow", "disallow") and value:
                paths.append((value, name == "allow"))
            elif name == "crawl-delay":
                delays += _delay(value)
    paths, delays = groups.get(product.lower()) or groups.get("*") or ([], [])
    return Rules(tuple(paths), max(delays, default=None))


def _line(line: str) -> tuple[str, str]:
    name, _, value = line.partition("#")[0].partition(":")
    return name.strip().lower(), value.strip()


def _delay(value: str) -> list[float]:
    return [float(value)] if re.fullmatch(r"\d{1,6}(\.\d+)?", value, re.ASCII) else []


def _matches(pattern: str, target: str) -> bool:
    """Whether a pattern with ``*`` and a final ``$`` matches the beginning of a path, percent-encoding aside."""
    anchored = pattern.endswith("$")
    pieces = [unquote(piece) for piece in pattern.removesuffix("$").split("*")]
    text = unquote(target)
    at = 0
    for number, piece in enumerate(pieces):
        found = text.find(piece, at)
        if found < 0 or (number == 0 and found > 0):
            return False
        at = found + len(piece)
    return not anchored or at == len(text) or (len(pieces) > 1 and text.endswith(pieces[-1]))
