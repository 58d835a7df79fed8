"""How well names are compared, found and kept apart, and how fast, on public data.

Run: ``python benchmarks/names.py --data FOLDER`` with the folders ``names`` and ``ntrex`` in it: ``cases.dev.csv`` of
github.com/opensanctions/nomenklatura (contrib/name_bench) and NTREX as ``sentences.jsonl``
(github.com/MicrosoftTranslator/NTREX).

- *Pairs*: AUROC and best F1 of ``names_similarity``; the time and memory that its first call takes.
- *Translations*: the names of English sentences, counted by their capitalised words that begin no sentence, sought in
  the whole translation of their document; recall where no more than 1% are found in a document that has none of their
  words. With ``--folds N`` the weights of likenesses are refitted N times without the documents that are measured.
- *Speed*: reading the names of a claim, and seeking one in a page of 60 kB, with the page's index made before.
"""

import argparse
import csv
import json
import random
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from citecheck.facts import likeness
from citecheck.facts.interface import Setting
from citecheck.facts.naming import NameMention, read_names
from citecheck.facts.seeking import seek_name
from citecheck.facts.source import Source
from citecheck.facts.spelling import names_similarity
from citecheck.facts.token_index import token_index
from citecheck.language.words import forms, words

LANGUAGES = ("fr", "es", "de", "ru", "ar")
FALSE_POSITIVES = 0.01
PAGE = 60_000
REPEATS = 5
FIT = Path(__file__).parents[1] / "tools/fit_likeness.py"
Document = list[dict[str, str]]
Scored = tuple[float, int]
"""The strength of the best hit, and how many capitalised words the name has."""

_FIRST_CALL = """
import time
from pathlib import Path
def memory():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
before, start = memory(), time.process_time()
from citecheck.facts.spelling import names_similarity
names_similarity("Muammar Gaddafi", "معمر القذافي")
print(time.process_time() - start, (memory() - before) / 1024)
"""


def auroc(scored: Sequence[tuple[float, bool]]) -> float:
    """The chance that a true pair scores higher than a false one, ties counting half (Mann and Whitney, 1947)."""
    true = [score for score, label in scored if label]
    false = [score for score, label in scored if not label]
    wins = sum((one > other) + 0.5 * (one == other) for one in true for other in false)
    return wins / (len(true) * len(false))


def best_f1(scored: Sequence[tuple[float, bool]]) -> float:
    """The best harmonic mean of precision and recall over all thresholds."""
    found = positives = 0
    best, total = 0.0, sum(label for _, label in scored)
    for _, label in sorted(scored, key=lambda pair: -pair[0]):
        found, positives = found + 1, positives + label
        best = max(best, 2 * positives / (found + total))
    return best


def pairs(path: Path) -> Iterator[tuple[float, bool]]:
    """Every pair's similarity and whether it is one name."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield names_similarity(row["name1"], row["name2"]), row["is_match"] == "true"


def documents(path: Path) -> list[Document]:
    """NTREX, sentence by sentence, by document."""
    grouped: dict[str, Document] = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        grouped[row["document"]].append(row)
    return list(grouped.values())


def claimed(document: Document) -> Iterator[tuple[NameMention, int]]:
    """The names of the English sentences, and how many of their words count."""
    for row in document:
        for name in read_names(row["en"], Setting("en")):
            count = sum(name.text[start].isupper() and name.start + start > 0 for start, _ in words(name.text))
            if count:
                yield name, count


def measure(found: list[Document], language: str, numbers: Sequence[int]) -> tuple[list[Scored], list[Scored]]:
    """The scores of the names of some documents in their own translations, and in others' without them."""
    rng = random.Random(0)
    sources = [Source("\n".join(row[language] for row in document), Setting(language)) for document in found]
    has = [{form for row in document for form in forms(row["en"])} for document in found]
    own: list[Scored] = []
    others: list[Scored] = []
    for number in numbers:
        for name, count in claimed(found[number]):
            own.append((score(name, sources[number]), count))
            telling = [form for form in forms(name.text) if len(form) > 2]
            free = [other for other in numbers if other != number and has[other].isdisjoint(telling)]
            if free:
                others.append((score(name, sources[rng.choice(free)]), count))
    return own, others


