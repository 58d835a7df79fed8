"""A headless Chromium, driven as a person would: keys, clicks, and a look at what came of it."""

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

from servers import PATIENCE

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--hide-scrollbars", "--window-size=1280,900"),
)


def found() -> tuple[str, str] | None:
    """The browser and its driver, where this machine has both."""
    named = os.environ.get("CITECHECK_BROWSER")
    browser = named or next((path for name in BROWSERS if (path := shutil.which(name))), None)
    driver = shutil.which("chromedriver")
    return (browser, driver) if browser and driver else None


class Chromium:
    """One window. ``errors`` and ``requests`` tell what the page complained of and asked for since the last look."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def open(self, url: str) -> None:
        """Load a page and wait until its scripts are ready."""
        self.driver.get("about:blank")
        self.errors()
        self.requests()
        self.driver.get(url)
        self.until("'ready' in document.documentElement.dataset")

    def run(self, script: str, *arguments: Any) -> Any:
        return self.driver.execute_script(script, *arguments)

    def until(self, condition: str) -> None:
        """Wait until an expression of JavaScript is true."""
        WebDriverWait(self.driver, PATIENCE, 0.02).until(
            lambda _: self.run(f"return Boolean({condition})"), f"never came true: {condition}"
        )

    def press(self, *keys: str) -> None:
        """Press keys, one after the other, wherever the focus is."""
        for key in keys:
            self.driver.switch_to.active_element.send_keys(key)

    def one(self, selector: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def texts(self, selector: str) -> list[str]:
        return [each.text for each in self.driver.find_elements(By.CSS_SELECTOR, selector)]

    def click(self, selector: str) -> None:
        self.one(selector).click()

    def choose(self, selector: str, value: str) -> None:
        """Choose an option of a menu, as a person who picks it."""
        self.one(f"{selector} option[value='{value}']").click()

    def current(self) -> str:
        """The id of the chosen claim or reference."""
        return str(self.run("return current ? current.id : ''"))

    def shown(self) -> list[str]:
        """The ids of what the filters leave."""
        return list(self.run("return [...document.querySelectorAll('.item:not(.faded)')].map((item) => item.id)"))

    def size(self, width: int, height: int = 844) -> None:
        """Show the page at the size of a screen; 0 for the window's own."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": 0 < width < 600}
        if width:
            self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        else:
            self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})

    def scheme(self, name: str) -> None:
        """Prefer ``light`` or ``dark``."""
        features = [{"name": "prefers-color-scheme", "value": name}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def scripts(self, *, allowed: bool) -> None:
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not allowed})

    def errors(self) -> list[str]:
        """What the console says that is not mere information; violations of the policy are among it."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] != "INFO"]

    def requests(self) -> list[str]:
        """The addresses that were asked for."""
        messages = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            message["params"]["request"]["url"]
            for message in messages
            if message["method"] == "Network.requestWillBeSent"
        ]


@contextmanager
def chromium() -> Iterator[Chromium]:
    """A browser with a profile of its own, which is gone afterwards."""
    paths = found()
    if paths is None:
        raise FileNotFoundError("no Chromium with its driver on this machine")
    profile = tempfile.mkdtemp(prefix="citecheck-browser-")
    options = webdriver.ChromeOptions()
    options.binary_location = paths[0]
    for argument in (*_ARGUMENTS, f"--user-data-dir={profile}"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(paths[1]))
    try:
        driver.set_script_timeout(PATIENCE)
        yield Chromium(driver)
    finally:
        driver.quit()
        shutil.rmtree(profile, ignore_errors=True)


def axe_script() -> Path | None:
    """axe-core, where ``CITECHECK_AXE`` says or ``npm install axe-core`` has put it."""
    places = (os.environ.get("CITECHECK_AXE"), "node_modules/axe-core/axe.min.js")
    return next((Path(place) for place in places if place and Path(place).is_file()), None)
