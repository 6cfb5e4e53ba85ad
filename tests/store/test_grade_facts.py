"""Facts for the scoring models: every rule of product.md's Numbers, windows, replay, scope."""

import random
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date, timedelta, timezone
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from tests.services.wide_model import wide_model

from kamtui.domain.metrics import Fact, Lateness, MetricKey, MetricRequest, window_start
from kamtui.domain.scoring.defaults import default_grade_model, default_rating_model
from kamtui.store.queries.grade_facts import grade_facts
from kamtui.store.reader import EmptyReader, SqliteReader

TODAY = date(2026, 11, 22)
AMOUNT = MetricRequest(MetricKey.AMOUNT, 12)
ORDERS = MetricRequest(MetricKey.ORDERS, 12)
PRODUCTS = MetricRequest(MetricKey.PRODUCTS)
YEARS = MetricRequest(MetricKey.YEARS_TOGETHER)
STRATEGIC = MetricRequest(MetricKey.STRATEGIC_VALUE)
PAYMENT = MetricRequest(MetricKey.PAYMENT_TIMELINESS, 12, (0, 7))
SATISFACTION = MetricRequest(MetricKey.SATISFACTION)
CONTACTS = MetricRequest(MetricKey.CONTACTS_PER_MONTH, 3)
THOUSANDS = MetricRequest(MetricKey.WHOLE_THOUSANDS)

_STAMP = "2026-01-01T00:00:00.000Z"


class Book:
    """A book filled row by row, without the write path: the facts must not depend on it."""

    def __init__(self, path: Path) -> None:
        self._database = sqlite3.connect(path)
        self._ids = count(1)
        self.reader = SqliteReader(path)
        self.customer("c1")

    def insert(self, table: str, **values: Any) -> str:
        row = {
            "id": f"{next(self._ids):032x}",
            "created_at": _STAMP,
            "updated_at": _STAMP,
            "version": 1,
            **values,
        }
        names, places = ", ".join(row), ", ".join("?" * len(row))
        self._database.execute(
            f"INSERT INTO {table} ({names}) VALUES ({places})", list(row.values())
        )
        self._database.commit()
        return str(row["id"])

    def set(self, table: str, identifier: str, **values: Any) -> None:
        names = ", ".join(f"{name} = ?" for name in values)
        self._database.execute(
            f"UPDATE {table} SET {names} WHERE id = ?", [*values.values(), identifier]
        )
        self._database.commit()

    def customer(self, name: str, **values: Any) -> str:
        return self.insert(
            "customer",
            **{"id": name, "customer_no": name, "name": name, "name_key": name, "tags": "[]",
               "custom": "{}", **values},
        )  # fmt: skip

    def order(self, on: str, amount: float = 100, customer: str = "c1", **values: Any) -> str:
        return self.insert(
            "sales_order",
            customer_id=customer,
            ordered_on=on,
            amount_minor=round(amount * 100),
            **{"status": "completed", **values},
        )

    def line(self, order: str, product: str | None, **values: Any) -> None:
        self.insert("order_line", order_id=order, product_id=product, **values)

    def due(self, on: str, settled: str | None, **values: Any) -> None:
        self.insert(
            "receivable",
            **{"customer_id": "c1", "due_on": on, "settled_on": settled, "amount_minor": 100,
               "paid_minor": 0, **values},
        )  # fmt: skip

    def survey(self, on: str, score: str | None, **values: Any) -> None:
        self.insert("survey", **{"customer_id": "c1", "on_date": on, "score": score, **values})

    def contact(self, on: str, **values: Any) -> None:
        self.insert(
            "communication",
            **{"customer_id": "c1", "on_date": on, "at": f"{on}T08:00:00.000Z",
               "channel": "call", "noted": True, **values},
        )  # fmt: skip

    def fact(self, request: MetricRequest, *, as_of: date = TODAY, customer: str = "c1") -> Fact:
        (found,) = grade_facts(
            self.reader, [request], as_of=as_of, currency="CNY", customer_ids=[customer]
        )
        everyone = grade_facts(self.reader, [request], as_of=as_of, currency="CNY")
        assert found in everyone
        return found.values[0]

    def close(self) -> None:
        self.reader.close()
        self._database.close()


