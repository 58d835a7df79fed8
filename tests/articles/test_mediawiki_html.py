"""What is read from MediaWiki's HTML: the same as from the wikitext it was made of, and each construct by itself."""

from pathlib import Path

import pytest

from citecheck.articles import read_article, read_text
from citecheck.articles.formats import FORMATS
from citecheck.model import Article, ClaimKind, Position, Reference

CORPUS = Path(__file__).parents[1] / "corpus" / "articles"
FORMS = ("rendered", "parsoid")
FIELDS = ("title", "trans_title", "authors", "site", "publisher", "date", "access_date", "language", "url")
FIELDS += ("archive_url", "archive_date", "url_status", "name", "cited", "defined")


def body(html: str, notes: str = "") -> Article:
    listed = f'<ol class="references">{notes}</ol>' if notes else ""
    return read_text(f'<div class="mw-parser-output" lang="en" dir="ltr">{html}{listed}</div>', "page.html")


def mark(number: int | str) -> str:
    return f'<sup class="reference" id="cite_ref-{number}"><a href="#cite_note-{number}">[{number}]</a></sup>'


def note(number: int | str, text: str) -> str:
    back = f'<span class="mw-cite-backlink"><a href="#cite_ref-{number}">^</a></span>'
    return f'<li id="cite_note-{number}">{back} <span class="reference-text">{text}</span></li>'


def cited(article: Article) -> list[tuple[str, list[tuple[str, bool]]]]:
    return [(claim.text, [(each.reference, each.direct) for each in claim.citations]) for claim in article.claims]


def at(article: Article, position: Position) -> str:
    return article.text[position.start : position.end]


@pytest.fixture(params=FORMS)
def form(request):
    return read_article(CORPUS / f"en.{request.param}.html")


@pytest.fixture(scope="module")
def wikitext():
    return read_article(CORPUS / "en.wikitext")


class TestAgainstTheWikitext:
    def test_the_same_references(self, form, wikitext):
        # A footnote that is never cited is not on the page.
        expected = {r.id: [getattr(r, field) for field in FIELDS] for r in wikitext.references if r.markers}
        actual = {r.id: [getattr(r, field) for field in FIELDS] for r in form.references}

        assert expected == actual

    def test_the_same_claims_and_citations(self, form, wikitext):
        expected = [(claim.kind, claim.section, claim.citations) for claim in wikitext.claims]
        actual = [(claim.kind, claim.section, claim.citations) for claim in form.claims]

        assert expected == actual

    def test_the_same_sentences_but_for_what_templates_write(self, form, wikitext):
        texts = {claim.text for claim in wikitext.claims if claim.kind is ClaimKind.SENTENCE}
        unlike = [c.text for c in form.claims if c.kind is ClaimKind.SENTENCE and c.text not in texts]

        assert unlike == ["It burned for 9 hours and destroyed 12 cranes.", "It was open as of November 2019."]

    def test_title_language_and_direction(self, form):
        assert (form.title, form.language, form.direction) == ("Port Amber fire", "en", "ltr")


class TestAnotherWiki:
    """French pages: short citations lead to anchors of their own form, and citations are printed in French."""

    PAIR = ("fr.wikitext", "fr.rendered.html")

    def test_the_same_references(self):
        fields = ("id", "title", "site", "publisher", "date", "access_date", "language", "url", "cited")
        pair = [read_article(CORPUS / name) for name in self.PAIR]
        expected, actual = ([[getattr(r, field) for field in fields] for r in each.references] for each in pair)
        names, shown = ([[person.name for person in r.authors] for r in each.references] for each in pair)

        assert expected == actual
        assert names == shown

    def test_the_same_claims_and_citations(self):
        pair = (read_article(CORPUS / name) for name in self.PAIR)
        expected, actual = ([(c.kind, c.section, c.text, c.citations) for c in each.claims] for each in pair)
        sentences = [claim for claim in expected if claim[0] is ClaimKind.SENTENCE]

        assert [claim for claim in actual if claim[0] is ClaimKind.SENTENCE] == sentences
        assert [claim[3] for claim in actual] == [claim[3] for claim in expected]


