"""The JSON of a decision → what is to be kept, or what is wrong with it."""

import json
from dataclasses import dataclass
from datetime import date

from citecheck.model import Decision

MAX_REASON = 500
"""Characters."""

_KEYS = {"fingerprint", "decision", "reason", "until", "seen"}


class OrderError(ValueError):
    """A decision that cannot be understood or makes no sense; the text says why."""


@dataclass(frozen=True, slots=True)
class Order:
    """A decision on a finding; ``seen`` is the last judgement of it that whoever decides knew of."""

    fingerprint: str
    decision: Decision
    reason: str
    until: date | None
    seen: int | None


def read_order(body: bytes, today: date) -> Order:
    """Read and check a decision.

    Raises:
        OrderError: It is no decision, or one that makes no sense.
    """
    try:
        given = json.loads(body.decode("utf-8"))
    except (ValueError, RecursionError):
        raise OrderError("the body is not JSON in UTF-8") from None
    if not isinstance(given, dict) or not set(given) <= _KEYS or not {"fingerprint", "decision"} <= set(given):
        raise OrderError(f"expected an object with {', '.join(sorted(_KEYS))}")
    order = Order(
        fingerprint=_text(given, "fingerprint"),
        decision=_decision(given["decision"]),
        reason=" ".join(_text(given, "reason").split()),
        until=_day(given.get("until")),
        seen=_number(given.get("seen")),
    )
    _check(order, today)
    return order


def _check(order: Order, today: date) -> None:
    if len(order.reason) > MAX_REASON:
        raise OrderError(f"the reason is longer than {MAX_REASON} characters")
    if order.decision is Decision.WAIVE and not order.reason:
        raise OrderError("a waiver needs a reason")
    if order.until is not None and order.decision is not Decision.WAIVE:
        raise OrderError("only a waiver ends on a day")
    if order.until is not None and order.until < today:
        raise OrderError(f"the waiver would have ended on {order.until}, which is past")


def _text(given: dict[str, object], name: str) -> str:
    value = given.get(name, "")
    if not isinstance(value, str):
        raise OrderError(f"{name} is not a text")
    return value


def _decision(value: object) -> Decision:
    try:
        return Decision(str(value))
    except ValueError:
        raise OrderError(f"the decision is none of {', '.join(Decision)}") from None


def _day(value: object) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise OrderError("until is not a day, YYYY-MM-DD") from None


def _number(value: object) -> int | None:
    if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
        raise OrderError("seen is not a number")
    return value
