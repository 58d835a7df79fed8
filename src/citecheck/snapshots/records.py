"""A visit → the WARC 1.1 records that hold it, wire-exact, each compressed on its own.

Per exchange: the response (or a revisit, where the same URL gave the same bytes before), the request, and a metadata
record with what neither of them says. The response stands first, so that from its offset the other two follow.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import quote

from citecheck.model.exchange import Exchange, Tls, Visit
from citecheck.snapshots.cdxj import Capture, format_date, parse_date
from citecheck.snapshots.member import LEVEL, gzip_member
from citecheck.snapshots.reader import StoredRecord

NewId = Callable[[], str]
"""Makes record ids: UUIDs as text."""

_VERSION = b"WARC/1.1"
_END = b"\r\n\r\n"  # of a record
_IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
"""The profile of a revisit where the server was asked whether a page had changed, and said no (WARC 1.1 §6.7.3)."""
_FIELDS = "application/warc-fields"
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_HEAD = re.compile(rb"\A.*?\r?\n\r?\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Record:
    """A record as it is stored: its compressed bytes, and the id and date in its header."""

    data: bytes
    id: str
    date: str


@dataclass(frozen=True, slots=True)
class Group:
    """The records of one exchange; the response (or revisit) is the first.

    ``leads_to`` is the address that a page without a redirect's status led on to.
    """

    exchange: Exchange
    sha256: str
    records: tuple[Record, ...]
    refers_to: str | None = None
    leads_to: str | None = None


class Recorder:
    """Writes records.

    Args:
        new_id: makes record ids.
        level: of the compression, 0 to 9.
    """

    def __init__(self, new_id: NewId, *, level: int = LEVEL) -> None:
        self._new_id = new_id
        self._level = level

    def warcinfo(self, filename: str, date: datetime, fields: Mapping[str, str]) -> Record:
        """The record that begins a file: what wrote it and how."""
        block = _warc_fields({"format": "WARC File Format 1.1", **fields})
        return self._record("warcinfo", date, {"WARC-Filename": filename}, _FIELDS, block)

    def groups(
        self, visit: Visit, originals: Mapping[int, Capture], provenance: Mapping[str, str], warcinfo: str
    ) -> list[Group]:
        """The records of a visit, exchange by exchange.

        Args:
            visit: what to store.
            originals: for an exchange's position, the earlier capture that holds its body: the same bytes, or for a
                304 the page that it says has not changed.
            provenance: fields for the metadata record, about the tool rather than the visit.
            warcinfo: id of the file's first record.
        """
        groups: list[Group] = []
        for position, exchange in enumerate(visit.exchanges):
            first = groups[0].records[0].id if groups else None
            about = _about(visit, position, first) | dict(provenance)
            groups.append(self._group(exchange, originals.get(position), about, warcinfo))
        return groups

    def _group(self, exchange: Exchange, original: Capture | None, about: dict[str, str], warcinfo: str) -> Group:
        confirmed = original if exchange.status == HTTPStatus.NOT_MODIFIED else None
        sha256 = confirmed.sha256 if confirmed else hashlib.sha256(exchange.body).hexdigest()
        common = {"WARC-Target-URI": exchange.url, "WARC-Warcinfo-ID": f"<{warcinfo}>"}
        response = self._response(exchange, sha256, original, common)
        linked = common | {"WARC-Concurrent-To": f"<{response.id}>"}
        request = self._record(
            "request", exchange.started_at, linked, "application/http; msgtype=request", exchange.request
        )
        about |= {"body-sha256": sha256} | (represented(confirmed) if confirmed else {})
        metadata = self._record("metadata", exchange.started_at, linked, _FIELDS, _warc_fields(about))
        refers_to = original.record_id if original else None
        return Group(exchange, sha256, (response, request, metadata), refers_to, about.get("leads-to"))

    def _response(self, exchange: Exchange, sha256: str, original: Capture | None, common: dict[str, str]) -> Record:
        headers = common | _wire_headers(exchange)
        if original is not None:
            headers["WARC-Profile"] = NOT_MODIFIED if exchange.status == HTTPStatus.NOT_MODIFIED else _IDENTICAL
            headers["WARC-Refers-To"] = f"<{original.record_id}>"
            headers["WARC-Refers-To-Target-URI"] = original.url
            headers["WARC-Refers-To-Date"] = format_date(original.date)
        if original is not None or exchange.header("transfer-encoding") is None:
            # A checker hashes the payload as it stands in a response: of a chunked one, the chunks as well.
            headers["WARC-Payload-Digest"] = f"sha256:{sha256}"
        kind, block = ("response", exchange.response) if original is None else ("revisit", head_of(exchange.response))
        return self._record(kind, exchange.started_at, headers, "application/http; msgtype=response", block)

    def _record(self, kind: str, date: datetime, headers: Mapping[str, str], content_type: str, block: bytes) -> Record:
        record_id, warc_date = f"urn:uuid:{self._new_id()}", format_date(date)
        fields = {"WARC-Type": kind, "WARC-Record-ID": f"<{record_id}>", "WARC-Date": warc_date, **headers}
        fields["WARC-Block-Digest"] = f"sha256:{hashlib.sha256(block).hexdigest()}"
        fields |= {"Content-Type": content_type, "Content-Length": str(len(block))}
        data = self.compress(b"%s\r\n%s\r\n" % (_VERSION, _warc_fields(fields)), block, _END)
        return Record(data, record_id, warc_date)

    def about_import(self, response: StoredRecord, warcinfo: str, fields: Mapping[str, str]) -> Record:
        """The metadata record that says where the response record of another tool's archive comes from."""
        linked = {
            "WARC-Target-URI": response.url,
            "WARC-Warcinfo-ID": f"<{warcinfo}>",
            "WARC-Concurrent-To": f"<{response.id}>",
        }
        return self._record("metadata", parse_date(response.fields["warc-date"]), linked, _FIELDS, _warc_fields(fields))

    def compress(self, *pieces: bytes) -> bytes:
        """The pieces of one record as one gzip member."""
        return gzip_member(pieces, self._level)


