"""The stories of ``tests/corpus/claims`` → how well their claims are judged, through ``check_claim`` alone.

A story is told in ten languages; each of its claims, true and false, is checked against every telling. Run:
``python benchmarks/story.py [--misses]``.
"""

import argparse
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from citecheck.model import FactResult, FactVerdict
from citecheck.verify import check_claim
from facts import covering

CORPUS = Path(__file__).parents[1] / "tests/corpus/claims"


@dataclass(frozen=True, slots=True)
class Pair:
    """A claim, a source, and the verdict due to one fact of the claim."""

    claim: str
    claim_language: str
    source: str
    language: str
    published: date | None
    fact: str
    verdict: FactVerdict


def pairs(folder: Path = CORPUS) -> Iterator[Pair]:
    """Every claim of every story with every telling."""
    for path in sorted(folder.glob("*.toml")):
        story = tomllib.loads(path.read_text(encoding="utf-8"))
        for claim in story["claim"]:
            for language, text in story["tellings"].items():
                yield Pair(
                    claim["text"],
                    claim.get("claim_language", "en"),
                    text.strip(),
                    language,
                    story.get("published"),
                    claim["fact"],
                    FactVerdict(claim["verdict"]),
                )


def corpus_hash(folder: Path = CORPUS) -> str:
    """The SHA-256 of the stories, in the order of their names."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.toml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def judged(pair: Pair, *, semantic: bool) -> FactResult | None:
    """What the fact that a pair is about came to; ``None`` where no fact was found in its words."""
    result = check_claim(
        pair.claim,
        pair.source,
        claim_language=pair.claim_language,
        source_language=pair.language,
        published=pair.published,
        semantic=semantic,
    )
    start = pair.claim.index(pair.fact)
    inner = [fact for fact in result.facts if start <= fact.start and fact.end <= start + len(pair.fact)]
    exact = covering(result.facts, start, start + len(pair.fact))
    return exact or max(inner, key=lambda fact: fact.end - fact.start, default=None)


def figures(*, semantic: bool, misses: bool = False) -> dict[str, float]:
    """The shares of true, false and absent facts by what they are called.

    True ones supported and contradicted, false ones contradicted and supported, and contradicted those that
    the source says nothing of.
    """
    tally: Counter[str] = Counter()
    for pair in pairs():
        fact = judged(pair, semantic=semantic)
        said = fact.verdict if fact else FactVerdict.NOT_FOUND
        due = pair.verdict
        tally[f"{due} n"] += 1
        tally[f"{due} called {said}"] += 1
        if misses and said is not due:
            print(f"  {pair.claim_language}-{pair.language} {due} called {said}: {pair.claim} [{fact and fact.text}]")
            print(f"    {fact and (fact.reason or [each.quote for each in fact.evidence])}")
    wrong = tally["contradicted n"] + tally["not-found n"]
    false_support = tally["contradicted called supported"] + tally["not-found called supported"]
    return {
        "true supported": tally["supported called supported"] / tally["supported n"],
        "true contradicted": tally["supported called contradicted"] / tally["supported n"],
        "false supported": false_support / wrong,
        "false contradicted": tally["contradicted called contradicted"] / tally["contradicted n"],
        "absent contradicted": tally["not-found called contradicted"] / tally["not-found n"],
    }


def main() -> None:
    """Print the figures without and with the encoder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="show every pair judged otherwise than is due")
    options = parser.parse_args()
    print(f"{sum(1 for _ in pairs())} pairs")
    for semantic in (False, True):
        for name, value in figures(semantic=semantic, misses=options.misses).items():
            print(f"{'with' if semantic else 'without'} encoder: {name} {value:.3f}")


if __name__ == "__main__":
    main()
