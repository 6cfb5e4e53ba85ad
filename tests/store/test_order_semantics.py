"""What of an order counts, case by case: statuses, signs, currencies, days, lines, payments."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.store.test_grade_facts import (
    AMOUNT,
    ORDERS,
    PAYMENT,
    PRODUCTS,
    THOUSANDS,
    TODAY,
    YEARS,
    Book,
)

from kamtui.domain.enums import VOID_ORDERS, OrderStatus
from kamtui.domain.metrics import Lateness
from kamtui.store.queries import what_counts
from kamtui.store.queries.agenda import amounts_since, open_receivables
from kamtui.store.queries.customer_detail import money_owed
from kamtui.store.queries.customer_detail import orders as order_totals
from kamtui.store.queries.day import orders as orders_of_a_day
from kamtui.store.queries.orders import years

_STAMP = "2026-01-01T00:00:00.000Z"


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    opened = Book(book_path)
    yield opened
    opened.close()


def facts(book: Book) -> dict[str, object]:
    asked = {"amount": AMOUNT, "orders": ORDERS, "products": PRODUCTS, "years": YEARS,
             "thousands": THOUSANDS, "payment": PAYMENT}  # fmt: skip
    return {name: book.fact(request) for name, request in asked.items()}


NOTHING = dict.fromkeys(("amount", "orders", "products", "years", "thousands", "payment"))


def test_the_database_is_told_the_same_as_the_domain() -> None:
    for status in OrderStatus:
        assert (f"'{status.value}'" in what_counts.stands()) == (status in VOID_ORDERS)


@pytest.mark.parametrize("status", OrderStatus)
def test_an_order_of_every_status(book: Book, status: OrderStatus) -> None:
    """Open, confirmed, shipped and completed count alike; returned and cancelled for nothing."""
    order = book.order("2026-05-01", 2_500, status=status.value)
    book.line(order, book.insert("product", name="a", name_key="a"))
    book.due("2026-06-01", "2026-06-03", order_id=order)
    expected = {
        "amount": 250_000, "orders": 1, "products": 1, "years": date(2026, 5, 1), "thousands": 2,
        "payment": Lateness((0, 1, 0), 1, 2),
    }  # fmt: skip
    assert facts(book) == (NOTHING if status in VOID_ORDERS else expected)


@pytest.mark.parametrize("status", OrderStatus)
def test_every_other_sum_counts_the_same_orders(book: Book, status: OrderStatus) -> None:
    order = book.order("2026-11-20", 2_500, status=status.value)
    book.due("2026-11-21", None, order_id=order)
    stands = status not in VOID_ORDERS
    reader = book.reader
    since = date(2025, 11, 22)
    assert amounts_since(reader, ["c1"], after=since, until=TODAY) == (
        {"c1": 250_000} if stands else {}
    )
    totals = order_totals(
        reader, "c1", today=TODAY, year_ago=since, two_years_ago=date(2024, 11, 22), currency="CNY"
    )
    assert totals[0] == int(stands)
    assert money_owed(reader, "c1", today=TODAY, currency="CNY")[0] == (100 if stands else 0)
    assert len(years(reader, "c1", today=TODAY, currency="CNY")) == int(stands)
    assert len(orders_of_a_day(reader, since="2026-11-20", until="2026-11-20")) == int(stands)
    assert len(open_receivables(reader)) == int(stands)


@pytest.mark.parametrize(
    ("orders", "amount", "count", "thousands"),
    [
        ([(0, "completed")], 0, 1, 0),
        ([(-100, "completed")], None, None, None),
        ([(0, "cancelled")], None, None, None),
        ([(0, "returned")], None, None, None),
        ([(1000, "completed"), (-1000, "completed")], 0, 1, 0),
        # Taken back twice over: the sum is below nothing, and says so.
        ([(1000, "completed"), (-1500, "completed")], -50_000, 1, 0),
        # A part taken back, told as an order of its own; the order itself stands.
        ([(5500, "shipped"), (-1500, "completed")], 400_000, 1, 4),
        # The whole taken back, told by the status alone.
        ([(5500, "returned"), (100, "open")], 10_000, 1, 0),
        # What is taken back twice, by status and by a negative order, subtracts once.
        ([(5500, "returned"), (-5500, "returned"), (100, "open")], 10_000, 1, 0),
        ([(0.01, "completed")], 1, 1, 0),
        ([(-0.01, "completed"), (0, "completed")], -1, 1, 0),
        ([(999.99, "completed")] * 3, 299_997, 3, 0),
    ],
)
def test_zero_and_negative_amounts(
    book: Book,
    orders: list[tuple[float, str]],
    amount: int | None,
    count: int | None,
    thousands: int | None,
) -> None:
    for value, status in orders:
        book.order("2026-05-01", value, status=status)
    found = facts(book)
    assert (found["amount"], found["orders"], found["thousands"]) == (amount, count, thousands)


@pytest.mark.parametrize(
    ("on", "counts"),
    [("2026-11-21", True), ("2026-11-22", True), ("2026-11-23", False), ("2030-01-01", False)],
)
def test_an_order_of_the_future_is_not_there_yet(book: Book, on: str, counts: bool) -> None:
    book.order(on, 100)
    assert (book.fact(ORDERS) is not None) == counts
    assert (book.fact(YEARS) is not None) == counts


@pytest.mark.parametrize(
    ("currencies", "amount", "count"),
    [
        ([None], 10_000, 1),
        (["CNY"], 10_000, 1),
        (["USD"], None, 1),
        (["CNY", "USD", None], 20_000, 3),
        (["USD", "EUR"], None, 2),
    ],
)
def test_several_currencies(
    book: Book, currencies: list[str | None], amount: int | None, count: int
) -> None:
    """Another currency is in no sum, but an order is an order."""
    for currency in currencies:
        book.order("2026-05-01", 100, currency=currency)
    assert (book.fact(AMOUNT), book.fact(ORDERS)) == (amount, count)


@pytest.mark.parametrize(
    ("lines", "products"),
    [
        ([], None),
        ([None], None),
        ([None, None], None),
        (["a"], 1),
        (["a", None], 1),
        (["a", "a"], 1),
        (["a", "a", "b"], 2),
    ],
)
def test_lines_without_a_product_and_the_same_product_twice(
    book: Book, lines: list[str | None], products: int | None
) -> None:
    known = {name: book.insert("product", name=name, name_key=name) for name in ("a", "b")}
    order = book.order("2026-05-01")
    for name in lines:
        book.line(order, known[name] if name else None)
    assert book.fact(PRODUCTS) == products


def test_what_is_deleted_is_gone_and_what_is_restored_is_back(book: Book) -> None:
    order = book.order("2026-05-01", 2_500)
    line = book.insert("order_line", order_id=order,
                       product_id=book.insert("product", name="a", name_key="a"))  # fmt: skip
    book.due("2026-06-01", "2026-06-03", order_id=order)
    whole = facts(book)
    for table, identifier in (("sales_order", order), ("order_line", line)):
        for gone in (_STAMP, None):
            book.set(table, identifier, deleted_at=gone)
            found = facts(book)
            if gone is None:
                assert found == whole
            elif table == "sales_order":
                assert found == NOTHING, "what hangs on a deleted order counts no more"
            else:
                assert found == {**whole, "products": None}
