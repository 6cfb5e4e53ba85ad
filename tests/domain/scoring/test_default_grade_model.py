"""Every rule of product.md's default grading model at and around each boundary."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.domain.scoring.facts import TODAY, grade_facts, row

from kamtui.domain.metrics import CustomerFacts, MetricKey
from kamtui.domain.scoring.defaults import default_grade_model
from kamtui.domain.scoring.evaluate import Part, Scorer

SCORER = Scorer(default_grade_model(), as_of=TODAY)


def part(criterion: str, facts: CustomerFacts) -> Part:
    return next(one for one in SCORER.evaluate(facts).parts if one.criterion == criterion)


def test_the_model_is_the_hundred_points_of_product_md() -> None:
    model = default_grade_model()
    assert model.maximum == 100
    assert [row(one.key, one.maximum) for one in model.criteria] == [
        ("amount", 30),
        ("orders", 15),
        ("variety", 5),
        ("years_together", 10),
        ("strategic_value", 10),
        ("payment", 15),
        ("satisfaction", 10),
        ("contacts", 5),
    ]
    assert [row(one.key, one.cut_off) for one in model.classes] == [("A", 75), ("B", 45), ("C", 0)]
    assert model.minimum_with_data == 60
    months = {one.metric: one.months for one in model.criteria}
    assert months[MetricKey.AMOUNT] == 12
    assert months[MetricKey.CONTACTS_PER_MONTH] == 3
    assert months[MetricKey.PRODUCTS] is None


@pytest.mark.parametrize(
    ("cents", "points"),
    [
        (-1, 0),
        (-50_000_000, 0),
        (0, 0),
        (1, 10),
        (9_999_999, 10),
        (10_000_000, 20),
        (10_000_001, 20),
        (49_999_999, 20),
        (50_000_000, 30),
        (10**15, 30),
    ],
)
def test_amount(cents: int, points: int) -> None:
    facts = CustomerFacts("x", (cents, 0, *[None] * 6))
    found = part("amount", facts)
    assert row(found.points, found.has_data) == (points, True)
    assert found.value == Decimal(cents) / 100


@pytest.mark.parametrize(
    ("orders", "points"), [(0, "0"), (1, "1.5"), (3, "4.5"), (9, "13.5"), (10, "15"), (11, "15")]
)
def test_orders(orders: int, points: str) -> None:
    assert part("orders", grade_facts(amount=0, orders=orders)).points == Decimal(points)


@pytest.mark.parametrize(("products", "points"), [(1, 0), (2, 0), (3, 5), (4, 5)])
def test_three_or_more_products(products: int, points: int) -> None:
    assert part("variety", grade_facts(products=products)).points == points


@pytest.mark.parametrize(
    ("since", "years", "points"),
    [
        (date(2026, 11, 22), 0, 3),
        (date(2025, 11, 23), 0, 3),
        (date(2025, 11, 22), 1, 6),
        (date(2023, 11, 23), 2, 6),
        (date(2023, 11, 22), 3, 10),
        (date(1990, 1, 1), 36, 10),
    ],
)
def test_years_together_by_anniversaries(since: date, years: int, points: int) -> None:
    found = part("years_together", grade_facts(since=since))
    assert row(found.value, found.points) == (years, points)


@pytest.mark.parametrize("step", [1, 2, 3, 4, 5])
def test_strategic_value_two_per_step(step: int) -> None:
    assert part("strategic_value", grade_facts(strategic=step)).points == 2 * step


@pytest.mark.parametrize(
    ("payment", "points"),
    [
        ((1, 0, 0), "15"),
        ((0, 1, 0), "7.5"),
        ((0, 0, 1), "0"),
        ((3, 2, 0), "12"),
        ((1, 1, 1), "7.5"),
        ((6, 0, 1), "12.86"),
        ((0, 0, 9), "0"),
    ],
)
def test_payment_is_the_mean_of_the_shares(payment: tuple[int, int, int], points: str) -> None:
    assert part("payment", grade_facts(payment=payment)).points == Decimal(points)


@pytest.mark.parametrize(
    ("score", "judged", "points"),
    [
        ("1", 1, 0),
        ("1.49", 1, 0),
        ("1.5", 2, 5),
        ("2", 2, 5),
        ("3", 3, 5),
        ("3.49", 3, 5),
        ("3.5", 4, 10),
        ("4", 4, 10),
        ("5", 5, 10),
    ],
)
def test_a_satisfaction_average_is_rounded_half_up_and_both_numbers_kept(
    score: str, judged: int, points: int
) -> None:
    found = part("satisfaction", grade_facts(satisfaction=Decimal(score)))
    assert row(found.value, found.judged, found.points) == (Decimal(score), judged, points)


@pytest.mark.parametrize(
    ("contacts", "per_month", "points"),
    [(0, "0", 0), (2, "0.67", 0), (3, "1", 3), (5, "1.67", 3), (6, "2", 5), (7, "2.33", 5)],
)
def test_contacts_per_month_over_three_months(contacts: int, per_month: str, points: int) -> None:
    found = part("contacts", grade_facts(contacts=contacts))
    assert row(found.value, found.points) == (Decimal(per_month), points)


def test_the_wireframe_customer() -> None:
    """ux.md and look.md: 65 of 80 points with data are 81."""
    evaluation = SCORER.evaluate(
        grade_facts(
            amount=420_000,
            orders=10,
            products=4,
            since=date(2022, 5, 3),
            payment=(3, 2, 0),
            contacts=4,
        )
    )
    assert [int(one.points) for one in evaluation.parts] == [20, 15, 5, 10, 0, 12, 0, 3]
    assert row(evaluation.points, evaluation.with_data) == (65, 80)
    assert row(evaluation.score, evaluation.shown_score) == (Decimal("81.25"), 81)
    assert evaluation.proposed == "A"
    assert evaluation.missing == ("strategic_value", "satisfaction")
    amount = evaluation.parts[0].next_step
    assert amount is not None
    assert row(amount.at, amount.points) == (500_000, 30)
    contacts = evaluation.parts[7].next_step
    assert contacts is not None
    assert row(contacts.at, contacts.points) == (2, 5)


def test_nothing_is_proposed_with_less_than_sixty_points_of_data() -> None:
    known: dict[str, Any] = {"amount": 900_000, "orders": 20}
    # 30 + 15 + 10 = 55 points have data.
    less = SCORER.evaluate(grade_facts(**known, since=date(2020, 1, 1)))
    assert row(less.with_data, less.proposed, less.score) == (55, None, None)
    assert less.missing == ("variety", "strategic_value", "payment", "satisfaction", "contacts")
    # With variety 60.
    enough = SCORER.evaluate(grade_facts(**known, since=date(2020, 1, 1), products=3))
    assert row(enough.with_data, enough.proposed, enough.score) == (60, "A", 100)


def test_a_customer_without_any_record() -> None:
    nothing = SCORER.evaluate(grade_facts())
    assert row(nothing.points, nothing.with_data, nothing.score) == (0, 0, None)
    assert all(not one.has_data for one in nothing.parts)
