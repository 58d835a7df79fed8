"""The decisions that people make about findings."""

from enum import StrEnum


class Decision(StrEnum):
    """What a judgement decides. ``UNDO`` takes back the one before it that still counts."""

    ACCEPT = "accept"
    REJECT = "reject"
    WAIVE = "waive"
    UNDO = "undo"
