"""How long commands take from start to end, as whole processes, beside the time to import click.

Runs the commands in turn, so that a machine whose speed drifts treats them alike, and prints medians and ratios.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from installed import as_installed

ROOT = Path(__file__).parent.parent
BASE = "import click"


def commands(folder: Path) -> dict[str, list[str]]:
    """The commands to time, by the name they are printed under."""
    citecheck = [str(Path(sys.executable).with_name("citecheck"))]
    demo = [*citecheck, "run", "references/elakla-demo.wikitext", "--offline", "--db", str(folder / "demo.db")]
    return {
        "pass": [sys.executable, "-c", "pass"],
        BASE: [sys.executable, "-c", "import click"],
        "import citecheck; check_claim": [sys.executable, "-c", "from citecheck import check_claim"],
        "citecheck --help": [*citecheck, "--help"],
        "citecheck run --help": [*citecheck, "run", "--help"],
        "citecheck refs": [*citecheck, "refs", "references/elakla-demo.wikitext"],
        "citecheck run --offline (the demonstration)": demo,
    }


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    return time.perf_counter() - begun


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    as_installed()
    with tempfile.TemporaryDirectory() as folder:
        wanted = commands(Path(folder))
        times: dict[str, list[float]] = {name: [] for name in wanted}
        for turn in range(runs + 1):
            for name, command in wanted.items():
                taken = seconds(command)
                if turn:  # the first turn warms the caches
                    times[name].append(taken)
    base = statistics.median(times[BASE])
    print(f"{'command':46} {'median':>8} {'min':>8} {'max':>8} {'× ' + BASE:>15}")
    for name, taken in times.items():
        median = statistics.median(taken)
        print(f"{name:46} {median:7.3f}s {min(taken):7.3f}s {max(taken):7.3f}s {median / base:15.2f}")


if __name__ == "__main__":
    main()
