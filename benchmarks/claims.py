"""How well claims are judged, on public data, through ``check_claim`` alone, and how fast.

Run: ``python benchmarks/claims.py --data FOLDER [--only wice,ntrex,speed]`` with the folders ``wice``
(``claim.dev.jsonl`` of github.com/ryokamoi/wice, ``data/entailment_retrieval/claim``) and ``ntrex``
(``sentences.jsonl`` made from github.com/MicrosoftTranslator/NTREX) in it.

- *WiCE*: the score against ``label == "supported"``: AUROC, and balanced accuracy at the threshold chosen on the other
  four fifths (articles are not split). The weights of the score are fitted on this very set by ``fit_score.py``
  beside this file, which prints the cross-validated figures; those are the ones to quote. Evidence quality: the share
  of supported claims whose evidence lies, wholly, within one of the annotated sets of sentences, and in part.
- *NTREX*: the claim is an English sentence with a number, the source the whole document in the other language. Recall:
  the fact that covers the number is supported. Then the number is changed within its class.
- *Speed*: claims × prepared pages a second on one core, without encoder.
"""

import argparse
import json
import random
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

from citecheck.model import ClaimResult, FactResult, FactVerdict
from citecheck.verify import check_claim
from facts import changed, covering, documents, numbers, size

PUBLISHED = "2018-09-30"


def auroc(scores: list[float], positive: list[bool]) -> float:
    """The probability that a positive scores above a negative; ties count half."""
    ranked = sorted(range(len(scores)), key=lambda index: scores[index])
    ranks: dict[int, float] = {}
    start = 0
    while start < len(ranked):
        end = start
        while end < len(ranked) and scores[ranked[end]] == scores[ranked[start]]:
            end += 1
        for index in ranked[start:end]:
            ranks[index] = (start + end + 1) / 2
        start = end
    mine = [ranks[index] for index, each in enumerate(positive) if each]
    return (sum(mine) - len(mine) * (len(mine) + 1) / 2) / (len(mine) * (len(positive) - len(mine)))


def best_threshold(scores: list[float], positive: list[bool]) -> float:
    """The threshold of the highest balanced accuracy."""
    return max(sorted(set(scores)), key=lambda each: balanced_accuracy([score >= each for score in scores], positive))


def balanced_accuracy(said: list[bool], positive: list[bool]) -> float:
    """The mean of the shares of positives and of negatives that were told right."""
    right = [[a == b for a, b in zip(said, positive, strict=True) if b is side] for side in (True, False)]
    return sum(sum(side) / len(side) for side in right) / 2


def check(claim: str, source: str) -> ClaimResult:
    """Check an English claim against an English source."""
    return check_claim(claim, source, claim_language="en", source_language="en")


