"""A finished run → the baseline that knows its findings, and the run as it stands against it."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from citecheck.baseline import baseline_of, read_baseline, render_entries, updated
from citecheck.config import Config
from citecheck.gate import Gate
from citecheck.model import Baseline, RunResult
from citecheck.store import Store
from citecheck.wiring.parts import now

_FAILING, _UNCHECKED = 1, 4


@dataclass(frozen=True, slots=True)
class BaselineUpdate:
    """A baseline after a run: its text, how many entries it gained and lost, and the run as it stands against it."""

    text: str
    gained: int
    lost: int
    run: RunResult


def today() -> date:
    """The day by which waivers end, where this runs."""
    return now().astimezone().date()


def empty_at(path: Path) -> Baseline:
    """The baseline of a file that is not there yet."""
    return baseline_of((), today(), path.absolute().parent)


def against(run: RunResult, baseline: Path | None) -> RunResult:
    """A run with what a baseline file says of its findings.

    Raises:
        ConfigError: The file cannot be read, or a line of it is wrong.
    """
    return run if baseline is None else replace(run, baseline=read_baseline(baseline, today()))


def update_baseline(run: RunResult, config: Config, baseline: Path, *, keep_gone: bool) -> BaselineUpdate | None:
    """Take the findings of a run into a baseline; what was decided about them stays, and so do waivers that are over.

    The run's exit code becomes what it would be against the new baseline, in the database too.

    Returns:
        ``None`` where nothing could be checked: that no finding is there then says nothing.

    Raises:
        ConfigError: The baseline cannot be read, or a line of it is wrong.
        StoreError: The database cannot be written.
    """
    if run.exit_code == _UNCHECKED:
        return None
    before = read_baseline(baseline, today()) if baseline.exists() else empty_at(baseline)
    after = updated(before, run, keep_gone=keep_gone)
    held = baseline_of(after, today(), before.folder)
    if run.exit_code in (0, _FAILING):
        gate = Gate(config.fail_on, held)
        failing = any(gate.fails(finding) for article in run.articles for finding in article.findings)
        run = replace(run, exit_code=int(failing))
        with Store.open(config.db) as store:
            store.finish_run(run.id, run.finished_at, run.exit_code)
    names = set(before.entries)
    kept = {entry.fingerprint for entry in after}
    return BaselineUpdate(render_entries(after), len(kept - names), len(names - kept), replace(run, baseline=held))
