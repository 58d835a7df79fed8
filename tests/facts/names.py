"""What the tests of names, places and organisations share."""

from citecheck.facts.interface import Hit, Setting
from citecheck.facts.naming import NameMention, read_names
from citecheck.facts.seeking import seek_name
from citecheck.facts.source import Source


def read(claim: str, language: str = "en", **setting: object) -> list[tuple[str, str]]:
    """The names of a claim: kind and text."""
    return [(mention.kind.value, mention.text) for mention in read_names(claim, Setting(language, **setting))]


def mention(claim: str, text: str, language: str = "en", **setting: object) -> NameMention:
    """The name with a text in a claim."""
    return next(each for each in read_names(claim, Setting(language, **setting)) if each.text == text)


def seek(name: str, text: str, language: str = "fr", claim: str | None = None, claimed_in: str = "en") -> list[Hit]:
    """Where a source has a name that a claim states."""
    return seek_name(mention(claim or f"They met {name} there.", name, claimed_in), Source(text, Setting(language)))


def found(hits: list[Hit], text: str) -> list[str]:
    """The words of the source that were found."""
    return [text[hit.start : hit.end] for hit in hits]
