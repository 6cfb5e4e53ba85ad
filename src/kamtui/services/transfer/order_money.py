"""What an order file says about paying: a due date gives a receivable, a paid date a payment.

Where the file names no due day, an order is due by the days of credit of its customer.  Whether an
order whose day has passed was paid is another matter: a file that says of any order when it was
paid says of the others that they were not, and they are owed and late.  A file without a word about
paying says nothing, and nothing is owed for what has passed; its report says for how many orders.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kamtui.domain.credit import credit_day, due_by_credit
from kamtui.domain.enums import VOID_ORDERS
from kamtui.services.transfer.handler import Book
from kamtui.services.transfer.records import Row

__all__ = ["OrderMoney", "by_credit", "owe_by_credit"]

_CHUNK = 800


@dataclass(slots=True)
class _Silent:
    """An order that would be due by credit before today, if only it were known to be unpaid."""

    order: Row
    due_on: str
    unchanged: bool = False


class OrderMoney:
    """The receivables and payments of the orders of one file after another."""

    def __init__(self, book: Book) -> None:
        """Work on ``book``."""
        self._book = book
        self.begin_file()

    def begin_file(self) -> None:
        """Know nothing of what the file says about paying."""
        self._tells_paying = False
        self._silent: dict[str, _Silent] = {}

    def write(
        self, order: Row, values: Any, *, fresh: bool = False, before: int | None = None
    ) -> bool:
        """Write or correct the receivable and the payment of an order; say if any changed.

        A receivable or payment that came from a file of its own is left as it is: that file knows
        better than the order's two dates.

        Args:
            order: The order as it is now.
            values: The row's.
            fresh: The order is new: only then does credit alone make a receivable.
            before: The amount the order had.
        """
        book, paid_on = self._book, values.get("paid_on")
        if paid_on is not None:
            self._tells_paying = True
        amount, due_on = order["amount_minor"], _due_day(order, values)
        days = book.customers.credit_days.get(order["customer_id"])
        if amount <= 0 or order["status"] in VOID_ORDERS:
            return False
        if due_on is None and paid_on is None and days is None:
            return False
        book.ledger.load([order["customer_id"]])
        changed = False
        if due_on is not None:
            changed = _due(book, order, due_on.isoformat())
        elif book.ledger.by_order[order["id"]]:
            if before is not None and before != amount:
                changed = _follow(book, order, before)
        elif days is not None:
            changed = self._by_credit(order, days, fresh=fresh, paid=paid_on is not None)
        if paid_on is not None:
            changed |= _paid(book, order, paid_on.isoformat())
        return changed

    def note_unchanged(self, order: Row) -> None:
        """Remember that the row of an order that may yet be owed changed nothing."""
        found = self._silent.get(order["id"])
        if found is not None:
            found.unchanged = True

    def finish(self) -> tuple[int, int, int]:
        """Settle the orders of which nothing is known, now that the whole file is.

        Returns:
            How many are owed since their day because the file tells of paying, how many of these
            rows had changed nothing before, and of how many orders nothing is known.
        """
        ledger = self._book.ledger
        open_ones = [
            one
            for one in self._silent.values()
            if one.order["amount_minor"] > 0
            and not ledger.by_order[one.order["id"]]
            and not ledger.paid_by_order[one.order["id"]]
        ]
        self._silent = {}
        given_up = _given_up(self._book, [one.order for one in open_ones])
        open_ones = [one for one in open_ones if one.order["id"] not in given_up]
        if not self._tells_paying:
            return 0, 0, len(open_ones)
        for one in open_ones:
            _owe(self._book, one.order, one.due_on, by_credit(one.order["id"]))
        return len(open_ones), sum(one.unchanged for one in open_ones), 0

    def _by_credit(self, order: Row, days: int, *, fresh: bool, paid: bool) -> bool:
        """Write what the customer's credit makes of an order without a receivable."""
        ordered_on, today = date.fromisoformat(order["ordered_on"]), self._book.run.today
        if paid and _rest(self._book, order) > 0:
            return owe_by_credit(self._book, order)
        due_on = due_by_credit(ordered_on, days, today=today)
        if due_on is not None:
            if fresh:
                _owe(self._book, order, due_on.isoformat(), by_credit(order["id"]))
            return fresh
        passed = credit_day(ordered_on, days)
        if passed is not None:
            self._silent[order["id"]] = _Silent(order, passed.isoformat())
        return False


