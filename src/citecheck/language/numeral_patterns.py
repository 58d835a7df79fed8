"""What the numbers of a language look like, for a first look at a text."""

import re
from functools import lru_cache

from citecheck.language.alternation import alternation
from citecheck.language.digits import BEFORE_DIGITS, CLUSTER
from citecheck.language.number_words import NumberWords, number_words
from citecheck.language.tokens import Openers, openers
from citecheck.language.units import money_words

_COMPOUNDS = {"de": r"([a-zäöüß]{0,30})tausend(?:und)?([a-zäöüß]*)", "it": r"([a-zé]{0,30})mil(?:a|le)([a-zéò]*)"}
"""Languages that write thousands into one word, around the number of thousands and the rest."""
_ENGLISH_SUFFIXES = ("st", "nd", "rd", "th")
"""Texts in any language name American streets: 125th Street."""
_WORD_ENDS = r"(?![^\W_])"
_CLITIC = "[وفبلك]{0,2}?(?:ال)?"
_DUAL = r"\w{3,}ت(?:ين|ان)"


@lru_cache(maxsize=16)
def _spelled(language: str) -> frozenset[str]:
    """The words that say a number or a part of one."""
    words = number_words(language)
    counting = (words.cardinal, words.ordinal, words.one, words.implicit, words.exact)
    others = (words.about, words.vague, words.one_joined, words.fraction)
    return frozenset(word for table in (*counting, *others) for word in table)


@lru_cache(maxsize=16)
def numeral_pattern(language: str) -> re.Pattern[str]:
    """Digits, or a word that says a number or a part of one, by named groups."""
    words = number_words(language)
    spelled = alternation(_spelled(language))
    shortened = alternation(word for word in words.cardinal if word.endswith("'"))
    elided = f"|{shortened}" if any(word.endswith("'") for word in words.cardinal) else ""
    clitic = f"(?P<clitic>{_CLITIC})" if language == "ar" else ""
    dual = rf"|(?<!\w)[وفبلك]{{0,2}}(?:ال)?(?P<dual>{_DUAL})(?!\w)" if language == "ar" else ""
    prefix = rf"|(?<!\w)(?P<prefix>{_small(words)})(?={alternation(words.compound)})" if words.compound else ""
    compound = rf"|(?<!\w)(?P<compound>{_COMPOUNDS[language]})(?!\w)" if language in _COMPOUNDS else ""
    return re.compile(
        rf"{BEFORE_DIGITS}(?P<digits>{CLUSTER})|(?<!\w){clitic}(?P<word>{spelled}(?!\w|'[^\W\d]){elided}){prefix}{compound}{dual}"
    )


@lru_cache(maxsize=16)
def numeral_openers(language: str) -> Openers:
    """What the matches of the pattern begin with."""
    words, spelled = number_words(language), _spelled(language)
    shapes = [_COMPOUNDS[language]] if language in _COMPOUNDS else []
    shapes += [_small(words) + alternation(words.compound)] if words.compound else []
    shapes += [_CLITIC + alternation(openers(spelled).runs), _DUAL] if language == "ar" else []
    return openers(spelled, "|".join(shapes))


def _small(words: NumberWords) -> str:
    return alternation(word for word, value in words.cardinal.items() if 2 <= value < 100)


@lru_cache(maxsize=16)
def suffix_pattern(language: str) -> re.Pattern[str]:
    """What makes digits an ordinal that it is written against: 21st, 3-й."""
    suffixes = (*number_words(language).ordinal_suffix, *_ENGLISH_SUFFIXES)
    return re.compile(f"(?:{'|'.join(map(re.escape, suffixes))}){_WORD_ENDS}")


@lru_cache(maxsize=16)
def scale_pattern(language: str) -> re.Pattern[str]:
    """The abbreviation of a thousand, million, … behind digits; those that are cardinals too stand right behind."""
    words = number_words(language)
    written = [re.escape(word) if word in words.cardinal else f" ?{re.escape(word)}" for word in words.scale]
    return re.compile("|".join(f"{each}{_WORD_ENDS}" for each in written) or "(?!)")


@lru_cache(maxsize=16)
def percent_ends(language: str) -> frozenset[str]:
    """What a phrase for a share of a hundred is, or has behind its first word: the hundred of "pour cent"."""
    percent = money_words(language).percent.whole
    return frozenset({*percent, *(phrase.partition(" ")[2] for phrase in percent)})


@lru_cache(maxsize=16)
def gap_pattern(language: str) -> re.Pattern[str]:
    """What may stand between two words of one number; its group is the word between them, if any."""
    connectors = alternation(number_words(language).connector)
    return re.compile(rf" {{1,3}}|-|(?: +|-)({connectors})(?: +|-)")
