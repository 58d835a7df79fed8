"""The rules about references: each finds what it is for, and leaves the near miss alone."""

from dataclasses import replace

import pytest
from sources import article, document, reference, result

from citecheck.model import Article, Finding, Health, Person, Position, Reference, ReferenceResult, Rule, Stated
from citecheck.verify import judge_references
from citecheck.verify.reference_rules.date_formats import date_format
from citecheck.verify.reference_rules.duplicates import canonical_url
from citecheck.verify.reference_rules.usage import unused

TITLE = "Kerval : le ferry Anna-Lise a coulé"


def findings(*results: ReferenceResult, language: str = "en") -> list[tuple[Finding, ...]]:
    cited = article(*(each.reference for each in results), language=language)
    return judge_references(cited, results)


def rules(*results: ReferenceResult, language: str = "en") -> set[Rule]:
    return {finding.rule for found in findings(*results, language=language) for finding in found}


def test_a_complete_reference_that_agrees_with_its_page_has_no_finding() -> None:
    page = document(title=TITLE, published="2019-02-22", site="Gazette")

    assert findings(result(reference(), page)) == [()]


@pytest.mark.parametrize(
    ("health", "rule"),
    [
        (Health.DEAD, Rule.REF_DEAD),
        (Health.UNREACHABLE, Rule.REF_UNREACHABLE),
        (Health.BLOCKED, Rule.REF_UNREACHABLE),
        (Health.BOT_WALL, Rule.REF_UNREACHABLE),
        (Health.CONSENT_WALL, Rule.REF_UNREACHABLE),
        (Health.JS_ONLY, Rule.REF_UNREACHABLE),
        (Health.SOFT_404, Rule.REF_SOFT_404),
        (Health.PARKED, Rule.REF_PARKED),
        (Health.PAYWALL, Rule.REF_PAYWALL),
        (Health.NO_URL, Rule.REF_NO_URL),
        (Health.OK, None),
        (Health.MOVED, None),
    ],
)
def test_health_becomes_a_finding_with_its_sign(health: Health, rule: Rule | None) -> None:
    found = findings(result(reference(), health=health, sign="the sign that decided"))[0]

    assert [finding.rule for finding in found] == ([rule] if rule else [])
    assert all("The sign that decided." in finding.message for finding in found)


def test_every_health_is_judged() -> None:
    assert all(isinstance(findings(result(reference(), health=health)), list) for health in Health)


def test_a_reference_without_archive_copy() -> None:
    assert Rule.REF_NOT_ARCHIVED in rules(result(reference(archive_url=None)))
    assert Rule.REF_NOT_ARCHIVED not in rules(result(reference(archive_url=None, url=None)))


def test_an_undefined_reference_has_that_finding_only() -> None:
    place = Position(1, 1, 0, 3)
    bare = Reference("2", place, name="lost", markers=(place,), defined=False)

    assert [finding.rule for finding in findings(result(bare, health=Health.NO_URL))[0]] == [Rule.REF_UNDEFINED]


def test_an_unused_reference() -> None:
    assert rules(result(reference(markers=()))) == {Rule.REF_UNUSED}


def test_no_entry_of_a_bibliography_is_unused() -> None:
    bibliography = Article("a.bib", "a", "en", "bibtex", "@book{a}", (reference(markers=()),))

    assert unused(result(reference(markers=())), bibliography) is None


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"title": None}, "title"),
        ({"authors": (), "site": None}, "author and site"),
        ({"date": None, "access_date": None, "archive_url": None}, "access date"),
    ],
)
def test_missing_fields_are_named(fields: dict[str, object], named: str) -> None:
    found = [each for each in findings(result(reference(**fields)))[0] if each.rule is Rule.REF_MISSING_FIELD]

    assert len(found) == 1
    assert named in found[0].message


def test_a_date_is_asked_for_where_the_page_states_one() -> None:
    undated = reference(date=None)

    assert Rule.REF_MISSING_FIELD in rules(result(undated, document(title=TITLE, published="2019-02-22")))
    assert Rule.REF_MISSING_FIELD not in rules(result(undated, document(title=TITLE)))
    assert Rule.REF_MISSING_FIELD not in rules(result(undated))


