import pytest

from citecheck.fetch import Fetcher, Robots
from citecheck.fetch.robots import parse_robots
from fetching import Naps, policy
from servers import answer, page, patiently, redirect, serve, stall

FILE = """
# a comment
User-agent: citecheck
User-agent: other   # and a comment
Disallow: /private
Allow: /private/open
Crawl-delay: 2.5

User-Agent: *
Disallow: /
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [("/", True), ("/private", False), ("/private/x", False), ("/private/open/x", True), ("/Private", True)],
)
def test_the_longest_rule_of_the_own_group_decides(target, allowed):
    assert parse_robots(FILE, "citecheck").allow(target) is allowed


def test_everybody_elses_group():
    assert not parse_robots(FILE, "somebody").allow("/")
    assert parse_robots(FILE, "Other").crawl_delay == 2.5
    assert parse_robots(FILE, "somebody").crawl_delay is None


@pytest.mark.parametrize(
    ("pattern", "target", "matches"),
    [
        ("/a", "/ab", True),
        ("/a$", "/ab", False),
        ("/a$", "/a", True),
        ("/*.pdf$", "/x/y.pdf", True),
        ("/*.pdf$", "/x.pdf?z", False),
        ("/*.pdf$", "/a.pdf.b.pdf", True),
        ("/x*y", "/x/any/y/more", True),
        ("/x*y", "/y/x", False),
        ("/caf%C3%A9", "/café", True),
        ("/a%3Cb", "/a%3cb", True),
        ("*", "/", True),
        ("/a*$", "/abc", True),
    ],
)
def test_patterns(pattern, target, matches):
    assert parse_robots(f"User-agent: *\nDisallow: {pattern}", "x").allow(target) is not matches


def test_an_allowing_rule_wins_over_one_of_its_length():
    assert parse_robots("User-agent: *\nDisallow: /a\nAllow: /a", "x").allow("/a")


@pytest.mark.parametrize("text", ["", "Disallow: /", "User-agent: *", "User-agent: *\nDisallow:", "<html>", "\0\xff:"])
def test_a_file_that_forbids_nothing(text):
    assert parse_robots(text, "x").allow("/any")


def test_groups_of_one_name_are_one():
    text = "User-agent: a\nDisallow: /1\nUser-agent: b\nDisallow: /2\nUser-agent: a\nDisallow: /3"

    assert [parse_robots(text, "a").allow(path) for path in ("/1", "/2", "/3")] == [False, True, False]


def fetch(routes, urls, **changes):
    naps = Naps()

    async def scenario():
        async with (
            serve(routes) as server,
            Fetcher(policy(server, **changes), sleep=naps.sleep, clock=naps.clock) as fetcher,
        ):
            return [await fetcher.visit(url) for url in urls], server

    return *patiently(scenario()), naps


ROBOTS = answer(b"User-agent: *\nDisallow: /no\nCrawl-delay: 4", headers=("Content-Type: text/plain",))
URLS = ["http://a.example/yes", "http://a.example/no"]


def test_by_default_no_robots_txt_is_asked_for():
    results, server, _ = fetch({"/robots.txt": ROBOTS, "*": page("x")}, URLS)

    assert [result.final.status for result in results] == [200, 200]
    assert server.targets() == ["/yes", "/no"]


def test_the_delay_alone():
    results, server, naps = fetch({"/robots.txt": ROBOTS, "*": page("x")}, URLS, robots=Robots.DELAY)

    assert [result.final.status for result in results] == [200, 200]
    assert server.targets() == ["/robots.txt", "/yes", "/no"]
    assert naps.taken == [4.0]


def test_all_of_it():
    results, server, _ = fetch({"/robots.txt": ROBOTS, "*": page("x")}, URLS, robots=Robots.OBEY)

    assert results[0].final.status == 200
    assert (results[1].reason, results[1].retryable) == ("robots", False)
    assert server.targets() == ["/robots.txt", "/yes"]


@pytest.mark.parametrize(
    ("route", "allowed"),
    [
        (answer(status="404 Not Found"), True),
        (answer(status="403 Forbidden"), True),
        (answer(status="500 Broken"), False),
        (redirect("/elsewhere.txt"), False),
        (redirect("/robots.txt"), True),
        (answer(b"\x1f\x8b\x08 broken", headers=("Content-Encoding: gzip",)), True),
        (answer(b"x", headers=("Content-Encoding: br",)), True),
    ],
)
def test_a_robots_txt_that_cannot_be_read(route, allowed):
    routes = {"/robots.txt": route, "/elsewhere.txt": ROBOTS, "*": page("x")}

    results, _, _ = fetch(routes, ["http://a.example/no"], robots=Robots.OBEY, retries=0)

    assert hasattr(results[0], "exchanges") is allowed


def test_a_host_that_keeps_its_robots_txt_back():
    results, _, _ = fetch({"/robots.txt": stall(), "*": page("x")}, URLS, robots=Robots.OBEY, timeout=0.2, retries=0)

    assert [result.reason for result in results] == ["timeout", "timeout"]
