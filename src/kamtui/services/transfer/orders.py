"""Orders: one per row, or one per number where rows carry products."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from kamtui.exchange.headers import read_header
from kamtui.exchange.kinds import Kind
from kamtui.exchange.registry import FIELDS
from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.transfer.handler import Book
from kamtui.services.transfer.known import SourceKeys
from kamtui.services.transfer.order_book import OrderBook
from kamtui.services.transfer.order_money import book_order_money
from kamtui.services.transfer.products import Products
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import Outcome, RowRejected
from kamtui.services.transfer.tally import Tally
from kamtui.services.transfer.values import currency_code, decimal_text, need


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


class Orders:
    """Imports orders (requirements S0-36, S2-06).

    Rows without a product are orders of one line.  Rows with a product and the same number are
    lines of one order; its amount is their sum, unless the amount column is the order's own: its
    title says so ("Order amount"), or every row repeats what the lines' prices add up to.
    """

    tally: Tally

    def __init__(self, book: Book, orders: OrderBook, products: Products) -> None:
        """Work on ``book``."""
        self._book = book
        self._orders = orders
        self._products = products

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Learn from the columns whether rows can be lines, and whose amount they carry."""
        self.tally = tally
        self._keys = SourceKeys()
        self._orders.begin_file()
        self._seen: dict[str, tuple[object, ...]] = {}
        self._claimed: dict[str, set[str]] = {}
        self._groups: dict[str, list[Entry]] = {}
        headers = {one.field: one.header for one in columns if one.field is not None}
        self._has_lines = "product" in headers
        self._has_money = "due_on" in headers or "paid_on" in headers
        amount = FIELDS[Kind.ORDERS].field("amount")
        self._amount_is_orders = (
            amount is not None
            and "amount" in headers
            and read_header(headers["amount"]).key in amount.own
        )

    def prefetch(self, rows: Sequence[TypedRow]) -> None:
        """Read the orders these rows may be."""
        numbers = [row.values.get("order_no") for row in rows]
        self._orders.load_numbers(str(one) for one in numbers if one)
        credit = self._book.customers.credit_days.keys()
        if not all(numbers) or self._has_money or credit:
            found = self._book.glimpsed(rows)
            if not all(numbers):
                self._orders.load_unnumbered(found)
            self._book.ledger.load(found if self._has_money else found & credit)

    def take(self, row: TypedRow) -> None:
        """Import one row, or keep it until the lines of its order are together."""
        try:
            entry = self._read(row)
            if entry.order_no is None:
                outcome = self._unnumbered(entry)
            elif self._has_lines:
                self._groups.setdefault(entry.order_no, []).append(entry)
                return
            else:
                outcome = self._single(entry)
        except RowRejected as why:
            self.tally.reject(row, why)
            return
        self.tally.count(outcome)
        if row.problems:
            self.tally.warn(row)

    def finish(self) -> None:
        """Import the orders whose rows are their lines."""
        for entries in self._groups.values():
            self._grouped(entries)
        self._groups.clear()
        self._seen.clear()

    def _read(self, row: TypedRow) -> Entry:
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
        customer_id = self._book.customers.need(values)
        product = values.get("product")
        content = (customer_id, ordered_on, amount, product, quantity, price)
        number = values.get("order_no") or None
        return Entry(row, customer_id, number, ordered_on, amount, line_amount, product, content)

    def _unnumbered(self, entry: Entry) -> Outcome:
        quantity = entry.row.values.get("quantity")
        source_key = self._keys.key(
            entry.customer_id, entry.ordered_on, entry.amount, entry.product, quantity
        )
        self._orders.load_unnumbered([entry.customer_id])
        found = self._orders.sourced(source_key)
        if found is None and entry.product is None and quantity is None:
            found = self._orders.alike(entry.customer_id, entry.ordered_on, entry.amount)
        return self._settle(entry, found, source_key)

    def _single(self, entry: Entry) -> Outcome:
        number = entry.order_no or ""
        before = self._seen.get(number)
        if before is not None:
            if before == entry.content:
                return Outcome.DUPLICATES
            raise RowRejected("order_no", number, "row.duplicate_number")
        found = self._existing(entry)
        self._seen[number] = entry.content
        return self._settle(entry, found, None)

    def _existing(self, entry: Entry) -> Row | None:
        found = self._orders.numbered(entry.order_no or "")
        if not found:
            return None
        for one in found:
            if one["customer_id"] == entry.customer_id:
                return one
        raise RowRejected("order_no", entry.order_no, "row.other_customer")

    def _settle(self, entry: Entry, found: Row | None, source_key: str | None) -> Outcome:
        """Create the order of one row with its one line, or bring the one found up to date."""
        values: Any = entry.row.values
        fresh = self._order_values(values, entry.ordered_on, entry.amount)
        if found is None:
            order = self._orders.add(
                entry.customer_id,
                {"order_no": entry.order_no, "source_key": source_key, **fresh},
            )
            self._orders.add_line(order, self._line_values(entry, entry.amount))
            book_order_money(self._book, order, values, fresh=True)
            return Outcome.CREATED
        before = found["amount_minor"]
        changed = self._book.run.change("sales_order", found, entry.customer_id, fresh)
        lines = self._orders.lines_of(found["id"])
        if len(lines) == 1:
            line = self._line_values(entry, entry.amount)
            if entry.product is None and lines[0]["product_id"] is not None:
                # The row knows the order only, not what its line came to.
                line["amount_minor"] = None
            changed |= self._book.run.change("order_line", lines[0], entry.customer_id, line)
        changed |= book_order_money(self._book, found, values, before=before)
        return Outcome.UPDATED if changed else Outcome.UNCHANGED

    def _grouped(self, entries: list[Entry]) -> None:
        """Import the rows of one number as the lines of one order."""
        first = entries[0]
        try:
            found = self._existing(first)
        except RowRejected as why:
            for entry in entries:
                self.tally.reject(entry.row, why)
            return
        kept: list[Entry] = []
        seen: set[tuple[object, ...]] = set()
        for entry in entries:
            if (entry.customer_id, entry.ordered_on) != (first.customer_id, first.ordered_on):
                twice = RowRejected("order_no", entry.order_no, "row.duplicate_number")
                self.tally.reject(entry.row, twice)
            elif entry.content in seen:
                self.tally.count(Outcome.DUPLICATES)
            else:
                seen.add(entry.content)
                kept.append(entry)
        if len(kept) == 1 and kept[0].product is None:
            self._report(kept, [self._settle(first, found, None)])
            return
        self._report(kept, self._lines(kept, found))

    def _report(self, entries: list[Entry], outcomes: list[Outcome]) -> None:
        for entry, outcome in zip(entries, outcomes, strict=True):
            self.tally.count(outcome)
            if entry.row.problems:
                self.tally.warn(entry.row)

    def _lines(self, entries: list[Entry], found: Row | None) -> list[Outcome]:
        first = entries[0]
        values: Any = first.row.values
        amounts = self._line_amounts(entries)
        whole = first.amount if amounts is None else None
        fresh = self._order_values(values, first.ordered_on, whole)
        fresh.pop("cost_minor")
        if found is None:
            costs = [_value(entry, "cost") for entry in entries]
            order = self._orders.add(
                first.customer_id,
                {
                    "order_no": first.order_no,
                    **fresh,
                    "amount_minor": whole if amounts is None else sum(amounts),
                    "cost_minor": sum(c for c in costs if c is not None) if any(costs) else None,
                },
            )
            for index, entry in enumerate(entries):
                self._orders.add_line(order, self._line_values(entry, _at(amounts, index, entry)))
            book_order_money(self._book, order, values, fresh=True)
            return [Outcome.CREATED] * len(entries)
        changed = [self._merge(found, e, _at(amounts, i, e)) for i, e in enumerate(entries)]
        if amounts is not None:
            lines = self._orders.lines_of(found["id"])
            fresh["amount_minor"] = sum(line["amount_minor"] or 0 for line in lines)
        before = found["amount_minor"]
        order_changed = self._book.run.change("sales_order", found, first.customer_id, fresh)
        order_changed |= book_order_money(self._book, found, values, before=before)
        changed[0] |= order_changed
        return [Outcome.UPDATED if one else Outcome.UNCHANGED for one in changed]

    def _merge(self, order: Row, entry: Entry, amount: int | None) -> bool:
        """Bring the line of a row up to date, or add it; return whether anything changed."""
        claimed = self._claimed.setdefault(order["id"], set())
        line = self._line_values(entry, amount)
        outcome = merge_line(self._book, self._orders, order, line, claimed=claimed)
        return outcome is not Outcome.UNCHANGED

    def _line_amounts(self, entries: list[Entry]) -> list[int] | None:
        """Return the amount of each line, None where the amount column is the whole order's."""
        stated = {entry.amount for entry in entries}
        priced = [entry.line_amount for entry in entries]
        if len(stated) == 1:
            if None not in priced and len(entries) > 1:
                total = sum(one or 0 for one in priced)
                if total == entries[0].amount:
                    return None
                if all(one == entries[0].amount for one in priced):
                    return [entry.amount for entry in entries]
            if self._amount_is_orders:
                return None
        return [entry.amount for entry in entries]

    def _order_values(self, values: Any, ordered_on: str, amount: int | None) -> Row:
        currency = values.get("currency")
        fresh: Row = {
            "ordered_on": ordered_on,
            "amount_minor": amount,
            "cost_minor": values.get("cost"),
            "currency": currency_code(currency) if currency else None,
        }
        if values.get("status"):
            fresh["status"] = values["status"]
        return fresh

    def _line_values(self, entry: Entry, amount: int | None) -> Row:
        values: Any = entry.row.values
        quantity = values.get("quantity")
        return {
            "product_id": self._products.need(entry.product) if entry.product else None,
            "quantity": None if quantity is None else decimal_text(quantity),
            "price_minor": values.get("price"),
            "cost_minor": values.get("cost"),
            "amount_minor": amount,
        }


def merge_line(
    book: Book, orders: OrderBook, order: Row, values: Row, *, claimed: set[str]
) -> Outcome:
    """Bring the line of that product up to date, or add it.

    Lines of one product are told apart by their order: ``claimed`` are those that earlier rows
    took.  The line that stood for the whole order goes when the first product comes.
    """
    lines = orders.lines_of(order["id"])
    for line in lines:
        if line["id"] not in claimed and line["product_id"] == values["product_id"]:
            claimed.add(line["id"])
            changed = book.run.change("order_line", line, order["customer_id"], values)
            return Outcome.UPDATED if changed else Outcome.UNCHANGED
    for line in [one for one in lines if one["product_id"] is None and one["quantity"] is None]:
        orders.drop_line(order, line)
    claimed.add(orders.add_line(order, values)["id"])
    return Outcome.CREATED


def line_total(price: int, quantity: Decimal | None) -> int:
    """Return price times quantity in minor units, one where no quantity is given."""
    if quantity is None:
        return price
    return int((Decimal(price) * quantity).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _at(amounts: list[int] | None, index: int, entry: Entry) -> int | None:
    return entry.line_amount if amounts is None else amounts[index]


def _value(entry: Entry, name: str) -> Any:
    return entry.row.values.get(name)
