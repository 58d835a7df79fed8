"""What the tests of archiving share: an archive, a clock that only sleep moves, a memory."""

from collections.abc import Iterator

import pytest

from archiver_fakes import Clock, Notebook
from web_archive import WebArchive, web_archive


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def notebook() -> Notebook:
    return Notebook()


@pytest.fixture
def archive() -> Iterator[WebArchive]:
    with web_archive() as running:
        yield running
