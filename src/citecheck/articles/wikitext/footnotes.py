"""Wikitext → its footnotes: which markers stand where, what defines them, and the numbers a reader sees."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from citecheck.articles.template_fields import names, note_groups
from citecheck.articles.wikitext.markup import Argument, Kind, Markup, Node

_PAGES = ("p", "page", "pp", "pages", "с", "стр", "S", "pág", "págs", "p.", "pp.", "ص")
_ATTRIBUTE = re.compile(
    r"\b(name|group|follow)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|[“”]([^“”]*)[“”]|([^\s\"'][^\s/>]*))", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a footnote says: ``shadow[start:end]``, with the nodes that lie in it."""

    start: int
    end: int
    nodes: Sequence[Node]


@dataclass(frozen=True, slots=True)
class ShortCitation:
    """``{{sfn|Smith|Jones|2005|p=5}}``: whom it names, and where in the work it points."""

    names: tuple[str, ...]
    year: str
    page: str = ""
    anchor: str | None = None

    @property
    def text(self) -> str:
        """As a reader sees it: ``Smith & Jones 2005, p. 5``."""
        named = " & ".join(self.names) if len(self.names) < 3 else f"{self.names[0]} et al."
        return ", ".join(filter(None, (f"{named} {self.year}".strip(), self.page)))


@dataclass(slots=True, eq=False)
class Footnote:
    """A footnote: markers in the text, and at most one content.

    ``order`` tells where MediaWiki numbers it; ``node`` is where it is defined, or else first cited.
    """

    group: str
    name: str | None
    node: Node
    content: Content | None = None
    short: tuple[ShortCitation, ...] = ()
    marks: list[Node] = field(default_factory=list)
    order: tuple[int, int] | None = None
    id: str = ""

    @property
    def is_note(self) -> bool:
        """Whether it is one of a group of explanatory notes."""
        return bool(self.group)


def find_footnotes(markup: Markup, plain: Callable[[Argument], str]) -> list[Footnote]:
    """All footnotes of a page, numbered: those cited in the order of their numbers, then those never cited.

    Args:
        markup: The page.
        plain: Gives the text of a template's argument.
    """
    finder = _Finder(markup, plain)
    finder.walk(markup.nodes, list_group=None, inside=0)
    footnotes = list(finder.found.values())
    _number(footnotes)
    return sorted(footnotes, key=lambda footnote: footnote.order or (2, footnote.node.start))


class _Finder:
    def __init__(self, markup: Markup, plain: Callable[[Argument], str]) -> None:
        self._markup = markup
        self._plain = plain
        self.found: dict[tuple[str, str], Footnote] = {}

    def walk(self, nodes: Iterable[Node], list_group: str | None, inside: int) -> None:
        """Collect footnotes; ``list_group`` is set inside a list of footnotes, ``inside`` is 1 in a footnote."""
        for node in nodes:
            if node.kind is Kind.TAG and node.name == "ref":
                self._ref(node, list_group, inside)
                self.walk(node.children, None, 1)
            elif node.kind is Kind.TAG and node.name == "references":
                self.walk(node.children, attributes_of(node.attributes).get("group", ""), inside)
            elif node.name and (node.kind is Kind.TEMPLATE or node.kind is Kind.FUNCTION):
                self._template(node, list_group, inside)
            else:
                self.walk(node.children, list_group, inside)

    def _ref(self, node: Node, list_group: str | None, inside: int) -> None:
        attributes = attributes_of(node.attributes)
        content = None
        if self._markup.shadow[node.inner_start : node.inner_end].strip():
            content = Content(node.inner_start, node.inner_end, node.children)
        name = attributes.get("name") or attributes.get("follow")
        group = attributes.get("group") or list_group or ""
        if content or name:
            self._add(node, group, name, content, (), None if list_group is not None else inside)

    def _template(self, node: Node, list_group: str | None, inside: int) -> None:
        name, order = node.name, None if list_group is not None else inside
        if name in names("short"):
            short = short_citations(node, self._markup.arguments(node), self._plain)
            key = "; ".join(each.text for each in short)
            self._add(node, "", f"\0{key}", None, short, order)
        elif name in note_groups() or name in names("footnotes"):
            arguments = {argument.name: argument for argument in self._markup.arguments(node)}
            self._note(node, arguments, list_group, order)
            self.walk(node.children, None, inside)
        elif name in names("reuse"):
            self._reuse(node, inside)
        elif name in names("lists"):
            arguments = {argument.name: argument for argument in self._markup.arguments(node)}
            self.walk(node.children, self._value(arguments, "group", "groupe", "grupo") or _list_group(name), inside)
        else:
            self.walk(node.children, list_group, inside)

    def _note(self, node: Node, arguments: Mapping[str, Argument], list_group: str | None, order: int | None) -> None:
        text = next(
            (arguments[key] for key in ("1", "text", "texte", "reference", "content") if key in arguments), None
        )
        default = note_groups().get(node.name, "") if list_group is None else list_group
        group = self._value(arguments, "group", "groupe", "grupo", "g")
        name = self._value(arguments, "name", "nom", "nombre", "nome", "n")
        content = Content(text.start, text.end, text.children) if text and text.end > text.start else None
        if content or name:
            self._add(node, default if group is None else group, name, content, (), order)

    def _reuse(self, node: Node, inside: int) -> None:
        arguments = self._markup.arguments(node)
        by_name = {argument.name: argument for argument in arguments}
        group = self._value(by_name, "group", "g") or ""
        for argument in arguments:
            name = self._plain(argument) if argument.name.isdecimal() or argument.name in ("name", "n") else ""
            if name:
                self._add(node, group, name, None, (), inside)

    def _value(self, arguments: Mapping[str, Argument], *keys: str) -> str | None:
        return next((self._plain(arguments[key]) for key in keys if key in arguments), None)

    def _add(
        self,
        node: Node,
        group: str,
        name: str | None,
        content: Content | None,
        short: tuple[ShortCitation, ...],
        inside: int | None,
    ) -> None:
        """Note one tag or template; ``inside`` is ``None`` for a definition in a list, which is no marker."""
        key = (group, name if name is not None else f"\0{node.start}")
        footnote = self.found.setdefault(key, Footnote(group, None if name is None or name[0] == "\0" else name, node))
        if content and footnote.content is None:
            footnote.content, footnote.node = content, node
        footnote.short = footnote.short or short
        if inside is not None:
            footnote.marks.append(node)
            order = (inside, node.start)
            footnote.order = order if footnote.order is None else min(footnote.order, order)


