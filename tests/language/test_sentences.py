"""Sentences end where a reader ends them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.language.sentences import split_sentences


def split(text, language):
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("en", ["Gen. J. R. Smith left the U.S. on Jan. 5.", "He was 40.", '"Why?" she asked.']),
        ("en", ["They came from the U.S.", "The rest stayed.", "It rose by 3.5 per cent."]),
        ("en", ["It ended.[12]", "Then... it began again.", "“It is over.”", "He left!"]),
        ("fr", ["M. Dupont a vu le gén. Martin à 13 h.", "« C’est fini. »", "Il est parti."]),
        ("fr", ["Selon l’armée, onze terroristes (env. 3 véhicules) ont fui.", "Vers 50 av. J.-C. déjà."]),
        ("es", ["El Sr. García llegó a EE.UU. ayer.", "¿Quién lo vio?", "Nadie."]),
        ("de", ["Am 21. Februar kam Dr. Weber.", "Es waren 12.", "Die Polizei schwieg."]),
        ("ru", ["В 2018 г. он жил в г. Москве.", "Он умер в 2019 г.", "Её отец, А. С. Пушкин, писал стихи."]),
        ("ar", ["قتل 11 شخصا.", "من فعل ذلك؟", "لا أحد يعلم."]),
        ("zh", ["法国军队打死了11人。", "“他们逃跑了！”", "后来呢？", "没人知道。"]),
        (
            "en",
            ["Built c. 1850 by Sens. Lee and Roy, see Roe v. Wade, fl. 1860.", "It fell (r. 1861) at 3 p.m.", "Then"],
        ),
        ("en", ["They fought in World War I.", "The war ended.", "J. A. In, a painter, took vitamin C.", "He lived."]),
        ("fr", ["Y. Le Goff (angl. Young) vit au XIX s. Le Havre.", "Sous Louis X.", "Il régna."]),
        ("es", ["En el s. XIX, c. 1850, la pág. 5.", "Bajo Alfonso X.", "Tras ello, calló."]),
        (
            "de",
            [
                "Um 50 v. Chr. lebte, u. a. Berlin, d. h. Preußen.",
                "Unter Otto I.",
                "Er starb.",
                "Lat. Roma, engl. Rome.",
            ],
        ),
        ("it", ["Nato nel sec. XV, cfr. Rossi, vol. II.", "Morì."]),
        ("pt", ["No séc. XV, c. 1450, fig. 3.", "Morreu."]),
        ("ru", ["Мали (англ. Mali), род. 5 мая, ок. 1850 г.", "Он умер.", "Т. е. Москва, и др. города."]),
        ("uk", ["Малі (англ. Mali), нар. 5 травня.", "Він жив у 1850 р.", "Помер."]),
        ("ar", ["ولد سنة 1990 م.", "وقد عاش د. أحمد هناك."]),
        ("xx", ["One thing.", "Another thing."]),
        (
            "en",
            ["Capt. Roe met Supt. Lee at approx. Noon and was inept.", "Then?!", "“Now?”", "He did.!", "It was 3.5."],
        ),
        ("en", ["See Supt.! Then he came.", "So?", "It fell."]),
    ],
)
def test_a_paragraph_splits_into_its_sentences(language, parts):
    joiner = "" if language == "zh" else " "

    assert split(joiner.join(parts), language) == parts


def test_a_line_break_always_ends_a_sentence():
    assert split("Mali: Paris confirms\nby staff\r\n\r\n  12 March", "en") == [
        "Mali: Paris confirms",
        "by staff",
        "12 March",
    ]


def test_an_empty_text_has_no_sentences():
    assert split_sentences(" \n\t ", "en") == []


@given(st.text(alphabet=st.sampled_from('ab A.!?…。؟" \n«»M1[]')), st.sampled_from(["en", "fr", "de", "ru", "zh"]))
def test_every_visible_character_is_in_exactly_one_trimmed_span(text, language):
    spans = split_sentences(text, language)

    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(before <= after for (_, before), (after, _) in pairwise(spans))
    covered = {offset for start, end in spans for offset in range(start, end)}
    assert all(character.isspace() for offset, character in enumerate(text) if offset not in covered)


@pytest.mark.parametrize("unit", [".", ". ", '"', "« ", "a.", "[1]", " ", "(.", "\n"])
def test_hostile_repetition_stays_linear(unit):
    spans = split_sentences(unit * (400_000 // len(unit)), "en")

    assert all(start < end for start, end in spans)
