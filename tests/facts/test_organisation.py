"""Organisations: acronyms across languages, translations of common words, aliases."""

import pytest
from tests.facts.names import found, seek

from citecheck.facts.interface import Setting
from citecheck.facts.organisation import ORGANISATION, find
from citecheck.model import FactKind, Match


@pytest.mark.parametrize(
    ("language", "claim", "organisations"),
    [
        (
            "en",
            "The French Army fought Jama'at Nasr al-Islam wal Muslimin (JNIM).",
            ["French Army", "Jama'at Nasr al-Islam wal Muslimin", "JNIM"],
        ),
        (
            "en",
            "The Department of Health and Human Services spoke to NATO.",
            ["Department of Health and Human Services", "NATO"],
        ),
        ("en", "Workers at the Bank of England and Barclays agreed.", ["Bank of England"]),
        ("fr", "Les Nations unies (ONU) et l'Union africaine.", ["Nations unies", "ONU", "Union africaine"]),
        ("ar", "أعلنت جماعة نصرة الإسلام والمسلمين والأمم المتحدة", ["جماعة نصرة الإسلام والمسلمين", "والأمم المتحدة"]),
        ("zh", "联合国和基地组织", ["联合国", "基地组织"]),
    ],
)
def test_organisations_are_read_from_a_claim(language: str, claim: str, organisations: list[str]) -> None:
    assert [each.text for each in find(claim, Setting(language))] == organisations


@pytest.mark.parametrize(
    ("language", "name", "text", "expected"),
    [
        ("fr", "JNIM", "le GSIM a frappé", "GSIM"),
        ("fr", "JNIM", "Groupe de soutien à l’islam et aux musulmans", "Groupe de soutien à l’islam et aux musulmans"),
        ("fr", "United Nations", "selon l'ONU", "ONU"),
        ("fr", "NATO", "l'Otan a répondu", "Otan"),
        ("ru", "United Nations", "заявили в ООН", "ООН"),
        ("ar", "United Nations", "أعلنت الأمم المتحدة", "الأمم المتحدة"),
        ("de", "European Union", "in der Europäischen Union", "Europäischen Union"),
        ("fr", "Supreme Court", "devant la Cour suprême hier", "Cour suprême"),
        ("es", "Supreme Court", "ante el Tribunal Supremo ayer", "Tribunal Supremo"),
        ("ru", "Supreme Court", "решение Верховного суда", "Верховного суда"),
        ("fr", "French Army", "l'armée française a tiré", "armée française"),
        ("fr", "Senate Judiciary Committee", "le Comité judiciaire du Sénat", "Comité judiciaire du Sénat"),
    ],
)
def test_organisations_are_found_in_other_languages(language: str, name: str, text: str, expected: str) -> None:
    hits = seek(name, text, language, claim=f"Then the {name} spoke.")

    assert found(hits, text)[0] == expected


def test_a_name_translated_word_by_word_says_so() -> None:
    hit = seek("Supreme Court", "devant la Cour suprême hier", claim="The Supreme Court spoke.")[0]

    assert (hit.match, hit.detail) == (Match.TRANSLATED, "« Cour suprême » translates Supreme Court")


def test_an_acronym_is_an_alias_and_a_word_is_not_an_acronym() -> None:
    assert seek("United Nations", "selon l'ONU", claim="The United Nations spoke.")[0].match is Match.ALIAS
    assert seek("UN", "Un homme a vu un chien.", claim="The UN spoke.") == []


def test_an_acronym_that_the_source_explains_is_found() -> None:
    text = "Le Front du Fleuve Gris (FFG) a parlé. Le FFG a tiré."
    hits = seek("Front du Fleuve Gris", text, claim="The Front du Fleuve Gris spoke.")

    assert found(hits, text).count("FFG") == 2


def test_different_organisations_are_not_one() -> None:
    assert seek("AQIM", "le GSIM a frappé", claim="Then AQIM spoke.") == []
    assert seek("Supreme Court", "une cour de ferme", claim="The Supreme Court spoke.") == []


def test_the_kind_is_organisation() -> None:
    assert ORGANISATION.name is FactKind.ORGANISATION
