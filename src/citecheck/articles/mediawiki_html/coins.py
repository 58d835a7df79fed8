"""A COinS span (the OpenURL that a citation template leaves in a page, Z39.88-2004) → the work that it describes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import parse_qs

from citecheck.articles.work import Work, work_from_template

_TAG = re.compile(r"<[^<>]*>")
_LONGEST = 20_000
_MOST_FIELDS = 200


def work_from_coins(title: str) -> Work | None:
    """The work that a span's ``title`` attribute describes; ``None`` where it says nothing.

    COinS has no date of access, no archive copy and no language, and of the authors only the first in two parts.
    """
    try:
        read = parse_qs(title[:_LONGEST], max_num_fields=_MOST_FIELDS)
    except ValueError:
        return None
    said = {name: [_TAG.sub("", value) for value in values] for name, values in read.items()}
    fields = dict(_template_fields(said))
    work = work_from_template("citation", fields)
    if work.is_empty:
        return None
    written = {name: "; ".join(values) for name, values in said.items() if name.startswith("rft")}
    return replace(work, fields=written)


def _template_fields(said: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The same as the parameters of a citation template."""

    def first(*names: str) -> str:
        return next((" ".join(said[f"rft.{name}"][0].split()) for name in names if f"rft.{name}" in said), "")

    part, whole = first("atitle"), first("btitle", "title")
    fields = {"publisher": first("pub", "inst"), "date": first("date"), "website": first("jtitle")}
    if part and whole and not fields["website"]:
        fields |= {"chapter": part, "title": whole}
    else:
        fields["title"] = part or whole
    return {name: value for name, value in {**fields, **_authors(said), **_links(said)}.items() if value}


def _authors(said: Mapping[str, Sequence[str]]) -> dict[str, str]:
    family = "".join(said.get("rft.aulast", [])[:1]).strip()
    given = "".join([*said.get("rft.aufirst", []), *said.get("rft.auinit", [])][:1]).strip()
    fields = {"last1": family, "first1": given} if family else {}
    first = ", ".join(filter(None, (family, given)))
    others = [name.strip() for name in (*said.get("rft.au", []), *said.get("rft.aucorp", []))]
    unseen = [name for name in dict.fromkeys(others) if name and name != first]
    start = 2 if family else 1
    return fields | {f"author{number}": name for number, name in enumerate(unseen, start)}


def _links(said: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The address and the identifiers: ``rft_id=info:doi/10.1000/182``."""
    fields: dict[str, str] = {}
    for written in said.get("rft_id", []):
        if written.startswith(("http://", "https://", "//", "ftp://")):
            fields.setdefault("url", written.strip())
        elif written.startswith("info:"):
            scheme, _, value = written.removeprefix("info:").partition("/")
            fields.setdefault(scheme.lower(), value)
    identifiers = {name: "".join(said.get(f"rft.{name}", [])[:1]) for name in ("isbn", "issn")}
    return fields | identifiers
