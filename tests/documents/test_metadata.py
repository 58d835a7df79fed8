from pathlib import Path

import pytest

from citecheck.documents import read_bytes
from citecheck.documents.dates import day_in_address
from citecheck.model import Document, Metadata, Stated

CORPUS = Path(__file__).parents[1] / "corpus" / "documents"
URL = "https://gazette.example/x"


def metadata(html: str, url: str = URL) -> Metadata:
    document = read_bytes(html.encode(), url=url, media_type="text/html")
    assert isinstance(document, Document), document
    return document.metadata


def ld(block: str) -> str:
    return f"<title>A storm at sea</title><script type='application/ld+json'>{block}</script><p>x"


def test_a_newspaper_page_that_declares_little() -> None:
    found = metadata((CORPUS / "gazette.html").read_text(encoding="utf-8"))

    assert found.title == Stated("Tolvère : le ferry Marguerite s’échoue, 62 passagers évacués", "opengraph")
    assert found.site == Stated("La Gazette de Tolvère", "opengraph")
    assert found.authors == (Stated("Odile Sarrazin", "byline"),)
    assert found.published == Stated("2022-03-01", "byline")
    assert found.updated == Stated("2022-03-02", "byline")
    assert found.language == Stated("fr", "html")
    assert found.free is None


HEADLINE = '"headline":"A storm at sea"'
OTHER_STORY = '{"@type":"Article","headline":"Quite another","datePublished":"2001-01-01"}'
NEXT_BLOCK = "</script><script type='application/ld+json'>"


@pytest.mark.parametrize(
    "block",
    [
        '{"@type":"NewsArticle",%s,"datePublished":"2020-03-04T10:00:00+01:00","author":{"name":"Ann Pell"}}',
        '[{"@type":"WebSite","name":"Post"},{"@type":"Article",%s,"datePublished":"2020-03-04","author":["Ann Pell"]}]',
        '{"@graph":[{"@type":["NewsArticle"],%s,"datePublished":"2020/03/04","author":[{"name":"Ann Pell"}]}]}',
        '<!--\n{"@type":"http://schema.org/BlogPosting",%s,"datePublished":"20200304","author":"By Ann Pell"}\n-->',
        '{"@type":"Article",%s,"datePublished":"March 4, 2020, 07:47 PM EST","creator":"Ann\tPell"};',
        OTHER_STORY + NEXT_BLOCK + '{"@type":"Article",%s,"datePublished":"2020-03-04","author":"Ann Pell"}',
    ],
)
def test_json_ld_in_the_shapes_it_is_met_in(block: str) -> None:
    found = metadata(ld(block.replace("%s", HEADLINE)))

    assert found.title == Stated("A storm at sea", "json-ld")
    assert found.published == Stated("2020-03-04", "json-ld")
    assert found.authors == (Stated("Ann Pell", "json-ld"),)


@pytest.mark.parametrize(
    "block",
    [
        "",
        "{",
        "null",
        "[[[[1]]]]",
        '{"@type":5,"headline":{"a":1},"author":7,"datePublished":{"@value":3},"isAccessibleForFree":[]}',
        '{"@type":"Article","headline":null,"datePublished":"0001-01-01"}',
        '{"@type":"Article","datePublished":"2020-02-31"}',
    ],
)
def test_hostile_json_ld_states_nothing(block: str) -> None:
    found = metadata(ld(block))

    assert found.title == Stated("A storm at sea", "title")
    assert found.published is None
    assert found.authors == ()


@pytest.mark.parametrize(
    ("block", "free"),
    [
        ('{"@type":"NewsArticle","headline":"A storm","isAccessibleForFree":true}', True),
        ('{"@type":"NewsArticle","headline":"A storm","isAccessibleForFree":"False"}', False),
        ('{"@type":"Article","headline":"A storm","isAccessibleForFree":"http://schema.org/False"}', False),
        (
            '{"@type":"NewsArticle","headline":"A storm","hasPart":{"isAccessibleForFree":false}}',
            False,
        ),
        ('{"@type":"NewsArticle","headline":"A storm","mentions":{"isAccessibleForFree":false}}', None),
    ],
)
def test_whether_it_is_free_to_read(block: str, free: bool | None) -> None:
    assert metadata(ld(block)).free is free


