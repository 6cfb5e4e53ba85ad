"""Measures for segments of one's own, case by case (requirements S1-28)."""

from collections.abc import Sequence
from datetime import UTC
from fractions import Fraction

import pytest
from tests.conftest import TODAY
from tests.services.segment_book import SegmentBook

from kamtui.domain.metrics import MetricKey, MetricRequest
from kamtui.domain.segments.measures import Need, Value, natural
from kamtui.services import segments
from kamtui.services.desk import Desk
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.queries.segments import Basis, facts

#: Of an order: the day and the amount in whole units.
Order = tuple[str, float]


@pytest.fixture
def book(desk: Desk) -> SegmentBook:
    found = SegmentBook(desk)
    found.customer()
    return found


def measured(book: SegmentBook, need: Need, *, customer: str = "c1") -> Value:
    """Return a fact as people say it; the list of everybody and the look at one must agree."""
    basis = Basis(TODAY, "CNY", UTC)
    with book.desk.read() as reader:
        everybody = facts(reader, [need], basis)
        alone = facts(reader, [need], basis, customer_ids=(customer,))
    value = everybody.columns[0][everybody.ids.index(customer)]
    assert alone.columns[0] == [value]
    return natural(need, value)


@pytest.mark.parametrize(
    ("orders", "change"),
    [
        ([], None),
        ([("2026-01-10", 100)], None),  # nothing to compare with
        ([("2025-01-10", 100)], None),  # nothing lately
        ([("2025-01-10", 100), ("2026-01-10", 110)], 10),
        ([("2025-01-10", 100), ("2026-01-10", 100)], 0),
        ([("2025-01-10", 100), ("2026-01-10", 50)], -50),
        # Averages, not sums: two orders of 60 are no growth over one of 80.
        ([("2025-01-10", 80), ("2026-01-10", 60), ("2026-02-10", 60)], -25),
        ([("2025-01-10", 300), ("2026-01-10", 100)], Fraction(-200, 3)),
        # The window begins after the same day a year ago; that day belongs to the one before.
        ([("2025-11-22", 100), ("2025-11-23", 120)], 20),
        ([("2024-11-22", 100), ("2026-01-10", 120)], None),  # before both windows
        ([("2024-11-23", 100), ("2026-11-22", 120)], 20),
        ([("2024-12-01", 100), ("2026-11-23", 120)], None),  # tomorrow's
        # A return subtracts and is no order.
        ([("2025-01-10", 100), ("2026-01-10", 200), ("2026-01-20", -100)], 0),
        ([("2025-01-10", 100), ("2025-01-20", -100), ("2026-01-10", 200)], None),
        ([("2025-01-10", 0), ("2026-01-10", 200)], None),
    ],
)
def test_the_change_of_the_average_order(
    book: SegmentBook, orders: Sequence[Order], change: Value
) -> None:
    for on, amount in orders:
        book.order(on, amount)
    assert measured(book, Need("average_order_change", 12)) == change


def test_what_counts_for_no_change(book: SegmentBook) -> None:
    book.order("2025-01-10", 100)
    book.order("2026-01-10", 110)
    book.order("2026-01-11", 9_000, status="cancelled")
    book.order("2026-01-11", 9_000, currency="USD")
    book.order("2026-01-11", 9_000, deleted_at="2026-01-12T00:00:00.000Z")
    book.customer("c2")
    book.order("2026-01-11", 9_000, customer="c2")
    assert measured(book, Need("average_order_change", 12)) == 10
    assert measured(book, Need("average_order_change", 1)) is None
    assert measured(book, Need("average_order_change", 12), customer="c2") is None
    # So long a window that it begins before the calendar does.
    assert measured(book, Need("average_order_change", 600)) is None


@pytest.mark.parametrize(
    ("talks", "orders", "days"),
    [
        ([], [], None),
        (["2026-01-01"], [], None),
        ([], ["2026-01-01"], None),
        (["2026-01-01"], ["2026-01-01"], 0),
        (["2026-01-01", "2026-02-01"], ["2026-03-02", "2026-09-01"], 60),
        (["2026-02-01"], ["2026-01-01"], None),  # bought before anybody spoke
        (["2026-01-01"], ["2026-11-23"], None),  # tomorrow's
    ],
)
def test_from_the_first_contact_to_the_first_order(
    book: SegmentBook, talks: Sequence[str], orders: Sequence[str], days: Value
) -> None:
    for on in talks:
        book.talk(on)
    for on in orders:
        book.order(on)
    assert measured(book, Need("days_to_first_order")) == days


