"""An archive folder → one WACZ 1.1.1 file, which any replay software opens; the same archive gives the same bytes."""

import hashlib
import json
import os
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from citecheck.errors import ArchiveError
from citecheck.model.snapshot import Snapshot
from citecheck.snapshots.cdxj import Capture
from citecheck.snapshots.lock import try_lock

VERSION = "1.1.1"
"""Of the format: https://specs.webrecorder.net/wacz/1.1.1/."""

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can tell: of the time of writing nothing may show
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Resource:
    """A file in the package, as ``datapackage.json`` lists it."""

    path: str
    sha256: str
    size: int


def export(
    target: Path, warcs: Sequence[Path], captures: Sequence[Capture], pages: Iterable[Snapshot], software: str
) -> None:
    """Write an archive as a WACZ file, whole or not at all.

    Everything is stored uncompressed: the WARC files are compressed already, and players read them in place.

    Args:
        target: the file to write; replaced where it exists.
        warcs: the archive's WARC files.
        captures: its index, in order.
        pages: complete visits, which a player lists.
        software: what wrote it.

    Raises:
        ArchiveError: the archive is empty, one of its files is being written, or the target cannot be written.
    """
    if not captures:
        raise ArchiveError(f"nothing to export: there is no capture to put into {target}")
    try:
        with _replacing(target) as file, zipfile.ZipFile(file, "w") as package:
            resources = [_add_file(package, path) for path in warcs]
            index = "".join(f"{capture.line}\n" for capture in captures)
            resources.append(_add(package, "indexes/index.cdx", index.encode()))
            resources.append(_add(package, "pages/pages.jsonl", _pages(pages)))
            created = max(capture.date for capture in captures)
            described = _datapackage(resources, f"{created:%Y-%m-%dT%H:%M:%SZ}", software)
            described_as = _add(package, "datapackage.json", described)
            digest = {"path": "datapackage.json", "hash": f"sha256:{described_as.sha256}"}
            _add(package, "datapackage-digest.json", _json(digest))
    except (OSError, zipfile.LargeZipFile) as error:
        raise ArchiveError(f"{target}: cannot be written: {getattr(error, 'strerror', None) or error}") from error


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """A file that takes the target's place when the block ends well."""
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    new = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
        new.chmod(0o644)
        new.replace(target)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _add(package: zipfile.ZipFile, path: str, data: bytes) -> _Resource:
    package.writestr(_entry(path, len(data)), data)
    return _Resource(path, hashlib.sha256(data).hexdigest(), len(data))


def _add_file(package: zipfile.ZipFile, source: Path) -> _Resource:
    path, digest = f"archive/{source.name}", hashlib.sha256()
    with source.open("rb") as file:
        if not try_lock(file.fileno()):
            raise ArchiveError(f"{source} is being written: export when the run is over")
        size = os.fstat(file.fileno()).st_size
        with package.open(_entry(path, size), "w") as out:
            while piece := file.read(_PIECE):
                digest.update(piece)
                out.write(piece)
    return _Resource(path, digest.hexdigest(), size)


def _entry(path: str, size: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EPOCH)
    entry.compress_type = zipfile.ZIP_STORED
    entry.create_system, entry.external_attr = 3, 0o644 << 16  # as on Unix, whatever this is
    entry.file_size = size  # so that an entry beyond 4 GB gets the wide header
    return entry


def _pages(pages: Iterable[Snapshot]) -> bytes:
    lines: list[dict[str, str]] = [{"format": "json-pages-1.0", "id": "pages", "title": "Sources"}]
    for page in pages:
        name = hashlib.sha256(page.record_id.encode()).hexdigest()[:16]
        lines.append({"id": name, "url": page.url, "ts": f"{page.fetched_at:%Y-%m-%dT%H:%M:%SZ}"})
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def _datapackage(resources: Sequence[_Resource], created: str, software: str) -> bytes:
    named: dict[str, _Resource] = {}
    for resource in resources:
        name = re.sub(r"[^a-z0-9._-]", "-", resource.path.rpartition("/")[2].lower())
        named[name if name not in named else f"{len(named)}-{name}"] = resource
    return _json(
        {
            "profile": "data-package",
            "wacz_version": VERSION,
            "title": "Captured sources",
            "software": software,
            "created": created,
            "resources": [
                {"name": name, "path": each.path, "hash": f"sha256:{each.sha256}", "bytes": each.size}
                for name, each in named.items()
            ],
        }
    )


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"
