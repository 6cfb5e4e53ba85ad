"""One row of an order file, understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kamtui.exchange.typed import TypedRow
from kamtui.services.transfer.match import CustomerIndex
from kamtui.services.transfer.result import RowRejected
from kamtui.services.transfer.values import need

__all__ = ["Entry", "line_amounts", "line_total", "read_entry"]


@dataclass(slots=True)
class Entry:
    """One row of an order file, understood.

    Attributes:
        row: The row.
        customer_id: Whose.
        amount: What the row's amount column says, or price times quantity; minor units.
        line_amount: Price times quantity, None without both.
        content: What makes two rows of a file the same.
    """

    row: TypedRow
    customer_id: str
    order_no: str | None
    ordered_on: str
    amount: int
    line_amount: int | None
    product: str | None
    content: tuple[object, ...]

    def value(self, name: str) -> Any:
        """Return a cell's value, None where there is none."""
        return self.row.values.get(name)


def read_entry(row: TypedRow, customers: CustomerIndex) -> Entry:
    """Understand a row; its customer is made where that was asked for.

    Raises:
        RowRejected: ``row.required_missing``, and what `CustomerIndex.need` raises.
    """
    values: Any = row.values
    ordered_on = need(values, "ordered_on").isoformat()
    quantity, price, amount = (values.get(name) for name in ("quantity", "price", "amount"))
    line_amount = None
    if price is not None and (quantity is not None or amount is None):
        line_amount = line_total(price, quantity)
    if amount is None:
        if line_amount is None:
            raise RowRejected("amount", "", "row.required_missing", fields=("amount", "price"))
        amount = line_amount
    customer_id = customers.need(values)
    product = values.get("product")
    content = (customer_id, ordered_on, amount, product, quantity, price)
    number = values.get("order_no") or None
    return Entry(row, customer_id, number, ordered_on, amount, line_amount, product, content)


def line_amounts(entries: Sequence[Entry], *, whole: bool) -> list[int] | None:
    """Return the amount of each line, None where the amount column is the whole order's.

    Args:
        entries: The rows of one order.
        whole: The column's title says that it is the order's.
    """
    stated = {entry.amount for entry in entries}
    priced = [entry.line_amount for entry in entries]
    if len(stated) == 1:
        if None not in priced and len(entries) > 1:
            total = sum(one or 0 for one in priced)
            if total == entries[0].amount:
                return None
            if all(one == entries[0].amount for one in priced):
                return [entry.amount for entry in entries]
        if whole:
            return None
    return [entry.amount for entry in entries]


def line_total(price: int, quantity: Decimal | None) -> int:
    """Return price times quantity in minor units, one where no quantity is given."""
    if quantity is None:
        return price
    return int((Decimal(price) * quantity).quantize(Decimal(1), rounding=ROUND_HALF_UP))
