"""The public check of one sentence against one text, and of many."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sources import FERRY

from citecheck.model import ClaimVerdict, FactVerdict
from citecheck.verify import Check, check_claim, check_claims

CLAIM = "The ferry Anna-Lise sank off Kerval on February 21, 2019; eleven people were wounded."


def test_languages_are_detected() -> None:
    result = check_claim(CLAIM, FERRY)

    assert result.verdict is ClaimVerdict.SUPPORTED
    assert all(CLAIM[fact.start : fact.end] == fact.text for fact in result.facts)


@pytest.mark.parametrize("published", [date(2019, 2, 22), "2019-02-22"])
def test_the_publication_date_resolves_relative_days(published: date | str) -> None:
    result = check_claim(
        "The Anna-Lise sank on February 21, 2019.",
        "Le ferry Anna-Lise a coulé jeudi au large de Kerval.",
        claim_language="en",
        source_language="fr",
        published=published,
    )

    assert result.verdict is ClaimVerdict.SUPPORTED


def test_a_publication_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="yesterday"):
        check_claim(CLAIM, FERRY, published="yesterday")


def test_years_are_inherited_from_the_context() -> None:
    text = "Das Fährschiff sank am 21. Februar 2019 vor Kerval."
    result = check_claim("It sank on February 21.", text, context="In 2019, the ferry was sold.", claim_language="en")

    assert [fact.value for fact in result.facts if fact.verdict is FactVerdict.SUPPORTED] == ["2019-02-21"]


def test_a_true_claim_scores_above_a_changed_one_and_both_above_a_stray_one() -> None:
    source = "The ferry Anna-Lise sank off Kerval on 21 February 2019. Eleven people were wounded, the prefecture said."
    scores = [
        check_claim(text, source, claim_language="en", source_language="en").score
        for text in (
            CLAIM,
            CLAIM.replace("eleven", "nineteen"),
            "The museum of Oslo bought 14 paintings by Munch in 1923.",
        )
    ]

    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3
    assert all(0 <= score <= 1 for score in scores)


def test_an_empty_source_supports_nothing() -> None:
    result = check_claim(CLAIM, "", claim_language="en")

    assert result.verdict is ClaimVerdict.NOT_FOUND


def test_an_empty_claim_states_nothing() -> None:
    assert check_claim("", FERRY).verdict is ClaimVerdict.UNCHECKABLE


def test_many_are_checked_in_order_and_alike() -> None:
    checks = [Check(CLAIM.replace("eleven", word), FERRY) for word in ("eleven", "twelve", "three") * 8]

    assert check_claims(checks, jobs=2) == check_claims(checks, jobs=1)


def test_checks_may_be_mappings() -> None:
    alone = check_claim(CLAIM, FERRY, claim_language="en")

    assert check_claims([{"claim": CLAIM, "source_text": FERRY, "claim_language": "en"}]) == [alone]


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=120),
    st.text(max_size=300),
    st.sampled_from(["en", "fr", "ar", "zh", "ru", "xx", None]),
    st.sampled_from(["en", "de", "zh", "uk", None]),
)
def test_any_text_can_be_checked(claim: str, source: str, ours: str | None, theirs: str | None) -> None:
    result = check_claim(claim, source, claim_language=ours, source_language=theirs)

    assert 0 <= result.score <= 1
    assert all(claim[fact.start : fact.end] == fact.text for fact in result.facts)
    assert all(source[each.start : each.end] == each.quote for fact in result.facts for each in fact.evidence)
