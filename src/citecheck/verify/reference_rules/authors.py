"""The cited authors against the page's byline."""

import json
import re
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz

from citecheck.language.normalise import fold
from citecheck.language.transliterate import latin
from citecheck.model import Article, Document, Finding, Person, ReferenceResult, Rule
from citecheck.verify.reference_rules.finding import finding
from citecheck.verify.reference_rules.titles import is_another_page

_WORD = re.compile(r"\w+")
_ALIKE = 85.0


@cache
def _desk_words() -> frozenset[str]:
    """Words of bylines that name no person."""
    listed = json.loads(files("citecheck.verify").joinpath("data/bylines.json").read_text("utf-8"))
    return frozenset(listed["words"].split())


def author_mismatch(result: ReferenceResult, article: Article) -> Finding | None:  # noqa: ARG001 - every check has it
    """Cited authors of whom the page names none, where it names persons of its own."""
    reference, document = result.reference, result.document
    if document is None or not reference.authors or is_another_page(result):
        return None
    stated = [author.value for author in document.metadata.authors if _is_person(author.value, document)]
    if not stated or any(_agree(cited, name) for cited in reference.authors for name in stated):
        return None
    if any(_stands_in(cited, document.text) for cited in reference.authors):
        return None
    cited = ", ".join(author.name for author in reference.authors)
    message = f"The author is cited as {cited}; the page names {', '.join(stated)}."
    return finding(Rule.REF_AUTHOR_MISMATCH, reference, message)


def _words(name: str) -> list[str]:
    return [word for each in _WORD.findall(fold(name)) if (word := latin(each))]


def _is_person(name: str, document: Document) -> bool:
    """Whether a byline names a person: several words, none of them a desk's or the site's."""
    words = _words(name)
    site = set(_words(document.metadata.site.value)) if document.metadata.site else set()
    return 2 <= len(words) <= 5 and _desk_words().isdisjoint(words) and not set(words) <= site


def _agree(cited: Person, stated: str) -> bool:
    """Whether the family names agree, in any script, order or case; initials and first names are not asked for."""
    theirs = _words(stated)
    mine = _words(cited.family or cited.name)
    return all(any(fuzz.ratio(word, other) >= _ALIKE for other in theirs) for word in mine[-1:]) or (
        fuzz.token_set_ratio(" ".join(_words(cited.name)), " ".join(theirs)) >= _ALIKE
    )


def _stands_in(cited: Person, text: str) -> bool:
    """Whether the page mentions the cited author by name anywhere: bylines are often read incompletely."""
    name = cited.family or cited.literal or cited.name
    return bool(name) and fold(name) in fold(text)
