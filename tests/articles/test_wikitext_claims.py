"""Claims of wikitext: what is one, what it says, what it cites, and where it stands."""

import pytest

from citecheck.articles import read_text
from citecheck.model import Article, Claim, ClaimKind

R = "<ref>{{cite web|title=T|url=https://t.example}}</ref>"


def read(text: str, path: str = "page.wikitext") -> Article:
    return read_text(text, path, language="en")


def texts(text: str) -> list[str]:
    return [claim.text for claim in read(text).claims]


def cites(claim: Claim) -> list[tuple[str, bool]]:
    return [(citation.reference, citation.direct) for citation in claim.citations]


def test_the_sentence_before_a_marker_is_cited_directly_and_those_before_inherit():
    article = read(f"The wall fell. The tower stood. The gate burned.{R} Nobody came.")

    assert [cites(claim) for claim in article.claims] == [[("1", False)], [("1", False)], [("1", True)], []]


def test_a_marker_covers_no_more_than_the_text_since_the_marker_before():
    article = read(f"The wall fell.{R} The tower stood. The gate burned.{R}")

    assert [cites(claim) for claim in article.claims] == [[("1", True)], [("2", False)], [("2", True)]]


def test_adjacent_markers_are_one_group():
    article = read(f"The wall fell. The tower stood.{R}{R} {R}")

    assert [cites(claim) for claim in article.claims] == [
        [("1", False), ("2", False), ("3", False)],
        [("1", True), ("2", True), ("3", True)],
    ]


def test_a_sentence_cites_all_markers_inside_it_directly():
    article = read(f"The wall fell,{R} the tower stood,{R} and the gate burned.{R}")

    assert [cites(claim) for claim in article.claims] == [[("1", True), ("2", True), ("3", True)]]


def test_the_rest_of_a_sentence_behind_a_marker_inherits_from_the_next():
    article = read(f"The wall fell,{R} and the tower stood. The gate burned.{R}")

    assert [cites(claim) for claim in article.claims] == [[("1", True), ("2", False)], [("2", True)]]


@pytest.mark.parametrize("end", [f"fell{R}.", f"fell.{R}", f"fell. {R}", f"fell.{R}{{{{rp|4}}}}", f'fell."{R}'])
def test_a_marker_before_or_behind_the_full_stop(end):
    article = read(f"The wall {end} The gate burned.")

    assert [cites(claim) for claim in article.claims] == [[("1", True)], []]


def test_a_marker_without_white_space_behind_it_parts_sentences():
    article = read(f"The wall fell.{R}The gate burned.{R}")

    assert [claim.text for claim in article.claims] == ["The wall fell.", "The gate burned."]


def test_a_marker_ends_with_its_paragraph_and_list_item():
    article = read(f"The wall fell.\n\nThe tower stood.{R}\n* The gate burned.\n* The roof held.{R}")

    assert [cites(claim) for claim in article.claims] == [[], [("1", True)], [], [("2", True)]]


def test_a_marker_alone_on_its_line_cites_what_stands_above():
    article = read(f"* The wall fell.\n* The gate burned.\n\n{R}")

    assert [cites(claim) for claim in article.claims] == [[], [("1", True)]]


def test_lines_of_one_paragraph_are_one_text():
    assert texts("The wall\nfell at <!-- when? -->\n<!-- a line of its own -->\nnoon.") == ["The wall fell at noon."]


def test_claims_are_numbered_and_know_their_section_and_what_came_before():
    article = read(
        "The wall fell. It burned.\n== Siege ==\nThe gate held.\n=== Relief ===\nHelp came.\n== End ==\nAll left."
    )

    assert [(c.id, c.section, c.context.preceding) for c in article.claims] == [
        ("c1", (), ""),
        ("c2", (), "The wall fell."),
        ("c3", ("Siege",), ""),
        ("c4", ("Siege", "Relief"), ""),
        ("c5", ("End",), ""),
    ]
    assert all(claim.context.title == article.title for claim in article.claims)


