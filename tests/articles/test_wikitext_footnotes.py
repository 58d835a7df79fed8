"""Footnotes of wikitext: every way to write one, the numbers a reader sees, what is undefined or unused."""

import re

import pytest

from citecheck.articles import read_text
from citecheck.model import Article

CITE = "{{cite web |title=A |url=https://a.example/}}"


def read(text: str, language: str | None = "en") -> Article:
    return read_text(text, "page.wikitext", language=language)


def ids(article: Article) -> list[str]:
    return [reference.id for reference in article.references]


def test_a_named_footnote_is_one_reference_with_all_its_markers():
    article = read(f"One.<ref name=\"x\">{CITE}</ref> Two.<ref name=x /> Three.<ref name='x'/>")

    (reference,) = article.references
    assert (reference.id, reference.name, reference.title, reference.cited) == ("1", "x", "A", 3)
    assert [article.text[m.start : m.end] for m in reference.markers] == [
        f'<ref name="x">{CITE}</ref>',
        "<ref name=x />",
        "<ref name='x'/>",
    ]
    assert reference.raw == f'<ref name="x">{CITE}</ref>'


def test_numbers_follow_first_appearance_in_each_group():
    article = read("A.<ref>one</ref><ref group=note>n</ref> B.<ref>two</ref><ref group=note name=q>m</ref>")

    assert ids(article) == ["1", "note 1", "2", "note 2"]


@pytest.mark.parametrize(
    ("template", "shown"),
    [("efn", "a"), ("efn-ua", "A"), ("efn-lr", "i"), ("efn-ur", "I"), ("efn-lg", "α"), ("notetag", "note 1")],
)
def test_note_templates_number_as_they_show(template, shown):
    assert ids(read(f"A.{{{{{template}|Some remark.}}}}")) == [shown]


def test_the_27th_letter_note_is_aa():
    article = read(" ".join(f"A{{{{efn|Remark {number}.}}}}." for number in range(27)))

    assert ids(article)[25:] == ["z", "aa"]


def test_numbers_of_two_groups_that_look_alike_stay_apart():
    article = read("A{{efn-lr|One.}} b" + "".join(f"{{{{efn|{n}.}}}}" for n in range(9)) + ".")

    assert len(set(ids(article))) == len(ids(article)) == 10


def test_a_footnote_inside_a_footnote_is_numbered_where_the_list_stands():
    article = read("A.<ref group=note>See.<ref name=in>{{cite web|title=In|url=https://i.example}}</ref>")
    assert len(article.references) == 2  # the inner one ends the outer one that was not closed

    article = read("A{{refn|group=note|See.<ref>inner</ref>}} B.<ref>outer</ref>")
    assert ids(article) == ["note 1", "1", "2"]
    assert article.references[1].raw == "<ref>inner</ref>"


def test_a_list_defined_footnote_is_defined_in_the_list_and_cited_in_the_text():
    for listed in ("<references>{}</references>", "{{{{reflist|refs={}}}}}"):
        article = read('A.<ref name="x" />\n\n' + listed.format(f'<ref name="x">{CITE}</ref>'))

        (reference,) = article.references
        assert (reference.id, reference.title, reference.cited, reference.defined) == ("1", "A", 1, True)
        assert reference.raw == f'<ref name="x">{CITE}</ref>'


def test_a_list_of_a_group_defines_the_footnotes_of_that_group():
    article = read(f"A.<ref group=g name=x />\n<references group=g><ref name=x>{CITE}</ref></references>")

    assert [(r.id, r.title) for r in article.references] == [("g 1", "A")]


def test_a_listed_footnote_that_nothing_cites_has_no_markers():
    article = read(f"A.\n{{{{reflist|refs=<ref name=x>{CITE}</ref>}}}}")

    (reference,) = article.references
    assert (reference.id, reference.markers, reference.defined) == ("unused 1", (), True)


def test_a_marker_without_a_definition_is_an_undefined_reference():
    article = read('A.<ref name="ghost" /> B.{{r|ghost}}')

    (reference,) = article.references
    assert (reference.id, reference.name, reference.defined, reference.cited) == ("1", "ghost", False, 2)
    assert reference.position == reference.markers[0]


@pytest.mark.parametrize(
    "second",
    ["{{r|x}}", "{{R|x|p=4}}", "{{ref r|x}}", "<ref name=x/>", '<ref name="x"></ref>', "<REF NAME=x />"],
)
def test_ways_to_cite_a_footnote_again(second):
    (reference,) = read(f"A.<ref name=x>{CITE}</ref> B.{second}").references

    assert reference.cited == 2


def test_one_template_cites_several_footnotes():
    article = read(f"It fell.<ref name=x>{CITE}</ref><ref name=y>{CITE}</ref> It rose.{{{{r|x|y}}}}")

    assert [c.reference for c in article.claims[1].citations] == ["1", "2"]
    assert [r.cited for r in article.references] == [2, 2]


