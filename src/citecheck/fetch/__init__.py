"""URL → what its server answered, byte for byte; politely, and never to an address that is not public."""

from citecheck.fetch.client import Fetcher
from citecheck.fetch.policy import AllowedHost, FetchPolicy, Resolve, Robots, parse_allow_host, parse_resolve

__all__ = ["AllowedHost", "FetchPolicy", "Fetcher", "Resolve", "Robots", "parse_allow_host", "parse_resolve"]