class TestPositions:
    def test_markers_are_the_elements_in_the_source(self, form):
        for reference in form.references:
            for marker in reference.markers:
                shown = at(form, marker)
                assert shown.startswith("<sup ")
                assert shown.endswith("</sup>")
                assert shown.count("<sup") == 1

    def test_references_are_their_entries(self, form):
        for reference in form.references:
            assert at(form, reference.position) == reference.raw
            assert reference.raw.startswith("<li ")
            assert reference.raw.endswith("</li>")

    def test_line_and_column_count_in_the_file(self):
        article = read_text(f'<!DOCTYPE html>\n<div class="mw-parser-output">\n<p>é &amp; <b>f</b>ell.{mark(1)}', "a")
        marker = article.references[0].markers[0]
        claim = article.claims[0]

        assert (marker.line, marker.column) == (3, 24)
        assert (claim.position.line, claim.position.column) == (3, 4)
        assert (claim.text, at(article, claim.position)) == ("é & fell.", "é &amp; <b>f</b>ell.")

    def test_a_text_that_stands_twice_is_found_where_it_stands(self):
        article = body("<p>It fell. It fell.</p><p>It fell.</p>")

        starts = [claim.position.start for claim in article.claims]
        assert sorted(set(starts)) == starts
        assert {at(article, claim.position) for claim in article.claims} == {"It fell."}


def test_a_title_in_italics_is_told_from_its_author():
    article = body(f"<p>It fell.{mark(1)}</p>", note(1, "Lee: <i>Alte Mauern</i>, Hafen, 2018, S. 5."))
    (reference,) = article.references

    assert (reference.title, reference.authors[0].name, reference.site) == ("Alte Mauern", "Lee", "Hafen")


class TestFootnotes:
    def test_numbers_in_other_digits_and_groups(self):
        html = (
            '<p>A wall fell.<sup class="reference"><a href="#cite_note-1">[١]</a></sup> '
            '<sup class="mw-ref"><a href="./X#cite_note-2">[lower-roman 4]</a></sup></p>'
        )
        article = body(html, note(1, "One.") + note(2, "Two."))

        assert [r.id for r in article.references] == ["1", "iv"]

    def test_lists_that_count_from_one_again(self):
        html = f"<p>One.{mark(1)} Two.{mark(2)}</p><ol class='references'>{note(1, 'A')}{note(2, 'B')}</ol>"
        again = '<p>Three.<sup class="reference"><a href="#cite_note-3">[1]</a></sup></p>'
        article = body(html + again, note(3, "C"))

        assert cited(article) == [("One.", [("1", True)]), ("Two.", [("2", True)]), ("Three.", [("3", True)])]

    def test_markers_whose_links_a_mirror_took_away(self):
        html = '<p>It fell.<sup class="reference">[2]</sup></p>'
        article = body(html, "<li>First, 2001.</li><li>Second, 2002.</li>")

        assert cited(article) == [("It fell.", [("2", True)])]

    def test_links_with_the_address_of_the_page(self):
        html = '<p>It fell.<sup><a href="https://mirror.example/wiki/Wall#cite_note-a_b-1">[1]</a></sup></p>'
        article = body(html, note("a_b-1", "Lee, Ann (2001). <i>Walls</i>. Amber: Port Press."))

        assert tuple(getattr(article.references[0], field) for field in ("id", "name", "title")) == (
            "1",
            "a b",
            "Walls",
        )

    def test_a_list_of_sources_without_any_class(self):
        html = (
            '<p>It fell.<sup id="cite_ref-1">[1]</sup></p><h2>References</h2><ol><li>Lee, Ann (2001). '
            "<i>Walls</i>.</li></ol>"
        )
        article = body(html)

        assert [(r.id, tuple(a.name for a in r.authors)) for r in article.references] == [("1", ("Ann Lee",))]

    def test_what_no_entry_defines(self):
        article = body(f"<p>It fell.{mark(7)}</p>", note(1, "Never cited."))

        assert [(r.id, r.defined, r.cited) for r in article.references] == [("7", False, 1), ("1", True, 0)]
        assert at(article, article.references[0].position) == mark(7)

    def test_page_numbers_behind_a_marker_are_none(self):
        article = body(f'<p>It fell{mark(1)}<sup class="reference">: 12 </sup> at noon.</p>', note(1, "A."))

        assert cited(article) == [("It fell at noon.", [("1", True)])]

    def test_names_with_a_number_sign(self):
        article = body(
            '<p>It fell.<sup class="reference"><a href="#cite_note-#1-1">[1]</a></sup></p>', note("#1-1", "A")
        )

        assert [r.name for r in article.references if r.defined] == ["#1"]


