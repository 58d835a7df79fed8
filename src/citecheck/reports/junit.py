"""A run → JUnit XML, for every CI that shows test results: an article is a suite, a reference or claim a test case."""

from datetime import UTC
from xml.etree import ElementTree as ET

from citecheck.model import (
    ArticleResult,
    Baseline,
    ClaimResult,
    ClaimVerdict,
    Finding,
    Level,
    ReferenceResult,
    RunResult,
)
from citecheck.reports.inert import inert, shortened
from citecheck.reports.totals import message_of

_NAME_LENGTH = 120
_NOT_TESTED = {ClaimVerdict.UNCHECKABLE, ClaimVerdict.UNCITED}


def render_junit(run: RunResult) -> str:
    """A run as a JUnit report.

    A finding of level *error* is a failure, unless the baseline knows it: then the case is skipped. So are claims that
    could not be checked or cite nothing. Other findings stand in the case's output: they are worth reading and fail
    nothing by themselves.
    """
    seconds = (run.finished_at - run.started_at).total_seconds()
    root = ET.Element("testsuites", {"name": "citecheck", "time": f"{seconds:.3f}"})
    for article in run.articles:
        _suite(root, article, run.baseline, f"{run.started_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}")
    for total in ("tests", "failures", "errors"):
        root.set(total, str(sum(int(suite.get(total, "0")) for suite in root)))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _suite(root: ET.Element, article: ArticleResult, baseline: Baseline | None, timestamp: str) -> None:
    path = inert(article.article.path)
    suite = ET.SubElement(root, "testsuite", {"name": path, "timestamp": timestamp, "time": "0"})
    for reference in article.references:
        _reference(suite, path, reference, baseline)
    for claim in article.claims:
        _claim(suite, path, claim, baseline)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))


def _reference(suite: ET.Element, path: str, result: ReferenceResult, baseline: Baseline | None) -> None:
    reference = result.reference
    case = _case(suite, path, "references", f"[{reference.id}] {reference.title or reference.url or ''}")
    _failures(case, result.findings, baseline)
    health = f"{result.health}: {result.diagnosis.sign}" if result.diagnosis.sign else result.health
    _output(case, [str(health), *_remarks(result.findings)])


def _claim(suite: ET.Element, path: str, result: ClaimResult, baseline: Baseline | None) -> None:
    claim = result.claim
    case = _case(suite, path, "claims", f"line {claim.position.line}: {claim.text}")
    failed = _failures(case, result.findings, baseline)
    if result.verdict in _NOT_TESTED and not failed:
        reason = next((fact.reason for fact in result.facts if fact.reason), "")
        ET.SubElement(case, "skipped", {"message": inert(f"{result.verdict}: {reason}" if reason else result.verdict)})
    facts = [f"{fact.verdict}: {fact.text}" for fact in result.facts]
    _output(case, [f"verdict: {result.verdict}", *facts, *_remarks(result.findings)])


def _case(suite: ET.Element, path: str, group: str, name: str) -> ET.Element:
    attributes = {"classname": f"{path}.{group}", "name": shortened(inert(name), _NAME_LENGTH), "time": "0"}
    return ET.SubElement(suite, "testcase", attributes)


def _failures(case: ET.Element, findings: tuple[Finding, ...], baseline: Baseline | None) -> bool:
    """Whether the case is settled: it fails for errors, and is skipped where the baseline knows them all."""
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    new = [finding for finding in errors if baseline is None or finding.fingerprint not in baseline]
    if new:
        message = inert(message_of(new[0], baseline))
        failure = ET.SubElement(case, "failure", {"type": new[0].rule, "message": message})
        failure.text = "\n".join(line for finding in new for line in _lines(finding))
    elif errors and baseline is not None:
        known = [f"{baseline.state(finding.fingerprint)}: {finding.message}" for finding in errors]
        ET.SubElement(case, "skipped", {"message": inert("; ".join(known))})
    return bool(errors)


def _lines(finding: Finding) -> list[str]:
    passages = [f"  source [{piece.reference}]: «{piece.context or piece.quote}»" for piece in finding.evidence]
    return [inert(f"{finding.rule}: {finding.message}"), *(f"  {inert(passage)}" for passage in passages)]


def _remarks(findings: tuple[Finding, ...]) -> list[str]:
    rest = [finding for finding in findings if finding.level is not Level.ERROR]
    return [f"{finding.level} {finding.rule}: {finding.message}" for finding in rest]


def _output(case: ET.Element, lines: list[str]) -> None:
    ET.SubElement(case, "system-out").text = "\n".join(inert(line) for line in lines)
