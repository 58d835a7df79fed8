"""A source's text prepared once, so that many claims can be checked against it quickly."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from citecheck.language.sentences import Span, split_sentences
from citecheck.language.tokens import Tokens, tokens_of

if TYPE_CHECKING:
    from citecheck.facts.interface import Find, Mention, Setting

T = TypeVar("T")


class Source:
    """A text with its sentences and mentions, computed when first asked for and then kept.

    Offsets everywhere are half-open character offsets in ``text``.
    """

    def __init__(self, text: str, setting: Setting) -> None:
        self.text = text
        self.setting = setting
        self._mentions: dict[Find, tuple[Mention, ...]] = {}
        self._derived: dict[Callable[[Source], object], object] = {}

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences in order; a line break always ends one."""
        return tuple(split_sentences(self.text, self.setting.language))

    @cached_property
    def _starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    def sentence_at(self, offset: int) -> int:
        """The index of the sentence that holds ``offset``, or of the last one that begins before it."""
        return bisect_right(self._starts, offset, 1) - 1

    @cached_property
    def tokens(self) -> Tokens:
        """The words, with where each stands."""
        return tokens_of(self.text)

    def mentions(self, find: Find) -> tuple[Mention, ...]:
        """What ``find`` finds in the whole text, found once."""
        if find not in self._mentions:
            self._mentions[find] = tuple(find(self.text, self.setting))
        return self._mentions[find]

    def derived(self, make: Callable[[Source], T]) -> T:
        """What ``make`` makes of this source (an index, say), made once. ``make`` must be a module's function."""
        if make not in self._derived:
            self._derived[make] = make(self)
        return cast("T", self._derived[make])
