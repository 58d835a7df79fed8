"""How long the HTML report of many findings takes to make and to open.

    python benchmarks/report.py [FINDINGS]

Prints the processor time of making it, its size, and, in a headless Chromium, the time from the start of the
navigation until the text can be read (first contentful paint), until the page answers, and until a filter has been
applied; the median of several. The browser is that of tests/browser.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "browser")]

from chromium import Chromium, chromium  # noqa: E402 — as above

from builders import many_claims  # noqa: E402 — the tests are no package
from citecheck.reports.html import render_html  # noqa: E402 — as above

ROUNDS = 5
_OPENED = """
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const before = performance.now();
    document.querySelector("[data-verdict=contradicted]").click();
    document.body.getBoundingClientRect();
    return [paint.startTime, performance.getEntriesByName("ready")[0].startTime, performance.now() - before];
"""


def opened(browser: Chromium, address: str) -> list[float]:
    """Milliseconds until the text is painted, until the page answers, and for a filter."""
    browser.open(address)
    return [float(each) for each in browser.run(_OPENED)]


def main() -> None:
    """Print the times."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    run = many_claims(count)
    render_html(many_claims(10))  # templates compiled, files read
    before = time.process_time()
    page = render_html(run)
    print(f"{count:,} findings: made in {time.process_time() - before:.2f} s, {len(page.encode()) / 1e6:.1f} MB")
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        path = Path(folder) / "report.html"
        path.write_text(page, encoding="utf-8")
        times = [opened(browser, path.as_uri()) for _ in range(ROUNDS)]
    painted, ready, filtered = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"opened: text after {painted:.0f} ms, answers after {ready:.0f} ms, a filter takes {filtered:.0f} ms")


if __name__ == "__main__":
    main()
