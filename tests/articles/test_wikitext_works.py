"""Citations in wikitext: templates of ten wikis, links, plain text, several in one footnote."""

from pathlib import Path

import pytest

from citecheck.articles import read_article, read_text
from citecheck.articles.template_fields import role_of, wikis
from citecheck.articles.words import word_list
from citecheck.model import Person, Reference

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"


def cite(body: str) -> list[Reference]:
    return list(read_text(f"The wall fell.<ref>{body}</ref>", "page.wikitext", language="en").references)


def test_citation_style_1_in_full():
    (reference,) = cite(
        "{{cite news |last1=Lee |first1=Ann |author2=Harbour Board |title=The ''old'' [[wall]] |trans-title=Mauer"
        " |newspaper=[[The Gazette]] |publisher=Lane |date=4 May 2018 |access-date=June 5, 2019 |language=de-AT"
        " |url=https://g.example/a?b=1&c=2 |archive-url=https://ar.example/x |archive-date=2020-01-02"
        "|url-status=live}}"
    )

    assert reference.title == "The old wall"
    assert reference.trans_title == "Mauer"
    assert reference.authors == (Person(family="Lee", given="Ann"), Person(literal="Harbour Board"))
    assert (reference.site, reference.publisher) == ("The Gazette", "Lane")
    assert (reference.date, reference.access_date, reference.archive_date) == ("2018-05-04", "2019-06-05", "2020-01-02")
    assert (reference.language, reference.url_status) == ("de", "live")
    assert (reference.url, reference.archive_url) == ("https://g.example/a?b=1&c=2", "https://ar.example/x")
    assert reference.fields["last1"] == "Lee"


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ("accessdate=2019-06-05", "access_date", "2019-06-05"),
        ("archiveurl=https://ar.example/|archivedate=May 2018", "archive_date", "2018-05"),
        ("deadurl=yes", "url_status", "dead"),
        ("dead-url=no", "url_status", "live"),
        ("url-status=unfit", "url_status", "unfit"),
        ("year=2018|month=May", "date", "2018-05"),
        ("date=May–June 2018", "date", "2018-05/2018-06"),
        ("date=unreadable", "date", None),
        ("work=The Site", "site", "The Site"),
        ("journal=J|website=W", "site", "W"),
        ("agency=ATD", "publisher", "ATD"),
        ("chapter=The heater", "title", "The heater"),
        ("chapter=The heater", "site", "T"),
        ("author=Lee, Ann", "authors", (Person(family="Lee", given="Ann"),)),
        ("author=Ann Lee", "authors", (Person(literal="Ann Lee"),)),
        ("last=ATD", "authors", (Person(literal="ATD"),)),
        (
            "authors=Ann Lee, Bo Moe and Cy Roe",
            "authors",
            tuple(Person(literal=n) for n in ("Ann Lee", "Bo Moe", "Cy Roe")),
        ),
        ("vauthors=Lee AB, Moe C", "authors", (Person(family="Lee", given="AB"), Person(family="Moe", given="C"))),
        (
            "2-last=Moe|2-first=Bo|first=Ann|last=Lee",
            "authors",
            (Person(family="Lee", given="Ann"), Person(family="Moe", given="Bo")),
        ),
        ("last=((Lee, Moe & Co))", "authors", (Person(family="Lee", given="Moe & Co"),)),
        ("doi=10.99999/x", "url", "https://doi.org/10.99999/x"),
        ("pmc=PMC12", "url", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC12/"),
        ("url=//p.example/x", "url", "https://p.example/x"),
        ("url=https://u.example/a{{=}}b", "url", "https://u.example/a=b"),
        ("language=English", "language", "en"),
        ("language=fr, en", "language", "fr"),
        ("language=Nonsense language", "language", None),
        ("Title=ignored case", "title", "T"),
        ("title=|url=https://u.example", "title", None),
    ],
)
def test_fields_and_their_aliases(fields, name, value):
    title = "" if fields.startswith("title") else "|title=T"
    (reference,) = cite(f"{{{{Cite_web {title}|{fields}}}}}")

    assert getattr(reference, name) == value


EXPECTED = {
    "en": ("Harbour toll rises", "Ilse Brandt", "The Amber Gazette", "2018-03-16", "2020-05-02", None),
    "fr": ("Val-Rouge, une semaine après", "Luc Ferrand", "La Gazette du val", "2017-06-19", "2020-05-02", "fr"),
    "de": ("Der Hafen", "Ilse Brandt", "Hafenblatt", "2018-03-16", "2020-05-02", "de"),
    "es": ("Sube la cifra", "Ilse Brandt", "La Gaceta", "2018-03-16", "2020-05-02", "es"),
    "it": ("Il porto brucia", "Ilse Brandt", "Gazzetta", "2018-03-16", "2020-05-02", "it"),
    "pt": ("O fogo", "Ilse Brandt", "Jornal do Porto", "2018-03-16", "2020-05-02", "pt"),
    "ru": ("Бой у порта", "Ильза Брандт", "Газета", "2018-03-16", "2020-05-02", "ru"),
    "ar": ("الحريق", "إلزه برانت", "الصحيفة", "2018-03-16", "2020-05-02", "ar"),
    "uk": ("Пожежа", "Ільзе Брандт", "Газета", "2018-03-16", "2020-05-02", "uk"),
    "zh": ("港口火灾", "布兰特", "港报", "2018-03-16", "2020-05-02", "zh"),
}


