"""The points table of the seeds (requirements S4-01..06, product.md)."""

from decimal import Decimal

import pytest
from tests.domain.scoring.facts import TODAY, row

from kamtui.domain.enums import Axis
from kamtui.domain.metrics import CustomerFacts, Fact, Lateness
from kamtui.domain.scoring.defaults import default_rating_model
from kamtui.domain.scoring.evaluate import Evaluation, Scorer

SCORER = Scorer(default_rating_model(), as_of=TODAY)


def rate(*values: Fact) -> Evaluation:
    return SCORER.evaluate(CustomerFacts("x", values))


def test_it_is_a_points_table_of_a_hundred() -> None:
    model = default_rating_model()
    assert row(model.axis, model.normalise, model.maximum) == (Axis.RATING, False, 100)
    assert all(criterion.months is None for criterion in model.criteria)


@pytest.mark.parametrize(
    ("orders", "points", "raw"), [(0, 0, 0), (1, 1, 1), (19, 19, 19), (20, 20, 20), (37, 20, 37)]
)
def test_one_point_per_purchase_up_to_twenty(orders: int, points: int, raw: int) -> None:
    part = rate(orders, 0, None, None, None).parts[0]
    assert row(part.points, part.raw, part.maximum) == (points, raw, 20)


@pytest.mark.parametrize(("thousands", "points"), [(-3, 0), (0, 0), (39, 39), (40, 40), (41, 40)])
def test_one_point_per_whole_thousand_up_to_forty(thousands: int, points: int) -> None:
    assert rate(1, thousands, None, None, None).parts[1].points == points


@pytest.mark.parametrize(("products", "points"), [(2, 0), (3, 5)])
def test_variety_is_one_point_of_weight_five(products: int, points: int) -> None:
    part = rate(1, 1, products, None, None).parts[2]
    assert row(part.points, part.raw, part.weight) == (points, points // 5, 5)


@pytest.mark.parametrize(
    ("counts", "points"),
    [((1, 0, 0), "20"), ((0, 1, 0), "10"), ((0, 0, 1), "0"), ((1, 1, 1), "10")],
)
def test_payment(counts: tuple[int, int, int], points: str) -> None:
    part = rate(None, None, None, Lateness(counts, counts[1] + counts[2], 9), None).parts[3]
    assert part.points == Decimal(points)


@pytest.mark.parametrize(
    ("score", "points"), [("1", "0"), ("1.5", "7.5"), ("3.4", "7.5"), ("3.5", "15"), ("5", "15")]
)
def test_feedback(score: str, points: str) -> None:
    assert rate(None, None, None, None, Decimal(score)).parts[4].points == Decimal(points)


@pytest.mark.parametrize(
    ("orders", "thousands", "expected"),
    [
        (20, 40, "preferred"),
        (20, 39, "standard"),
        (20, 10, "standard"),
        (19, 10, "emerging"),
        (0, 0, "emerging"),
        (None, None, "emerging"),
    ],
)
def test_classes_without_normalisation(
    orders: int | None, thousands: int | None, expected: str
) -> None:
    assert rate(orders, thousands, None, None, None).proposed == expected


def test_vip_from_eighty() -> None:
    on_time, late = Lateness((1, 0, 0), 0, 0), Lateness((0, 0, 1), 1, 9)
    assert rate(20, 40, None, on_time, None).proposed == "vip"
    assert rate(20, 40, None, on_time, None).score == 80
    assert rate(19, 40, None, on_time, None).proposed == "preferred"
    assert rate(20, 40, 3, late, Decimal(5)).proposed == "vip"


def test_no_data_is_said_although_it_earns_nothing() -> None:
    nothing = rate(None, None, None, None, None)
    assert row(nothing.score, nothing.with_data) == (0, 0)
    assert len(nothing.missing) == 5
