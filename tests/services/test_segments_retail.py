"""Real purchases: scores, segments, their inputs and who moves in what-if, counted apart."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from kamtui.domain.months import months_before
from kamtui.services import grading, segments, settings
from kamtui.services.desk import Desk

from .segment_book import SHARED, SegmentBook

AS_OF = date(2011, 12, 10)
Orders = dict[str, list[tuple[date, int]]]


@pytest.fixture(scope="module")
def orders() -> Orders:
    path = SHARED / "online-retail-orders.csv"
    if not path.is_file():
        pytest.skip("the shared data is not here")
    found: Orders = defaultdict(list)
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["CustomerID"]:
                on = date.fromisoformat(row["InvoiceDate"][:10])
                found[row["CustomerID"]].append((on, int(Decimal(row["Amount"]) * 100)))
    return found


@pytest.fixture
def retail(desk: Desk, orders: Orders) -> Desk:
    customers: list[dict[str, Any]] = []
    rows: list[dict[str, Any]] = []
    for name, many in orders.items():
        customers.append(
            {"id": name, "customer_no": name, "name": name, "name_key": name, "tags": "[]",
             "custom": "{}"}
        )  # fmt: skip
        rows += [
            {"customer_id": name, "ordered_on": on.isoformat(), "amount_minor": amount,
             "status": "completed"}
            for on, amount in many
        ]  # fmt: skip
    book = SegmentBook(desk)
    book.insert_many("customer", customers)
    book.insert_many("sales_order", rows)
    return desk


def fifths(values: list[int]) -> list[Fraction]:
    """Return the four quantiles by their definition: between neighbours in a straight line."""
    values = sorted(values)
    found = []
    for share in (Fraction(1, 5), Fraction(2, 5), Fraction(3, 5), Fraction(4, 5)):
        place = share * (len(values) - 1)
        low = place.numerator // place.denominator
        high = min(low + 1, len(values) - 1)
        found.append((1 - (place - low)) * values[low] + (place - low) * values[high])
    return found


def test_every_score(retail: Desk, orders: Orders) -> None:
    bought = {}
    for name, many in orders.items():
        days = [on for on, amount in many if amount >= 0]
        if days:
            total = sum(amount for _, amount in many)
            bought[name] = ((AS_OF - max(days)).days, len(days), total)
    limits = [fifths([one[at] for one in bought.values()]) for at in range(3)]
    found = segments.members(retail, by="rfm", as_of=AS_OF, count=10**6)
    assert found.total == len(orders)
    for row in found.rows:
        if row.customer_no not in bought:
            assert row.score is None and row.segment == "no_data"
            continue
        values = bought[row.customer_no]
        exceeded = [
            sum(value > limit for limit in each) for value, each in zip(values, limits, strict=True)
        ]
        wanted = (5 - exceeded[0], 1 + exceeded[1], 1 + exceeded[2], *values)
        assert row.score == wanted


def test_every_stage_and_the_value_of_a_customer(retail: Desk, orders: Orders) -> None:
    year, half = months_before(AS_OF, 12), months_before(AS_OF, 6)
    found = segments.members(retail, by="lifecycle", as_of=AS_OF, count=10**6)
    for row in found.rows:
        days = [on for on, amount in orders[row.customer_no] if amount >= 0]
        if not days:
            wanted = "no_data"
        elif max(days) <= half:
            wanted = "at_risk"
        else:
            wanted = "mature" if min(days) <= year else "new"
        assert row.segment == wanted
    before = [
        many
        for many in orders.values()
        if any(months_before(AS_OF, 24) < on <= year and amount >= 0 for on, amount in many)
    ]
    again = [many for many in before if any(on > year and amount >= 0 for on, amount in many)]
    value = segments.clv(retail, as_of=AS_OF).clv
    assert value.retention == Fraction(len(again), len(before))
    last = [(on, amount) for many in orders.values() for on, amount in many if on > year]
    assert value.facts.orders == sum(amount >= 0 for _, amount in last)
    assert value.facts.amount_minor == sum(amount for _, amount in last)


def grade_score(many: list[tuple[date, int]], day: date) -> Fraction | None:
    """Return product.md's score of orders alone: amount, orders and years have data, 55 points."""
    known = [(on, amount) for on, amount in many if on <= day]
    if not any(amount >= 0 for _on, amount in known):
        return None
    year = months_before(day, 12)
    last = [(on, amount) for on, amount in known if on > year]
    amount = sum(amount for _on, amount in last)
    first = min(on for on, amount in known if amount >= 0)
    years = day.year - first.year - ((day.month, day.day) < (first.month, first.day))
    points = Fraction(
        30 if amount >= 50_000_000 else 20 if amount >= 10_000_000 else 10 if amount > 0 else 0
    )
    points += min(Fraction(15), Fraction(3, 2) * sum(amount >= 0 for _on, amount in last))
    points += 10 if years >= 3 else 6 if years >= 1 else 3
    return 100 * points / 55


@pytest.mark.parametrize("cuts", [{"B": "40"}, {"A": "70"}, {"A": "56", "B": "55"}])
@pytest.mark.parametrize("day", [AS_OF, date(2011, 9, 30)])
def test_who_moves_counted_apart(
    retail: Desk, orders: Orders, cuts: dict[str, str], day: date
) -> None:
    settings.change(retail, key="grade.data", text="55")

    def class_of(score: Fraction | None, first: int, second: int) -> str | None:
        if score is None:
            return None
        return "A" if score >= first else "B" if score >= second else "C"

    expected = {}
    for name, many in orders.items():
        score = grade_score(many, day)
        was = class_of(score, 75, 45)
        now = class_of(score, int(cuts.get("A", 75)), int(cuts.get("B", 45)))
        if was != now:
            expected[name] = (was, now)
    _kept, found = grading.what_if(retail, weights={}, cuts=cuts, as_of=day)
    assert {one.customer_no: (one.before, one.after) for one in found.moves()} == expected
    assert expected or "A" in cuts
