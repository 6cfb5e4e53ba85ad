"""Whatever is bought, paid, moved, deleted and undone: what is derived equals a recomputation."""

import random
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.conftest import TODAY
from tests.store.states import derived_of, state_of

from kamtui.domain.errors import KamError
from kamtui.domain.views.orders import (
    LineValues,
    OrderValues,
    PaymentValues,
    ReceivableValues,
)
from kamtui.services import customers, history, order_list, orders, receivables, records
from kamtui.services.desk import Desk
from kamtui.services.records import CustomerDraft
from kamtui.store.derived_check import check_derived

#: What a random step may be refused for: rules of the house, not accidents.
_REFUSALS = frozenset(
    {
        "receivable.not_positive", "payment.zero", "order.many_lines", "order.many_receivables",
        "receivable.has_payments", "order.duplicate_no", "line.empty", "undo.nothing",
        "redo.nothing", "payment.other_receivable",
    }
)  # fmt: skip


class Trader:
    """Buys, pays and corrects at random, by the same verbs as the screens."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk, self.random = desk, random.Random(seed)
        self.customers = [
            records.add(desk, draft=CustomerDraft(name)).records[0] for name in ("甲", "乙")
        ]

    def step(self) -> None:
        verb = self.random.choice(
            (
                self.order, self.order, self.change, self.owe, self.receive, self.receive,
                self.pay, self.move, self.line, self.correct, self.promise, self.delete, self.undo,
                self.redo,
            )
        )  # fmt: skip
        try:
            verb()
        except KamError as refused:
            assert refused.code in _REFUSALS, refused

    def _ids(self, table: str) -> list[str]:
        with self.desk.read() as reader:
            rows = reader.rows(f"SELECT id FROM {table} WHERE deleted_at IS NULL ORDER BY id")
        return [row[0] for row in rows]

    def _any(self, table: str) -> str | None:
        ids = self._ids(table)
        return self.random.choice(ids) if ids else None

    def _amount(self) -> int:
        return self.random.choice((-500, 0, 1, 100, 700, 1000, 99_999_999_999_999))

    def _day(self) -> date:
        return TODAY - timedelta(days=self.random.randrange(60))

    def order(self) -> None:
        values = OrderValues(
            None, self._day(), self._amount(), quantity=self.random.choice((None, "2")),
            price_minor=self.random.choice((None, 350)), product=self.random.choice((None, "P")),
            due_on=self.random.choice((None, self._day())),
        )  # fmt: skip
        orders.add(self.desk, customer_id=self.random.choice(self.customers), values=values)

    def change(self) -> None:
        if order_id := self._any("sales_order"):
            base = orders.values(self.desk, order_id=order_id)
            wanted = replace(
                base,
                amount_minor=self.random.choice((base.amount_minor, self._amount())),
                quantity=self.random.choice((base.quantity, "3")),
                due_on=self.random.choice((base.due_on, None, self._day())),
                currency=self.random.choice((base.currency, "USD")),
            )
            orders.change(self.desk, order_id=order_id, wanted=wanted, base=base)

    def owe(self) -> None:
        if order_id := self._any("sales_order"):
            values = ReceivableValues(self._day(), self._amount())
            receivables.add(self.desk, order_id=order_id, values=values)

    def receive(self) -> None:
        if receivable_id := self._any("receivable"):
            receivables.receive(
                self.desk, receivable_id=receivable_id, amount_minor=self._amount(), on=self._day()
            )

    def pay(self) -> None:
        if order_id := self._any("sales_order"):
            values = PaymentValues(self._day(), self._amount(), None, self._any("receivable"))
            receivables.add_payment(self.desk, order_id=order_id, values=values)

    def move(self) -> None:
        if payment_id := self._any("payment"):
            base = receivables.payment_values(self.desk, payment_id=payment_id)
            wanted = replace(
                base,
                received_on=self._day(),
                receivable_id=self.random.choice((None, self._any("receivable"))),
            )
            receivables.change_payment(self.desk, payment_id=payment_id, wanted=wanted, base=base)

    def line(self) -> None:
        if order_id := self._any("sales_order"):
            values = LineValues("Q", "2", 100, self.random.choice((None, 5)))
            orders.add_line(self.desk, order_id=order_id, values=values)

    def correct(self) -> None:
        if receivable_id := self._any("receivable"):
            base = receivables.values(self.desk, receivable_id=receivable_id)
            wanted = replace(base, amount_minor=self._amount(), due_on=self._day())
            receivables.change(self.desk, receivable_id=receivable_id, wanted=wanted, base=base)

    def promise(self) -> None:
        if receivable_id := self._any("receivable"):
            receivables.promise(self.desk, receivable_id=receivable_id, on=TODAY)

    def delete(self) -> None:
        entity = self.random.choice(("sales_order", "order_line", "receivable", "payment"))
        if record_id := self._any(entity):
            records.delete(self.desk, entity=entity, record_id=record_id)

    def undo(self) -> None:
        if self._ids("sales_order"):  # the customers themselves stay
            history.undo(self.desk)

    def redo(self) -> None:
        history.redo(self.desk)


def recomputed(path: Path) -> dict[str, tuple[int, str | None]]:
    """Return (paid, settled on) of every living receivable, from the payments alone."""
    with closing(sqlite3.connect(path)) as book:
        owed = book.execute(
            "SELECT id, amount_minor, due_on FROM receivable WHERE deleted_at IS NULL"
        ).fetchall()
        came: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for receivable_id, day, amount in book.execute(
            "SELECT receivable_id, received_on, amount_minor FROM payment"
            " WHERE deleted_at IS NULL AND receivable_id IS NOT NULL"
        ):
            came[receivable_id].append((day, amount))
    found = {}
    for receivable_id, amount, due_on in owed:
        payments = sorted(came[receivable_id])
        paid = sum(part for _day, part in payments)
        settled = None
        if paid >= amount:
            days = sorted({day for day, _part in payments})
            short = [day for day in days if sum(p for d, p in payments if d <= day) < amount]
            settled = next((day for day in days if not short or day > short[-1]), due_on)
        found[receivable_id] = (paid, settled)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_derived_money_equals_a_recomputation(desk: Desk, seed: int) -> None:
    trader = Trader(desk, seed)
    assert desk.path is not None
    for _step in range(60):
        trader.step()
        expected = recomputed(desk.path)
        stored = {
            one: (paid, settled)
            for one, paid, settled in derived_of(desk.path)["receivable"]
            if one in expected
        }
        assert stored == expected
    for customer_id in trader.customers:
        found = order_list.read(desk, customer_id=customer_id, limit=1000)
        open_minor = sum(one.left_minor for one in found.receivables if one.currency is None)
        money = customers.brief(desk, customer_id=customer_id).money
        assert money.outstanding_minor == open_minor
        assert all(one.settled_on is None for one in found.receivables)
        by_order = {one.id: one.owed_minor for one in found.orders}
        of_orders: dict[str, int] = defaultdict(int)
        for one in found.receivables:
            of_orders[one.order_id or ""] += one.left_minor
        assert {one: left for one, left in by_order.items() if left} == {
            one: left for one, left in of_orders.items() if one in by_order and left
        }
    check = check_derived(desk.path)
    assert (check.facts, check.receivables) == (0, 0)


@pytest.mark.parametrize("seed", range(3))
def test_everything_can_be_undone_and_done_again(desk: Desk, seed: int) -> None:
    trader = Trader(desk, seed + 100)
    assert desk.path is not None
    states = [state_of(desk.path)]
    for _step in range(25):
        trader.random.random()
        before = state_of(desk.path)
        for verb in (trader.order, trader.change, trader.receive, trader.move, trader.delete):
            try:
                verb()
            except KamError as refused:
                assert refused.code in _REFUSALS
        if state_of(desk.path) != before:
            states.append(state_of(desk.path))
    end = state_of(desk.path)
    steps = 0
    while state_of(desk.path) != states[0]:
        history.undo(desk)
        steps += 1
        assert steps < 200
    for _step in range(steps):
        history.redo(desk)
    assert state_of(desk.path) == end
