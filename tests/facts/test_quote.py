import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.facts.interface import Hit, Relation, Setting
from citecheck.facts.quote import find, is_translated, seek
from citecheck.facts.source import Source
from citecheck.model import Match

SAID = "The minister said on Monday that “we will not leave the valley before the winter”, and left."


def found(text: str, language: str = "en") -> list[str]:
    return [mention.text for mention in find(text, Setting(language))]


def hits(claim: str, source: str, language: str = "en") -> list[Hit]:
    [claimed] = find(claim, Setting(language))
    return list(seek(claimed, Source(source, Setting(language))))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (SAID, ["we will not leave the valley before the winter"]),
        ('He called it "a day without end".', ["a day without end"]),
        ("Il parle d'« une journée sans fin ».", ["une journée sans fin"]),
        ("Er nannte es „einen Tag ohne Ende“.", ["einen Tag ohne Ende"]),
        ("他说「我们不会离开这里」。", ["我们不会离开这里"]),
        ('The “so-called” plan and the 6" gun.', []),
        ("no quotation", []),
    ],
)
def test_quotations_are_found_in_many_marks_and_terms_are_not(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "source",
    [
        SAID,
        'She repeated: "We will not leave\nthe valley before the winter."',
        "we will not leave the val\u00adley before the\u00a0winter",
    ],
)
def test_typography_and_white_space_do_not_matter(source: str) -> None:
    [hit] = hits(SAID, source)

    assert hit.relation is Relation.SAME
    assert hit.match in (Match.EXACT, Match.NORMALISED)
    assert source[hit.start : hit.end].split()[-1].startswith("winter")


def test_what_is_left_out_may_be_anything_near() -> None:
    claim = "He said: “we will not leave […] before the winter”."

    assert [hit.relation for hit in hits(claim, SAID)] == [Relation.SAME]
    assert hits(claim, "before the winter we will not leave") == []


def test_other_words_are_a_nuance_and_a_slip_is_none() -> None:
    [nuance] = hits(SAID, "We shall not leave that valley before the winter, she said.")
    [slip] = hits(SAID, "We will not leave the vally before the winter, she said.")

    assert (nuance.relation, nuance.match) == (Relation.NUANCE, Match.FUZZY)
    assert slip.relation is Relation.SAME


def test_something_else_is_nothing() -> None:
    assert hits(SAID, "They will stay for ever, whatever comes of it, said somebody else entirely.") == []


def test_a_quotation_in_another_language_is_a_translation() -> None:
    [claimed] = find(SAID, Setting("en"))

    assert is_translated(claimed, Source("x", Setting("fr")))
    assert not is_translated(claimed, Source("x", Setting("en")))
    assert not is_translated(claimed, Source("x", Setting("und")))


@given(st.text(alphabet='ab “”«»"„.…[] \n\u00ad', max_size=120), st.text(alphabet="ab .\u00ad", max_size=60))
def test_mentions_and_hits_lie_in_their_texts(text: str, source: str) -> None:
    for mention in find(text, Setting("en")):
        assert text[mention.start : mention.end] == mention.text
        for hit in seek(mention, Source(source, Setting("en"))):
            assert 0 <= hit.start < hit.end <= len(source)


def test_a_translation_is_shown_what_the_source_quotes() -> None:
    [claimed] = find(SAID, Setting("en"))
    source = Source("Lundi, le ministre a dit : « nous ne quitterons pas la vallée ». Il part.", Setting("fr"))
    [hit] = seek(claimed, source)

    assert hit.relation is Relation.NUANCE
    assert source.text[hit.start : hit.end] == "nous ne quitterons pas la vallée"