@pytest.fixture
def book(book_path: Path) -> Iterator[Book]:
    opened = Book(book_path)
    yield opened
    opened.close()


def test_nothing_recorded_is_no_data_everywhere(book: Book) -> None:
    model = default_grade_model()
    (found,) = grade_facts(book.reader, model.requests, as_of=TODAY, currency="CNY")
    assert found.values == (None,) * len(model.requests)
    assert grade_facts(EmptyReader(), model.requests, as_of=TODAY, currency="CNY") == []


@pytest.mark.parametrize(
    ("on", "inside"),
    [
        ("2025-11-22", False),
        ("2025-11-23", True),
        ("2026-11-22", True),
    ],
)
def test_a_window_is_after_the_same_day_ago_up_to_today(book: Book, on: str, inside: bool) -> None:
    book.order(on, 500)
    assert book.fact(AMOUNT) == (50_000 if inside else 0)
    assert book.fact(ORDERS) == int(inside)


def test_what_is_dated_later_is_not_there_yet(book: Book) -> None:
    order = book.order("2026-11-23", 500)
    book.line(order, book.insert("product", name="a", name_key="a"))
    book.due("2026-11-23", "2026-11-01")
    book.survey("2026-11-23", "5")
    book.contact("2026-11-23")
    for request in (AMOUNT, ORDERS, PRODUCTS, YEARS, PAYMENT, SATISFACTION, CONTACTS, THOUSANDS):
        assert book.fact(request) is None, request
        assert book.fact(request, as_of=date(2026, 11, 23)) is not None, request


def test_cancelled_negative_zero_and_deleted_orders(book: Book) -> None:
    book.order("2026-05-01", 900, status="cancelled")
    assert (book.fact(AMOUNT), book.fact(ORDERS), book.fact(YEARS)) == (None, None, None)
    book.order("2026-05-01", -30)
    assert (book.fact(AMOUNT), book.fact(ORDERS), book.fact(YEARS)) == (None, None, None)
    book.order("2026-06-01", 0)
    assert (book.fact(AMOUNT), book.fact(ORDERS)) == (-3_000, 1)
    book.order("2026-07-01", 100.55)
    assert (book.fact(AMOUNT), book.fact(ORDERS)) == (7_055, 2)
    book.order("2026-07-01", 100, deleted_at=_STAMP)
    assert (book.fact(AMOUNT), book.fact(ORDERS)) == (7_055, 2)


def test_other_currencies_are_left_out_of_amounts_and_named(book: Book) -> None:
    def left_out() -> tuple[str, ...]:
        return grade_facts(book.reader, [AMOUNT, ORDERS], as_of=TODAY, currency="CNY")[0].left_out

    book.order("2026-05-01", 900, currency="USD")
    assert (book.fact(AMOUNT), book.fact(ORDERS)) == (None, 1)
    assert left_out() == ("USD",)
    book.order("2026-05-02", 100, currency="CNY")
    book.order("2026-05-03", 10)
    book.order("2026-05-03", 10, currency="EUR")
    book.order("2020-05-03", 10, currency="GBP")
    book.order("2026-05-03", 10, currency="JPY", status="cancelled")
    assert (book.fact(AMOUNT), book.fact(ORDERS)) == (11_000, 4)
    assert left_out() == ("EUR", "USD")
    assert book.fact(THOUSANDS) == 0


@pytest.mark.parametrize(
    ("amounts", "thousands"),
    [
        ([999.99], 0),
        ([1000], 1),
        ([1999.99, 1999.99], 2),
        ([999, 999], 0),
        ([5500, -1500], 4),
        ([40_000], 40),
    ],
)
def test_whole_thousands_of_each_order(book: Book, amounts: list[float], thousands: int) -> None:
    for amount in amounts:
        book.order("2019-05-01", amount)
    assert book.fact(THOUSANDS) == thousands


def test_products_are_counted_once_over_orders_that_count(book: Book) -> None:
    some = [book.insert("product", name=name, name_key=name) for name in "abcde"]
    order = book.order("2020-01-01")
    book.line(order, None)
    assert book.fact(PRODUCTS) is None
    book.line(order, some[0])
    book.line(order, some[0])
    book.line(book.order("2026-01-01"), some[1])
    book.line(book.order("2026-01-01", status="cancelled"), some[2])
    book.line(book.order("2026-01-01", -5), some[3])
    book.line(order, some[4], deleted_at=_STAMP)
    assert book.fact(PRODUCTS) == 2
    assert book.fact(MetricRequest(MetricKey.PRODUCTS, 12)) == 1


