"""A reference → an item of CSL-JSON (the data schema of the Citation Style Language 1.0.2)."""

import re
from typing import Any

from citecheck.model import Person, Reference

_DATE = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?(~?)")
_FIRST_SEASON = 21


def csl_item(reference: Reference) -> dict[str, Any]:
    """The item: a web page where it has an address, else a document. What CSL has no name for is under ``custom``."""
    item: dict[str, Any] = {
        "id": reference.id,
        "type": "webpage" if reference.url else "document",
        "title": reference.title,
        "author": [_name(person) for person in reference.authors],
        "container-title": reference.site,
        "publisher": reference.publisher,
        "issued": csl_date(reference.date),
        "accessed": csl_date(reference.access_date),
        "language": reference.language,
        "URL": reference.url,
        "custom": {
            name: value
            for name, value in (
                ("trans_title", reference.trans_title),
                ("archive_url", reference.archive_url),
                ("archive_date", reference.archive_date),
                ("url_status", reference.url_status),
            )
            if value
        },
    }
    return {name: value for name, value in item.items() if value}


def csl_date(edtf: str | None) -> dict[str, Any] | None:
    """A CSL date for an EDTF date, interval, season or approximate date; any other is given as a literal."""
    found = [_DATE.fullmatch(part) for part in edtf.split("/")] if edtf else []
    if not found or len(found) > 2:
        return None if not edtf else {"literal": edtf}
    parts: list[list[int]] = []
    for date in found:
        if date is None:
            return {"literal": edtf}
        parts.append([int(number) for number in date.groups()[:3] if number])
    if len(parts[0]) > 1 and parts[0][1] > 12:
        season = parts[0][1] - _FIRST_SEASON + 1
        is_season = len(parts) == 1 and 1 <= season <= 4
        return {"date-parts": [parts[0][:1]], "season": season} if is_season else {"literal": edtf}
    is_circa = any(date and date[4] for date in found)
    return {"date-parts": parts, "circa": True} if is_circa else {"date-parts": parts}


def _name(person: Person) -> dict[str, str]:
    if person.literal or not (person.family and person.given):
        return {"literal": person.name}
    return {"family": person.family, "given": person.given}
