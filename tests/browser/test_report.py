"""The HTML report as a person uses it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from chromium import Chromium
from selenium.webdriver.common.keys import Keys

from builders import STARTED, empty_run, many_claims, plain_run, rich_run
from citecheck.model import Health, LinkHealth

Address = Callable[..., str]
HISTORY = tuple(
    LinkHealth(str(day), STARTED + timedelta(days=day), {Health.OK: 3 - day, Health.DEAD: day}) for day in (0, 1)
)


def test_it_asks_nobody_for_anything_and_breaks_no_policy(browser: Chromium, address_of: Address):
    address = address_of(rich_run(), HISTORY)
    browser.open(address)
    browser.press("j", "n", "e", "t", "t", "o", "o")

    assert browser.errors() == []
    assert [url for url in browser.requests() if url not in ("about:blank", address)] == []


def test_a_click_shows_the_evidence_in_its_passage(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()))
    browser.click("#c0-2")

    assert browser.one("#panel h2").text == "✗ contradicted"
    assert browser.texts("#panel .passage.against mark") == ["Onze personnes ont été blessées"]
    assert "Onze personnes ont été blessées, selon la préfecture." in browser.one("#panel blockquote[lang=fr]").text
    assert "the source counts 11 wounded, not killed" in browser.one("#panel .against .detail").text
    links = browser.run(
        "return [...document.querySelectorAll('#panel .passage a.outside')].map((a) => [a.href, a.rel, a.target])"
    )
    assert ["https://archive.example/20190223/gazette", "noopener noreferrer", "_blank"] in links
    assert any("#:~:text=Onze%20personnes" in href for href, _, _ in links)
    assert "kerval.warc.gz:0" in browser.one("#panel .capture").get_attribute("title")


def test_a_reference_shows_what_differs_and_who_cites_it(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()))
    browser.click("#r0-0 cite")

    assert "2019-02-22" in browser.one("#panel tr.differs").text
    assert len(browser.texts("#panel .citing li")) == 5
    browser.click("#panel .citing a[href='#c0-2']")
    assert browser.current() == "c0-2"


def test_an_address_leads_to_its_claim(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()) + "#c0-2")

    assert browser.current() == "c0-2"
    assert browser.run("return location.hash") == "#c0-2"


def test_filters_combine_and_count_what_they_would_leave(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()))
    assert browser.one("#shown").text == "13"

    browser.click("[data-verdict=supported]")
    assert browser.shown() == ["c0-0", "c0-3", "c0-5"]
    assert browser.one("#shown").text == "3 of 13"

    browser.click("[data-verdict=contradicted]")
    browser.choose("#reference", "r0-1")
    assert browser.shown() == ["c0-2", "c0-5"]
    assert browser.one("[data-verdict=partial] .count").text == "0"
    assert (
        browser.one("#rule option[value=claim-contradicted]").get_attribute("textContent") == "claim-contradicted (1)"
    )

    browser.choose("#rule", "claim-contradicted")
    assert browser.shown() == ["c0-2"]
    browser.click("#clear")
    assert len(browser.shown()) == 13


def test_a_search_minds_neither_case_nor_accents(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()))
    browser.press("/", *"ERARD")
    browser.until("document.querySelectorAll('.item:not(.faded)').length === 1")

    assert browser.shown() == ["c0-4"]


def test_only_these_hides_the_rest_of_the_text(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()))
    browser.click("[data-verdict=contradicted]")
    browser.press("o")

    visible = "return [...document.querySelectorAll('.block')].filter((block) => block.checkVisibility()).length"
    assert browser.run(visible) == 1
    browser.press("o")
    assert browser.run(visible) > 5


def test_keys_step_through_what_is_shown(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()))
    browser.press("j", "j", "j")
    assert browser.current() == "c0-2"
    browser.press("k")
    assert browser.current() == "c0-1"
    browser.press("n")
    assert browser.current() == "c0-2"
    browser.press("3", "n")
    assert browser.shown() == ["c0-2"]
    browser.press("x", "p")
    assert browser.current() == "c0-1"
    assert browser.run("return document.activeElement.id") == "c0-1"

    browser.press("e")
    assert browser.run("return document.activeElement.id") == "panel"
    browser.press(Keys.ESCAPE)
    assert browser.run("return document.activeElement.id") == "c0-1"
    browser.press(Keys.ESCAPE)
    assert browser.current() == ""
    assert browser.one("#panel h2").text == "Begin here"


def test_the_list_of_keys_opens_and_closes(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()))
    browser.press("?")
    assert browser.one("#keys").is_displayed()
    browser.press(Keys.ESCAPE)
    assert not browser.one("#keys").is_displayed()


def test_light_and_dark_follow_the_system_until_somebody_chooses(browser: Chromium, address_of: Address):
    address, paper = address_of(plain_run()), "return getComputedStyle(document.body).backgroundColor"
    browser.open(address)
    browser.run("localStorage.clear()")
    browser.open(address)
    light = browser.run(paper)
    browser.scheme("dark")
    assert browser.run(paper) != light

    browser.click("#theme")
    assert browser.run(paper) == light
    browser.open(address)
    assert browser.run(paper) == light
    browser.run("localStorage.clear()")


def test_hostile_text_is_shown_and_does_nothing(browser: Chromium, address_of: Address):
    browser.open(address_of(rich_run()))
    browser.run("window.alert = () => { document.title = 'alerted'; }")
    scripts = browser.run("return document.scripts.length")
    for item in ("c1-0", "r1-0", "r1-4"):
        browser.run(f"go(itemById().get('{item}'))")

    assert "<script>alert(1)</script>" in browser.one("#panel").text
    assert "<U+202E>" in browser.one("#c1-0").text
    assert browser.run("return document.scripts.length") == scripts
    assert browser.run("return document.querySelectorAll('.articles-text script, #panel script').length") == 0
    assert "alerted" not in browser.driver.title
    assert browser.run("return [...document.querySelectorAll('a')].every((a) => /^(file|https?):/.test(a.protocol))")


def test_the_browser_itself_refuses_to_parse_text_as_markup(browser: Chromium, address_of: Address):
    browser.open(address_of(plain_run()))
    caught = browser.run(
        "try { document.body.innerHTML = '<img src=x>'; return ''; } catch (error) { return error.name; }"
    )

    assert caught == "TypeError"


def test_a_line_of_a_million_characters_stays_within_the_page(browser: Chromium, address_of: Address):
    run = plain_run()
    article = run.articles[0]
    claim = replace(article.claims[6], claim=replace(article.claims[6].claim, text="x" * 1_000_000))
    browser.open(address_of(replace(run, articles=(replace(article, claims=(claim,)),))))

    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")
    assert len(browser.one("#c0-0").text) < 5000


@pytest.mark.parametrize("width", [390, 320])
def test_it_fits_a_phone(browser: Chromium, address_of: Address, width: int):
    browser.size(width)
    browser.open(address_of(rich_run(), HISTORY))
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert not browser.one("#panel").is_displayed()

    browser.run("document.querySelector('#c0-2').scrollIntoView()")
    browser.click("#c0-2")
    browser.until("document.querySelector('#panel').getAnimations().length === 0")
    box = browser.one("#panel").rect
    assert box["width"] == width
    assert browser.run("return document.querySelector('#panel').getBoundingClientRect().bottom <= innerHeight + 1")
    browser.click("#panel .close")
    browser.until("getComputedStyle(document.querySelector('#panel')).visibility === 'hidden'")


def test_an_article_written_from_right_to_left(browser: Chromium, address_of: Address):
    run = rich_run()
    article = run.articles[1]
    turned = replace(article, article=replace(article.article, language="ar", direction="rtl"))
    browser.open(address_of(replace(run, articles=(turned,))))
    browser.click("#c0-0")

    direction = "return getComputedStyle(document.querySelector(arguments[0])).direction"
    assert browser.run(direction, ".prose") == "rtl"
    assert browser.run(direction, "#panel .claim-text") == "rtl"
    assert browser.run(direction, "#panel") == "ltr"
    assert browser.run(direction, ".passage:nth-of-type(2) blockquote") == "rtl"


def test_without_scripts_the_text_and_the_findings_are_there(browser: Chromium, address_of: Address):
    browser.scripts(allowed=False)
    browser.driver.get(address_of(plain_run()))

    assert browser.one("#c0-2").is_displayed()
    assert "the source counts 11 wounded, not killed" in browser.one(".plain").text
    assert not browser.one("#toolbar").is_displayed()
    assert not browser.one("#panel").is_displayed()


def test_an_empty_run_is_a_page(browser: Chromium, address_of: Address):
    browser.open(address_of(empty_run()))
    browser.press("j", "n", "?")

    assert browser.errors() == []
    assert browser.one("#panel h2").text == "Nothing serious"


def test_thousands_of_findings_open_filter_and_step(browser: Chromium, address_of: Address):
    browser.open(address_of(many_claims(3000)))
    browser.click("[data-verdict=contradicted]")
    assert browser.one("#shown").text == "600 of 3,005"
    browser.press("o", "j", "j")

    assert browser.current() == "c0-6"
    assert browser.texts("#panel mark") != []
