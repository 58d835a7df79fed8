"""Tests in a real browser, where the machine has one; ``CITECHECK_REQUIRE_BROWSER=1`` makes its lack a failure."""

import importlib.util
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from citecheck.model import LinkHealth, RunResult
from citecheck.reports.html import render_html

if TYPE_CHECKING:
    from chromium import Chromium

REQUIRED = os.environ.get("CITECHECK_REQUIRE_BROWSER") == "1"
collect_ignore: list[str] = []
if importlib.util.find_spec("selenium") is None and not REQUIRED:
    collect_ignore = ["test_report.py", "test_review.py", "test_accessible.py"]


def missing(what: str, *, required: bool = REQUIRED) -> None:
    """Skip, or fail where it is required."""
    if required:
        pytest.fail(f"{what} is missing, and the environment requires it")
    pytest.skip(f"{what} is missing: these tests look at the pages in a real browser")


@pytest.fixture(scope="session")
def window() -> "Iterator[Chromium]":
    from chromium import chromium, found

    if found() is None:
        missing("Chromium with its driver (Debian: apt-get install chromium chromium-driver)")
    with chromium() as opened:
        yield opened


@pytest.fixture
def browser(window: "Chromium") -> "Chromium":
    """The browser as it is when it starts."""
    window.size(0)
    window.scheme("light")
    window.scripts(allowed=True)
    return window


@pytest.fixture
def address_of(tmp_path: Path) -> Callable[..., str]:
    """Writes the report of a run to a file and gives its address."""

    def write(run: RunResult, history: tuple[LinkHealth, ...] = ()) -> str:
        path = tmp_path / "report.html"
        path.write_text(render_html(run, history=history), encoding="utf-8")
        return path.as_uri()

    return write
