"""Text → sentences, as spans."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

Span = tuple[int, int]
"""Half-open character offsets."""

_CLOSERS = r"(?:[\"'”’»›)\]」』）】》〉｣]|[“«](?!\S))"
_LINE_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_MARK = re.compile(
    # A run of marks, closing quotes, footnote marks such as [12]. Always matches from the run's start, so that
    # no text makes it try again from every character: linear time.
    rf"[.!?…؟۔।。！？｡]++(?:\s?»|{_CLOSERS})*+(?:\[[0-9a-z]{{1,3}}\])*+"
)
_FULL_WIDTH = frozenset("。！？｡")
_OPENERS = " \t\u00a0\u202f\u2009\"'“‘«‹„([{¿¡—–-「『（【《〈"
_WORD = re.compile(r"\w+")
_LONGEST_ABBREVIATION = 16


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the full stops of one language mean."""

    binding: frozenset[str]
    closing: frozenset[str]
    starters: frozenset[str]
    after_initial: frozenset[str]
    ordinals: bool


@cache
def _rules(language: str) -> _Rules:
    data = json.loads(files("citecheck.language").joinpath("data/sentences.json").read_text("utf-8"))

    def words(part: str) -> frozenset[str]:
        return frozenset(data[part]["shared"]) | frozenset(data[part].get(language, ()))

    return _Rules(
        words("binding"), words("closing"), words("starters"), words("after_initial"), language in data["ordinals"]
    )


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
    .875/84; ru .925/38, .922/54; ar .901/9, .883/10; no end of a Chinese sentence is found there. 16 to 27 MB/s here,
    7 to 9 there. (The ends missed are those of headlines, which have no mark.) Hence rules and word lists.

    Args:
        text: Any text.
        language: Primary language subtag; a language without rules of its own gets the shared ones.

    Returns:
        Half-open character offsets, sorted, not overlapping, without white space at their ends; every character
        that is not white space lies in exactly one.
    """
    rules = _rules(language)
    spans: list[Span] = []
    start = 0
    for line_end in _line_ends(text):
        for end in _ends(text, start, line_end, rules):
            _append(spans, text, start, end)
            start = end
        start = line_end
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    first = end - len(piece.lstrip())
    last = start + len(piece.rstrip())
    if first < last:
        spans.append((first, last))


def _line_ends(text: str) -> Iterator[int]:
    for line_break in _LINE_BREAK.finditer(text):
        yield line_break.start()
    yield len(text)


def _ends(text: str, start: int, line_end: int, rules: _Rules) -> Iterator[int]:
    for mark in _MARK.finditer(text, start, line_end):
        if mark.end() == line_end or _is_end(text, mark, line_end, rules):
            yield mark.end()
    yield line_end


def _is_end(text: str, mark: re.Match[str], line_end: int, rules: _Rules) -> bool:
    end = mark.end()
    run = mark.group()
    if not _FULL_WIDTH.isdisjoint(run):
        return True
    if not text[end].isspace():
        return False
    follower = _follower(text, end, line_end)
    if follower[:1].islower():
        return False
    if run[0] != "." or run.startswith(".."):
        return True
    return _ends_at_full_stop(text, mark.start(), follower, rules)


def _follower(text: str, end: int, line_end: int) -> str:
    """The word after a mark, past opening quotes and dashes; a number's first digit run; or nothing."""
    while end < line_end and text[end] in _OPENERS:
        end += 1
    word = _WORD.match(text, end, line_end)
    return word.group() if word else ""


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
