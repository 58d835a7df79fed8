"""Places: exonyms, adjectives, and places that are merely alike."""

import pytest
from tests.facts.names import found, read, seek

from citecheck.facts.gazetteer import forbids, lookup
from citecheck.facts.interface import Setting
from citecheck.facts.place import PLACE, find
from citecheck.facts.spelling import names_similarity
from citecheck.model import FactKind, Match
from citecheck.verify import check_claim


@pytest.mark.parametrize(
    ("language", "claim", "places"),
    [
        ("en", "Troops left Timbuktu for New York City and Mali.", ["Timbuktu", "New York City", "Mali"]),
        ("en", "Mali fell silent, and North Korea spoke.", ["Mali", "North Korea"]),
        ("en", "They crossed Tombouctou Region and the River Niger.", ["Tombouctou Region", "River Niger"]),
        ("en", "Los Angeles, New York City", ["Los Angeles", "New York City"]),
        ("fr", "Une base au nord de Tombouctou, au Mali.", ["Tombouctou", "Mali"]),
        ("de", "Der Angriff auf das Hotel in Bamako.", ["Bamako"]),
        ("ru", "Войска покинули Францию и Северную Корею.", ["Францию", "Северную Корею"]),
        ("ar", "غادرت القوات تمبكتو في مالي ووصلت بفرنسا", ["تمبكتو", "مالي", "بفرنسا"]),
        ("zh", "法国军队离开马里北部的廷巴克图。", ["法国", "马里", "廷巴克图"]),
    ],
)
def test_places_are_read_from_a_claim(language: str, claim: str, places: list[str]) -> None:
    assert [each.text for each in find(claim, Setting(language))] == places


@pytest.mark.parametrize(
    ("language", "place", "text", "expected"),
    [
        ("fr", "Timbuktu", "au nord de Tombouctou", "Tombouctou"),
        ("ar", "Timbuktu", "شمال تمبكتو", "تمبكتو"),
        ("ru", "Timbuktu", "к северу от Тимбукту", "Тимбукту"),
        ("zh", "Timbuktu", "在廷巴克图以北", "廷巴克图"),
        ("fr", "United States", "aux États-Unis hier", "États-Unis"),
        ("de", "France", "gestern in Frankreich", "Frankreich"),
        ("de", "France", "Frankreichs Armee", "Frankreichs"),
        ("ru", "France", "войска Франции ушли", "Франции"),
        ("ar", "France", "وصل لفرنسا أمس", "لفرنسا"),
        ("zh", "France", "法国军队", "法国"),
        ("fr", "Cologne", "à Cologne", "Cologne"),
        ("de", "Cologne", "nach Köln", "Köln"),
        ("fr", "Tombouctou Region", "dans la région de Tombouctou", "région de Tombouctou"),
    ],
)
def test_places_are_found_under_their_other_names(language: str, place: str, text: str, expected: str) -> None:
    assert found(seek(place, text, language), text)[0] == expected


def test_an_exonym_is_a_translation() -> None:
    assert seek("Timbuktu", "au nord de Tombouctou")[0].match is Match.TRANSLATED


def test_a_claim_in_another_language_is_undone_first() -> None:
    text = "Soldiers left France."

    assert found(seek("Францию", text, "en", claim="Солдаты покинули Францию.", claimed_in="ru"), text) == ["France"]


def test_an_adjective_is_weaker_than_the_name() -> None:
    adjective = seek("France", "l'armée française")[0].strength

    assert adjective == 0.75 < seek("France", "en France")[0].strength


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Niger", "Nigeria"),
        ("Mali", "Malawi"),
        ("Iran", "Iraq"),
        ("Austria", "Australia"),
        ("Slovakia", "Slovenia"),
        ("North Korea", "South Korea"),
        ("Guinea", "Guyana"),
        ("Dominica", "Dominican Republic"),
    ],
)
def test_two_known_places_are_never_one(one: str, other: str) -> None:
    assert forbids(one, other)
    assert names_similarity(one, other) == 0.0
    assert seek(one, f"They went to {other} then.", "en") == []
    assert seek(other, f"They went to {one} then.", "en") == []


def test_names_of_one_place_do_not_forbid() -> None:
    assert not forbids("Timbuktu", "Tombouctou")
    assert not forbids("Mali", "Smith")


def test_lookup_knows_countries_before_towns() -> None:
    assert lookup("Mali")[0].kind == "country"
    assert lookup("no such place at all") == ()
    assert lookup("") == ()


def test_an_acronym_is_not_a_town() -> None:
    assert all(entry.kind == "organisation" for entry in lookup("UN"))
    assert read("The AI boom began.") == [("organisation", "AI")]


def test_the_kind_is_place() -> None:
    assert PLACE.name is FactKind.PLACE


@pytest.mark.parametrize(
    ("claim", "text", "verdict"),
    [
        ("He came from Nigeria.", "Он родом из Нигерии.", "supported"),
        ("He came from Nigeria.", "Он родом из Нигера.", "not-found"),
        ("He came from Niger.", "Он родом из Нигерии.", "not-found"),
        ("He came from Niger.", "Он родом из Нигера.", "supported"),
    ],
)
def test_a_case_of_another_countrys_name_is_no_trace_of_a_country(claim: str, text: str, verdict: str):
    [fact] = check_claim(claim, text, claim_language="en", source_language="ru", semantic=False).facts

    assert fact.verdict == verdict
