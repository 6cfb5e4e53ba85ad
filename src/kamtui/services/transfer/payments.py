"""Payments: money that came in, booked on what was owed."""

from typing import Any

from kamtui.exchange.typed import TypedRow
from kamtui.services.transfer.money_rows import MoneyRows
from kamtui.services.transfer.order_money import owe_by_credit
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import Outcome
from kamtui.services.transfer.values import need


class Payments(MoneyRows):
    """Imports payments; one larger than the oldest open receivable is split over several.

    One that names an order makes its receivable where only the customer's credit tells of it.
    """

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Book one payment, or find it again and bring it up to date."""
        received_on, amount = need(values, "received_on").isoformat(), need(values, "amount")
        customer_id, order_id = self.whose(values)
        self._book.ledger.load([customer_id])
        method = values.get("method")
        source_key = self._keys.key(customer_id, order_id, received_on, amount)
        found = self._find(customer_id, order_id, received_on, amount, source_key)
        if not found:
            if order_id is not None:
                # Known to be paid, its credit tells since when it should have been.
                owe_by_credit(self._book, self.order_of(values, order_id))
            made = self._book.ledger.pay(
                customer_id,
                amount,
                {
                    "order_id": order_id,
                    "received_on": received_on,
                    "method": method,
                    "source_key": source_key,
                },
            )
            self._given.update(one["id"] for one in made)
            return Outcome.CREATED
        self._given.update(one["id"] for one in found)
        changed = False
        for one in found:
            changed |= self._book.run.change("payment", one, customer_id, {"method": method})
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def _find(
        self, customer_id: str, order_id: str | None, received_on: str, amount: int, source_key: str
    ) -> list[Row]:
        """Return the parts of the payment, as it may have been split."""
        known = [
            one for one in self._book.ledger.payments[customer_id] if one["id"] not in self._given
        ]
        parts = [one for one in known if one["source_key"] == source_key]
        if parts:
            return parts
        for one in known:
            same = one["received_on"] == received_on and one["amount_minor"] == amount
            if same and (order_id is None or one["order_id"] == order_id):
                return [one]
        return []