def test_the_relation_begins_with_customer_since_else_the_first_order(book: Book) -> None:
    book.order("2024-03-01")
    book.order("2023-03-01", -5)
    book.order("2022-03-01", status="cancelled")
    assert book.fact(YEARS) == date(2024, 3, 1)
    book.customer("c2", customer_since="2021-07-01")
    book.order("2020-03-01", customer="c2")
    assert book.fact(YEARS, customer="c2") == date(2021, 7, 1)
    # Before that day was reached, only the order was known.
    assert book.fact(YEARS, customer="c2", as_of=date(2021, 6, 30)) == date(2020, 3, 1)


def test_strategic_value(book: Book) -> None:
    book.customer("c2", strategic_value=4)
    assert (book.fact(STRATEGIC), book.fact(STRATEGIC, customer="c2")) == (None, 4)


@pytest.mark.parametrize(
    ("due", "settled", "expected"),
    [
        ("2026-06-10", "2026-06-01", ((1, 0, 0), 0)),
        ("2026-06-10", "2026-06-10", ((1, 0, 0), 0)),
        ("2026-06-10", "2026-06-11", ((0, 1, 0), 1)),
        ("2026-06-10", "2026-06-17", ((0, 1, 0), 7)),
        ("2026-06-10", "2026-06-18", ((0, 0, 1), 8)),
        ("2026-11-21", None, ((0, 1, 0), 1)),
        ("2026-11-15", None, ((0, 1, 0), 7)),
        ("2026-11-14", None, ((0, 0, 1), 8)),
        ("2026-11-22", None, None),
        ("2026-11-22", "2026-11-22", ((1, 0, 0), 0)),
        ("2026-11-23", None, None),
        ("2026-11-23", "2026-11-20", None),
        ("2025-11-22", None, None),
        ("2025-11-23", None, ((0, 0, 1), 364)),
        # Paid after the day that is judged: late by the days until then.
        ("2026-11-20", "2026-12-24", ((0, 1, 0), 2)),
    ],
)
def test_payment_per_receivable_that_fell_due(
    book: Book, due: str, settled: str | None, expected: tuple[tuple[int, ...], int] | None
) -> None:
    book.due(due, settled)
    found = book.fact(PAYMENT)
    if expected is None:
        assert found is None
    else:
        counts, worst = expected
        assert found == Lateness(counts, int(worst > 0), worst)


def test_receivables_that_do_not_count(book: Book) -> None:
    book.due("2026-06-10", None, deleted_at=_STAMP)
    book.due("2026-06-10", None, amount_minor=0)
    book.due("2026-06-10", None, amount_minor=-500)
    book.due("2026-06-10", None, order_id=book.order("2026-05-01", status="cancelled"))
    assert book.fact(PAYMENT) is None
    book.due("2026-06-10", "2026-06-12", order_id=book.order("2026-05-01"))
    book.due("2026-06-10", "2026-06-09")
    assert book.fact(PAYMENT) == Lateness((1, 1, 0), 1, 2)


def test_lateness_in_the_buckets_of_the_model(book: Book) -> None:
    book.due("2026-06-10", "2026-06-12")
    book.due("2026-06-10", "2026-06-20")
    book.due("2026-06-10", "2026-09-20")
    request = MetricRequest(MetricKey.PAYMENT_TIMELINESS, None, (3, 10, 60))
    assert book.fact(request) == Lateness((1, 1, 0, 1), 3, 102)


def test_the_latest_survey_with_a_score(book: Book) -> None:
    book.survey("2026-01-01", "5")
    book.survey("2026-03-01", "3.5")
    book.survey("2026-03-02", None, recommend=9)
    book.survey("2026-03-03", "1", deleted_at=_STAMP)
    assert book.fact(SATISFACTION) == Decimal("3.5")
    assert book.fact(SATISFACTION, as_of=date(2026, 2, 1)) == 5
    book.survey("2026-03-01", "2")
    assert book.fact(SATISFACTION) == 2


