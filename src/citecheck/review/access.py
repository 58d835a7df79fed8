"""A request → whether it comes from the browser that was given the address, and from this very page.

Other programs on the machine, and other pages in the browser, can reach a loopback port. The first lack the token; the
second are told by ``Host`` (against DNS rebinding), ``Origin`` and ``Sec-Fetch-Site`` (against cross-site requests).
"""

import hmac
from dataclasses import dataclass
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from citecheck.review.message import MAX_QUERY, Request, Response, page, refused

_ENTRANCE = (
    b'<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/">'
    b'<title>citecheck review</title><p><a href="/">To the review</a></p>\n'
)
"""A page and not a redirect: along a redirect that another site began, browsers send no SameSite=Strict cookie."""


@dataclass(frozen=True, slots=True)
class Access:
    """Who is let in: whoever shows the token, at this port of this machine."""

    token: str
    port: int

    @property
    def url(self) -> str:
        """The address to open, once: it hands the token over and leads to the page."""
        return f"http://127.0.0.1:{self.port}/?token={self.token}"

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies are shared between ports, so the port is part of it."""
        return f"citecheck-review-{self.port}"

    def refusal(self, request: Request) -> Response | None:
        """Why a request is not answered, or ``None`` where it may be."""
        host = request.header("host")
        if host not in (f"127.0.0.1:{self.port}", f"localhost:{self.port}"):
            return refused(HTTPStatus.MISDIRECTED_REQUEST, "this is not the host that the review runs at")
        origin = request.header("origin")
        if ("origin" in request.headers or request.method == "POST") and origin != f"http://{host}":
            return refused(HTTPStatus.FORBIDDEN, "the request comes from another site")
        if request.headers.get("sec-fetch-site", ("none",)) not in (("none",), ("same-origin",)) and not self._enters(
            request
        ):
            return refused(HTTPStatus.FORBIDDEN, "the request comes from another site")
        if not self._enters(request) and not self._same(self._shown(request)):
            return refused(HTTPStatus.FORBIDDEN, "open the address that citecheck review printed; it holds the key")
        return None

    def entrance(self, request: Request) -> Response | None:
        """The answer to whoever comes with the token in the address: a cookie instead, and the way to the page."""
        if not self._enters(request):
            return None
        return page(_ENTRANCE, Set_Cookie=f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict")

    def _enters(self, request: Request) -> bool:
        tokens = parse_qs(request.query, max_num_fields=10).get("token", []) if len(request.query) < MAX_QUERY else []
        return request.method == "GET" and request.path == "/" and len(tokens) == 1 and self._same(tokens[0])

    def _shown(self, request: Request) -> str:
        try:
            cookies = SimpleCookie(request.header("cookie") or "")
        except CookieError:
            return ""
        return cookies[self.cookie].value if self.cookie in cookies else ""

    def _same(self, token: str) -> bool:
        return hmac.compare_digest(token.encode("utf-8", "surrogateescape"), self.token.encode())
