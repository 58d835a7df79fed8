"""How sources are fetched: the limits, the manners and the exceptions a person allows."""

import ipaddress
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import urlsplit

from citecheck.model.url import ascii_host

Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Robots(StrEnum):
    """How far a host's robots.txt (RFC 9309) is followed.

    It addresses crawlers. citecheck asks for the pages that a person's article cites, one at a time and once, as
    that person's browser would, so by default it asks no robots.txt.
    """

    IGNORE = "ignore"
    DELAY = "delay"
    OBEY = "obey"


@dataclass(frozen=True, slots=True)
class AllowedHost:
    """A host that may be fetched wherever its name leads; ``port`` ``None`` means any port."""

    host: str
    port: int | None = None


@dataclass(frozen=True, slots=True)
class Resolve:
    """Where to connect for a host and port instead of asking DNS; ``host`` ``*`` stands for every host."""

    host: str
    port: int
    address: str
    address_port: int


@dataclass(frozen=True, slots=True)
class FetchPolicy:
    """The limits and manners of fetching. Times are in seconds, sizes in bytes.

    Attributes:
        user_agent: product and version, as in ``citecheck/1.0``.
        contact: a URL or an e-mail address that tells a site's owner whom to ask; it follows the product.
        timeout: for a connection to stand, and for the longest silence inside an answer.
        total_seconds: for one answer, from the request to its last byte; then the body is cut.
        max_bytes: of one body as it goes over the wire; then it is cut.
        max_redirects: hops after which a chain is given up.
        max_bytes_in_flight: of all bodies on their way; beyond it all wait but the one that came first.
        jobs: requests in flight over all hosts.
        per_host: requests in flight to one host.
        delay: pause between an answer and the next request to the same host.
        max_delay: the longest pause that a ``Retry-After`` or ``Crawl-delay`` can ask for.
        retries: further attempts where trying again may help.
        backoff: the longest wait before the first of them; it doubles with each, and the wait is random below it.
        down_after: requests in a row to which a host gave no answer at all, each with its further attempts, after which
            its other links are not tried; 0 for never.
        proxy: ``http://`` or ``https://`` URL of a proxy. It looks up the names, so of the guard only the check of
            literal addresses is left.
        ca_file: certificates (PEM) that are trusted besides the public ones.
        allow_hosts: the guard's exceptions.
        resolve: fixed addresses; a person named them, so the guard lets them pass.
        robots: how far robots.txt is followed.
    """

    user_agent: str = "citecheck"
    contact: str | None = None
    timeout: float = 20.0
    total_seconds: float = 90.0
    max_bytes: int = 16 * 1024 * 1024
    max_redirects: int = 10
    max_bytes_in_flight: int = 4 * 1024 * 1024
    jobs: int = 32
    per_host: int = 1
    delay: float = 0.25
    max_delay: float = 30.0
    retries: int = 2
    backoff: float = 1.0
    down_after: int = 3
    proxy: str | None = field(default=None, repr=False)  # it may hold a password
    ca_file: str | None = None
    allow_hosts: tuple[AllowedHost, ...] = ()
    resolve: tuple[Resolve, ...] = ()
    robots: Robots = Robots.IGNORE

    def __post_init__(self) -> None:
        """Refuse what cannot work.

        Raises:
            ValueError: a limit is out of range, a name is no line of text, or the proxy's URL is none.
        """
        for name in ("timeout", "total_seconds", "max_bytes", "max_bytes_in_flight", "jobs", "per_host"):
            if getattr(self, name) <= 0:
                raise ValueError(f"{name} must be more than 0")
        for name in ("max_redirects", "delay", "max_delay", "retries", "backoff", "down_after"):
            if getattr(self, name) < 0:
                raise ValueError(f"{name} must not be negative")
        for name in ("user_agent", "contact"):
            if not (getattr(self, name) or "").isprintable():
                raise ValueError(f"{name} must be one line of text")
        if self.proxy is not None:
            parse_proxy(self.proxy)
        if self.ca_file is not None:
            _check_certificates(self.ca_file)

    @property
    def agent(self) -> str:
        """The User-Agent header."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent


def _check_certificates(file: str) -> None:
    """Refuse a file that holds no certificates.

    Raises:
        ValueError: it cannot be read, or holds none.
    """
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(cafile=file)
    except OSError as error:  # which ssl's own are
        raise ValueError(f"ca_file: {file}: no file of certificates in PEM") from error


@dataclass(frozen=True, slots=True)
class Proxy:
    """An HTTP proxy, reached over TLS where ``secure``; ``userinfo`` is ``user:password``."""

    host: str
    port: int
    secure: bool = False
    userinfo: str | None = field(default=None, repr=False)


def parse_proxy(text: str) -> Proxy:
    """Read a proxy's URL.

    Raises:
        ValueError: it is no ``http://`` or ``https://`` URL with a host; the text does not repeat a password.
    """
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("a proxy is given as http://HOST:PORT or https://HOST:PORT")
    userinfo = parts.netloc.rpartition("@")[0] or None
    secure = parts.scheme == "https"
    return Proxy(ascii_host(parts.hostname), parts.port or (443 if secure else 80), secure, userinfo)


def parse_allow_host(text: str) -> AllowedHost:
    """Read ``HOST`` or ``HOST:PORT``; an IPv6 address with a port stands in brackets.

    Raises:
        ValueError: it is neither.
    """
    try:
        host, port = _host_and_port(text.strip())
        return AllowedHost(ascii_host(host), port)
    except ValueError:
        raise ValueError(f"expected HOST or HOST:PORT, as in localhost:8000, got {text!r}") from None


def parse_resolve(text: str) -> Resolve:
    """Read ``HOST:PORT:ADDRESS`` as curl does; ``ADDRESS`` may have a port of its own to connect to.

    Raises:
        ValueError: it is in another form.
    """
    try:
        return _parse_resolve(text.strip())
    except ValueError:
        raise ValueError(
            f"expected HOST:PORT:ADDRESS, as in example.org:80:127.0.0.1 or example.org:80:127.0.0.1:8000, got {text!r}"
        ) from None


def _parse_resolve(text: str) -> Resolve:
    bracket = text.find("]") if text.startswith("[") else -1
    if bracket >= 0:
        host, rest = text[1:bracket], text[bracket + 1 :].removeprefix(":")
    else:
        host, _, rest = text.partition(":")
    port_text, _, target = rest.partition(":")
    port = _port(port_text)
    address, address_port = _host_and_port(target)
    literal = str(ipaddress.ip_address(address))
    return Resolve(host if host == "*" else ascii_host(host), port, literal, address_port or port)


def _host_and_port(text: str) -> tuple[str, int | None]:
    if text.startswith("["):
        host, bracket, rest = text[1:].partition("]")
        if not bracket or (rest and not rest.startswith(":")):
            raise ValueError(text)
        return str(ipaddress.IPv6Address(host)), _port(rest[1:]) if rest else None
    if text.count(":") > 1:
        return str(ipaddress.IPv6Address(text)), None
    host, colon, port = text.partition(":")
    return host, _port(port) if colon else None


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError(f"{text!r} is no port")
    return int(text)
