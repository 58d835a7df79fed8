"""References → lines of the terminal report, each with its health and its findings beneath."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from rich.text import Text

from citecheck.model import Health, Level, ReferenceResult, Rule
from citecheck.reports.layout import GAP, Hanging, Page
from citecheck.reports.marks import Pen, health_style, level_style

_HEALTH_WIDTH = max(len(health) for health in Health)
_LABEL_WIDEST = 10
_FEWEST_SHARED = 3


def show_references(page: Page, pen: Pen, results: Sequence[ReferenceResult], *, verbose: bool) -> None:
    """Print the references of an article in their order."""
    if not results:
        return
    page.line(pen.own("References", "bold"))
    shared = frozenset() if verbose else _shared(results)
    label_width = min(max(len(result.reference.id) for result in results) + 2, _LABEL_WIDEST)
    for result in results:
        _show(page, pen, result, label_width, shared, verbose=verbose)
    for rule in sorted(shared):
        _show_shared(page, pen, rule, results)
    page.line()


def _shared(results: Sequence[ReferenceResult]) -> frozenset[Rule]:
    """The rules with a mere note on most references, which are told once and not beneath each."""
    notes = [{finding.rule for finding in result.findings if finding.level is Level.NOTE} for result in results]
    rules = frozenset[Rule]().union(*notes)
    enough = max(_FEWEST_SHARED, len(results) // 2 + 1)
    return frozenset(rule for rule in rules if sum(rule in each for each in notes) >= enough)


def _show_shared(page: Page, pen: Pen, rule: Rule, results: Sequence[ReferenceResult]) -> None:
    bearers = [result.reference.id for result in results if any(each.rule is rule for each in result.findings)]
    every = len(bearers) == len(results)
    whose = f"all {len(results)} references" if every else f"references {', '.join(bearers)}"
    text = Text.assemble(pen.word(rule, level_style(Level.NOTE)), ": ", pen.text(f"{whose}. {rule.summary}"))
    page.line(text, indent=2, hanging=2)


def _show(
    page: Page, pen: Pen, result: ReferenceResult, label_width: int, shared: AbstractSet[Rule], *, verbose: bool
) -> None:
    label = pen.text(f"[{result.reference.id}]", "bold")
    health = pen.word(result.health, health_style(result.health))
    if page.narrow:
        page.line(Text.assemble(label, " ", health, " ", _described(pen, result)), indent=2, hanging=2)
        indent = 4
    else:
        page.row([(label, label_width), (health, _HEALTH_WIDTH)], [Hanging(_described(pen, result))], indent=2)
        indent = 2 + label_width + GAP + _HEALTH_WIDTH + GAP
    for line in _about(pen, result, verbose=verbose):
        page.line(line, indent, hanging=2)
    for finding in result.findings:
        if finding.rule in shared:
            continue
        rule = pen.word(finding.rule, level_style(finding.level))
        page.line(Text.assemble(rule, ": ", pen.text(finding.message)), indent, hanging=2)


def _described(pen: Pen, result: ReferenceResult) -> Text:
    """``La Gazette · Le ferry a coulé · 2019-02-22 · cited 4×``."""
    reference = result.reference
    title = reference.title or ("no title" if reference.defined else "not defined")
    cited = f"cited {reference.cited}×" if reference.cited else "never cited"
    parts = [
        pen.text(reference.site) if reference.site else None,
        pen.text(title, "bold" if reference.title else "dim"),
        pen.text(reference.date) if reference.date else None,
        pen.own(cited, "dim"),
    ]
    return Text(pen.plain(" · ")).join([part for part in parts if part is not None])


def _about(pen: Pen, result: ReferenceResult, *, verbose: bool) -> list[Text]:
    """The address and what decided the health, unless the link is simply well or a finding says it anyway."""
    url, sign, snapshot = result.reference.url, result.diagnosis.sign, result.snapshot
    if not verbose:
        told = any(finding.rule == f"ref-{result.health}" for finding in result.findings)
        sign = "" if told or result.health in (Health.OK, Health.NO_URL) else sign
        url = None if result.health is Health.OK else url
    lines = [pen.text(text, "dim") for text in (url, sign) if text]
    if verbose and snapshot is not None:
        lines.append(pen.text(f"captured {snapshot.fetched_at:%Y-%m-%d %H:%M} in {snapshot.warc}", "dim"))
    return lines
