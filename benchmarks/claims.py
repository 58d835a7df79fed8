"""How well claims are judged, on public data, through ``check_claim`` alone, and how fast.

Run: ``python benchmarks/claims.py --data FOLDER [--only wice,ntrex,speed]`` with the folders ``wice``
(``claim.dev.jsonl`` of github.com/ryokamoi/wice, ``data/entailment_retrieval/claim``) and ``ntrex``
(``sentences.jsonl`` made from github.com/MicrosoftTranslator/NTREX) in it.

- *WiCE*: the score against ``label == "supported"``: AUROC, and balanced accuracy at the threshold chosen on the other
  four fifths (articles are not split). The weights of the score are fitted on this very set by ``fit_score.py``
  beside this file, which prints the cross-validated figures; those are the ones to quote. Evidence quality: the share
  of supported claims whose evidence lies, wholly, within one of the annotated sets of sentences, and in part.
- *NTREX*: the claim is an English sentence with a number, the source the whole document in the other language. Recall:
  the fact that covers the number is supported. Then the number is changed within its class. *Elsewhere*: the same
  sentence against the next document, which tells of something else, so that nothing should be contradicted.
- *Speed*: claims × pages of 60,000 characters a second on one core, the pages read before.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, median

from citecheck.model import ClaimResult, ClaimVerdict, FactVerdict
from citecheck.verify import check_claim
from facts import changed, covering, documents, numbers, size

PUBLISHED = "2018-09-30"
PAGE = 60_000


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


def check(claim: str, source: str, *, semantic: bool = True) -> ClaimResult:
    """Check an English claim against an English source."""
    return check_claim(claim, source, claim_language="en", source_language="en", semantic=semantic)


def wice(path: Path, *, semantic: bool = True) -> dict[str, float]:
    """AUROC, balanced accuracy over five folds by article, false contradictions, evidence quality."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    results = [check(row["claim"], "\n".join(row["evidence"]), semantic=semantic) for row in rows]
    scores = [result.score for result in results]
    positive = [row["label"] == "supported" for row in rows]
    wholly, partly, shown = evidence_quality(rows, results)
    against = [result.verdict is ClaimVerdict.CONTRADICTED for result in results]
    return {
        "AUROC": auroc(scores, positive),
        "balanced accuracy": balanced_accuracy(said_by_fold(rows, scores, positive), positive),
        "supported called contradicted": mean(a for a, b in zip(against, positive, strict=True) if b),
        "supported with evidence": shown,
        "supported with evidence in one annotated set": wholly,
        "supported with evidence partly in one": partly,
    }


def said_by_fold(rows: list[dict], scores: list[float], positive: list[bool]) -> list[bool]:
    """What each score says at the threshold that is best for the other four fifths of the articles."""
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
    return said


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


@dataclass(slots=True)
class Tally:
    """What became of numbers as they are, changed, and sought in another document."""

    true: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: "Tally") -> "Tally":
        """Both together."""
        return Tally(self.true + other.true, self.changed + other.changed, self.elsewhere + other.elsewhere)

    def figures(self) -> dict[str, float]:
        """The shares asked for."""
        n, m = max(self.true.total(), 1), max(self.changed.total(), 1)
        return {
            "true supported": self.true["supported"] / n,
            "true contradicted": self.true["contradicted"] / n,
            "changed supported": self.changed["supported"] / m,
            "changed contradicted": self.changed["contradicted"] / m,
            "elsewhere supported": self.elsewhere["supported"] / n,
            "elsewhere contradicted": self.elsewhere["contradicted"] / n,
        }


def ntrex(path: Path, language: str, *, semantic: bool = True, show: str = "") -> dict[str, Tally]:
    """What becomes of the numbers of English sentences, by class; ``show`` a verdict on changed ones to print them."""
    rng = random.Random(7)
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    texts = {name: "\n".join(row[language] for row in rows) for name, rows in documents(path).items()}
    others = dict(zip(texts, [*list(texts.values())[1:], *list(texts.values())[:1]], strict=True))
    for name, rows in documents(path).items():
        document = texts[name]
        for row in rows:
            for start, end, value in numbers(row["en"]):
                written = row["en"][start:end]
                tally = tallies[size(value, written)]
                tally.true[said(row["en"], document, language, (start, end), semantic)] += 1
                tally.elsewhere[said(row["en"], others[name], language, (start, end), semantic)] += 1
                other = changed(value, written, rng)
                if other is not None:
                    wrong = row["en"][:start] + other + row["en"][end:]
                    verdict = said(wrong, document, language, (start, start + len(other)), semantic)
                    tally.changed[verdict] += 1
                    if verdict == show:
                        print(f"  {written} → {other}: {row['en']}\n    {row[language]}")
    return tallies


def said(sentence: str, document: str, language: str, number: tuple[int, int], semantic: bool) -> str:
    """The verdict on the fact that covers a number; ``none`` where none does."""
    result = check_claim(
        sentence,
        document,
        claim_language="en",
        source_language=language,
        published=PUBLISHED,
        semantic=semantic,
    )
    fact = covering(result.facts, *number)
    return fact.verdict.value if fact is not None else "none"


def show_ntrex(path: Path, language: str, *, semantic: bool, show: str) -> None:
    """Print the figures of a language, class by class."""
    tallies = ntrex(path, language, semantic=semantic, show=show)
    for name, tally in [*sorted(tallies.items()), ("all", sum(tallies.values(), Tally()))]:
        told = "  ".join(f"{what} {share:.3f}" for what, share in tally.figures().items())
        print(f"ntrex en-{language} {name:6} n={tally.true.total():4}  {told}")


def speed(path: Path, *, semantic: bool) -> float:
    """Checks a second of one core, the median of five rounds: claims of WiCE against read pages of about 60 kB."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:80]
    text = "\n".join(sentence for row in rows for sentence in row["evidence"])
    pages = [text[start : start + PAGE] for start in range(0, min(len(text), 10 * PAGE), PAGE)]
    rates = []
    for _ in range(6):
        began = time.process_time()
        for page in pages:
            for row in rows[:10]:
                check(row["claim"], page, semantic=semantic)
        rates.append(10 * len(pages) / (time.process_time() - began))
    return median(rates[1:])


def main() -> None:
    """Run the measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--only", default="wice,ntrex,speed")
    parser.add_argument("--languages", default="fr,es,de,ar,ru")
    parser.add_argument("--no-encoder", action="store_true", help="as where the extra `semantic` is not installed")
    parser.add_argument("--show", default="", metavar="VERDICT", help="print the changed numbers that get this verdict")
    options = parser.parse_args()
    semantic = not options.no_encoder
    claims = options.data / "wice" / "claim.dev.jsonl"
    if "wice" in options.only:
        for name, value in wice(claims, semantic=semantic).items():
            print(f"wice {name} {value:.3f}")
    if "ntrex" in options.only:
        for language in options.languages.split(","):
            show_ntrex(options.data / "ntrex" / "sentences.jsonl", language, semantic=semantic, show=options.show)
    if "speed" in options.only:
        print(f"speed {speed(claims, semantic=semantic):.0f} checks/s on pages of {PAGE} characters, read before")


if __name__ == "__main__":
    main()
