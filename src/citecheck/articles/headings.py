"""Section headings → what kind of section they open, from ``data/headings.json``."""

from functools import lru_cache

from citecheck.articles.words import word_list


@lru_cache(maxsize=4096)
def section_kind(heading: str) -> str | None:
    """What a section holds: ``references``, ``bibliography``, ``related`` (see also, other articles), or ``None``."""
    folded = " ".join("".join(c if c.isalnum() or c in "'’" else " " for c in heading.casefold()).split())
    folded = folded.replace("’", "'")
    for kind in ("references", "bibliography", "related"):
        if folded in word_list("headings")[kind]:
            return kind
    return None