class TestWorks:
    def read(self, text: str) -> Reference:
        return body(f"<p>It fell.{mark(1)}</p>", note(1, text)).references[0]

    def test_coins_before_print(self):
        coins = (
            "rft.atitle=The+wall&amp;rft.jtitle=Gazette&amp;rft.date=2001-05-04&amp;rft.aulast=Lee&amp;rft.aufirst=Ann"
        )
        work = self.read(
            f'<cite class="citation">Lee, A. (4 May 2001). "Wall". (in French). Retrieved 5 May 2002.</cite>'
            f'<span class="Z3988" title="{coins}"></span>'
        )

        assert (work.title, work.site, work.date) == ("The wall", "Gazette", "2001-05-04")
        assert (work.language, work.access_date) == ("fr", "2002-05-05")
        assert [author.name for author in work.authors] == ["Ann Lee"]
        assert work.fields["rft.atitle"] == "The wall"

    def test_a_citation_without_coins(self):
        work = self.read(
            '<cite class="citation">Lee, Ann (4 May 2001). <a class="external text" href="//gazette.example/wall">"The '
            'wall fell"</a>. <i>The Gazette</i>. <a href="https://web.archive.org/web/2002/https://gazette.example/wall">'
            "Archived</a> from the original on 6 May 2002.</cite>"
        )

        assert (work.title, work.site, work.date) == ("The wall fell", "The Gazette", "2001-05-04")
        assert (work.url, work.archive_date, work.url_status) == ("https://gazette.example/wall", "2002-05-06", "live")
        assert work.archive_url == "https://web.archive.org/web/2002/https://gazette.example/wall"

    def test_several_works_in_one_footnote(self):
        article = body(
            f"<p>It fell.{mark(1)}</p>",
            note(1, "<cite>Lee, Ann (2001). <i>Walls</i>.</cite> See <cite>Moss, Tim (2002). <i>Towers</i>.</cite>"),
        )

        assert [(r.id, r.title) for r in article.references] == [("1", "Walls"), ("1.2", "Towers")]
        assert cited(article) == [("It fell.", [("1", True), ("1.2", True)])]

    def test_data_mw_before_all(self):
        data = (
            '{"parts":[{"template":{"target":{"wt":"Ouvrage"},"params":{"nom":{"wt":"Lee"},"prénom":{"wt":"Ann"},'
            '"titre":{"wt":"Les \'\'murs\'\' de [[Ambre|l\\u0027ambre]]"},"année":{"wt":"2001"}},"i":0}}]}'
        )
        work = self.read(
            f"<cite typeof='mw:Transclusion' about='#m1' data-mw=\"{data.replace(chr(34), '&quot;')}\">x</cite>"
        )

        assert (work.title, work.date) == ("Les murs de l'ambre", "2001")
        assert work.fields["titre"] == "Les murs de l'ambre"

    @pytest.mark.parametrize(
        "data", ["", "{", "[]", '{"parts":3}', '{"parts":[{"template":[]}]}', "[" * 90_000, "null"]
    )
    def test_data_mw_that_is_none(self, data):
        work = self.read(f"<cite typeof='mw:Transclusion' data-mw='{data}'>Lee, Ann (2001). <i>Walls</i>.</cite>")

        assert work.title == "Walls"

    def test_anchors_of_short_citations(self):
        listed = '<h2>Works</h2><ul><li><span id="CITEREFLee2001">Lee, Ann (2001). <i>Walls</i>.</span></li></ul>'
        marker = '<sup class="reference"><a href="#cite_note-FOOTNOTELee20013-1">[1]</a></sup>'
        short = '<a href="#CITEREFLee2001">Lee 2001</a>, p. 3; <a href="#CITEREFMoss1900">Moss 1900</a>.'
        article = body(f"<p>It fell.{marker}</p>{listed}", note("FOOTNOTELee20013-1", short))

        found = [(r.name, r.title, r.defined) for r in article.references]
        assert found == [("Lee 2001, p. 3; Moss 1900", "Walls", True), ("Lee 2001, p. 3; Moss 1900", None, False)]

    def test_quoted_words_are_no_publisher(self):
        coins = "rft.atitle=Wall&amp;rft.jtitle=wall.example"
        work = self.read(
            '<cite>"Wall". wall.example. <q>The wall stood long. It fell.</q></cite>'
            f'<span class="Z3988" title="{coins}"></span>'
        )

        assert work.publisher is None


