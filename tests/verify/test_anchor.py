"""Words, anchors, features and the score."""

from collections.abc import Sequence
from functools import partial

import pytest
from sources import document

from citecheck.facts.interface import Hit, Relation, Setting
from citecheck.facts.source import Source
from citecheck.model import Match
from citecheck.verify import check_claim, prepare
from citecheck.verify.anchor import anchor
from citecheck.verify.features import features
from citecheck.verify.nearness import nearness, parts_of
from citecheck.verify.passages import PassageIndex
from citecheck.verify.score import models
from citecheck.verify.words import content_words

TEXT = "The harbour of Kerval is old.\nThe ferry Anna-Lise sank there.\nIts captain was heard by the police."


def stems(text: str, language: str) -> set[str]:
    return {word.stem for word in content_words(text, language)}


@pytest.mark.parametrize(
    ("english", "language", "foreign"),
    [
        ("November", "fr", "novembre"),
        ("helicopters", "fr", "hélicoptères"),
        ("five", "es", "cinco"),
        ("March", "de", "März"),
        ("Monday", "ru", "понедельник"),
    ],
)
def test_words_of_the_lexicons_meet_across_languages(english: str, language: str, foreign: str) -> None:
    assert stems(english, "en") & stems(foreign, language)


def test_cognates_meet_by_their_consonants() -> None:
    ours, theirs = content_words("parliament", "en")[0], content_words("парламент", "ru")[0]

    assert ours.skeleton == theirs.skeleton != ""


def test_function_words_are_dropped_by_language() -> None:
    assert stems("die Stadt", "de") == stems("Stadt", "de")
    assert stems("they die", "en") == {"die"}


def test_grouped_digits_are_one_number_and_ideographs_are_pairs() -> None:
    assert "1740000" in stems("1,740,000 or 1 740 000", "en")
    assert stems("马里军队", "zh") == {"马里", "里军", "军队"}


def test_the_sentence_that_shares_the_rare_words_is_best() -> None:
    source = prepare(document(TEXT, language="en"))
    standing = anchor(content_words("The Anna-Lise sank.", "en"), [], source).standing(None)

    assert standing.place == 1
    assert standing.evidence(1) > standing.evidence(0) > 0
    assert standing.share(1) == 1


def test_the_fact_under_judgement_does_not_anchor_itself() -> None:
    source = prepare(document(TEXT, language="en"))
    hit = Hit(0, 3, Relation.SAME, Match.EXACT)
    found = anchor([], [[hit]], source)

    assert found.standing(None).evidence(0) > 0
    assert found.standing(0).evidence(0) == 0


class Encoder:
    """Sentences that hold a word are near, others are not; counts what it is asked for."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.asked: list[str] = []

    def __call__(self, sentences: Sequence[str]) -> list["Vector"]:
        self.asked += sentences
        return [Vector(1.0 if self.word in each else 0.0) for each in sentences]


class Vector(float):
    def __matmul__(self, other: "Vector") -> float:
        return self * other


def test_an_encoder_shows_the_way_and_encodes_a_sentence_once() -> None:
    source, encoder = prepare(document(TEXT, language="en")), Encoder("police")
    words = content_words("The harbour police heard the captain of the ferry.", "en")
    for _ in range(2):
        found = anchor(words, [], source, measure=partial(nearness, "the police", "en", encoder=encoder))

    assert found.nearness is not None
    assert (found.nearness.whole, found.nearness.parts) == (1, 1)
    assert found.standing(None).place == 2
    assert sorted(encoder.asked).count("Its captain was heard by the police.") == 1


def test_a_claim_is_cut_at_punctuation_and_stop_words_behind_enough_content() -> None:
    claim = "Paul Simon, a French critic, liked the film and its director."

    assert parts_of(claim, "en") == ["Paul Simon", "a French critic", "liked the film", "and its director."]
    assert parts_of("袭击者骑着摩托车，开枪打死11人。", "zh") == ["袭击者骑着摩托车", "开枪打死11人"]
    assert parts_of("", "en") == []


def test_features_say_what_is_there_and_what_is_missing() -> None:
    index = PassageIndex(Source(TEXT, Setting("en")))
    whole = features(content_words("The ferry Anna-Lise sank.", "en"), [index])
    partly = features(content_words("The ferry Anna-Lise sank with Maud Keravel and 740 cars.", "en"), [index])

    assert (whole.coverage, whole.missing_names, whole.missing_numbers) == (1, 0, 0)
    assert partly.coverage < 1
    assert (partly.missing_names, partly.missing_numbers, partly.numbers) == (2, 1, 0)


def test_an_index_knows_the_sentences_of_words_and_their_order_in_one() -> None:
    index = PassageIndex(Source("Kerval lost 1,740 cars.\nCars of Kerval.\nThe cars burn.", Setting("en")))
    kerval, number, cars = content_words("Kerval 1740 cars", "en")

    assert (list(index.of_stem(kerval)), list(index.of_stem(number)), list(index.of_stem(cars))) == (
        [0, 1],
        [0],
        [0, 1, 2],
    )
    assert list(index.of_skeleton(kerval)) == [0, 1]
    assert index.has_pair(number, cars)
    assert not index.has_pair(cars, cars)


def test_features_of_nothing_are_defined() -> None:
    assert features([], []).coverage == 1
    assert features(content_words("The ferry sank.", "en"), []).coverage == 0


def test_every_model_names_only_features_that_are_measured() -> None:
    measured = {*features([], []).__slots__, "told", "share", "nearness", "parts"}

    assert set(models()) == {"words", "meaning", "foreign", "foreign-meaning"}
    assert all(set(model.weights) <= measured for model in models().values())


def test_more_support_never_lowers_a_score() -> None:
    model = models()["words"]
    low = dict.fromkeys(model.weights, 0.0) | {"missing_numbers": 2.0, "missing_names": 2.0}
    high = dict.fromkeys(model.weights, 1.0) | {"missing_numbers": 0.0, "missing_names": 0.0}

    assert 0 < model.probability(low) < 0.1 < 0.7 < model.probability(high) < 1


def test_a_contradicted_fact_halves_the_score_of_a_claim() -> None:
    source = "Eleven people were wounded when the ferry Anna-Lise sank off Kerval on 21 February 2019."
    true = check_claim(source, source, claim_language="en", source_language="en", semantic=False)
    wrong = check_claim(
        source.replace("Eleven", "Twelve"), source, claim_language="en", source_language="en", semantic=False
    )

    assert true.score > 0.8
    assert wrong.score < 0.5
