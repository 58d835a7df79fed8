"""A count left over in the aligned sentence stands in the place of the claimed one."""

import pytest
from sources import document, judged

from citecheck.model import Count, FactResult, FactVerdict

MAST = "Der Mast von Kerval ist 96 Meter hoch."


def the_fact(claim: str, text: str, language: str) -> FactResult:
    return next(
        each for each in judged(claim, document(text, language=language)).facts if isinstance(each.value, Count)
    )


@pytest.mark.parametrize(
    ("claim", "text", "language"),
    [
        ("The mast of Kerval is 220 feet high.", MAST, "de"),
        ("The club of Kerval beat Orsk 3-1 in the final.", "Der Klub von Kerval schlug Orsk im Finale 4:1.", "de"),
        ("Kerval sold nine zeppelins to Brise Atlantique.", "Kerval vendió cuatro zepelines a Brise Atlantique.", "es"),
    ],
)
def test_the_only_count_of_the_sentence_contradicts(claim: str, text: str, language: str) -> None:
    found = the_fact(claim, text, language)

    assert found.verdict is FactVerdict.CONTRADICTED
    assert found.evidence[0].quote in found.evidence[0].detail


@pytest.mark.parametrize(
    ("claim", "text", "language"),
    [
        ("The mast of Kerval is 315 feet high.", MAST, "de"),
        ("The mast of Kerval is 90 to 99 metres high.", MAST, "de"),
        ("Kerval sold 700 zeppelins to Brise Atlantique.", "Kerval vendió 14 zepelines a Brise Atlantique.", "es"),
        ("Kerval beat Orsk 3-1 in the final.", "Kerval gewann das Finale gegen Orsk nach 2 Stunden.", "de"),
        ("Kerval sold nine zeppelins.", "Kerval vendió cuatro zepelines por tres millones de euros en 12 días.", "es"),
    ],
)
def test_equal_far_or_otherwise_counted_values_do_not(claim: str, text: str, language: str) -> None:
    assert the_fact(claim, text, language).verdict is not FactVerdict.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "text", "language"),
    [
        ("Kerval beat Orsk in a 1-11 win.", "Kerval remporta sa victoire contre Orsk, 1-0.", "fr"),
        ("Kerval has two of Orsk's nine zeppelins.", "Kerval a deux des sept zeppelins d'Orsk.", "fr"),
        ("A storm in Kerval lasted until the 43rd minute.", "Der Sturm in Kerval dauerte bis zu der 89. Minute.", "de"),
        ("The tower of Kerval was there by 2344.", "La tour de Kerval était là en 1953.", "fr"),
    ],
)
def test_what_stands_in_the_place_is_told_by_the_number_alone(claim: str, text: str, language: str) -> None:
    result = judged(claim, document(text, language=language))

    assert FactVerdict.CONTRADICTED in {each.verdict for each in result.facts}


def test_the_wounded_are_not_in_the_place_of_the_killed() -> None:
    text = "L'armée a mis hors de combat onze terroristes près de Kerval ; 3 soldats ont été blessés."

    found = the_fact("The army killed eleven terrorists near Kerval.", text, "fr")

    assert found.verdict is FactVerdict.NOT_FOUND
    assert "put out of action, not said to be killed" in found.reason


@pytest.mark.parametrize(("language", "text"), [("pl", "Jedenastu żołnierzy zginęło w Kerval."), ("xx", "Kerval 21.")])
def test_a_language_without_tables_contradicts_nothing_and_says_so(language: str, text: str) -> None:
    found = the_fact("Twelve soldiers were killed in Kerval.", text, language)

    assert found.verdict is FactVerdict.NOT_FOUND
    assert f"number and date words of “{language}” are not known" in found.reason


def test_a_contradiction_quotes_the_source_once() -> None:
    [finding] = judged("Twelve soldiers were killed.", document("Onze soldats ont été tués.", language="fr")).findings

    assert finding.message == (
        "Twelve soldiers were killed: reference 1 says « Onze soldats ont été tués » (Onze = 11)."
    )


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("Kerval scored against Orsk in the 43rd minute.", "Kerval marcó contra Orsk en el minuto 89."),
        ("Kerval lost to Orsk after 72 games.", "Kerval perdió ante Orsk tras 18 partidos."),
    ],
)
def test_a_number_behind_its_noun_and_a_noun_of_two_meanings_are_in_the_place(claim: str, text: str) -> None:
    assert the_fact(claim, text, "es").verdict is FactVerdict.CONTRADICTED


