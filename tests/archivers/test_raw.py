from datetime import UTC, datetime

import pytest

from citecheck.archivers import as_original, copy_at, raw_url
from citecheck.model import Exchange, Visit

BASE = "https://web.archive.org"
PAGE = "http://gazette.example/a?x=1"
COPY = f"{BASE}/web/20190301101112/{PAGE}"


def exchange(url: str, status: int = 200, *headers: tuple[str, str]) -> Exchange:
    return Exchange(url, b"", b"", status, "", headers, b"", "", datetime(2026, 3, 2, tzinfo=UTC), 0.1)


@pytest.mark.parametrize(
    ("copy", "raw"),
    [
        (COPY, f"{BASE}/web/20190301101112id_/{PAGE}"),
        (f"{BASE}/web/20190301101112if_/{PAGE}", f"{BASE}/web/20190301101112id_/{PAGE}"),
        (f"{BASE}/web/20190301101112id_/{PAGE}", f"{BASE}/web/20190301101112id_/{PAGE}"),
        (f"https://archive.ph/20190301101112/{PAGE}", f"https://archive.ph/20190301101112/{PAGE}"),
        ("https://archive.ph/AbCdE", "https://archive.ph/AbCdE"),
        (f"https://elsewhere.example/20190301101112/{PAGE}", f"https://elsewhere.example/20190301101112/{PAGE}"),
    ],
)
def test_the_bytes_lie_in_the_raw_form_of_a_wayback_machine_alone(copy: str, raw: str) -> None:
    assert raw_url(copy, BASE) == raw


def test_a_machine_of_ones_own_is_a_wayback_machine() -> None:
    base = "http://archive.example:8080"

    assert raw_url(f"{base}/web/20190301101112/{PAGE}", base) == f"{base}/web/20190301101112id_/{PAGE}"


def test_a_copy_in_an_archive_that_nobody_knows_is_one() -> None:
    copy = copy_at("https://keep.example/x/y", BASE)

    assert (copy.memento_url, copy.captured_at, copy.archive) == ("https://keep.example/x/y", None, "keep.example")


def test_a_visit_to_a_copy_is_told_as_one_to_the_original() -> None:
    asked, nearest, home = (f"{BASE}/web/{stamp}id_/" for stamp in ("20190301", "20190228000000", "20190228000001"))
    visit = Visit(
        asked + PAGE,
        (
            exchange(asked + PAGE, 302),
            exchange(nearest + PAGE, 301),
            exchange(home + "http://gazette.example/", 200, ("X-Archive-Orig-CF-Mitigated", "challenge")),
        ),
    )

    told = as_original(visit, BASE)

    assert told.url == PAGE
    assert [(each.url, each.status) for each in told.exchanges] == [(PAGE, 301), ("http://gazette.example/", 200)]
    assert told.final.header("cf-mitigated") == "challenge"


def test_a_visit_to_another_archive_stays_as_it_is() -> None:
    visit = Visit("https://keep.example/x", (exchange("https://keep.example/x"),))

    assert as_original(visit, BASE) == visit
