import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.facts import find_facts
from citecheck.facts.interface import Relation, Setting
from citecheck.facts.ordinal import ORDINAL
from citecheck.facts.source import Source
from citecheck.model import FactKind


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "the third attack"),
        ("en", "the 3rd attack"),
        ("fr", "la troisième attaque"),
        ("fr", "la 3e attaque"),
        ("es", "el tercer ataque"),
        ("de", "der dritte Angriff"),
        ("it", "il terzo attacco"),
        ("pt", "o terceiro ataque"),
        ("ru", "третье нападение"),
        ("uk", "третій напад"),
        ("ar", "الهجوم الثالث"),
        ("zh", "第三次袭击"),
    ],
)
def test_an_ordinal_is_found_in_every_language(language, text):
    [found] = [each for each in find_facts(text, Setting(language)) if each.kind is FactKind.ORDINAL]

    assert (found.value.low, found.value.role) == (3, "ordinal")


def test_another_ordinal_says_nothing():
    [claimed] = ORDINAL.find("the third attack", Setting("en"))

    assert list(ORDINAL.seek(claimed, Source("la cinquième attaque", Setting("fr")))) == []


def test_a_count_supports_an_ordinal_less_than_an_ordinal():
    [claimed] = ORDINAL.find("the third attack", Setting("en"))
    [rank] = ORDINAL.seek(claimed, Source("the third attack", Setting("en")))
    counts = list(ORDINAL.seek(claimed, Source("three in all", Setting("en"))))

    assert all(each.strength < rank.strength for each in counts)


@settings(deadline=None)
@given(st.integers(1, 99))
def test_an_ordinal_in_digits_is_read_with_its_span(number):
    suffix = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    text = f"It was the {number}{suffix} attack."
    [found] = ORDINAL.find(text, Setting("en"))
    [hit] = ORDINAL.seek(found, Source(text, Setting("en")))

    assert (found.value.low, text[found.start : found.end]) == (number, found.text)
    assert hit.relation is Relation.SAME