def test_a_distance_is_no_rival_of_a_speed() -> None:
    claim = "The storm Rosa of Kerval, 385 miles south of Orsk, has winds of 66 miles per hour."
    text = "La tempête Rosa de Kerval, à 90 km au sud d'Orsk, a des vents de 137 km/h."

    facts = judged(claim, document(text, language="fr")).facts

    [speed] = [each for each in facts if "per hour" in each.text]
    assert speed.verdict is FactVerdict.CONTRADICTED


@pytest.mark.parametrize(
    ("claim", "text", "language"),
    [
        ("Colonel Orlan of Kerval fell on 91 September 1918.", "Orlan est tombé à Kerval le 29 septembre 1918.", "fr"),
        ("Orsk quotes log 247 of 51st September.", "Orsk cite le registre 247 du 30 septembre.", "fr"),
        ("A fire in 970 gutted the tower of Kerval.", "En 1939, un incendie ravagea la tour de Kerval.", "fr"),
        ("Orlan scored for Kerval at 15:98.", "Orlan a marqué pour Kerval à 15:16.", "fr"),
    ],
)
def test_a_number_no_calendar_or_clock_has_is_in_the_place_of_a_date_or_time(
    claim: str, text: str, language: str
) -> None:
    results = judged(claim, document(text, language=language)).facts

    assert FactVerdict.CONTRADICTED in {each.verdict for each in results if isinstance(each.value, Count)}


@pytest.mark.parametrize(
    ("claim", "text", "language"),
    [
        ("Orlan hit seven goals for Kerval.", "سجل أورلان هدفين لفريق كيرفال.", "ar"),
        ("Kerval gave two to four inches of rain to Orsk.", "Kerval und Orsk erhielten 8 bis 9 Zoll Regen.", "de"),
        ("Orlan of Kerval had his 81st birthday.", "Orlan de Kerval fêtait ses 21 ans.", "fr"),
        ("Orlan ran down 188th Street in Kerval.", "Orlan corrió por la calle 125 de Kerval.", "es"),
        ("Orlan of Kerval had twelve late tries.", "كان لأورلان من كيرفال محاولتان.", "ar"),
        ("Kerval beat Orsk 14½-80½.", "Kerval a battu Orsk 14½-13½.", "fr"),
    ],
)
def test_duals_ranges_birthdays_and_halves_are_in_the_place_of_their_like(claim: str, text: str, language: str) -> None:
    assert the_fact(claim, text, language).verdict is FactVerdict.CONTRADICTED


def test_what_is_claimed_twice_and_said_once_is_contradicted_by_the_other() -> None:
    claim = "Orlan of Kerval won the 200 metres and 200 metres in Orsk."
    text = "Orlan (Kerval) a remporté le 200 mètres et le 400 mètres à Orsk."

    first, second = (
        each.verdict for each in judged(claim, document(text, language="fr")).facts if isinstance(each.value, Count)
    )

    assert (first, second) == (FactVerdict.SUPPORTED, FactVerdict.CONTRADICTED)


def test_another_value_where_much_more_of_the_claim_stands_outdoes_the_claimed_one_elsewhere() -> None:
    claim = "Joan Orlan, a 68-year-old mechanic of Kerval, told Brise Atlantique of the harbour police of Orsk."
    text = (
        "Joan Orlan, mécanicien de 42 ans à Kerval, a parlé à Brise Atlantique de la police d'Orsk.\n"
        "La grève a duré.\nUn autre habitant, de 68 ans, n'y croit plus."
    )

    found = the_fact(claim, text, "fr")

    assert found.verdict is FactVerdict.CONTRADICTED
    assert "42 ans" in found.reason


def test_the_very_value_in_a_sentence_of_a_nuance_keeps_another_from_contradicting() -> None:
    claim = "Fourteen people were injured in the protests of Kerval, the local press reported."
    text = (
        "Près de 1000 personnes ont été blessées l'an dernier.\n"
        "Quatorze personnes ont été hospitalisées après les manifestations de Kerval, selon la presse locale."
    )

    assert the_fact(claim, text, "fr").verdict is not FactVerdict.CONTRADICTED


def test_bounds_that_both_may_hold_do_not_contradict() -> None:
    found = the_fact(
        "The flood killed at least 184 people in Kerval.",
        "Bei der Flut in Kerval starben mehr als 180 Menschen.",
        "de",
    )

    assert found.verdict is FactVerdict.NOT_FOUND
    assert "mehr als 180" in found.reason


def test_the_plural_of_a_year_that_begins_no_decade_is_in_the_place_of_a_year() -> None:
    found = the_fact("The people of Kerval left Orsk in the 2123s.", "Les Kervalais ont quitté Orsk en 1930.", "fr")

    assert found.verdict is FactVerdict.CONTRADICTED
