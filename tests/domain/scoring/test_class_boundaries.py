"""The default model at and around every cut-off: the class, the score shown, the way up."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.domain.scoring.facts import TODAY, grade_facts, row

from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.scoring.distance import next_grade
from kamtui.domain.scoring.evaluate import Scorer

SCORER = Scorer(default_grade_model(), as_of=TODAY)

#: Years together of 10, 6 and 3 points.
LONG, MIDDLE, NEW = date(2022, 1, 1), date(2025, 1, 1), date(2026, 9, 1)
PAID, LATE = (4, 0, 0), (0, 0, 4)


def facts(
    amount: int, orders: int, products: int, since: date, strategic: int,
    payment: tuple[int, int, int], satisfaction: str, contacts: int,
) -> dict[str, Any]:  # fmt: skip
    return {
        "amount": amount, "orders": orders, "products": products, "since": since,
        "strategic": strategic, "payment": payment, "satisfaction": Decimal(satisfaction),
        "contacts": contacts,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("known", "points", "shown", "proposed", "missing"),
    [
        # Everything known: the points are the score.
        (facts(500_000, 10, 1, LONG, 5, LATE, "5", 0), "75", 75, "A", None),
        (facts(500_000, 9, 3, MIDDLE, 5, LATE, "5", 0), "74.5", 74, "B", 1),
        (facts(500_000, 10, 1, LONG, 2, PAID, "1", 0), "74", 74, "B", 1),
        (facts(499_999, 10, 3, LONG, 5, LATE, "5", 6), "75", 75, "A", None),
        (facts(499_999, 10, 3, LONG, 5, LATE, "5", 5), "73", 73, "B", 2),
        (facts(100_000, 10, 1, MIDDLE, 2, LATE, "1", 0), "45", 45, "B", 30),
        (facts(99_999, 10, 1, MIDDLE, 2, LATE, "1", 0), "35", 35, "C", 10),
        (facts(100_000, 3, 3, LONG, 1, LATE, "1", 3), "44.5", 44, "C", 1),
        (facts(100_000, 3, 3, LONG, 1, LATE, "1.5", 0), "46.5", 47, "B", 28),
        (facts(0, 0, 1, NEW, 1, LATE, "1", 0), "5", 5, "C", 40),
        (facts(500_000, 10, 3, LONG, 5, PAID, "4", 6), "100", 100, "A", None),
    ],
)
def test_around_the_cut_offs_with_everything_known(
    known: dict[str, Any], points: str, shown: int, proposed: str, missing: int | None
) -> None:
    customer = grade_facts(**known)
    found = SCORER.evaluate(customer)
    assert row(found.points, found.with_data) == (Decimal(points), 100)
    assert row(found.shown_score, found.proposed) == (shown, proposed)
    following = next_grade(SCORER, customer)
    if missing is None:
        assert following is None
    else:
        assert following is not None and following.shown_missing == missing
        assert following.grade == {"B": "A", "C": "B"}[proposed]


@pytest.mark.parametrize(
    ("known", "score", "shown", "proposed"),
    [
        # 80 of 100 points known (neither strategic value nor a survey): 60 of them are 75.
        ({"amount": 500_000, "orders": 10, "products": 3, "since": LONG, "payment": LATE,
          "contacts": 0}, "75", 75, "A"),
        ({"amount": 500_000, "orders": 9, "products": 3, "since": LONG, "payment": LATE,
          "contacts": 0}, "73.13", 73, "B"),
        ({"amount": 100_000, "orders": 4, "products": 1, "since": LONG, "payment": LATE,
          "contacts": 0}, "45", 45, "B"),
        ({"amount": 100_000, "orders": 3, "products": 1, "since": LONG, "payment": LATE,
          "contacts": 0}, "43.13", 43, "C"),
        # 74.69 is shown as 74: a list must not say 75 beside a B.
        ({"amount": 500_000, "orders": 4, "products": 3, "since": LONG, "payment": (0, 2, 2),
          "contacts": 6}, "74.69", 74, "B"),
        ({"amount": 500_000, "orders": 7, "products": 3, "since": LONG, "payment": (0, 1, 1),
          "contacts": 3}, "77.81", 78, "A"),
        ({"amount": 500_000, "orders": 7, "products": 1, "since": LONG, "payment": (1, 0, 3),
          "satisfaction": Decimal(2), "contacts": 3}, "69.17", 69, "B"),
    ],
)  # fmt: skip
def test_around_the_cut_offs_where_some_data_are_missing(
    known: dict[str, Any], score: str, shown: int, proposed: str
) -> None:
    found = SCORER.evaluate(grade_facts(**known))
    assert row(found.score, found.shown_score, found.proposed) == (Decimal(score), shown, proposed)


@pytest.mark.parametrize(
    ("known", "with_data", "judged"),
    [
        ({"amount": 1, "orders": 1, "since": NEW}, 55, False),
        ({"amount": 1, "orders": 1, "since": NEW, "contacts": 0}, 60, True),
        ({"amount": 1, "orders": 1, "products": 1, "since": NEW}, 60, True),
        ({"since": NEW, "strategic": 1, "payment": PAID, "satisfaction": Decimal(5),
          "contacts": 9, "products": 5}, 55, False),
        ({"amount": 1, "orders": 1, "payment": PAID}, 60, True),
        ({}, 0, False),
    ],
)  # fmt: skip
def test_sixty_points_of_data_and_not_one_less(
    known: dict[str, Any], with_data: int, judged: bool
) -> None:
    customer = grade_facts(**known)
    found = SCORER.evaluate(customer)
    assert found.with_data == with_data
    assert (found.proposed is not None) is judged is (found.shown_score is not None)
    if not judged:
        assert next_grade(SCORER, customer) is None
