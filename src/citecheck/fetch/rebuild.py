"""An httpx response whose transport kept no wire bytes → an :class:`Exchange` with the bytes it stands for.

Only a transport put in the place of ours (a test's, a replay's) makes such responses.
"""

from datetime import datetime

import httpx

from citecheck.model.exchange import Exchange


def exchange_from(
    request: httpx.Request, response: httpx.Response, body: bytes, started_at: datetime, seconds: float
) -> Exchange:
    """Write out a response that has only parts.

    Args:
        request: what was asked.
        response: what came.
        body: its body, still content-coded.
        started_at: when the request was sent.
        seconds: how long the answer took.
    """
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers.raw)
    fields = [(name, value) for name, value in headers if name.lower() != "transfer-encoding"]
    first = f"HTTP/1.1 {response.status_code} {response.reason_phrase}"
    return Exchange(
        url=str(request.url),
        request=_head(
            f"{request.method} {request.url.raw_path.decode('ascii')} HTTP/1.1",
            [(name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw],
        ),
        response=_head(first, fields) + body,
        status=response.status_code,
        reason=response.reason_phrase,
        headers=tuple(fields),
        body=body,
        peer="",
        started_at=started_at,
        seconds=round(seconds, 6),
    )


def _head(first: str, fields: list[tuple[str, str]]) -> bytes:
    lines = [first, *(f"{name}: {value}" for name, value in fields), "", ""]
    return "\r\n".join(lines).encode("latin-1")
