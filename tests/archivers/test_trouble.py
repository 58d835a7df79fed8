import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.archivers.trouble import failure, is_copied, is_quota, is_silence, plain, refusal, stops
from citecheck.model import Failure, Stage

BY_FATE = json.loads(files("citecheck.archivers").joinpath("data", "save_page_now_errors.json").read_text())
CODES = [(fate, code) for fate, codes in BY_FATE.items() for code in codes]


@pytest.mark.parametrize(("fate", "code"), CODES)
def test_every_documented_code_has_a_fate_and_words(fate: str, code: str) -> None:
    trouble = refusal(f"error:{code}", "as the archive puts it")

    assert trouble.stage is Stage.ARCHIVE
    assert trouble.reason == code
    assert trouble.detail.endswith(": as the archive puts it")
    assert trouble.retryable is (fate != "never")
    assert stops(trouble) is is_quota(trouble) is (fate == "stop")
    assert is_copied(trouble) is (fate == "copied")
    assert not is_silence(trouble)


@pytest.mark.parametrize(
    ("code", "message", "reason", "retryable"),
    [
        ("", "You have already reached the limit of active Save Page Now sessions.", "user-session-limit", True),
        ("", "You cannot make more than 30,000 captures per day.", "daily-captures", True),
        ("error:too-many-daily-captures", "You cannot make more than 30,000 captures per day.", "daily-captures", True),
        ("error:too-many-daily-captures", "This URL has been captured 5 times today.", "too-many-daily-captures", True),
        ("", "The same snapshot had been made 3 hours ago.", "recent-copy", True),
        ("", "You need to be logged in to use Save Page Now.", "keys-refused", False),
        ("error:unheard-of", "Something new.", "unheard-of", False),
        ("error:Un/heard\nof", "", "refused", False),
        ("", "Live page is not available.", "refused", False),
        ("", "", "refused", False),
    ],
)
def test_words_decide_where_the_code_does_not(code: str, message: str, reason: str, retryable: bool) -> None:
    trouble = refusal(code, message)

    assert (trouble.reason, trouble.retryable) == (reason, retryable)


def test_what_concerns_every_url_stops_and_what_concerns_one_does_not() -> None:
    assert stops(refusal("", "You need to be logged in to use Save Page Now."))
    assert stops(failure("rate-limited", ""))
    assert not is_quota(failure("rate-limited", ""))
    assert not stops(failure("timeout", ""))
    assert is_silence(failure("timeout", ""))


@given(st.text(), st.text())
def test_whatever_the_archive_says_becomes_a_failure(code: str, message: str) -> None:
    trouble = refusal(code, message)

    assert isinstance(trouble, Failure)
    assert trouble.detail.isprintable()
    assert len(trouble.detail) <= 200
    assert trouble.reason.isascii()


def test_foreign_text_becomes_one_short_line() -> None:
    assert plain("a\x1b[31m\r\nb\u202e  c") == "a [31m b c"
    assert len(plain("x" * 1000)) == 200