def test_contacts_of_the_last_months(book: Book) -> None:
    book.contact("2020-01-01")
    assert book.fact(CONTACTS) == 0
    book.contact("2026-08-22")
    book.contact("2026-08-23")
    book.contact("2026-11-22", noted=False)
    book.contact("2026-11-21", deleted_at=_STAMP)
    assert book.fact(CONTACTS) == 2


def test_who_is_judged(book: Book) -> None:
    book.customer("b1", archived_on="2026-01-01")
    book.customer("a1")
    book.customer("d1", deleted_at=_STAMP)

    def ids(*wanted: str) -> list[str]:
        found = grade_facts(
            book.reader, [ORDERS], as_of=TODAY, currency="CNY", customer_ids=wanted or None
        )
        return [one.customer_id for one in found]

    assert ids() == ["a1", "c1"]
    assert ids("c1", "b1", "d1", "nobody", "c1") == ["b1", "c1"]
    assert grade_facts(book.reader, [], as_of=TODAY, currency="CNY", customer_ids=[]) == []


def _naive(
    request: MetricRequest, orders: list[dict[str, Any]], as_of: date
) -> Callable[[str], Fact]:
    """The order facts once more, row by row."""

    def fact(customer: str) -> Fact:
        past = [
            one
            for one in orders
            if one["customer"] == customer
            and one["on"] <= as_of
            and one["status"] not in ("cancelled", "returned")
        ]
        own = [one for one in past if one["currency"] in (None, "CNY")]
        basis = past if request.metric is MetricKey.ORDERS else own
        if not any(one["minor"] >= 0 for one in basis):
            return None
        start = date.min if request.months is None else window_start(as_of, request.months)
        window = [one for one in basis if one["on"] > start]
        match request.metric:
            case MetricKey.ORDERS:
                return sum(1 for one in window if one["minor"] >= 0)
            case MetricKey.WHOLE_THOUSANDS:
                return sum(int(Decimal(one["minor"]) / 100_000) for one in window)
            case _:
                return sum(int(one["minor"]) for one in window)

    return fact


@pytest.mark.parametrize("seed", range(4))
def test_sql_equals_a_recomputation_row_by_row(book: Book, seed: int) -> None:
    chance = random.Random(seed)
    customers = ["c1", *(book.customer(f"k{n}") for n in range(5))]
    orders: list[dict[str, Any]] = [
        {
            "customer": chance.choice(customers),
            "on": TODAY - timedelta(days=chance.randrange(-30, 800)),
            "minor": chance.choice([-250_000, 0, 99_999, 100_000, 4_312_345]),
            "status": chance.choice(["completed", "cancelled", "open", "returned"]),
            "currency": chance.choice([None, "CNY", "USD"]),
        }
        for _ in range(120)
    ]
    for one in orders:
        book.order(
            one["on"].isoformat(),
            one["minor"] / 100,
            one["customer"],
            status=one["status"],
            currency=one["currency"],
        )
    requests = [AMOUNT, ORDERS, THOUSANDS, MetricRequest(MetricKey.AMOUNT),
                MetricRequest(MetricKey.ORDERS, 1)]  # fmt: skip
    for as_of in (TODAY, date(2026, 2, 28), date(2025, 1, 1)):
        found = grade_facts(book.reader, requests, as_of=as_of, currency="CNY")
        assert len(found) == len(customers)
        for one_customer in found:
            for request, value in zip(requests, one_customer.values, strict=True):
                assert value == _naive(request, orders, as_of)(one_customer.customer_id)
        some = grade_facts(
            book.reader, requests, as_of=as_of, currency="CNY", customer_ids=customers
        )
        assert sorted(some, key=str) == sorted(found, key=str)


def test_both_default_models_are_answered(book: Book) -> None:
    book.order("2026-05-01", 2500)
    for model in (default_grade_model(), default_rating_model()):
        (found,) = grade_facts(book.reader, model.requests, as_of=TODAY, currency="CNY")
        assert len(found.values) == len(model.requests)


def test_the_statements_run_through_sqlalchemy_too(book_path: Path, book: Book) -> None:
    from kamtui.store.reader import SqlAlchemyReader

    book.order("2026-05-01", 2500, currency="USD")
    book.due("2026-06-10", "2026-06-12")
    book.contact("2026-11-22")
    book.survey("2026-03-01", "3.5")
    model = wide_model()
    other = SqlAlchemyReader(f"sqlite:///{book_path}")
    for ids in (None, ["c1"]):
        assert grade_facts(
            other, model.requests, as_of=TODAY, currency="CNY", customer_ids=ids
        ) == grade_facts(book.reader, model.requests, as_of=TODAY, currency="CNY", customer_ids=ids)
    other.close()