def represented(original: Capture) -> dict[str, str]:
    """What the metadata of a "not modified" says of the page that it stands for."""
    return {"represents-status": str(original.status), "represents-media-type": original.media_type}


def head_of(response: bytes) -> bytes:
    """The head of a response, with the blank line that ends it."""
    match = _HEAD.match(response)
    return match[0] if match else response


def _wire_headers(exchange: Exchange) -> dict[str, str]:
    headers = {}
    if exchange.peer:
        headers["WARC-IP-Address"] = exchange.peer.rpartition(":")[0].strip("[]")
    if exchange.truncated is not None:
        headers["WARC-Truncated"] = exchange.truncated
    return headers


def _refreshed_to(visit: Visit, position: int) -> str:
    """Where a page led on without a redirect's status, by refreshing itself; else nothing."""
    is_last = position + 1 == len(visit.exchanges)
    return "" if is_last or 300 <= visit.exchanges[position].status < 400 else visit.exchanges[position + 1].url


def _about(visit: Visit, position: int, first: str | None) -> dict[str, str]:
    """What the metadata record says of an exchange; what is empty is left out."""
    exchange = visit.exchanges[position]
    tls = exchange.tls or Tls("", "", "")
    fields = {
        "requested": visit.url,
        "final": visit.final.url,
        "hop": f"{position + 1}/{len(visit.exchanges)}",
        "leads-to": _refreshed_to(visit, position),
        "via": visit.exchanges[position - 1].url if position else "",
        "visit": first or "",
        "peer": exchange.peer,
        "tls-version": tls.version,
        "tls-cipher": tls.cipher,
        "tls-certificate-sha256": tls.certificate_sha256,
        "fetchTimeMs": str(round(exchange.seconds * 1000)),
        "seconds": repr(exchange.seconds),
    }
    return {name: value for name, value in fields.items() if value}


def _warc_fields(fields: Mapping[str, str]) -> bytes:
    """Name and value, one a line; control characters, which could forge a line, are percent-encoded."""
    return "".join([f"{name}: {_on_one_line(value)}\r\n" for name, value in fields.items()]).encode()


def _on_one_line(value: str) -> str:
    return value if value.isprintable() else _CONTROLS.sub(lambda found: quote(found[0]), value)
