"""What decides and by how much: every weight and threshold of judging, from one versioned file.

``data/weights.json`` holds them with the hashes of the corpora that they were set or fitted on.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The thresholds; evidence is in nats, strengths, shares and cosines are in 0..1.

    Attributes:
        neighbour: what agreement of the sentence before or after is worth, against that of the sentence itself.
        alike: what a word with the same consonants is worth, against one with the same stem.
        light: what a word is worth that says little of what a sentence is about.
        translated: what a word is worth that is a translation, against a name.
        translations: the share of its translatable words that a sentence in another language is expected to have.
        meaning: a sentence of the same meaning is worth so many nats,
        unrelated: from a cosine that unrelated sentences do not reach.
        alike_in_meaning: from this cosine a sentence says something of what the claim says.
        least_possible: a claim that says little more than the fact judged needs so much beside it all the same.
        least: a sentence in which less agrees is not anchored at all.
        near_best: a sentence belongs to the anchored passage from this share of the best sentence's evidence.
        named: the strength from which a hit agrees in what is counted, too;
        near_best_named: such a one may stand in a sentence of this share of the best one's evidence.
        sure: the strength from which an inferred value counts wherever it stands.
        strong: what a contradiction asks of its sentence in evidence,
        parallel: and as a share of the claim.
        parallel_leftover: the share of the claim that a sentence must say whose leftover count contradicts.
        outdoing: where so much agrees, another value outdoes the claimed one
        outdone: that stands where less than this share of it agrees.
        factor: counts that differ more than this many times are not taken for two values of one thing.
        contradicted: what a contradicted fact leaves of a score: the fitting set has too few to say.
    """

    neighbour: float
    alike: float
    light: float
    translated: float
    translations: float
    meaning: float
    unrelated: float
    alike_in_meaning: float
    least_possible: float
    least: float
    near_best: float
    named: float
    near_best_named: float
    sure: float
    strong: float
    parallel: float
    parallel_leftover: float
    outdoing: float
    outdone: float
    factor: float
    contradicted: float


@cache
def stored() -> Mapping[str, Any]:
    """The file as it is."""
    table: dict[str, Any] = json.loads(files("citecheck.verify").joinpath("data/weights.json").read_text("utf-8"))
    return table


@cache
def thresholds() -> Thresholds:
    """The thresholds in force."""
    return Thresholds(**stored()["thresholds"])
