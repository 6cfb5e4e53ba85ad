"""Orders: one per row, or one per number, whose rows are its lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kamtui.exchange.headers import read_header
from kamtui.exchange.kinds import Kind
from kamtui.exchange.registry import FIELDS
from kamtui.exchange.typed import ColumnMapping, TypedRow
from kamtui.services.transfer.handler import Book
from kamtui.services.transfer.known import SourceKeys
from kamtui.services.transfer.order_book import OrderBook
from kamtui.services.transfer.order_entry import Entry, line_amounts, read_entry
from kamtui.services.transfer.order_merge import merge_lines
from kamtui.services.transfer.order_money import OrderMoney
from kamtui.services.transfer.products import Products
from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import FileNote, Outcome, RowRejected
from kamtui.services.transfer.tally import Tally
from kamtui.services.transfer.values import currency_code, decimal_text

#: Columns that tell of a line what its amount alone does not.
_LINE_COLUMNS = ("product", "quantity", "price")


@dataclass(slots=True)
class _Begun:
    """An order that a row of this file made; further rows of its number are its lines.

    Attributes:
        row: That row, as a person counts.
        order: The order as it is now.
        content: What the row said.
        more: What the rows after it said.
    """

    row: int
    order: Row
    content: tuple[object, ...]
    more: set[tuple[object, ...]] = field(default_factory=set)


class Orders:
    """Imports orders (requirements S0-36, S2-06).

    Rows of one number are lines of one order; its amount is their sum, unless the amount column is
    the order's own: its title says so ("Order amount") and every row repeats it, or every row
    repeats what the lines' prices add up to.  A row that says what another of its number said is
    a duplicate (cli.md, Import rules).

    Orders are written as their rows come, so that a large file is never held whole; the rows of
    those on file already, and of files that tell more of a line than its amount, wait for the end.
    """

    tally: Tally

    def __init__(self, book: Book, orders: OrderBook, products: Products) -> None:
        """Work on ``book``."""
        self._book = book
        self._orders = orders
        self._products = products
        self._money = OrderMoney(book)

    def begin_file(self, columns: Sequence[ColumnMapping], tally: Tally) -> None:
        """Learn from the columns what they tell of lines, and whose amount they carry."""
        self.tally = tally
        self._keys = SourceKeys()
        self._orders.begin_file()
        self._money.begin_file()
        self._begun: dict[str, _Begun] = {}
        self._groups: dict[str, list[Entry]] = {}
        headers = {one.field: one.header for one in columns if one.field is not None}
        self._has_lines = any(name in headers for name in _LINE_COLUMNS)
        self._has_money = any(name in headers for name in ("due_on", "paid_on", "credit_days"))
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
            entry = read_entry(row, self._book.customers)
            number = entry.order_no
            if number is None:
                outcome = self._unnumbered(entry)
            elif number in self._begun:
                outcome = self._further(self._begun[number], entry)
            elif self._has_lines or self._orders.numbered(number):
                self._groups.setdefault(number, []).append(entry)
                return
            else:
                order = self._create(entry, None)
                self._begun[number] = _Begun(row.number, order, entry.content)
                outcome = Outcome.CREATED
        except RowRejected as why:
            self.tally.reject(row, why)
            return
        self.tally.count(outcome)
        if row.problems:
            self.tally.warn(row)

    def finish(self) -> None:
        """Import the orders that had to wait, and say what is not known of payment."""
        for entries in self._groups.values():
            self._grouped(entries)
        self._groups.clear()
        self._begun.clear()
        owed, unchanged, unknown = self._money.finish()
        self.tally.correct(unchanged, Outcome.UNCHANGED, Outcome.UPDATED)
        if owed:
            self.tally.notes.append(FileNote("", "note.credit_unpaid", {"count": owed}))
        if unknown:
            self.tally.notes.append(FileNote("", "note.credit_unknown", {"count": unknown}))

    def _unnumbered(self, entry: Entry) -> Outcome:
        quantity = entry.value("quantity")
        source_key = self._keys.key(
            entry.customer_id, entry.ordered_on, entry.amount, entry.product, quantity
        )
        self._orders.load_unnumbered([entry.customer_id])
        found = self._orders.sourced(source_key)
        if found is None and entry.product is None and quantity is None:
            found = self._orders.alike(entry.customer_id, entry.ordered_on, entry.amount)
        return self._settle(entry, found, source_key)

    def _existing(self, entry: Entry) -> Row | None:
        found = self._orders.numbered(entry.order_no or "")
        if not found:
            return None
        for one in found:
            if one["customer_id"] == entry.customer_id:
                return one
        raise RowRejected("order_no", entry.order_no, "row.other_customer")

    def _create(self, entry: Entry, source_key: str | None) -> Row:
        """Write the order of one row with its one line."""
        order = self._orders.add(
            entry.customer_id,
            {
                "order_no": entry.order_no,
                "source_key": source_key,
                **self._order_values(entry, entry.amount),
            },
        )
        self._orders.add_line(order, self._line_values(entry, entry.amount))
        self._money.write(order, entry.row.values, fresh=True)
        return order

    def _further(self, begun: _Begun, entry: Entry) -> Outcome:
        """Add a line to an order that this file made, and its amount to the order's."""
        order = begun.order
        _refuse_stranger(entry, order["customer_id"], order["ordered_on"], begun.row)
        if entry.content == begun.content or entry.content in begun.more:
            return Outcome.DUPLICATES
        begun.more.add(entry.content)
        before, cost = order["amount_minor"], entry.value("cost")
        fresh = {"amount_minor": before + entry.amount}
        if cost is not None:
            fresh["cost_minor"] = (order["cost_minor"] or 0) + cost
        self._book.run.change("sales_order", order, entry.customer_id, fresh)
        self._orders.add_line(order, self._line_values(entry, entry.amount))
        self._money.write(order, entry.row.values, fresh=True, before=before)
        return Outcome.CREATED

    def _settle(self, entry: Entry, found: Row | None, source_key: str | None) -> Outcome:
        """Create the order of one row, or bring the one found up to date."""
        if found is None:
            self._create(entry, source_key)
            return Outcome.CREATED
        before = found["amount_minor"]
        lines = self._orders.lines_of(found["id"])
        fresh = self._order_values(entry, entry.amount)
        if not self._amount_is_orders and _is_one_of(lines, entry):
            del fresh["amount_minor"]
        changed = self._book.run.change("sales_order", found, entry.customer_id, fresh)
        if len(lines) == 1:
            line = self._line_values(entry, entry.amount)
            if entry.product is None and lines[0]["product_id"] is not None:
                # The row knows the order only, not what its line came to.
                line["amount_minor"] = None
            changed |= self._book.run.change("order_line", lines[0], entry.customer_id, line)
        changed |= self._money.write(found, entry.row.values, before=before)
        return self._outcome(found, changed=changed)

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
            try:
                _refuse_stranger(entry, first.customer_id, first.ordered_on, first.row.number)
            except RowRejected as why:
                self.tally.reject(entry.row, why)
                continue
            if entry.content in seen:
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
        values = first.row.values
        amounts = line_amounts(entries, whole=self._amount_is_orders)
        whole = first.amount if amounts is None else None
        fresh = self._order_values(first, whole)
        fresh.pop("cost_minor")
        told = [one.line_amount for one in entries] if amounts is None else amounts
        wanted = [self._line_values(one, at) for one, at in zip(entries, told, strict=True)]
        costs = [line["cost_minor"] for line in wanted if line["cost_minor"] is not None]
        if found is None:
            order = self._orders.add(
                first.customer_id,
                {
                    "order_no": first.order_no,
                    **fresh,
                    "amount_minor": whole if amounts is None else sum(amounts),
                    "cost_minor": sum(costs) if costs else None,
                },
            )
            for line in wanted:
                self._orders.add_line(order, line)
            self._money.write(order, values, fresh=True)
            return [Outcome.CREATED] * len(entries)
        changed = merge_lines(self._book, self._orders, found, wanted)
        if amounts is not None:
            lines = self._orders.lines_of(found["id"])
            fresh["amount_minor"] = sum(line["amount_minor"] or 0 for line in lines)
        before = found["amount_minor"]
        order_changed = self._book.run.change("sales_order", found, first.customer_id, fresh)
        order_changed |= self._money.write(found, values, before=before)
        changed[0] |= order_changed
        return [self._outcome(found, changed=one) for one in changed]

    def _outcome(self, order: Row, *, changed: bool) -> Outcome:
        if changed:
            return Outcome.UPDATED
        self._money.note_unchanged(order)
        return Outcome.UNCHANGED

    def _order_values(self, entry: Entry, amount: int | None) -> Row:
        currency, status = entry.value("currency"), entry.value("status")
        fresh: Row = {
            "ordered_on": entry.ordered_on,
            "amount_minor": amount,
            "cost_minor": entry.value("cost"),
            "currency": currency_code(currency) if currency else None,
        }
        if status:
            fresh["status"] = status
        return fresh

    def _line_values(self, entry: Entry, amount: int | None) -> Row:
        quantity = entry.value("quantity")
        return {
            "product_id": self._products.need(entry.product) if entry.product else None,
            "quantity": None if quantity is None else decimal_text(quantity),
            "price_minor": entry.value("price"),
            "cost_minor": entry.value("cost"),
            "amount_minor": amount,
        }


def _refuse_stranger(entry: Entry, customer_id: str, ordered_on: str, first: int) -> None:
    """Refuse a row whose number an earlier row gave to another customer or day."""
    code = None
    if entry.customer_id != customer_id:
        code = "row.number_other_customer"
    elif entry.ordered_on != ordered_on:
        code = "row.number_other_day"
    if code is not None:
        params: dict[str, Any] = {"first": first, "row": entry.row.number}
        raise RowRejected("order_no", entry.order_no, code, **params)


def _is_one_of(lines: Sequence[Row], entry: Entry) -> bool:
    """Whether a row alone repeats one of several lines that are told apart by their amounts."""
    return len(lines) > 1 and any(
        line["product_id"] is None and line["amount_minor"] == entry.amount for line in lines
    )
