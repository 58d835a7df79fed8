"""URLs come out so that no host has more visits at once than it may, and none is forgotten."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from citecheck.fetch.agenda import Agenda, host_of

HOSTS = ["a.example", "b.example", "c.example"]


@given(
    hosts=st.lists(st.sampled_from(HOSTS), max_size=40),
    per_host=st.integers(1, 3),
    ahead=st.integers(1, 50),
    leave_first=st.booleans(),
)
def test_every_url_comes_once_and_no_host_too_often(hosts, per_host, ahead, leave_first):
    urls = [f"http://{host}/{number}" for number, host in enumerate(hosts)]
    agenda = Agenda(urls, ahead=ahead, per_host=per_host)
    came, at = [], []
    while (following := agenda.take()) or at:
        if following:
            came.append(following[0])
            at.append(following[1])
            assert max(Counter(at).values()) <= per_host
        if not following or leave_first:
            agenda.leave(at.pop(0))

    assert sorted(came) == sorted(urls)


def test_a_host_with_many_urls_keeps_no_other_back():
    agenda = Agenda([*(f"http://many.example/{n}" for n in range(50)), "http://one.example/"], ahead=60, per_host=1)

    assert agenda.take() == ("http://many.example/0", "many.example")
    assert agenda.take() == ("http://one.example/", "one.example")
    assert agenda.take() is None
    assert agenda.waiting_for("many.example") == 49


def test_no_more_is_read_than_is_needed():
    taken = []

    def urls():
        for number in range(100):
            taken.append(number)
            yield f"http://h{number % 2}.example/{number}"

    agenda = Agenda(urls(), ahead=10, per_host=1)
    agenda.take()
    assert len(taken) == 1
    agenda.take()
    assert agenda.take() is None
    assert len(taken) == 12


def test_the_host_of_a_url():
    assert host_of("http://Daily.Example:8000/a") == "daily.example"
    assert host_of("https://tägesblatt.example/") == "xn--tgesblatt-v2a.example"
    assert host_of("https://[::1]:80/") == "::1"
    assert {host_of(url) for url in ("", "not a url", "http://", "http://[::1/", "mailto:x@y.example")} == {""}
