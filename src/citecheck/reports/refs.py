"""An article as read → its references and claims on a terminal; nothing is judged."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from citecheck.model import Article, Citation, Claim, ClaimKind, Reference
from citecheck.reports.inert import shortened
from citecheck.reports.layout import Hanging, Page
from citecheck.reports.marks import Pen
from citecheck.reports.summary import plural

_LABEL_WIDEST = 12
_UNTITLED_SHOWN = 160


def render_refs(article: Article, console: Console) -> None:
    """Print each reference with its fields, then each claim with what it cites, section by section.

    Lines are as long as what they hold where the output is no terminal, so that a title can be searched for.
    """
    page, pen = Page(console, wrap=console.is_terminal), Pen.of(console)
    page.line(pen.text(article.title or article.path, "bold underline"), hanging=2)
    for line in _about(article):
        page.line(pen.text(line, "dim"), hanging=2)
    page.line()
    _show_references(page, pen, article)
    if article.claims:
        _show_claims(page, pen, article.claims)
    if article.left_out:
        _show_left_out(page, pen, article)


def _about(article: Article) -> list[str]:
    """The article's path and kind, and how many of its references and claims need a look."""
    kind = [article.path, article.format, article.language or "language unknown"]
    revision = [f"revision {article.revision}"] if article.revision else []
    references = _counted(
        plural(len(article.references), "reference"),
        without_url=sum(not reference.url for reference in article.references if reference.defined),
        never_defined=sum(not reference.defined for reference in article.references),
        never_cited=sum(not reference.cited for reference in article.references) if article.claims else 0,
    )
    claims = _counted(
        plural(len(article.claims), "claim"),
        uncited=sum(not claim.citations for claim in article.claims),
        left_out=len(article.left_out),
    )
    aliases = [" = ".join(names) for names in article.aliases]
    return [" · ".join(kind + revision), f"{references} · {claims}", *aliases]


def _counted(what: str, **counts: int) -> str:
    """``7 references (2 without URL)``."""
    told = [f"{count:,} {name.replace('_', ' ').replace('url', 'URL')}" for name, count in counts.items() if count]
    return f"{what} ({', '.join(told)})" if told else what


def _show_references(page: Page, pen: Pen, article: Article) -> None:
    page.line(pen.own("References", "bold"))
    width = min(max((cell_len(reference.id) + 2 for reference in article.references), default=0), _LABEL_WIDEST)
    for reference in article.references:
        label = pen.text(f"[{reference.id}]", "cyan")
        lines = [Hanging(line) for line in _described(pen, reference, is_citing=bool(article.claims))]
        page.row([(label, width)], lines, indent=2)
    page.line()


def _described(pen: Pen, reference: Reference, *, is_citing: bool) -> list[Text]:
    """The title; what else is known of the work, and how often it is cited; its addresses."""
    if not reference.defined:
        return [pen.text(f"cited as “{reference.name or reference.id}” and defined nowhere", "bold red")]
    cited = (f"cited {reference.cited}×" if reference.cited else "never cited") if is_citing else None
    details = [
        ", ".join(author.name for author in reference.authors),
        reference.site or reference.publisher,
        reference.date,
        f"read {reference.access_date}" if reference.access_date else None,
        reference.language,
        cited,
    ]
    about = " · ".join(detail for detail in details if detail)
    lines = [pen.text(about, "dim")] if about else []
    lines.append(pen.text(reference.url, "blue") if reference.url else pen.own("no URL", "yellow"))
    if reference.archive_url:
        lines.append(pen.text(f"archived: {reference.archive_url}", "dim"))
    if reference.title:
        translated = [pen.own(" "), pen.text(f"[{reference.trans_title}]")] if reference.trans_title else []
        return [Text.assemble(pen.text(reference.title, "bold"), *translated), *lines]
    text = " ".join((reference.fields.get("text") or reference.raw).split())
    return [pen.text(f"no title: {shortened(text, _UNTITLED_SHOWN)}"), *lines]


def _show_claims(page: Page, pen: Pen, claims: Sequence[Claim]) -> None:
    legend = "  [1] cited directly, (1) inherited from a later marker of the paragraph"
    page.line(Text.assemble(pen.own("Claims", "bold"), pen.own(legend, "dim")), hanging=2)
    id_width, place_width = _width(claim.id for claim in claims), _width(_place(claim) for claim in claims)
    marks_width = min(_width(_marks(claim) for claim in claims), _LABEL_WIDEST)
    for heading, group in groupby(claims, key=_heading):
        page.line(pen.text(heading, "italic"), indent=2, hanging=2)
        for claim in group:
            marks = pen.text(_marks(claim), "cyan" if claim.citations else "yellow")
            place = (pen.own(_place(claim), "dim"), place_width)
            text = Hanging(pen.text(claim.text))
            page.row([(pen.own(claim.id, "dim"), id_width), place, (marks, marks_width)], [text], indent=2)
        page.line()


def _width(cells: Iterable[str]) -> int:
    return max(map(cell_len, cells))


def _place(claim: Claim) -> str:
    return f"{claim.position.line}:{claim.position.column}"


def _heading(claim: Claim) -> str:
    if claim.section:
        return " › ".join(claim.section)
    return "Infobox" if claim.kind is ClaimKind.INFOBOX else "Introduction"


def _marks(claim: Claim) -> str:
    return " ".join(map(_mark, claim.citations)) or "uncited"


def _mark(citation: Citation) -> str:
    return f"[{citation.reference}]" if citation.direct else f"({citation.reference})"


def _show_left_out(page: Page, pen: Pen, article: Article) -> None:
    page.line(pen.own("Left out of the check by the sidecar", "bold"))
    width = _width(claim.id for claim in article.left_out)
    for claim in article.left_out:
        reason = Hanging(pen.text(claim.reason), pen.own("why: ", "dim"), len("why: "))
        page.row([(pen.own(claim.id, "dim"), width)], [Hanging(pen.text(claim.text)), reason], indent=2)
