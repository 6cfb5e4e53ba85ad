"""What an order file says about paying: a due date gives a receivable, a paid date a payment."""

from typing import Any

from kamtui.domain.enums import OrderStatus
from kamtui.services.transfer.handler import Book
from kamtui.services.transfer.records import Row


def book_order_money(book: Book, order: Row, values: Any) -> bool:
    """Write or correct the receivable and the payment of an order; return whether any changed.

    A receivable or payment that came from a file of its own is left as it is: that file knows
    better than the order's two dates.
    """
    amount = order["amount_minor"]
    if amount <= 0 or order["status"] == OrderStatus.CANCELLED:
        return False
    book.ledger.load([order["customer_id"]])
    changed = _due(book, order, values["due_on"].isoformat()) if values.get("due_on") else False
    if values.get("paid_on"):
        changed |= _paid(book, order, values["paid_on"].isoformat())
    return changed


def _due(book: Book, order: Row, due_on: str) -> bool:
    customer_id, mine = order["customer_id"], f"order:{order['id']}"
    fresh = {"due_on": due_on, "amount_minor": order["amount_minor"]}
    known = book.ledger.by_order[order["id"]]
    for one in known:
        if one["source_key"] == mine:
            return book.ledger.owe_otherwise(customer_id, one, fresh)
    if known:
        return False
    book.ledger.owe(
        customer_id,
        {**fresh, "order_id": order["id"], "currency": order["currency"], "source_key": mine},
    )
    return True


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
