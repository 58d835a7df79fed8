"""What an archive answers when it will not → a :class:`Failure`, with what is to be done about it.

Save Page Now names its errors in ``status_ext`` of an answer whose HTTP status is 200, and some only in the words of
``message``. The codes are in ``data/save_page_now_errors.json`` by what follows from them: ``again`` (try later),
``never``, ``stop`` (no other URL will fare better today) and ``copied`` (there is a copy already). A code that is not
listed there counts as ``never``: asking again and again for reasons unknown would burden the archive.
"""

import json
import re
from collections.abc import Mapping
from importlib.resources import files

from citecheck.model import Failure, Stage

_BY_FATE: Mapping[str, Mapping[str, str]] = json.loads(
    files("citecheck.archivers").joinpath("data", "save_page_now_errors.json").read_text(encoding="utf-8")
)
_FATES = {code: fate for fate, codes in _BY_FATE.items() for code in codes}
_WORDS = (
    (re.compile(r"captures? (?:per|a) day", re.IGNORECASE), "daily-captures"),
    (re.compile(r"limit of active|active .{0,20}sessions", re.IGNORECASE), "user-session-limit"),
    (re.compile(r"snapshot had been made|new capture of this url after", re.IGNORECASE), "recent-copy"),
    (re.compile(r"logged in|log in|unauthori[sz]ed|invalid (?:access )?key", re.IGNORECASE), "keys-refused"),
)
_STOPS = frozenset({"keys-refused", "forbidden", "rate-limited", "archive-unreachable", *_BY_FATE["stop"]})
_SILENT = frozenset({"timeout", "unreachable", "server-error"})
_AGAIN = frozenset({"rate-limited", "archive-unreachable", "bad-answer", "still-running", *_SILENT})
_LONGEST_DETAIL = 200


def failure(reason: str, detail: str) -> Failure:
    """A failure of the archiving stage; whether it is worth another try follows from the reason."""
    again = reason in _AGAIN or _FATES.get(reason) in ("again", "stop", "copied")
    return Failure(Stage.ARCHIVE, reason, plain(detail), retryable=again)


def refusal(code: str, message: str) -> Failure:
    """What Save Page Now means by an error.

    Args:
        code: ``status_ext``, such as ``error:not-found``; empty where there was none.
        message: What the archive says to a person, already free of keys.
    """
    name = code.removeprefix("error:")
    worded = next((reason for words, reason in _WORDS if words.search(message)), "")
    # only the words part the account's daily limit from that of one URL
    reason = worded if worded == "daily-captures" or name not in _FATES else name
    if not reason:
        reason = name if re.fullmatch(r"[a-z0-9-]{1,60}", name) else "refused"
    told = _BY_FATE[_FATES[reason]][reason] if reason in _FATES else "the archive refuses"
    return failure(reason, f"{told}: {message}" if message else told)


def stops(trouble: Failure) -> bool:
    """Whether every other URL would fare the same, so that asking on is of no use."""
    return trouble.reason in _STOPS


def is_quota(trouble: Failure) -> bool:
    """Whether no more captures are to be had today, although the archive answers."""
    return trouble.reason in _BY_FATE["stop"]


def is_silence(trouble: Failure) -> bool:
    """Whether the archive itself did not answer properly; a few of these in a row mean that it is down."""
    return trouble.reason in _SILENT


def is_copied(trouble: Failure) -> bool:
    """Whether the archive declines because it has a recent copy."""
    return _FATES.get(trouble.reason) == "copied"


def plain(text: str) -> str:
    """Foreign text as one short line without control characters."""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return line if len(line) <= _LONGEST_DETAIL else line[: _LONGEST_DETAIL - 1] + "…"
