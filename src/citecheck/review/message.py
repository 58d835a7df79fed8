"""An HTTP request and response, as far as the review needs them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

JSON = "application/json"
_LOCKED = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_FRAMED = "frame-ancestors 'none'; object-src 'none'"

MAX_QUERY = 1000
"""Characters of a query that is looked at."""

ALWAYS: Mapping[str, str] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request: ``headers`` by their names in lower case, each with every value that came."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The value of a header that came once; ``None`` where it is missing or came several times."""
        values = self.headers.get(name, ())
        return values[0] if len(values) == 1 else None


@dataclass(frozen=True, slots=True)
class Response:
    """An answer; :data:`ALWAYS` and the length are added when it is sent."""

    status: HTTPStatus
    body: bytes
    media_type: str
    headers: Mapping[str, str] = field(default_factory=dict)


def page(body: bytes, **headers: str) -> Response:
    """A page that brings its own Content-Security-Policy, and that no other page may frame."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(HTTPStatus.OK, body, "text/html; charset=utf-8", {"Content-Security-Policy": _FRAMED, **named})


def answer(status: HTTPStatus, value: object) -> Response:
    """A value as JSON."""
    return Response(status, json.dumps(value).encode(), JSON, {"Content-Security-Policy": _LOCKED})


def refused(status: HTTPStatus, why: str, **headers: str) -> Response:
    """No, and why."""
    return Response(status, json.dumps({"error": why}).encode(), JSON, {"Content-Security-Policy": _LOCKED, **headers})
