"""Citation templates in an article's wikitext → the same with archive copies, states of links and right dates."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from citecheck.articles.bibliographic_date import parse_date
from citecheck.articles.template_fields import is_citation, names
from citecheck.articles.wikitext.markup import Kind, Markup, Node, parse
from citecheck.articles.wikitext.rendering import Renderer
from citecheck.articles.wikitext.works import WorkReader
from citecheck.articles.work import Work
from citecheck.model import ArchiveCopy
from citecheck.patching.dates import Writer, written_like
from citecheck.patching.fields import OPAQUE, Edit, Field, address, fields_of, filled, inserted
from citecheck.patching.known import LIVE, Known
from citecheck.patching.naming import DATE, ArchiveNames, archive_names, roles_of
from citecheck.patching.tables import table

_ARCHIVED = re.compile(
    r"//(?:web\.archive\.org|archive\.org/web|archive\.(?:today|is|ph|li|md|vn|fo)|(?:www\.)?webcitation\.org"
    r"|perma\.cc|ghostarchive\.org)/",
    re.IGNORECASE,
)
"""The address of an archive that holds copies of web pages."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation template in the text: its fields as they stand there, and the work that it describes."""

    node: Node
    fields: tuple[Field, ...]
    roles: Mapping[str, Field]
    work: Work
    kept_beside: bool
    """Whether an archive copy is given behind the template."""

    @property
    def url_field(self) -> Field | None:
        """The field that holds the work's address; ``None`` where an identifier gives it, or it is none that is."""
        field = self.roles.get("chapter_url") or self.roles.get("url")
        is_address = field is not None and field.plain and field.value.startswith(("http://", "https://", "//"))
        return field if is_address else None


@dataclass(frozen=True, slots=True)
class Change:
    """The edits of one citation, and what they do: ``archived``, ``status``, ``date``."""

    edits: tuple[Edit, ...]
    kinds: tuple[str, ...]


def citations(markup: Markup) -> Iterator[Citation]:
    """The citation templates of a page that are in use."""
    reader = WorkReader(markup, Renderer(markup, {}))
    for node, rest in _citing(markup, markup.nodes, None):
        fields = tuple(fields_of(markup, node))
        kept_beside = bool(_ARCHIVED.search(rest)) or any(
            each.name in names("archive_notes") for each in parse(rest).nodes if "{{" in rest
        )
        yield Citation(node, fields, roles_of(node.name, fields), reader.work(node), kept_beside)


def _citing(markup: Markup, nodes: Sequence[Node], around: Node | None) -> Iterator[tuple[Node, str]]:
    """Citation templates, each with the text behind it that may remark on it."""
    citing = [node for node in nodes if node.kind is Kind.TEMPLATE and is_citation(node.name)]
    following = dict(zip((node.start for node in citing), (node.start for node in citing[1:]), strict=False))
    for node in nodes:
        if node.kind is Kind.TEMPLATE and is_citation(node.name):
            until = around.inner_end if around else _line_end(markup.shadow, node.end)
            yield node, markup.shadow[node.end : min(until, following.get(node.start, until))]
        if node.name not in OPAQUE:
            yield from _citing(markup, node.children, node)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def changes(
    markup: Markup, found: Sequence[Citation], known: Mapping[str, Known], language: str | None
) -> Iterator[Change]:
    """What is to be changed, citation by citation.

    Args:
        markup: The page.
        found: Its citations.
        known: What is known of sources, by the URL that the article cites.
        language: The article's language.
    """
    examples = list(dates_of(markup, found))
    for citation in found:
        source = known.get(citation.work.url or "")
        if source is None:
            continue
        own = [citation.roles[role].value for role in ("archive_date", "access_date") if role in citation.roles]
        parts = (
            _with_copy(markup, citation, source, language, written_like([*own, *examples], language)),
            _with_date(citation, source, language),
        )
        edits = tuple(edit for change in parts for edit in change.edits)
        if edits:
            yield Change(edits, tuple(kind for change in parts for kind in change.kinds))