@pytest.mark.parametrize(
    ("html", "published"),
    [
        (
            "<meta property='article:published_time' content='2019-02-22T18:04:00+01:00'>",
            Stated("2019-02-22", "opengraph"),
        ),
        ("<meta name='DC.date.issued' content='2019-02-22'>", Stated("2019-02-22", "meta")),
        ("<meta itemprop='datePublished' content='2019-02-22'>", Stated("2019-02-22", "meta")),
        ("<h1>A storm at sea</h1><time datetime='2019-02-22T18:04'>vendredi</time>", Stated("2019-02-22", "time")),
        ("<h1>A storm at sea</h1><time itemprop='dateModified' datetime='2019-02-22'>x</time>", None),
        ("<h1>Опубликованное</h1><p>Опубликовано 22 февраля 2019</p>", Stated("2019-02-22", "byline")),
        (
            "<h1>Sturm</h1><p>Veröffentlicht am 22.02.2019, zuletzt aktualisiert 23.02.2019</p>",
            Stated("2019-02-22", "byline"),
        ),
        (
            "<h1>Tempête</h1><p>Mis à jour le 23 février 2019, publié le 22 février 2019</p>",
            Stated("2019-02-22", "byline"),
        ),
        ("<h1>Tempestad</h1><p>22 de febrero de 2019</p>", Stated("2019-02-22", "byline")),
        ("<h1>Tempête</h1><p>février 2019</p>", None),
        ("<h1>A storm</h1><p>Updated 22 February 2019</p>", None),
    ],
)
def test_the_day_of_publication(html: str, published: Stated | None) -> None:
    language = {"О": "ru", "S": "de", "T": "fr"}.get(html.removeprefix("<h1>")[0], "en")
    if "Tempestad" in html:
        language = "es"

    assert metadata(f"<html lang={language}><body>{html}<p>x").published == published


def test_the_address_is_asked_last() -> None:
    assert metadata("<p>x", "https://a.example/2019/02/22/storm").published == Stated("2019-02-22", "url")
    assert metadata(
        "<meta name=date content='2019-02-23'><p>x", "https://a.example/2019/02/22/storm"
    ).published == Stated("2019-02-23", "meta")


def test_a_stamp_in_universal_time_gives_way_to_the_day_that_was_printed() -> None:
    url = "https://a.example/2019/11/18/storm"

    assert metadata("<meta name=date content='2019-11-19T04:03:25Z'><p>x", url).published == Stated("2019-11-18", "url")
    assert metadata("<meta name=date content='2019-11-25T04:03:25Z'><p>x", url).published == Stated(
        "2019-11-25", "meta"
    )


def test_a_day_printed_elsewhere_on_the_page_goes_before_universal_time() -> None:
    found = metadata(
        "<meta property='article:published_time' content='2019-11-19T01:19:34Z'>"
        "<meta name='article_date_original' content='Monday, November 18, 2019, 08:19 PM'><p>x"
    )

    assert found.published == Stated("2019-11-18", "meta")


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://a.example/2019/02/22/x", "2019-02-22"),
        ("https://a.example/20190222-x", "2019-02-22"),
        ("https://a.example/x-2019-02-22.html", "2019-02-22"),
        ("https://a.example/2019/02/x", None),
        ("https://a.example/2019/13/45/x", None),
        ("https://a.example/120190222", None),
        ("", None),
    ],
)
def test_days_in_addresses(url: str, day: str | None) -> None:
    found = day_in_address(url)

    assert (found.isoformat() if found else None) == day


@pytest.mark.parametrize(
    ("title", "site", "stated"),
    [
        ("A storm | The Post", "The Post", "A storm"),
        ("The Post: A storm", "The Post", "A storm"),
        ("A storm - at sea – The Post", "The Post", "A storm - at sea"),
        ("A storm | The Post", "Another", "A storm | The Post"),
        ("The Post", "The Post", "The Post"),
    ],
)
def test_the_name_of_the_site_is_no_part_of_the_title(title: str, site: str, stated: str) -> None:
    html = f"<meta property='og:title' content='{title}'><meta property='og:site_name' content='{site}'><p>x"

    assert metadata(html).title == Stated(stated, "opengraph")