PROFIT = MetricRequest(MetricKey.PROFIT, 12)
AVERAGE = MetricRequest(MetricKey.AVERAGE_ORDER, 12)
SINCE_ORDER = MetricRequest(MetricKey.DAYS_SINCE_ORDER)
VISITS = MetricRequest(MetricKey.VISITS, 12)
COMPLAINTS = MetricRequest(MetricKey.COMPLAINTS, 12)
RECOMMEND = MetricRequest(MetricKey.RECOMMEND)
REFERRALS = MetricRequest(MetricKey.REFERRALS)
INTENT = MetricRequest(MetricKey.INTENT)


def own(name: str) -> MetricRequest:
    return MetricRequest(MetricKey.CUSTOM, field=name)


def test_the_new_metrics_have_no_data_in_an_empty_book(book: Book) -> None:
    every = (PROFIT, AVERAGE, SINCE_ORDER, VISITS, COMPLAINTS, RECOMMEND, REFERRALS, INTENT)
    for request in (*every, own("信用评分")):
        assert book.fact(request) is None, request


def test_profit_is_of_orders_that_have_a_cost(book: Book) -> None:
    book.order("2026-05-01", 1000)
    assert book.fact(PROFIT) is None, "no cost is no profit of 1,000"
    book.order("2026-05-02", 100, cost_minor=6_000)
    assert book.fact(PROFIT) == 4_000
    book.order("2026-05-03", 100, cost_minor=0)
    book.order("2026-05-04", -50, cost_minor=-3_000)
    book.order("2026-05-05", 100, cost_minor=1, currency="USD")
    book.order("2026-05-06", 100, cost_minor=1, status="cancelled")
    book.order("2025-11-22", 100, cost_minor=1)
    assert book.fact(PROFIT) == 4_000 + 10_000 - 2_000
    assert book.fact(PROFIT, as_of=date(2028, 1, 1)) == 0, "a cost once, nothing in the window"


@pytest.mark.parametrize(
    ("amounts", "cents"),
    [
        ([1000], 100_000), ([100, 100.01], 10_000), ([0, 100], 5_000), ([100, -50], 5_000),
        ([999.99, 1000, 1000.01], 100_000),
    ],
)  # fmt: skip
def test_the_average_order_is_rounded_down_to_cents(
    book: Book, amounts: list[float], cents: int
) -> None:
    for amount in amounts:
        book.order("2026-05-01", amount)
    book.order("2025-11-22", 5)
    book.order("2026-05-01", 7, currency="USD")
    assert book.fact(AVERAGE) == cents
    assert book.fact(AVERAGE, as_of=date(2028, 1, 1)) is None, "an average of nothing"


def test_days_since_the_last_order_that_counts(book: Book) -> None:
    book.order("2026-11-01", -5)
    book.order("2026-11-02", 5, status="cancelled")
    assert book.fact(SINCE_ORDER) is None
    book.order("2020-01-01", 5)
    book.order("2026-10-01", 0, currency="USD")
    assert book.fact(SINCE_ORDER) == date(2026, 10, 1)
    assert book.fact(SINCE_ORDER, as_of=date(2026, 9, 30)) == date(2020, 1, 1)


def test_visits_are_communications_of_that_kind(book: Book) -> None:
    book.contact("2026-11-01")
    assert book.fact(VISITS) == 0, "somebody called: no visit is a fact"
    book.contact("2026-11-01", channel="visit")
    book.contact("2025-11-22", channel="visit")
    book.contact("2026-11-02", channel="visit", deleted_at=_STAMP)
    assert book.fact(VISITS) == 1
    assert book.fact(MetricRequest(MetricKey.VISITS)) == 2


