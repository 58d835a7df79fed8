"""Fit src/citecheck/facts/data/likeness.json: what a likeness between a name's word and a source's word tells.

Run ``python tools/fit_likeness.py --data FOLDER [--fold K/N]``, where FOLDER has ``ntrex/sentences.jsonl`` (NTREX,
github.com/MicrosoftTranslator/NTREX, CC BY-SA 4.0): news in English and its translations. ``--fold`` leaves out every
N-th document, for cross-validation, and prints instead of writing.

For words of one to six consonants, in three kinds of pairs of scripts, and for each step of likeness, the weight is the
decimal logarithm of how much likelier the best match in the translation of a text that has the name is to be so alike
than any one capitalised word of a text that does not have it.
"""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log10
from pathlib import Path

from citecheck.facts.interface import Setting
from citecheck.facts.likeness import STEPS, kind_of_pair, likeness
from citecheck.facts.naming import read_names
from citecheck.facts.source import Source
from citecheck.facts.token_index import TokenIndex
from citecheck.facts.traces import parts_of
from citecheck.language.transliterate import skeleton
from citecheck.language.words import forms

TARGET = Path(__file__).parents[1] / "src/citecheck/facts/data/likeness.json"
LANGUAGES = ("fr", "es", "de", "ru", "ar")
MOST_CONSONANTS = 6
STRANGERS = 6
"""How many unrelated documents each word is compared with."""
SEED = 2018
LEAST = 0.003
"""The smallest share that a step of likeness is credited with among true matches."""
Document = list[dict[str, str]]


def documents(folder: Path, fold: tuple[int, int] | None) -> list[Document]:
    """The sentences by document, without those of the fold left out."""
    grouped: dict[str, Document] = defaultdict(list)
    for line in (folder / "ntrex/sentences.jsonl").read_text("utf-8").splitlines():
        sentence = json.loads(line)
        grouped[sentence["document"]].append(sentence)
    return [each for number, each in enumerate(grouped.values()) if fold is None or number % fold[1] != fold[0]]


def name_words(found: list[Document]) -> Iterator[tuple[int, str]]:
    """The words that make names in the English texts, with the number of their document."""
    for number, document in enumerate(found):
        setting = Setting("en")
        mentions = [mention for sentence in document for mention in read_names(sentence["en"], setting)]
        yield from sorted({(number, part.form) for m in mentions for part in parts_of(m.text, "en") if part.is_core})


def step_of(alike: float) -> int | None:
    """The number of the highest step that a likeness reaches, or nothing."""
    return max((number for number, least in enumerate(STEPS) if alike >= least), default=None)


def count(found: list[Document]) -> tuple[Counter[tuple[str, int, int]], ...]:
    """True matches, chance matches, and how many of either were possible, by kind, consonants and step (-1: all)."""
    rng = random.Random(SEED)
    true, chance, lone = Counter(), Counter(), Counter()
    has = [{form for sentence in document for form in forms(sentence["en"])} for document in found]
    words = list(name_words(found))
    for language in LANGUAGES:
        texts = ("\n".join(sentence[language] for sentence in document) for document in found)
        indexes = [TokenIndex(Source(text, Setting(language))) for text in texts]
        for number, word in words:
            length = min(max(len(skeleton(word)), 1), MOST_CONSONANTS)
            kind = kind_of_pair(word, indexes[number].forms[0])
            add(true, kind, length, [best(word, indexes[number])])
            for other in rng.sample(range(len(found)), STRANGERS):
                if word not in has[other]:
                    alike = [likeness(word, form) for form in indexes[other].sounding_like(word)]
                    add(lone, kind, length, [max(alike, default=0.0)])
                    add(chance, kind, length, alike, possible=indexes[other].crowd)
    return true, chance, lone


def best(word: str, index: TokenIndex) -> float:
    """The likeness of the word in an index that is most like a word."""
    exact = [1.0] if word in index.at else []
    return max([likeness(word, form) for form in index.sounding_like(word)] + exact, default=0.0)


def add(counter: Counter[tuple[str, int, int]], kind: str, length: int, alike: list[float], possible: int = 1) -> None:
    """Count likenesses by step."""
    counter[kind, length, -1] += possible
    for each in alike:
        step = step_of(each)
        if step is not None:
            counter[kind, length, step] += 1


def weights(found: list[Document]) -> dict[str, list[list[float]]]:
    """The table: for each kind of pair, for one to six consonants, the weight of each step."""
    true, chance, lone = count(found)
    kinds = sorted({kind for kind, _, _ in true})
    return {kind: [row(kind, length, true, chance, lone) for length in range(1, MOST_CONSONANTS + 1)] for kind in kinds}


def row(kind: str, length: int, *counters: Counter[tuple[str, int, int]]) -> list[float]:
    """The weights of one length, made to rise with likeness."""
    true, chance, lone = ([smooth(counter, kind, length, step) for step in range(len(STEPS))] for counter in counters)
    all_true, all_chance, all_lone = (max(counter[kind, length, -1], 1) for counter in counters)
    rising: list[float] = []
    for step in range(len(STEPS)):
        share = max(true[step] / all_true - lone[step] / all_lone, LEAST)
        weight = log10(share / ((chance[step] + 0.5) / all_chance))
        rising.append(round(max(weight, *rising, 0.0), 2))
    return rising


def smooth(counter: Counter[tuple[str, int, int]], kind: str, length: int, step: int) -> float:
    """A step's count, its neighbours' counted half; the last one, of equal words, stands for itself."""
    if step == len(STEPS) - 1:
        return counter[kind, length, step]
    near = [other for other in (step - 1, step + 1) if 0 <= other < len(STEPS) - 1]
    return (2 * counter[kind, length, step] + sum(counter[kind, length, other] for other in near)) / (2 + len(near))


def main() -> None:
    """Fit, and write or print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--fold", help="K/N")
    arguments = parser.parse_args()
    left_out = tuple(map(int, arguments.fold.split("/"))) if arguments.fold else None
    table = weights(documents(arguments.data, left_out))
    source = "NTREX (github.com/MicrosoftTranslator/NTREX), by tools/fit_likeness.py"
    lines = ",\n".join(
        f'  "{kind}": [\n    ' + ",\n    ".join(map(str, rows)) + "\n  ]" for kind, rows in table.items()
    )
    text = f'{{\n  "//": "{source}",\n{lines}\n}}\n'
    if arguments.fold:
        print(text)
    else:
        TARGET.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