@pytest.mark.parametrize(
    ("orders", "days"),
    [
        ([], None),
        (["2026-01-01"], None),
        (["2026-01-01", "2026-01-01"], None),  # one day is one purchase
        (["2025-12-01", "2026-10-01", "2026-10-01"], 304),
        (["2020-01-01", "2026-10-01", "2026-10-11"], 10),  # only the last pause
        (["2026-10-01", "2026-11-23"], None),  # tomorrow's
    ],
)
def test_the_pause_before_the_last_order(
    book: SegmentBook, orders: Sequence[str], days: Value
) -> None:
    for on in orders:
        book.order(on)
    book.order("2026-11-01", 5, status="cancelled")
    book.order("2026-11-02", -5)
    # Another customer's orders stand beside this one's, and make no pause of it.
    for name in ("b", "d"):
        book.customer(name)
        book.order("2026-06-01", customer=name)
    assert measured(book, Need("pause_before_last_order")) == days
    assert measured(book, Need("pause_before_last_order"), customer="d") is None


@pytest.mark.parametrize(
    ("complaints", "hours"),
    [
        ([], None),
        ([("2026-11-01T08:00", None)], None),  # not answered yet
        ([("2026-11-01T08:00", "2026-11-01T08:00")], 0),
        ([("2026-11-01T08:00", "2026-11-01T20:00"), ("2026-11-05T08:00", "2026-11-06T08:00")], 18),
        ([("2026-11-01T08:00", "2026-11-01T08:30"), ("2026-11-05T08:00", None)], Fraction(1, 2)),
        ([("2025-11-01T08:00", "2025-11-01T20:00")], None),  # before the window
        ([("2026-11-22T08:00", "2026-11-23T08:00")], None),  # answered tomorrow
        ([("2026-11-01T08:00", "2026-10-01T08:00")], None),  # answered before it was opened
    ],
)
def test_hours_until_complaints_are_answered(
    book: SegmentBook, complaints: Sequence[tuple[str, str | None]], hours: Value
) -> None:
    for at, (opened, answered) in enumerate(complaints):
        book.complaint(
            f"{opened}:00.000Z",
            responded_at=answered and f"{answered}:00.000Z",
            kind="grumble" if at % 2 else "complaint",
        )
    assert measured(book, Need("answer_hours", 12)) == hours


def test_what_the_grades_measure_is_the_same_here(book: SegmentBook) -> None:
    book.order("2026-03-01", 1_000, cost_minor=60_000)
    book.order("2025-03-01", 501)
    book.talk("2026-03-01", channel="visit")
    book.talk("2026-03-02")
    book.survey("2026-03-05", "4", recommend=9)
    book.customer("c2", referred_by="c1")
    with book.desk.read() as reader:
        for name, months in (
            ("profit", 12), ("profit", None), ("average_order", 12), ("average_order", None),
            ("visits", 12), ("visits", 1), ("recommend", None), ("referrals", None),
        ):  # fmt: skip
            request = MetricRequest(MetricKey(name), months)
            (graded,) = grade_facts(
                reader, [request], as_of=TODAY, currency="CNY", customer_ids=["c1"]
            )
            need = Need(name, months)
            asked = facts(reader, [need], Basis(TODAY, "CNY", UTC), customer_ids=("c1",))
            assert asked.columns[0] == [graded.values[0]], name
    assert measured(book, Need("average_order", 12)) == 1_000
    assert measured(book, Need("average_order")) == Fraction(75_050, 100)
    assert measured(book, Need("profit")) == 400
    assert measured(book, Need("recommend")) == 9
    assert measured(book, Need("referrals")) == 1
    assert measured(book, Need("visits", 12)) == 1


@pytest.mark.parametrize(
    ("rules", "wanted"),
    [
        # Repurchase: who bought again in a year; the counts of the segments are the rate.
        (["again: orders.12 >= 2", "once: orders.12 = 1", "not: otherwise"], "again"),
        # Won back: an order lately after half a year without one.
        (["won_back: last_order_days <= 90 and pause_before_last_order >= 180",
          "other: otherwise"], "won_back"),
        (["grows: average_order_change.12 >= 10", "shrinks: average_order_change.12 <= -10"],
         "shrinks"),
        (["big: average_order >= 100", "small: average_order < 100"], "big"),
        (["promoter: recommend >= 9", "others: otherwise"], "promoter"),
    ],
)  # fmt: skip
def test_rules_of_one_s_own(book: SegmentBook, rules: list[str], wanted: str) -> None:
    book.order("2025-06-01", 500)
    book.order("2026-01-05", 200)
    book.order("2026-10-01", 200)
    book.survey("2026-03-05", "4", recommend=9)
    segments.set_rules(book.desk, by="probe", lines=rules)
    assert book.segment("probe") == wanted
