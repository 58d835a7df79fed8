"""Plain text of mirror pages: references from the printed list, markers, infobox lines, what is left out."""

from pathlib import Path

import pytest

from citecheck.articles import read_article, read_text
from citecheck.model import Article, ClaimKind

MIRROR = Path(__file__).parents[1] / "corpus" / "articles" / "harbour-fire.mirror.txt"


@pytest.fixture(scope="module")
def fire() -> Article:
    return read_article(MIRROR)


def read(text: str) -> Article:
    return read_text(text, "page.mirror.txt", language="en")


def test_title_language_and_format(fire):
    assert (fire.title, fire.language, fire.format) == ("Port Amber fire", "en", "mirror-text")


def test_the_list_of_references(fire):
    found = [
        (r.id, r.title, "|".join(p.name for p in r.authors), r.site, r.date, r.access_date, r.cited)
        for r in fire.references
    ]

    assert found == [
        ("1", "Harbour toll rises", "Ilse Brandt", "The Amber Gazette", "2018-03-16", "2020-05-02", 3),
        ("2", "Bericht über den Brand", "Fire Brigade of Port Amber", None, None, "2020-05-02", 2),
        ("3", "The Port Amber Inquiry", "Ada Keller|Tim Moss", None, "2019", None, 2),
        ("4", '31 dockers "lost" in the fire', "", "Port Figures", "2018-05", None, 1),
        ("note 1", None, "", None, None, None, 1),
        ("9", None, "", None, None, None, 1),
    ]
    assert [r.defined for r in fire.references] == [True, True, True, True, False, False]
    assert (fire.references[1].language, fire.references[1].trans_title) == ("de", "Report on the fire")


def test_an_entry_spans_its_lines(fire):
    position = fire.references[2].position

    assert fire.text[position.start : position.end] == fire.references[2].raw
    assert fire.references[2].raw.startswith("3. ↑ Keller")
    assert fire.references[2].raw.endswith("978-0-00-000000-2.")
    assert "\n" in fire.references[2].raw


def test_infobox_lines_are_claims(fire):
    found = [(c.text, [x.reference for x in c.citations]) for c in fire.claims if c.kind is ClaimKind.INFOBOX]

    assert found == [
        ("Date: March 14, 2018", []),
        ("Location: Port Amber, Ruritania", []),
        ("Deaths: 14", ["1"]),
        ("Injured: 31 dockers; 4 firefighters; Ruritania", []),
    ]


def test_sentences_and_what_they_cite(fire):
    found = [
        (c.text, c.section, [(x.reference, x.direct) for x in c.citations])
        for c in fire.claims
        if c.kind is ClaimKind.SENTENCE
    ]

    assert found == [
        ("The Port Amber fire broke out on March 14, 2018, in a warehouse of the port.", (), [("1", True)]),
        ("It burned for nine hours and destroyed 12 cranes.", (), [("2", True), ("3", True)]),
        ("The alarm was raised at 4:10 am.", ("Course",), [("note 1", False)]),
        ("Two tugs arrived first.", ("Course",), [("note 1", True)]),
        ("According to the brigade, the roof fell in at noon.", ("Course",), [("2", True), ("3", True)]),
        ("Nobody has rebuilt the hall.", ("Course",), []),
        ("A tug sank at dawn.", ("Morning",), [("1", True), ("9", True)]),
        ("An inquiry [sic] blamed a heater.", ("Aftermath",), [("4", True)]),
    ]


def test_positions_name_the_input(fire):
    for claim in fire.claims:
        there = fire.text[claim.position.start : claim.position.end]
        assert there.split()[0].strip("[]").startswith(claim.text.split(":")[0].split()[0])
        line = fire.text.splitlines()[claim.position.line - 1]
        assert line[claim.position.column - 1 :].startswith(there.splitlines()[0])
    for reference in fire.references:
        for marker in reference.markers:
            assert fire.text[marker.start] == "["


BODY = "Wall of Lindow\n\nThe wall of Lindow fell on 4 May 1901 after a siege. [1]\n\n"
ENTRY = '  1. Lee, Ann (1902). "The wall". The Gazette.\n'