def by_credit(order_id: str) -> str:
    """Return the source of a receivable that nothing but its customer's credit speaks for."""
    return f"credit:{order_id}"


def owe_by_credit(book: Book, order: Row) -> bool:
    """Write the receivable of an order of which it is known now whether it was paid.

    None is written for an order that has one or had one that was deleted, that is nothing to pay,
    or whose customer has no days of credit.  The customer's money must be loaded.
    """
    days = book.customers.credit_days.get(order["customer_id"])
    if days is None or order["amount_minor"] <= 0 or order["status"] in VOID_ORDERS:
        return False
    due_on = credit_day(date.fromisoformat(order["ordered_on"]), days)
    if due_on is None or book.ledger.by_order[order["id"]] or _given_up(book, [order]):
        return False
    _owe(book, order, due_on.isoformat(), by_credit(order["id"]))
    return True


def _due_day(order: Row, values: Any) -> date | None:
    """Return the day a row says its order falls due: as such, or by days of credit of its own."""
    due_on, days = values.get("due_on"), values.get("credit_days")
    if due_on is not None or days is None:
        found: date | None = due_on
        return found
    return credit_day(date.fromisoformat(order["ordered_on"]), days)


def _given_up(book: Book, orders: Iterable[Row]) -> set[str]:
    """Return those of some orders whose receivable was deleted: they are not owed again."""
    run = book.run
    ids = [one["id"] for one in orders if one["import_batch_id"] not in run.batches]
    found: set[str] = set()
    for start in range(0, len(ids), _CHUNK):
        found |= {
            row[0]
            for row in run.query(
                "SELECT order_id FROM receivable WHERE deleted_at IS NOT NULL AND order_id IN :ids",
                ids=ids[start : start + _CHUNK],
            )
        }
    return found


def _due(book: Book, order: Row, due_on: str) -> bool:
    customer_id, mine = order["customer_id"], f"order:{order['id']}"
    fresh = {"due_on": due_on, "amount_minor": order["amount_minor"]}
    known = book.ledger.by_order[order["id"]]
    for one in known:
        if one["source_key"] == mine:
            return book.ledger.owe_otherwise(customer_id, one, fresh)
        if one["source_key"] == by_credit(order["id"]):
            return book.ledger.owe_otherwise(customer_id, one, {**fresh, "source_key": mine})
    if known:
        return False
    _owe(book, order, due_on, mine)
    return True


def _owe(book: Book, order: Row, due_on: str, source_key: str) -> None:
    book.ledger.owe(
        order["customer_id"],
        {
            "due_on": due_on,
            "amount_minor": order["amount_minor"],
            "order_id": order["id"],
            "currency": order["currency"],
            "source_key": source_key,
        },
    )


def _follow(book: Book, order: Row, before: int) -> bool:
    """Let what credit made follow the order's amount, where nobody has changed it since."""
    for one in book.ledger.by_order[order["id"]]:
        if one["source_key"] == by_credit(order["id"]) and one["amount_minor"] == before:
            fresh = {"amount_minor": order["amount_minor"]}
            return book.ledger.owe_otherwise(order["customer_id"], one, fresh)
    return False


def _rest(book: Book, order: Row) -> int:
    """Return what of an order no payment is known for."""
    known = book.ledger.paid_by_order[order["id"]]
    return int(order["amount_minor"] - sum(one["amount_minor"] for one in known))


def _paid(book: Book, order: Row, paid_on: str) -> bool:
    customer_id, mine = order["customer_id"], f"order:{order['id']}"
    changed = False
    for one in book.ledger.paid_by_order[order["id"]]:
        if one["source_key"] == mine:
            changed |= book.run.change("payment", one, customer_id, {"received_on": paid_on})
    rest = _rest(book, order)
    if rest > 0:
        book.ledger.pay(
            customer_id,
            rest,
            {"order_id": order["id"], "received_on": paid_on, "source_key": mine},
        )
        changed = True
    return changed
