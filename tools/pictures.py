"""Take the pictures of the report and the review that the documentation shows: the real pages, of the bundled article.

Needs Chromium with its driver and selenium, as the tests in tests/browser do. Run it as ``make pictures`` after the
pages have changed, and look at what it made before committing it.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from chromium import Chromium, chromium  # noqa: E402 — the folder of the browser tests is no package

ARTICLE = "references/elakla-demo.wikitext"
CONTRADICTED = "items().find((item) => item.about.verdict === 'contradicted')"


def citecheck(*arguments: str | Path) -> list[str]:
    """The command line of citecheck as it stands here."""
    return [sys.executable, "-m", "citecheck", *map(str, arguments)]


def take(browser: Chromium, name: str) -> None:
    """Keep what the window shows, once everything is still."""
    browser.until("document.getAnimations().length === 0 && !document.querySelector('.said.seen')")
    browser.run("document.activeElement.blur()")
    (PICTURES / f"{name}.png").write_bytes(browser.driver.get_screenshot_as_png())
    print(f"{PICTURES.relative_to(ROOT) / name}.png: {(PICTURES / f'{name}.png').stat().st_size:,} bytes")


def report_pictures(browser: Chromium, address: str) -> None:
    """The text with the evidence of a claim beside it, the overview, and a phone at night."""
    browser.size(1100, 660)
    browser.open(address)
    browser.run(f"go({CONTRADICTED})")
    browser.run("scrollBy(0, current.element.closest('section').getBoundingClientRect().top - 100)")
    take(browser, "report")
    browser.size(1100, 450)
    browser.open(address.partition("#")[0])
    browser.run("scrollTo(0, document.querySelector('.overview').offsetTop - 12)")
    take(browser, "overview")
    browser.size(390, 760)
    browser.scheme("dark")
    browser.open(address)
    browser.run(f"go({CONTRADICTED})")
    take(browser, "phone")
    browser.scheme("light")


@contextmanager
def review(db: Path) -> Iterator[str]:
    """The address of a review that is served until the end of the block."""
    with subprocess.Popen(
        citecheck("review", "--db", db, "--as", "ana"), cwd=ROOT, stdout=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        line = process.stdout.readline() if process.stdout else ""
        try:
            yield re.findall(r"http://\S+", line)[0]
        finally:
            process.terminate()


def review_pictures(browser: Chromium, address: str) -> None:
    """A contradicted claim that was judged, among others."""
    browser.size(1100, 660)
    browser.open(address)
    for text, key in (("second-in-command", "a"), ("five Sahelian groups", "r"), ("drone strikes", "a")):
        browser.run(f"go(items().find((item) => item.element.textContent.includes('{text}')))")
        browser.press(key)
        browser.until("document.querySelector('.said.seen')")
        browser.until("!document.querySelector('.said.seen')")
    browser.run(f"go({CONTRADICTED})")
    browser.run(
        "scrollBy(0, current.element.closest('section').previousElementSibling.getBoundingClientRect().top - 100)"
    )
    take(browser, "review")


def main() -> None:
    """Run the demonstration twice, for a line over time, and take the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        db, page = Path(folder) / "citecheck.db", Path(folder) / "report.html"
        for _ in range(2):
            command = citecheck("run", ARTICLE, "--offline", "--db", db, "--report", f"html={page}")
            subprocess.run(command, cwd=ROOT, check=False)
        report_pictures(browser, page.as_uri())
        with review(db) as address:
            review_pictures(browser, address)


if __name__ == "__main__":
    main()
