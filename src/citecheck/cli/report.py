"""``citecheck report``: any report of a stored run."""

from typing import Any

import click

from citecheck.cli.options import config_from, options


@click.command("report")
@click.option("--run", "run_id", metavar="ID", help="The run to report; the latest one by default.")
@click.option("--list", "listing", is_flag=True, help="List the stored runs.")
@click.option("--judged", is_flag=True, help="Tell how often each rule was right, by what was judged in reviews.")
@click.option("-v", "--verbose", is_flag=True, help="Report every fact, not only the telling ones.")
@options("report", "baseline", "db")
def command(run_id: str | None, listing: bool, judged: bool, verbose: bool, **given: Any) -> int:  # noqa: ANN401 — options come by keyword
    """Give a report of a stored run, in any format, without checking anything again.

    With --judged, the accepted and rejected findings of every run, by rule and kind of fact, with the precision that
    they amount to: as tables, or with --report json[=FILE] for programs.

    With --baseline, findings are told apart by what that file knows of them.

    Ends with 0: the exit code that the run itself ended with is part of the report.
    """
    from citecheck.cli.output import deliver, deliver_judged, show_runs, targets
    from citecheck.store import Store
    from citecheck.wiring.baselining import against

    config = config_from(given)
    wanted = targets(config.report)
    with Store.open(config.db, create=False) as store:
        if listing:
            show_runs(store.runs())
        elif judged:
            deliver_judged(store.judgements.standing(), wanted)
        else:
            run = against(store.load_run(run_id), config.baseline)
            deliver(run, wanted, db=config.db, verbose=verbose)
    return 0