def score(name: NameMention, source: Source) -> float:
    """The strength of the best hit."""
    return max((hit.strength for hit in seek_name(name, source)), default=0.0)


def recall(own: Sequence[Scored], others: Sequence[Scored]) -> tuple[float, float, float]:
    """Recall at the strictest threshold that keeps false positives below the limit; the threshold; their share."""
    limit = FALSE_POSITIVES * sum(count for _, count in others)
    threshold = passed = 0.0
    for strength, count in sorted(others, reverse=True):
        passed += count
        if passed > limit:
            threshold = strength
            break
    share = sum(count for strength, count in own if strength > threshold) / sum(count for _, count in own)
    false = sum(count for strength, count in others if strength) / sum(count for _, count in others)
    return share, threshold, false


def refit(data: Path, fold: int, folds: int) -> None:
    """Replace the weights of likenesses by ones fitted without a fold."""
    command = [sys.executable, str(FIT), "--data", str(data), "--fold", f"{fold}/{folds}"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    table = {kind: rows for kind, rows in json.loads(text).items() if isinstance(rows, list)}
    likeness.weight.cache_clear()
    likeness.weights = lambda: table  # type: ignore[assignment]


def translations(data: Path, folds: int) -> None:
    """Print recall by language, over all folds together."""
    found = documents(data / "ntrex/sentences.jsonl")
    scored: dict[str, tuple[list[Scored], list[Scored]]] = {language: ([], []) for language in LANGUAGES}
    for fold in range(folds):
        if folds > 1:
            refit(data, fold, folds)
        for language in LANGUAGES:
            own, others = measure(found, language, range(fold, len(found), folds))
            scored[language][0].extend(own)
            scored[language][1].extend(others)
    for language, (own, others) in scored.items():
        share, threshold, false = recall(own, others)
        print(
            f"NTREX names {language}: recall {share:.3f} at 1% false positives (strength > {threshold:.2f}); ", end=""
        )
        print(f"any hit: {sum(c for s, c in own if s) / sum(c for _, c in own):.3f}, false {false:.4f}")


def speed(data: Path) -> None:
    """Print what reading and seeking cost."""
    found = documents(data / "ntrex/sentences.jsonl")
    rows = [row for document in found for row in document]
    claims = [row["en"] for row in rows[:400]]
    names = [name for claim in claims for name in read_names(claim, Setting("en"))]
    read_names.cache_clear()
    cost = clock(lambda: [read_names(f"{claim} ", Setting("en")) for claim in claims])
    print(f"reading: {cost / len(claims):.0f} µs a claim")
    for language in LANGUAGES:
        source = Source("\n".join(row[language] for row in rows)[:PAGE], Setting(language))
        made = clock(lambda page=source: page.derived(token_index).crowd)
        each = statistics.median(clock(lambda page=source: seek_all(names, page)) for _ in range(REPEATS))
        print(f"seeking {language}: index {made / 1000:.0f} ms once, then {each / len(names):.0f} µs a name")


def seek_all(names: Sequence[NameMention], page: Source) -> None:
    """Seek names in a page, for the time that it takes."""
    for name in names:
        seek_name(name, page)


def clock(work: object) -> float:
    """Microseconds of processor time that a call takes."""
    start = time.process_time()
    work()  # type: ignore[operator]
    return (time.process_time() - start) * 1e6


def main() -> None:
    """Measure everything, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=1)
    arguments = parser.parse_args()
    scored = list(pairs(arguments.data / "names/cases.dev.csv"))
    print(f"pairs: AUROC {auroc(scored):.3f}, best F1 {best_f1(scored):.3f} ({len(scored)} pairs)")
    first = subprocess.run(
        [sys.executable, "-c", _FIRST_CALL], capture_output=True, text=True, check=True
    ).stdout.split()
    print(f"first call: {float(first[0]):.2f} s, {float(first[1]):.0f} MB")
    translations(arguments.data, arguments.folds)
    speed(arguments.data)


if __name__ == "__main__":
    main()
