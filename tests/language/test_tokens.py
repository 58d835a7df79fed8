"""The index of a text's words agrees with the words, and finds what patterns find."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.language.aligned import aligned
from citecheck.language.tokens import Shapes, Tokens, matches, openers
from citecheck.language.words import words

_SHAPED = openers((), "[ab]")
texts = st.text() | st.text(alphabet=st.sampled_from("ab lLsUN1. ,\n'’ʼ\u064e\u0301\u093f中"))


@given(texts)
def test_the_words_are_the_same(text: str) -> None:
    tokens, spans = Tokens(text), words(text)

    assert tokens.starts == [start for start, _ in spans]
    assert tokens.written == [text[start:end] for start, end in spans]


@given(texts)
def test_every_word_is_known_by_its_places(text: str) -> None:
    tokens = Tokens(text)

    assert sorted(place for places in tokens.at.values() for place in places) == list(range(len(tokens.written)))
    assert all(tokens.written[place] == word for word, places in tokens.at.items() for place in places)


@given(texts, st.sets(st.sampled_from(["a", "b", "la", "un", "ab ab", "s", "n.a", "l'a"])))
def test_what_a_pattern_matches_is_found_at_openings(text: str, phrases: set[str]) -> None:
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(phrases)))}|\d\w*)(?!\w)" if phrases else r"\d+")
    low = aligned(text)
    found = matches(pattern, low, Tokens(text).openings(openers(phrases)))

    assert [match.span() for match in found] == [match.span() for match in pattern.finditer(low)]


@given(texts)
def test_shapes_match_runs_that_no_list_has(text: str) -> None:
    pattern, low = re.compile(r"(?<!\w)[ab]\w*"), aligned(text)
    found = matches(pattern, low, Tokens(text).openings(_SHAPED))

    assert [match.span() for match in found] == [match.span() for match in pattern.finditer(low)]


@given((texts | st.text(alphabet=st.sampled_from("aAİéÉأةo1_ .’"))).filter(lambda text: "Σ" not in text))
def test_words_are_known_by_how_the_aligned_text_has_them(text: str) -> None:
    tokens, low = Tokens(text), aligned(text)
    written = {word: low[slice(*tokens.span(places[0]))] for word, places in tokens.at.items()}

    assert dict(zip(tokens.at, tokens.low, strict=True)) == written
    assert {word: each for each, word in tokens.among(frozenset(written.values()))} == written
    assert list(tokens.among(frozenset())) == []


@given(texts)
def test_words_other_than_small_ascii_letters_tell(text: str) -> None:
    tokens = Tokens(text)

    assert tokens.telling == {word for word in tokens.at if re.search(r"[^a-z]", word)}
    assert tokens.mixed == [word for word in tokens.at if not word.isalpha()]


@given(texts)
def test_what_begins_with_no_digits_is_found_without_them(text: str) -> None:
    pattern, low = re.compile(r"(?<!\w)(?:a|un)(?!\w)"), aligned(text)
    found = matches(pattern, low, Tokens(text).openings(openers(["a", "un"], digits=False)))

    assert [match.span() for match in found] == [match.span() for match in pattern.finditer(low)]


@given(st.lists(st.lists(st.sampled_from(["ab", "ba", "cab", "", "a1"]))))
def test_shapes_say_the_same_however_often_they_are_asked(asked: list[list[str]]) -> None:
    shapes = Shapes("a.|b")

    for each in asked:
        assert shapes.among(each) == {word for word in each if word.startswith(("a", "b")) and word != "a"}


def test_shapes_keep_no_more_words_than_they_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("citecheck.language.tokens._KEPT", 2)
    shapes = Shapes("a")

    assert [shapes.among([word, f"a{word}"]) for word in "abcd"] == [{"a", "aa"}, {"ab"}, {"ac"}, {"ad"}]
    assert len(shapes) == 4