@pytest.mark.parametrize(
    "heading", ["References", "Notes and references", "Références", "Einzelnachweise", "Примечания", "参考资料"]
)
def test_the_list_is_found_by_its_heading(heading):
    article = read(f"{BODY}{heading}\n\n{ENTRY}")

    assert [(r.id, r.title, r.cited) for r in article.references] == [("1", "The wall", 1)]


@pytest.mark.parametrize(
    "entry",
    [
        '1. "The wall".',
        '1. ^ "The wall".',
        '1. ↑ "The wall".',
        '[1] "The wall".',
        '^ "The wall".',
        '1.^ "The wall".',
        '1. ^ Jump up to: "The wall".',
    ],
)
def test_ways_to_number_an_entry(entry):
    (reference,) = read(f"{BODY}References\n{entry}").references

    assert (reference.id, reference.title) == ("1", "The wall")


@pytest.mark.parametrize("links", ["1 2 3", "a b c", "^ a b c", "↑ 1.0 1.1 1.2"])
def test_back_links_are_no_part_of_an_entry(links):
    text = f'{BODY}It burned. [1] It smoked. [1]\n\nReferences\n\n1. {links} Lee, Ann (1902). "The wall".'
    (reference,) = read(text).references

    assert (reference.authors[0].name, reference.title, reference.cited) == ("Ann Lee", "The wall", 3)


def test_a_title_that_begins_with_numbers_keeps_them():
    (reference,) = read(f"{BODY}References\n\n1. 1 2 3 Go. Lane Press. 1902.").references

    assert reference.title == "1 2 3 Go"


def test_a_numbered_list_at_the_end_needs_no_heading():
    article = read(BODY + ENTRY)

    assert [r.title for r in article.references] == ["The wall"]
    assert len(article.claims) == 1


@pytest.mark.parametrize("heading", ["Related Research Articles", "See also", "Voir aussi", "Weblinks", "相关条目"])
def test_sections_of_other_matter_hold_no_claims(heading):
    article = read(f"{BODY}{heading}\n\nThe tower of Moor fell in 1902 and killed nine men.\n\nReferences\n\n{ENTRY}")

    assert [c.text for c in article.claims] == ["The wall of Lindow fell on 4 May 1901 after a siege."]


def test_a_run_of_uncited_paragraphs_behind_the_last_citation_is_left_out():
    blurbs = "\n\n".join(f"The tower of Moor {n} fell in 190{n} and killed nine men." for n in range(5))

    assert len(read(f"{BODY}Unheard-of heading\n\n{blurbs}\n\nReferences\n\n{ENTRY}").claims) == 1


def test_a_short_uncited_section_is_kept():
    article = read(f"{BODY}Legacy\n\nThe tower of Moor fell in 1902 and killed nine men.\n\nReferences\n\n{ENTRY}")

    assert [c.section for c in article.claims] == [(), ("Legacy",)]


def test_wrapped_lines_are_one_paragraph_and_long_lines_are_one_each():
    assert [c.text for c in read("Title\n\nThe wall of Lindow fell on 4 May 1901,\nafter a long siege.").claims] == [
        "The wall of Lindow fell on 4 May 1901, after a long siege."
    ]
    long = "The wall of Lindow fell on 4 May 1901, after a siege that " + "lasted and " * 12 + "ended."
    assert len(read(f"Title\nHeading\n{long}\nOther heading\n{long}").claims) == 2


def test_what_is_in_brackets_and_no_marker_stays_or_goes():
    (claim,) = read("Title\n\nHe said [they] had 12 [citation needed] men in <b>May</b> [1901-2] of the war.").claims

    assert claim.text == "He said [they] had 12 men in May [1901-2] of the war."


def test_a_text_without_references_has_claims_that_cite_nothing():
    article = read("Title\n\nThe wall of Lindow fell on 4 May 1901, after a siege.")

    assert (article.references, [c.citations for c in article.claims]) == ((), [()])


def test_flag_files_in_an_infobox_part_its_items():
    article = read(
        "Battle\n\nBelligerents\nFlag of Moor.svg Moor Lindow flag.svg Army of Lindow\nCommander.jpg Ann Lee\n\n"
        "The battle of Lindow was fought on 4 May 1901 at noon."
    )

    assert article.claims[0].text == "Belligerents: Moor; Army of Lindow; Ann Lee"
