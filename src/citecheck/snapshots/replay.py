"""Records in a WARC file → the exchange they hold, and the capture an index keeps of it."""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import BinaryIO
from urllib.parse import urljoin

from citecheck.model.exchange import Exchange, Tls
from citecheck.model.head import Head, Headers, MessageError
from citecheck.model.message import read_response
from citecheck.model.url import request_url
from citecheck.snapshots.cdxj import Capture, parse_date
from citecheck.snapshots.reader import DamagedError, StoredRecord, read_record
from citecheck.snapshots.records import Group, head_of
from citecheck.snapshots.surt import surt

RESPONSES = ("response", "revisit")
"""The types of the records that hold an answer."""

_COMPANIONS = 2  # the request and the metadata
_COMPANION = 2048  # bytes that one of them takes at most, as a rule
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_OF_THE_BODY = frozenset({"content-encoding", "content-length", "content-type", "content-range", "transfer-encoding"})


@dataclass(frozen=True, slots=True)
class StoredGroup:
    """The records of one exchange; other tools' archives may lack the last two."""

    response: StoredRecord
    request: StoredRecord | None = None
    metadata: StoredRecord | None = None


def group_at(file: BinaryIO, response: StoredRecord) -> StoredGroup:
    """The records that follow a response and say that they belong to it."""
    found: dict[str, StoredRecord] = {}
    offset = response.offset + response.length
    try:
        while len(found) < _COMPANIONS and (record := read_record(file, offset, _COMPANION)).belongs_to(response):
            found[record.kind] = record
            offset += record.length
    except DamagedError:
        pass  # the file ends, or what follows is not ours to judge
    return StoredGroup(response, found.get("request"), found.get("metadata"))


def exchange_of(group: StoredGroup, original: StoredRecord | None = None) -> Exchange:
    """The exchange that records hold.

    Args:
        group: the records.
        original: for a revisit, the response record with the body.

    Returns:
        The exchange as it was. That of a "not modified" has the bytes as they were, and as its status, headers and
        body those of the page that has not changed, freshened by the new headers (RFC 9111 §3.2).

    Raises:
        DamagedError: the response is none.
    """
    record = group.response
    truncated = record.fields.get("warc-truncated")
    if original is not None and not_modified(record):
        wire = record.block
        head, body = _confirmed(original, wire)
    else:
        wire = record.block if original is None else record.block + original.block[len(head_of(original.block)) :]
        head, body = _split(wire, truncated)
    about = group.metadata.about if group.metadata else {}
    return Exchange(
        url=record.url,
        request=group.request.block if group.request else b"",
        response=wire,
        status=head.status,
        reason=head.reason,
        headers=head.headers,
        body=body,
        peer=about.get("peer") or record.fields.get("warc-ip-address", ""),
        started_at=parse_date(record.fields["warc-date"]),
        seconds=_seconds(about.get("seconds", "")),
        tls=_tls(about),
        truncated=truncated,
    )


def capture_of(group: StoredGroup, warc: str) -> Capture:
    """What an index keeps of a stored exchange.

    Args:
        group: its records.
        warc: the file they are in.

    Raises:
        DamagedError: they hold no answer to an http or https request.
    """
    record = group.response
    about = group.metadata.about if group.metadata else {}
    head, body = _split(record.block, record.fields.get("warc-truncated"))
    is_revisit = record.kind == "revisit"
    sha256 = about.get("body-sha256") or (_payload_digest(record) if is_revisit else hashlib.sha256(body).hexdigest())
    several = not about.get("hop", "1/1").endswith("/1")
    try:
        url, date = request_url(record.url), parse_date(record.fields["warc-date"])
    except (ValueError, KeyError) as error:
        raise DamagedError(f"not a capture of a web page: {error}") from None
    return Capture(
        key=surt(url),
        url=url,
        date=date,
        status=_status(about.get("represents-status", "")) or head.status,
        media_type=about.get("represents-media-type") or media_type(head.headers),
        sha256=sha256,
        warc=warc,
        offset=record.offset,
        length=record.length,
        record_id=record.id,
        location=redirect_target(url, head.status, head.headers) or about.get("leads-to"),
        visit=about.get("visit", record.id) if several else None,
        refers_to=(about.get("refers-to") or refers_to(record)) if is_revisit else None,
    )


