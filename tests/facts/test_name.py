"""Persons and things: read from claims, found in sources of other languages, spellings and scripts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.facts.names import found, mention, read, seek

from citecheck.facts.interface import Relation, Setting
from citecheck.facts.name import NAME, find
from citecheck.facts.naming import read_names
from citecheck.facts.seeking import seek_name
from citecheck.facts.source import Source
from citecheck.model import FactKind, Match


@pytest.mark.parametrize(
    ("claim", "names"),
    [
        ("President Emmanuel Macron of France met Dr. Angela Merkel.", ["Emmanuel Macron", "Angela Merkel"]),
        ("In May, Theresa May spoke.", ["Theresa May"]),
        ("The drone, an MQ-9, took off on Monday.", ["MQ-9"]),
        ("House Speaker Paul Ryan and U.S. President Donald J. Trump spoke.", ["Paul Ryan", "Donald J. Trump"]),
        ("Secretary of State John Kerry left.", ["John Kerry"]),
        ("Sedane Ag Hita confirmed that Bou Djeheba lies north.", ["Sedane Ag Hita", "Bou Djeheba"]),
        ("However, police said the French were ready. Researchers agreed.", []),
        ("THE WHOLE SENTENCE IS WRITTEN IN CAPITALS", []),
        ("Why Nobody Will Ever Win Such a Race", []),
        ("Enforcement of the rules began in April.", []),
    ],
)
def test_names_are_read_from_a_claim(claim: str, names: list[str]) -> None:
    assert [each.text for each in find(claim, Setting("en"))] == names


@pytest.mark.parametrize(
    ("language", "claim", "names"),
    [
        (
            "fr",
            "Le président Emmanuel Macron a reçu Djamel Okacha, dit « Yahia ».",
            ["Emmanuel Macron", "Djamel Okacha", "Yahia"],
        ),
        ("de", "Bundeskanzlerin Angela Merkel traf am Montag einen Angreifer im Hotel.", ["Angela Merkel"]),
        ("ru", "Президент Эммануэль Макрон выступил в понедельник.", ["Эммануэль Макрон"]),
        ("es", "El presidente Pedro Sánchez llegó el lunes.", ["Pedro Sánchez"]),
    ],
)
def test_names_are_read_in_other_languages(language: str, claim: str, names: list[str]) -> None:
    assert [text for kind, text in read(claim, language) if kind == "name"] == names


def test_a_mention_says_where_it_stands() -> None:
    claim = "In 2019 Djamel Okacha died."
    [name] = find(claim, Setting("en"))

    assert claim[name.start : name.end] == name.text == name.value
    assert name.kind is NAME.name is FactKind.NAME


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("Sedane Ag Hita", "Sidan Ag Hitta"),
        ("Bou Djeheba", "Bou Djebeha"),
        ("Abou Hamman", "Abou El Hamame"),
        ("Muammar Gaddafi", "Mouammar Kadhafi"),
        ("Abdelmalek Droukdel", "Abdelmalek Droudekel"),
        ("Abd al-Malik", "Abdelmalek"),
        ("Mohammed Morsi", "Mohamed Morsy"),
        ("Trump, Donald", "Donald Trump"),
    ],
)
def test_spellings_of_one_name_are_found(name: str, spelled: str) -> None:
    text = f"Selon l'armée, {spelled} a été vu près du fleuve mardi."
    name = name if "," not in name else "Donald Trump"
    hits = seek(name, text)

    assert hits
    assert found(hits, text)[0] == spelled
    assert hits[0].relation is Relation.SAME


@pytest.mark.parametrize(
    ("language", "name", "text", "expected"),
    [
        ("ru", "Donald Trump", "Вчера с Дональдом Трампом встретился посол.", "Дональдом Трампом"),
        ("uk", "Angela Merkel", "Учора Ангела Меркель прибула до столиці.", "Ангела Меркель"),
        ("ar", "Donald Trump", "والتقى دونالد ترامب بالسفير أمس", "دونالد ترامب"),
        ("ar", "Muammar Gaddafi", "قال معمر القذافي إن بلاده", "معمر القذافي"),
        ("el", "Angela Merkel", "Χθες η Άνγκελα Μέρκελ μίλησε.", "Άνγκελα Μέρκελ"),
    ],
)
def test_names_are_found_in_other_scripts(language: str, name: str, text: str, expected: str) -> None:
    hits = seek(name, text, language)

    assert found(hits, text)[0] == expected
    assert hits[0].match is Match.TRANSLITERATED


def test_exact_and_normalised_are_told_apart() -> None:
    assert seek("Djamel Okacha", "Djamel Okacha est mort.")[0].match is Match.EXACT
    assert seek("Djamel Okacha", "DJAMEL OKACHA est mort.")[0].match is Match.NORMALISED


def test_the_detail_names_both_spellings() -> None:
    hit = seek("Sedane Ag Hita", "Hier, Sidan Ag Hitta a parlé.")[0]

    assert hit.detail == "« Sidan Ag Hitta » is another spelling of Sedane Ag Hita"


def test_a_surname_alone_counts_less_unless_the_source_has_the_full_name() -> None:
    alone = seek("Djamel Okacha", "Le chef Okacha est mort.")[0].strength
    text = "Djamel Okacha est mort. Hier encore, Okacha parlait."
    hits = {text[hit.start : hit.end]: hit.strength for hit in seek("Djamel Okacha", text)}

    assert alone < hits["Okacha"] < hits["Djamel Okacha"] == 1.0


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Barack Obama", "Puis Michelle Obama a parlé."),
        ("Abou Iyadh", "Puis Iyad Ag Ghali a parlé."),
        ("Peter Niger", "Le Nigeria a répondu."),
        ("Donald Trump", "Puis Donald Tusk a parlé."),
        ("Ariana Grande", "Un grand pays. Le Grand Bassin."),
        ("Lee Smith", "قال على لسانه"),
        ("Djamel Okacha", ""),
    ],
)
def test_other_names_are_not_taken_for_it(name: str, text: str) -> None:
    assert [hit for hit in seek(name, text) if hit.strength > 0.6] == []


def test_aliases_of_the_claim_are_found() -> None:
    claim = "Seifallah Ben Hassine, alias Abou Iyadh, died."
    text = "Abou Iyadh est mort."
    hits = seek("Seifallah Ben Hassine", text, claim=claim)

    assert found(hits, text) == ["Abou Iyadh"]
    assert hits[0].match is Match.ALIAS


def test_aliases_that_the_source_gives_are_found() -> None:
    text = (
        "Djamel Okacha, plus connu sous le nom de guerre de Yahia Abou El Hamame, est mort. Abou El Hamame avait fui."
    )
    hits = seek("Djamel Okacha", text)

    assert "Yahia Abou El Hamame" in found(hits, text)


def test_aliases_of_the_setting_are_found() -> None:
    setting = Setting("en", aliases=(("Djamel Okacha", "Le Vieux Lion"),))
    [claimed] = find("They saw Djamel Okacha there.", setting)
    hits = seek_name(claimed, Source("Mardi, Le Vieux Lion est mort.", Setting("fr")))

    assert [hit.match for hit in hits] == [Match.ALIAS]


def test_only_its_own_mentions_are_sought() -> None:
    assert NAME.seek(mention("Mali fell.", "Mali"), Source("Le Mali.", Setting("fr")))


@given(st.text(max_size=80), st.text(max_size=120), st.sampled_from(["en", "de", "ru", "ar", "zh", "und"]))
def test_any_text_is_read_and_searched(claim: str, text: str, language: str) -> None:
    source = Source(text, Setting(language))
    for name in read_names(claim, Setting(language)):
        assert claim[name.start : name.end] == name.text
        for hit in seek_name(name, source):
            assert 0 <= hit.start < hit.end <= len(text)
            assert 0 < hit.strength <= 1
