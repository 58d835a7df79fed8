"""Links that rot, drift and are stood in for: whole runs over real connections, with a clock that the test moves."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from citecheck.config import Config
from citecheck.model import ArchiveAction, ArchiveCheck, ArchiveCopy, ArchiveOutcome, ReferenceResult, RunResult
from citecheck.store import Store
from citecheck.wiring.running import run
from sites import Answer, Sites, sites

URL = "http://www.gazette.example/2019/02/22/ferry-sinks"
COPY = f"http://web.archive.org/web/20190301101112/{URL}"
RAW = COPY.replace("20190301101112", "20190301101112id_")
CLAIM = "The ferry Anna-Lise sank off Kerval on 21 February 2019, and 14 people were killed."
START = datetime(2026, 3, 2, 12, tzinfo=UTC)
STORY = """<html lang="en"><head><title>Ferry sinks off Kerval</title>
<meta property="article:published_time" content="2019-02-22T08:00:00Z"></head>
<body><article><h1>Ferry sinks off Kerval</h1>
<p>The ferry Anna-Lise sank off Kerval on 21 February 2019 in heavy seas, half an hour after it had left.</p>
<p>{count} people were killed, the prefecture said on Friday. The survivors were brought ashore by fishermen, who had
seen the lights go out. An inquiry into the age of the ship has been opened, and the line stays closed until spring.</p>
</article></body></html>"""
ALL = STORY.format(count=14)
REVISED = STORY.format(count="Several")
FRONT_PAGE = """<html lang="en"><head><title>The Gazette: today</title></head><body><main><h1>Today</h1>
<p>The council has voted the budget for the coming year after a debate that lasted into the night, with three members
abstaining and the mayor promising to come back to the matter of the harbour wall before the summer.</p>
<p>The lighthouse is open again after four years of repairs, and the keeper's house has become a small museum.</p>
</main></body></html>"""
CHALLENGE = """<html><head><title>Just a moment...</title></head><body><p>Checking your browser.</p>
<script>window._cf_chl_opt={cvId:'3'};a.src='/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1';</script></body></html>"""


@dataclass
class World:
    """Sites, a working folder and a clock."""

    sites: Sites
    folder: Path
    now: datetime = START

    @property
    def config(self) -> Config:
        return Config(
            db=self.folder / "x.db",
            archive=self.folder / "archive",
            resolve=self.sites.resolve,
            delay=0,
            wayback_url="http://web.archive.org",
        )

    def check(self, archive_url: str = "", *, title: str = "Ferry sinks off Kerval", **changes: object) -> RunResult:
        copy = f" |archive-url={archive_url} |archive-date=2019-03-01" if archive_url else ""
        cite = f"{{{{cite web |title={title} |url={URL} |date=2019-02-22{copy}}}}}"
        article = self.folder / "a.wikitext"
        article.write_text(f"{CLAIM}<ref>{cite}</ref>\n", encoding="utf-8")
        return run([article], replace(self.config, **changes), clock=lambda: self.now)

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def put(self, body: str, url: str = URL, status: int = 200) -> None:
        self.sites.pages[url] = Answer(body, status)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with sites() as running:
        yield World(running, tmp_path)


def the_reference(result: RunResult) -> ReferenceResult:
    return result.articles[0].references[0]


def rules(result: RunResult) -> set[str]:
    return {finding.rule.value for finding in result.findings}


def message(result: RunResult, rule: str) -> str:
    return next(finding.message for finding in result.findings if finding.rule == rule)


def verdict(result: RunResult) -> str:
    return result.articles[0].claims[0].verdict.value


def test_a_link_is_dead_after_three_failures_three_days_apart_and_alive_again_at_once(world: World) -> None:
    told = []
    for _ in range(5):
        told.append(the_reference(world.check()).health.value)
        world.later(days=2)
    dead = world.check()
    world.put(ALL)
    world.later(days=2)

    # Days 0, 2, 4, 6, 8: the second strike is that of day 4, the third that of day 8.
    assert told == ["unreachable", "unreachable", "unreachable", "unreachable", "dead"]
    assert rules(dead) >= {"ref-dead"}
    assert the_reference(world.check()).health == "ok"
    world.sites.pages.clear()
    world.later(days=30)
    assert the_reference(world.check()).health != "dead"


def test_what_was_not_the_link_s_fault_is_never_held_against_it(world: World) -> None:
    """Busy for a month, and then gone for a day: one failure."""
    world.put("Too many requests", status=429)
    for _ in range(3):
        assert the_reference(world.check()).health == "unreachable"
        world.later(days=10)
    world.sites.pages.clear()

    assert the_reference(world.check()).health == "unreachable"


def test_three_failures_on_one_day_are_one(world: World) -> None:
    for _ in range(3):
        result = world.check(refresh=True)
        world.later(hours=3)

    assert the_reference(result).health == "unreachable"


def test_a_site_that_answers_everything_alike_is_found_out_and_offline_remembers(world: World) -> None:
    world.sites.everything["www.gazette.example"] = Answer(FRONT_PAGE)

    live = world.check()
    asked = list(world.sites.asked)
    offline = world.check(offline=True)

    assert the_reference(live).health == the_reference(offline).health == "soft-404"
    assert "cannot exist" in message(live, "ref-soft-404")
    assert [url == URL for url in asked] == [True, False]
    assert world.sites.asked == asked
    assert verdict(live) == "uncheckable"


def test_the_cited_page_is_believed_without_a_second_request(world: World) -> None:
    world.put(ALL)

    assert the_reference(world.check()).health == "ok"
    assert world.sites.asked == [URL]


def test_a_page_of_another_title_is_believed_where_the_site_tells_its_pages_apart(world: World) -> None:
    world.put(ALL.replace("<meta", "<x"))

    assert the_reference(world.check(title="Quite another thing")).health == "ok"
    assert len(world.sites.asked) == 2


def test_a_page_that_refreshes_itself_is_followed(world: World) -> None:
    new = "http://archive.gazette.example/ferry"
    world.put(f'<meta http-equiv="refresh" content="0; url={new}">')
    world.put(ALL, new)

    live, offline = world.check(), world.check(offline=True)

    assert verdict(live) == verdict(offline) == "supported"
    snapshot = the_reference(offline).snapshot
    assert snapshot is not None
    assert (snapshot.hops, snapshot.final_url) == ((URL,), new)


@pytest.mark.parametrize(
    "gone", [Answer("", 404), Answer(CHALLENGE), Answer(FRONT_PAGE, headers={"Refresh": "0; url=/"})]
)
def test_a_dead_link_is_checked_against_the_articles_archive_copy(world: World, gone: Answer) -> None:
    world.sites.pages[URL] = gone
    world.put(FRONT_PAGE, "http://www.gazette.example/")
    world.put(ALL, RAW)

    live, offline = world.check(COPY), world.check(COPY, offline=True)

    for result in (live, offline):
        reference = the_reference(result)
        assert reference.health != "ok"
        assert verdict(result) == "supported"
        assert reference.stand_in is not None
        assert reference.stand_in.url == COPY
        assert "checked against the copy of 2019-03-01" in reference.diagnosis.sign
        assert reference.snapshot is not None
        assert reference.snapshot.url == RAW
    assert "archive-copy-unusable" not in rules(live)
    with Store.open(world.config.db) as store:
        assert the_reference(store.load_run(live.id)) == the_reference(live)


def test_a_copy_that_a_look_up_found_stands_in_where_the_article_names_none(world: World) -> None:
    copy = ArchiveCopy(URL, COPY, datetime(2019, 3, 1, 10, 11, 12, tzinfo=UTC), "web.archive.org")
    with Store.open(world.config.db) as store:
        store.archive_checks.add(
            ArchiveCheck(URL, "web.archive.org", ArchiveAction.LOOKUP, ArchiveOutcome.FOUND, START, copy)
        )
    world.put(ALL, RAW)

    result = world.check()

    assert verdict(result) == "supported"
    assert "2019-03-01" in message(result, "ref-unreachable")


def test_our_own_earlier_capture_stands_in_first(world: World) -> None:
    world.put(ALL)
    world.check(COPY)
    for day in range(8):  # errors gather in the archive, each with a body of its own
        world.put(f"Gone, says the clock at {day}.", status=410)
        world.later(days=2)
        result = world.check(COPY)

    assert verdict(result) == "supported"
    assert the_reference(result).health == "dead"
    assert "checked against the copy of 2026-03-02" in the_reference(result).diagnosis.sign
    assert RAW not in world.sites.asked


def test_strikes_are_counted_by_the_link_and_not_by_what_stands_in(world: World) -> None:
    world.put(ALL, RAW)
    told = []
    for _ in range(3):
        told.append(the_reference(world.check(COPY)).health.value)
        world.later(days=4)

    assert told == ["unreachable", "unreachable", "dead"]
    assert world.sites.asked.count(RAW) == 1


def test_what_supported_the_claim_and_is_gone_is_drift(world: World) -> None:
    world.put(ALL)
    before = world.check()
    world.put(REVISED)
    world.later(days=2)

    after, offline = world.check(), world.check(offline=True)

    assert verdict(before) == "supported"
    assert "source-drift" not in rules(before)
    for result in (after, offline):
        assert verdict(result) == "partial"
        told = message(result, "source-drift")
        assert "14" in told
        assert "on 2026-03-02" in told
        assert "« 14 people were killed" in told


def test_a_page_that_only_changed_around_the_facts_has_not_drifted(world: World) -> None:
    world.put(ALL)
    world.check()
    world.put(ALL.replace("An inquiry", "A long inquiry"))
    world.later(days=2)

    assert rules(world.check()).isdisjoint({"source-drift", "claim-partial"})


def test_a_fact_that_never_stood_there_is_no_drift(world: World) -> None:
    world.put(REVISED)
    world.check()
    world.put(REVISED.replace("An inquiry", "A long inquiry"))
    world.later(days=2)

    assert "source-drift" not in rules(world.check())


def test_drift_is_seen_against_the_archive_copy_too(world: World) -> None:
    world.put(REVISED)
    world.put(ALL, RAW)

    without, checked = world.check(COPY), world.check(COPY, check_archive_copies=True)

    assert "source-drift" not in rules(without)
    assert "on 2019-03-01" in message(checked, "source-drift")


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        (CHALLENGE, "bot wall"),
        (
            "<html><head><title>Page not found - Gazette</title></head><body><h1>Page not found</h1></body></html>",
            "not found",
        ),
        (REVISED, "14"),
    ],
)
def test_a_copy_that_does_not_show_what_the_page_shows_is_unusable(world: World, body: str, sign: str) -> None:
    world.put(ALL)
    world.put(body, RAW)

    unasked, asked = world.check(COPY), world.check(COPY, check_archive_copies=True)

    assert "archive-copy-unusable" not in rules(unasked)
    assert sign in message(asked, "archive-copy-unusable")
    assert verdict(asked) == "supported"


def test_a_copy_that_the_archive_lacks_is_unusable_and_one_that_it_cannot_give_now_is_not(
    world: World,
) -> None:
    world.put(ALL)

    absent = world.check(COPY, check_archive_copies=True)
    world.put("", RAW, status=503)
    world.later(hours=1)
    busy = world.check(COPY, check_archive_copies=True, refresh=True)

    assert "archive-copy-unusable" in rules(absent)
    assert "archive-copy-unusable" not in rules(busy)


def test_where_only_links_are_checked_an_unusable_copy_is_still_told(world: World) -> None:
    world.put(ALL)
    world.put(CHALLENGE, RAW)

    assert "archive-copy-unusable" in rules(world.check(COPY, no_check=True, check_archive_copies=True))


def test_an_unusable_copy_does_not_stand_in(world: World) -> None:
    world.put(CHALLENGE, RAW)

    result = world.check(COPY)

    assert verdict(result) == "uncheckable"
    assert the_reference(result).stand_in is None
    assert "archive-copy-unusable" in rules(result)


def test_the_archive_may_lead_to_the_capture_nearest_in_time(world: World) -> None:
    nearest = RAW.replace("20190301101112", "20190228000000")
    world.sites.pages[RAW] = Answer("", 302, {"Location": nearest})
    world.put(ALL, nearest)

    assert verdict(world.check(COPY)) == "supported"


def test_offline_opens_no_connection_for_any_of_it(world: World) -> None:
    result = world.check(COPY, offline=True, check_archive_copies=True)

    assert world.sites.asked == []
    assert verdict(result) == "uncheckable"
