"""Archive copies, states of links and dates in the citation templates of ten wikis."""

from datetime import UTC, date, datetime

import pytest

from citecheck.articles import read_text
from citecheck.model import ArchiveCopy
from citecheck.patching import Known, patch_wikitext

URL = "https://gazette.example/a"
COPY = f"https://web.archive.org/web/20190301101112/{URL}"


def copy(stamp: str = "20190301101112", url: str = URL) -> ArchiveCopy:
    when = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return ArchiveCopy(url, f"https://web.archive.org/web/{stamp}/{url}", when, "web.archive.org")


ARCHIVED = {URL: Known((copy(),))}
DEAD = {URL: Known((copy(),), "dead", date(2026, 1, 2))}


def patched(text: str, known: dict[str, Known] = DEAD, language: str = "en") -> str:
    once = patch_wikitext(text, known, language).text

    assert patch_wikitext(once, known, language).text == once
    return once


@pytest.mark.parametrize(
    ("language", "before", "added", "after"),
    [
        (
            "en",
            "{{cite web |title=T |url=U |access-date=2 May 2020",
            " |archive-url=C |archive-date=1 March 2019 |url-status=dead",
            " |language=fr}}",
        ),
        ("en", "{{Cite News|url=U", "|archive-url=C|archive-date=2019-03-01|url-status=dead", "|title=T}}"),
        (
            "en",
            "{{cite web|url=U|accessdate=May 2, 2020",
            "|archive-url=C|archive-date=March 1, 2019|url-status=dead",
            "}}",
        ),
        (
            "en",
            "{{cite web|url=U|access-date=2 May. 2020",
            "|archive-url=C|archive-date=2019-03-01|url-status=dead",
            "}}",
        ),
        (
            "en",
            "{{cite web|url=U|access-date=2 Jan 2020",
            "|archive-url=C|archive-date=1 Mar 2019|url-status=dead",
            "}}",
        ),
        (
            "fr",
            "{{Lien web |titre=T |url=U |consulté le=2 mai 2020",
            " |archive-url=C |archive-date=1er mars 2019 |brisé le=2 janvier 2026",
            "}}",
        ),
        ("fr", "{{Article|titre=T|lire en ligne=U", "|archive-url=C|archive-date=2019-03-01|brisé le=2026-01-02", "}}"),
        (
            "de",
            "{{Internetquelle |titel=T |url=U |abruf=2020-05-02",
            " |archiv-url=C |archiv-datum=2019-03-01 |offline=ja",
            "}}",
        ),
        (
            "es",
            "{{cita web|título=T|url=U|fechaacceso=2 de mayo de 2020",
            "|urlarchivo=C|fechaarchivo=1 de marzo de 2019|urlmuerta=sí",
            "}}",
        ),
        (
            "it",
            "{{Cita web|titolo=T|url=U|accesso=2 maggio 2020",
            "|urlarchivio=C|dataarchivio=1 marzo 2019|urlmorto=sì",
            "}}",
        ),
        (
            "pt",
            "{{citar web|título=T|url=U|acessodata=2 de maio de 2020",
            "|arquivourl=C|arquivodata=1 de março de 2019|urlmorta=sim",
            "}}",
        ),
        ("ru", "{{статья|заглавие=T|ссылка=U", "|архив=C|архив дата=2019-03-01", "|издание=G}}"),
        (
            "ru",
            "{{cite web|url=U|accessdate=2 мая 2020",
            "|archive-url=C|archive-date=1 марта 2019|url-status=dead",
            "}}",
        ),
        (
            "ar",
            "{{استشهاد ويب|عنوان=T|مسار=U|تاريخ الوصول=2 مايو 2020",
            "|مسار أرشيف=C|تاريخ أرشيف=1 مارس 2019|url-status=dead",
            "}}",
        ),
        (
            "uk",
            "{{cite web|url=U|дата-доступу=2 травня 2020",
            "|archive-url=C|archive-date=1 березня 2019|url-status=dead",
            "}}",
        ),
        (
            "zh",
            "{{cite web|url=U|accessdate=2020年5月2日",
            "|archive-url=C|archive-date=2019年3月1日|url-status=dead",
            "}}",
        ),
        ("zh", "{{引用网页|url=U", "|archive-url=C|archive-date=2019-03-01|dead-url=yes", "|title=T}}"),
    ],
)
def test_each_wiki_has_its_names_and_dates(language: str, before: str, added: str, after: str) -> None:
    before, added = (text.replace("=U", f"={URL}").replace("=C", f"={COPY}") for text in (before, added))
    text = "It fell.<ref>" + before + after + "</ref>"

    assert patched(text, language=language) == "It fell.<ref>" + before + added + after + "</ref>"


