"""Text → sentences, as spans."""

Span = tuple[int, int]
"""Half-open character offsets."""


def split_sentences(text: str, language: str) -> list[Span]:
    """Provisional."""
    raise NotImplementedError
