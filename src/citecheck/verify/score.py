"""Features of a claim → how well it is supported, 0..1, by a logistic model fitted on public data."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from math import exp

from citecheck.facts.interface import Mention
from citecheck.model import FactResult, FactVerdict
from citecheck.verify.chance import weight
from citecheck.verify.features import features
from citecheck.verify.reading import Reading
from citecheck.verify.thresholds import stored, thresholds
from citecheck.verify.words import Word


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic model: the probability is σ(intercept + Σ weight × feature)."""

    intercept: float
    weights: Mapping[str, float]

    def probability(self, measured: Mapping[str, float]) -> float:
        """The probability that a claim with these features is supported."""
        total = self.intercept + sum(value * measured[name] for name, value in self.weights.items())
        return 1.0 / (1.0 + exp(-total))


@cache
def models() -> Mapping[str, Model]:
    """The models: ``words`` in one language, ``foreign`` across two, and what each is with an encoder."""
    return {name: Model(each["intercept"], each["weights"]) for name, each in stored()["models"].items()}


def score(
    words: Sequence[Word], facts: Sequence[Mention], results: Sequence[FactResult], readings: Sequence[Reading]
) -> float:
    """How well the sources that could be read support a claim, 0..1; 0 where there is none."""
    if not readings:
        return 0.0
    measured = measure(words, facts, results, readings)
    probability = models()[_model(readings)].probability(measured)
    contradicted = any(result.verdict is FactVerdict.CONTRADICTED for result in results)
    return probability * (thresholds().contradicted if contradicted else 1.0)


def _model(readings: Sequence[Reading]) -> str:
    foreign = all(reading.foreign for reading in readings)
    blind = any(reading.anchor.nearness is None for reading in readings)
    return ("foreign" if blind else "foreign-meaning") if foreign else ("words" if blind else "meaning")


def measure(
    words: Sequence[Word], facts: Sequence[Mention], results: Sequence[FactResult], readings: Sequence[Reading]
) -> dict[str, float]:
    """Every feature that a model may ask for.

    Besides :class:`citecheck.verify.features.Features`: ``told``, the share of the claim's facts that are supported,
    by weight; ``share``, what of the claim agrees in the sentence that agrees best; ``nearness`` and ``parts``, how
    near the nearest passage is to the claim and to its parts in meaning (0 without an encoder).
    """
    weights = list(map(weight, facts))
    total = sum(weights)
    found = sum(value for value, result in zip(weights, results, strict=True) if _is_supported(result))
    near = [reading.anchor.nearness for reading in readings if reading.anchor.nearness is not None]
    standings = [reading.anchor.standing(None) for reading in readings]
    return asdict(features(words, [reading.source.index for reading in readings])) | {
        "told": found / total if total else 1.0,
        "share": max(standing.share(standing.place) for standing in standings),
        "nearness": max((each.whole for each in near), default=0.0),
        "parts": max((each.parts for each in near), default=0.0),
    }


def _is_supported(result: FactResult) -> bool:
    return result.verdict is FactVerdict.SUPPORTED
