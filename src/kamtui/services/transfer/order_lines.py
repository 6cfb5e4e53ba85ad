"""Order lines: products of orders that are on file."""

from collections.abc import Sequence
from typing import Any

from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.transfer.handler import Book, RowByRow
from kamtui.services.transfer.order_book import OrderBook
from kamtui.services.transfer.order_entry import line_total
from kamtui.services.transfer.order_merge import merge_line
from kamtui.services.transfer.products import Products
from kamtui.services.transfer.result import Outcome
from kamtui.services.transfer.tally import Tally
from kamtui.services.transfer.values import decimal_text, need


class OrderLines(RowByRow):
    """Imports order lines; the order's own amount stays what its own file said.

    The same line twice is a duplicate; two lines of one product that differ are two lines.
    """

    def __init__(self, book: Book, orders: OrderBook, products: Products) -> None:
        """Work on ``book``."""
        self._book = book
        self._orders = orders
        self._products = products

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Forget which lines the last file named."""
        super().begin_file(columns, tally)
        self._claimed: dict[str, set[str]] = {}
        self._seen: set[tuple[object, ...]] = set()

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read the orders these rows name."""
        self._orders.load_numbers(
            str(row.values["order_no"]) for row in rows if "order_no" in row.values
        )

    def decide(self, row: TypedRow, values: Any) -> Outcome:
        """Create one line, or find it again and bring it up to date."""
        number, product = need(values, "order_no"), need(values, "product")
        customer_id = None
        if values.get("customer_no") or values.get("customer"):
            # An order that is on file names its customer; creating one here would be a mistake.
            customer_id = self._book.customers.known(values)
        order = self._orders.need(number, customer_id)
        quantity, price, cost = (values.get(name) for name in ("quantity", "price", "cost"))
        content = (order["id"], product, quantity, price, cost)
        if content in self._seen:
            return Outcome.DUPLICATES
        self._seen.add(content)
        claimed = self._claimed.setdefault(order["id"], set())
        return merge_line(
            self._book,
            self._orders,
            order,
            {
                "product_id": self._products.need(product),
                "quantity": None if quantity is None else decimal_text(quantity),
                "price_minor": price,
                "cost_minor": cost,
                "amount_minor": None if price is None else line_total(price, quantity),
            },
            claimed=claimed,
        )
