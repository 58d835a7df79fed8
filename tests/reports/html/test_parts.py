"""The parts of the HTML report: pieces of text, sections and drawings."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import GAZETTE, claims, document, plain_run, quoted, rich_run
from citecheck.model import (
    Article,
    Claim,
    ClaimKind,
    ClaimResult,
    ClaimVerdict,
    Count,
    Health,
    LinkHealth,
    Match,
    Position,
)
from citecheck.reports.html.charts import funnel, over_time, stacked
from citecheck.reports.html.data import spoken_value
from citecheck.reports.html.flow import sections
from citecheck.reports.html.pieces import LONGEST, Piece, claim_pieces, joinable, passage, whole_source

GAZETTE_PAGE = document("https://gazette.example/", GAZETTE)


@given(st.text(st.characters(codec=None) | st.sampled_from(" \u00ad\u200f\n")), st.text(st.characters(codec=None)))
def test_pieces_of_a_text_join_up_as_the_text_does(first: str, second: str):
    joined = joinable(first) + joinable(second)

    assert joined.replace("  ", " ") == joinable(first + second)


def test_a_claim_is_cut_at_its_facts():
    for result in claims():
        pieces = list(claim_pieces(result.claim.text, result.facts))

        assert "".join(piece.text for piece in pieces) == result.claim.text
        assert [piece.verdict for piece in pieces if piece.verdict] == [
            fact.verdict for fact in sorted(result.facts, key=lambda fact: fact.start)
        ]


def test_of_facts_that_overlap_the_first_and_longest_is_marked():
    (result,) = [each for each in claims() if each.claim.id == "c3"]
    killed = result.facts[0]
    inside = replace(killed, text="11", start=killed.start + 7, end=killed.start + 9)

    assert list(claim_pieces(result.claim.text, (inside, killed)))[1] == Piece("killed 11 people", killed.verdict)


def test_facts_beyond_what_is_shown_are_left_out():
    text = "x" * (LONGEST + 10)

    assert [piece.text for piece in claim_pieces(text, ())] == ["x" * LONGEST + "…"]


@pytest.mark.parametrize("quote", ["Onze personnes ont été blessées", "jeudi", "13h13", "Kerval"])
def test_a_passage_is_what_its_document_has(quote: str):
    around = passage(quoted(GAZETTE, "1", quote, Match.EXACT), GAZETTE_PAGE)

    whole = around.lead + around.before + around.quote + around.after + around.trail
    assert around.quote == quote
    assert whole.strip("…") in GAZETTE.replace("\n", " ")


def test_evidence_that_does_not_fit_its_document_is_shown_as_it_was_kept():
    evidence = replace(quoted(GAZETTE, "1", "jeudi", Match.EXACT), start=3, end=8)
    around = passage(evidence, GAZETTE_PAGE)

    assert (around.lead, around.trail) == ("", "")
    assert around.before + around.quote + around.after == evidence.context


@given(st.text(max_size=200), st.integers(0, 300), st.integers(0, 300))
def test_a_whole_source_is_all_of_its_text(text: str, start: int, end: int):
    plain = "".join(char for char in text if char.isalnum() or char in " \n")
    parts = whole_source(plain, start, end)

    assert "".join("".join(parts).split()) == "".join(plain.split())
    assert parts[1].split() == plain[min(start, end) : max(start, end)].split()


def test_every_claim_stands_in_one_section_in_its_order():
    for article in rich_run().articles:
        numbers = [number for part in sections(article.article, article.claims) for number in part.claims]

        assert numbers == list(range(len(article.claims)))


@pytest.mark.parametrize(
    ("form", "gap", "blocks"),
    [
        ("markdown", "\n", 1),
        ("markdown", "\n \n", 2),
        ("html", "</p><p>", 2),
        ("html", "<b>", 1),
        ("wikitext", "\n", 2),
    ],
)
def test_a_paragraph_ends_where_the_format_says(form: str, gap: str, blocks: int):
    text = f"One.{gap}Two."
    second = len(text) - 4
    article = Article("a", None, None, form, text)
    results = [
        ClaimResult(
            Claim(f"c{at}", text[at : at + 4], Position(1 + text[:at].count("\n"), 1, at, at + 4)),
            ClaimVerdict.UNCITED,
            0,
        )
        for at in (0, second)
    ]
    (part,) = sections(article, results)

    assert len(part.blocks) == blocks


def test_an_infobox_ends_where_the_text_begins():
    article = plain_run().articles[0]
    kinds = [block.kind for part in sections(article.article, article.claims) for block in part.blocks]

    assert kinds[0] is ClaimKind.INFOBOX
    assert ClaimKind.TABLE in kinds


@given(st.lists(st.integers(0, 10_000), max_size=8))
def test_bars_lie_side_by_side_and_fill_the_whole(counts: list[int]):
    bars = stacked((str(number), count) for number, count in enumerate(counts))

    assert sum(bar.count for bar in bars) == sum(counts)
    for bar, following in pairwise(bars):
        assert bar.start + bar.length == pytest.approx(following.start, abs=0.01)
    if bars:
        assert bars[-1].start + bars[-1].length == pytest.approx(100, abs=0.01)


def test_the_funnel_narrows_to_the_next_step():
    first, last = funnel([(8, "cited"), (4, "checked")])

    assert first.points == "0,0 50,0 100,25 100,75 50,100 0,100"
    assert last.points == "0,25 50,25 100,25 100,75 50,75 0,75"
    assert [step.points for step in funnel([(0, "cited")])] == ["0,50 50,50 100,50 100,50 50,50 0,50"]


def test_runs_over_time_are_drawn_to_one_scale_without_references_that_have_no_link():
    start = datetime(2026, 3, 2, tzinfo=UTC)
    counts = [{Health.OK: 8, Health.NO_URL: 5}, {Health.OK: 2, Health.MOVED: 1, Health.DEAD: 1}]
    columns = over_time([LinkHealth(str(n), start + timedelta(days=n), each) for n, each in enumerate(counts)])

    assert [[(bar.name, bar.length) for bar in column.bars] for column in columns] == [
        [("well", 100)],
        [("well", 37.5), ("lost", 12.5)],
    ]
    assert columns[1].said == "2026-03-03 00:00: 2 ok, 1 moved, 1 dead"


@pytest.mark.parametrize(
    ("value", "spoken"),
    [
        ("2019-02-21", "2019-02-21"),
        (Count(11, 11, "person", "killed"), "11 person, killed"),
        (Count(40, 85, "sheep"), "40 to 85 sheep"),
        (Count(11, None), "at least 11"),
        (Count(None, 4500.5, "EUR"), "at most 4,500.5 EUR"),
        (Count(None, None, "person"), "any number of person"),
    ],
)
def test_a_value_in_words(value: str | Count, spoken: str):
    assert spoken_value(value) == spoken