def short_citations(
    node: Node, arguments: Sequence[Argument], plain: Callable[[Argument], str]
) -> tuple[ShortCitation, ...]:
    """The works that a short citation names; ``{{sfnm}}`` names several."""
    values = {argument.name: plain(argument) for argument in arguments}
    if node.name.startswith(("sfnm", "harvnbs")) or "1a1" in values:
        found = (_numbered(values, number) for number in range(1, 11))
        return tuple(each for each in found if each)
    if values.get("year"):  # {{harvs|last=Lee|year=2001|year2=2005}}
        person = values.get("last") or values.get("author") or ""
        years = [values[key] for key in ("year", *(f"year{number}" for number in range(2, 11))) if values.get(key)]
        return tuple(ShortCitation((person,), year) for year in years) if person else ()
    page = next((f"p. {values[key]}" for key in _PAGES if values.get(key)), "")
    page = ", ".join(filter(None, (page, values.get("loc") or values.get("at"))))
    positional = [value for name, value in values.items() if name.isdecimal() and value]
    anchor = (
        values.get("ref") or values.get("Ref") or values.get("id") or (values.get("3") if node.name == "cita" else None)
    )
    return (_short(positional, page, anchor),) if positional or anchor else ()


def _short(positional: Sequence[str], page: str, anchor: str | None) -> ShortCitation:
    year = next((index for index in range(len(positional) - 1, 0, -1) if _looks_like_year(positional[index])), None)
    if year is None:
        found = re.fullmatch(r"(.+?),?\s+(\d{4}[a-z]?)", positional[0]) if positional else None
        if found:  # {{Cita|Lee 2005|p. 4}}
            rest = ", ".join(filter(None, (page, *positional[1:])))
            return ShortCitation(tuple(re.split(r"\s*[,&]\s*", found[1])), found[2], rest, anchor)
        return ShortCitation(tuple(positional), "", page, anchor)
    rest = ", ".join(filter(None, (page, *positional[year + 1 :])))
    return ShortCitation(tuple(positional[:year]), positional[year], rest, anchor)


def _looks_like_year(value: str) -> bool:
    return bool(re.search(r"\d{3,4}|n\.? ?d\.?|s\.? ?d\.?", value))


def _numbered(values: Mapping[str, str], number: int) -> ShortCitation | None:
    people = tuple(values[f"{number}a{each}"] for each in range(1, 6) if values.get(f"{number}a{each}"))
    page = values.get(f"{number}p") or values.get(f"{number}pp") or ""
    year = values.get(f"{number}y", "")
    return ShortCitation(people, year, f"p. {page}" if page else "") if people else None


def attributes_of(written: str) -> dict[str, str]:
    """The ``name``, ``group`` and ``follow`` of a footnote's tag, from its attributes as written."""
    return {
        found[1].lower(): " ".join(next(filter(None, found.groups()[1:]), "").split())
        for found in _ATTRIBUTE.finditer(written)
    }


def _list_group(name: str) -> str:
    """``{{notelist-ua}}`` lists the notes of ``{{efn-ua}}``."""
    suffix = name.removeprefix("notelist")
    if suffix == name:
        return ""
    return note_groups().get(f"efn{suffix}", "lower-alpha")


def _number(footnotes: Iterable[Footnote]) -> None:
    """Give each footnote the number that the page shows; MediaWiki counts in each group by first appearance.

    Those never cited have no number on the page, and are called ``unused 1``, ….
    """
    counts: dict[str, int] = {}
    taken: set[str] = set()
    for footnote in sorted(footnotes, key=lambda each: each.order or (2, each.node.start)):
        group = footnote.group if footnote.order else "unused"
        counts[group] = number = counts.get(group, 0) + 1
        label = _label(group, number)
        while label in taken:
            label = f"{group} {label}"
        taken.add(label)
        footnote.id = label


def _label(group: str, number: int) -> str:
    match group:
        case "":
            return str(number)
        case "lower-alpha":
            return _letters(number)
        case "upper-alpha":
            return _letters(number).upper()
        case "lower-roman":
            return _roman(number)
        case "upper-roman":
            return _roman(number).upper()
        case "lower-greek":
            return "αβγδεζηθικλμνξοπρστυφχψω"[number - 1] if number <= 24 else f"{group} {number}"
        case _:
            return f"{group} {number}"


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _roman(number: int) -> str:
    numerals = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    shown = ""
    for value, numeral in numerals:
        shown += numeral * (number // value)
        number %= value
    return shown
