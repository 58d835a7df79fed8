from collections import Counter
from datetime import timedelta

import pytest
from health_corpus import NOW, HealthCase, cases, exchange, reference

from citecheck.documents import diagnose, read_document
from citecheck.model import Failure, Health, Stage, Visit

CASES = cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_says_what_a_person_would_say(case: HealthCase) -> None:
    found = diagnose(case.visit, case.document, case.reference, history=case.history, at=NOW)

    assert found.health == case.health, found.sign
    assert found.sign.endswith((".", "…"))
    assert found.sign[0].isupper()


def test_the_corpus_holds_a_dozen_pages_for_every_state() -> None:
    counts = Counter(case.health for case in CASES)

    assert set(counts) == set(Health)
    assert min(count for health, count in counts.items() if health != Health.NO_URL) >= 12


@pytest.mark.parametrize("status", [401, 402, 403, 407, 429, 451, 999])
def test_a_refusal_is_never_death_however_often_it_happens(status: int) -> None:
    visit = Visit("https://a.example/x", (exchange("https://a.example/x", status),))
    history = [NOW - timedelta(days=10 * days) for days in range(1, 9)]

    found = diagnose(visit, read_document(visit), reference("https://a.example/x"), history=history)

    assert found.health is not Health.DEAD


def test_a_link_that_was_not_tried_because_its_host_is_down_failed_like_those_that_were() -> None:
    detail = "its host gave no answer to 3 requests in a row, lastly: the connection was refused"
    failure = Failure(Stage.FETCH, "host-down", detail, retryable=True)
    page = reference("https://a.example/x")

    once = diagnose(failure, None, page, at=NOW)
    thrice = diagnose(failure, None, page, history=[NOW - timedelta(days=8), NOW - timedelta(days=4)], at=NOW)

    assert (once.health, once.sign) == (Health.UNREACHABLE, f"It was not fetched: {detail}.")
    assert thrice.health is Health.DEAD


def test_death_needs_three_failures_three_days_apart() -> None:
    visit = Visit("https://a.example/x", (exchange("https://a.example/x", 404),))
    page = reference("https://a.example/x")

    def health(*days_ago: float) -> Health:
        return diagnose(visit, None, page, history=[NOW - timedelta(days=days) for days in days_ago]).health

    assert health() is Health.UNREACHABLE
    assert health(3) is Health.UNREACHABLE
    assert health(2.9, 5.8) is Health.UNREACHABLE
    assert health(6, 3) is Health.DEAD
    assert health(3, 6) is Health.DEAD


def test_a_success_is_alive_whatever_happened_before() -> None:
    visit = Visit("https://a.example/x", (exchange("https://a.example/x", 200, b"<p>Here it is again.</p>"),))
    history = [NOW - timedelta(days=10 * days) for days in range(1, 9)]

    found = diagnose(visit, read_document(visit), reference("https://a.example/x"), history=history)

    assert found.health is Health.OK


def test_a_failure_of_unknown_time_is_no_strike() -> None:
    failure = Failure(Stage.FETCH, "dns", "the name leads nowhere")
    history = [NOW - timedelta(days=9), NOW - timedelta(days=5)]

    found = diagnose(failure, failure, reference("https://a.example/x"), history=history)

    assert found.health is Health.UNREACHABLE


@pytest.mark.parametrize(
    ("outcome", "is_strike"),
    [
        (Failure(Stage.FETCH, "dns", "the name leads nowhere"), True),
        (Failure(Stage.FETCH, "timeout", "no answer"), True),
        (Failure(Stage.FETCH, "dns-temporary", "the name could not be looked up"), False),
        (Failure(Stage.FETCH, "proxy", "the proxy refused"), False),
        (404, True),
        (500, True),
        (429, False),
        (408, False),
    ],
)
def test_a_failure_counts_where_it_is_the_links_own(outcome: Failure | int, is_strike: bool) -> None:
    url = "https://a.example/x"
    visit = outcome if isinstance(outcome, Failure) else Visit(url, (exchange(url, outcome, b"No."),))

    found = diagnose(visit, None, reference(url), at=NOW)

    assert (found.health, found.is_strike) == (Health.UNREACHABLE, is_strike)