class TestClaims:
    def test_what_is_no_text_of_the_article(self):
        hidden = [
            '<style>p{content:"It fell."}</style>',
            "<script>It fell.</script>",
            "<!-- <p>It fell.</p> -->",
            '<div role="note" class="hatnote">It fell.</div>',
            '<div class="navbox"><p>It fell.</p></div>',
            '<table class="metadata ambox"><tr><td>It fell.</td></tr></table>',
            '<p style="display: none">It fell.</p>',
            "<figure><figcaption>It fell.</figcaption></figure>",
            "<h2>External links</h2><p>It fell.</p>",
            "<h2>See also</h2><h3>More</h3><p>It fell.</p>",
        ]

        assert [[]] * len(hidden) == [cited(body(html)) for html in hidden]

    def test_edit_links_are_no_part_of_a_heading(self):
        html = '<h2><span class="mw-headline">Fall</span><span class="mw-editsection">[edit]</span></h2>'
        html += "<h3>Day</h3><p>It fell."

        assert [claim.section for claim in body(html).claims] == [("Fall", "Day")]

    def test_spans_of_markers(self):
        html = f"<p>One fell. Two fell.{mark(1)}{mark(2)} Three fell.{mark(1)}</p>"
        html += f"<ul><li>Four fell.{mark(2)}</li></ul><p>Five."
        article = body(html, note(1, "A") + note(2, "B"))

        expected = [
            ("One fell.", [("1", False), ("2", False)]),
            ("Two fell.", [("1", True), ("2", True)]),
            ("Three fell.", [("1", True)]),
            ("Four fell.", [("2", True)]),
            ("Five.", []),
        ]
        assert expected == cited(article)

    def test_an_infobox_of_two_sides(self):
        html = (
            f'<table class="infobox"><tr><th colspan="2">Battle</th></tr><tr><td colspan="2"><table><tr><th>Date</th>'
            f"<td>4 May 1801{mark(1)}</td></tr></table></td></tr><tr><th colspan='2'>Losses</th></tr>"
            f"<tr><td>11 killed{mark(1)}</td><td>3 ships<br>2 guns</td></tr></table>"
        )
        article = body(html, note(1, "A"))

        expected = [
            ("Date: 4 May 1801", [("1", True)]),
            ("Losses: 11 killed", [("1", True)]),
            ("Losses: 3 ships; 2 guns", []),
        ]
        assert expected == cited(article)
        assert {claim.kind for claim in article.claims} == {ClaimKind.INFOBOX}

    def test_an_infobox_of_a_wiki_farm(self):
        html = (
            '<aside class="portable-infobox"><h2 class="pi-title">Wall</h2><div class="pi-data">'
            f'<h3 class="pi-data-label">Height</h3><div class="pi-data-value">9 m{mark(1)}</div></div></aside>'
        )

        assert cited(body(html, note(1, "A"))) == [("Height: 9 m", [("1", True)])]

    def test_a_table_that_only_places_sections(self):
        html = "<table><tr><td><h2>Fall</h2><p>It fell.</p></td></tr></table>"

        assert [(claim.text, claim.section) for claim in body(html).claims] == [("It fell.", ("Fall",))]

    def test_what_is_set_high(self):
        assert cited(body("<p>It covered 3 km<sup>2</sup> in all.</p>")) == [("It covered 3 km² in all.", [])]

    def test_formulas_are_left_out(self):
        html = '<p>The value <span class="mwe-math-element"><math><mi>x</mi></math></span> grew.</p>'

        assert cited(body(html)) == [("The value grew.", [])]


class TestWhatThePageSays:
    def head(self, head: str, attributes: str = "") -> Article:
        return read_text(
            f"<html {attributes}><head>{head}</head><body><div id='mw-content-text'><p>12.</p></div></body></html>",
            "a.html",
        )

    @pytest.mark.parametrize(
        "head",
        [
            "<title>Amber &amp; Co - Wikipedia</title>",
            "<title>Amber &amp; Co – Wikipédia, l’encyclopédie libre</title>",
            '<title>x</title><meta property="og:title" content="Amber &amp; Co">',
            '<link rel="canonical" href="https://de.wiki.example/wiki/Amber_%26_Co">',
        ],
    )
    def test_title(self, head):
        assert self.head(head).title == "Amber & Co"

    def test_title_without_a_head(self):
        assert body("<p>The <b>Amber</b> fell.</p>").title == "Amber"
        assert body("<p>It fell.</p>").title == "page"

    @pytest.mark.parametrize(
        ("head", "attributes"),
        [
            ("", 'lang="ar"'),
            ('<meta http-equiv="Content-Language" content="ar">', ""),
            ('<meta property="og:locale" content="ar_AR">', ""),
            ('<link rel="canonical" href="https://ar.wiki.example/wiki/X">', ""),
        ],
    )
    def test_language(self, head, attributes):
        assert self.head(head, attributes).language == "ar"

    def test_direction(self):
        assert self.head("", 'dir="rtl"').direction == "rtl"
        assert self.head("").direction is None


class TestFormat:
    def test_by_content(self):
        text = (CORPUS / "en.rendered.html").read_text("utf-8")

        assert read_text(text, "<text>").format == "mediawiki-html"

    @pytest.mark.parametrize(
        "text",
        [
            "<!doctype html><html><body><p>The wall fell.</p></body></html>",
            "<div>A page in wikitext.<ref>x</ref> [[#cite_note-1]]</div>",
            "The class mw-parser-output is MediaWiki's.",
        ],
    )
    def test_what_mediawiki_did_not_make_is_another_format(self, text):
        sign = FORMATS["mediawiki-html"].sign

        assert sign is not None
        assert sign.search(text) is None