@pytest.mark.parametrize(
    "fields",
    [
        {"fields": {"doi": "10.1234/5"}},
        {"url": "https://doi.org/10.1234/5"},
        {"url": "https://books.google.de/books?id=x"},
        {"date": "2019-02-22"},
    ],
)
def test_what_stays_as_it_is_needs_no_access_date(fields: dict[str, object]) -> None:
    told = {"date": None, "access_date": None, "archive_url": None} | fields

    assert Rule.REF_MISSING_FIELD not in rules(result(reference(**told)))


def test_a_note_in_words_of_its_own_lacks_nothing() -> None:
    note = reference(url=None, title=None, fields={"text": "Other sources speak of twelve."})

    assert Rule.REF_MISSING_FIELD not in rules(result(note))


def test_a_language_is_asked_for_where_the_page_is_in_another_than_the_article() -> None:
    page = document(title=TITLE, published="2019-02-22")

    assert Rule.REF_MISSING_FIELD in rules(result(reference(language=None), page))
    assert Rule.REF_MISSING_FIELD not in rules(result(reference(language=None), page), language="fr")


def test_a_book_needs_no_access_date() -> None:
    assert Rule.REF_MISSING_FIELD not in rules(result(reference(url=None, access_date=None, archive_url=None)))


DUPLICATE = Rule.REF_DUPLICATE


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("http://paper.example/a/", "https://www.paper.example/a?utm_source=x#top", True),
        ("http://paper.example/a?id=1", "http://paper.example/a?id=2", False),
        ("http://paper.example/a%20b", "http://paper.example/a b", True),
        ("http://paper.example:8080/a", "http://paper.example/a", False),
        ("https://m.paper.example/a", "https://www.paper.example/a", True),
        ("https://en.m.wiki.example/wiki/A", "https://en.wiki.example/wiki/A", True),
        ("https://amp.paper.example/a", "https://paper.example/a/amp/", True),
        ("https://paper.example/a?outputType=amp", "https://paper.example/a?fbclid=x&gclid=y", True),
        ("https://paper.example/a/index.html", "https://paper.example/a", True),
        ("https://paper.example/a/amplifier", "https://paper.example/a", False),
        ("https://m.example/a", "https://example/a", False),
    ],
)
def test_urls_are_compared_by_what_they_lead_to(first: str, second: str, same: bool) -> None:
    assert (canonical_url(first) == canonical_url(second)) is same


def test_a_broken_url_is_compared_as_it_is() -> None:
    assert canonical_url("http://[broken") == "http://[broken"


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Rook: The Ferry. 2012, p. 13.", "Rook: The Ferry. 2012, p. 13.", True),
        ("Rook: The Ferry. 2012, p. 13.", "Rook: The Ferry. 2012, p. 69.", False),
        ("Rook: The Ferry. 2012, S. 24–25.", "Rook: The Ferry. 2012, S. 24–25, 28.", False),
        ("Rook: The Ferry. 2012", "Rook: The Ferry. 2012", True),
    ],
)
def test_other_pages_of_a_book_are_no_duplicate(first: str, second: str, same: bool) -> None:
    book = {"url": None, "title": "Rook: The Ferry of Kerval"}
    cited = [reference(str(n), fields={"text": text}, **book) for n, text in enumerate((first, second))]

    assert (DUPLICATE in rules(*map(result, cited))) is same


def test_a_short_citation_of_a_work_is_no_duplicate_of_it() -> None:
    full = reference("1", raw=f"{{{{cite web|title={TITLE}}}}}")
    short = reference("2", url="http://paper.example/1", raw="{{harvnb|Le Goff|2019|p=4}}")

    assert DUPLICATE not in rules(result(full), result(short))
    assert DUPLICATE in rules(result(full), result(replace(short, raw=full.raw)))


def test_the_later_duplicate_names_the_earlier_one() -> None:
    found = findings(result(reference("1")), result(reference("2", url="https://www.paper.example/1/", title="Other")))

    assert not found[0]
    assert [finding.rule for finding in found[1]] == [DUPLICATE]
    assert "reference 1" in found[1][0].message


def test_titles_tell_duplicates_only_where_a_url_is_missing_and_the_rest_agrees() -> None:
    first = reference("1")

    assert DUPLICATE in rules(result(first), result(reference("2", url=None)))
    assert DUPLICATE not in rules(result(first), result(reference("2")))
    assert DUPLICATE not in rules(result(first), result(reference("2", url=None, site="Courrier")))
    assert DUPLICATE not in rules(result(reference("1", title="Home")), result(reference("2", url=None, title="Home")))


