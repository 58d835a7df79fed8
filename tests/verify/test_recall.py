"""A claim's key changes with everything that its verdict depends on; a verdict found by it makes the same result."""

from dataclasses import fields, replace
from typing import Any

import pytest
from sources import FERRY, PLACE, claim, document, judged

from citecheck.model import Citation, Claim, ClaimKind, Context, Judged, Position, Zone, ZoneKind
from citecheck.verify import Obstacle, claim_key, prepare, renewed

CLAIM = claim("On 21 February 2019, 11 people were wounded near Kerval.", "1")
OTHERWISE = {
    "text": "On 22 February 2019, 11 people were wounded near Kerval.",
    "kind": ClaimKind.TABLE,
    "section": ("Sinking",),
    "citations": (Citation("1", direct=False),),
    "context": Context(preceding="In 2018."),
}
SOURCES = {
    "text": document(FERRY.replace("Onze", "Douze")),
    "address": document(url="http://paper.example/b"),
    "language": document(language="en"),
    "published": document(published="2019-02-22"),
    "free": document(free=False),
    "zones": replace(document(), zones=(Zone(ZoneKind.OTHER, 0, len(FERRY)),)),
    "pages": replace(document(), pages=(0, 40)),
}


def key(told: Claim = CLAIM, source: Any = None, **options: Any) -> str:
    given: dict[str, Any] = {"language": "en", "code": "code"} | options
    return claim_key(told, {"1": source or prepare(document())}, **given)


def test_where_a_claim_stands_does_not_count() -> None:
    assert key(replace(CLAIM, id="c9", position=Position(9, 9, 900, 950))) == key()


@pytest.mark.parametrize("name", [each.name for each in fields(Claim) if each.name not in ("id", "position")])
def test_everything_else_of_a_claim_counts(name: str) -> None:
    assert key(replace(CLAIM, **{name: OTHERWISE[name]})) != key()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_everything_of_a_source_counts(source: Any) -> None:
    assert key(source=prepare(source)) != key()


@pytest.mark.parametrize(
    "options",
    [
        {"source": prepare(document(), aliases=(("Kerval", "the port"),))},
        {"source": prepare(document(), title="Sinking")},
        {"source": prepare(document(), partial=True)},
        {"source": Obstacle("it is behind a wall")},
        {"language": "fr"},
        {"aliases": (("Kerval", "the port"),)},
        {"before": "In 2018."},
        {"code": "newer code"},
    ],
    ids=" ".join,
)
def test_everything_around_counts(options: dict[str, Any]) -> None:
    assert key(**options) != key()


def test_a_reference_that_is_not_defined_is_not_one_that_could_not_be_read() -> None:
    undefined = claim_key(CLAIM, {}, language="en", code="code")

    assert len({undefined, key(), key(source=Obstacle("it is behind a wall"))}) == 3


@pytest.mark.parametrize(
    "text",
    [
        "On 21 February 2019, 11 people were wounded near Kerval.",
        "On 21 February 2019, 12 people were killed near Kerval.",
        "Captain Yann Le Goff and Maud Keravel were heard.",
        "The sea is cold.",
    ],
)
@pytest.mark.parametrize("source", [document(), Obstacle("it is behind a wall")], ids=["read", "unread"])
def test_a_verdict_from_before_makes_the_result_that_judging_makes(text: str, source: Any) -> None:
    result = judged(text, source)
    moved = replace(result.claim, id="c9", position=replace(PLACE, line=9))
    ready = {"1": source if isinstance(source, Obstacle) else prepare(source)}

    found = renewed(moved, Judged(result.verdict, result.score, result.facts), ready, language="en")

    assert found == replace(
        result, claim=moved, findings=tuple(replace(each, position=moved.position) for each in result.findings)
    )
