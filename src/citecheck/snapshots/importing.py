"""Another tool's WARC or WACZ file → captures in this archive, each checked, with where it comes from written down.

So a page that needs a browser can be captured by one and stand in for what citecheck itself was shown. Only answers to
GET requests for web pages are taken, with their requests; each is copied as it is, digests, ids and dates included.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from citecheck.errors import ArchiveError
from citecheck.model.head import MessageError
from citecheck.model.message import read_response
from citecheck.model.snapshot import IMPORTED
from citecheck.model.url import request_url
from citecheck.snapshots.cdxj import Capture, parse_date
from citecheck.snapshots.foreign import Raw, read_foreign
from citecheck.snapshots.index import Index
from citecheck.snapshots.reader import DamagedError, StoredRecord, digest_fits, read_record
from citecheck.snapshots.records import Recorder, head_of, represented
from citecheck.snapshots.replay import (
    RESPONSES,
    StoredGroup,
    body_sha256,
    capture_of,
    group_at,
    not_modified,
    refers_to,
)
from citecheck.snapshots.surt import surt
from citecheck.snapshots.writer import WarcFile

MAX_FAULTS = 1000
"""Records that may be wrong before a file is given up."""

TOLD = (
    "requested", "final", "hop", "via", "visit", "peer", "tls-version", "tls-cipher", "tls-certificate-sha256",
    "seconds",
)  # fmt: skip
"""What is taken over from the metadata of another archive of citecheck's."""

_CLOCK_ERROR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of one file: captures taken, captures that were here already, and why the rest was left out."""

    source: Path
    captures: int
    known: int
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Group:
    """A response, and what its archive has beside it."""

    response: Raw
    request: Raw | None = None
    metadata: StoredRecord | None = None

    @property
    def told(self) -> dict[str, str]:
        """What a metadata record like citecheck's own says of the visit."""
        about = self.metadata.about if self.metadata and self.metadata.problem() is None else {}
        return {name: about[name] for name in TOLD if name in about}