def test_other_pages_of_one_book_are_no_duplicate() -> None:
    books = [result(reference(page, url=None, fields={"pages": page})) for page in ("12", "99")]

    assert DUPLICATE not in rules(*books)


@pytest.mark.parametrize(
    "stated",
    [
        f"{TITLE} - Gazette",
        f"Gazette | {TITLE}",
        "Kerval: le ferry « Anna-Lise » a coulé",
        "KERVAL : LE FERRY ANNA-LISE A COULÉ",
        "Kerval : le ferry Anna-Lise a coulé, onze blessés",
        "Kerval. Le ferry Anna-Lise a coulee",
        "Gazette de Kerval",
    ],
)
def test_a_title_with_small_edits_or_a_headline_in_the_text_agrees(stated: str) -> None:
    assert Rule.REF_TITLE_MISMATCH not in rules(result(reference(), document(title=stated)))


def test_another_title_is_a_mismatch_and_says_both() -> None:
    page = document("Tous les résultats de la soirée.", title="Football : les résultats du week-end")
    found = [each for each in findings(result(reference(), page))[0] if each.rule is Rule.REF_TITLE_MISMATCH]

    assert TITLE in found[0].message
    assert "Football" in found[0].message


def test_a_translated_title_is_compared_too() -> None:
    ours = reference(title="Ferry Anna-Lise sinks off Kerval", trans_title=TITLE)

    assert Rule.REF_TITLE_MISMATCH not in rules(result(ours, document("Texte.", title=TITLE)))


def test_a_page_that_is_another_altogether_is_not_judged_by_author_date_or_language() -> None:
    page = document("Résultats. " * 60, title="Football : les résultats", published="2021-01-01", authors=())
    other = document("Results. " * 60, language="ar", title="Football", published="2021-01-01")

    assert rules(result(reference(), page)) == {Rule.REF_TITLE_MISMATCH}
    assert rules(result(reference(), other)) == {Rule.REF_TITLE_MISMATCH}


AUTHOR = Rule.REF_AUTHOR_MISMATCH


def by(*names: str, text: str = "Le ferry a coulé.", **cited: object) -> set[Rule]:
    page = document(text, title=TITLE, site="Gazette")
    metadata = replace(page.metadata, authors=tuple(Stated(name, "byline") for name in names))
    return rules(result(reference(**cited), replace(page, metadata=metadata)))


def test_another_author_is_a_mismatch() -> None:
    assert AUTHOR in by("Maud Keravel")


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        (("Yann Le Goff",), (Person("Le Goff", "Yann"),)),
        (("LE GOFF Yann",), (Person("Le Goff", "Y."),)),
        (("Maud Keravel", "Y. Le Goff"), (Person("Le Goff", "Yann"),)),
        (("Ivan Petrov",), (Person("Петров", "Иван"),)),
        (("Ann Müller",), (Person("Mueller", "Ann"), Person("Muller", "Ann"))),
        (("Agence France Presse",), (Person("Le Goff", "Yann"),)),
        (("Gazette",), (Person("Le Goff", "Yann"),)),
        ((), (Person("Le Goff", "Yann"),)),
        (("Maud Keravel",), ()),
    ],
)
def test_authors_agree_across_orders_scripts_and_bylines_without_a_person(
    names: tuple[str, ...], authors: tuple[Person, ...]
) -> None:
    assert AUTHOR not in by(*names, authors=authors)


def test_an_author_who_stands_in_the_text_is_no_mismatch() -> None:
    assert AUTHOR not in by("Maud Keravel", text="Le ferry a coulé. Avec Yann Le Goff, à Kerval.")


DATE, ACCESS = Rule.REF_DATE_MISMATCH, Rule.REF_DATE_IS_ACCESS_DATE


@pytest.mark.parametrize("date", ["2019-02-22", "2019-02-21", "2019-02-23", "2019-02", "2019", "2019-02-20/2019-02-25"])
def test_dates_agree_as_far_as_they_say(date: str) -> None:
    page = document(title=TITLE, published="2019-02-22")

    assert DATE not in rules(result(reference(date=date), page))