@pytest.mark.parametrize(
    "heading",
    [
        "See also",
        "External links",
        "References",
        "Further reading",
        "Notes",
        "Voir aussi",
        "Einzelnachweise",
        "Véase también",
        "Note",
        "Ligações externas",
        "Примечания",
        "Посилання",
        "مراجع",
        "参考资料",
    ],
)
def test_sections_of_links_and_references_hold_no_claims(heading):
    article = read(
        f"The wall fell.\n== {heading} ==\nAnother wall fell.{R}\n=== More ===\nA third one fell.\n== Then ==\nIt rose."
    )

    assert [claim.text for claim in article.claims] == ["The wall fell.", "It rose."]
    assert len(article.references) == 1


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("'''Bold''' and ''italic'' words", "Bold and italic words"),
        ("a [[link]] and [[target|label]]s", "a link and labels"),
        ("the [[Fall (season)|]]", "the Fall"),
        ("[https://x.example a label] here", "a label here"),
        ("before [[File:X.jpg|thumb|A [[caption]]]] after", "before after"),
        ("in [[Category:Walls]] town [[fr:Mur]]", "in town"),
        ("the [[:Category:Walls]] list", "the Category:Walls list"),
        ("5&nbsp;km &amp; 3&#8239;m &ndash; wide", "5 km & 3 m – wide"),
        ("10<sup>6</sup> m<sub>2</sub>", "10⁶ m2"),
        ("a<br>b <span style='x'>c</span>", "a; b c"),
        ("__NOTOC__ text", "text"),
        ("<nowiki>[[no link]] & ''none''</nowiki>", "[[no link]] & ''none''"),
        ("{{convert|5|km|mi}} off", "5 km off"),
        ("{{convert|5|-|10|km|mi|0|abbr=on}}", "5–10 km"),
        ("{{convert|5|to|10|km}}", "5 to 10 km"),
        ("{{convert|6|ft|2|in|m}}", "6 ft 2 in"),
        ("{{convert|1,234.5|m2|sqft|1}}", "1,234.5 m2"),
        ("by {{lang|fr|la garde}}", "by la garde"),
        ("by {{lang-fr|la garde}}", "by la garde"),
        ("{{nowrap|12 men}}", "12 men"),
        ("{{flag|France}} won", "France won"),
        ("{{flagicon|France}} won", "won"),
        ("{{date|2018-03-14}}", "2018-03-14"),
        ("{{start date|2018|3|14|df=y}}", "2018-03-14"),
        ("{{birth date and age|1950|12|1}}", "1950-12-01"),
        ("{{as of|2015|3}}", "As of 2015-03"),
        ("{{ubl|31 men|4 boys}}", "31 men; 4 boys"),
        ("{{plainlist|\n* 31 men\n* 4 boys\n}}", "31 men; 4 boys"),
        ("{{US$|5}} million", "US$5 million"),
        ("{{frac|1|2}}", "1/2"),
        ("{{unité|4|heures}}", "4 heures"),
        ("{{s-|XXI|e}}", "XXIe siècle"),
        ("{{formatnum:12000}} men", "12000 men"),
        ("Al{{snd}}so {{'}}n{{'}} {{!}}", "Al – so 'n' |"),
        ("the wall{{citation needed|date=May 2020}} fell", "the wall fell"),
        ("word{{unknown thing|12}}word", "word word"),
        ("12{{unknown thing}}34", "12 34"),
        ("x {{{parameter|default}}} y", "x y"),
        ("-{zh-hans:码头;zh-hant:碼頭}- 1", "码头 1"),
        ("Ann ({{IPA-fr|an}}; born 1941)", "Ann (born 1941)"),
        ("Ann ({{IPA-fr|an}}) came", "Ann came"),
        ("琥珀（{{IPA|x}}），港", "琥珀，港"),
    ],
)
def test_what_markup_shows(written, shown):
    assert texts(f"Lead.\n\nSo {written}") == ["Lead.", f"So {shown}"]


INFOBOX = """{{Infobox battle
| conflict = Battle of X
| image = X.jpg
| image_size = 220px
| map_caption = Where
| date = 4 May 1901 <!-- or 5? -->
| casualties1 = None
| casualties2 = 11 killed<br>Several prisoners%s
| commander2 = [[Ann Lee]]{{KIA}}
| result =
| module = {{Infobox building|embed=yes|floor_count=3}}
}}
'''X''' was a battle."""


def test_an_infobox_field_is_a_claim():
    article = read(INFOBOX % R)

    assert [(c.kind, c.text, cites(c)) for c in article.claims] == [
        (ClaimKind.INFOBOX, "date: 4 May 1901", []),
        (ClaimKind.INFOBOX, "casualties1: None", []),
        (ClaimKind.INFOBOX, "casualties2: 11 killed; Several prisoners", [("1", True)]),
        (ClaimKind.INFOBOX, "commander2: Ann Lee †", []),
        (ClaimKind.INFOBOX, "floor count: 3", []),
        (ClaimKind.SENTENCE, "X was a battle.", []),
    ]
    start = article.claims[1].position
    assert article.text[start.start : start.end] == "casualties1 = None"


def test_an_abbreviation_in_a_field_ends_no_sentence():
    article = read(
        "{{Infobox x\n| built = {{circa|1900}}\n| injuries = \n* 31 men\n* 4 boys\n| lost = a <br> b\n}}\nText here."
    )

    assert [c.text for c in article.claims[:3]] == ["built: c. 1900", "injuries: 31 men; 4 boys", "lost: a; b"]


