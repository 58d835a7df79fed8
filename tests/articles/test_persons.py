"""Author names → persons."""

import pytest

from citecheck.articles.persons import person, persons_from_list

LISTS = {
    "ATD": [(None, None, "ATD")],
    "Lee, Ann": [("Lee", "Ann", None)],
    "Lee, A. B.": [("Lee", "A. B.", None)],
    "Lee, Ann; Moe, Bo": [("Lee", "Ann", None), ("Moe", "Bo", None)],
    "Lee, Ann; Moe, Bo & Roe, Cy": [("Lee", "Ann", None), ("Moe", "Bo", None), ("Roe", "Cy", None)],
    "Lee AB, Moe C": [("Lee", "AB", None), ("Moe", "C", None)],
    "Lee, A., Moe, B.": [("Lee", "A.", None), ("Moe", "B.", None)],
    "Ann Lee, Bo Moe and Cy Roe": [(None, None, "Ann Lee"), (None, None, "Bo Moe"), (None, None, "Cy Roe")],
    "Lee, Ann et al.": [("Lee", "Ann", None)],
    "Van Lee, Ann B.": [("Van Lee", "Ann B.", None)],
    "Lee، Ann": [("Lee", "Ann", None)],
    "甲乙、丙丁": [(None, None, "甲乙"), (None, None, "丙丁")],
    "Board of Dog and Cat Feed": [(None, None, "Board of Dog and Cat Feed")],
    "Lee & Sons": [(None, None, "Lee & Sons")],
    "Lee, Jr.": [(None, None, "Lee, Jr.")],
    "": [],
    " ; ,": [],
}


@pytest.mark.parametrize("written", LISTS)
def test_a_list_of_names(written):
    assert [(p.family, p.given, p.literal) for p in persons_from_list(written)] == LISTS[written]


def test_a_family_name_alone_may_be_an_agency():
    assert person("ATD", None).literal == "ATD"
    assert person("Lee", "Ann").name == "Ann Lee"
    assert person(None, "  ") is None