@pytest.mark.parametrize("date", ["2019-02-12", "2019-03", "2018", "2020-02-22"])
def test_another_date_is_a_mismatch(date: str) -> None:
    assert DATE in rules(result(reference(date=date), document(title=TITLE, published="2019-02-22")))


def test_a_date_of_update_agrees_too() -> None:
    page = document(title=TITLE, published="2019-02-22", updated="2019-05-01")

    assert DATE not in rules(result(reference(date="2019-05-01"), page))


def test_the_access_date_given_as_date_is_its_own_finding() -> None:
    wrong = reference(date="2023-10-02")
    page = document(title=TITLE, published="2019-02-22")

    assert rules(result(wrong, page)) == {ACCESS}
    assert rules(result(wrong, document(title=TITLE, published="2023-10-02"))) == set()


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://paper.example/2019/02/22/ferry", True),
        ("http://paper.example/afrique/20190222-ferry", True),
        ("http://paper.example/2023/10/02/ferry", False),
        ("http://paper.example/article-201902221", False),
        ("http://paper.example/ferry", False),
    ],
)
def test_a_day_in_the_address_tells_too(url: str, found: bool) -> None:
    assert (ACCESS in rules(result(reference(date="2023-10-02", url=url)))) is found


LANGUAGE = Rule.REF_LANGUAGE_MISMATCH
LONG = "Le ferry Anna-Lise a sombré au large de Kerval avec onze personnes à bord. " * 8


@pytest.mark.parametrize(
    ("cited", "page", "found"),
    [("en", "fr", True), ("fr", "fr", False), ("fr-CA", "fr", False), ("en, fr", "fr", False), ("nb", "no", False)],
)
def test_the_language_of_the_page(cited: str, page: str, found: bool) -> None:
    there = document(LONG, language=page, title=TITLE)

    assert (LANGUAGE in rules(result(reference(language=cited), there))) is found


def test_a_short_page_tells_no_language() -> None:
    assert LANGUAGE not in rules(result(reference(language="ar"), document("Ferry.", title=TITLE)))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("14 June 2019", "day month year"),
        ("14 de junio de 2019", "day month year"),
        ("June 14, 2019", "month day, year"),
        ("2019-06-14", "year-month-day"),
        ("14/06/2019", "numbers with dots or slashes"),
        ("June 2019", None),
        ("2019", None),
    ],
)
def test_date_formats(written: str, name: str | None) -> None:
    assert date_format(written) == name


def test_mixed_formats_are_one_finding_at_the_first_that_deviates() -> None:
    dates = ["14 June 2019", "15 June 2019", "June 16, 2019", "2019-06-17"]
    mixed = [result(reference(str(n), title=f"Title {n}", fields={"date": each})) for n, each in enumerate(dates)]
    found = [[each.rule for each in group] for group in findings(*mixed)]

    assert [Rule.REF_MIXED_DATE_FORMATS in group for group in found] == [False, False, True, False]


def test_a_wiki_that_shows_all_dates_alike_mixes_none() -> None:
    dates = ["14 June 2019", "15 June 2019", "June 16, 2019"]
    mixed = [result(reference(str(n), title=f"Title {n}", fields={"date": each})) for n, each in enumerate(dates)]
    cited = replace(
        article(*(each.reference for each in mixed)), text="{{Use dmy dates|date=May 2020}} The ferry sank."
    )
    found = {finding.rule for group in judge_references(cited, mixed) for finding in group}

    assert Rule.REF_MIXED_DATE_FORMATS not in found
    assert Rule.REF_MIXED_DATE_FORMATS in rules(*mixed)


def test_access_dates_may_differ_from_publication_dates() -> None:
    fields = {"date": "14 June 2019", "access-date": "2023-10-02"}
    alike = [result(reference(str(n), title=f"Title {n}", fields=fields)) for n in range(3)]

    assert Rule.REF_MIXED_DATE_FORMATS not in rules(*alike)


def test_fingerprints_do_not_hold_numbers_or_places() -> None:
    moved = replace(reference("9", url="http://paper.example/1", markers=()), position=Position(99, 1, 0, 9))
    first, second = (findings(result(each))[0][0] for each in (reference("1", markers=()), moved))

    assert first.fingerprint == second.fingerprint
    assert first.position != second.position
