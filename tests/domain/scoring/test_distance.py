"""The distance to the next class: following a hint reaches it, and the smallest comes first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domain.scoring.facts import TODAY, grade_facts, row
from tests.domain.scoring.following import Values, customers, rank, reaches, single_facts
from tests.domain.scoring.models import models

from kamtui.domain.metrics import CustomerFacts
from kamtui.domain.scoring.deeds import PAIR, SMALL, Deed, Hint
from kamtui.domain.scoring.defaults import default_grade_model, default_rating_model
from kamtui.domain.scoring.distance import NextGrade, gap, next_grade
from kamtui.domain.scoring.document import from_document
from kamtui.domain.scoring.evaluate import Scorer
from kamtui.domain.scoring.outlook import Due, Outlook, PastOrder, latest_wait, sizes_of

GRADE = default_grade_model()
SCORER = Scorer(GRADE, as_of=TODAY)
#: 100 points of data, and 69 of them earned.
FULL: dict[str, Any] = {
    "amount": 120_000,
    "orders": 6,
    "products": 3,
    "since": date(2020, 1, 1),
    "strategic": 5,
    "payment": (1, 0, 0),
    "satisfaction": Decimal(3),
    "contacts": 0,
}


def test_points_and_the_smallest_facts() -> None:
    found = next_grade(SCORER, grade_facts(**FULL))
    assert found is not None
    assert row(found.grade, found.missing_points, found.shown_missing) == ("A", 1, 1)
    # One order would do as well; three contacts, one a month, cost less.
    assert told(found) == [(Deed.CONTACT, 3)]
    assert found.by == TODAY


def test_four_more_orders() -> None:
    """The sentence of product.md: 6 points to A, four more orders."""
    facts = grade_facts(
        amount=900_000, orders=6, products=3, since=date(2026, 1, 1), strategic=1,
        payment=(1, 0, 2), satisfaction=Decimal(4), contacts=6,
    )  # fmt: skip
    found = next_grade(SCORER, facts)
    # 30 + 9 + 5 + 3 + 2 + 5 + 10 + 5 = 69
    assert found is not None
    assert row(found.grade, found.missing_points) == ("A", 6)
    assert told(found) == [(Deed.ORDER, 4)]
    (hint,) = found.hints or ()
    assert row(hint.amount_minor, hint.products) == (None, 0)


def test_at_the_top_there_is_nothing_next() -> None:
    facts = grade_facts(**{**FULL, "amount": 900_000})
    assert SCORER.line(facts).proposed == "A"
    assert next_grade(SCORER, facts) is None


def test_with_too_little_data_there_is_nothing_next() -> None:
    assert next_grade(SCORER, grade_facts(amount=100, orders=1)) is None


def test_the_anniversary_is_named_when_it_is_near() -> None:
    # 20 + 15 + 5 + 6 + 5 + 3 = 54 of 75 points with data: 72.
    facts = grade_facts(
        amount=120_000,
        orders=10,
        products=3,
        since=date(2023, 12, 1),
        satisfaction=Decimal(3),
        contacts=3,
    )
    there = date(2026, 12, 1)
    found = next_grade(SCORER, facts, Outlook(later={there: facts.values}))
    assert found is not None and found.missing_points == 3
    # Three contacts more are 2 a month: 2 points of 75 are not enough for 3 points of 100.
    assert told(found) == [(Deed.ANNIVERSARY, 3)]
    assert (found.hints or ())[0].on == found.by == there


def test_an_anniversary_is_held_against_the_windows_of_its_day() -> None:
    """On the day an order has left the window: the score does not rise by it alone."""
    known: dict[str, Any] = {
        "amount": 120_000, "orders": 9, "products": 3, "since": date(2023, 11, 23),
        "satisfaction": Decimal(3), "contacts": 3,
    }  # fmt: skip
    facts, day = grade_facts(**known), date(2026, 11, 23)
    # 52.5 of 75, and 56.25 make an A: 4 come by the third year, 1.5 go with an order.
    assert told(next_grade(SCORER, facts, Outlook(later={day: facts.values}))) == [
        (Deed.ANNIVERSARY, 3)
    ]
    one_less = grade_facts(**{**known, "orders": 8}).values
    found = next_grade(SCORER, facts, Outlook(later={day: one_less}))
    assert told(found) == [(Deed.CONTACT, 3), (Deed.ANNIVERSARY, 3)]


#: What orders move, and nothing else: 60 points, B from 27.
BY_ORDERS = Scorer(
    GRADE._replace(criteria=GRADE.criteria[:4], minimum_with_data=Decimal(0)), as_of=TODAY
)


@pytest.mark.parametrize(
    ("products", "size", "count", "amount", "new"),
    [
        # 11 points: 10 for any amount and four times 1.5, though six would make 20 of them.
        (3, 19_000, 4, None, 0),
        # 20 from 100,000 on, in as few orders as it takes.
        (3, 60_000, 2, 50_000, 0),
        (3, 34_000, 3, 34_000, 0),
        # 6 points: three products are 5 more, cheaper than three orders.
        (0, 19_000, 4, None, 3),
        (1, 60_000, 2, 50_000, 0),
    ],
)
def test_an_order_is_credited_with_all_it_brings(
    products: int, size: int, count: int, amount: int | None, new: int
) -> None:
    past = tuple(PastOrder(date(2025, month, 1), 100 * size) for month in (1, 5))
    facts = grade_facts(amount=0, orders=0, products=products, since=date(2024, 12, 2))
    facts = facts._replace(values=facts.values[:4])
    found = next_grade(BY_ORDERS, facts, Outlook(past, currency="CNY"))
    assert found is not None
    (hint,) = found.hints or ()
    assert row(hint.deed, hint.count, hint.products) == (Deed.ORDER, count, new)
    assert hint.amount_minor == (None if amount is None else amount * 100)
    assert hint.currency == ("" if amount is None else "CNY")


def test_no_order_is_larger_than_any_of_the_window() -> None:
    past = (PastOrder(date(2026, 5, 1), 4_620_000), PastOrder(date(2026, 6, 1), 6_010_000))
    facts = grade_facts(
        amount=236_000, orders=5, products=3, since=date(2020, 1, 1), payment=(1, 0, 2),
        satisfaction=Decimal(3), contacts=3,
    )  # fmt: skip
    found = next_grade(SCORER, facts, Outlook(past, currency="CNY"))
    # 55.5 of 90, and 67.5 make an A: 264,000 more are ten points, four orders cannot bring them.
    assert found is not None
    (hint,) = found.hints or ()
    assert row(hint.deed, hint.count, hint.amount_minor) == (Deed.ORDER, 5, 5_300_000)


def test_a_payment_is_one_that_falls_due() -> None:
    facts = grade_facts(
        amount=500_000, orders=8, products=0, since=date(2020, 1, 1), payment=(0, 0, 1), contacts=8
    )
    # 57 of 80: three points are missing.
    assert told(next_grade(SCORER, facts)) == [(Deed.ORDER, 2)]
    due = Due(date(2026, 11, 30), 4_720_000, "USD")
    found = next_grade(SCORER, facts, Outlook(due=(due,), later={due.on: facts.values}))
    assert told(found) == [(Deed.PAYMENT, 1)]
    assert found is not None and found.by == due.on
    (hint,) = found.hints or ()
    assert row(hint.on, hint.amount_minor, hint.currency) == (due.on, 4_720_000, "USD")


def test_an_unknown_fact_can_be_the_hint_and_a_judgement_never_is() -> None:
    poor = grade_facts(
        amount=1_000, orders=10, products=3, since=date(2020, 1, 1), contacts=6, payment=(4, 1, 0)
    )
    found = next_grade(SCORER, poor)
    # 58.5 of 80: 73.1; a survey of 4 makes 68.5 of 90 = 76.1, a strategic value is not offered.
    assert found is not None
    (hint,) = found.hints or ()
    assert row(hint.deed, hint.score) == (Deed.SURVEY, 4)


def test_what_is_far_off_is_said_to_be() -> None:
    facts = grade_facts(amount=0, orders=0, products=0, since=TODAY, satisfaction=Decimal(1),
                        payment=(0, 0, 9), contacts=0, strategic=1)  # fmt: skip
    found = next_grade(SCORER, facts)
    assert found is not None and found.hints == () and found.by is None
    assert gap(SCORER, facts) == NextGrade("B", found.missing_points, found.shown_missing)


@pytest.mark.parametrize("orders", [0, 2])
def test_the_points_table_counts_up_from_nothing(orders: int) -> None:
    scorer = Scorer(default_rating_model(), as_of=TODAY)
    facts = CustomerFacts("x", (orders or None, 5, 3, None, Decimal(5)))
    found = next_grade(scorer, facts)
    assert found is not None
    assert row(found.grade, found.missing_points) == ("standard", 5 - orders)
    assert told(found) == [(Deed.ORDER, 5 - orders)]


def told(found: NextGrade | None) -> list[tuple[Deed, int]]:
    """The kinds and counts of hints."""
    assert found is not None
    return [(one.deed, one.count) for one in found.hints or ()]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Scorer, Values, Outlook]:
    """A model, one that ships or any, and a customer."""
    shipped = st.sampled_from([GRADE, default_rating_model()])
    model = draw(shipped | models().map(from_document))
    scorer = Scorer(model, as_of=TODAY)
    values, outlook = draw(customers(scorer))
    return scorer, values, outlook


@given(cases())
@settings(max_examples=300, deadline=None)
def test_following_the_hints_reaches_the_class_on_the_day_promised(
    case: tuple[Scorer, Values, Outlook],
) -> None:
    scorer, values, outlook = case
    found = next_grade(scorer, CustomerFacts("x", values), outlook)
    if found is None:
        assert rank(scorer, values) in (0, len(scorer.model.classes))
        return
    assert found.missing_points > 0 and found.shown_missing > 0
    assert found.hints is not None and len(found.hints) <= 2
    if not found.hints:
        assert found.by is None
        return
    assert found.by is not None and TODAY <= found.by <= latest_wait(TODAY)
    base = values if found.by == TODAY else outlook.later[found.by]
    assert reaches(scorer, base, found.hints, outlook, found.by, found.grade)
    assert not reaches(scorer, values, (), outlook, TODAY, found.grade)
    for hint in found.hints:
        assert hint.count > 0 and hint.effort > 0
        assert hint.on is None or TODAY <= hint.on <= found.by
        assert hint.amount_minor is None or hint.amount_minor > 0


def less(hint: Hint, step: int) -> Iterator[Hint]:
    """The same with less of one thing."""
    if hint.count > 1 and hint.deed is not Deed.ANNIVERSARY:
        yield replace(hint, count=hint.count - 1)
    if hint.products:
        yield replace(hint, products=hint.products - 1)
    if hint.amount_minor is not None and hint.deed is Deed.ORDER:
        lower = hint.amount_minor - step
        yield replace(hint, amount_minor=lower if lower > 0 else None)
    if hint.score is not None and hint.score > 1:
        yield replace(hint, score=hint.score - 1)


@given(cases())
@settings(max_examples=150, deadline=None)
def test_nothing_smaller_does(case: tuple[Scorer, Values, Outlook]) -> None:
    scorer, values, outlook = case
    found = next_grade(scorer, CustomerFacts("x", values), outlook)
    if found is None or found.hints is None:
        return
    sizes = sizes_of(outlook, TODAY)
    effort = sum(one.effort for one in found.hints) + PAIR * (len(found.hints) > 1)
    for one in single_facts(sizes, values, scorer):
        if one.effort < (effort if found.hints else SMALL + 1):
            assert not reaches(scorer, values, (one,), outlook, TODAY, found.grade), one
    if found.by is None:
        return
    base = values if found.by == TODAY else outlook.later[found.by]
    for at, hint in enumerate(found.hints):
        others = (*found.hints[:at], *found.hints[at + 1 :])
        if hint.deed is not Deed.ANNIVERSARY:  # it is the day itself
            assert not reaches(scorer, base, others, outlook, found.by, found.grade)
        for smaller in less(hint, sizes.step if sizes else 1):
            fewer = (*found.hints[:at], smaller, *found.hints[at + 1 :])
            assert not reaches(scorer, base, fewer, outlook, found.by, found.grade), smaller
