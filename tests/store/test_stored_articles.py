from dataclasses import replace
from pathlib import Path

import pytest

from builders import plain_run, rich_run
from citecheck.model import outline_of, outlines_of
from citecheck.store import Store
from citecheck.store.stored_articles import StoredArticles


def test_a_large_run_comes_article_by_article_and_is_the_same(tmp_path: Path) -> None:
    run = plain_run()
    articles = tuple(
        replace(run.articles[0], article=replace(run.articles[0].article, path=f"{number}.md")) for number in range(60)
    )
    run = replace(run, articles=articles)
    with Store.open(tmp_path / "x.db") as store:
        store.add_run(run)
        loaded = store.load_run(run.id)

    assert isinstance(loaded.articles, StoredArticles)
    assert len(loaded.articles) == 60
    assert loaded.articles[-1] == articles[-1]
    assert loaded.articles[10:12] == articles[10:12]
    assert loaded == run
    with pytest.raises(IndexError):
        loaded.articles[60]


def test_the_outlines_of_a_large_run_are_those_of_its_articles(tmp_path: Path) -> None:
    run = rich_run()
    run = replace(run, articles=run.articles * 60)
    with Store.open(tmp_path / "x.db") as store:
        store.add_run(run)
        loaded = store.load_run(run.id)

    outlines = list(outlines_of(loaded.articles))

    assert outlines == [outline_of(each) for each in run.articles]
    assert {each.checked for each in outlines[0].references} == {True, False}
    assert any(each.line for each in outlines[0].findings)


def test_articles_keep_their_places_however_they_came(tmp_path: Path) -> None:
    run = plain_run()
    first, second = (replace(run.articles[0], article=replace(run.articles[0].article, path=path)) for path in "ab")
    with Store.open(tmp_path / "x.db") as store:
        store.begin_run(run.id, run.started_at, run.offline)
        store.add_article(run.id, second, 7)

        assert store.unfinished() == run.id
        assert store.finished_articles(run.id) == {7: "b"}

        store.add_article(run.id, first, 3)
        store.finish_run(run.id, run.finished_at, 0)

        assert store.unfinished() is None
        assert [each.article.path for each in store.articles_of(run.id)] == ["a", "b"]
