"""Formatted citations → works."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from citecheck.articles.citation_text import work_from_text

CASES = {
    '"Walls of the north". 14 June 2019.': {"title": "Walls of the north", "date": "2019-06-14"},
    'ATD (2023-10-02). "Le mur". Le Soir.example (in French). Retrieved 2023-10-03.': {
        "authors": "ATD",
        "date": "2023-10-02",
        "title": "Le mur",
        "site": "Le Soir.example",
        "language": "fr",
        "access_date": "2023-10-03",
    },
    'Lee, Ann; Moe, Bo (4 May 2018). "Walls" [Mauern] (PDF). The Gazette. Lane Press. Archived from the original on '
    "3 January 2019. Retrieved 5 May 2020.": {
        "authors": "Ann Lee|Bo Moe",
        "title": "Walls",
        "trans_title": "Mauern",
        "site": "The Gazette",
        "publisher": "Lane Press",
        "archive_date": "2019-01-03",
        "access_date": "2020-05-05",
    },
    'Lee A, Moe B (2018). "Walls". Am. J. Wall. Res. 60 (9): 1106–10. doi:10.99999/x. PMID 12.': {
        "authors": "A Lee|B Moe",
        "site": "Am. J. Wall. Res",
        "title": "Walls",
        "date": "2018",
    },
    'Lee, Ann (2018). "The gate". In Moe, Bo (ed.). Walls: A History (2nd ed.). Lane Press. pp. 4–5.': {
        "title": "The gate",
        "site": "Walls: A History",
        "publisher": "Lane Press",
    },
    "Lee, Ann (2018). Walls. A History. Grey Haven: Lane & Daughters. p. 44. ISBN 978-0-00-000000-2.": {
        "title": "Walls. A History",
        "publisher": "Lane & Daughters",
        "site": None,
        "date": "2018",
    },
    '"31 men "lost" at the wall". The Gazette. 4 May 2018.': {
        "title": '31 men "lost" at the wall',
        "site": "The Gazette",
    },
    "« Le mur ». Le Soir. 4 mai 2018. Consulté le 5 mai 2020.": {
        "title": "Le mur",
        "site": "Le Soir",
        "date": "2018-05-04",
        "access_date": "2020-05-05",
    },
    "„Die Mauer“. In: Der Turm, 4. Mai 2018, abgerufen am 5. Mai 2020.": {
        "title": "Die Mauer",
        "access_date": "2020-05-05",
    },
    "Agence du val, « Quatre heures », sur agence.example,\u200e 13 juin 2017 (consulté le 2 mai 2020).": {
        "authors": "Agence du val",
        "title": "Quatre heures",
        "site": "agence.example",
        "date": "2017-06-13",
        "access_date": "2020-05-02",
    },
    "Ann Lee, Bo Moe: Die Mauer. In: Städte. Band 3, Nr. 2. Hafen, Kiel 2018, S. 5.": {
        "authors": "Ann Lee|Bo Moe",
        "title": "Die Mauer",
        "site": "Städte",
        "publisher": "Hafen",
        "date": "2018",
    },
    "Die Mauer. In: anzeiger.example. ATD, 4. Mai 2018, abgerufen am 2. Mai 2020.": {
        "title": "Die Mauer",
        "site": "anzeiger.example",
        "publisher": "ATD",
        "date": "2018-05-04",
    },
    "Иванов И. И., Петров П. П. Бой у порта // Вестник порта. — 2019. — № 3. — С. 4—9.": {
        "authors": "Иванов И. И.|Петров П. П.",
        "title": "Бой у порта",
        "site": "Вестник порта",
        "date": "2019",
    },
    "Ann Lee. A history of old walls. The Wallpaper. [2020-05-05].": {
        "authors": "Ann Lee",
        "title": "A history of old walls",
        "site": "The Wallpaper",
        "access_date": "2020-05-05",
    },
    "Old Walls: North. Walls.example. Grey Haven: Wall Society. 2018 [2020-05-05].": {
        "authors": "",
        "title": "Old Walls: North",
        "site": "Walls.example",
    },
    "Lee, Ann; Bo Moe, Cy D. Roe, Eve Poe. A history of walls. Wall Letters. 2018.": {
        "authors": "Ann Lee|Bo Moe|Cy D. Roe|Eve Poe",
        "title": "A history of walls",
        "site": "Wall Letters",
    },
    "砖石编辑部. 墙的百科 初版. 新港市: 砖石出版社. ISBN 978-0-00-000000-2.": {
        "authors": "砖石编辑部",
        "title": "墙的百科",
        "publisher": "砖石出版社",
    },
    "李安. 莫博 , 编. 《墙》. 砖石出版社. 2003.": {"authors": "李安", "title": "墙"},
    'Lee A (2018). "Walls". Vet. J. 189 (2): 177–82.': {"site": "Vet. J", "title": "Walls"},
    "墙的历史. 港报. 2018-05-04 [2020-05-05]. （原始内容存档于2019-01-03）.": {
        "title": "墙的历史",
        "site": "港报",
        "date": "2018-05-04",
        "access_date": "2020-05-05",
        "archive_date": "2019-01-03",
    },
    "Lee, A. B. Walls of brick. Wall Letters. 2018, 31 (5): 645–651.": {
        "authors": "A. B. Lee",
        "title": "Walls of brick",
        "site": "Wall Letters",
        "date": "2018",
    },
    "https://w.example/wall.": {"url": "https://w.example/wall", "title": None},
}


@pytest.mark.parametrize("text", CASES)
def test_a_citation_is_read(text):
    work = work_from_text(text)
    found = {name: getattr(work, name) for name in CASES[text] if name != "authors"}

    assert found == {name: value for name, value in CASES[text].items() if name != "authors"}
    if "authors" in CASES[text]:
        assert "|".join(person.name for person in work.authors) == CASES[text]["authors"]


def test_identifiers_are_kept_as_fields():
    fields = work_from_text('"Walls". doi:10.99999/x.y. ISBN 978-0-00-000000-2.').fields

    assert fields == {"doi": "10.99999/x.y", "isbn": "978-0-00-000000-2"}


@given(st.text(st.sampled_from('ab AB.,;:()[]"“”«»12–ien—\n')) | st.text())
def test_nothing_makes_it_raise(text):
    work_from_text(text)
