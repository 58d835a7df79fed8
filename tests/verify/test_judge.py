"""Verdicts on facts: groups of sources, zones, anchors, nuances, contradictions."""

from dataclasses import replace

import pytest
from sources import FERRY, document, judged, with_sidebar

from citecheck.model import ClaimVerdict, FactKind, FactResult, FactVerdict
from citecheck.verify import Obstacle, check_claim, prepare


def fact(result, text: str) -> FactResult:
    return next(each for each in result.facts if text in each.text)


def test_a_fact_in_another_language_and_notation_is_supported_with_its_passage() -> None:
    result = judged("The ferry Anna-Lise sank off Kerval at 1:13 pm on February 21, 2019.", document())

    assert result.verdict is ClaimVerdict.SUPPORTED
    assert fact(result, "February").evidence[0].quote == "21 février 2019"
    assert "Kerval" in fact(result, "February").evidence[0].context


def test_evidence_of_a_paginated_source_names_its_page() -> None:
    first = "The ferry left the port of Kerval on Tuesday."
    text = f"{first}\nIt sank with 62 passengers on board."
    source = replace(document(text, language="en"), pages=(0, len(first) + 1))

    result = judged("The ferry that left Kerval sank with 62 passengers on board.", source)

    assert fact(result, "62").evidence[0].detail.endswith("page 2")
    assert fact(result, "Kerval").evidence[0].detail.endswith("page 1")


def test_evidence_is_cut_from_the_document() -> None:
    result = judged("Eleven people were wounded on the Anna-Lise; five boats searched off Kerval in 2019.", document())

    shown = [evidence for each in result.facts for evidence in each.evidence]
    assert shown
    assert all(FERRY[each.start : each.end] == each.quote for each in shown)
    assert all(each.quote in each.context for each in shown)


def test_another_value_of_the_same_role_contradicts() -> None:
    result = judged("Twelve people were wounded on the ferry Anna-Lise off Kerval on February 21, 2019.", document())

    assert fact(result, "Twelve").verdict is FactVerdict.CONTRADICTED
    assert fact(result, "Twelve").evidence[0].match is None
    assert result.verdict is ClaimVerdict.CONTRADICTED


def test_another_value_where_the_source_tells_of_something_else_does_not_contradict() -> None:
    text = "The Anna-Lise sank off Kerval in 2019.\nIn Oslo, the harbour festival drew eleven boats to the quay."
    result = judged("Seven boats searched for the Anna-Lise off Kerval in 2019.", document(text, language="en"))

    assert fact(result, "Seven").verdict is FactVerdict.NOT_FOUND


def test_a_value_that_another_fact_accounts_for_contradicts_nothing() -> None:
    text = "Maria Keravel led the Kerval company as its director from 1997 to 2003."
    claimed = "After a retirement in 1996, Maria Keravel led the Kerval company as its director from 1997 to 2003."

    assert judged(claimed, document(text, language="en")).verdict is not ClaimVerdict.CONTRADICTED


def test_one_value_among_several_contradicts_nothing() -> None:
    text = (
        "The Anna-Lise of Kerval carried 40 passengers on Monday, 50 passengers on Friday and 60 passengers on Sunday."
    )
    result = judged("The Anna-Lise of Kerval carried 47 passengers.", document(text, language="en"))

    assert fact(result, "47").verdict is FactVerdict.NOT_FOUND


def test_a_small_number_elsewhere_in_the_source_does_not_support() -> None:
    text = (
        "The Anna-Lise sank off Kerval.\nRescuers of the Kerval station brought the crew of the ferry Anna-Lise home.\n"
        "The weather will be mild.\nA museum in Oslo bought seven paintings by unknown artists last year.\n"
    )
    result = judged("Seven rescuers of the Kerval station searched for the Anna-Lise.", document(text, language="en"))

    assert fact(result, "Seven").verdict is FactVerdict.NOT_FOUND


def test_a_large_number_counts_wherever_it_stands() -> None:
    text = "The Anna-Lise sank off Kerval.\nMonths later the report came.\nThe bill was 1,740,000 euros."
    result = judged("The Anna-Lise cost 1,740,000 euros to raise.", document(text, language="en"))

    assert fact(result, "1,740,000").verdict is FactVerdict.SUPPORTED


def test_what_stands_in_a_sidebar_is_shown_and_does_not_decide() -> None:
    page = with_sidebar("The ferry Anna-Lise sank off Kerval.", "Most read: Storm of 14 March 1987 remembered")
    result = judged("The Anna-Lise was launched on 14 March 1987.", page)

    launched = fact(result, "1987")
    assert launched.verdict is FactVerdict.NOT_FOUND
    assert launched.evidence[0].quote == "14 March 1987"
    assert "outside" in launched.reason


def test_a_nuance_does_not_support_and_is_explained() -> None:
    text = "At least 30 people were on board the Anna-Lise when it sank off Kerval."
    result = judged("There were 37 people on board the Anna-Lise.", document(text, language="en"))

    aboard = fact(result, "37")
    assert aboard.verdict is not FactVerdict.SUPPORTED
    assert "30" in aboard.reason


def test_adjacent_citations_are_one_group() -> None:
    other = document("The Brise Atlantique has a new office.", url="http://other.example/", language="en")

    assert judged("The Anna-Lise sank on February 21, 2019.", other, document()).verdict is ClaimVerdict.SUPPORTED


def test_a_contradiction_needs_that_no_other_source_has_the_fact() -> None:
    wrong = "Twelve people were wounded when the ferry Anna-Lise sank off Kerval on 21 February 2019."
    claimed = "Eleven people were wounded when the ferry Anna-Lise sank off Kerval on 21 February 2019."

    assert judged(claimed, document(wrong, language="en")).verdict is ClaimVerdict.CONTRADICTED
    assert judged(claimed, document(wrong, language="en"), document()).verdict is not ClaimVerdict.CONTRADICTED


