"""The pages by the rules of axe-core: WCAG 2.2 A and AA, and its best practices."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from chromium import Chromium, axe_script

from browser.conftest import missing
from builders import empty_run, plain_run, rich_run
from citecheck.store import Store
from review.conftest import reviewing

RUN = """
    const done = arguments[arguments.length - 1];
    const where = (node) => `${node.html} ${node.failureSummary}`;
    const told = ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(where).join(" | ")}`;
    axe.run({ resultTypes: ["violations"] }).then(
        ({ violations, passes }) => done(passes.length < 10 ? ["axe looked at next to nothing"] : violations.map(told)),
        (error) => done([String(error)]));
"""


@pytest.fixture(scope="module")
def axe() -> str:
    path: Path | None = axe_script()
    if path is None:
        missing(
            "axe-core (npm install axe-core, or CITECHECK_AXE=…/axe.min.js)", required="CITECHECK_AXE" in os.environ
        )
    assert path is not None
    return path.read_text(encoding="utf-8")


def violations(browser: Chromium, axe: str) -> list[str]:
    browser.run(axe)
    return list(browser.driver.execute_async_script(RUN))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_report_is_accessible(browser: Chromium, axe: str, address_of: Callable[..., str], scheme: str, width: int):
    browser.size(width)
    browser.scheme(scheme)
    browser.open(address_of(rich_run()))
    assert violations(browser, axe) == []

    for item in ("c0-2", "c0-4", "r0-0"):
        browser.run(f"go(itemById().get('{item}'))")
        browser.until("document.getAnimations().length === 0")
        assert violations(browser, axe) == [], item


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_filters_and_keys_are_accessible(browser: Chromium, axe: str, address_of: Callable[..., str], scheme: str):
    browser.scheme(scheme)
    browser.open(address_of(plain_run()))
    browser.press("3", "?")

    assert [each for each in violations(browser, axe) if not each.startswith('color-contrast: <a class="item')] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_review_is_accessible(browser: Chromium, axe: str, tmp_path: Path, scheme: str):
    browser.scheme(scheme)
    with Store.open(tmp_path / "results.db") as store:
        store.add_run(plain_run())
    with reviewing(tmp_path / "results.db", plain_run()) as served:
        browser.open(served.access.url)
        browser.press("n", "a")
        browser.until("document.querySelector('#c0-1').dataset.decision")
        browser.press("u", "a", "w")
        browser.until("document.querySelector('.waiver')")
        browser.until("!document.querySelector('.said.seen') && document.getAnimations().length === 0")

        assert violations(browser, axe) == []


def test_two_articles_alike_are_accessible(browser: Chromium, axe: str, address_of: Callable[..., str]):
    run = plain_run()
    browser.open(address_of(replace(run, articles=run.articles * 2)))
    browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")

    assert violations(browser, axe) == []


def test_an_empty_report_is_accessible(browser: Chromium, axe: str, address_of: Callable[..., str]):
    browser.open(address_of(empty_run()))

    assert violations(browser, axe) == []