def test_the_copy_is_read_back() -> None:
    for language, opening in {"fr": "Lien web|titre", "it": "Cita web|titolo", "ar": "استشهاد ويب|عنوان"}.items():
        text = patched(f"It fell.<ref>{{{{{opening}=T|url={URL}}}}}</ref>", language=language)
        (reference,) = read_text(text, "page.wikitext", language=language).references

        assert (reference.archive_url, reference.archive_date, reference.url_status) == (COPY, "2019-03-01", "dead")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "{{cite web\n | title = T\n | url = U\n | access-date = 2 May 2020\n}}",
            (
                "{{cite web\n | title = T\n | url = U\n | access-date = 2 May 2020\n | archive-url = C\n"
                " | archive-date = 1 March 2019\n | url-status = dead\n}}"
            ),
        ),
        (
            "{{cite web\n| title       = T\n| url         = U\n| access-date = 2 May 2020\n| work        = G\n}}",
            (
                "{{cite web\n| title       = T\n| url         = U\n| access-date = 2 May 2020\n| archive-url = C\n"
                "| archive-date = 1 March 2019\n| url-status  = dead\n| work        = G\n}}"
            ),
        ),
        (
            "{{cite web|\n title=T|\n url=U|\n work=G\n}}",
            (
                "{{cite web|\n title=T|\n url=U|\n archive-url=C|\n archive-date=2019-03-01|"
                "\n url-status=dead|\n work=G\n}}"
            ),
        ),
        (
            "{{cite web|url=U |archive-url= |archive-date= |title=T}}",
            "{{cite web|url=U |archive-url=C |archive-date=2019-03-01 |url-status=dead |title=T}}",
        ),
        (
            "{{cite web\r\n | url = U\r\n | archiveurl = \r\n | archivedate =\r\n}}",
            (
                "{{cite web\r\n | url = U\r\n | archiveurl = C\r\n | archivedate = 2019-03-01\r\n"
                " | url-status = dead\r\n}}"
            ),
        ),
        (
            "{{cite web | url=U <!-- checked | twice --> | title=T}}",
            (
                "{{cite web | url=U <!-- checked | twice --> | archive-url=C | archive-date=2019-03-01"
                " | url-status=dead | title=T}}"
            ),
        ),
    ],
)
def test_formatting_is_kept(before: str, after: str) -> None:
    before, after = (
        text.replace("U", URL, 1).replace("=C", f"={COPY}").replace("= C", f"= {COPY}") for text in (before, after)
    )

    assert patched(f"It fell.<ref>{before}</ref>") == f"It fell.<ref>{after}</ref>"


