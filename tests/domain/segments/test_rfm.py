"""RFM by product.md: exact quantiles, equal values share a score, order changes nothing."""

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamtui.domain.segments.rfm import Purchases, quantile, quantiles, rfm, score

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        ([], ()),
        ([7], (7, 7, 7, 7)),
        ([1, 2], (Fraction(6, 5), Fraction(7, 5), Fraction(8, 5), Fraction(9, 5))),
        ([1, 2, 3, 4, 5, 6], (2, 3, 4, 5)),
        ([6, 5, 4, 3, 2, 1], (2, 3, 4, 5)),
        ([0, 10], (2, 4, 6, 8)),
        ([1, 1, 1, 1, 9], (1, 1, 1, Fraction(13, 5))),
    ],
)
def test_quantiles_interpolate(values: list[int], wanted: tuple[Fraction | int, ...]) -> None:
    assert quantiles(values) == wanted


def test_no_values_have_no_quantile() -> None:
    with pytest.raises(ValueError, match="no values"):
        quantile([], Fraction(1, 5))


@pytest.mark.parametrize(
    ("value", "points"), [(1, 1), (2, 1), (3, 2), (4, 3), (5, 4), (6, 5), (99, 5), (-5, 1)]
)
def test_a_score_is_one_more_than_the_quantiles_exceeded(value: int, points: int) -> None:
    limits = quantiles([1, 2, 3, 4, 5, 6])  # 2, 3, 4, 5: equal is not exceeded
    assert score(value, limits) == points
    assert score(value, limits, reverse=True) == 6 - points


def bought(name: str, days: int, orders: int, amount: int | None) -> Purchases:
    return Purchases(name, TODAY - timedelta(days=days), orders, amount)


def test_customers_without_a_known_amount_are_left_out() -> None:
    found, limits = rfm(
        [bought("a", 1, 1, 100), bought("b", 2, 2, None), bought("c", 3, 0, 5)], as_of=TODAY
    )
    assert set(found) == {"a"} and limits.customers == 1


def test_nobody_bought_anything() -> None:
    found, limits = rfm([], as_of=TODAY)
    assert not found and limits.recency == () and limits.customers == 0


_MANY = st.lists(
    st.tuples(st.integers(0, 400), st.integers(1, 9), st.integers(-50, 500)),
    min_size=1,
    max_size=30,
)


@given(_MANY, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_scores_rank(
    values: list[tuple[int, int, int]], chance: random.Random
) -> None:
    many = [bought(str(at), *one) for at, one in enumerate(values)]
    found, limits = rfm(many, as_of=TODAY)
    shuffled = many.copy()
    chance.shuffle(shuffled)
    again, limits_again = rfm(shuffled, as_of=TODAY)
    assert again == found and limits == limits_again
    for one in found.values():
        assert {one.r, one.f, one.m} <= {1, 2, 3, 4, 5}
        for other in found.values():
            assert (one.m > other.m) <= (one.amount_minor > other.amount_minor)
            assert (one.f > other.f) <= (one.frequency > other.frequency)
            assert (one.r > other.r) <= (one.recency_days < other.recency_days)
            if one.amount_minor == other.amount_minor:
                assert one.m == other.m
