"""Lifetime value: product.md's formula, the cap, and every input that can be lacking."""

from fractions import Fraction

import pytest

from kamtui.domain.segments.clv import ClvFacts, Lacking, clv, expected_years

FACTS = ClvFacts(1, 8, 800_000, 12, 4, 400_000, 300_000, 10, 5)
MARGIN = Fraction(3, 10)


@pytest.mark.parametrize(
    ("retention", "years", "capped"),
    [
        (Fraction(0), Fraction(1), False),
        (Fraction(1, 2), Fraction(2), False),
        (Fraction(9, 10), Fraction(10), False),
        (Fraction(91, 100), Fraction(10), True),
        (Fraction(1), Fraction(10), True),
    ],
)
def test_expected_years_are_capped_at_ten(
    retention: Fraction, years: Fraction, capped: bool
) -> None:
    assert expected_years(retention) == (years, capped)


def test_the_formula() -> None:
    found = clv(FACTS, assumed_margin=MARGIN, assumed_retention=None)
    # 1,000 an order x 8 a year x 25 % x 2 years
    assert found.average_minor == 100_000 and found.orders_per_year == 8
    assert found.margin == Fraction(1, 4) and not found.margin_assumed
    assert found.years == 2 and found.value_minor == 400_000 and not found.lacking


def test_a_segment_is_of_one_of_its_customers() -> None:
    found = clv(FACTS._replace(customers=4), assumed_margin=MARGIN, assumed_retention=None)
    assert found.orders_per_year == 2 and found.value_minor == 100_000


def test_the_window_is_counted_by_the_year() -> None:
    found = clv(FACTS._replace(months=36), assumed_margin=MARGIN, assumed_retention=None)
    assert found.orders_per_year == Fraction(8, 3)


@pytest.mark.parametrize(
    ("change", "assumed", "lacking"),
    [
        ({"orders": 0, "customers": 0, "amount_minor": None}, MARGIN, Lacking.ORDERS),
        ({"amount_minor": None}, MARGIN, Lacking.AMOUNT),
        ({"costed_orders": 0}, None, Lacking.MARGIN),
        ({"costed_minor": 0}, None, Lacking.MARGIN),
        ({"buyers_before": 0}, MARGIN, Lacking.RETENTION),
    ],
)
def test_what_is_lacking_is_said(
    change: dict[str, int | None], assumed: Fraction | None, lacking: Lacking
) -> None:
    facts = FACTS._replace(**change)  # type: ignore[arg-type]
    found = clv(facts, assumed_margin=assumed, assumed_retention=None)
    assert found.lacking == (lacking,) and found.value_minor is None


def test_assumptions_are_told_from_records() -> None:
    facts = FACTS._replace(costed_orders=0, buyers_before=0)
    found = clv(facts, assumed_margin=MARGIN, assumed_retention=Fraction(1, 2))
    assert found.margin_assumed and found.retention_assumed
    assert found.value_minor == 480_000


def test_more_taken_back_than_bought() -> None:
    found = clv(FACTS._replace(amount_minor=-5), assumed_margin=MARGIN, assumed_retention=None)
    assert found.value_minor == -3  # 2.5 cents, half away from zero