@pytest.mark.parametrize(
    ("byline", "author"),
    [
        ("Par Odile Sarrazin · Publié le 1er mars 2022", "Odile Sarrazin"),
        ("By Ann Pell, maritime editor", "Ann Pell"),
        ("Von Jan van der Meer", "Jan van der Meer"),
        ("Von Moritz Bach publiziert am 25. September 2018", "Moritz Bach"),
        ("Автор: Венера Ерофеева", "Венера Ерофеева"),
        ("By the light of the moon", None),
        ("Di Maio annuncia le dimissioni", None),
        ("Paris confirme la mort", None),
    ],
)
def test_authors_in_bylines(byline: str, author: str | None) -> None:
    found = metadata(f"<h1>A storm at sea</h1><p>{byline}</p>").authors

    assert found == ((Stated(author, "byline"),) if author else ())


@pytest.mark.parametrize(
    "name",
    ["article:published_time", "dc.date", "DC.date.issued", "dcterms.date", "citation_publication_date",
     "citation_date",
     "citation_online_date", "prism.publicationDate", "parsely-pub-date", "sailthru.date", "bt:pubDate", "pubdate",
     "rnews:datePublished", "originalpublicationdate", "date"],
)  # fmt: skip
@pytest.mark.parametrize("attribute", ["name", "property"])
def test_meta_elements_that_state_the_day(name: str, attribute: str) -> None:
    found = metadata(f"<meta {attribute}='{name}' content='2019-02-22T10:00:00+01:00'><h1>A storm at sea</h1><p>x")

    assert found.published is not None
    assert found.published.value == "2019-02-22"


BYLINES = [
    ("en", "By Ann Pell | Feb. 22, 2019 | Updated Feb. 23, 2019", "Ann Pell"),
    ("fr", "Par Odile Sarrazin, publié le 22 février 2019 à 18h04, mis à jour le 23 février 2019", "Odile Sarrazin"),
    ("es", "Por Ana Pérez, publicado el 22 de febrero de 2019, actualizado el 23 de febrero de 2019", "Ana Pérez"),
    ("de", "Von Jan Meer, 22. Februar 2019, aktualisiert am 23. Februar 2019", "Jan Meer"),
    ("it", "Di Anna Rossi - 22 febbraio 2019, aggiornato il 23 febbraio 2019", "Anna Rossi"),
    ("pt", "Por Ana Silva — 22 de fevereiro de 2019, atualizado em 23/02/2019", "Ana Silva"),
    ("ar", "بقلم: أحمد علي - نشر في 22 فبراير 2019 - آخر تحديث 23 فبراير 2019", "أحمد علي"),
    ("ru", "Автор: Венера Ерофеева, 22 февраля 2019, обновлено 23 февраля 2019", "Венера Ерофеева"),
    ("uk", "Автор: Олена Коваль, 22 лютого 2019, оновлено 23 лютого 2019", "Олена Коваль"),
    ("zh", "作者：王小明 2019年2月22日 更新：2019年2月23日", "王小明"),
]


@pytest.mark.parametrize(("language", "byline", "author"), BYLINES)
def test_bylines_in_ten_languages(language: str, byline: str, author: str) -> None:
    found = metadata(f"<html lang={language}><h1>A storm at sea</h1><p>{byline}</p><p>x")

    assert found.published == Stated("2019-02-22", "byline")
    assert found.updated == Stated("2019-02-23", "byline")
    assert found.authors == (Stated(author, "byline"),)


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("By Ann Pell and Jan van der Meer | Feb. 22, 2019", ["Ann Pell", "Jan van der Meer"]),
        ("Par Odile Sarrazin et Yvon Le Bihan, publié le 22 février 2019", ["Odile Sarrazin", "Yvon Le Bihan"]),
        ("Por José Ortega y Gasset", ["José Ortega y Gasset"]),
        ("By Ann Pell and agencies", []),
    ],
)
def test_a_byline_of_two_is_of_two_authors(byline: str, authors: list[str]) -> None:
    found = metadata(f"<h1>A storm at sea</h1><p>{byline}</p><p>x")

    assert [author.value for author in found.authors] == authors


def test_two_authors_may_be_declared_as_one() -> None:
    found = metadata("<meta name=author content='Ann Pell and Jan Meer'><h1>A storm</h1><p>x")

    assert found.authors == (Stated("Ann Pell", "meta"), Stated("Jan Meer", "meta"))


def test_a_byline_may_be_in_the_language_of_the_frame() -> None:
    story = "<p>The ferry ran aground on Tuesday evening off the island, with sixty-two passengers on board.</p>" * 4

    found = metadata(f"<html lang=ru><h1>A storm at sea</h1><p>22 февраля 2019, 10:00</p>{story}")

    assert found.published == Stated("2019-02-22", "byline")
