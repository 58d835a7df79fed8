"""Where each fact of a claim stands → the few sentences that have them all: the passage that a reader is shown."""

from collections import Counter
from collections.abc import Mapping, Sequence

Place = tuple[str, int]
"""A reference and the number of a sentence in it."""


def fewest_places(standing: Sequence[Mapping[Place, float]]) -> list[Place]:
    """Choose places until every fact that stands anywhere stands in one: each time the place with most of what is left.

    Args:
        standing: for each fact, how much of the claim agrees in each of the places where it stands.
    """
    left = [fact for fact in standing if fact]
    chosen: list[Place] = []
    while left:
        having: Counter[Place] = Counter(place for fact in left for place in fact)
        agreeing = {place: max(fact.get(place, 0.0) for fact in left) for place in having}
        best = max(having, key=lambda place: (having[place], agreeing[place]))
        chosen.append(best)
        left = [fact for fact in left if best not in fact]
    return chosen