def dates_of(markup: Markup, found: Sequence[Citation]) -> Iterator[str]:
    """Dates as the article writes them: those of archiving and reading first, which may be written another way."""
    for role in ("archive_date", "access_date", "date"):
        for citation in found:
            if role in citation.roles and citation.roles[role].plain:
                yield citation.roles[role].value
    declared = table("date_formats")["declared"]
    yield from (declared[node.name] for node in markup.nodes if node.name in declared)


_NOTHING = Change((), ())


def _with_copy(markup: Markup, citation: Citation, source: Known, language: str | None, write: Writer) -> Change:
    called = archive_names(citation.node.name, citation.fields, language)
    if called is None or citation.url_field is None or citation.kept_beside:
        return _NOTHING
    if citation.work.archive_url or _is_filled(citation, "archive_url"):
        return _with_status(markup, citation, source, called, write)
    copy = source.copy_near(_day(citation.work.access_date) or _day(citation.work.date))
    orphan = citation.roles.get("archive_date")  # a date without an address, which is overwritten where it is text
    if copy is None or (orphan is not None and orphan.value and not orphan.plain):
        return _NOTHING
    wanted = [*_archive_values(copy, called, write), *_status_value(citation, source, called, write)]
    return Change(tuple(_put(markup.text, citation, wanted)), ("archived",))


def _archive_values(copy: ArchiveCopy, called: ArchiveNames, write: Writer) -> list[tuple[str, str]]:
    return [
        (called.url, address(copy.memento_url)),
        *([(called.date, write(copy.captured_at.date()))] if copy.captured_at else []),
    ]


def _with_status(markup: Markup, citation: Citation, source: Known, called: ArchiveNames, write: Writer) -> Change:
    """A state beside an archive copy that is there already: added, or put right where a live link has broken."""
    wanted = _status_value(citation, source, called, write)
    return Change(tuple(_put(markup.text, citation, wanted)), ("status",)) if wanted else _NOTHING


def _status_value(citation: Citation, source: Known, called: ArchiveNames, write: Writer) -> list[tuple[str, str]]:
    value = called.states.get(source.status or "")
    if value is None or called.status is None or _stays(citation, source.status, called.status):
        return []
    if value == DATE:
        value = write(source.found_on) if source.found_on else ""
    return [(called.status, value)] if value else []


def _stays(citation: Citation, status: str | None, name: str) -> bool:
    """Whether what the article says of the link is left as it is: only ``live`` is ever put right."""
    said = [citation.roles[role] for role in ("url_status", "url_dead") if _is_filled(citation, role)]
    if not said:
        return False
    return citation.work.url_status != LIVE or status == LIVE or said[0].name != name or not said[0].plain


def _with_date(citation: Citation, source: Known, language: str | None) -> Change:
    field, work = citation.roles.get("date"), citation.work
    if field is None or not field.plain or source.published is None or work.access_date is None:
        return _NOTHING
    if not work.date == work.access_date == parse_date(field.value) or work.date == source.published.isoformat():
        return _NOTHING
    new = written_like([field.value], language)(source.published)
    return Change((Edit(field.value_start, field.value_end, new),), ("date",))


def _put(text: str, citation: Citation, wanted: Sequence[tuple[str, str]]) -> Iterator[Edit]:
    """Fill fields that are there, and put those that are not behind the date of access or the address."""
    like = citation.url_field
    if like is None:
        return
    present = {field.name: field for field in citation.fields}
    for name, value in wanted:
        if name in present:
            yield filled(text, present[name], value, like)
    missing = [(name, value) for name, value in wanted if name not in present]
    if missing:
        roles = ("archive_date", "archive_url", "access_date")
        given = {name for name, _ in wanted}
        fields = (citation.roles[role] for role in roles if role in citation.roles)
        behind = next((field for field in fields if field.value or field.name in given), like)
        yield inserted(text, citation.fields, behind, like, missing, citation.node.inner_end)


def _is_filled(citation: Citation, role: str) -> bool:
    return role in citation.roles and bool(citation.roles[role].value)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
