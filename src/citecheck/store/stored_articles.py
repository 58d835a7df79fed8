"""The articles of a stored run as a sequence that loads each when it is asked for, so that a run of any size fits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, overload

from citecheck.errors import StoreError
from citecheck.model import ArticleResult, Outline
from citecheck.store.database import mapped, open_database
from citecheck.store.load import load_article
from citecheck.store.outlines import load_outline

if TYPE_CHECKING:
    from sqlite_utils import Database

_WAIT = 5.0

T = TypeVar("T")


class StoredArticles(Sequence[ArticleResult]):
    """Results that stay in the database. It is opened for as long as they are gone through.

    Args:
        path: The database.
        numbers: The articles' numbers in it, in their order.
    """

    def __init__(self, path: Path, numbers: Sequence[int]) -> None:
        self._path = path
        self._numbers = tuple(numbers)

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, place: int) -> ArticleResult: ...

    @overload
    def __getitem__(self, place: slice) -> StoredArticles: ...

    def __getitem__(self, place: int | slice) -> ArticleResult | StoredArticles:
        if isinstance(place, slice):
            return StoredArticles(self._path, self._numbers[place])
        return next(iter(StoredArticles(self._path, [self._numbers[place]])))

    def __iter__(self) -> Iterator[ArticleResult]:
        return self._each(load_article)

    def outlines(self) -> Iterator[Outline]:
        """What reports count of each, in a fraction of the time."""
        return self._each(load_outline)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((self._path, self._numbers))

    def _each(self, load: Callable[[Database, int], T]) -> Iterator[T]:
        with mapped(self._path), closing(open_database(self._path, create=False, wait=_WAIT)) as db:
            for number in self._numbers:
                yield self._loaded(load, db, number)

    def _loaded(self, load: Callable[[Database, int], T], db: Database, number: int) -> T:
        try:
            return load(db, number)
        except (ValueError, KeyError, TypeError, LookupError) as error:
            raise StoreError(f"{self._path} is damaged: article {number} cannot be read ({error})") from error