@pytest.mark.parametrize(
    "text",
    [
        "{{cite web|url=U|archive-url=https://archive.today/abc|archive-date=2018-01-01|url-status=dead}}",
        "{{cite web|url=U|archiveurl=https://example.org/kept|archivedate=2018-01-01|deadurl=yes}}",
        "{{cite web|url=U|archive-url=https://archive.today/abc|url-status=unfit}}",
        "{{cite web|url=U}} {{Webarchive|url=https://web.archive.org/web/2018/U|date=2018-01-01}}",
        "{{cite web|url=U}} [https://web.archive.org/web/20180101000000/https://gazette.example/a Archived]",
        "{{cite web|url=https://other.example/}}",
        "{{cite web|title=T|doi=10.1/x}}",
        "{{cite tweet|url=U}}",
        "{{Literatur|Titel=T|Online=U}}",
        "<nowiki>{{cite web|url=U}}</nowiki>",
        "<!-- {{cite web|url=U}} -->",
        "{{cite web|url={{#if:x|U}}}}",
        "[U The page]",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    text = f"It fell.<ref>{text.replace('U', URL)}</ref>"

    assert patched(text) == text


def test_a_live_link_that_broke_is_put_right_and_nothing_else() -> None:
    live = f"{{{{cite web|url={URL}|archive-url={COPY}|archive-date=2019-03-01|url-status=live}}}}"

    assert patched(live) == live.replace("=live", "=dead")
    assert patched(live, {URL: Known((copy(),), "usurped")}) == live.replace("=live", "=usurped")
    assert patched(live.replace("=live", "=dead"), {URL: Known((), "live")}) == live.replace("=live", "=dead")
    assert patched(live.replace("|url-status=live", ""), {URL: Known((), "deviated")}) == live.replace(
        "=live", "=deviated"
    )


def test_without_a_known_state_none_is_written() -> None:
    assert patched(f"{{{{cite web|url={URL}}}}}", ARCHIVED) == (
        f"{{{{cite web|url={URL}|archive-url={COPY}|archive-date=2019-03-01}}}}"
    )


def test_the_copy_nearest_to_the_day_of_access() -> None:
    known = {URL: Known((copy("20150101000000"), copy("20200501000000"), copy("20240101000000")))}

    assert "/20200501000000/" in patched(f"{{{{cite web|url={URL}|access-date=2 May 2020}}}}", known)
    assert "/20150101000000/" in patched(f"{{{{cite web|url={URL}|date=1 May 2014}}}}", known)
    assert "/20240101000000/" in patched(f"{{{{cite web|url={URL}}}}}", known)


@pytest.mark.parametrize(
    ("declared", "written"),
    [("{{Use dmy dates|date=May 2020}}", "1 March 2019"), ("{{Use mdy dates}}", "March 1, 2019"), ("", "2019-03-01")],
)
def test_the_format_that_the_article_declares(declared: str, written: str) -> None:
    cite = f"{{{{cite web|url={URL}}}}}"

    assert f"|archive-date={written}|" in patched(f"{declared}\nIt fell.<ref>{cite}</ref>")
    assert "|archive-date=1 Mar 2019|" in patched(
        f"{declared}\nIt fell.<ref>{cite}</ref> <ref>{{{{cite web|access-date=2 Jan 2020}}}}</ref>"
    )


def test_an_address_cannot_break_out_of_its_field() -> None:
    url = f"{URL}?a=[1]|x}}}}{{{{y"
    known = {URL: Known((copy(url=url),))}

    text = patched(f"A.<ref>{{{{cite web|url={URL}|title=T}}}}</ref>", known)
    (reference,) = read_text(text, "page.wikitext").references

    assert reference.archive_url == f"https://web.archive.org/web/20190301101112/{URL}?a=%5B1%5D%7Cx%7D%7D%7B%7By"
    assert reference.title == "T"


@pytest.mark.parametrize(
    ("written", "right"),
    [("2 May 2020", "16 March 2018"), ("2020-05-02", "2018-03-16"), ("May 2, 2020", "March 16, 2018")],
)
def test_a_date_that_is_the_day_of_access_is_put_right(written: str, right: str) -> None:
    known = {URL: Known(published=date(2018, 3, 16))}
    text = f"{{{{cite web|url={URL}|date={written}|title=T|access-date=2 May 2020}}}}"

    assert patched(text, known) == text.replace(f"|date={written}", f"|date={right}")


@pytest.mark.parametrize(
    "fields",
    [
        "date=",
        "date=|access-date=2 May 2020",
        "date=1 May 2020|access-date=2 May 2020",
        "date=2 May 2020",
        "year=2020|access-date=2020",
    ],
)
def test_any_other_date_is_left_alone(fields: str) -> None:
    text = f"{{{{cite web|url={URL}|{fields}}}}}"

    assert patched(text, {URL: Known(published=date(2018, 3, 16))}) == text


def test_a_template_of_several_wikis_is_told_by_the_language_or_by_its_fields() -> None:
    text = f"{{{{cita web|url={URL}|T=x}}}}"

    assert "|urlarchivo=" in patched(text, language="es")
    assert "|urlarchivio=" in patched(text, language="it")
    assert "|urlarchivio=" in patched(text.replace("T=", "titolo="), language="en")
    assert "|urlarchivo=" in patched(text.replace("T=", "título="), language="en")