def wice(path: Path) -> None:
    """Print AUROC, balanced accuracy over five folds by article, and evidence quality."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    results = [check(row["claim"], "\n".join(row["evidence"])) for row in rows]
    scores = [result.score for result in results]
    positive = [row["label"] == "supported" for row in rows]
    titles = sorted({row["meta"]["claim_title"] for row in rows})
    random.Random(0).shuffle(titles)
    fold = {title: index % 5 for index, title in enumerate(titles)}
    said = [False] * len(rows)
    for held in range(5):
        inside = [index for index, row in enumerate(rows) if fold[row["meta"]["claim_title"]] != held]
        threshold = best_threshold([scores[i] for i in inside], [positive[i] for i in inside])
        for index, row in enumerate(rows):
            if fold[row["meta"]["claim_title"]] == held:
                said[index] = scores[index] >= threshold
    accuracy = balanced_accuracy(said, positive)
    print(f"wice n={len(rows)} AUROC {auroc(scores, positive):.3f} balanced accuracy {accuracy:.3f}")
    wholly, partly, shown = evidence_quality(rows, results)
    print(
        f"wice evidence of supported claims: shown {shown:.3f}, in an annotated set {wholly:.3f}, in part {partly:.3f}"
    )


def evidence_quality(rows: list[dict], results: list[ClaimResult]) -> tuple[float, float, float]:
    """Of the supported claims: evidence wholly in one annotated set, partly in one, any evidence at all."""
    wholly = partly = shown = count = 0
    for row, result in zip(rows, results, strict=True):
        if row["label"] != "supported":
            continue
        count += 1
        ends, total = [], 0
        for sentence in row["evidence"]:
            total += len(sentence) + 1
            ends.append(total)
        found = {
            next(index for index, end in enumerate(ends) if evidence.start < end)
            for fact in result.facts
            if fact.verdict is FactVerdict.SUPPORTED
            for evidence in fact.evidence[:1]
        }
        sets = [set(each) for each in row["supporting_sentences"]]
        shown += bool(found)
        wholly += bool(found) and any(found <= each for each in sets)
        partly += any(found & each for each in sets)
    return wholly / count, partly / count, shown / count


def judged(sentence: str, document: str, language: str, start: int, end: int) -> FactResult | None:
    """The verdict on the fact that covers a number."""
    result = check_claim(sentence, document, claim_language="en", source_language=language, published=PUBLISHED)
    return covering(result.facts, start, end)


def ntrex(path: Path, language: str, misses: int) -> None:
    """Print recall, and what becomes of changed numbers."""
    rng = random.Random(7)
    tally: dict[str, list[int]] = defaultdict(lambda: [0] * 6)
    for rows in documents(path).values():
        document = "\n".join(row[language] for row in rows)
        for row in rows:
            for start, end, value in numbers(row["en"]):
                written = row["en"][start:end]
                counts = tally[size(value, written)]
                fact = judged(row["en"], document, language, start, end)
                counts[0] += 1
                counts[1] += fact is not None and fact.verdict is FactVerdict.SUPPORTED
                counts[2] += fact is not None and fact.verdict is FactVerdict.CONTRADICTED
                if misses > 0 and (fact is None or fact.verdict is not FactVerdict.SUPPORTED):
                    misses -= 1
                    print(f"  - {written} {fact}\n    {row['en']}\n    {row[language]}")
                other = changed(value, written, rng)
                if other is None:
                    continue
                mutated = row["en"][:start] + other + row["en"][end:]
                fact = judged(mutated, document, language, start, start + len(other))
                counts[3] += 1
                counts[4] += fact is not None and fact.verdict is FactVerdict.SUPPORTED
                counts[5] += fact is not None and fact.verdict is FactVerdict.CONTRADICTED
                if misses < 0 and (fact is None or fact.verdict is not FactVerdict.CONTRADICTED):
                    misses += 1
                    print(f"  + {written} {other} {fact}\n    {row['en']}\n    {row[language]}")
    total = [sum(column) for column in zip(*tally.values(), strict=True)]
    for name, row_ in [*sorted(tally.items()), ("all", total)]:
        n, found, wrong, mutated_, supported, against = row_
        print(
            f"ntrex en-{language} {name:6} n={n:4} recall {found / n:.3f} contradicted {wrong / n:.3f} | "
            f"changed n={mutated_:4} supported {supported / max(mutated_, 1):.3f} "
            f"contradicted {against / max(mutated_, 1):.3f}"
        )


def speed(path: Path) -> None:
    """Print checks a second, of medians of five: every claim of WiCE against its own page, prepared by a first pass."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:60]
    pages = [("\n".join(row["evidence"]), [row["claim"], *(other["claim"] for other in rows[:4])]) for row in rows]
    rates = []
    for _ in range(6):
        began, count = time.process_time(), 0
        for text, claims in pages:
            for claim in claims:
                check(claim, text)
                count += 1
        rates.append(count / (time.process_time() - began))
    length = median(len(text) for text, _ in pages)
    print(f"speed: {median(rates[1:]):.0f} checks/s on prepared pages of {length:.0f} characters (median)")


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", default="wice,ntrex,speed")
    parser.add_argument("--languages", default="fr,es,de,ar,ru")
    parser.add_argument("--misses", type=int, default=0, help="show so many misses; negative: of changed numbers")
    options = parser.parse_args()
    if "wice" in options.only:
        wice(options.data / "wice" / "claim.dev.jsonl")
    if "ntrex" in options.only:
        for language in options.languages.split(","):
            ntrex(options.data / "ntrex" / "sentences.jsonl", language, options.misses)
    if "speed" in options.only:
        speed(options.data / "wice" / "claim.dev.jsonl")


if __name__ == "__main__":
    main()
