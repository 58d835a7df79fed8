import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.facts.interface import Hit, Relation, Setting
from citecheck.facts.means import find, seek
from citecheck.facts.source import Source
from citecheck.model import Match


def found(text: str, language: str = "en") -> list[tuple[str, object]]:
    return [(mention.text, mention.value) for mention in find(text, Setting(language))]


def hits(claim: str, source: str, language: str = "fr") -> list[Hit]:
    [claimed] = find(claim, Setting("en"))
    return list(seek(claimed, Source(source, Setting(language))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army opened with drone strikes on the convoy.", [("drone strikes", "drone")]),
        ("The helicopters opened fire.", [("helicopters opened fire", "helicopter")]),
        ("An airstrike hit it; air strikes went on.", [("airstrike", "aircraft"), ("air strikes", "aircraft")]),
        (
            "A car bomb went off after a suicide bombing.",
            [("car bomb", "car bomb"), ("suicide bombing", "suicide bomber")],
        ),
        (
            "Shelling by artillery and attacks with drones",
            [("Shelling by artillery", "artillery"), ("attacks with drones", "drone")],
        ),
        ("They were struck by drones.", [("struck by drones", "drone")]),
    ],
)
def test_attacks_are_found_with_their_means(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Troops fired at the helicopters, and a drone was attacked.",
        "The air base attack was long ago.",
        "The drones picked out one pick-up.",
        "They attacked tanks.",
        "The committee opened fire exits.",
    ],
)
def test_targets_and_other_uses_are_no_means(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Des frappes de drones ont visé le camp.", [("frappes de drones", "drone")]),
        (
            "Une frappe aérienne, puis des tirs d’artillerie.",
            [("frappe aérienne", "aircraft"), ("tirs d’artillerie", "artillery")],
        ),
        ("Ce sont les hélicoptères qui ont tiré sur eux.", [("hélicoptères qui ont tiré", "helicopter")]),
        ("Ils ont attaqué des chars.", []),
    ],
)
def test_french(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "fr") == expected


def test_an_attack_by_the_same_means_agrees() -> None:
    [hit] = hits("drone strikes hit the camp", "Le camp a brûlé. Des frappes de drones l'ont touché.")

    assert (hit.relation, hit.match) == (Relation.SAME, Match.TRANSLATED)


def test_in_one_language_the_same_words_match_exactly() -> None:
    [hit] = hits("drone strikes hit the camp", "There were drone strikes.", "en")

    assert hit.match is Match.EXACT


@pytest.mark.parametrize(
    "source",
    [
        "Le drone s’est borné à observer, sans ouvrir le feu : ce sont les hélicoptères qui ont tiré.",
        "Le drone n'a pas tiré. Les avions ont bombardé le convoi.",
        "Les hélicoptères ont tiré. Le drone se contentait de filmer.",
    ],
)
def test_a_means_that_only_watched_while_another_attacked_contradicts(source: str) -> None:
    [hit] = hits("drone strikes hit the camp", source)

    assert hit.relation is Relation.DIFFERENT
    assert hit.match is None
    assert source[hit.start : hit.end].casefold().startswith("drone")
    assert "another means" in hit.detail


@pytest.mark.parametrize(
    "source",
    [
        "Le drone n'a pas tiré.",
        "Les hélicoptères n'ont pas tiré : ils suivaient.",
        "Un drone a survolé la ville.",
        "Les hélicoptères ont tiré.",
    ],
)
def test_nothing_is_contradicted_unless_both_are_said(source: str) -> None:
    assert hits("drone strikes hit the camp", source) == []


def test_an_unknown_language_says_nothing() -> None:
    assert find("drone strikes", Setting("xx")) == ()
    assert hits("drone strikes", "drone strikes", "xx") == []


@given(st.text(alphabet="drone strikesfrappé tiré air ’'-.\n", max_size=200))
def test_a_mention_is_the_text_it_points_at(text: str) -> None:
    for language in ("en", "fr"):
        for mention in find(text, Setting(language)):
            assert text[mention.start : mention.end] == mention.text
