"""What importers of money share: whose it is, for which order, and what the book knows of it."""

from collections.abc import Sequence
from typing import Any

from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.transfer.handler import Book, RowByRow
from kamtui.services.transfer.known import SourceKeys
from kamtui.services.transfer.order_book import OrderBook
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.tally import Tally


class MoneyRows(RowByRow):
    """Rows about money, of an order or of a customer; each record is found once a file."""

    def __init__(self, book: Book, orders: OrderBook) -> None:
        """Work on ``book``."""
        self._book = book
        self._orders = orders

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Count occurrences anew."""
        super().begin_file(columns, tally)
        self._keys = SourceKeys()
        self._given: set[str] = set()

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read the orders and the money these rows are about."""
        numbers = {str(row.values["order_no"]) for row in rows if row.values.get("order_no")}
        self._orders.load_numbers(numbers)
        found = self._book.glimpsed(rows)
        found |= {one["customer_id"] for number in numbers for one in self._orders.numbered(number)}
        self._book.ledger.load(found)

    def whose(self, values: Any) -> tuple[str, str | None]:
        """Return whose money a row is about and for which order, None where it names none.

        Raises:
            RowRejected: What `CustomerIndex.need` and `OrderBook.need` raise.
        """
        customers = self._book.customers
        number = values.get("order_no") or None
        named = values.get("customer_no") or values.get("customer")
        if number is None:
            return customers.need(values), None
        customer_id = customers.known(values) if named else None
        order = self._orders.need(number, customer_id)
        return order["customer_id"], order["id"]

    def order_of(self, values: Any, order_id: str) -> Row:
        """Return the order that `whose` found."""
        numbered = self._orders.numbered(values["order_no"])
        return next(one for one in numbered if one["id"] == order_id)
