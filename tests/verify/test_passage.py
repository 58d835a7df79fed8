"""The few sentences that have all facts."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from citecheck.verify.passage import fewest_places


def test_the_sentence_with_most_facts_comes_first_and_ties_go_to_agreement() -> None:
    one, two, three = ("1", 0), ("1", 5), ("2", 3)

    assert fewest_places([{one: 9.0, two: 1.0}, {two: 1.0}, {}]) == [two]
    assert fewest_places([{one: 2.0, three: 3.0}]) == [three]
    assert fewest_places([]) == []


# generating is slow on a machine that does much else
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.dictionaries(st.tuples(st.sampled_from("12"), st.integers(0, 4)), st.floats(0, 9)), max_size=6))
def test_every_fact_that_stands_anywhere_stands_in_the_passage(standing: list[dict[tuple[str, int], float]]) -> None:
    chosen = fewest_places(standing)

    assert all(set(fact) & set(chosen) for fact in standing if fact)
    assert len(chosen) <= sum(bool(fact) for fact in standing)
