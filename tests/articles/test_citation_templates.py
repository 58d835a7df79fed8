"""The citation templates of each wiki, as its articles use them: every field that a source is checked by."""

import pytest

from citecheck.articles import read_text
from citecheck.articles.archive_urls import archive_copy, date_of_capture, is_archive_url
from citecheck.model import Person

COMMON = {"url": "https://a.example/x", "access_date": "2020-05-02"}
LEE = (Person(family="Lee", given="Ann"),)
WHOLE = (Person(literal="Ann Lee"),)


def cited(written: str, language: str = "en", behind: str = ""):
    text = f"The wall fell.<ref>{written}</ref>\n\n{behind}"
    (reference,) = read_text(text, "a.wikitext", language=language).references
    return reference


@pytest.mark.parametrize(
    ("language", "written", "fields"),
    [
        (
            "fr",
            (
                "{{Article |langue=fr |prénom1=Ann |nom1=Lee |titre=Le mur "
                "|traduction titre=The wall |périodique=La Gazette"
                " |volume=3 |numéro=2 |jour=4 |mois=mai |année=2018 |lire en ligne=https://a.example/x "
                "|consulté le=2 mai 2020}}"
            ),
            COMMON
            | {
                "title": "Le mur",
                "trans_title": "The wall",
                "site": "La Gazette",
                "date": "2018-05-04",
                "authors": LEE,
            },
        ),
        (
            "fr",
            (
                "{{Lien web |auteur1=Ann Lee |titre=Le mur |url=https://a.example/x "
                "|site=gazette.example |éditeur=ATD "
                "|en ligne le=4 mai 2018 |consulté le=2 mai 2020 "
                "|archive-url=https://archive.example/1 |brisé le=3 mai 2020}}"
            ),
            COMMON | {"site": "gazette.example", "publisher": "ATD", "date": "2018-05-04", "url_status": "dead"},
        ),
        (
            "fr",
            (
                "{{Chapitre |prénom1=Ann |nom1=Lee |titre chapitre=Le mur "
                "|auteurs ouvrage=Bo Moe |titre ouvrage=Les villes "
                "|éditeur=Quai |année=2018}}"
            ),
            {"title": "Le mur", "site": "Les villes", "date": "2018", "authors": LEE, "publisher": "Quai"},
        ),
        (
            "fr",
            "{{Lien archive|url=https://a.example/x|titre=Le mur|horodatage archive=20200502101112}}",
            {
                "title": "Le mur",
                "archive_url": "https://web.archive.org/web/20200502101112/https://a.example/x",
                "archive_date": "2020-05-02",
            },
        ),
        (
            "de",
            (
                "{{Internetquelle |autor=Ann Lee |url=https://a.example/x |titel=Die Mauer |werk=Anzeiger |hrsg=ATD "
                "|datum=2018-05-04 |sprache=en |abruf=2020-05-02 |archiv-url=https://archive.example/1 |offline=1}}"
            ),
            COMMON
            | {"title": "Die Mauer", "site": "Anzeiger", "publisher": "ATD", "date": "2018-05-04", "language": "en"}
            | {"authors": WHOLE, "url_status": "dead", "archive_url": "https://archive.example/1"},
        ),
        (
            "de",
            (
                "{{Literatur |Autor=Ann Lee, Bo Moe, Cy Roe |Titel=Die Mauer "
                "|Sammelwerk=Städte |Verlag=Hafen |Ort=Kiel "
                "|Datum=2018 |Seiten=5 |Online=[https://a.example/x Online] |Abruf=2020-05-02}}"
            ),
            COMMON
            | {"title": "Die Mauer", "site": "Städte", "publisher": "Hafen", "date": "2018"}
            | {"authors": tuple(Person(literal=name) for name in ("Ann Lee", "Bo Moe", "Cy Roe"))},
        ),
        (
            "de",
            "{{Webarchiv |url=https://a.example/x |wayback=20200502101112 |text=Die Mauer}}",
            {
                "title": "Die Mauer",
                "url": "https://a.example/x",
                "archive_url": "https://web.archive.org/web/20200502101112/https://a.example/x",
            },
        ),
        (
            "es",
            (
                "{{Cita noticia|apellidos=Lee|nombre=Ann|título=El muro"
                "|url=https://a.example/x|fecha=4 de mayo de 2018"
                "|fechaacceso=2 de mayo de 2020|periódico=La Gaceta|agencia=ATD|idioma=en|título-trad=The wall"
                "|urlarchivo=https://archive.example/1|fechaarchivo=3 de mayo de 2020|urlmuerta=sí}}"
            ),
            COMMON
            | {"title": "El muro", "site": "La Gaceta", "date": "2018-05-04", "authors": LEE, "url_status": "dead"}
            | {"archive_url": "https://archive.example/1", "archive_date": "2020-05-03", "trans_title": "The wall"},
        ),
        (
            "es",
            (
                "{{cita web |url=https://a.example/x |titulo=El muro "
                "|fecha-acceso=2 de mayo de 2020 |sitio web=Gaceta "
                "|editorial=ATD |año=2018 |mes=mayo}}"
            ),
            COMMON | {"title": "El muro", "site": "Gaceta", "publisher": "ATD", "date": "2018-05"},
        ),
        (
            "it",
            (
                "{{Cita news|autore=Ann Lee|url=https://a.example/x|titolo=Il muro"
                "|pubblicazione=La Gazzetta|giornomese=4 maggio"
                "|anno=2018|accesso=2 maggio 2020|lingua=en|urlarchivio=https://archive.example/1|urlmorto=sì}}"
            ),
            COMMON
            | {"title": "Il muro", "site": "La Gazzetta", "date": "2018-05-04", "authors": WHOLE, "url_status": "dead"},
        ),
        (
            "it",
            (
                "{{Cita libro|nome=Ann|cognome=Lee|titolo=Le città|capitolo=Il muro|url_capitolo=https://a.example/x"
                "|editore=Porto|anno=2018|accesso=2 maggio 2020}}"
            ),
            COMMON | {"title": "Il muro", "site": "Le città", "publisher": "Porto", "date": "2018", "authors": LEE},
        ),
        (
            "pt",
            (
                "{{Citar jornal|ultimo=Lee|primeiro=Ann|titulo=O muro|url=https://a.example/x|data=4 de maio de 2018"
                "|acessodata=2 de maio de 2020|jornal=A Gazeta|lingua=en"
                "|arquivourl=https://archive.example/1|urlmorta=sim}}"
            ),
            COMMON
            | {"title": "O muro", "site": "A Gazeta", "date": "2018-05-04", "authors": LEE, "url_status": "dead"},
        ),
        (
            "pt",
            (
                "{{citar web |sobrenome1=Lee |nome1=Ann |título=O muro "
                "|url=https://a.example/x |obra=Gazeta |publicado=ATD "
                "|data=2018-05-04 |acesso-data=2020-05-02 |wayb=20200502101112}}"
            ),
            COMMON
            | {"site": "Gazeta", "publisher": "ATD", "authors": LEE, "archive_date": "2020-05-02"}
            | {"archive_url": "https://web.archive.org/web/20200502101112/https://a.example/x"},
        ),
        (
            "ru",
            (
                "{{статья |автор=Ли А. |заглавие=Стена |ссылка=https://a.example/x "
                "|издание=Газета |издательство=АТД |год=2018 "
                "|месяц=5 |число=4 |язык=en |archiveurl=https://archive.example/1 |accessdate=2020-05-02}}"
            ),
            COMMON | {"title": "Стена", "site": "Газета", "publisher": "АТД", "date": "2018-05-04", "language": "en"},
        ),
        (
            "ru",
            (
                "{{книга |автор=Ли А. |часть=Стена |ссылка часть=https://a.example/x "
                "|заглавие=Города |издание=2-е изд. "
                "|издательство=Порт |год=2018 |ответственный=Под ред. Б. Мо}}"
            ),
            {"title": "Стена", "site": "Города", "publisher": "Порт", "date": "2018", "url": "https://a.example/x"},
        ),
        (
            "uk",
            (
                "{{Cite web |прізвище=Лі |ім'я=Анна |назва=Стіна |url=https://a.example/x "
                "|веб-сайт=Газета |дата=4 травня 2018 "
                "|дата-доступу=2 травня 2020 |мова=en |url-архіву=https://archive.example/1 "
                "|дата-архіву=3 травня 2020}}"
            ),
            COMMON
            | {"title": "Стіна", "site": "Газета", "date": "2018-05-04", "archive_date": "2020-05-03"}
            | {"authors": (Person(family="Лі", given="Анна"),), "language": "en"},
        ),
        (
            "ar",
            (
                "{{استشهاد ويب |مسار=https://a.example/x |عنوان=الجدار |الأخير1=لي |الأول1=آن "
                "|موقع=الجريدة |ناشر=وكالة "
                "|تاريخ=4 مايو 2018 |تاريخ الوصول=2 مايو 2020 |لغة=en |مسار أرشيف=https://archive.example/1 "
                "|تاريخ أرشيف=3 مايو 2020}}"
            ),
            COMMON
            | {"title": "الجدار", "site": "الجريدة", "publisher": "وكالة", "date": "2018-05-04", "language": "en"}
            | {"authors": (Person(family="لي", given="آن"),), "archive_date": "2020-05-03"},
        ),
        (
            "zh",
            (
                "{{cite news |author=李安 |url=https://a.example/x |title=墙 |newspaper=日报 |date=2018年5月4日 "
                "|accessdate=2020-05-02 |language=en |dead-url=yes |archive-url=https://archive.example/1}}"
            ),
            COMMON | {"title": "墙", "site": "日报", "date": "2018-05-04", "language": "en", "url_status": "dead"},
        ),
        (
            "zh",
            (
                "{{引用網頁 |作者=李安 |網址=https://a.example/x |標題=墙 |網站=日报 |日期=2018-05-04 "
                "|訪問日期=2020-05-02}}"
            ),
            COMMON | {"title": "墙", "site": "日报", "date": "2018-05-04"},
        ),
        (
            "en",
            "{{cite web|title=[https://a.example/x The wall]}}",
            {"title": "The wall", "url": "https://a.example/x"},
        ),
        ("en", "{{cite web|title=The wall|url=www.a.example/x}}", {"url": "http://www.a.example/x"}),
        ("en", "{{cite web|title=The wall|url=see there}}", {"url": None}),
    ],
)
def test_a_template_s_fields(language, written, fields):
    reference = cited(written, language)

    assert {name: getattr(reference, name) for name in fields} == fields


