"""Footnotes that repeat an earlier one."""

import pytest

from citecheck.articles import read_text
from citecheck.patching import patch_wikitext

CITE = "{{cite web |last=Lee |title=The wall |url=https://gazette.example/a |date=4 May 2018}}"
LATER = CITE.replace("}}", " |access-date=5 June 2019}}")
OTHER = "{{cite web |title=The pier |url=https://gazette.example/b}}"


def merged(text: str) -> str:
    done = patch_wikitext(text, {}, "en")

    assert patch_wikitext(done.text, {}, "en").text == done.text
    assert done.merged == (done.text != text)
    before, after = (read_text(each, "page.wikitext", language="en") for each in (text, done.text))
    assert [claim.text for claim in before.claims] == [claim.text for claim in after.claims]
    urls = [{ref.id: ref.url for ref in article.references} for article in (before, after)]
    cited = [
        [[known[citation.reference] for citation in claim.citations] for claim in article.claims]
        for known, article in zip(urls, (before, after), strict=True)
    ]
    assert cited[0] == cited[1]
    return done.text


def test_a_repetition_becomes_a_mark_of_the_first() -> None:
    assert merged(f"It fell.<ref>{CITE}</ref> It rose.<ref>{OTHER}</ref> It fell again.<ref>{LATER}</ref>") == (
        f'It fell.<ref name="Lee 2018">{CITE}</ref> It rose.<ref>{OTHER}</ref> It fell again.<ref name="Lee 2018" />'
    )


def test_the_name_that_is_there_is_taken_and_its_uses_follow() -> None:
    assert merged(
        f"A fell.<ref>{CITE}</ref> B fell.<ref name=wall>{LATER}</ref> C fell.<ref name='wall'/> "
        "D.<ref name=wall></ref>"
    ) == (
        f'A fell.<ref name="wall">{CITE}</ref>'
        " B fell.<ref name=\"wall\" /> C fell.<ref name='wall'/> D.<ref name=wall></ref>"
    )


def test_uses_of_the_second_name_are_repointed() -> None:
    assert merged(
        f"A fell.<ref name=one>{CITE}</ref> B fell.<ref name=two>{LATER}</ref> C fell.<ref name=two /> "
        "D fell.<ref name=one />"
    ) == (
        f'A fell.<ref name=one>{CITE}</ref> B fell.<ref name="one" /> C fell.<ref name="one" /> D fell.<ref name=one />'
    )


def test_a_new_name_is_no_other_footnotes() -> None:
    text = merged(f'A fell.<ref name="Lee 2018">{OTHER}</ref> B fell.<ref>{CITE}</ref> C fell.<ref>{CITE}</ref>')

    assert text.count('name="Lee 2018 (2)"') == 2


def test_groups_are_kept_apart_and_named() -> None:
    same = f'A fell.<ref group="note">{CITE}</ref> B fell.<ref group="note">{CITE}</ref>'
    apart = f'A fell.<ref group="note">{CITE}</ref> B fell.<ref>{CITE}</ref>'

    assert merged(same) == (
        f'A fell.<ref name="Lee 2018" group="note">{CITE}</ref> B fell.<ref name="Lee 2018" group="note" />'
    )
    assert merged(apart) == apart


@pytest.mark.parametrize(
    "text",
    [
        f"A.<ref>{CITE}</ref> B.<ref>{CITE.replace('}}', ' |page=4}}')}</ref>",
        f"A.<ref>{CITE}</ref> B.<ref>{CITE} See also the map.</ref>",
        f"A.<ref>{CITE}</ref> B.<ref name=x>{CITE}</ref> C.{{{{r|x}}}}",
        f"A.<ref>{CITE}</ref> B.<ref follow=x>{CITE}</ref>",
        f"A.<ref name=x>{CITE}</ref> B.<ref name=x>{CITE}</ref>",
        f"A.<ref>{CITE}</ref> B.<ref>{CITE.replace('}}', ' |archive-url=https://archive.today/x}}')}</ref>",
        f"A.<ref>{CITE}</ref> B.<ref name=x /> <references><ref name=x>{CITE}</ref></references>",
        f"A.<ref>{CITE}</ref> B.<nowiki><ref>{CITE}</ref></nowiki>",
        f"A.<ref>{CITE}</ref> B.<ref>{CITE}\n\nC.",
        "A.<ref>{{cite book|title=T}}</ref> B.<ref>{{cite book|title=T}}</ref>",
        "A.<ref>https://gazette.example/a</ref> B.<ref>https://gazette.example/a</ref>",
    ],
)
def test_what_is_left_alone(text: str) -> None:
    assert patch_wikitext(text, {}, "en").text == text


def test_they_can_be_kept() -> None:
    text = f"A.<ref>{CITE}</ref> B.<ref>{CITE}</ref>"

    assert patch_wikitext(text, {}, "en", merge=False).text == text
