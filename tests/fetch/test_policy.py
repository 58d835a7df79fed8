import pytest

from citecheck.fetch import AllowedHost, FetchPolicy, Resolve, parse_allow_host, parse_resolve
from citecheck.fetch.policy import Proxy, parse_proxy


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("intranet.example", AllowedHost("intranet.example")),
        ("Intranet.Example:8080", AllowedHost("intranet.example", 8080)),
        ("bücher.example", AllowedHost("xn--bcher-kva.example")),
        ("127.0.0.1:8000", AllowedHost("127.0.0.1", 8000)),
        ("::1", AllowedHost("::1")),
        ("[::1]:8000", AllowedHost("::1", 8000)),
        ("[0:0::1]", AllowedHost("::1")),
    ],
)
def test_an_allowed_host(text, expected):
    assert parse_allow_host(text) == expected


@pytest.mark.parametrize(
    "text", ["", ":80", "host:", "host:port", "host:0", "host:65536", "[::1", "[::1]80", "a b", "a/b"]
)
def test_no_allowed_host(text):
    with pytest.raises(ValueError, match=r"expected HOST or HOST:PORT, as in localhost:8000, got '"):
        parse_allow_host(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.example:443:192.0.2.1", Resolve("a.example", 443, "192.0.2.1", 443)),
        ("A.example:80:127.0.0.1:8123", Resolve("a.example", 80, "127.0.0.1", 8123)),
        ("a.example:80:::1", Resolve("a.example", 80, "::1", 80)),
        ("a.example:80:[::1]", Resolve("a.example", 80, "::1", 80)),
        ("a.example:80:[::1]:8123", Resolve("a.example", 80, "::1", 8123)),
        ("[2001:db8::1]:80:127.0.0.1", Resolve("2001:db8::1", 80, "127.0.0.1", 80)),
        ("*:80:127.0.0.1:8123", Resolve("*", 80, "127.0.0.1", 8123)),
    ],
)
def test_a_resolved_host(text, expected):
    assert parse_resolve(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "a.example", "a.example:80", "a.example:80:", "a.example:80:localhost", "a.example::127.0.0.1",
     ":80:127.0.0.1", "a.example:x:127.0.0.1", "a.example:80:127.0.0.1:", "a.example:80:127.0.0.1:0",
     "a.example:80:[::1", "a:80:1.2.3"],
)  # fmt: skip
def test_no_resolved_host(text):
    with pytest.raises(ValueError, match=r"expected HOST:PORT:ADDRESS, as in .* got '"):
        parse_resolve(text)


def test_a_proxy():
    assert parse_proxy("http://proxy.example:3128") == Proxy("proxy.example", 3128)
    assert parse_proxy("https://me:pw@proxy.example") == Proxy("proxy.example", 443, secure=True, userinfo="me:pw")


@pytest.mark.parametrize("text", ["proxy.example:3128", "socks5://proxy.example", "http://", "ftp://x.example", ""])
def test_no_proxy(text):
    with pytest.raises(ValueError, match="a proxy is given as"):
        FetchPolicy(proxy=text)


@pytest.mark.parametrize(
    "changes",
    [{"timeout": 0}, {"total_seconds": -1}, {"max_bytes": 0}, {"jobs": 0}, {"delay": -1}, {"retries": -1}],
)
def test_limits_that_cannot_work(changes):
    with pytest.raises(ValueError, match=next(iter(changes))):
        FetchPolicy(**changes)


def test_who_asks():
    assert FetchPolicy(user_agent="citecheck/1").agent == "citecheck/1"
    assert FetchPolicy(user_agent="citecheck/1", contact="me@x.example").agent == "citecheck/1 (+me@x.example)"


def test_a_contact_cannot_forge_a_header():
    with pytest.raises(ValueError, match="contact"):
        FetchPolicy(contact="me\r\nX-Forged: 1")
