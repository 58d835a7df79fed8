"""Requests → the page of a run, the judgements of its findings, and new judgements, each with its answer."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import parse_qs

from citecheck.errors import CitecheckError
from citecheck.model import Decision, Judgement, standing
from citecheck.review.access import Access
from citecheck.review.message import JSON, MAX_QUERY, Request, Response, answer, page, refused
from citecheck.review.orders import Order, OrderError, read_order

PAGE = "/"
JUDGEMENTS = "/judgements"
SOURCE = "/source"
_METHODS = {PAGE: ("GET",), JUDGEMENTS: ("GET", "POST"), SOURCE: ("GET",)}

Source = Callable[[str, int, int], Sequence[str] | None]
"""A reference's id in the page, a stretch of its text → the text before, in and after; ``None`` where it has none."""

_NUMBER = re.compile("[0-9]{1,9}")


class JudgementLog(Protocol):
    """Where judgements are kept; nothing in it is overwritten."""

    def of_run(self, run: str) -> Mapping[str, Sequence[Judgement]]:
        """The judgements of a run's findings by fingerprint, oldest first."""
        ...

    def of(self, fingerprint: str) -> Sequence[Judgement]:
        """The judgements of one finding, oldest first."""
        ...

    def add(self, judgement: Judgement, *, seen: int | None) -> Judgement | None:
        """Keep a judgement, unless there is one that was not seen: then ``None``."""
        ...


@dataclass(frozen=True, slots=True)
class ReviewApp:
    """The review of one run.

    Args:
        access: Who is let in.
        page: The run as a page, in UTF-8.
        run: The id of the run.
        fingerprints: Of all its findings; nothing else can be judged.
        source: Gives the whole texts of its sources.
        log: Opens the judgements, for one request.
        who: In whose name judgements are kept.
        now: The clock.
    """

    access: Access
    page: bytes
    run: str
    fingerprints: frozenset[str]
    source: Source
    log: Callable[[], AbstractContextManager[JudgementLog]]
    who: str
    now: Callable[[], datetime]

    def respond(self, request: Request) -> Response:
        """The answer to any request; every trouble is one."""
        refusal = self.access.refusal(request) or _wrong_method(request)
        if refusal is not None:
            return refusal
        try:
            return self.access.entrance(request) or self._answer(request)
        except CitecheckError as error:
            return refused(HTTPStatus.SERVICE_UNAVAILABLE, str(error))

    def _answer(self, request: Request) -> Response:
        if request.path == PAGE:
            return page(self.page)
        if request.path == SOURCE:
            return self._source(request)
        with self.log() as log:
            if request.method == "POST":
                return self._judge(request, log)
            states = {name: self._state(history) for name, history in log.of_run(self.run).items()}
            return answer(HTTPStatus.OK, {"run": self.run, "reviewer": self.who, "findings": states})

    def _source(self, request: Request) -> Response:
        asked = parse_qs(request.query, max_num_fields=10) if len(request.query) < MAX_QUERY else {}
        numbers = [asked.get(name, [""])[0] for name in ("start", "end")]
        if not all(_NUMBER.fullmatch(number) for number in numbers):
            return refused(HTTPStatus.BAD_REQUEST, "expected reference, start and end")
        start, end = map(int, numbers)
        parts = self.source(asked.get("reference", [""])[0], start, end)
        if parts is None:
            return refused(HTTPStatus.NOT_FOUND, f"run {self.run} has no text of such a source")
        return answer(HTTPStatus.OK, {"parts": parts})

    def _judge(self, request: Request, log: JudgementLog) -> Response:
        if (request.header("content-type") or "").partition(";")[0].strip().lower() != JSON:
            return refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the body is not {JSON}")
        try:
            order = read_order(request.body, self._today())
        except OrderError as error:
            return refused(HTTPStatus.BAD_REQUEST, str(error))
        if order.fingerprint not in self.fingerprints:
            return refused(HTTPStatus.NOT_FOUND, f"run {self.run} has no such finding")
        return self._keep(order, log)

    def _keep(self, order: Order, log: JudgementLog) -> Response:
        if order.decision is Decision.UNDO and standing(log.of(order.fingerprint)) is None:
            state = self._state(log.of(order.fingerprint))
            return answer(HTTPStatus.CONFLICT, {"error": "there is nothing to take back", "state": state})
        made = Judgement(order.fingerprint, self.run, self.who, self.now(), order.decision, order.reason, order.until)
        kept = log.add(made, seen=order.seen)
        state = self._state(log.of(order.fingerprint))
        if kept is None:
            return answer(HTTPStatus.CONFLICT, {"error": "somebody judged this finding meanwhile", "state": state})
        return answer(HTTPStatus.CREATED, {"state": state})

    def _state(self, history: Sequence[Judgement]) -> dict[str, Any]:
        """A finding's judgements as the page wants them: what stands, all there was, and the number of the last."""
        counts = standing(history)
        return {
            "standing": self._shown(counts) if counts else None,
            "history": [self._shown(judgement) for judgement in history],
            "last": history[-1].id if history else None,
        }

    def _shown(self, judgement: Judgement) -> dict[str, Any]:
        return {
            "id": judgement.id,
            "who": judgement.who,
            "at": judgement.at.isoformat(),
            "decision": judgement.decision.value,
            "reason": judgement.reason,
            "until": judgement.until.isoformat() if judgement.until else None,
            "lapsed": judgement.lapsed(self._today()),
        }

    def _today(self) -> date:
        return self.now().astimezone().date()


def _wrong_method(request: Request) -> Response | None:
    methods = _METHODS.get(request.path)
    if methods is None:
        return refused(HTTPStatus.NOT_FOUND, "there is no such page")
    if request.method not in methods:
        return refused(HTTPStatus.METHOD_NOT_ALLOWED, f"only {' and '.join(methods)}", Allow=", ".join(methods))
    return None
