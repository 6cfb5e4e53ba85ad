"""Rows of an order that is on file meet its lines."""

from collections.abc import Sequence

from kamtui.services.transfer.handler import Book
from kamtui.services.transfer.order_book import OrderBook
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import Outcome

__all__ = ["merge_line", "merge_lines"]


def merge_lines(book: Book, orders: OrderBook, order: Row, wanted: Sequence[Row]) -> list[bool]:
    """Bring the lines of an order up to date with all its rows of a file; say of each if it did.

    A row that names no product is the line of its amount, wherever the file has it now; rows that
    are no line's then take the lines left over, in their order, or become lines.
    """
    claimed: set[str] = set()
    changed = [False] * len(wanted)
    rest = []
    for index, values in enumerate(wanted):
        line = None if values["product_id"] else _of_amount(orders, order, values, claimed)
        if line is None:
            rest.append(index)
            continue
        claimed.add(line["id"])
        changed[index] = book.run.change("order_line", line, order["customer_id"], values)
    for index in rest:
        outcome = merge_line(book, orders, order, wanted[index], claimed=claimed)
        changed[index] = outcome is not Outcome.UNCHANGED
    return changed


def merge_line(
    book: Book, orders: OrderBook, order: Row, values: Row, *, claimed: set[str]
) -> Outcome:
    """Bring the line of that product up to date, or add it.

    Lines of one product are told apart by their order: ``claimed`` are those that earlier rows
    took.  What stood for the whole order goes when the first product comes.
    """
    lines = orders.lines_of(order["id"])
    for line in lines:
        if line["id"] not in claimed and line["product_id"] == values["product_id"]:
            claimed.add(line["id"])
            changed = book.run.change("order_line", line, order["customer_id"], values)
            return Outcome.UPDATED if changed else Outcome.UNCHANGED
    if values["product_id"] and not any(line["product_id"] for line in lines):
        for line in [one for one in lines if one["quantity"] is None and one["id"] not in claimed]:
            orders.drop_line(order, line)
    claimed.add(orders.add_line(order, values)["id"])
    return Outcome.CREATED


def _of_amount(orders: OrderBook, order: Row, values: Row, claimed: set[str]) -> Row | None:
    """Return the line of a row's amount that no row took, one without a product first."""
    if values["amount_minor"] is None:
        return None
    alike = [
        line
        for line in orders.lines_of(order["id"])
        if line["id"] not in claimed and line["amount_minor"] == values["amount_minor"]
    ]
    return min(alike, key=lambda line: line["product_id"] is not None, default=None)
