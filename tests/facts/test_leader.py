import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.facts.interface import Hit, Relation, Setting
from citecheck.facts.leader import Office, find, seek
from citecheck.facts.source import Source
from citecheck.model import Match


def found(text: str, language: str = "en") -> list[tuple[str, str, str]]:
    offices = [office for office in find(text, Setting(language)) if isinstance(office, Office)]
    return [("+".join(sorted(office.roles)), office.organisation, office.person) for office in offices]


def hits(claim: str, source: str, aliases: tuple[tuple[str, ...], ...] = ()) -> list[Hit]:
    [claimed] = find(claim, Setting("en"))
    return list(seek(claimed, Source(source, Setting("fr", aliases=aliases))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("later JNIM leader and founder Abdelmalek Droukdel.", [("founder+leader", "JNIM", "Abdelmalek Droukdel")]),
        (
            "Mara Lind, the leader and founder of the Northern Front, spoke.",
            [("founder+leader", "Northern Front", "Mara Lind")],
        ),
        ("Mara Lind's brother left.", []),
        ("Tim Orr heads Acme.", [("leader", "Acme", "Tim Orr")]),
        ("the head of Acme, Tim Orr, resigned", [("leader", "Acme", "Tim Orr")]),
        ("NATO Secretary General Jens Holm said", [("secretary", "NATO", "Jens Holm")]),
        ("Acme was founded by Tim Orr.", [("founder", "Acme", "Tim Orr")]),
        ("Tim Orr, deputy leader of Acme, left.", [("deputy", "Acme", "Tim Orr")]),
        ("Tim Orr, who led the Tunisian jihadists of Northern Front, left.", [("leader", "Northern Front", "Tim Orr")]),
        ("He was a founder of Acme.", []),
        ("He met French President Emmanuel Orr.", []),
    ],
)
def test_offices_in_english(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mara Lind, émir d’Al-Qaïda au Maghreb islamique (AQMI), parle.",
            [("leader", "Al-Qaïda au Maghreb islamique", "Mara Lind")],
        ),
        ("AQMI, dont Mara Lind est le fondateur et l’émir, recule.", [("founder+leader", "AQMI", "Mara Lind")]),
        (
            "Le GSIM, actif au Mali, au Burkina Faso et au Niger, est dirigé par le Touareg malien Iyad Ag Ghali.",
            [("leader", "GSIM", "Iyad Ag Ghali")],
        ),
        ("C’est l’émir d’AQMI qui le dit. Le chef d’AQMI parle.", []),
    ],
)
def test_offices_in_french(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert found(text, "fr") == expected


def test_the_same_office_under_another_name_of_the_organisation_agrees() -> None:
    [hit] = hits("JNIM leader Iyad Ag Ghaly spoke.", "Le chef du GSIM, Iyad Ag Ghali, parle.")

    assert (hit.relation, hit.match) == (Relation.SAME, Match.ALIAS)


def test_an_alias_of_the_article_makes_two_names_one() -> None:
    claim, source = "Mara Lind, leader of the Blue Guard, spoke.", "Mara Lind, cheffe des Bleus, parle."

    assert hits(claim, source) == []
    assert [hit.relation for hit in hits(claim, source, (("Blue Guard", "Bleus"),))] == [Relation.SAME]


def test_another_organisation_known_to_be_another_contradicts() -> None:
    [hit] = hits("JNIM leader Abdelmalek Droukdel confirmed it.", "Abdelmalek Droukdel, chef d'AQMI, l'a confirmé.")

    assert (hit.relation, hit.match) == (Relation.DIFFERENT, None)
    assert hit.detail == "the source calls Abdelmalek Droukdel leader of AQMI, not of JNIM"


def test_two_organisations_that_the_source_names_are_two() -> None:
    claim = "Mara Lind, leader of Zarbo, spoke."

    assert [hit.relation for hit in hits(claim, "Mara Lind, cheffe de Vrexol, a quitté Zarbo.")] == [Relation.DIFFERENT]
    assert hits(claim, "Mara Lind, cheffe de Vrexol, parle.") == []


@pytest.mark.parametrize(
    "source",
    [
        "Iyad Ag Ghali, chef du GSIM, parle.",
        "Abdelmalek Droukdel, porte-parole d'AQMI, parle.",
        "Abdelmalek Droukdel parle d'AQMI.",
    ],
)
def test_another_person_or_role_says_nothing(source: str) -> None:
    assert hits("JNIM leader Abdelmalek Droukdel confirmed it.", source) == []


def test_an_unknown_language_says_nothing() -> None:
    assert find("Tim Orr heads Acme.", Setting("xx")) == ()


@given(st.text(alphabet="Aal dé'’chef of leader,.\n", max_size=150))
def test_a_mention_is_the_text_it_points_at(text: str) -> None:
    for language in ("en", "fr"):
        for mention in find(text, Setting(language)):
            assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Mara Lind was one of its founders and ranked as its second-in-command.", "en", ["founder", "deputy"]),
        ("Mara Lind, the group's spokesman, spoke.", "en", ["spokesperson"]),
        ("The army came. Its leader spoke.", "en", []),
        ("Mara Lind est leur chef.", "fr", ["leader"]),
    ],
)
def test_an_organisation_may_only_be_referred_to(text: str, language: str, expected: list[str]) -> None:
    offices = [office for office in find(text, Setting(language)) if isinstance(office, Office)]

    assert [role for office in offices for role in office.roles] == expected
    assert {office.person for office in offices} <= {"Mara Lind"}


def test_a_role_without_its_organisation_is_supported_and_never_contradicted() -> None:
    founder, deputy = find("Mara Lind was one of its founders and ranked as its deputy.", Setting("en"))
    source = Source(
        "Mara Lind est morte. Elle comptait parmi les fondateurs du Front. Jo Orr en est l'adjoint.", Setting("fr")
    )

    assert [hit.relation for hit in seek(founder, source)] == [Relation.SAME]
    assert list(seek(deputy, Source("Mara Lind est cheffe du Front.", Setting("fr")))) == []
