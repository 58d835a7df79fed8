import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citecheck.facts import find_facts
from citecheck.facts.age import AGE
from citecheck.facts.interface import Relation, Setting
from citecheck.facts.source import Source
from citecheck.model import FactKind


def ages(text, language="en"):
    return [each.value.high for each in find_facts(text, Setting(language)) if each.kind is FactKind.AGE]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "a 29-year-old man"),
        ("en", "a woman aged 29"),
        ("en", "She was 29 years old."),
        ("en", "Palin, 29, was late."),
        ("fr", "un homme âgé de 29 ans"),
        ("fr", "Paul, 29 ans, est mort."),
        ("de", "eine 29-Jährige"),
        ("de", "Er ist 29 Jahre alt."),
        ("es", "un hombre de 29 años de edad"),
        ("it", "il 29enne"),
        ("pt", "um homem de 29 anos de idade"),
        ("ru", "29-летний мужчина"),
        ("ru", "в возрасте 29 лет"),
        ("uk", "29-річний чоловік"),
        ("ar", "رجل يبلغ من العمر 29 عاما"),
        ("zh", "29岁男子"),
    ],
)
def test_an_age_is_found_by_its_words(language, text):
    assert ages(text, language) == [29]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "for 29 years"),
        ("fr", "depuis 29 ans"),
        ("de", "seit 29 Jahren"),
        ("zh", "29年"),
        ("en", "his 21st birthday"),
    ],
)
def test_years_that_pass_are_no_age(language, text):
    assert ages(text, language) == []


def test_another_age_contradicts_an_age_more_surely_than_mere_years():
    [claimed] = AGE.find("a 29-year-old man", Setting("en"))
    [age], [years], [same] = (
        list(AGE.seek(claimed, Source(text, Setting("en"))))
        for text in ("a 31-year-old man", "a man of 31 years", "a man of 29 years")
    )

    assert (age.relation, years.relation, same.relation) == (Relation.DIFFERENT, Relation.DIFFERENT, Relation.SAME)
    assert age.strength > years.strength


@settings(deadline=None)
@given(st.integers(1, 120), st.integers(1, 120))
def test_ages_agree_as_their_numbers_do(ours, theirs):
    [claimed] = AGE.find(f"a {ours}-year-old man", Setting("en"))
    [hit] = AGE.seek(claimed, Source(f"un homme âgé de {theirs} ans", Setting("fr")))

    assert (hit.relation is Relation.SAME) == (ours == theirs)
