"""The stage with an archive of two dictionaries, a memory in a list, and a clock that only sleep moves."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from archiver_fakes import START, Clock, Notebook
from citecheck.archivers.cases import moment_near
from citecheck.archivers.interface import Job
from citecheck.archivers.pace import Pace
from citecheck.archivers.stage import ArchivedReference, ArchiveState, Archiving, ArchivingResult, ArchivingRules
from citecheck.archivers.trouble import failure, refusal
from citecheck.model import ArchiveAction, ArchiveCopy, ArchiveOutcome, Article, Failure, Position, Reference

BASE = "https://web.archive.org"
A, B, C = (f"https://gazette.example/{name}" for name in "abc")
OLD = datetime(2019, 3, 1, tzinfo=UTC)
RULES = ArchivingRules(max_age=timedelta(days=30), fresh_for=timedelta(hours=24))


def copy_of(url: str, moment: datetime) -> ArchiveCopy:
    return ArchiveCopy(url, f"{BASE}/web/{moment:%Y%m%d%H%M%S}/{url}", moment, "web.archive.org")


@dataclass
class Machine:
    """Holds captures, makes new ones at once, and can be told to refuse."""

    clock: Clock
    holds: dict[str, list[datetime]] = field(default_factory=dict)
    refuses: dict[str, Failure] = field(default_factory=dict)
    silent: bool = False
    endless: bool = False
    looked: list[tuple[str, datetime]] = field(default_factory=list)
    submitted: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def nearest(self, url: str, moment: datetime) -> ArchiveCopy | Failure | None:
        self.looked.append((url, moment))
        if self.silent:
            return failure("timeout", "no answer")
        held = self.holds.get(url)
        return copy_of(url, min(held, key=lambda item: abs(item - moment))) if held else None

    def submit(self, url: str, max_age: timedelta) -> Job | Failure:
        self.submitted.append(url)
        return self.refuses.get(url) or Job(url, f"job-{url}")

    def status(self, job: Job) -> ArchiveCopy | Failure | None:
        self.asked.append(job.id)
        if self.endless:
            return None
        self.holds.setdefault(job.url, []).append(self.clock.now())
        return copy_of(job.url, self.clock.now())


def reference(label: str, url: str | None, **changes: object) -> Reference:
    return replace(Reference(label, Position(1, 1, 0, 1)), url=url, **changes)


def article(*references: Reference, path: str = "a.wikitext") -> Article:
    return Article(path, None, "en", "wikitext", "", references)


@dataclass
class Desk:
    clock: Clock
    notebook: Notebook

    def __post_init__(self) -> None:
        self.machine = Machine(self.clock)
        self.progress: list[tuple[str, int, int, str]] = []

    def run(
        self,
        articles: Iterable[Article],
        *,
        saving: bool = True,
        rules: ArchivingRules = RULES,
        others: Mapping[str, Machine] | None = None,
    ) -> ArchivingResult:
        pace = Pace(5.6, clock=self.clock, sleep=self.clock.sleep)
        saver = self.machine if saving else None
        stage = Archiving(
            BASE, self.machine, saver, self.notebook, pace, self.clock.now, rules,
            lambda *at: self.progress.append(at), others or {},
        )  # fmt: skip
        return stage.run(articles)

    def one(self, *references: Reference, saving: bool = True, rules: ArchivingRules = RULES) -> ArchivedReference:
        return self.run([article(*references)], saving=saving, rules=rules).references[0]


@pytest.fixture
def desk(clock: Clock, notebook: Notebook) -> Desk:
    return Desk(clock, notebook)


def test_what_the_archive_lacks_is_saved(desk: Desk) -> None:
    one = desk.one(reference("1", A))

    assert one.state is ArchiveState.SAVED
    assert one.nearest is None
    assert one.newest == copy_of(A, desk.clock.now())
    assert [(item.action, item.outcome) for item in desk.notebook.checks] == [
        (ArchiveAction.LOOKUP, ArchiveOutcome.ABSENT),
        (ArchiveAction.SAVE, ArchiveOutcome.PENDING),
        (ArchiveAction.SAVE, ArchiveOutcome.SAVED),
    ]


def test_an_old_copy_is_told_and_a_new_one_made(desk: Desk) -> None:
    desk.machine.holds[A] = [datetime(2015, 1, 1, tzinfo=UTC), OLD]

    one = desk.one(reference("1", A, access_date="2019-02-25"))

    assert (one.state, one.nearest) == (ArchiveState.SAVED, copy_of(A, OLD))
    assert desk.machine.looked[0] == (A, datetime(2019, 2, 25, 12, tzinfo=UTC))


def test_a_recent_copy_is_enough(desk: Desk) -> None:
    recent = START - timedelta(days=29)
    desk.machine.holds[A] = [OLD, recent]

    one = desk.one(reference("1", A, access_date="2019-02-25"))

    assert (one.state, one.nearest, one.newest) == (ArchiveState.RECENT, copy_of(A, OLD), copy_of(A, recent))
    assert desk.machine.submitted == []


def test_with_no_age_every_reference_is_saved(desk: Desk) -> None:
    desk.machine.holds[A] = [START]

    assert desk.one(reference("1", A), rules=replace(RULES, max_age=timedelta())).state is ArchiveState.SAVED


def test_without_a_saver_it_is_looked_up_only(desk: Desk) -> None:
    desk.machine.holds[A] = [OLD]

    result = desk.run([article(reference("1", A), reference("2", B))], saving=False)

    assert [item.state for item in result.references] == [ArchiveState.FOUND, ArchiveState.ABSENT]
    assert result.references[0].nearest == copy_of(A, OLD)
    assert result.saving is False
    assert desk.machine.submitted == []


def test_a_url_is_asked_for_once_however_many_cite_it(desk: Desk) -> None:
    first = article(reference("1", A), reference("2", f"{A}#part", access_date="2019-02-25"))
    second = article(reference("1", A.upper().replace("/A", "/a")), path="b.wikitext")

    result = desk.run([first, second])

    assert [(item.path, item.reference.id, item.state) for item in result.references] == [
        ("a.wikitext", "1", ArchiveState.SAVED),
        ("a.wikitext", "2", ArchiveState.SAVED),
        ("b.wikitext", "1", ArchiveState.SAVED),
    ]
    assert desk.machine.looked == [(A, datetime(2019, 2, 25, 12, tzinfo=UTC))]
    assert desk.machine.submitted == [A]


def test_references_that_need_no_asking(desk: Desk) -> None:
    memento = f"{BASE}/web/20190301000000/{A}"
    elsewhere = "https://library.example/kept/7"
    result = desk.run(
        [
            article(
                reference("1", None),
                reference("2", memento),
                reference("3", A, archive_url=memento),
                reference("4", B, archive_url=elsewhere, archive_date="2020-01-02"),
                reference("5", "ftp://gazette.example/x"),
                reference("6", None, archive_url=memento),
            )
        ]
    )

    held = ArchiveCopy(A, memento, OLD, "web.archive.org")
    assert [(item.state, item.nearest) for item in result.references] == [
        (ArchiveState.NO_URL, None),
        (ArchiveState.IS_COPY, held),
        (ArchiveState.IN_ARTICLE, held),
        (ArchiveState.IN_ARTICLE, ArchiveCopy(B, elsewhere, datetime(2020, 1, 2, 12, tzinfo=UTC), "library.example")),
        (ArchiveState.FAILED, None),
        (ArchiveState.IN_ARTICLE, held),
    ]
    assert result.references[4].failure is not None
    assert result.references[4].failure.reason == "bad-url"
    assert desk.machine.looked == []


def test_all_means_those_with_a_copy_in_the_article_too(desk: Desk) -> None:
    cited = reference("1", A, archive_url=f"{BASE}/web/20190301000000/{A}")
    itself = reference("2", f"{BASE}/web/20190301000000/{B}")

    result = desk.run([article(cited, itself)], rules=replace(RULES, include_archived=True))

    assert [item.state for item in result.references] == [ArchiveState.SAVED, ArchiveState.IS_COPY]


def test_the_next_run_repeats_nothing(desk: Desk) -> None:
    desk.run([article(reference("1", A), reference("2", B))])
    looked, submitted = list(desk.machine.looked), list(desk.machine.submitted)

    result = desk.run([article(reference("1", A), reference("2", B), reference("3", C))])

    assert [item.state for item in result.references] == [ArchiveState.RECENT, ArchiveState.RECENT, ArchiveState.SAVED]
    assert [url for url, _ in desk.machine.looked[len(looked) :]] == [C]
    assert desk.machine.submitted[len(submitted) :] == [C]


def test_look_ups_are_repeated_once_they_are_old(desk: Desk) -> None:
    desk.run([article(reference("1", A))], saving=False)
    desk.clock.seconds += 25 * 3600
    desk.run([article(reference("1", A))], saving=False)

    assert len(desk.machine.looked) == 2


def test_a_killed_run_goes_on_with_the_capture_that_was_accepted(desk: Desk) -> None:
    desk.machine.endless = True
    assert desk.one(reference("1", A)).state is ArchiveState.PENDING
    desk.machine.endless = False

    one = desk.one(reference("1", A))

    assert one.state is ArchiveState.SAVED
    assert desk.machine.submitted == [A]


def test_hours_later_it_is_looked_up_whether_the_capture_came_about(desk: Desk) -> None:
    desk.machine.endless = True
    desk.run([article(reference("1", A), reference("2", B))])
    desk.machine.endless = False
    desk.machine.holds[A] = [desk.clock.now()]
    desk.clock.seconds += 7_200

    result = desk.run([article(reference("1", A), reference("2", B))])

    assert [item.state for item in result.references] == [ArchiveState.RECENT, ArchiveState.SAVED]
    assert desk.machine.submitted == [A, B, B]


def test_a_capture_that_takes_too_long_may_be_in_the_archive_all_the_same(desk: Desk) -> None:
    desk.machine.endless = True
    original = desk.machine.status

    def finished_in_secret(job: Job) -> ArchiveCopy | Failure | None:
        desk.machine.holds[A] = [START]
        return original(job)

    desk.machine.status = finished_in_secret  # type: ignore[method-assign]

    assert desk.one(reference("1", A)).newest == copy_of(A, START)


def test_what_failed_for_good_is_not_tried_again_until_the_age_is_past(desk: Desk) -> None:
    desk.machine.refuses[A] = refusal("error:blocked-url", "")
    assert desk.one(reference("1", A)).state is ArchiveState.FAILED
    again = desk.one(reference("1", A))
    assert (again.state, again.failure) == (ArchiveState.FAILED, refusal("error:blocked-url", ""))
    assert desk.machine.submitted == [A]

    desk.clock.seconds += 31 * 24 * 3600
    desk.one(reference("1", A))

    assert desk.machine.submitted == [A, A]


def test_what_may_work_later_is_tried_by_the_next_run(desk: Desk) -> None:
    desk.machine.refuses[A] = refusal("error:celery", "")
    assert desk.one(reference("1", A)).state is ArchiveState.FAILED
    del desk.machine.refuses[A]

    assert desk.one(reference("1", A)).state is ArchiveState.SAVED


def test_captured_too_often_today_means_archived_today(desk: Desk) -> None:
    desk.machine.refuses[A] = refusal("error:too-many-daily-captures", "This URL has been captured 5 times today.")
    desk.machine.holds[A] = [START - timedelta(days=40)]

    one = desk.one(reference("1", A))

    assert (one.state, one.newest, one.failure) == (ArchiveState.RECENT, copy_of(A, START - timedelta(days=40)), None)


def test_refused_keys_are_no_fault_of_the_urls(desk: Desk) -> None:
    desk.machine.refuses = dict.fromkeys((A, B), failure("keys-refused", "no"))
    result = desk.run([article(reference("1", A), reference("2", B))])
    assert [item.state for item in result.references] == [ArchiveState.FAILED] * 2
    assert result.stopped == failure("keys-refused", "no")
    desk.machine.refuses.clear()

    assert desk.one(reference("1", A)).state is ArchiveState.SAVED


def test_a_silent_index_is_not_asked_for_every_url_and_saving_goes_on(desk: Desk) -> None:
    desk.machine.silent = True
    references = [reference(str(number), f"{A}/{number}") for number in range(6)]

    result = desk.run([article(*references)])

    assert {item.state for item in result.references} == {ArchiveState.SAVED}
    assert len(desk.machine.looked) == 3
    lookups = desk.run([article(*references)], saving=False)
    assert {item.state for item in lookups.references} == {ArchiveState.FAILED}
    assert lookups.stopped is not None
    assert lookups.stopped.reason == "archive-unreachable"


@pytest.mark.parametrize("jump", [-400 * 86_400.0, -3_600.0, 400 * 86_400.0])
def test_a_clock_that_jumps_loses_nothing(desk: Desk, jump: float) -> None:
    desk.run([article(reference("1", A))])
    wall = desk.clock.now
    desk.clock.now = lambda: wall() + timedelta(seconds=jump)  # type: ignore[method-assign]

    result = desk.run([article(reference("1", A), reference("2", B))])

    assert [item.state for item in result.references][1] is ArchiveState.SAVED
    assert result.references[0].newest is not None


def test_progress_comes_to_its_end_for_each_stage(desk: Desk) -> None:
    desk.run([article(reference("1", A), reference("2", B))])

    assert [step[:3] for step in desk.progress if step[0] == "look up"] == [("look up", 1, 2), ("look up", 2, 2)]
    assert [step[:3] for step in desk.progress if step[0] == "save"][-1] == ("save", 2, 2)


@pytest.mark.parametrize(
    ("access_date", "date", "expected"),
    [
        ("2019-02-25", "2019-02-22", datetime(2019, 2, 25, 12, tzinfo=UTC)),
        ("2019-02", None, datetime(2019, 2, 15, 12, tzinfo=UTC)),
        (None, "2019", datetime(2019, 7, 15, 12, tzinfo=UTC)),
        (None, "2019-02-22/2019-02-24", datetime(2019, 2, 22, 12, tzinfo=UTC)),
        ("2019-02-30", "2019-02-22", datetime(2019, 2, 22, 12, tzinfo=UTC)),
        ("2019~", None, datetime(2019, 7, 15, 12, tzinfo=UTC)),
        ("201X", "20190", None),
        (None, None, None),
    ],
)
def test_the_moment_to_look_near(access_date: str | None, date: str | None, expected: datetime | None) -> None:
    assert moment_near(reference("1", A, access_date=access_date, date=date)) == expected


def test_other_archives_are_looked_up_too_and_the_nearest_copy_is_named(desk: Desk) -> None:
    read = datetime(2019, 2, 25, tzinfo=UTC)
    other, silent = Machine(desk.clock, {A: [read]}), Machine(desk.clock, silent=True)
    desk.machine.holds = {A: [OLD], B: [OLD]}
    cited = [reference(url, url, access_date="2019-02-25") for url in (A, B, C)]

    found = desk.run([article(*cited)], saving=False, others={"other": other, "silent": silent}).references

    assert [item.state for item in found] == [ArchiveState.FOUND, ArchiveState.FOUND, ArchiveState.ABSENT]
    assert [item.nearest and item.nearest.captured_at for item in found] == [read, OLD, None]
    assert {check.archive for check in desk.notebook.checks} == {"web.archive.org", "other", "silent"}


def test_another_archive_stands_in_where_the_first_is_silent(desk: Desk) -> None:
    desk.machine.silent = True

    (item,) = desk.run(
        [article(reference("1", A))], saving=False, others={"other": Machine(desk.clock, {A: [OLD]})}
    ).references

    assert (item.state, item.failure) == (ArchiveState.FOUND, None)


def test_a_copy_elsewhere_does_not_keep_the_first_archive_from_making_one(desk: Desk) -> None:
    (item,) = desk.run([article(reference("1", A))], others={"other": Machine(desk.clock, {A: [START]})}).references

    assert item.state is ArchiveState.SAVED
    assert desk.machine.submitted == [A]
