"""Claims → lines of the terminal report, section by section, each with its facts and their passages beneath."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Self

from rich.cells import cell_len
from rich.text import Text

from citecheck.model import Claim, ClaimKind, ClaimResult, ClaimVerdict, Evidence, FactResult, FactVerdict, Rule
from citecheck.reports.inert import inert, shortened, window
from citecheck.reports.layout import Hanging, Page
from citecheck.reports.marks import Pen, verdict_style

_VERDICT_WIDTH = max(len(verdict) for verdict in ClaimVerdict)
_BRIEF = {ClaimVerdict.UNCITED, ClaimVerdict.UNCHECKABLE}
_WORST_FIRST = (FactVerdict.CONTRADICTED, FactVerdict.NOT_FOUND, FactVerdict.UNCHECKABLE, FactVerdict.SUPPORTED)
_FACT_INDENT = 4
_QUIET, _LOUD, _WHOLE = 90, 240, 2000
"""Characters of a passage that are shown: of one that supports, of one that contradicts, and with ``verbose``."""


def show_claims(page: Page, pen: Pen, results: Sequence[ClaimResult], *, verbose: bool, headings: bool = True) -> None:
    """Print the claims of an article in their order, under their headings."""
    columns = _Columns.fitting(page, results)
    for heading, group in groupby(results, key=lambda result: _heading(result.claim)):
        if headings:
            page.line(pen.text(heading, "bold"))
        for result in group:
            if result.verdict in _BRIEF and not verbose:
                _show_briefly(page, pen, result)
                continue
            _show_heading(page, pen, result, _claim_text(pen, result))
            for fact in sorted(result.facts, key=lambda fact: _WORST_FIRST.index(fact.verdict)):
                _show_fact(page, pen, fact, columns, verbose=verbose)
            _show_beside(page, pen, result)
        page.line()


@dataclass(frozen=True, slots=True)
class _Columns:
    """How wide facts and the labels of references are, so that the passages of a whole article line up."""

    fact: int
    label: int

    @classmethod
    def fitting(cls, page: Page, results: Sequence[ClaimResult]) -> Self:
        facts = [fact for result in results for fact in result.facts]
        labels = [evidence.reference for fact in facts for evidence in fact.evidence]
        fact = max((cell_len(inert(fact.text)) for fact in facts), default=0)
        label = max((cell_len(inert(label)) for label in labels), default=0) + len("[] ")
        return cls(min(fact, page.width // 4), min(label, page.width // 10))


def _heading(claim: Claim) -> str:
    if claim.section:
        return " › ".join(claim.section)
    return "Infobox" if claim.kind is ClaimKind.INFOBOX else "Introduction"


def _show_briefly(page: Page, pen: Pen, result: ClaimResult) -> None:
    """One line: the claim, cut where it must be, and why it could not be checked."""
    reason = next((fact.reason for fact in result.facts if fact.reason), "")
    reason = f" ({inert(reason)})" if reason else ""
    room = page.width - (4 if page.narrow else _VERDICT_WIDTH + 8)
    text = pen.text(shortened(inert(result.claim.text), max(room - len(reason), 24)) + reason, "dim")
    _show_heading(page, pen, result, text)


def _show_heading(page: Page, pen: Pen, result: ClaimResult, text: Text) -> None:
    mark = pen.mark(result.verdict)
    word = pen.word(result.verdict, verdict_style(result.verdict))
    if page.narrow:
        page.line(Text.assemble(mark, " ", word, " ", text), indent=2, hanging=2)
    else:
        page.row([(mark, 1), (word, _VERDICT_WIDTH)], [Hanging(text)], indent=2)


def _show_beside(page: Page, pen: Pen, result: ClaimResult) -> None:
    """What was found besides the verdict, which the facts explain already."""
    for finding in result.findings:
        if finding.rule is Rule.SOURCE_DRIFT:
            page.line(
                Text.assemble(pen.own(f"{finding.rule}: "), pen.text(finding.message)), indent=_FACT_INDENT, hanging=2
            )


def _claim_text(pen: Pen, result: ClaimResult) -> Text:
    """The claim with its markers, ``[1][2]``; those it inherits from a later sentence in parentheses."""
    marks = [
        f"[{citation.reference}]" if citation.direct else f"([{citation.reference}])"
        for citation in result.claim.citations
    ]
    line = f"line {result.claim.position.line}"
    parts = [pen.text(result.claim.text), pen.text("".join(marks), "cyan"), pen.own(line, "dim")]
    return Text(" ").join([part for part in parts if part])


def _show_fact(page: Page, pen: Pen, fact: FactResult, columns: _Columns, *, verbose: bool) -> None:
    style = verdict_style(fact.verdict)
    mark, text, word = pen.mark(fact.verdict), pen.text(fact.text, style), pen.word(fact.verdict, style)
    if page.narrow:
        page.line(Text.assemble(mark, " ", text, " ", word), indent=_FACT_INDENT, hanging=2)
        for passage in _passages(pen, fact, columns, verbose=verbose):
            page.row([], [passage], indent=_FACT_INDENT + 2)
        return
    cells = [(mark, 1), (text, columns.fact), (word, _VERDICT_WIDTH)]
    page.row(cells, _passages(pen, fact, columns, verbose=verbose), indent=_FACT_INDENT)


def _passages(pen: Pen, fact: FactResult, columns: _Columns, *, verbose: bool) -> list[Hanging]:
    """What each source says of the fact, and why; or why there is nothing to show."""
    shown = fact.evidence if verbose or fact.verdict is FactVerdict.CONTRADICTED else fact.evidence[:1]
    found = [line for evidence in shown for line in _passage(pen, evidence, columns, verbose=verbose)]
    if fact.reason and not any(evidence.detail.startswith(fact.reason) for evidence in shown):
        found.append(Hanging(pen.text(fact.reason, "italic")))
    return found


def _passage(pen: Pen, evidence: Evidence, columns: _Columns, *, verbose: bool) -> list[Hanging]:
    contradicts = evidence.match is None
    length = _WHOLE if verbose else _LOUD if contradicts else _QUIET
    before, quote, after = window(inert(evidence.context), inert(evidence.quote), length)
    passage = Text.assemble(
        pen.own("« "),
        pen.own(before),
        pen.own(quote, "bold underline" if before or after else "bold"),
        pen.own(after),
        pen.own(" »"),
    )
    label = pen.text(f"[{evidence.reference}]", "cyan")
    lines = [Hanging(passage, label, columns.label)]
    if evidence.detail:
        lines.append(Hanging(pen.text(evidence.detail, "red" if contradicts else "dim"), label_width=columns.label))
    return lines