def captures_of(groups: Sequence[Group], originals: Mapping[int, Capture], warc: str, offset: int) -> list[Capture]:
    """What an index keeps of a visit that was just written.

    Args:
        groups: its records, as they stand in the file.
        originals: for an exchange's position, the earlier capture that holds its body.
        warc: the file.
        offset: where the first of them begins.
    """
    visit = groups[0].records[0].id if len(groups) > 1 else None
    captures = []
    for position, group in enumerate(groups):
        exchange, response = group.exchange, group.records[0]
        same = originals.get(position) if exchange.status == HTTPStatus.NOT_MODIFIED else None
        captures.append(
            Capture(
                key=surt(exchange.url),
                url=exchange.url,
                date=exchange.started_at,
                status=same.status if same else exchange.status,
                media_type=same.media_type if same else media_type(exchange.headers),
                sha256=group.sha256,
                warc=warc,
                offset=offset,
                length=len(response.data),
                record_id=response.id,
                location=redirect_target(exchange.url, exchange.status, exchange.headers) or group.leads_to,
                visit=visit,
                refers_to=group.refers_to,
            )
        )
        offset += sum(len(record.data) for record in group.records)
    return captures


def media_type(headers: Headers) -> str:
    """The media type of a response, without parameters, in lower case."""
    named = _first(headers, "content-type").partition(";")[0].strip().lower()
    return named.replace(" ", "") or "application/octet-stream"


def redirect_target(url: str, status: int, headers: Headers) -> str | None:
    """Where a response redirects to, as it would be requested; ``None`` where it does not."""
    location = _first(headers, "location")
    if status not in _REDIRECTS or not location:
        return None
    try:
        return request_url(urljoin(url, location))
    except ValueError:
        return None


def body_sha256(record: StoredRecord) -> str:
    """The hexadecimal digest of the body that a response record holds.

    Raises:
        DamagedError: it holds none.
    """
    return hashlib.sha256(_split(record.block, record.fields.get("warc-truncated"))[1]).hexdigest()


def not_modified(record: StoredRecord) -> bool:
    """Whether a revisit stands for a 304: there the earlier headers count as well as the earlier body."""
    return record.kind == "revisit" and record.fields.get("warc-profile", "").endswith("/server-not-modified")


def refers_to(record: StoredRecord) -> str:
    """The id of the record that a revisit refers to; empty where it names none."""
    return record.fields.get("warc-refers-to", "").strip("<> ")


def _confirmed(original: StoredRecord, wire: bytes) -> tuple[Head, bytes]:
    """The page that a 304 says is still the same, with the headers that the 304 brings."""
    head, body = _split(original.block, original.fields.get("warc-truncated"))
    new, _ = _split(wire, None)
    fresh = tuple((name, value) for name, value in new.headers if name.lower() not in _OF_THE_BODY)
    replaced = {name.lower() for name, _ in fresh}
    kept = tuple((name, value) for name, value in head.headers if name.lower() not in replaced)
    return replace(head, headers=(*kept, *fresh)), body


def _first(headers: Headers, name: str) -> str:
    return next((value for key, value in headers if key.lower() == name), "")


def _split(wire: bytes, truncated: str | None) -> tuple[Head, bytes]:
    try:
        return read_response(wire, truncated)
    except MessageError as error:
        raise DamagedError(f"the record holds no HTTP response: {error}") from None


def _payload_digest(record: StoredRecord) -> str:
    return record.fields.get("warc-payload-digest", "").removeprefix("sha256:")


def _tls(about: dict[str, str]) -> Tls | None:
    if "tls-version" not in about:
        return None
    return Tls(about["tls-version"], about.get("tls-cipher", ""), about.get("tls-certificate-sha256", ""))


def _status(text: str) -> int | None:
    return int(text) if len(text) == len("200") and text.isascii() and text.isdigit() else None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        return 0.0
    return seconds if math.isfinite(seconds) else 0.0
