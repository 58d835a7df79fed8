"""The HTML report as a file: the same markup as before, nothing from outside, nothing hostile alive in it."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import HOSTILE, empty_run, plain_run, rich_run
from citecheck import __version__
from citecheck.model import RunResult
from citecheck.reports.html import render_html
from citecheck.reports.html.data import safe_json, web_address

ANYTHING = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        HOSTILE,
        "</script><script>alert(1)</script>",
        "<!--",
        "<!--<script>",
        "]]>",
        "\u2028\u2029",
        "{{ 7*7 }}",
        "&lt;b&gt;",
    ]
)


def parsed(run: RunResult) -> BeautifulSoup:
    return BeautifulSoup(render_html(run), "lxml")


def data_of(page: BeautifulSoup) -> dict:
    return json.loads(page.find(id="data").string)


def with_texts(text: str) -> RunResult:
    """A run in which a stranger has chosen every text and address."""
    run = plain_run()
    (article,) = run.articles
    claims = tuple(
        replace(
            claim,
            claim=replace(claim.claim, text=text, section=(text,)),
            facts=tuple(
                replace(
                    fact,
                    text=text,
                    value=text,
                    start=0,
                    end=len(text),
                    reason=text,
                    evidence=tuple(replace(e, quote=text, context=text, detail=text) for e in fact.evidence),
                )
                for fact in claim.facts
            ),
            findings=tuple(replace(finding, message=text) for finding in claim.findings),
        )
        for claim in article.claims
    )
    references = tuple(
        replace(each, reference=replace(each.reference, title=text, site=text, url=text, archive_url=text))
        for each in article.references
    )
    named = replace(article.article, title=text, path=text, language=text, direction=text, revision=text)
    return replace(run, articles=(replace(article, article=named, claims=claims, references=references),))


def test_the_markup_and_the_data_are_as_they_were(golden):
    text = render_html(plain_run()).replace(f"citecheck {__version__}", "citecheck VERSION")
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", text, flags=re.DOTALL)
    text = re.sub(r"<script>.*?</script>", "<script>…</script>", text, flags=re.DOTALL)

    golden("report.html", re.sub(r"sha256-[\w+/=]+", "sha256-…", text))


@pytest.mark.parametrize("make", [plain_run, rich_run, empty_run])
@pytest.mark.parametrize("review", [False, True])
def test_the_policy_names_every_script_and_style_by_its_digest(make, review: bool):
    page = BeautifulSoup(render_html(make(), review=review), "html.parser")
    policy = page.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]

    inline = [*page.find_all("style"), *(each for each in page.find_all("script") if not each.get("type"))]
    for each in inline:
        digest = base64.b64encode(hashlib.sha256(each.string.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert len(inline) == policy.count("sha256-")
    assert "unsafe" not in policy
    assert policy.startswith("default-src 'none'; ")


@pytest.mark.parametrize("make", [plain_run, rich_run, empty_run])
def test_nothing_is_fetched_and_no_attribute_acts(make):
    for element in parsed(make()).find_all(True):
        assert element.name not in {"link", "img", "iframe", "object", "embed", "base", "video", "audio"}
        assert not any(name.startswith("on") or name in {"src", "srcset", "style", "action"} for name in element.attrs)
        assert element.get("href", "#").startswith("#")


def shape(element: Tag) -> Iterator[str]:
    return (each.name for each in element.find_all(True))


@pytest.fixture(scope="module")
def plain() -> list[str]:
    return list(shape(parsed(with_texts("plain"))))


@settings(max_examples=20, deadline=None)
@given(text=ANYTHING)
def test_foreign_text_never_becomes_markup(plain: list[str], text: str):
    page = parsed(with_texts(text))

    assert set(shape(page)) <= set(plain)
    assert len(page.find_all("script")) == plain.count("script")
    assert data_of(page)["run"] == plain_run().id


@given(st.recursive(ANYTHING, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANYTHING, inner, max_size=3)))
def test_embedded_json_is_safe_and_whole(value):
    text = safe_json(value)

    assert not set(text) & set("<>&\u2028\u2029")
    assert text.encode()
    assert json.loads(text) == json.loads(re.sub("[\ud800-\udfff]", "\ufffd", json.dumps(value, ensure_ascii=False)))


@pytest.mark.parametrize(
    "url", [None, "javascript:alert(1)", " javascript:1", "data:text/html,x", "ftp://a.example/", "x"]
)
def test_only_web_addresses_become_links(url: str | None):
    assert web_address(url) is None
    assert web_address("HTTPS://a.example/\u202eb\n") == "HTTPS://a.example/b"


def test_a_text_of_a_million_characters_is_cut():
    assert len(render_html(with_texts("x" * 1_000_000))) < 1_500_000


def test_every_claim_and_reference_is_in_the_text_once_and_in_the_data():
    run = rich_run()
    page = parsed(run)
    data = data_of(page)

    for number, article in enumerate(run.articles):
        for name, results in (("c", article.claims), ("r", article.references)):
            ids = [f"{name}{number}-{place}" for place in range(len(results))]
            assert [len(page.find_all(id=each)) for each in ids] == [1] * len(ids)
            assert list(data["articles"][number]["claims" if name == "c" else "references"]) == ids
    for link in page.find_all("a", href=re.compile("^#[rcs]")):
        assert page.find(id=link["href"][1:]) is not None


def test_a_claim_is_marked_by_its_verdict_and_at_its_facts():
    page = parsed(plain_run())
    claim = page.find("a", string=None, id="c0-2")

    assert claim["class"] == ["item", "claim", "v-contradicted"]
    assert claim.get_text() == "contradicted: The sinking killed 11 people, said Captain Yann Le Goff."
    assert [(each["class"][1], each.get_text()) for each in claim.find_all(class_="fact")] == [
        ("f-contradicted", "killed 11 people"),
        ("f-supported", "Yann Le Goff"),
    ]


def test_evidence_has_its_sentence_and_its_paragraph_around_it():
    claim = data_of(parsed(plain_run()))["articles"][0]["claims"]["c0-2"]
    (evidence,) = claim["facts"][0]["evidence"]

    lead, before, quote, after, trail = evidence["parts"]
    assert quote == "Onze personnes ont été blessées"
    assert before + quote + after == "Onze personnes ont été blessées, selon la préfecture."
    assert lead.endswith("au large de Kerval. ")
    assert trail.startswith(" Le capitaine")
    assert evidence["source"] == "r0-0"
    assert evidence["detail"] == "the source counts 11 wounded, not killed"


def test_what_the_page_says_stands_beside_what_the_article_says():
    reference = data_of(parsed(plain_run()))["articles"][0]["references"]["r0-0"]
    fields = {name: (cited, stated, differs) for name, cited, stated, _, differs in reference["fields"]}

    assert fields["date"] == ("2023-10-02", "2019-02-22", True)
    assert fields["author"] == ("Erwan Morvan; AFP", "Erwan Morvan", False)


def test_an_article_keeps_its_language_and_direction():
    run = plain_run()
    article = replace(run.articles[0], article=replace(run.articles[0].article, language="ar", direction="rtl"))
    prose = parsed(replace(run, articles=(article,))).find(class_="prose")

    assert (prose["lang"], prose["dir"]) == ("ar", "rtl")


def test_without_scripts_the_findings_stand_in_the_page():
    page = BeautifulSoup(render_html(plain_run()), "html.parser")
    plain = page.find("noscript").get_text()

    for finding in plain_run().findings:
        assert finding.message in plain
    assert "Onze personnes ont été blessées, selon la préfecture." in plain


def test_an_empty_run_is_still_a_report():
    assert "No claim was found in this article." in render_html(empty_run())
    assert "This run read no article." in render_html(replace(empty_run(), articles=()))


def test_what_would_make_the_page_too_heavy_is_counted_and_not_shown(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("citecheck.reports.html.page.MOST_CLAIMS", 10)
    run = plain_run()
    page = BeautifulSoup(render_html(replace(run, articles=run.articles * 3)), "html.parser")

    assert len(page.find_all("article")) == 1
    assert "2 more articles of this run" in page.get_text()
    assert "24 claims" in page.find(class_="overview").get_text()


def test_claims_that_were_left_out_are_told_with_the_reason():
    text = BeautifulSoup(render_html(plain_run()), "html.parser").find(class_="left-out").get_text(" ", strip=True)

    assert text == "1 claim left out The sea is cold. Common knowledge."


def test_what_was_read_in_place_of_a_link_is_told():
    references = data_of(parsed(plain_run()))["articles"][0]["references"]

    assert [each["instead"] for each in references.values() if each["instead"]] == [
        "the copy of 2020-01-01, https://archive.example/20200101/courrier"
    ]