class Importer:
    """Takes files over into an archive folder.

    Args:
        folder: the archive.
        index: its index.
        recorder: compresses records and writes those that say where others come from.
        provenance: fields for these.
        now: the clock.
        new_id: makes ids.
    """

    def __init__(
        self,
        folder: Path,
        index: Index,
        recorder: Recorder,
        provenance: dict[str, str],
        now: Callable[[], datetime],
        new_id: Callable[[], str],
    ) -> None:
        self._folder = folder
        self._index = index
        self._recorder = recorder
        self._provenance = provenance
        self._now = now
        self._new_id = new_id
        self._file: WarcFile | None = None

    def take(self, source: Path) -> Imported:
        """Import one file. What is taken is written and indexed when this returns.

        Raises:
            ArchiveError: the file is no WARC or WACZ file, or too much of it is wrong.
        """
        self._left_out: list[str] = []
        self._taken = self._known = 0
        try:
            for revisits in (False, True):  # a revisit may stand before what it refers to
                self._pass(source, revisits=revisits)
        finally:
            if self._file is not None:
                self._file.close()
                self._index.merge()
        if not self._taken and not self._known and not self._left_out:
            self._left_out.append("no capture of a web page is in it")
        return Imported(source, self._taken, self._known, tuple(self._left_out))

    def _pass(self, source: Path, *, revisits: bool) -> None:
        for item in _exchanges(read_foreign(source)):
            if isinstance(item, str):
                if not revisits:
                    self._leave_out(source, item)
            elif (item.response[1].kind == "revisit") is revisits:
                try:
                    self._take(source, item)
                except DamagedError as error:
                    self._leave_out(source, f"{item.response[1].url}: {error}")

    def _leave_out(self, source: Path, why: str) -> None:
        self._left_out.append(why)
        if len(self._left_out) > MAX_FAULTS:
            raise ArchiveError(f"{source}: given up: more than {MAX_FAULTS} records in it are wrong")

    def _take(self, source: Path, group: _Group) -> None:
        data, response = group.response
        self._check(response)
        url = request_url(response.url)
        if any(each.record_id == response.id for each in self._index.captures(surt(url))):
            self._known += 1
            return
        fields = {"imported-from": source.name} | group.told | self._body_fields(response) | self._provenance
        if self._file is None:
            self._file = WarcFile(
                self._folder, self._recorder, self._provenance, now=self._now, new_id=self._new_id, prefix=IMPORTED
            )
        about = self._recorder.about_import(response, self._file.info_id, fields)
        asked = [self._compressed(group.request[0])] if group.request else []
        offset = self._file.append([self._compressed(data), about.data, *asked])
        self._index.add([self._written(self._file.name, offset)])
        self._taken += 1

    def _compressed(self, record: bytes) -> bytes:
        return self._recorder.compress(record, b"\r\n\r\n")

    def _check(self, response: StoredRecord) -> None:
        """Refuse what is not what it says.

        Raises:
            DamagedError: with the reason.
        """
        if problem := response.problem():
            raise DamagedError(problem)
        if parse_date(response.fields["warc-date"]) > self._now() + _CLOCK_ERROR:
            raise DamagedError("its date lies in the future")
        capture = capture_of(StoredGroup(response), "")
        if response.kind == "response":
            digest = response.fields.get("warc-payload-digest", "")
            tail = response.block[len(head_of(response.block)) :]  # some tools hash it with its chunks, some without
            if not digest_fits(digest, tail) and not digest_fits(digest, _body(response)):
                raise DamagedError(f"the body of {capture.url} is not the one its digest was made of")

    def _body_fields(self, response: StoredRecord) -> dict[str, str]:
        """What the index cannot see in the record itself: the body's digest, and what a revisit stands for."""
        if response.kind == "response":
            return {"body-sha256": body_sha256(response)}
        original = self._original(response)
        if original is None:
            raise DamagedError("it refers to a capture that is not here")
        fields = {"body-sha256": original.sha256, "refers-to": original.record_id}
        return fields | (represented(original) if not_modified(response) else {})

    def _original(self, revisit: StoredRecord) -> Capture | None:
        """The capture with the body of a revisit: named by its id, or by its URL and time."""
        target = revisit.fields.get("warc-refers-to-target-uri") or revisit.url
        try:
            url = request_url(target.strip("<> "))
        except ValueError:
            return None
        found = [each for each in self._index.captures(surt(url)) if each.url == url and each.refers_to is None]
        named = [each for each in found if each.record_id == refers_to(revisit)]
        try:
            date = parse_date(revisit.fields.get("warc-refers-to-date", ""))
        except ValueError:
            return named[0] if named else None
        dated = [each for each in found if each.date.replace(microsecond=0) == date.replace(microsecond=0)]
        return next(iter(named + dated), None)

    def _written(self, warc: str, offset: int) -> Capture:
        """The capture as it now stands in the file, so that the index says what the file has."""
        with (self._folder / warc).open("rb") as file:
            return capture_of(group_at(file, read_record(file, offset)), warc)


def _exchanges(items: Iterator[Raw | str]) -> Iterator[_Group | str]:
    """Responses of web pages with what belongs to them, before or behind them; and what is wrong."""
    earlier: Raw | None = None
    group: _Group | None = None
    for item in items:
        if isinstance(item, str):
            yield item
            continue
        record = item[1]
        if group is not None and record.belongs_to(group.response[1]):
            group = replace(group, request=item) if record.kind == "request" else replace(group, metadata=record)
            continue
        yield from _finished(group)
        group = _begun(item, earlier) if record.kind in RESPONSES and _of_the_web(record) else None
        earlier = item if record.kind == "request" else None
    yield from _finished(group)


def _begun(response: Raw, earlier: Raw | None) -> _Group:
    return _Group(response, earlier if earlier is not None and earlier[1].belongs_to(response[1]) else None)


def _finished(group: _Group | None) -> Iterator[_Group]:
    """A group, unless something else was asked for than the page; a request that is damaged is dropped."""
    if group is None or group.request is None:
        yield from () if group is None else (group,)
    elif group.request[1].problem() is not None:
        yield replace(group, request=None)
    elif group.request[1].block.startswith(b"GET "):
        yield group


def _of_the_web(record: StoredRecord) -> bool:
    is_http = record.fields.get("content-type", "").lower().startswith("application/http")
    return is_http and record.url.lower().startswith(("http:", "https:"))


def _body(response: StoredRecord) -> bytes:
    try:
        return read_response(response.block, response.fields.get("warc-truncated"))[1]
    except MessageError as error:
        raise DamagedError(str(error)) from None
