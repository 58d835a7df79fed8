"""The queue, with a saver that says what a test wants and a clock that only sleep moves."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver_fakes import Clock
from citecheck.archivers.interface import Backoff, Job
from citecheck.archivers.pace import CAPTURES_PER_MINUTE, Pace
from citecheck.archivers.saving import JOB_PATIENCE, LONGEST_REST, MOST_OPEN, RETRY_PAUSE, SavingQueue
from citecheck.archivers.trouble import failure, refusal
from citecheck.model import ArchiveCopy, Failure

Answer = Job | Failure | Backoff | ArchiveCopy | None
URLS = [f"https://gazette.example/{number}" for number in range(8)]
BUSY = Backoff(65.0, failure("rate-limited", "429"))
GONE = refusal("error:not-found", "")
LATER = refusal("error:no-browsers-available", "")
QUOTA = refusal("error:max-daily-bandwidth", "")
SILENT = failure("timeout", "")


def copy_of(url: str) -> ArchiveCopy:
    return ArchiveCopy(
        url, f"https://a.example/web/20260302093100/{url}", datetime(2026, 3, 2, tzinfo=UTC), "a.example"
    )


@dataclass
class ScriptedSaver:
    """Accepts everything and has it done at the second question, unless something else is in line for a URL."""

    clock: Clock
    submissions: dict[str, deque[Answer]] = field(default_factory=dict)
    statuses: dict[str, deque[Answer]] = field(default_factory=dict)
    submitted: list[tuple[float, str]] = field(default_factory=list)
    asked: list[tuple[float, str]] = field(default_factory=list)
    open: set[str] = field(default_factory=set)
    most_open: int = 0

    def submit(self, url: str, max_age: timedelta) -> Answer:
        self.submitted.append((self.clock(), url))
        answer = _next(self.submissions.get(url), Job(url, f"job-{url}"))
        if isinstance(answer, Job):
            self.open.add(url)
            self.most_open = max(self.most_open, len(self.open))
        return answer

    def status(self, job: Job) -> Answer:
        self.asked.append((self.clock(), job.url))
        first = sum(url == job.url for _, url in self.asked) % 2 == 1
        answer = _next(self.statuses.get(job.url), None if first else copy_of(job.url))
        if isinstance(answer, ArchiveCopy | Failure):
            self.open.discard(job.url)
        return answer


def _next(line: deque[Answer] | None, otherwise: Answer) -> Answer:
    return line.popleft() if line else otherwise


@dataclass
class Desk:
    """A queue under test and what it reported."""

    clock: Clock = field(default_factory=Clock)
    reported: list[tuple[str, Answer]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.saver = ScriptedSaver(self.clock)
        pace = Pace(CAPTURES_PER_MINUTE, clock=self.clock, sleep=self.clock.sleep)
        self.queue = SavingQueue(
            self.saver, pace, timedelta(days=30), lambda url, news: self.reported.append((url, news))
        )

    def run(self, urls: Iterable[str]) -> dict[str, list[str]]:
        for url in urls:
            self.queue.add(url)
        self.queue.run()
        return self.ends()

    def ends(self) -> dict[str, list[str]]:
        """What each URL came to: ``copy`` or the reason of its failure, every time it was told."""
        ends: dict[str, list[str]] = {}
        for url, news in self.reported:
            if not isinstance(news, Job):
                ends.setdefault(url, []).append(news.reason if isinstance(news, Failure) else "copy")
        return ends


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_every_url_is_saved_within_the_pace(desk: Desk) -> None:
    assert desk.run(URLS) == {url: ["copy"] for url in URLS}
    moments = [moment for moment, _ in desk.saver.submitted]
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 10.7  # 80% of 7 a minute
    assert desk.saver.most_open <= MOST_OPEN
    assert desk.queue.stopped is None


def test_an_accepted_capture_is_told_before_it_is_done(desk: Desk) -> None:
    desk.run(URLS[:1])

    assert desk.reported == [(URLS[0], Job(URLS[0], f"job-{URLS[0]}")), (URLS[0], copy_of(URLS[0]))]


def test_a_capture_that_never_ends_is_given_up_and_holds_up_nobody(desk: Desk) -> None:
    desk.saver.statuses[URLS[0]] = deque([None] * 1_000)

    ends = desk.run(URLS)

    assert ends == {URLS[0]: ["still-running"], **{url: ["copy"] for url in URLS[1:]}}
    assert JOB_PATIENCE <= max(moment for moment, url in desk.saver.asked if url == URLS[0]) <= JOB_PATIENCE + 30


def test_a_silent_status_is_asked_again(desk: Desk) -> None:
    desk.saver.statuses[URLS[0]] = deque([SILENT, None, SILENT, copy_of(URLS[0])])

    assert desk.run(URLS[:1]) == {URLS[0]: ["copy"]}


def test_what_may_help_later_is_tried_three_times_a_minute_apart(desk: Desk) -> None:
    desk.saver.submissions[URLS[0]] = deque([LATER] * 9)

    assert desk.run(URLS[:1]) == {URLS[0]: ["no-browsers-available"]}
    moments = [moment for moment, _ in desk.saver.submitted]
    assert len(moments) == 3
    assert min(later - earlier for earlier, later in pairwise(moments)) >= RETRY_PAUSE


def test_a_failed_capture_is_tried_again(desk: Desk) -> None:
    desk.saver.statuses[URLS[0]] = deque([LATER, copy_of(URLS[0])])

    assert desk.run(URLS[:1]) == {URLS[0]: ["copy"]}
    assert len(desk.saver.submitted) == 2


@pytest.mark.parametrize("code", ["not-found", "blocked-url", "unheard-of", "too-many-daily-captures"])
def test_what_will_not_help_is_tried_once(desk: Desk, code: str) -> None:
    desk.saver.submissions[URLS[0]] = deque([refusal(f"error:{code}", "")])

    assert desk.run(URLS[:2]) == {URLS[0]: [code], URLS[1]: ["copy"]}
    assert len(desk.saver.submitted) == 2


def test_refused_keys_stop_everything(desk: Desk) -> None:
    desk.saver.submissions[URLS[0]] = deque([failure("keys-refused", "no")])

    assert desk.run(URLS) == {url: ["keys-refused"] for url in URLS}
    assert len(desk.saver.submitted) == 1
    assert desk.queue.stopped == failure("keys-refused", "no")


def test_a_spent_quota_stops_new_captures_and_waits_for_those_accepted(desk: Desk) -> None:
    desk.saver.statuses[URLS[0]] = deque([None, None, copy_of(URLS[0])])
    desk.saver.submissions[URLS[1]] = deque([QUOTA])

    ends = desk.run(URLS[:4])

    assert ends == {URLS[0]: ["copy"], **{url: ["max-daily-bandwidth"] for url in URLS[1:4]}}
    assert desk.queue.stopped == QUOTA


def test_a_429_is_waited_out_and_nothing_is_lost(desk: Desk) -> None:
    desk.saver.submissions[URLS[1]] = deque([BUSY])
    desk.saver.statuses[URLS[0]] = deque([BUSY])

    assert desk.run(URLS[:3]) == {url: ["copy"] for url in URLS[:3]}
    everything = sorted([*desk.saver.submitted, *desk.saver.asked])
    gaps = [later[0] - earlier[0] for earlier, later in pairwise(everything)]
    assert sum(gap >= BUSY.seconds for gap in gaps) == 2


def test_a_second_429_in_a_row_ends_the_run(desk: Desk) -> None:
    desk.saver.submissions[URLS[0]] = deque([BUSY, BUSY])

    assert desk.run(URLS[:2]) == {url: ["rate-limited"] for url in URLS[:2]}
    assert len(desk.saver.submitted) == 2


def test_a_long_rest_is_left_to_another_run(desk: Desk) -> None:
    desk.saver.submissions[URLS[0]] = deque([Backoff(LONGEST_REST + 1, BUSY.failure)])

    assert desk.run(URLS[:2]) == {url: ["rate-limited"] for url in URLS[:2]}
    assert desk.clock.slept == []


def test_an_archive_that_is_down_is_not_asked_for_every_url(desk: Desk) -> None:
    desk.saver.submissions = {url: deque([SILENT] * 9) for url in URLS}

    ends = desk.run(URLS)

    assert {reason for reasons in ends.values() for reason in reasons} == {"archive-unreachable"}
    assert sorted(ends) == sorted(URLS)
    assert len(desk.saver.submitted) == 3


def test_a_capture_of_an_earlier_run_is_asked_after_first(desk: Desk) -> None:
    desk.queue.add(URLS[0], Job(URLS[0], "old"))
    desk.queue.run()

    assert desk.ends() == {URLS[0]: ["copy"]}
    assert desk.saver.submitted == []


def test_a_capture_of_an_earlier_run_that_came_to_nothing_is_asked_for_anew(desk: Desk) -> None:
    desk.saver.statuses[URLS[0]] = deque([GONE])
    desk.queue.add(URLS[0], Job(URLS[0], "old"))
    desk.queue.run()

    assert desk.ends() == {URLS[0]: ["copy"]}
    assert len(desk.saver.submitted) == 1


SUBMISSIONS = st.sampled_from(
    [LATER, GONE, QUOTA, BUSY, SILENT, failure("keys-refused", ""), failure("bad-answer", "")]
)
STATUSES = st.sampled_from([None, LATER, GONE, BUSY, SILENT, failure("bad-answer", "")])


@given(
    st.lists(st.lists(SUBMISSIONS, max_size=4), min_size=1, max_size=8),
    st.lists(st.lists(STATUSES, max_size=30), max_size=8),
)
@settings(max_examples=150, deadline=None)
def test_whatever_happens_every_url_comes_to_one_end_or_stays_pending(
    submissions: list[list[Answer]], statuses: list[list[Answer]]
) -> None:
    desk = Desk()
    urls = URLS[: len(submissions)]
    desk.saver.submissions = {url: deque(line) for url, line in zip(urls, submissions, strict=True)}
    desk.saver.statuses = {url: deque(line) for url, line in zip(urls, statuses, strict=False)}

    ends = desk.run(urls)

    accepted = {url for url, news in desk.reported if isinstance(news, Job)}
    assert all(len(told) == 1 for told in ends.values())
    assert set(urls) - set(ends) <= (accepted if desk.queue.stopped else set())
    moments = [moment for moment, _ in desk.saver.submitted]
    assert all(later - earlier >= 10.7 for earlier, later in pairwise(moments))
    assert desk.saver.most_open <= MOST_OPEN
