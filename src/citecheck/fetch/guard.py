"""A host and port → the addresses that may be connected to: public ones, and what a person named as an exception.

A page on the web can name any host, in many spellings, and a name can lead anywhere. So nothing is decided on the
spelling: the name is looked up once, every address it leads to must be public, and the connection goes to the very
address that was checked.
"""

import asyncio
import ipaddress
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from citecheck.fetch.policy import Address, AllowedHost, Resolve
from citecheck.fetch.trouble import FetchError

Lookup = Callable[[str, int], Awaitable[Sequence[str]]]
"""Looks a host name up: its addresses as text. It raises :class:`socket.gaierror`."""

_NON_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        # IPv4: the IANA special-purpose registry (RFC 6890 and its updates), whole; parts of it that Python's
        # is_global calls global (multicast, 192.0.0.9) are no place for a source either.
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        "168.63.129.16/32",  # a cloud's own wire server, on an address that looks public
        # IPv6: everything outside global unicast (2000::/3), and the special parts inside it (Teredo, 6to4, …).
        "::/3",
        "4000::/2",
        "8000::/1",
        "2001::/23",
        "2001:db8::/32",
        "2002::/16",
        "2620:4f:8000::/48",
        "3fff::/20",
    )
)
_NOT_OF_THE_WEB = frozenset(
    # Ports of other protocols, whose servers might take a request for commands (WHATWG Fetch, "port blocking").
    (
        0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
        110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530,
        531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190,
        5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
    )
)  # fmt: skip
_LOCAL_NAMES = ("localhost", "local", "home.arpa", "internal", "localdomain")
"""Where no public name ends (RFC 6761, 6762, 8375; "internal" is reserved by ICANN, "localdomain" is customary)."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A literal address and port to connect to."""

    address: str
    port: int


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet's.

    An IPv4-mapped (RFC 4291) or NAT64 (RFC 6052) address is what it wraps; an ISATAP address (RFC 5214) must wrap a
    public one. IPv4-compatible, 6to4 and Teredo addresses are out of use and never public.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.scope_id is not None:
            return False
        number = int(address)
        wrapped = ipaddress.IPv4Address(number & 0xFFFFFFFF)
        if address.ipv4_mapped is not None or address in _NAT64:
            return is_public(wrapped)
        if (number >> 32) & 0xFFFFFFFF in _ISATAP and not is_public(wrapped):
            return False
    return not any(address.version == network.version and address in network for network in _NON_PUBLIC)


class Guard:
    """Decides where a connection may go.

    Args:
        allow_hosts: hosts that pass wherever they lead.
        resolve: fixed endpoints, which pass as well.
        lookup: how names are looked up.
    """

    def __init__(self, *, allow_hosts: Iterable[AllowedHost], resolve: Iterable[Resolve], lookup: Lookup) -> None:
        self._allowed = frozenset(allow_hosts)
        self._fixed = {(each.host, each.port): Endpoint(each.address, each.address_port) for each in resolve}
        self._lookup = lookup

    async def endpoints(self, host: str, port: int) -> tuple[Endpoint, ...]:
        """Look a host up and check what it leads to.

        Args:
            host: a name or a literal address, without brackets.
            port: the URL's port.

        Raises:
            FetchError: ``not-public``, when any of its addresses is not; ``dns``, when it has none.
            socket.gaierror: the lookup failed.
        """
        fixed = self._fixed.get((host, port)) or self._fixed.get(("*", port))
        if fixed is not None:
            return (fixed,)
        self._check_port(host, port)
        literal = _literal(host.rstrip("."))
        addresses = (literal,) if literal else tuple(dict.fromkeys(await self._lookup(host, port)))
        if not addresses:
            raise FetchError("dns", f"{host} has no address")
        if not self.allows(host, port):
            for address in addresses:
                self._check(host, address)
        return tuple(Endpoint(address, port) for address in addresses)

    def check_unresolved(self, host: str, port: int) -> None:
        """Check a host that a proxy is going to look up: literal addresses, and names that no public host has.

        Raises:
            FetchError: ``not-public``.
        """
        if self.allows(host, port):
            return
        self._check_port(host, port)
        name = host.rstrip(".")
        literal = _literal(name)
        if literal is not None:
            self._check(host, literal)
        elif "." not in name or any(name.endswith(f".{local}") for local in _LOCAL_NAMES):
            raise FetchError("not-public", f"{host} is no public name, and the proxy would look it up")

    def allows(self, host: str, port: int) -> bool:
        """Whether a person named the host as an exception."""
        return AllowedHost(host, port) in self._allowed or AllowedHost(host) in self._allowed

    def _check_port(self, host: str, port: int) -> None:
        if port in _NOT_OF_THE_WEB and not self.allows(host, port):
            raise FetchError("not-public", f"port {port} of {host} is for another protocol than the web's")

    @staticmethod
    def _check(host: str, address: str) -> None:
        if not is_public(ipaddress.ip_address(address)):
            raise _not_public(host, address)


class SystemLookup:
    """Looks names up as the operating system does; number-like spellings of addresses are read as addresses.

    It has threads of its own, because a name server may take long to answer and others' work should not wait for it.

    Args:
        at_once: how many names may be looked up at the same time.
    """

    def __init__(self, at_once: int) -> None:
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="lookup")

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a name.

        Raises:
            socket.gaierror: it has none, or the lookup failed.
        """
        found = await asyncio.get_running_loop().run_in_executor(self._threads, _addresses, host, port)
        return [str(entry[4][0]) for entry in found]


def _addresses(host: str, port: int) -> list[Any]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)


def _literal(name: str) -> str | None:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(name))  # 2130706433, 0x7f.1, 0177.0.0.1
    except OSError:
        return None


def _not_public(host: str, address: str) -> FetchError:
    return FetchError("not-public", f"{host} leads to {address}, which is not a public address")
