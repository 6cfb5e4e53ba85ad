"""Orders and their lines as the book holds them, found by number or by source."""

from collections.abc import Iterable

from kamtui.services.transfer.records import Row
from kamtui.services.transfer.result import RowRejected
from kamtui.services.transfer.run import Run


class OrderBook:
    """The orders this import met, those it made included."""

    def __init__(self, run: Run) -> None:
        """Know nothing yet."""
        self._run = run
        self._numbers: set[str] = set()
        self._customers: set[str] = set()
        self._by_no: dict[str, list[Row]] = {}
        self._by_source: dict[str, Row] = {}
        self._by_content: dict[tuple[object, ...], list[Row]] = {}
        self._given: set[str] = set()
        self._lines: dict[str, list[Row]] = {}

    def begin_file(self) -> None:
        """Let every order without a number be found again."""
        self._given.clear()

    def load_numbers(self, numbers: Iterable[str]) -> None:
        """Read the orders of these numbers, with their lines."""
        fresh = sorted(set(numbers) - self._numbers)
        self._numbers.update(fresh)
        found = self._run.select("sales_order", "t.order_no IN :ids", fresh)
        for row in found:
            self._by_no.setdefault(row["order_no"], []).append(row)
        self._load_lines(found)

    def load_unnumbered(self, customer_ids: Iterable[str]) -> None:
        """Read the orders without a number of these customers, with their lines."""
        fresh = sorted(set(customer_ids) - self._customers)
        self._customers.update(fresh)
        found = self._run.select(
            "sales_order", "t.order_no IS NULL AND t.customer_id IN :ids", fresh
        )
        for row in found:
            if row["source_key"] is not None:
                self._by_source.setdefault(row["source_key"], row)
            content = (row["customer_id"], row["ordered_on"], row["amount_minor"])
            self._by_content.setdefault(content, []).append(row)
        self._load_lines(found)

    def numbered(self, number: str) -> list[Row]:
        """Return the orders of a number; it should be one, but nothing forbids more."""
        return self._by_no.get(number, [])

    def sourced(self, source_key: str) -> Row | None:
        """Return the order that was made of this row."""
        row = self._by_source.get(source_key)
        if row is not None:
            self._given.add(row["id"])
        return row

    def alike(self, customer_id: str, ordered_on: str, amount: int) -> Row | None:
        """Return an order without a number that says the same, each once a file.

        An order file with products makes orders that an export names without them.
        """
        for row in self._by_content.get((customer_id, ordered_on, amount), ()):
            if row["id"] not in self._given:
                self._given.add(row["id"])
                return row
        return None

    def lines_of(self, order_id: str) -> list[Row]:
        """Return the lines of an order."""
        return self._lines.setdefault(order_id, [])

    def add(self, customer_id: str, values: Row) -> Row:
        """Write a new order; ``values`` becomes part of it."""
        values["customer_id"] = customer_id
        row = self._run.add("sales_order", customer_id, values)
        if not self._run.keeps:
            return row
        if row["order_no"] is not None:
            self._by_no.setdefault(row["order_no"], []).append(row)
        else:
            self._by_source[row["source_key"]] = row
        return row

    def add_line(self, order: Row, values: Row) -> Row:
        """Write a new line of an order; ``values`` becomes part of it."""
        values["order_id"] = order["id"]
        row = self._run.add("order_line", order["customer_id"], values)
        if self._run.keeps:
            self._lines.setdefault(order["id"], []).append(row)
        elif order["id"] in self._lines:
            # An order that was on file before.
            self._lines[order["id"]].append(row)
        return row

    def drop_line(self, order: Row, line: Row) -> None:
        """Take a line away: the one that stood for an order before its lines were known."""
        self._lines[order["id"]].remove(line)
        self._run.put("order_line", line, order["customer_id"], {"deleted_at": self._run.stamp})

    def need(self, number: str, customer_id: str | None) -> Row:
        """Return the order a row of another kind is about.

        Raises:
            RowRejected: ``row.order_unknown``, ``row.order_ambiguous``, ``row.other_customer``.
        """
        self.load_numbers([number])
        found = self.numbered(number)
        if not found:
            raise RowRejected("order_no", number, "row.order_unknown")
        if customer_id is not None:
            found = [one for one in found if one["customer_id"] == customer_id]
            if not found:
                raise RowRejected("order_no", number, "row.other_customer")
        if len(found) > 1:
            raise RowRejected("order_no", number, "row.order_ambiguous")
        return found[0]

    def _load_lines(self, orders: list[Row]) -> None:
        ids = [one["id"] for one in orders]
        self._lines.update((one, []) for one in ids)
        for row in self._run.select("order_line", "t.order_id IN :ids", ids):
            self._lines[row["order_id"]].append(row)
