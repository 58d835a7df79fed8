"""The words that texts were seen to have, by keys."""

from collections.abc import Iterable

import pytest

from citecheck.language import vocabulary as module
from citecheck.language.vocabulary import vocabulary


def ends(word: str, _language: str) -> Iterable[str]:
    return {word[0], word[-1]}


def test_words_are_found_by_each_of_their_keys() -> None:
    known = vocabulary(ends, "en", ["ab", "ca", "aa"])

    assert set(known.having("a")) == {"ab", "ca", "aa"}
    assert list(known.having("b")) == ["ab"]
    assert list(known.having("x")) == []


def test_a_word_of_several_texts_is_learned_once() -> None:
    vocabulary(ends, "fr", ["mot"])

    assert list(vocabulary(ends, "fr", ["mot", "net"]).having("t")) == ["mot", "net"]


def test_languages_are_kept_apart() -> None:
    vocabulary(ends, "it", ["uno"])

    assert list(vocabulary(ends, "es", []).having("u")) == []


def test_one_that_has_grown_large_is_begun_anew_and_kept_for_those_who_hold_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KEPT", 2)
    held = vocabulary(ends, "de", ["ab", "cd", "ef"])
    fresh = vocabulary(ends, "de", ["gh"])

    assert list(held.having("a")) == ["ab"]
    assert list(fresh.having("a")) == []
    assert list(fresh.having("g")) == ["gh"]