@pytest.mark.parametrize("wiki", EXPECTED)
def test_the_templates_of_a_wiki(wiki):
    article = read_article(CORPUS / f"{wiki}.wikitext")
    first = article.references[0]

    assert (
        first.title,
        first.authors[0].name,
        first.site,
        first.date,
        first.access_date,
        first.language,
    ) == EXPECTED[wiki]
    assert article.language == wiki
    assert all(r.title or r.id.startswith(("note", "註")) or wiki == "en" for r in article.references)
    assert first.url


def test_links_that_are_dead_by_the_words_of_each_wiki():
    statuses = {wiki: {r.url_status for r in read_article(CORPUS / f"{wiki}.wikitext").references} for wiki in EXPECTED}

    assert {wiki for wiki, found in statuses.items() if "dead" in found} == {"en", "fr", "de", "es"}
    assert "live" in statuses["it"]


def test_every_wiki_names_the_roles_that_matter():
    for key, wiki in wikis().items():
        roles = {*wiki["fields"], *(wikis()["en"]["fields"] if key in ("zh", "uk", "ru") else ())}
        assert {"title", "date", "url", "access_date", "site", "author"} <= roles | {"date", "url", "author"}, key
        for role, parameters in wiki["fields"].items():
            assert role in {*wikis()["en"]["fields"], "moment"}, (key, role)
            assert len(parameters) == len(set(parameters)), (key, role)


def test_a_number_in_a_parameter_is_no_part_of_its_name():
    assert role_of("cite web", "last12") == ("last", 0, 12)
    assert role_of("cite web", "author-last3") == role_of("cite web", "author3-last") == ("last", 2, 3)
    assert role_of("cite web", "nonsense") is None


def test_a_parameter_means_what_it_means_on_the_template_s_wiki():
    assert role_of("cita web", "editor")[0] == "publisher"  # as eswiki has it
    assert role_of("cite web", "editor")[0] == "editor"


def test_several_templates_in_one_footnote_are_several_references():
    references = cite("{{cite web|title=A|url=https://a.example}}; {{cite web|title=B|url=https://b.example}}")

    assert [(r.id, r.title, r.cited) for r in references] == [("1", "A", 1), ("1.2", "B", 1)]
    assert references[0].raw == references[1].raw


@pytest.mark.parametrize(
    ("body", "title", "url", "date"),
    [
        ("[https://a.example/x The wall]", "The wall", "https://a.example/x", None),
        (
            "[https://a.example/x \"The wall\"], ''The Gazette'', 4 May 2018.",
            "The wall",
            "https://a.example/x",
            "2018-05-04",
        ),
        ("Lee, Ann, ''Old walls'' (Lane, 2018) ISBN 978-0-00-000000-2", "Old walls", None, "2018"),
        ("Lee: ''Alte Mauern'', 2018, S. 5.", "Alte Mauern", None, "2018"),
        ("''Old walls'' was read twice.", "''Old walls'' was read twice".replace("''", ""), None, None),
        ("[//a.example/x The wall]", "The wall", "https://a.example/x", None),
        ("https://a.example/x?y=1.", None, "https://a.example/x?y=1", None),
        ("See https://a.example/x (4 May 2018)", None, "https://a.example/x", "2018-05-04"),
        ('Lee, Ann (4 May 2018). "The wall". The Gazette.', "The wall", None, "2018-05-04"),
        ("{{cite web|title=A|url=https://a.example/x}} {{dead link|date=May 2019}}", "A", "https://a.example/x", None),
    ],
)
def test_footnotes_without_a_template(body, title, url, date):
    (reference,) = cite(body)

    assert (reference.title, reference.url, reference.date) == (title, url, date)


def test_links_in_one_footnote_are_several_references_but_an_archive_copy_is_none():
    references = cite(
        "[https://a.example A], [https://b.example B]. [https://web.archive.org/web/2018/https://b.example Copy]."
    )

    assert [(r.title, r.archive_url) for r in references] == [
        ("A", None),
        ("B", "https://web.archive.org/web/2018/https://b.example"),
    ]


def test_remarks_behind_a_citation_belong_to_it():
    (reference,) = cite(
        "{{cite web|title=A|url=https://a.example}} {{webarchive|url=https://ar.example|date=4 May 2018}}"
        "{{dead link}} {{in lang|fr}}"
    )

    assert (reference.archive_url, reference.archive_date) == ("https://ar.example", "2018-05-04")
    assert (reference.url_status, reference.language) == ("dead", "fr")


def test_words_lists_name_no_template_twice():
    patterns = [name for names in word_list("template_text")["patterns"].values() for name in names]

    assert sorted(patterns) == sorted(set(patterns))
