"""Receivables: what is to come in, and what came in for it already."""

from typing import Any

from kamtui.exchange.typed import TypedRow
from kamtui.services.transfer.money_rows import MoneyRows
from kamtui.services.transfer.order_money import by_credit
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import Outcome
from kamtui.services.transfer.values import need


class Receivables(MoneyRows):
    """Imports receivables (requirements S0-36).

    A row is found again by what it said when it first came; else by order, date and amount, as
    order files make receivables too; else by its invoice number where only one has it.  What an
    order got by its customer's credit alone gives way to what a row says.
    """

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Create one receivable, or find it again and bring it up to date."""
        due_on, amount = need(values, "due_on").isoformat(), need(values, "amount")
        customer_id, order_id = self.whose(values)
        self._book.ledger.load([customer_id])
        invoice_no = values.get("invoice_no") or None
        source_key = self._keys.key(customer_id, order_id, due_on, amount, invoice_no)
        fresh: Row = {
            "order_id": order_id,
            "due_on": due_on,
            "amount_minor": amount,
            "invoice_no": invoice_no,
        }
        found = self._find(customer_id, source_key, fresh)
        if found is None:
            receivable = self._book.ledger.owe(customer_id, {**fresh, "source_key": source_key})
            changed = False
        else:
            receivable = found
            if found["source_key"] == source_key:
                # The file says what it said before: what was changed here since stays.
                fresh = {}
            changed = self._book.ledger.owe_otherwise(customer_id, receivable, fresh)
        self._given.add(receivable["id"])
        if values.get("received_on"):
            changed |= self._receive(customer_id, receivable, values["received_on"].isoformat())
        if found is None:
            return Outcome.CREATED
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def _find(self, customer_id: str, source_key: str, fresh: Row) -> Row | None:
        known = [
            one
            for one in self._book.ledger.receivables[customer_id]
            if one["id"] not in self._given
        ]
        for one in known:
            if one["source_key"] == source_key:
                return one
        for one in known:
            same = (one["due_on"], one["amount_minor"]) == (fresh["due_on"], fresh["amount_minor"])
            # A row that names no order may be about one all the same.
            if (
                same
                and fresh["order_id"] in (None, one["order_id"])
                and (
                    one["invoice_no"] is None
                    or fresh["invoice_no"] is None
                    or one["invoice_no"] == fresh["invoice_no"]
                )
            ):
                return one
        for one in known:
            if fresh["order_id"] and one["source_key"] == by_credit(fresh["order_id"]):
                return one
        if fresh["invoice_no"] is None:
            return None
        invoiced = [
            one
            for one in self._book.ledger.receivables[customer_id]
            if one["invoice_no"] == fresh["invoice_no"]
        ]
        return invoiced[0] if len(invoiced) == 1 and invoiced[0] in known else None

    def _receive(self, customer_id: str, receivable: Row, received_on: str) -> bool:
        """Book what is still open as received on that day."""
        rest = self._book.ledger.open_of(receivable)
        if rest <= 0:
            return False
        self._book.ledger.pay_on(
            customer_id,
            receivable,
            rest,
            {
                "received_on": received_on,
                "invoice_no": receivable["invoice_no"],
                "source_key": f"receivable:{receivable['id']}",
            },
        )
        return True