@pytest.mark.parametrize(
    "written",
    ["{{refn|name=x|Body}}", "{{#tag:ref|Body|name=x}}", "{{refn|1=Body|name=x}}"],
)
def test_footnotes_written_as_templates(written):
    (reference,) = read(f"A.{written}").references

    assert (reference.id, reference.name, reference.fields["text"]) == ("1", "x", "Body")


WORKS = """
* {{cite book |last1=Lee |first1=Ann |last2=Moe |first2=Bo |title=Tides |date=May 2005 |ref=harv}}
* {{cite book |last=Roe |first=C. |title=Winds |year=2007a}}
* {{cite book |editor-last=Poe |editor-first=D. |title=Sands |year=2011}}
* {{cite web |title=Anonymous |url=https://anon.example |date=2001 |ref={{sfnref|Harbour Board|2001}}}}
* {{cite web |title=Anchored |url=https://anchor.example |ref=CITEREFHome}}
"""


@pytest.mark.parametrize(
    ("short", "title"),
    [
        ("{{sfn|Lee|Moe|2005|p=4}}", "Tides"),
        ("{{sfnp|Lee|Moe|2005}}", "Tides"),
        ("{{sfn|LEE|moe|2005}}", "Tides"),
        ("{{sfn|Lee|2005}}", "Tides"),  # a co-author forgotten, but only one work can be meant
        ("{{sfn|Roe|2007a}}", "Winds"),
        ("{{sfn|Poe|2011}}", "Sands"),
        ("{{sfn|Harbour Board|2001}}", "Anonymous"),
        ("{{sfn|Home|ref=Home}}", "Anchored"),
        ("<ref>{{harvnb|Roe|2007a|pp=4–5}}.</ref>", "Winds"),
        ("<ref>{{harvs|nb|last=Poe|year=2011}}</ref>", "Sands"),
        ("{{sfnm|1a1=Lee|1a2=Moe|1y=2005|1p=4|2a1=Roe|2y=2007a}}", "Tides"),
    ],
)
def test_short_citations_find_their_work(short, title):
    article = read(f"A.{short}\n\n== Works ==\n{WORKS}")

    assert (article.references[0].title, article.references[0].defined) == (title, True)


def test_a_short_citation_of_two_works_is_two_references():
    article = read("A.{{sfnm|1a1=Lee|1a2=Moe|1y=2005|2a1=Roe|2y=2007a}}\n" + WORKS)

    assert [(r.id, r.title) for r in article.references] == [("1", "Tides"), ("1.2", "Winds")]
    assert [c.reference for c in article.claims[0].citations] == ["1", "1.2"]


def test_the_same_page_cited_twice_is_one_reference_and_another_page_is_another():
    article = read("A.{{sfn|Roe|2007a|p=1}} B.{{sfn|Roe|2007a|p=1}} C.{{sfn|Roe|2007a|p=2}}\n" + WORKS)

    assert [(r.id, r.name, r.cited) for r in article.references] == [
        ("1", "Roe 2007a, p. 1", 2),
        ("2", "Roe 2007a, p. 2", 1),
    ]


def test_a_short_citation_without_its_work_is_undefined():
    for short in ("{{sfn|Nobody|1999}}", "<ref>{{harvnb|Nobody|1999}}</ref>"):
        (reference,) = read(f"A.{short}").references
        assert not reference.defined


def test_two_works_of_one_author_and_year_are_not_confused():
    works = "\n".join(f"* {{{{cite book|last=Fox|title={t}|year=2001}}}}" for t in "XY")

    assert not read("A.{{sfn|Fox|Hen|2001}}\n" + works).references[0].defined


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("A.<ref>one B.<ref>two</ref> C.", 2),
        ("A.<ref>one\nB. C.<ref>two</ref>", 2),
        ("A.<ref>one", 1),
        ("A.</ref> B.<ref>two</ref>", 1),
        ("A.<!-- <ref>no</ref> --><nowiki><ref>no</ref></nowiki><ref>yes</ref>", 1),
        ("A.<ref></ref><ref />", 0),
        ("<pre><ref>no</ref></pre> <math>a<b</math> <ref>yes</ref>", 1),
    ],
)
def test_broken_and_hidden_tags(text, count):
    assert len(read(text).references) == count


def test_an_unclosed_footnote_swallows_no_more_than_its_line():
    article = read("One.<ref>{{cite web|title=T|url=https://t.example}}\nTwo.<ref>three</ref>")

    assert [r.title for r in article.references] == ["T", "three"]
    assert [c.text for c in article.claims] == ["One.", "Two."] or [c.text for c in article.claims] == ["One. Two."]


def test_every_tag_of_a_page_is_read():
    text = "".join(f"S{n}.<ref name=r{n % 7}>{CITE if n < 7 else ''}</ref> " for n in range(50))
    article = read(text)
    present = [found.start() for found in re.finditer("<ref", text)]

    assert sorted(m.start for r in article.references for m in r.markers) == present
