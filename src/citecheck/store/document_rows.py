"""A row of ``documents`` → the document that it was made of."""

import json
from collections.abc import Mapping
from typing import Any

from citecheck.model import Document, Metadata, Stated, Zone, ZoneKind
from citecheck.store.batch import Row


def document_of(row: Row, text: str) -> Document:
    """A row of ``documents`` and its text as a document."""
    return Document(
        url=row["url"],
        text=text,
        media_type=row["media_type"],
        language=row["language"],
        zones=tuple(Zone(ZoneKind(kind), start, end) for kind, start, end in json.loads(row["zones"])),
        metadata=_metadata(json.loads(row["metadata"])),
        pages=tuple(json.loads(row["pages"])),
    )


def _metadata(stored: Mapping[str, Any]) -> Metadata:
    return Metadata(
        authors=tuple(Stated(**author) for author in stored["authors"]),
        free=stored["free"],
        **{
            name: Stated(**stored[name]) if stored[name] else None
            for name in ("title", "site", "published", "updated", "language")
        },
    )