@pytest.mark.parametrize(
    ("note", "copy"),
    [
        ("{{Wayback|url=https://a.example/x|date=20200502101112}}", "/20200502101112/https://a.example/x"),
        ("{{Wayback|url=https://a.example/x|fecha=20200502}}", "/20200502/https://a.example/x"),
        (
            "{{webarchive|url=https://web.archive.org/web/2020/https://a.example/x|date=2 May 2020}}",
            "/2020/https://a.example/x",
        ),
    ],
)
def test_a_copy_behind_a_citation_is_its_archive_copy_however_it_is_given(note, copy):
    reference = cited(f"{{{{cite web|title=T|url=https://a.example/x}}}} {note}")

    assert reference.archive_url == f"https://web.archive.org/web{copy}"


@pytest.mark.parametrize(
    ("language", "short", "work"),
    [
        ("fr", "{{Harvsp|Lee|2018|p=5}}", "{{Ouvrage|prénom1=Ann|nom1=Lee|titre=Les murs|année=2018}}"),
        ("fr", "{{harvsp|texte=Lee|id=Mur18|p=4}}", "{{Ouvrage|nom1=Lee|titre=Les murs|année=2018|id=Mur18}}"),
        ("it", "{{Cita|Lee, 2018|p. 5|Lee18}}", "{{Cita libro|cognome=Lee|titolo=Les murs|anno=2018|cid=Lee18}}"),
        ("it", "{{Cita|Lee 2018|p. 5}}", "{{Cita libro|cognome=Lee|titolo=Les murs|anno=2018|cid=Lee 2018}}"),
        ("es", "{{Harvnp|Lee|2018|p=5}}", "{{Cita libro|apellidos=Lee|título=Les murs|año=2018}}"),
        ("pt", "{{Harvnb|Lee|2018|p=5}}", "{{Citar livro|sobrenome=Lee|título=Les murs|ano=2018}}"),
        ("de", "{{Harvnb|Lee|2018|S=5}}", "{{Literatur|Autor=Ann Lee|Titel=Les murs|Datum=2018}}"),
        ("ru", "{{Harvnb|Ли|2018|с=5}}", "{{книга|автор=Ли А.|заглавие=Les murs|год=2018|ref=Ли}}"),
        ("uk", "{{Harvnb|Лі|2018|с=5}}", "{{книга|автор=Лі А.|назва=Les murs|рік=2018|ref=Лі}}"),
        ("ar", "{{harvnb|لي|2018|ص=5}}", "{{استشهاد بكتاب|الأخير=لي|عنوان=Les murs|سنة=2018}}"),
        ("zh", "{{harvnb|李|2018|p=5}}", "{{cite book|last=李|title=Les murs|year=2018}}"),
    ],
)
def test_a_short_citation_finds_its_work(language, short, work):
    reference = cited(short, language, f"== Works ==\n* {work}\n")

    assert (reference.defined, reference.title) == (True, "Les murs")


def test_what_is_an_archive_s_address():
    assert is_archive_url("https://web.archive.org/web/2020/https://a.example")
    assert not is_archive_url("https://archive.org/details/walls"), "a scanned book is a source"
    assert archive_copy("https://a.example", "4 May 2018") == "https://a.example"
    assert date_of_capture("20180504*") == "2018-05-04"
    assert date_of_capture("2018") is None
    assert archive_copy("https://archive.ph/x", None) == "https://archive.ph/x"
    assert archive_copy(None, "2020") is None
