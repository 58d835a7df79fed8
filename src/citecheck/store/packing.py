"""What came of a check → rows numbered from 1, which any process can make and one process stores."""

from collections.abc import Sequence
from datetime import datetime

from citecheck.model import ArticleResult, Reading
from citecheck.store.batch import NUMBERED, Batch, Rows, moment
from citecheck.store.readings import add_readings
from citecheck.store.rows import add_article


def rows_of_article(
    run_id: str, started_at: datetime, result: ArticleResult, place: int = 0, readings: Sequence[Reading] = ()
) -> Rows:
    """The rows of an article's results, and of what was read for it, as :meth:`Store.add_rows` takes them.

    Args:
        run_id: The run.
        started_at: When that began.
        result: The article's results. The references and claims of ``result.article`` are not stored apart from them.
        place: Where the article stands among those of the run.
        readings: What was read of captures for it.
    """
    batch = Batch(dict.fromkeys(NUMBERED, 0))
    add_article(batch, run_id, moment(started_at), result, place)
    add_readings(batch, readings)
    return batch.filled


def rows_of_readings(readings: Sequence[Reading]) -> Rows:
    """The rows of what was read of captures; they are stored in place of what was read of them before."""
    batch = Batch(dict.fromkeys(NUMBERED, 0))
    add_readings(batch, readings)
    return batch.filled
