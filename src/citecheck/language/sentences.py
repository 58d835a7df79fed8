"""Text → sentences, as spans."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate, chain, pairwise

Span = tuple[int, int]
"""Half-open character offsets."""

_CLOSERS = r"(?:[\"'”’»›)\]」』）】》〉｣]|[“«](?!\S))"
_BREAKS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""What ``str.splitlines`` parts lines at."""
_MARKS = ".!?…؟۔।。！？｡"
_RUN = (
    # The rest of a run of marks, closing quotes, footnote marks such as [12]. A run always matches from its start and
    # nowhere else, so that no text makes it try again: linear time.
    rf"(?<![{_MARKS}].)[{_MARKS}]*+(?:[^\S{_BREAKS}]?»|{_CLOSERS})*+(?:\[[0-9a-z]{{1,3}}\])*+"
)
_CAPITAL = "[A-ZÀ-ÖØ-ÞА-ЯЁ]"
_SMALL = "[a-zß-öø-ÿа-яё]"
_ENDING = 4
"""Letters at a word's end by which one is told that is no abbreviation."""
_FULL_WIDTH = frozenset("。！？｡")
_APART = dict.fromkeys(set(_MARKS) - _FULL_WIDTH, r"(?!\w)")
"""What marks that no word follows at once have behind them."""
_FOLLOWER = re.compile(r"[ \t\u00a0\u202f\u2009\"'“‘«‹„(\[{¿¡—–\-「『（【《〈]*+(\w+)")
_LONGEST_ABBREVIATION = 16


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the full stops of one language mean."""

    binding: frozenset[str]
    closing: frozenset[str]
    starters: frozenset[str]
    after_initial: frozenset[str]
    ordinals: bool
    sure: Mapping[str, str]
    """For each mark, the expression that tells behind a run of it that this is sure to end a sentence."""


@cache
def _rules(language: str) -> _Rules:
    data = json.loads(files("citecheck.language").joinpath("data/sentences.json").read_text("utf-8"))

    def words(part: str) -> frozenset[str]:
        return frozenset(data[part]["shared"]) | frozenset(data[part].get(language, ()))

    binding, closing = words("binding"), words("closing")
    ordinals = language in data["ordinals"]
    return _Rules(binding, closing, words("starters"), words("after_initial"), ordinals, _sure(binding | closing))


def _sure(abbreviations: frozenset[str]) -> dict[str, str]:
    """What tells at once what most marks are: a full stop behind a word that no abbreviation ends like, say."""
    endings = sorted({each[-_ENDING:] for each in abbreviations if len(each) >= _ENDING})
    sure = dict.fromkeys(_MARKS, rf"(?<=[^{_MARKS}][!?])")
    sure["."] = rf"(?<={_SMALL}{{{_ENDING}}}\.)(?<!(?:{'|'.join(map(re.escape, endings))})\.)"
    return sure


@cache
def _pattern(mark: str, sure: str) -> re.Pattern[str]:
    """A run that a mark begins, with an empty group where the run is sure to end a sentence.

    There is one for each mark: a search for one character is several times as fast as for one of some, and most texts
    have few of the marks.
    """
    followed = rf"(?= [\"“(]?{_CAPITAL})"
    return re.compile(rf"{re.escape(mark)}{_APART.get(mark, '')}{_RUN}({sure}{followed}|(?=[{_BREAKS}]|\Z))?")


def split_sentences(text: str, language: str) -> list[Span]:
    """The sentences of a text.

    A line break always ends a sentence; so do ``.``, ``!``, ``?`` and their Arabic, Indic and full-width forms,
    with the closing quotes and footnote marks behind them, where white space and no lower-case word follow and
    the full stop belongs to no abbreviation, initial or ordinal (word lists in ``data/sentences.json``; the
    distinction of abbreviations that may end a sentence from those that may not follows Kiss and Strunk,
    "Unsupervised Multilingual Sentence Boundary Detection", 2006). Full-width marks need no white space.

    Measured on the 1,007 segments of NTREX, joined document by document (recall of segment ends, and ends that are
    no segment's: most of these part two sentences of one segment), against nupunkt 0.8.0, a trained Punkt model for
    English legal text: en .927 and 1 here, .913 and 7 there; fr .923/34, .910/39; es .929/28, .918/40; de .933/60,
    .875/84; ru .925/38, .922/54; ar .901/9, .883/10; no end of a Chinese sentence is found there. 63 to 115 MB/s here,
    24 to 43 there. (The ends missed are those of headlines, which have no mark.) Hence rules and word lists.

    Args:
        text: Any text.
        language: Primary language subtag; a language without rules of its own gets the shared ones.

    Returns:
        Half-open character offsets, sorted, not overlapping, without white space at their ends; every character
        that is not white space lies in exactly one.
    """
    rules = _rules(language)
    lines = accumulate(map(len, text.splitlines(keepends=True)))
    runs = chain.from_iterable(_pattern(mark, rules.sure[mark]).finditer(text) for mark in _MARKS if mark in text)
    marks = [run.end() for run in runs if run.lastindex or _is_end(text, run, rules)]
    spans = []
    for start, end in pairwise(sorted([0, *lines, *marks])):
        sentence = text[start:end].lstrip()
        if sentence:
            spans.append((end - len(sentence), end - len(sentence) + len(sentence.rstrip())))
    return spans


def _is_end(text: str, mark: re.Match[str], rules: _Rules) -> bool:
    run, end = mark.group(), mark.end()
    if not _FULL_WIDTH.isdisjoint(run):
        return True
    if not text[end].isspace():
        return False
    follower = _follower(text, end)
    if follower[:1].islower():
        return False
    if run[0] != "." or run.startswith(".."):
        return True
    return _ends_at_full_stop(text, mark.start(), follower, rules)


def _follower(text: str, end: int) -> str:
    """The word after a mark, past opening quotes and dashes; a number's first digit run; or nothing."""
    word = _FOLLOWER.match(text, end)
    return word[1] if word is not None else ""


def _ends_at_full_stop(text: str, stop: int, follower: str, rules: _Rules) -> bool:
    before = text[max(0, stop - _LONGEST_ABBREVIATION) : stop]
    words = before.replace("’", "'").split()
    word = words[-1].lstrip("([{\"'“‘«„") if words and not before[-1].isspace() else ""
    lowered = word.lower()
    if _is_letter(word) and word.isupper():
        return follower.lower() in rules.after_initial and not _is_abbreviated(words[:-1])
    if _binds(lowered, rules) or (_is_letter(word) and follower[:1].isdigit()):
        # "им.", "г.": after a number they close ("в 2018 г. Он…"), before a name they bind.
        return lowered in rules.closing and _counts(words) and not follower[:1].isdigit()
    if rules.ordinals and word.isdigit() and len(word) <= 2:
        return follower.lower() in rules.starters
    if lowered in rules.closing or _is_dotted(word) or (_is_letter(word) and _is_abbreviated(words[:-1])):
        return follower.lower() in rules.starters or not follower
    return True


def _binds(lowered: str, rules: _Rules) -> bool:
    return lowered in rules.binding or (lowered in rules.closing and len(lowered) <= 2)


def _is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha()


def _is_abbreviated(words: list[str]) -> bool:
    """Whether the last of some words is a letter with a full stop, as in ``u. a.`` before its second letter."""
    return bool(words) and len(words[-1]) == 2 and words[-1][0].isalpha() and words[-1][1] == "."


def _counts(words: list[str]) -> bool:
    return len(words) > 1 and words[-2][-1].isdigit()


def _is_dotted(word: str) -> bool:
    """Whether a word is letters parted by full stops, as ``U.S`` or ``н.э``."""
    return "." in word and all(len(part) == 1 and part.isalpha() for part in word.split("."))