def test_what_is_missing_is_uncheckable_while_another_source_is_unread() -> None:
    result = judged("The Anna-Lise was built in 1975.", document(), Obstacle("the host does not answer"))

    built = fact(result, "1975")
    assert built.verdict is FactVerdict.UNCHECKABLE
    assert built.reason == "the host does not answer"


@pytest.mark.parametrize(("partial", "verdict"), [(True, FactVerdict.UNCHECKABLE), (False, FactVerdict.NOT_FOUND)])
def test_what_is_missing_from_a_part_of_a_page_is_uncheckable(partial: bool, verdict: FactVerdict) -> None:
    result = judged("The Anna-Lise was built in 1975.", prepare(document(), partial=partial))

    assert fact(result, "1975").verdict is verdict


def test_what_stands_in_the_free_part_of_a_page_supports() -> None:
    page = prepare(document(free=False))

    assert page.partial
    assert judged("The Anna-Lise sank on February 21, 2019.", page).verdict is ClaimVerdict.SUPPORTED


def test_of_a_supported_fact_the_one_passage_is_shown() -> None:
    page = document("\n".join(f"Kerval is news item {number}." for number in range(30, 40)), language="en")

    shown = fact(judged("The port of Kerval was news item 37.", page), "Kerval").evidence

    assert [each.context for each in shown] == ["Kerval is news item 37."]


def test_a_day_named_beside_the_day_of_the_announcement_is_not_contradicted() -> None:
    page = document("La préfecture a annoncé vendredi 22 février 2019 que le ferry Anna-Lise avait coulé jeudi.")
    alone = document("Le ferry Anna-Lise a coulé le vendredi 22 février 2019.")
    claim = "The ferry Anna-Lise sank on 21 February 2019."

    assert fact(judged(claim, page), "21 February 2019").verdict is FactVerdict.NOT_FOUND
    assert fact(judged(claim, alone), "21 February 2019").verdict is FactVerdict.CONTRADICTED


def test_a_translated_quotation_is_left_to_a_person_beside_its_original() -> None:
    result = check_claim(
        "“We will not surrender”, President Amara said in Bamako on Monday.",
        "La séance fut longue. Lundi à Bamako, « nous ne nous rendrons pas », a déclaré le président Amara. Il a plu.",
        claim_language="en",
        source_language="fr",
        semantic=False,
    )
    quoted = fact(result, "We will not surrender")

    assert quoted.verdict is FactVerdict.UNCHECKABLE
    assert [each.quote for each in quoted.evidence] == ["nous ne nous rendrons pas"]
    assert "translated" in quoted.reason


@pytest.mark.parametrize(("language", "sought"), [("ru", False), ("fr", True)])
def test_what_cannot_be_read_in_the_language_of_any_source_is_not_sought(language: str, sought: bool) -> None:
    source = {
        "ru": "Премьер-министр Мали Шогель Майга в понедельник посетил Москву.",
        "fr": "Choguel Maïga était lundi à Moscou, où il est resté une journée.",
    }[language]
    claim = "The Prime Minister of Mali, Choguel Maïga, visited Moscow."
    result = check_claim(claim, source, claim_language="en", source_language=language, semantic=False)

    assert any(each.kind is FactKind.LEADER for each in result.facts) is sought


def test_a_story_that_goes_on_from_one_to_three_contradicts_neither() -> None:
    source = (
        "Une heure plus tard, le guetteur repère un premier pick-up, seul, qui roule vite. "
        "Deux autres véhicules le rejoignent bientôt ; ce sont désormais trois pick-up qui filent ensemble."
    )
    claim = "The lookout saw one pick-up an hour later, and then two more vehicles joined it."
    result = check_claim(claim, source, claim_language="en", source_language="fr", semantic=False)

    assert fact(result, "one pick-up").verdict is FactVerdict.SUPPORTED


@pytest.mark.parametrize(
    ("claim", "source", "language"),
    [
        ("Marie Kerval was born in 1867.", "Marie Kerval died in 1934 in Orsk.", "en"),
        ("Marie Kerval was born in 1867.", "Marie Kerval est morte en 1934 à Orsk.", "fr"),
        ("Marie Kerval won the Orsk Prize in 1911.", "Marie Kerval died in 1934 after a long illness.", "en"),
        ("The Anna-Lise was built in 1975.", "The ferry Anna-Lise sank on 21 February 2019.", "en"),
        ("The Anna-Lise was built in 1975.", "L'Anna-Lise a sombré en 2019.", "fr"),
    ],
)
def test_a_name_alone_makes_no_contradiction(claim: str, source: str, language: str) -> None:
    result = check_claim(claim, source, claim_language="en", source_language=language, semantic=False)

    assert result.facts[-1].verdict is FactVerdict.NOT_FOUND


@pytest.mark.parametrize(
    ("claim", "source", "language"),
    [
        ("Marie Kerval was born in 1867.", "Marie Kerval was born on 3 June 1876 in Orsk.", "en"),
        ("Marie Kerval was born in 1867.", "Marie Kerval est née le 3 juin 1876 à Orsk.", "fr"),
        ("The treaty was signed on 5 May 2018 in Orsk.", "The treaty was signed in Orsk in 2020.", "en"),
    ],
)
def test_another_year_of_the_same_contradicts_however_exact(claim: str, source: str, language: str) -> None:
    result = check_claim(claim, source, claim_language="en", source_language=language, semantic=False)

    assert fact(result, "8").verdict is FactVerdict.CONTRADICTED
