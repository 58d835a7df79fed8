"""What of a page becomes text, and how it is joined."""

import json
from pathlib import Path

import pytest

from citecheck.documents import read_bytes
from citecheck.model import Document, ZoneKind

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"


def read(html: str) -> Document:
    document = read_bytes(html.encode(), url="https://a.example/b", media_type="text/html")
    assert isinstance(document, Document), document
    return document


def corpus(name: str) -> Document:
    document = read_bytes((CORPUS / name).read_bytes(), url="https://gazette.example/x", media_type="text/html")
    assert isinstance(document, Document), document
    return document


def zone_of(document: Document, text: str) -> ZoneKind:
    start = document.text.index(text)
    return next(zone.kind for zone in document.zones if zone.start <= start and start + len(text) <= zone.end)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>on<b>ze</b> mort<i>s</i></p>", "onze morts"),
        ("<p>1<sup>er</sup> mars</p>", "1er mars"),
        ("<p>one</p><p>two</p>", "one\ntwo"),
        ("<div>one<p>two</p>three</div>", "one\ntwo\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\ntwo"),
        ("<p>one<br>two</p>", "one\ntwo"),
        ("<h2>Mali : onze<br>morts</h2>", "Mali : onze morts"),
        ("<p>  a\n  b\t c </p>", "a b c"),
        ("<p>62&nbsp;000&#8239;km</p>", "62 000 km"),
        ("<p>passa&shy;gers, zero\u200bwidth, \u202aleft\u202c</p>", "passagers, zerowidth, left"),
        ("<p>می\u200cخواهم</p>", "می\u200cخواهم"),
        ("<nav><a>One</a><a>Two</a></nav>", "One Two"),
        ("<p><a>anti</a>-<a>nuclear</a></p>", "anti-nuclear"),
        ("<p>one</p><script>two</script><style>three</style><template>four</template><p>five</p>", "one\nfive"),
        ("<p>one</p><select><option>Mali</option></select><textarea>Niger</textarea>", "one"),
        ("<p>one<span hidden>two</span><span style='display: none'>three</span></p>", "one"),
        ("<p>one</p><!-- two --><p>three</p>", "one\nthree"),
        ("<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>字", "漢字"),
        ("<p>one<x-icon></x-icon>two</p>", "one two"),
        ("<p>before <img alt='A bridge at dusk'> after</p>", "before after\nA bridge at dusk"),
        ("<p>red <img alt='♥'> heart</p>", "red ♥ heart"),
        ("<svg><title>icon</title><text>drawn</text></svg><p>one</p>", "one"),
        ("<pre>one\n  two</pre>", "one two"),
        ("one < two & three", "one < two & three"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "a\tb\nc\td"),
        ("<table><tr><td>a</td><td></td><td>c</td></tr></table>", "a\tc"),
        ("<table><tr><td><p>a</p></td><td><p>b</p></td></tr></table>", "a\tb"),
        ("<table><tr><td>menu<br>more</td><td>story</td></tr></table>", "menu\nmore\nstory"),
        ("<table><tr><td>a</td><td>b</td></tr></table><p>c</p>", "a\tb\nc"),
    ],
)
def test_text_is_joined_as_a_browser_lays_it_out(html: str, text: str) -> None:
    assert read(html).text == text


def test_title_and_description_come_first_and_once() -> None:
    document = read(
        "<title>A storm</title><meta property='og:title' content='A storm'>"
        "<meta name=description content='It blew.'><body><p>Much wind."
    )

    assert document.text == "A storm\nIt blew.\nMuch wind."
    assert zone_of(document, "It blew.") is ZoneKind.HEAD


def test_zones_of_a_newspaper_page() -> None:
    page = corpus("gazette.html")

    for text in ("Tolvère : le ferry Marguerite s’échoue, 62 passagers évacués", "Personne n’a été blessé."):
        assert zone_of(page, text) is ZoneKind.HEAD
    for text in (
        "soixante-deux passagers",
        "Yvon Le Bihan",
        "18h40\tAvarie signalée\t62",
        "23h30\t0",
        "un numéro vert",
    ):
        assert zone_of(page, text) is ZoneKind.MAIN
    for text in ("14 témoins", "40 personnes", "9 morts", "couché sur le flanc", "vu de la jetée", "Tous droits"):
        assert zone_of(page, text) is ZoneKind.OTHER
    assert "ferry Marguerite s’est échoué" in page.text


@pytest.mark.parametrize("unseen", ["77", "78", "79", "31 blessés"])
def test_what_readers_do_not_see_is_not_text(unseen: str) -> None:
    assert unseen not in corpus("gazette.html").text


def test_what_scripts_reveal_is_text() -> None:
    story = "<p>The ferry ran aground on Tuesday evening off the island, with sixty-two passengers on board.</p>" * 3

    assert "sixty-two" in read(f"<body style='visibility:hidden'><div>{story}</div></body>").text


def test_a_pages_own_sources_are_not_what_it_says() -> None:
    page = corpus("encyclopedia.html")

    assert zone_of(page, "It was built in 1871") is ZoneKind.MAIN
    assert zone_of(page, "Tom Pell, 1899 to 1931") is ZoneKind.MAIN
    assert zone_of(page, "212 engravings") is ZoneKind.OTHER
    assert zone_of(page, "5,000 entries") is ZoneKind.OTHER


def test_text_behind_a_paywall_is_read_from_json_ld() -> None:
    body = "The ferry ran aground. Nobody was hurt. The captain, Ann Pell, &quot;saw the rock too late&quot;."
    block = json.dumps({"@type": "NewsArticle", "headline": "Ferry", "articleBody": body})
    page = read(f"<title>Ferry</title><script type='application/ld+json'>{block}</script><p>The ferry ran aground.</p>")

    assert (
        page.text == 'Ferry\nThe ferry ran aground.\nNobody was hurt.\nThe captain, Ann Pell, "saw the rock too late".'
    )
    assert zone_of(page, "Ann Pell") is ZoneKind.MAIN


def test_text_that_the_page_shows_is_not_repeated() -> None:
    block = '{"@type":"NewsArticle","articleBody":"The ferry &amp;amp; crew  are safe."}'
    page = read(f"<script type='application/ld+json'>{block}</script><p>The ferry &amp; crew are <b>safe</b>.</p>")

    assert page.text == "The ferry & crew are safe."


@pytest.mark.parametrize("name", ["gazette.html", "encyclopedia.html"])
def test_zones_cover_the_text(name: str) -> None:
    page = corpus(name)

    assert "".join(page.text[zone.start : zone.end] for zone in page.zones) == page.text
    assert all(before.kind is not after.kind for before, after in zip(page.zones, page.zones[1:], strict=False))


def test_the_main_text_decides_the_language() -> None:
    english = "<p>The ferry ran aground on Tuesday evening off the island, with sixty-two passengers on board.</p>" * 4

    page = read(f"<html lang='fr'><body>{english}</body></html>")

    assert page.language == "en"
    assert page.metadata.language is not None
    assert page.metadata.language.value == "fr"


def test_a_short_text_is_in_the_language_it_declares() -> None:
    assert read("<html lang='pt-BR'><p>Sim, claro</p></html>").language == "pt"
