"""The gate that holds judging to its floors, and the stories it is measured on."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(autouse=True)
def _benchmarks_on_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    for name in ("gate", "story", "claims", "facts"):
        monkeypatch.delitem(sys.modules, name, raising=False)


def test_the_stories_are_told_in_ten_languages_and_name_their_facts() -> None:
    from story import pairs

    found = list(pairs())

    assert len(found) >= 200
    assert {pair.language for pair in found} == {"en", "fr", "es", "de", "it", "pt", "ar", "ru", "uk", "zh"}
    assert all(pair.fact in pair.claim for pair in found)


def test_a_fallen_figure_is_told_from_a_risen_one() -> None:
    from gate import falls

    assert falls("stories: true supported", 0.90, 0.95)
    assert not falls("stories: true supported", 0.96, 0.95)
    assert falls("stories: true contradicted", 0.02, 0.01)
    assert not falls("stories: true contradicted", 0.00, 0.01)


def test_pinning_raises_floors_and_lowers_them_only_when_told() -> None:
    from gate import pinned

    floors = {"true supported": 0.9, "true contradicted": 0.01}
    worse = {"true supported": 0.8, "true contradicted": 0.02}
    better = {"true supported": 0.95, "true contradicted": 0.0}

    assert pinned(worse, floors, lower=False) == floors
    assert pinned(worse, floors, lower=True) == worse
    assert pinned(better, floors, lower=False) == better


def test_a_floor_that_is_not_reached_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import gate

    floors = tmp_path / "floors.json"
    monkeypatch.setattr(gate, "FLOORS", floors)
    monkeypatch.setattr(gate, "measured", lambda data: {"stories: true supported": 0.9})
    monkeypatch.setattr(sys, "argv", ["gate.py", "--pin"])
    assert gate.main() == 0
    monkeypatch.setattr(sys, "argv", ["gate.py"])
    assert gate.main() == 0

    monkeypatch.setattr(gate, "measured", lambda data: {"stories: true supported": 0.8})
    assert gate.main() == 1

    floors.write_text(floors.read_text().replace('"stories_sha256": "', '"stories_sha256": "0'))
    monkeypatch.setattr(gate, "measured", lambda data: {"stories: true supported": 0.9})
    assert gate.main() == 1
