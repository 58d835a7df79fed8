"""JSON-LD blocks → the things they describe, as flat mappings."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Thing = Mapping[str, Any]

_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Posting|Review|Recipe|Book|Thesis|WebPage|NewsPage)$")
_CONTROLS = re.compile(r"[\x00-\x1f]")
_COMMENT_MARKS = re.compile(r"^\s*(?://\s*)?<!(?:--|\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*;?\s*$")
_MOST_THINGS = 2_000


def things_in(blocks: Iterable[str]) -> list[Thing]:
    """Every object of every block, outermost first, ``@graph`` and nested objects included.

    A block that is no JSON even after control characters and comment marks are removed is passed over: pages hold
    plenty of them.
    """
    found: list[Thing] = []
    for block in blocks:
        for thing in _objects(_load(block)):
            if len(found) == _MOST_THINGS:
                return found
            found.append(thing)
    return found


def article_of(things: Iterable[Thing], title: str) -> Thing | None:
    """The thing that describes the page's article.

    One whose headline stands in the page's title goes before others, and an article of any kind before a web page.
    """
    articles = [
        thing
        for thing in things
        if ("headline" in thing or "datePublished" in thing)
        and any(_ARTICLE_TYPES.search(kind) for kind in types_of(thing))
    ]
    articles.sort(key=lambda thing: (not _is_titled(thing, title), any("Page" in kind for kind in types_of(thing))))
    return articles[0] if articles else None


def _is_titled(thing: Thing, title: str) -> bool:
    return any(headline.casefold() in title.casefold() for headline in texts(thing.get("headline")))


def types_of(thing: Thing) -> list[str]:
    """The names of a thing's types without their vocabulary."""
    return [kind.rpartition("/")[2] for kind in texts(thing.get("@type"))]


def texts(value: object) -> list[str]:
    """The strings a property holds: itself, the items of an array, the ``name`` of objects."""
    values = value if isinstance(value, list) else [value]
    named = [item.get("name") or item.get("@value") if isinstance(item, dict) else item for item in values]
    flat = [entry for item in named for entry in (item if isinstance(item, list) else [item])]
    return [" ".join(item.split()) for item in flat if isinstance(item, str) and item.strip()]


def _load(block: str) -> object:
    for form in (str, _tidied):  # few blocks need to be tidied, and it takes as long as reading them
        try:
            return json.loads(form(block), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _tidied(block: str) -> str:
    return _CONTROLS.sub(" ", _COMMENT_MARKS.sub("", block)).strip().rstrip(";")


def _objects(value: object) -> Iterator[Thing]:
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, dict):
            yield item
            waiting.extend(child for child in item.values() if isinstance(child, (dict, list)))
        elif isinstance(item, list):
            waiting.extend(item)