@pytest.mark.parametrize(
    ("opened", "inside"),
    [
        ("2025-11-22T15:59:59.999Z", False), ("2025-11-22T16:00:00.000Z", True),
        ("2026-11-22T15:59:59.999Z", True), ("2026-11-22T16:00:00.000Z", False),
    ],
)  # fmt: skip
def test_complaints_fall_on_the_days_of_who_reads(book: Book, opened: str, inside: bool) -> None:
    """Midnight in Shanghai is 16:00 in UTC."""
    book.reader.zone = timezone(timedelta(hours=8))
    book.contact("2026-11-01")
    complain(book, opened)
    assert book.fact(COMPLAINTS) == int(inside)


def complain(book: Book, opened: str, **values: Any) -> None:
    book.insert(
        "complaint",
        **{"customer_id": "c1", "kind": "complaint", "opened_at": opened, **values},
    )


def test_no_complaint_is_a_fact_of_whom_somebody_dealt_with(book: Book) -> None:
    complain(book, "2026-11-01T08:00:00.000Z", kind="grumble")
    complain(book, "2026-11-01T08:00:00.000Z", deleted_at=_STAMP)
    assert book.fact(COMPLAINTS) is None
    complain(book, "2020-11-01T08:00:00.000Z")
    assert book.fact(COMPLAINTS) == 0
    assert book.fact(MetricRequest(MetricKey.COMPLAINTS)) == 1
    book.customer("c2")
    book.order("2026-05-01", customer="c2")
    assert book.fact(COMPLAINTS, customer="c2") == 0


def test_the_latest_answer_to_recommending(book: Book) -> None:
    book.survey("2026-01-01", "5", recommend=3)
    book.survey("2026-02-01", None, recommend=0)
    book.survey("2026-03-01", "5")
    book.survey("2027-01-01", None, recommend=9)
    assert book.fact(RECOMMEND) == 0


def test_who_was_brought_by_whom(book: Book) -> None:
    book.customer("华东机械")
    book.customer("K2", referred_by="  c1 ")
    book.customer("K3", referred_by="c1", archived_on="2026-01-01")
    book.customer("K4", referred_by="c1", deleted_at=_STAMP)
    book.customer("K5", referred_by="華東 机械")
    book.customer("K6", referred_by="王总")
    book.customer("K7", referred_by="K7")
    assert book.fact(REFERRALS) == 2
    assert book.fact(REFERRALS, customer="华东机械") == 1
    assert book.fact(REFERRALS, customer="K7") == 0
    book.customer("x1", short_name="同名")
    book.customer("x2", short_name="同名")
    book.customer("K8", referred_by="同名")
    assert book.fact(REFERRALS, customer="x1") == 0, "nobody knows which of the two"


@pytest.mark.parametrize(
    ("typed", "step"),
    [("高", 3), (" High ", 3), ("中", 2), ("ＬＯＷ", 1), ("很高", None), ("", None), ("3", None)],
)
def test_intent_by_its_word(book: Book, typed: str, step: int | None) -> None:
    book.customer("c2", intent=typed)
    assert book.fact(INTENT, customer="c2") == step


@pytest.mark.parametrize(
    ("stored", "number"),
    [
        ('{"信用评分": 85}', "85"), ('{"信用评分": "８５.５"}', "85.5"), ('{"信用评分": -3}', "-3"),
        ('{"信用评分": "1,200"}', "1200"), ('{"信用评分 ": "7"}', "7"), ('{"信用评分": 0}', "0"),
        ('{"信用评分": 0.1}', "0.1"), ('{"信用评分": "NaN"}', None), ('{"信用评分": NaN}', None),
        ('{"信用评分": 1e400}', None), ('{"信用评分": "1e400"}', None),
        ('{"信用评分": true}', None), ('{"信用评分": "好"}', None), ('{"信用评分": ""}', None),
        ('{"信用评分": null}', None), ('{"信用评分": [1]}', None), ("[1]", None), ("{", None),
        ('{"信用评分": "' + "9" * 10_000 + '"}', None), ("{}", None),
    ],
)  # fmt: skip
def test_an_own_field_is_a_number_or_no_data(book: Book, stored: str, number: str | None) -> None:
    book.customer("c2", custom=stored)
    wanted = None if number is None else Decimal(number)
    assert book.fact(own("信用评分"), customer="c2") == wanted


def test_case_and_width_make_no_other_field(book: Book) -> None:
    book.customer("c2", custom='{"Market Potential": 4}')
    assert book.fact(own("market potential"), customer="c2") == 4
    assert book.fact(own("market"), customer="c2") is None
