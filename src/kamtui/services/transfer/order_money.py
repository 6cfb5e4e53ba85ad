"""What an order file says about paying: a due date gives a receivable, a paid date a payment.

Where the file names no due day, a new order is due by the days of credit of its customer.
"""

from datetime import date
from typing import Any

from kamtui.domain.credit import due_by_credit
from kamtui.domain.enums import VOID_ORDERS
from kamtui.services.transfer.handler import Book
from kamtui.services.transfer.records import Row


def by_credit(order_id: str) -> str:
    """Return the source of a receivable that nothing but its customer's credit speaks for."""
    return f"credit:{order_id}"


def book_order_money(
    book: Book, order: Row, values: Any, *, fresh: bool = False, before: int | None = None
) -> bool:
    """Write or correct the receivable and the payment of an order; return whether any changed.

    A receivable or payment that came from a file of its own is left as it is: that file knows
    better than the order's two dates.

    Args:
        book: The book.
        order: The order as it is now.
        values: The row's.
        fresh: The order is new: only then does credit alone make a receivable.
        before: The amount the order had.
    """
    amount, due_on, paid_on = order["amount_minor"], values.get("due_on"), values.get("paid_on")
    days = book.customers.credit_days.get(order["customer_id"])
    if amount <= 0 or order["status"] in VOID_ORDERS:
        return False
    if due_on is None and paid_on is None and days is None:
        return False
    book.ledger.load([order["customer_id"]])
    changed = False
    if due_on is not None:
        changed = _due(book, order, due_on.isoformat())
    elif fresh:
        ordered_on = date.fromisoformat(order["ordered_on"])
        due_on = due_by_credit(ordered_on, days, today=book.run.today, paid_on=paid_on)
        if due_on is not None:
            _owe(book, order, due_on.isoformat(), by_credit(order["id"]))
    elif before is not None and before != amount:
        changed = _follow(book, order, before)
    if paid_on is not None:
        changed |= _paid(book, order, paid_on.isoformat())
    return changed


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


def _paid(book: Book, order: Row, paid_on: str) -> bool:
    customer_id, mine = order["customer_id"], f"order:{order['id']}"
    known = book.ledger.paid_by_order[order["id"]]
    changed = False
    for one in known:
        if one["source_key"] == mine:
            changed |= book.run.change("payment", one, customer_id, {"received_on": paid_on})
    rest = order["amount_minor"] - sum(one["amount_minor"] for one in known)
    if rest > 0:
        book.ledger.pay(
            customer_id,
            rest,
            {"order_id": order["id"], "received_on": paid_on, "source_key": mine},
        )
        changed = True
    return changed
