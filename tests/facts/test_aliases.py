"""Aliases that texts give themselves."""

import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.facts.aliases import alias_groups, harvest
from citecheck.language.lexicon import LANGUAGES


@pytest.mark.parametrize(
    ("language", "text", "pair"),
    [
        ("en", "Djamel Okacha, alias Yahia Abou Hamman, died.", ("Djamel Okacha", "Yahia Abou Hamman")),
        ("en", "Mary Smith, born Mary Jones, sang.", ("Mary Smith", "Mary Jones")),
        ("fr", "Seifallah Ben Hassine, dit « Abou Iyadh », est mort.", ("Seifallah Ben Hassine", "Abou Iyadh")),
        ("fr", "Iyad Ag Ghali, de son vrai nom Iyad Benali, parle.", ("Iyad Ag Ghali", "Iyad Benali")),
        ("fr", "l’Algérien Djamel Okacha, plus connu sous le nom de guerre de Yahia", ("Djamel Okacha", "Yahia")),
        ("ru", "Джамель Окача, он же Яхья, убит.", ("Джамель Окача", "Яхья")),
        ("en", "the World Health Organization (WHO) said", ("World Health Organization", "WHO")),
        ("fr", "AQMI (Al-Qaïda au Maghreb islamique)", ("Al-Qaïda au Maghreb islamique", "AQMI")),
    ],
)
def test_pairs_are_harvested(language: str, text: str, pair: tuple[str, str]) -> None:
    assert pair in harvest(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Paris ou Londres"),
        ("fr", "« Nous irons à Gao », dit Macron."),
        ("en", "Barack Obama or Donald Trump"),
        ("en", "the minister (France) said"),
        ("en", "alias"),
    ],
)
def test_what_is_no_alias_is_left(language: str, text: str) -> None:
    assert harvest(text, language) == ()


def test_groups_are_found_under_another_spelling() -> None:
    groups = [("Sidan Ag Hitta", "Abou Abdel Hakim"), ("Nobody", "No One")]

    assert [alias.name for alias in alias_groups("Sedane Ag Hita", groups)] == ["Abou Abdel Hakim"]


@pytest.mark.parametrize("language", [each for each in LANGUAGES if each != "zh"])
@given(data=st.data())
def test_cues_are_found_by_what_they_begin_with(language: str, data: st.DataObject) -> None:
    listed = json.loads(files("citecheck.facts").joinpath("data/aliases.json").read_text("utf-8"))[language]
    pattern = data.draw(st.sampled_from([cue for cues in listed.values() for cue in cues]))
    cue = data.draw(st.from_regex(pattern.removeprefix(r"(?<=\w, )"), fullmatch=True))

    assert ("Adam", "Eve") in harvest(f"Adam, {cue} Eve", language)


@given(st.text(alphabet=st.sampled_from("Aa (),.-«»alias\n")))
def test_any_text_is_harvested(text: str) -> None:
    assert all(name and other for name, other in harvest(text, "fr"))


@pytest.mark.parametrize("unit", ["(", "(A", "A-", "A ", "alias ", "alias A ", "A (AB) "])
def test_hostile_repetition_stays_linear(unit: str) -> None:
    harvest(unit * (60_000 // len(unit)), "fr")
