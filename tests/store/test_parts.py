"""Results in Parquet parts, loaded into a database, are the results that would have been stored there."""

from dataclasses import replace
from pathlib import Path

import pytest

from builders import plain_run, rich_run
from citecheck.errors import StoreError
from citecheck.model import ArticleResult, RunResult
from citecheck.store import Parts, Store, load_parts, rows_of_article

pytest.importorskip("pyarrow")


def named(result: ArticleResult, path: str) -> ArticleResult:
    return replace(result, article=replace(result.article, path=path))


def a_run(count: int = 7) -> RunResult:
    [first, *_] = rich_run().articles
    [second] = plain_run().articles
    articles = tuple(named((first, second)[number % 2], f"{number}.md") for number in range(count))
    return replace(rich_run(), articles=articles)


def write(run: RunResult, folder: Path, store: Store, *, finish: bool = True, part_rows: int = 100) -> Parts:
    parts = Parts(folder, store, part_rows=part_rows)
    parts.begin_run(run.id, run.started_at, run.offline)
    for place, article in enumerate(run.articles):
        parts.add_rows(rows_of_article(run.id, run.started_at, article, place))
    if finish:
        parts.finish_run(run.id, run.finished_at, run.exit_code)
    return parts


@pytest.mark.parametrize("part_rows", [1, 100, 100_000])
def test_what_is_loaded_from_parts_is_what_was_found(part_rows: int, tmp_path: Path) -> None:
    run = a_run()
    with Store.open(tmp_path / "x.db") as store:
        store.add_run(replace(rich_run(), id="another"))
        write(run, tmp_path / "parts", store, part_rows=part_rows)

        assert load_parts(tmp_path / "parts", store) == (run.id, 7)
        assert store.load_run(run.id) == run
        assert store.load_run("another").articles == rich_run().articles


def test_loading_twice_and_while_the_run_goes_on_adds_nothing_twice(tmp_path: Path) -> None:
    run = a_run()
    with Store.open(tmp_path / "x.db") as store:
        parts = write(run, tmp_path / "parts", store, finish=False, part_rows=1)
        assert load_parts(tmp_path / "parts", store) == (run.id, 7)
        assert store.unfinished() == run.id
        assert parts.unfinished() == run.id
        assert parts.finished_articles(run.id) == {number: f"{number}.md" for number in range(7)}

        parts.finish_run(run.id, run.finished_at, run.exit_code)

        assert load_parts(tmp_path / "parts", store) == (run.id, 0)
        assert store.load_run(run.id) == run
        assert parts.unfinished() is None


def test_a_damaged_part_is_told_and_nothing_of_it_is_loaded(tmp_path: Path) -> None:
    run = a_run(2)
    with Store.open(tmp_path / "x.db") as store:
        write(run, tmp_path / "parts", store, part_rows=100_000)
        [part] = (tmp_path / "parts").glob("part-*")
        part.write_bytes(part.read_bytes()[:-40])

        with pytest.raises(StoreError, match=r"part-\w+\.parquet is damaged"):
            load_parts(tmp_path / "parts", store)
        assert store.finished_articles(run.id) == {}


def test_a_part_that_was_changed_is_told(tmp_path: Path) -> None:
    with Store.open(tmp_path / "x.db") as store:
        write(a_run(1), tmp_path / "parts", store)
        [part] = (tmp_path / "parts").glob("part-*")
        part.rename(part.with_name("part-0.parquet"))

        with pytest.raises(StoreError, match="does not hold what its name says"):
            load_parts(tmp_path / "parts", store)


def test_a_folder_takes_one_run_only(tmp_path: Path) -> None:
    with Store.open(tmp_path / "x.db") as store:
        write(a_run(1), tmp_path / "parts", store)

        with pytest.raises(StoreError, match="parts of a run already"):
            write(a_run(1), tmp_path / "parts", store)
        (tmp_path / "empty").mkdir()
        with pytest.raises(StoreError, match="holds no parts of a run"):
            load_parts(tmp_path / "empty", store)
