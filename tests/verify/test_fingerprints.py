"""A finding keeps its fingerprint whatever happens elsewhere in the article, and shares it with no other."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from sources import PLACE, document

from citecheck.articles import read_article
from citecheck.model import (
    Article,
    ArticleResult,
    Citation,
    Claim,
    ClaimResult,
    ClaimVerdict,
    Diagnosis,
    Finding,
    Health,
    ReferenceResult,
    Rule,
)
from citecheck.verify import Obstacle, judge_claim, judge_references, prepare, settled
from citecheck.verify.fingerprints import fingerprint

FERRY = (
    "Twelve people were wounded when the Anna-Lise sank off Kerval on 21 February.<ref>{{cite web |title=The ferry "
    "|url=http://paper.example/a |date=2019-02-22}}</ref>"
)
ALONE = "The company was founded in 1911.<ref>{{cite book |title=Ferries of the north |date=1 May 1998}}</ref>"
UNCITED = "Nobody has counted its passengers since 2004."
WATCHED = (FERRY, ALONE, UNCITED)
OTHERS = (
    "It was rebuilt in 2003.<ref>{{cite web |title=Rebuilt |url=http://paper.example/b |date=3 May 2003}}</ref>",
    "== History ==",
    "The captain, Yann Le Goff, was heard.<ref>[http://paper.example/c Heard]</ref> He left in 2020.",
    'Three boats helped.<ref name="boats">{{cite news |title=Boats |date=May 5, 2019}}</ref>',
    'Three boats helped again.<ref name="boats" />',
    "The ship was 24 m long.<ref>A letter to the author, unpublished.</ref>",
)


@cache
def page():
    return prepare(document())


def found(paragraphs: Sequence[str]) -> ArticleResult:
    """The results of an article of these paragraphs; of its sources, only the page on the ferry can be read."""
    article = read_article("\n\n".join(paragraphs) + "\n", format="wikitext", language="en")
    results = [ReferenceResult(each, Diagnosis(Health.OK)) for each in article.references]
    findings = judge_references(article, results)
    references = tuple(replace(each, findings=told) for each, told in zip(results, findings, strict=True))
    sources = {
        each.id: page() if each.url == "http://paper.example/a" else Obstacle("there is none")
        for each in article.references
    }
    claims = tuple(judge_claim(claim, sources, language="en") for claim in article.claims)
    return settled(ArticleResult(article, references, claims))


def every(result: ArticleResult) -> list[Finding]:
    return [finding for each in (*result.references, *result.claims) for finding in each.findings]


def watched(result: ArticleResult) -> set[tuple[Rule, str]]:
    """The findings of the paragraphs that are watched; those about the article as a whole may come and go."""
    texts = ("Twelve people", "The company was founded", "Nobody has")
    claims = [each for each in result.claims if each.claim.text.startswith(texts)]
    references = [each for each in result.references if each.reference.title in ("The ferry", "Ferries of the north")]
    findings = [finding for each in (*references, *claims) for finding in each.findings]
    return {(each.rule, each.fingerprint) for each in findings if each.rule is not Rule.REF_MIXED_DATE_FORMATS}


def test_the_watched_paragraphs_have_findings_of_every_sort() -> None:
    rules = {rule for rule, _ in watched(found(WATCHED))}

    assert {Rule.CLAIM_CONTRADICTED, Rule.CLAIM_UNCITED, Rule.CLAIM_UNCHECKABLE, Rule.REF_NOT_ARCHIVED} <= rules


@settings(max_examples=25, deadline=None)
@given(*(st.lists(st.sampled_from(OTHERS), max_size=3) for _ in range(4)), st.permutations(WATCHED))
def test_edits_elsewhere_leave_fingerprints_alone(first, second, third, fourth, order) -> None:
    result = found([*first, order[0], *second, order[1], *third, order[2], *fourth])

    assert watched(result) == watched(found(WATCHED))
    assert [name for name, count in Counter(each.fingerprint for each in every(result)).items() if count > 1] == []


def test_equal_findings_are_told_apart_by_which_comes_first() -> None:
    def uncited(*paragraphs: str) -> list[str]:
        return [each.fingerprint for each in every(found(paragraphs)) if each.rule is Rule.CLAIM_UNCITED]

    (known,) = uncited(UNCITED, ALONE)
    first, second = uncited(UNCITED, FERRY, UNCITED, ALONE)

    assert first == known != second
    assert second == uncited(ALONE, UNCITED, UNCITED)[1]


def test_another_source_is_another_finding() -> None:
    def fingerprint_with(paragraph: str) -> str:
        (finding,) = [each for each in every(found([paragraph])) if each.rule.startswith("claim")]
        return finding.fingerprint

    assert fingerprint_with(ALONE) == fingerprint_with(ALONE.replace("<ref>", '<ref name="x">'))
    assert fingerprint_with(ALONE) != fingerprint_with(ALONE.replace("north", "south"))


def test_a_claim_that_cites_what_the_article_does_not_define_has_a_fingerprint_too() -> None:
    claim = Claim("c1", "A.", PLACE, citations=(Citation("9", direct=True),))
    finding = Finding(Rule.CLAIM_UNCHECKABLE, Rule.CLAIM_UNCHECKABLE.level, "", fingerprint="x")
    result = ClaimResult(claim, ClaimVerdict.UNCHECKABLE, 0, findings=(finding,))
    (settled_claim,) = settled(ArticleResult(Article("a", None, None, "wikitext", ""), (), (result,))).claims

    assert settled_claim.findings[0].fingerprint == fingerprint("x", "")


def test_case_and_white_space_do_not_count() -> None:
    assert fingerprint("A  b\n", "c") == fingerprint("a b", "C") != fingerprint("a", "b c")
    assert len(fingerprint("\ud800")) == 16
