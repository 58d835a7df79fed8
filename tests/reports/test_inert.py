"""Text of others is made inert on one line, and cut where words end."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.reports.inert import inert, shortened, window


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  two\n\tlines\r\n\u2028here\u00a0", "two lines here"),
        ("\x1b]0;title\x07", "<U+001B>]0;title<U+0007>"),
        ("a\u202eb\u2066c", "a<U+202E>b<U+2066>c"),
        ("\u200f\u0642\u064f\u062a\u0644\u200e", "\u0642\u064f\u062a\u0644"),
        (
            "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
            "\u0646\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        ),
        ("soft\u00adhyphen\ufeff", "softhyphen"),
        ("\U000e0041\ud800", "<U+E0041><U+D800>"),
        ("\x9b31m\x00", "<U+009B>31m<U+0000>"),
    ],
)
def test_inert(text: str, expected: str):
    assert inert(text) == expected


@given(st.text(st.characters(codec=None)))
def test_nothing_that_acts_is_left(text: str):
    result = inert(text)

    assert not any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} for char in result)
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", result)
    assert result == inert(result)


@pytest.mark.parametrize(
    ("length", "expected"), [(100, "one two three"), (13, "one two three"), (12, "one two…"), (5, "one…"), (0, "…")]
)
def test_texts_are_cut_after_a_word(length: int, expected: str):
    assert shortened("one two three", length) == expected


def test_a_text_without_spaces_is_cut_anywhere():
    assert shortened("十一名武装分子在行动中被击毙,其中包括两名副手", 10) == "十一名武装分子在行…"


CONTEXT = "La compagnie Brise Atlantique, dirigée par Maud Keravel, annonce des indemnités et des excuses."


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (
            200,
            (
                "La compagnie Brise Atlantique, dirigée par ",
                "Maud Keravel",
                ", annonce des indemnités et des excuses.",
            ),
        ),
        (60, ("…dirigée par ", "Maud Keravel", ", annonce des indemnités et des…")),
        (5, ("…", "Maud…", "…")),
    ],
)
def test_a_window_shows_both_sides_of_a_quote(length: int, expected: tuple[str, str, str]):
    assert window(CONTEXT, "Maud Keravel", length) == expected


def test_a_quote_that_is_not_in_its_context_stands_alone():
    assert window("elsewhere", "Maud Keravel", 90) == ("", "Maud Keravel", "")
    assert window("a sentence", "", 90) == ("", "a sentence", "")


@given(st.text("ab cd", max_size=60), st.integers(0, 60), st.integers(0, 60), st.integers(2, 80))
def test_windows_keep_to_their_length(context: str, start: int, end: int, length: int):
    parts = window(context, context[start:end], length)

    assert sum(map(len, parts)) <= length + 2  # an ellipsis on either side
