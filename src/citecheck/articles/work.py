"""The fields of a citation → the work that it cites."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from citecheck.articles.archive_urls import archive_copy, date_of_capture
from citecheck.articles.bibliographic_date import parse_date
from citecheck.articles.persons import person, person_from_name, persons_from_list
from citecheck.articles.template_fields import role_of
from citecheck.articles.words import language_code, word_list
from citecheck.model import Person, Position, Reference

_HOST = re.compile(r"www\.[\w-]+\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,12}/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Work:
    """A cited work, before it has a number: the bibliographic fields of :class:`citecheck.model.Reference`.

    ``title`` is the part cited (a chapter, an article), ``site`` what it is a part of (a book, a journal, a site).
    """

    title: str | None = None
    trans_title: str | None = None
    authors: tuple[Person, ...] = ()
    site: str | None = None
    publisher: str | None = None
    date: str | None = None
    access_date: str | None = None
    language: str | None = None
    url: str | None = None
    archive_url: str | None = None
    archive_date: str | None = None
    url_status: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    def reference(
        self,
        *,
        id: str,  # noqa: A002 — as the model calls it
        position: Position,
        name: str | None,
        raw: str,
        markers: Iterable[Position],
    ) -> Reference:
        """The reference that cites this work."""
        return Reference(
            id=id,
            position=position,
            name=name,
            title=self.title,
            trans_title=self.trans_title,
            authors=self.authors,
            site=self.site,
            publisher=self.publisher,
            date=self.date,
            access_date=self.access_date,
            language=self.language,
            url=self.url,
            archive_url=self.archive_url,
            archive_date=self.archive_date,
            url_status=self.url_status,
            raw=raw,
            fields=self.fields,
            markers=tuple(markers),
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is known of the work that could tell it from another."""
        return not (self.title or self.url or self.archive_url or self.site or self.authors)

    def with_archive(self, url: str | None, date: str | None) -> "Work":
        """The work with an archive copy that stands beside its citation, unless it has one."""
        if self.archive_url or url == self.url:
            return self
        return replace(self, archive_url=url, archive_date=parse_date(date_of_capture(date or "") or date or ""))


Roles = Mapping[str, str]


def work_from_template(template: str, fields: Mapping[str, str]) -> Work:
    """The work that a citation template describes.

    Args:
        template: The template's lower-case name, such as ``cite web``.
        fields: Its parameters as written, without markup.
    """
    roles, people = _by_role(template, fields)
    title, site = roles.get("title"), roles.get("site")
    translated = roles.get("trans_title")
    if roles.get("chapter"):
        title, site, translated = roles["chapter"], site or title, roles.get("trans_chapter", translated)
    return Work(
        title=title,
        trans_title=translated,
        authors=_people(people, "last", "first", "author") + persons_from_list(roles.get("authors", "")),
        site=site,
        publisher=roles.get("publisher"),
        date=_date(roles),
        access_date=parse_date(roles.get("access_date", "")),
        language=_language(roles.get("language", "")),
        url=_url(roles),
        archive_url=roles.get("archive_url") or _copy(roles),
        archive_date=parse_date(roles.get("archive_date") or date_of_capture(roles.get("moment", "")) or ""),
        url_status=_status(roles),
        fields=dict(fields),
    )


def last_names(template: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """The authors' (or else the editors') last names, as short footnotes name a work by."""
    _, people = _by_role(template, fields)
    for last, whole in (("last", "author"), ("editor_last", "editor")):
        found = {number: name for role in (whole, last) for number, name in people.get(role, {}).items()}
        if found:
            return tuple(found[number] for number in sorted(found))
    return ()


def role_value(template: str, fields: Mapping[str, str], role: str) -> str | None:
    """The value of the parameter that has a role."""
    return _by_role(template, fields)[0].get(role)


def _by_role(template: str, fields: Mapping[str, str]) -> tuple[Roles, Mapping[str, Mapping[int, str]]]:
    """Values by role, and the numbered values of persons by role and number."""
    ranks: dict[str, tuple[int, int]] = {}
    roles: dict[str, str] = {}
    people: dict[str, dict[int, str]] = {}
    for name, value in fields.items():
        found = role_of(template, name) if value else None
        if found is None:
            continue
        role, rank, number = found
        people.setdefault(role, {}).setdefault(number, value)
        if role not in ranks or (number, rank) < ranks[role]:
            ranks[role], roles[role] = (number, rank), value
    return roles, people


def _people(people: Mapping[str, Mapping[int, str]], last: str, first: str, whole: str) -> tuple[Person, ...]:
    lasts, firsts, wholes = people.get(last, {}), people.get(first, {}), people.get(whole, {})
    found: list[Person] = []
    for number in sorted({*lasts, *firsts, *wholes}):
        if number in lasts or number in firsts:
            one = person(lasts.get(number) or wholes.get(number), firsts.get(number))
            found += [one] if one else []
        elif number == 1 and len(wholes) == 1 and (";" in wholes[1] or wholes[1].count(", ") > 1):
            found += persons_from_list(wholes[1])
        else:
            found.append(person_from_name(wholes[number]))
    return tuple(found)


def _date(roles: Roles) -> str | None:
    date = parse_date(roles.get("date", ""))
    if date:
        return date
    day, month, year = roles.get("day", roles.get("date", "")), roles.get("month", ""), roles.get("year", "")
    if month.isdecimal() and year.isdecimal():
        written = "-".join((year, month.zfill(2), *([day.zfill(2)] if day.isdecimal() else [])))
    else:
        written = " ".join(filter(None, (day, month, year)))
    return parse_date(written) or parse_date(roles.get("year", ""))


def _language(text: str) -> str | None:
    """The first language of a list that is known."""
    codes = (language_code(part) for part in text.replace(";", ",").replace("/", ",").split(","))
    return next(filter(None, codes), None)


def _url(roles: Roles) -> str | None:
    for role in ("chapter_url", "url"):
        url = web_address(roles.get(role, "").split(" ")[0])
        if url:
            return url
    resolvers: Mapping[str, str] = word_list("citation_templates")["resolvers"]
    for scheme, address in resolvers.items():
        identifier = roles.get(scheme, "").strip()
        if identifier and " " not in identifier:
            return identifier if "://" in identifier else address.format(identifier.removeprefix("PMC"))
    return None


def web_address(written: str) -> str | None:
    """An address as templates have it, made absolute; ``None`` for what is none, such as the words of a link."""
    if written.startswith("//"):
        return f"https:{written}"
    if "://" in written:
        return written
    return f"http://{written}" if _HOST.match(written) else None


def _copy(roles: Roles) -> str | None:
    """The address of the archive copy that a template shows by its moment alone."""
    return archive_copy(_url(roles), roles["moment"]) if roles.get("moment") else None


def _status(roles: Roles) -> str | None:
    known: Mapping[str, str] = word_list("citation_templates")["link_dead"]
    given, dead = roles.get("url_status", "").casefold(), roles.get("url_dead", "").casefold()
    if given:
        return known.get(given.split(" ")[0], given) if given not in ("yes", "no", "y", "n") else None
    return known.get(dead, "dead") if dead else None