def test_a_layout_field_that_is_cited_is_a_claim():
    article = read(f"{{{{Infobox x\n| caption = The wall in 1901{R}\n| image = W.jpg\n}}}}\nText here.")

    assert [c.text for c in article.claims] == ["caption: The wall in 1901", "Text here."]


def test_a_template_of_fields_in_the_lead_is_an_infobox_by_any_name():
    article = read("{{Загадка\n| дата = 4 мая 1901\n| место = X\n| итог = Y\n}}\nText here.")

    assert [c.text for c in article.claims[:3]] == ["дата: 4 мая 1901", "место: X", "итог: Y"]


def test_a_table_row_is_a_claim_under_its_headers():
    article = read(
        "{| class=wikitable\n! Hall !! Lost\n|-\n| rowspan=2 | 9 || 12 cranes" + R + "\n|-\n| 2 tugs\n|-\n"
        "| colspan=2 | nothing else\n|}"
    )

    assert [(c.kind, c.text, cites(c)) for c in article.claims] == [
        (ClaimKind.TABLE, "Hall: 9; Lost: 12 cranes", [("1", True)]),
        (ClaimKind.TABLE, "Hall: 9; Lost: 2 tugs", []),
        (ClaimKind.TABLE, "Hall: nothing else", []),
    ]


def test_footnotes_of_a_header_or_caption_are_inherited_by_every_row():
    article = read("{|\n|+ Losses" + R + "\n! Hall !! Lost" + R + "\n|-\n| 9 || 12\n|}")

    assert [cites(c) for c in article.claims] == [[("1", False), ("2", False)]]


def test_a_cell_of_several_lines_and_a_nested_table():
    article = read("{|\n|\n* one\n* two\n| three\n{|\n| four\n|}\n|}\n\nAfter it.")

    assert [c.text for c in article.claims][-1] == "After it."
    assert "one; two" in article.claims[0].text
    assert "four" in article.claims[0].text


@pytest.mark.parametrize(
    "around",
    [
        "{{{{cot|x={0}}}}}",
        "[[File:X.jpg|thumb|A caption.{0}]]",
        "<gallery>\nX.jpg|A caption.{0}\n</gallery>",
        "{{{{blockquote|Words.|source={0}}}}}",
        "{{{{Entry|region=X|award=Gold{0}}}}}",
        "{{{{nowrap|9 men{0}}}}}",
        "{{| \n| cell {0}\n|}}",
        "{{{{unknown|{0}}}}} text",
        "; term{0}\n: text",
        "<div>Words{0}</div>",
    ],
)
def test_no_marker_is_lost(around):
    article = read("The wall fell.\n\n" + around.format(R))

    assert article.references[0].cited == 1
    assert any(c.reference == "1" for claim in article.claims for c in claim.citations) or "cot" in around


def test_a_note_that_cites_is_a_claim_and_the_sentence_cites_the_note():
    article = read(f"The wall fell.{{{{efn|At noon, some say.{R}}}}}")

    assert [(c.text, cites(c)) for c in article.claims] == [
        ("The wall fell.", [("a", True)]),
        ("At noon, some say.", [("1", True)]),
    ]


@pytest.mark.parametrize(
    ("text", "path", "title"),
    [
        ("{{DISPLAYTITLE:''Shown''}} '''Bold''' text.", "file.wikitext", "Shown"),
        ("{{Infobox x\n| name = Named\n| date = 1\n}} '''Bold''' text.", "file.wikitext", "Named"),
        ("The '''Bold words''' text.", "file.wikitext", "Bold words"),
        ("Plain text.", "some/Port_Amber.wikitext", "Port Amber"),
        ("Plain text.", "<text>", None),
    ],
)
def test_the_title(text, path, title):
    assert read_text(text, path, format="wikitext", language="en").title == title


def test_positions_name_the_input_whatever_the_line_ends():
    for line_end in ("\n", "\r\n", "\r"):
        article = read(line_end.join(["The wall fell.", "", f"Then [[A|the]] {{{{nowrap|12 men}}}} came.{R}", ""]))
        claim = article.claims[1]

        assert (claim.position.line, claim.position.column) == (3, 1)
        assert article.text[claim.position.start : claim.position.end] == "Then [[A|the]] {{nowrap|12 men}} came."
        marker = article.references[0].markers[0]
        assert article.text[marker.start : marker.end] == R


def test_a_switch_or_a_field_for_the_wiki_s_own_use_is_no_claim():
    article = read("{{Infobox X\n| place = Y\n| converted = y\n| shown = yes\n| sortkey = Z\n}}\nText here.")

    assert [claim.text for claim in article.claims] == ["place: Y", "Text here."]
