"""How alike names are by spelling alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.facts.spelling import names_similarity, word_similarity


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siemens Aktiengesellschaft", "Siemens AG"),
        ("Open Joint Stock Company Gazprom", "OAO Gazprom"),
        ("Putin, Vladimir", "Vladimir Putin"),
        ("Abd al-Malik Droukdel", "Abdelmalek Droukdel"),
        ("Володимир Зеленський", "Volodymyr Zelenskyy"),
        ("J.-C. Juncker", "Jean-Claude Juncker"),
        ("PLA", "People's Liberation Army"),
        ("The Goldman Sachs Group, Inc.", "Goldman Sachs Group Inc"),
        ("Brigade 1", "First Brigade"),
        ("Sergey Viktorovich Lavrov", "Sergei Lavrov"),
    ],
)
def test_one_name_written_two_ways(one: str, other: str) -> None:
    assert names_similarity(one, other) > 0.75


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Daniel Tusk", "Donald Tusk"),
        ("Bank of China (Hong Kong)", "Bank of Chile (Santiago)"),
        ("习近朋", "习近平"),
        ("Hassan Dahir Farah", "Hassan Dahir Aweys"),
        ("Niger", "Nigeria"),
        ("Brigade 44", "Brigade 45"),
    ],
)
def test_two_names_that_are_alike(one: str, other: str) -> None:
    assert names_similarity(one, other) < 0.7


@given(st.text(max_size=30), st.text(max_size=30))
def test_similarity_is_symmetric_and_bounded(one: str, other: str) -> None:
    likeness = names_similarity(one, other)

    assert 0 <= likeness <= 1
    assert likeness == pytest.approx(names_similarity(other, one))


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=12))
def test_a_word_is_like_itself(word: str) -> None:
    assert word_similarity(word, word) == 1.0
