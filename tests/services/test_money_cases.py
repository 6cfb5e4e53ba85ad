"""When money is paid, and when it falls due: table of cases over the services and the files."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from tests.conftest import TODAY

from kamtui.domain.credit import credit_day, due_by_credit
from kamtui.domain.metrics import Lateness, MetricKey, MetricRequest
from kamtui.domain.views.orders import OrderValues, PaymentValues, ReceivableValues
from kamtui.exchange.kinds import Kind
from kamtui.services import agenda, customers, history, order_list, orders, receivables, records
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.services.transfer import imports
from kamtui.services.transfer.result import ImportResult
from kamtui.store.queries.grade_facts import grade_facts

PAYMENT = MetricRequest(MetricKey.PAYMENT_TIMELINESS, 12, (0, 7))
DUE = date(2026, 6, 10)
Paid = Sequence[tuple[int, date]]


@pytest.fixture
def acme(desk: Desk) -> str:
    return records.add(desk, draft=CustomerDraft("Acme")).records[0]


def sold(desk: Desk, customer_id: str, *, amount: int = 10_000, **values: Any) -> str:
    filled: dict[str, Any] = {"ordered_on": date(2026, 5, 1), **values}
    orders.add(
        desk,
        customer_id=customer_id,
        values=OrderValues(None, amount_minor=amount, **filled),
    )
    return order_list.read(desk, customer_id=customer_id).orders[0].id


def only_receivable(desk: Desk) -> tuple[str, int, str | None]:
    with desk.read() as reader:
        (row,) = reader.rows(
            "SELECT id, paid_minor, settled_on FROM receivable WHERE deleted_at IS NULL"
        )
    return row[0], int(row[1]), row[2]


def lateness(desk: Desk, customer_id: str) -> object:
    with desk.read() as reader:
        (found,) = grade_facts(
            reader, [PAYMENT], as_of=TODAY, currency="CNY", customer_ids=[customer_id]
        )
    return found.values[0]


ON_TIME, LATE, VERY_LATE = (1, 0, 0), (0, 1, 0), (0, 0, 1)


@pytest.mark.parametrize(
    ("paid", "settled", "bucket"),
    [
        # Whole, on the day, a day late, eight days late.
        ([(100, DUE)], DUE, ON_TIME),
        ([(100, date(2026, 6, 11))], date(2026, 6, 11), LATE),
        ([(100, date(2026, 6, 18))], date(2026, 6, 18), VERY_LATE),
        # In parts: on time is the day the sum is complete.
        ([(60, date(2026, 6, 1)), (40, DUE)], DUE, ON_TIME),
        ([(60, date(2026, 6, 1)), (40, date(2026, 6, 12))], date(2026, 6, 12), LATE),
        ([(40, date(2026, 6, 12)), (60, date(2026, 6, 1))], date(2026, 6, 12), LATE),
        ([(60, DUE), (39, DUE)], None, VERY_LATE),
        ([(99, date(2026, 6, 1)), (1, date(2026, 7, 1))], date(2026, 7, 1), VERY_LATE),
        # Two parts on one day.
        ([(50, DUE), (50, DUE)], DUE, ON_TIME),
        # Too much, and what was too much given back later.
        ([(150, DUE)], DUE, ON_TIME),
        ([(100, DUE), (20, date(2026, 7, 1))], DUE, ON_TIME),
        ([(150, DUE), (-50, date(2026, 7, 1))], DUE, ON_TIME),
        # Given back, so owed again; then paid anew.
        ([(100, DUE), (-100, date(2026, 7, 1))], None, VERY_LATE),
        ([(100, DUE), (-1, date(2026, 7, 1))], None, VERY_LATE),
        ([(100, DUE), (-50, date(2026, 6, 11)), (50, date(2026, 6, 12))],
         date(2026, 6, 12), LATE),
        # Booked wrongly and corrected on the same day: complete all the same.
        ([(100, DUE), (-100, DUE), (100, DUE)], DUE, ON_TIME),
        # Paid before it was due, even before the order.
        ([(100, date(2026, 1, 1))], date(2026, 1, 1), ON_TIME),
    ],
)  # fmt: skip
def test_a_receivable_is_paid_the_day_the_sum_is_complete(
    desk: Desk, acme: str, paid: Paid, settled: date | None, bucket: tuple[int, ...]
) -> None:
    sold(desk, acme, due_on=DUE)
    owed, _paid, _settled = only_receivable(desk)
    for amount, on in paid:
        receivables.receive(desk, receivable_id=owed, amount_minor=amount * 100, on=on)
    assert only_receivable(desk) == (
        owed,
        100 * sum(amount for amount, _on in paid),
        settled.isoformat() if settled else None,
    )
    found = lateness(desk, acme)
    assert isinstance(found, Lateness)
    assert found.counts == bucket
    for _step in paid:
        history.undo(desk)
    assert only_receivable(desk) == (owed, 0, None)


@pytest.mark.parametrize("status", ["cancelled", "returned"])
def test_nothing_is_owed_for_an_order_that_came_to_nothing(
    desk: Desk, acme: str, status: str
) -> None:
    order_id = sold(desk, acme, due_on=DUE)

    def owed() -> tuple[int, int, int, bool]:
        found = order_list.read(desk, customer_id=acme)
        return (
            customers.brief(desk, customer_id=acme).money.outstanding_minor,
            sum(one.left_minor for one in found.receivables),
            sum(row.kind.value == "collection" for row in agenda.read(desk).items),
            lateness(desk, acme) is not None,
        )

    assert owed() == (10_000, 10_000, 1, True)
    base = orders.values(desk, order_id=order_id)
    orders.change(desk, order_id=order_id, wanted=replace(base, status=status), base=base)
    assert owed() == (0, 0, 0, False)
    history.undo(desk)
    assert owed() == (10_000, 10_000, 1, True)
    records.delete(desk, entity="sales_order", record_id=order_id)
    assert owed() == (0, 0, 0, False)
    history.undo(desk)
    assert owed() == (10_000, 10_000, 1, True)


@pytest.mark.parametrize(
    ("ordered", "days", "day", "due"),
    [
        (TODAY, None, None, None),
        (TODAY, 0, TODAY, TODAY),
        (TODAY, 30, TODAY + timedelta(days=30), TODAY + timedelta(days=30)),
        (TODAY - timedelta(days=30), 30, TODAY, TODAY),
        # Whether an old order was paid is not known: no debt, no lateness.
        (TODAY - timedelta(days=31), 30, TODAY - timedelta(days=1), None),
        (date.max, 30, None, None),
    ],
)
def test_credit_tells_the_due_day(
    ordered: date, days: int | None, day: date | None, due: date | None
) -> None:
    assert credit_day(ordered, days) == day
    assert due_by_credit(ordered, days, today=TODAY) == due


def give_credit(desk: Desk, customer_id: str, days: str) -> None:
    records.edit(desk, customer_id=customer_id, assignments={"credit_days": days})


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({"ordered_on": TODAY}, TODAY + timedelta(days=30)),
        ({"ordered_on": TODAY, "due_on": TODAY}, TODAY),
        ({"ordered_on": TODAY - timedelta(days=60)}, None),
        ({"ordered_on": TODAY, "amount": 0}, None),
        ({"ordered_on": TODAY, "amount": -500}, None),
        ({"ordered_on": TODAY, "status": "cancelled"}, None),
        ({"ordered_on": TODAY, "status": "returned"}, None),
    ],
)
def test_an_order_is_due_by_its_customers_credit(
    desk: Desk, acme: str, values: dict[str, Any], due: date | None
) -> None:
    give_credit(desk, acme, "30")
    sold(desk, acme, **values)
    found = order_list.read(desk, customer_id=acme)
    with desk.read() as reader:
        rows = reader.rows("SELECT due_on, amount_minor FROM receivable WHERE deleted_at IS NULL")
    assert [row[0] for row in rows] == ([due.isoformat()] if due else [])
    assert len(found.orders) == 1
    history.undo(desk)
    assert order_list.read(desk, customer_id=acme).receivables == ()


def test_without_credit_nothing_is_assumed(desk: Desk, acme: str) -> None:
    sold(desk, acme, ordered_on=TODAY)
    assert order_list.read(desk, customer_id=acme).receivables == ()


def read_file(desk: Desk, name: str, text: str, kind: Kind = Kind.ORDERS) -> ImportResult:
    return imports.import_files(desk, sources=[imports.Source(text.encode(), name)], kind=kind)[0]


def notes(result: ImportResult) -> list[tuple[str, object]]:
    return [(one.code, one.params["count"]) for one in result.notes if "credit" in one.code]


def due_days(desk: Desk) -> list[tuple[str, int, str | None]]:
    with desk.read() as reader:
        return [
            (row[0], int(row[1]), row[2])
            for row in reader.rows(
                "SELECT due_on, amount_minor, settled_on FROM receivable"
                " WHERE deleted_at IS NULL ORDER BY due_on"
            )
        ]


def test_an_order_file_that_tells_of_paying(desk: Desk, acme: str) -> None:
    """What it gives no paid day for is not paid: owed, and late since the day of its credit."""
    give_credit(desk, acme, "30")
    lines = ["order_no,customer,ordered_on,amount,status,paid_on",
             "1,Acme,2026-11-20,500,completed,", "2,Acme,2026-03-02,700,completed,",
             "3,Acme,2026-03-01,900,completed,2026-04-02", "4,Acme,2026-11-20,100,cancelled,",
             "5,Acme,2026-11-20,-100,completed,"]  # fmt: skip
    expected = [("2026-03-31", 90_000, "2026-04-02"), ("2026-04-01", 70_000, None),
                ("2026-12-20", 50_000, None)]  # fmt: skip
    result = read_file(desk, "orders.csv", "\n".join(lines))
    assert due_days(desk) == expected
    assert notes(result) == [("note.credit_unpaid", 1)]
    result = read_file(desk, "again.csv", "\n".join(lines) + "\n")
    assert due_days(desk) == expected, "the same file twice creates nothing"
    assert notes(result) == [] and result.unchanged == 5
    lines[1] = "1,Acme,2026-11-20,600,completed,"
    read_file(desk, "more.csv", "\n".join(lines))
    assert due_days(desk) == [*expected[:2], ("2026-12-20", 60_000, None)], "it follows the order"
    for _file in range(2):
        history.undo(desk)
    assert due_days(desk) == []


OLD, LATE_DAY = "2026-03-01", "2026-03-31"


@pytest.mark.parametrize(
    ("columns", "cells", "owed", "said"),
    [
        # Nothing about paying: nothing is owed for what has passed, and it is said.
        ("", "", [], [("note.credit_unknown", 1)]),
        # An empty column says nothing either.
        (",paid_on", ",", [], [("note.credit_unknown", 1)]),
        (",due_on", ",", [], [("note.credit_unknown", 1)]),
        (",credit_days", ",", [], [("note.credit_unknown", 1)]),
        # Said for this order: owed, and honestly late.
        (",due_on", ",2026-05-01", [("2026-05-01", 70_000, None)], []),
        (",credit_days", ",60", [("2026-04-30", 70_000, None)], []),
        (",credit_days", ",0", [(OLD, 70_000, None)], []),
        (",credit_days", ",60天", [("2026-04-30", 70_000, None)], []),
        (",due_on,credit_days", ",2026-05-01,60", [("2026-05-01", 70_000, None)], []),
        # Paid: due by the customer's credit, in time or late.
        (",paid_on", ",2026-03-20", [(LATE_DAY, 70_000, "2026-03-20")], []),
        (",paid_on", ",2026-06-01", [(LATE_DAY, 70_000, "2026-06-01")], []),
        # Nothing to pay.
        (",status", ",cancelled", [], []),
        (",status", ",returned", [], []),
    ],
)
@pytest.mark.parametrize("number", ["7", ""])
def test_an_old_order_of_a_file(
    desk: Desk, acme: str, columns: str, cells: str, number: str,
    owed: list[tuple[str, int, str | None]], said: list[tuple[str, int]],
) -> None:  # fmt: skip
    give_credit(desk, acme, "30")
    text = f"order_no,customer,ordered_on,amount{columns}\n{number},Acme,{OLD},700{cells}\n"
    for turn in range(2):
        result = read_file(desk, "orders.csv", text)
        assert (result.created, result.unchanged) == (1 - turn, turn)
        assert due_days(desk) == owed
        assert notes(result) == said, "still not known"


@pytest.mark.parametrize("number", ["7", ""])
def test_a_later_file_that_tells_of_paying(desk: Desk, acme: str, number: str) -> None:
    """The order is known; now it is said that another was paid and this one was not."""
    give_credit(desk, acme, "30")
    head = "order_no,customer,ordered_on,amount"
    old = f"{number},Acme,{OLD},700"
    read_file(desk, "orders.csv", f"{head}\n{old}\n")
    both = f"{head},paid_on\n{old},\n8,Acme,{OLD},100,2026-03-05\n"
    expected = [(LATE_DAY, 10_000, "2026-03-05"), (LATE_DAY, 70_000, None)]
    result = read_file(desk, "paid.csv", both)
    assert (result.created, result.updated, result.unchanged) == (1, 1, 0)
    assert sorted(due_days(desk)) == expected
    # What the user took away stays away.
    with desk.read() as reader:
        ((key,),) = reader.rows("SELECT id FROM receivable WHERE amount_minor = 70000")
    records.delete(desk, entity="receivable", record_id=key)
    assert read_file(desk, "paid.csv", both).unchanged == 2
    assert due_days(desk) == expected[:1]


@pytest.mark.parametrize(
    ("amount", "on", "expected"),
    [
        ("700", "2026-03-10", [(LATE_DAY, 70_000, "2026-03-10")]),
        ("700", "2026-06-10", [(LATE_DAY, 70_000, "2026-06-10")]),
        ("300", "2026-03-10", [(LATE_DAY, 70_000, None)]),
        ("900", "2026-03-10", [(LATE_DAY, 70_000, "2026-03-10")]),
    ],
)
def test_a_later_payment_makes_the_receivable_it_settles(
    desk: Desk, acme: str, amount: str, on: str, expected: list[tuple[str, int, str | None]]
) -> None:
    give_credit(desk, acme, "30")
    read_file(desk, "orders.csv", f"order_no,customer,ordered_on,amount\n7,Acme,{OLD},700\n")
    text = f"order_no,received_on,amount\n7,{on},{amount}\n"
    for turn in range(2):
        result = read_file(desk, "payments.csv", text, Kind.PAYMENTS)
        assert (result.created, result.unchanged) == (1 - turn, turn)
        assert due_days(desk) == expected
    history.undo(desk)
    assert due_days(desk) == []


def test_two_files_of_one_command(desk: Desk, acme: str) -> None:
    give_credit(desk, acme, "30")
    orders_file = f"order_no,customer,ordered_on,amount\n7,Acme,{OLD},700\n8,Acme,{OLD},50\n"
    paid = "order_no,received_on,amount\n7,2026-03-10,700\n"
    imports.import_files(
        desk,
        sources=[
            imports.Source(orders_file.encode(), "orders.csv"),
            imports.Source(paid.encode(), "payments.csv"),
        ],
    )
    assert due_days(desk) == [(LATE_DAY, 70_000, "2026-03-10")]


def test_without_credit_a_payment_makes_no_receivable(desk: Desk, acme: str) -> None:
    read_file(desk, "orders.csv", f"order_no,customer,ordered_on,amount\n7,Acme,{OLD},700\n")
    read_file(desk, "p.csv", "order_no,received_on,amount\n7,2026-03-10,700\n", Kind.PAYMENTS)
    assert due_days(desk) == []


def test_a_dry_run_says_the_same(desk: Desk, acme: str) -> None:
    give_credit(desk, acme, "30")
    text = f"order_no,customer,ordered_on,amount\n7,Acme,{OLD},700\n".encode()
    (result,) = imports.import_files(
        desk, sources=[imports.Source(text, "o.csv")], kind=Kind.ORDERS, dry_run=True
    )
    assert notes(result) == [("note.credit_unknown", 1)]


def test_what_a_file_of_receivables_says_is_better_than_credit(desk: Desk, acme: str) -> None:
    give_credit(desk, acme, "30")
    head = "order_no,customer,ordered_on,amount"
    read_file(desk, "orders.csv", f"{head}\n1,Acme,2026-11-20,500\n")
    assert due_days(desk) == [("2026-12-20", 50_000, None)]
    read_file(
        desk,
        "receivables.csv",
        "order_no,customer,due_on,amount\n1,Acme,2026-12-01,200\n1,Acme,2027-01-15,300\n",
        Kind.RECEIVABLES,
    )
    assert due_days(desk) == [("2026-12-01", 20_000, None), ("2027-01-15", 30_000, None)]


def test_a_receivable_of_no_order_is_owed(desk: Desk, acme: str) -> None:
    order_id = sold(desk, acme)
    receivables.add(desk, order_id=order_id, values=ReceivableValues(DUE, 700))
    from kamtui.store.tables import Receivable

    with desk.write("test") as work:
        work.get(Receivable, only_receivable(desk)[0]).order_id = None
        work.commit()
    assert customers.brief(desk, customer_id=acme).money.outstanding_minor == 700


@pytest.mark.parametrize(
    ("days", "values", "ended"),
    [
        ("30", {"ordered_on": date(2026, 3, 1)}, date(2026, 3, 31)),
        ("30", {"ordered_on": TODAY - timedelta(days=31)}, TODAY - timedelta(days=1)),
        ("30", {"ordered_on": TODAY - timedelta(days=30)}, None),  # due today
        ("30", {"ordered_on": TODAY}, None),
        ("30", {"ordered_on": date(2026, 3, 1), "due_on": date(2026, 4, 2)}, None),
        ("30", {"ordered_on": date(2026, 3, 1), "status": "cancelled"}, None),
        ("30", {"ordered_on": date(2026, 3, 1), "status": "returned"}, None),
        ("30", {"ordered_on": date(2026, 3, 1), "amount": 0}, None),
        ("30", {"ordered_on": date(2026, 3, 1), "amount": -500}, None),
        ("", {"ordered_on": date(2026, 3, 1)}, None),
    ],
)
def test_an_order_says_that_its_credit_ended(
    desk: Desk, acme: str, days: str, values: dict[str, Any], ended: date | None
) -> None:
    """As it is added, and in its detail; not once something is known of its payment."""
    if days:
        give_credit(desk, acme, days)
    order_id = sold(desk, acme, **values)
    asked = {"amount_minor": values.get("amount", 10_000)}
    asked |= {name: value for name, value in values.items() if name != "amount"}
    assert ended == orders.credit_ended(desk, customer_id=acme, values=OrderValues(None, **asked))

    def said() -> date | None:
        found = order_list.read(desk, customer_id=acme, whole=[order_id])
        return found.details[order_id].credit_ended

    assert said() == ended
    if ended is not None:
        paid = PaymentValues(TODAY, 1_000, None, None)
        receivables.add_payment(desk, order_id=order_id, values=paid)
        assert said() is None
        history.undo(desk)
        assert said() == ended


@pytest.mark.parametrize(
    ("amount", "on", "settled"),
    [
        (10_000, date(2026, 3, 20), "2026-03-20"),
        (10_000, date(2026, 6, 1), "2026-06-01"),
        (4_000, date(2026, 3, 20), None),
        (12_000, date(2026, 3, 20), "2026-03-20"),
    ],
)
def test_a_payment_typed_in_makes_the_receivable_it_settles(
    desk: Desk, acme: str, amount: int, on: date, settled: str | None
) -> None:
    give_credit(desk, acme, "30")
    order_id = sold(desk, acme, ordered_on=date(2026, 3, 1))
    assert due_days(desk) == []
    receivables.add_payment(desk, order_id=order_id, values=PaymentValues(on, amount, None, None))
    assert due_days(desk) == [("2026-03-31", 10_000, settled)]
    history.undo(desk)
    assert due_days(desk) == []
    history.redo(desk)
    assert due_days(desk) == [("2026-03-31", 10_000, settled)]


def test_what_was_paid_before_is_booked_along(desk: Desk, acme: str) -> None:
    """A payment of before the customer had credit waits unbooked."""
    order_id = sold(desk, acme, ordered_on=date(2026, 3, 1))
    half = PaymentValues(date(2026, 3, 5), 5_000, None, None)
    receivables.add_payment(desk, order_id=order_id, values=half)
    assert due_days(desk) == []
    give_credit(desk, acme, "30")
    receivables.add_payment(
        desk, order_id=order_id, values=replace(half, received_on=date(2026, 4, 2))
    )
    assert due_days(desk) == [("2026-03-31", 10_000, "2026-04-02")]


def test_a_receivable_that_was_deleted_does_not_come_back(desk: Desk, acme: str) -> None:
    give_credit(desk, acme, "30")
    order_id = sold(desk, acme, ordered_on=TODAY)
    records.delete(desk, entity="receivable", record_id=only_receivable(desk)[0])
    receivables.add_payment(desk, order_id=order_id, values=PaymentValues(TODAY, 5_000, None, None))
    assert due_days(desk) == []
