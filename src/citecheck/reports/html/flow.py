"""An article's claims → the sections, paragraphs, fields and rows that its text is read in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from citecheck.model import Article, ClaimKind, ClaimResult

_BREAK = re.compile(r"\n\s*\n|</?(?:p|li|dd|dt|div|blockquote|section|h[1-6])\b", re.IGNORECASE)
_LINES = frozenset({"wikitext"})
"""Formats in which a line is a paragraph."""


@dataclass(frozen=True, slots=True)
class Block:
    """Claims that stand together, by their number in the article: a paragraph, an infobox, or rows of a table."""

    kind: ClaimKind
    claims: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under one heading; ``path`` is the headings above it, empty for the introduction."""

    path: tuple[str, ...]
    blocks: tuple[Block, ...]

    @property
    def claims(self) -> tuple[int, ...]:
        """The numbers of the section's claims."""
        return tuple(number for block in self.blocks for number in block.claims)


def sections(article: Article, results: Sequence[ClaimResult]) -> tuple[Section, ...]:
    """The sections of an article in reading order; a heading without claims beneath it is not among them."""
    numbers = range(len(results))
    grouped = groupby(numbers, key=lambda number: results[number].claim.section)
    return tuple(Section(path, tuple(_blocks(article, results, tuple(group)))) for path, group in grouped)


def _blocks(article: Article, results: Sequence[ClaimResult], numbers: Sequence[int]) -> Iterator[Block]:
    held: list[int] = []
    for number in numbers:
        if held and _parts(article, results[held[-1]], results[number]):
            yield Block(results[held[0]].claim.kind, tuple(held))
            held = []
        held.append(number)
    yield Block(results[held[0]].claim.kind, tuple(held))


def _parts(article: Article, before: ClaimResult, after: ClaimResult) -> bool:
    """Whether a block ends between two claims that follow each other."""
    if before.claim.kind is not after.claim.kind:
        return True
    if before.claim.kind is not ClaimKind.SENTENCE:
        return False
    if article.format in _LINES:
        return before.claim.position.line != after.claim.position.line
    return _BREAK.search(article.text, before.claim.position.end, after.claim.position.start) is not None
