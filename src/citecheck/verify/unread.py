"""The languages of a claim and its sources → what of them could not be read, as a clause for a person."""

from collections.abc import Iterable

from citecheck.language.lexicon import LANGUAGES
from citecheck.verify.prepared import UNKNOWN_LANGUAGE


def unread_words(languages: Iterable[str]) -> str:
    """The clause that names the languages without tables; empty where there is none.

    Args:
        languages: primary language subtags, ``und`` where unknown.
    """
    unknown = sorted(set(languages) - set(LANGUAGES))
    if not unknown:
        return ""
    named = " and ".join("an unknown language" if each == UNKNOWN_LANGUAGE else f"“{each}”" for each in unknown)
    return f"number and date words of {named} are not known; only digits and names are compared"
