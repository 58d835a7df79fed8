"""Hold the accuracy of judging to its floors: a figure that falls below its floor fails.

Run: ``python benchmarks/gate.py [--data FOLDER] [--pin [--lower]]``. Without ``--data``, the stories of
``tests/corpus/claims`` are judged; with it, WiCE and NTREX as well (folders as in ``claims.py``). The floors lie in
``floors.json`` beside this file, with the hash of the stories that they were measured on. ``--pin`` raises floors to
what is measured; to lower one takes ``--lower``. Exit code 1 where a figure is below its floor, or above its ceiling,
or the stories are others than those that the floors were pinned on.
"""

import argparse
import json
import sys
from pathlib import Path

from citecheck.verify import load_encoder
from claims import Tally, ntrex, wice
from story import corpus_hash
from story import figures as story_figures

FLOORS = Path(__file__).with_name("floors.json")
LANGUAGES = ("fr", "es", "de", "ar", "ru")
BAD = (
    "true contradicted",
    "absent contradicted",
    "false supported",
    "changed supported",
    "elsewhere supported",
    "elsewhere contradicted",
    "supported called contradicted",
)
"""Figures of which less is better."""
SLACK = 0.0005
"""Floors are kept with three decimals."""

Figures = dict[str, float]


def measured(data: Path | None) -> Figures:
    """Every figure, by its full name; those with the encoder only where it is installed."""
    found: Figures = {}
    for semantic in (False, True) if load_encoder() is not None else (False,):
        way = "with encoder" if semantic else "without encoder"
        found |= {f"stories, {way}: {name}": value for name, value in story_figures(semantic=semantic).items()}
        if data is not None:
            found |= {f"public, {way}: {name}": value for name, value in public(data, semantic=semantic).items()}
    return found


def public(data: Path, *, semantic: bool) -> Figures:
    """The figures on the public sets."""
    sentences = data / "ntrex" / "sentences.jsonl"
    found = {f"wice {name}": v for name, v in wice(data / "wice" / "claim.dev.jsonl", semantic=semantic).items()}
    for language in LANGUAGES:
        tally = sum(ntrex(sentences, language, semantic=semantic).values(), Tally())
        found |= {f"ntrex en-{language} {name}": value for name, value in tally.figures().items()}
    return found


def is_bad(name: str) -> bool:
    """Whether less of a figure is better."""
    return name.endswith(BAD)


def falls(name: str, value: float, floor: float) -> bool:
    """Whether a figure is worse than its floor."""
    return value > floor + SLACK if is_bad(name) else value < floor - SLACK


def pinned(found: Figures, floors: Figures, *, lower: bool) -> Figures:
    """The floors raised to what was found; lowered only where that is asked for."""
    kept = {name: value for name, value in floors.items() if name not in found or not lower}
    better = {
        name: round(value, 3) for name, value in found.items() if name not in kept or not falls(name, value, kept[name])
    }
    return dict(sorted((kept | better).items()))


def report(found: Figures, floors: Figures) -> int:
    """Print every figure beside its floor; how many fall."""
    fallen = 0
    for name, value in found.items():
        floor = floors.get(name)
        worse = floor is not None and falls(name, value, floor)
        fallen += worse
        bound = "" if floor is None else f"  ({'at most' if is_bad(name) else 'at least'} {floor:.3f})"
        print(f"{'FELL' if worse else 'ok  '} {name}: {value:.3f}{bound}")
    return fallen


def main() -> int:
    """Measure, compare, and pin if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the folder with the public sets")
    parser.add_argument("--pin", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors, too")
    options = parser.parse_args()
    stored = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {"stories_sha256": "", "floors": {}}
    found = measured(options.data)
    fallen = report(found, stored["floors"])
    if options.pin:
        floors = pinned(found, stored["floors"], lower=options.lower)
        FLOORS.write_text(json.dumps({"stories_sha256": corpus_hash(), "floors": floors}, indent=2) + "\n", "utf-8")
        print(f"pinned {len(floors)} floors in {FLOORS}")
        return 0 if options.lower else int(fallen > 0)
    if stored["stories_sha256"] != corpus_hash():
        print("The stories are not those that the floors were pinned on: look at the figures, then run with --pin.")
        return 1
    return int(fallen > 0)


if __name__ == "__main__":
    sys.exit(main())
