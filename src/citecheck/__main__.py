"""``citecheck`` and ``python -m citecheck``: the command line, with every outcome mapped to an exit code."""

import gc
import sys

import click

from citecheck.cli import citecheck
from citecheck.errors import ArchiveDiskError, CheckError, CitecheckError, StoreDiskError

USAGE, INTERNAL, INTERRUPTED = 2, 3, 130


def main() -> None:
    """Run the command line and exit with the code that ``docs/exit-codes.md`` describes."""
    gc.set_threshold(100_000, 50, 50)  # few objects are cycles, and a long run holds many for each look to go through
    try:
        code = citecheck.main(standalone_mode=False)
    except click.exceptions.Abort:
        _complain("interrupted; what was finished is stored, and the same command goes on from there")
        code = INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = USAGE
    except CheckError as error:
        _complain(str(error))
        _explain_fault()
        code = INTERNAL
    except (ArchiveDiskError, StoreDiskError) as error:
        _complain(f"{error}; what was finished is stored")
        code = INTERNAL
    except CitecheckError as error:
        _complain(str(error))
        code = USAGE
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except Exception as error:  # noqa: BLE001 — the last resort: whatever is not foreseen is an internal error
        _complain(f"internal error: {type(error).__name__}: {error}")
        _explain_fault()
        code = INTERNAL
    sys.exit(code or 0)


def _complain(text: str) -> None:
    click.echo(f"{click.style('citecheck:', fg='red', bold=True)} {text}", err=True)


def _explain_fault() -> None:
    import os
    import traceback

    _complain("what was finished is stored; this is a bug in citecheck: set CITECHECK_DEBUG=1 for the traceback")
    if os.environ.get("CITECHECK_DEBUG"):
        traceback.print_exc()


if __name__ == "__main__":
    main()
