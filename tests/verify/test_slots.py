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
    assert found.text in found.evidence[0].detail


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
