"""The seam for a sentence encoder: it helps to find the passage, and never decides a value."""

from collections.abc import Callable, Sequence
from typing import Protocol, Self


class Vectors(Protocol):
    """One row of numbers per sentence, each of length one: an array of numpy, or whatever multiplies like one."""

    def __matmul__(self, other: Self) -> Sequence[float]:
        """The inner products of the rows with a vector."""

    def __getitem__(self, index: int) -> Self:
        """One row."""


Encoder = Callable[[Sequence[str]], Vectors]
"""Sentences → unit vectors, near each other where the sentences mean the same, whatever their languages."""
