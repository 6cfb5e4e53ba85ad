"""How a total is dealt out over many customers, exactly."""

from collections.abc import Iterator, Sequence

#: Some customers are talked to often, some hardly ever; the pattern repeats.
WEIGHTS = (5, 1, 9, 3, 14, 2, 7, 4, 22, 3, 10, 6)


def dealt(total: int, count: int) -> Iterator[int]:
    """Yield ``count`` shares of ``total`` by `WEIGHTS`; they add up to it exactly."""
    whole = _weight_before(count)
    before = 0
    for place in range(count):
        upto = total * _weight_before(place + 1) // whole
        yield upto - before
        before = upto


def _weight_before(count: int) -> int:
    rounds, rest = divmod(count, len(WEIGHTS))
    return rounds * sum(WEIGHTS) + sum(WEIGHTS[:rest])


def newest(days: Sequence[Sequence[int]], total: int) -> list[int]:
    """Return how many of each list are kept when only the ``total`` smallest of all remain.

    Args:
        days: Days ago per customer, each ascending.
        total: How many remain; all of them when there are no more.
    """
    ranked = sorted((ago, place) for place, own in enumerate(days) for ago in own)[:total]
    kept = [0] * len(days)
    for _, place in ranked:
        kept[place] += 1
    return kept
