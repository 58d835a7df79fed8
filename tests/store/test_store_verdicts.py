"""Claims as judged are found again by what their verdicts depend on."""

import sqlite3
from dataclasses import replace
from pathlib import Path

from builders import rich_run
from citecheck.model import Judged, RunResult
from citecheck.store import Store, StoredMemory


def keyed(run: RunResult) -> RunResult:
    """A run whose claims have keys."""
    articles = [
        replace(article, claims=tuple(replace(each, key=f"{n}-{each.claim.id}") for each in article.claims))
        for n, article in enumerate(run.articles)
    ]
    return replace(run, articles=tuple(articles))


def stored(path: Path, *runs: RunResult) -> StoredMemory:
    with Store.open(path) as store:
        for run in runs:
            store.add_run(run)
    return StoredMemory(path, "code")


def test_every_claim_is_found_by_its_key_with_its_facts_and_evidence(tmp_path: Path) -> None:
    run = keyed(rich_run())
    claims = [claim for article in run.articles for claim in article.claims]
    memory = stored(tmp_path / "x.db", run)

    found = memory.judged([*(claim.key for claim in claims), "another"])

    assert found == {claim.key: Judged(claim.verdict, claim.score, claim.facts) for claim in claims}


def test_a_claim_that_has_no_key_is_found_by_none(tmp_path: Path) -> None:
    assert stored(tmp_path / "x.db", rich_run()).judged(["", "c1"]) == {}


def test_the_latest_run_counts_and_a_deleted_one_does_not(tmp_path: Path) -> None:
    path, run = tmp_path / "x.db", keyed(rich_run())
    first = replace(run, articles=run.articles[:1])
    [article] = first.articles
    better = replace(article, claims=tuple(replace(claim, score=0.125) for claim in article.claims))
    memory = stored(path, first, replace(first, id="20300101-000000-0000", articles=(better,)))
    key = article.claims[0].key

    assert memory.judged([key])[key].score == 0.125
    connection = sqlite3.connect(path)
    connection.execute("pragma foreign_keys = on")
    connection.execute("delete from runs where id like '2030%'")
    connection.commit()
    assert memory.judged([key])[key].score == article.claims[0].score
    connection.execute("delete from runs")
    connection.commit()
    connection.close()
    assert memory.judged([key]) == {}
