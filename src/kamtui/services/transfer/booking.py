"""Payments meet receivables: the oldest open one first, whichever arrived first."""

from collections import defaultdict
from collections.abc import Iterable

from kamtui.services.transfer.records import Row
from kamtui.services.transfer.run import Run


class Ledger:
    """Receivables and payments of customers, those of this import included.

    A payment for an order is booked on that order's receivables, one without an order on any of
    the customer's.  What finds nothing open waits, unbooked, for a receivable to arrive.
    """

    def __init__(self, run: Run) -> None:
        """Know nothing yet."""
        self._run = run
        self._loaded: set[str] = set()
        self.receivables: dict[str, list[Row]] = defaultdict(list)
        self.payments: dict[str, list[Row]] = defaultdict(list)
        self.by_order: dict[str, list[Row]] = defaultdict(list)
        self.paid_by_order: dict[str, list[Row]] = defaultdict(list)
        self._open: dict[str, int] = {}
        self._waiting: dict[str, list[Row]] = defaultdict(list)

    def load(self, customer_ids: Iterable[str]) -> None:
        """Read the money of customers not read before."""
        fresh = sorted(set(customer_ids) - self._loaded)
        if not fresh:
            return
        self._loaded.update(fresh)
        for row in self._run.select("receivable", "t.customer_id IN :ids", fresh):
            self._take_in(row)
        for row in self._run.select("payment", "t.customer_id IN :ids", fresh):
            self._note_payment(row)

    def owe(self, customer_id: str, values: Row) -> Row:
        """Write a receivable and book on it what was paid before it came."""
        row = self._run.add("receivable", customer_id, {**values, "customer_id": customer_id})
        self._take_in(row)
        self._settle_waiting(customer_id)
        return row

    def owe_otherwise(self, customer_id: str, row: Row, values: Row) -> bool:
        """Change a receivable, and what is open of it; return whether anything differed."""
        before = row["amount_minor"]
        changed = self._run.change("receivable", row, customer_id, values)
        self._open[row["id"]] += row["amount_minor"] - before
        if changed:
            self._settle_waiting(customer_id)
        return changed

    def open_of(self, receivable: Row) -> int:
        """Return what is still to come in, in minor units; negative when overpaid."""
        return self._open[receivable["id"]]

    def pay(self, customer_id: str, amount: int, values: Row) -> list[Row]:
        """Write a payment of ``amount`` minor units, split over the oldest open receivables.

        A refund (negative) and what is left over stay unbooked.
        """
        made = []
        rest = amount
        for receivable in self._open_ones(customer_id, values.get("order_id")):
            if rest <= 0:
                break
            part = min(rest, self._open[receivable["id"]])
            made.append(self._write(customer_id, part, values, receivable))
            rest -= part
        if rest or not made:
            made.append(self._write(customer_id, rest, values, None))
        return made

    def pay_on(self, customer_id: str, receivable: Row, amount: int, values: Row) -> Row:
        """Write a payment on one receivable."""
        return self._write(
            customer_id, amount, {**values, "order_id": receivable["order_id"]}, receivable
        )

    def _write(self, customer_id: str, amount: int, values: Row, on: Row | None) -> Row:
        row = self._run.add(
            "payment",
            customer_id,
            {
                **values,
                "customer_id": customer_id,
                "amount_minor": amount,
                "receivable_id": None if on is None else on["id"],
                # Booked on an order's receivable, it is a payment of that order.
                "order_id": values.get("order_id") or (None if on is None else on["order_id"]),
            },
        )
        self._note_payment(row)
        return row

    def _take_in(self, row: Row) -> None:
        self.receivables[row["customer_id"]].append(row)
        if row["order_id"] is not None:
            self.by_order[row["order_id"]].append(row)
        self._open[row["id"]] = row["amount_minor"]

    def _note_payment(self, row: Row) -> None:
        self.payments[row["customer_id"]].append(row)
        if row["order_id"] is not None:
            self.paid_by_order[row["order_id"]].append(row)
        if row["receivable_id"] is not None:
            if row["receivable_id"] in self._open:
                self._open[row["receivable_id"]] -= row["amount_minor"]
        elif row["amount_minor"] > 0:
            self._waiting[row["customer_id"]].append(row)

    def _open_ones(self, customer_id: str, order_id: str | None) -> list[Row]:
        ones = self.by_order[order_id] if order_id else self.receivables[customer_id]
        return sorted(
            (one for one in ones if self._open[one["id"]] > 0),
            key=lambda one: (one["due_on"], one["id"]),
        )

    def _settle_waiting(self, customer_id: str) -> None:
        waiting = self._waiting.pop(customer_id, [])
        for payment in sorted(waiting, key=lambda one: (one["received_on"], one["id"])):
            self._book(customer_id, payment)
            if payment["receivable_id"] is None:
                # What a part leaves over waits as a payment of its own.
                self._waiting[customer_id].append(payment)

    def _book(self, customer_id: str, payment: Row) -> None:
        rest = payment["amount_minor"]
        booked = False
        for receivable in self._open_ones(customer_id, payment["order_id"]):
            if rest <= 0:
                return
            part = min(rest, self._open[receivable["id"]])
            if booked:
                kept = ("order_id", "received_on", "method", "invoice_no", "source_key")
                self._write(customer_id, part, {name: payment[name] for name in kept}, receivable)
            else:
                self._run.change(
                    "payment",
                    payment,
                    customer_id,
                    {
                        "receivable_id": receivable["id"],
                        "amount_minor": part,
                        "order_id": receivable["order_id"],
                    },
                )
                self._open[receivable["id"]] -= part
                booked = True
            rest -= part
        if booked and rest > 0:
            kept = ("order_id", "received_on", "method", "invoice_no", "source_key")
            self._write(customer_id, rest, {name: payment[name] for name in kept}, None)
