"""What is left out of a text that is too long is the least serious, and what is left is whole."""

from hypothesis import given
from hypothesis import strategies as st

from citecheck.reports.fitting import Fitting, Frame

PARTS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3), st.integers(1, 60)), max_size=60)


def filled(limit: int, parts: list[tuple[int, int, int]]) -> tuple[Fitting, str]:
    fitting = Fitting(limit)
    for number in range(3):
        fitting.frame(Frame(f"<{number}>", "\n", f"</{number}>"))
    for frame, rank, length in parts:
        fitting.add(frame, rank, str(rank) * length)
    return fitting, "\n\n".join(fitting.written(0).values())


@given(PARTS, st.integers(0, 400))
def test_what_is_written_fits_and_is_framed(parts, limit) -> None:
    fitting, text = filled(limit, parts)
    kept = sum(bool(line.strip("</012>") or line) for line in text.split("\n") if line)

    assert len(text.encode()) <= limit
    assert fitting.left_out == len(parts) - kept
    assert [text.count(f"<{number}>") for number in range(3)] == [text.count(f"</{number}>") for number in range(3)]


@given(PARTS)
def test_nothing_is_left_out_where_there_is_room(parts) -> None:
    fitting, text = filled(100_000, parts)

    assert fitting.left_out == 0
    assert text.count("3") == sum(length for _, rank, length in parts if rank == 3)


def test_the_least_serious_is_left_out_first_and_order_stays() -> None:
    _, text = filled(44, [(0, 1, 10), (0, 3, 10), (0, 2, 10), (0, 3, 5)])

    assert text == "<0>3333333333\n2222222222\n33333</0>"


def test_no_more_is_held_than_a_few_times_the_limit() -> None:
    fitting = Fitting(1000)
    frame = fitting.frame(Frame())
    for _ in range(10_000):
        fitting.add(frame, 0, "x" * 50)

    assert len(fitting._parts) < 100
    assert "x" in fitting.written(0)[frame]
