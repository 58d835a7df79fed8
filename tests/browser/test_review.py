"""The review as a person uses it, with the server and the store it really has."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Chromium
from selenium.webdriver.common.keys import Keys

from builders import plain_run
from citecheck.store import Store
from review.conftest import Review, reviewing

PARTIAL, CONTRADICTED = "a1a1a1a1a1a1a1a1", "c0c0c0c0c0c0c0c0"


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Review]:
    with Store.open(tmp_path / "results.db") as store:
        store.add_run(plain_run())
    with reviewing(tmp_path / "results.db", plain_run()) as served:
        yield served


def history(review: Review, fingerprint: str) -> list[str]:
    with Store.open(review.db, create=False) as store:
        return [judgement.decision for judgement in store.judgements.of(fingerprint)]


def settled(browser: Chromium, text: str) -> None:
    browser.until(f"document.querySelector('#said').textContent.includes({json.dumps(text)})")


def test_the_key_leaves_the_address_and_no_other_host_is_asked(browser: Chromium, review: Review):
    browser.driver.get("about:blank")
    browser.requests()
    browser.errors()
    browser.open(review.access.url)

    assert browser.driver.current_url == f"http://{review.host}/"
    assert browser.run("return document.cookie") == ""
    assert all(url.startswith((f"http://{review.host}/", "about:")) for url in browser.requests())
    assert [error for error in browser.errors() if "favicon" not in error] == []


def test_keys_decide_and_go_on_to_the_next(browser: Chromium, review: Review):
    browser.open(review.access.url)
    browser.press("n")
    assert browser.current() == "c0-1"
    browser.press("a")
    settled(browser, "claim-partial: accepted")
    assert browser.current() == "c0-2"
    browser.press("r")
    settled(browser, "claim-contradicted: rejected")

    assert (history(review, PARTIAL), history(review, CONTRADICTED)) == (["accept"], ["reject"])
    assert browser.one("#c0-1").get_attribute("data-decision") == "accepted"
    assert browser.one("#judged").text == "2 of 3 judged"


def test_keys_pressed_at_once_are_decided_one_after_the_other(browser: Chromium, review: Review):
    browser.open(review.access.url)
    press = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))"
    browser.run(f"for (const key of 'naruu') {press}")
    settled(browser, "claim-partial: taken back")

    assert history(review, PARTIAL) == ["accept", "undo"]
    assert history(review, CONTRADICTED) == ["reject", "undo"]


def test_a_waiver_asks_why_and_until_when(browser: Chromium, review: Review):
    browser.open(review.access.url + "#")
    browser.click("#c0-2")
    browser.press("w", Keys.ENTER)
    assert history(review, CONTRADICTED) == []  # a reason is required

    browser.press(*"is being rewritten")
    browser.run("document.querySelector('[name=until]').value = '2099-12-31'")
    browser.press(Keys.ENTER)
    settled(browser, "claim-contradicted: waived")
    browser.click("#c0-2")

    assert "waived until 2099-12-31 by ana" in browser.one("#panel .verdict-of").text
    assert "is being rewritten" in browser.one("#panel .verdict-of q").text


def test_undo_goes_back_to_what_was_decided_last(browser: Chromium, review: Review):
    browser.open(review.access.url)
    browser.press("n", "a")
    settled(browser, "accepted")
    browser.press("u")
    settled(browser, "taken back; it is open again")

    assert browser.current() == "c0-1"
    assert history(review, PARTIAL) == ["accept", "undo"]
    assert browser.one("#c0-1").get_attribute("data-decision") is None
    browser.press("u")
    settled(browser, "nothing to take back")


def test_decisions_are_there_after_a_reload_and_can_be_filtered(browser: Chromium, review: Review):
    review.judge(fingerprint=CONTRADICTED, decision="accept", seen=None)
    browser.open(review.access.url)
    browser.choose("#decision", "accept")
    assert browser.shown() == ["c0-2"]
    browser.choose("#decision", "open")
    assert "c0-2" not in browser.shown()


def test_a_tab_that_is_behind_is_told_and_shown(browser: Chromium, review: Review):
    browser.open(review.access.url)
    browser.click("#c0-2")
    review.judge(fingerprint=CONTRADICTED, decision="waive", reason="elsewhere", seen=None)
    browser.press("a")
    settled(browser, "Not kept: waived by ana meanwhile")

    assert history(review, CONTRADICTED) == ["waive"]
    assert "elsewhere" in browser.one("#panel .verdict-of").text
    browser.press("a")
    settled(browser, "claim-contradicted: accepted")
    assert history(review, CONTRADICTED) == ["waive", "accept"]


def test_two_tabs_tell_each_other(browser: Chromium, review: Review):
    browser.open(review.access.url)
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    try:
        browser.driver.get(f"http://{review.host}/")
        browser.until("'ready' in document.documentElement.dataset")
        browser.press("n", "r")
        settled(browser, "rejected")
    finally:
        browser.driver.close()
        browser.driver.switch_to.window(first)
    browser.until("document.querySelector('#c0-1').dataset.decision === 'rejected'")


def test_the_whole_source_opens_at_the_passage(browser: Chromium, review: Review):
    browser.open(review.access.url)
    browser.click("#c0-2")
    browser.click("#panel .passage.against button.capture:last-child")
    browser.until("document.querySelector('#source').open")

    assert browser.texts("#source mark") == ["Onze personnes ont été blessées"]
    assert "Le ferry Anna-Lise a sombré jeudi" in browser.one("#source-text").text
    browser.press(Keys.ESCAPE)
    assert not browser.one("#source").is_displayed()
    assert browser.current() == "c0-2"


def test_a_server_that_is_gone_is_told(browser: Chromium, tmp_path: Path):
    with Store.open(tmp_path / "other.db") as store:
        store.add_run(plain_run())
    with reviewing(tmp_path / "other.db", plain_run()) as served:
        browser.open(served.access.url)
    browser.press("n", "a")
    settled(browser, "Is it still running?")

    assert browser.one("#c0-1").get_attribute("data-decision") is None


def test_what_somebody_writes_as_a_reason_stays_text(browser: Chromium, review: Review):
    review.judge(fingerprint=CONTRADICTED, decision="reject", reason="<img src=x onerror=alert(1)>\u202e", seen=None)
    browser.open(review.access.url)
    browser.click("#c0-2")

    assert browser.one("#panel .verdict-of q").text.startswith("<img src=x")
    assert browser.run("return document.querySelectorAll('#panel img').length") == 0
