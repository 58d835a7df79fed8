"""Claim × documents → findings: what the cited sources say of each fact, and what is wrong with a reference."""

from citecheck.verify.check import Check, check_claim, check_claims
from citecheck.verify.claims import judge_claim
from citecheck.verify.fingerprints import settled
from citecheck.verify.meaning import Encoder, load_encoder
from citecheck.verify.prepared import Obstacle, PreparedSource, prepare
from citecheck.verify.recall import claim_key, renewed
from citecheck.verify.reference_rules import judge_references
from citecheck.verify.versions import copy_lacks, copy_unusable, drift, losses

__all__ = [
    "Check",
    "Encoder",
    "Obstacle",
    "PreparedSource",
    "check_claim",
    "check_claims",
    "claim_key",
    "copy_lacks",
    "copy_unusable",
    "drift",
    "judge_claim",
    "judge_references",
    "load_encoder",
    "losses",
    "prepare",
    "renewed",
    "settled",
]
