"""Orders as rows: open money first, then the orders under a rule for every year."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from kamtui.domain.views.orders import (
    CustomerOrders,
    OrderLineView,
    OrderView,
    PaymentView,
    ReceivableView,
)
from kamtui.i18n import _, ngettext
from kamtui.present.dates import short_date
from kamtui.present.money import short_amount
from kamtui.present.spoken import order_words, receivable_words
from kamtui.tui.screens.customer.order_drawing import (
    DETAIL,
    Columns,
    Pen,
    draw_due,
    draw_line,
    draw_order,
    draw_owed,
    draw_payment,
)
from kamtui.tui.screens.customer.order_sums import SumRow, sum_rows
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import head

__all__ = ["Entry", "OrderRows", "Record"]

Record = OrderView | ReceivableView | OrderLineView | PaymentView


class Entry(NamedTuple):
    """A row that stands for a record; ``order`` is the one it stands beneath."""

    record: Record
    order: OrderView | None = None


class _Head(NamedTuple):
    title: str
    items: int | None = None
    late: bool = False
    remark: str = ""


class _Words(NamedTuple):
    text: str


_Row = Entry | _Head | _Words | SumRow


class OrderRows:
    """A `RowSource` over a customer's orders and money."""

    def __init__(
        self, found: CustomerOrders, facts: Facts, *, width: int, whole: Collection[str]
    ) -> None:
        """Lay them out.

        Args:
            found: What was read.
            facts: The customer, its sums, today, and whether amounts are hidden.
            width: Cells of the list.
            whole: Ids of orders and receivables shown with what is beneath them.
        """
        self._found, self._today, self._masked = found, facts.today, facts.masked
        self._rows: list[_Row] = []
        self._keys: list[str | None] = []
        self._entries: dict[str, Entry] = {}
        self._years = {one.year: one for one in found.years}
        self._products = {one.id: one.products for one in found.orders}
        heads: list[int] = []
        self.heads: Sequence[int] = heads
        for row in sum_rows(facts, found.others, width=width):
            self._put(row)
        self._put_receivables(whole)
        self._put_orders(whole)
        self._put_loose(whole)
        heads.extend(index for index, key in enumerate(self._keys) if key is None)

    def __len__(self) -> int:
        """Rows, heads too."""
        return len(self._rows)

    def key(self, index: int) -> str | None:
        """Return a row's key: where it stands and the id of its record."""
        return self._keys[index]

    def entry(self, key: str | None) -> Entry | None:
        """Return the record of a row."""
        return self._entries.get(key) if key is not None else None

    # -- laying out ------------------------------------------------------------------------------

    def _put(self, row: _Row, key: str | None = None) -> None:
        self._rows.append(row)
        self._keys.append(key)
        if key is not None and isinstance(row, Entry):
            self._entries[key] = row

    def _put_receivables(self, whole: Collection[str]) -> None:
        owed = self._found.receivables
        if not owed:
            return
        late = any(one.due_on < self._today for one in owed)
        remark = _("1 received  2 promised  3 due day")
        self._put(_Head(_("Receivables"), len(owed), late, remark))
        for one in owed:
            self._put(Entry(one), f"owed:{one.id}")
            self._put_payments(one, whole)

    def _put_payments(self, one: ReceivableView, whole: Collection[str]) -> None:
        if one.id in whole and one.id in self._found.details:
            for payment in self._found.details[one.id].payments:
                self._put(Entry(payment), f"owed:{one.id}:{payment.id}")

    def _put_orders(self, whole: Collection[str]) -> None:
        year: int | None = None
        for order in self._found.orders:
            if order.ordered_on.year != year:
                year = order.ordered_on.year
                self._put(_Head(str(year), remark=self._year_words(year)))
            self._put(Entry(order), order.id)
            if order.id in whole and order.id in self._found.details:
                self._put_detail(order)

    def _put_detail(self, order: OrderView) -> None:
        detail = self._found.details[order.id]
        beneath: list[Record] = [*detail.lines, *detail.receivables, *detail.payments]
        for one in beneath:
            self._put(Entry(one, order), f"{order.id}:{one.id}")
        if detail.credit_ended is not None:
            day = short_date(detail.credit_ended, self._today)
            self._put(_Words(_("its credit ended {day}; paid or not is not known").format(day=day)))
            self._put(_Words(_("not owed so far: add a payment or a receivable")))
        elif not beneath:
            self._put(_Words(_("no lines, no due day")))

    def _put_loose(self, whole: Collection[str]) -> None:
        if not self._found.loose or len(self._found.orders) < self._found.total:
            return
        self._put(_Head(_("Without an order"), len(self._found.loose)))
        for one in self._found.loose:
            self._put(Entry(one), f"loose:{one.id}")
            if isinstance(one, ReceivableView):
                self._put_payments(one, whole)

    def _year_words(self, year: int) -> str:
        one = self._years.get(year)
        if one is None:
            return ""
        count = ngettext("{count} order", "{count} orders", one.orders).format(count=one.orders)
        return f"{count}  {'***' if self._masked else short_amount(one.amount_minor)}"

    # -- drawing ---------------------------------------------------------------------------------

    def spoken(self, index: int) -> str:
        """Return an order or money owed in words; what stands beneath them as it is drawn."""
        row = self._rows[index]
        record = row.record if isinstance(row, Entry) else None
        today, currency, masked = self._today, self._found.currency, self._masked
        if isinstance(record, OrderView):
            return order_words(record, today=today, currency=currency, masked=masked)
        if isinstance(record, ReceivableView):
            return receivable_words(record, today=today, currency=currency, masked=masked)
        return ""

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        row = self._rows[index]
        line = Line(width, state.plane)
        if isinstance(row, _Head):
            return head(line, row.title, brush, end=width - 1, count=row.items, late=row.late,
                        remark=row.remark)  # fmt: skip
        if isinstance(row, SumRow):
            return row.draw(line, brush)
        pen = Pen(line, Columns.of(width), brush, self._today, self._found.currency, self._masked,
                  state.cursor)  # fmt: skip
        if isinstance(row, _Words):
            pen.put(DETAIL, row.text, "muted", end=width - 1)
            return line
        put_cursor(line, state, brush)
        record, order = row
        if isinstance(record, OrderView):
            draw_order(pen, record)
        elif isinstance(record, OrderLineView):
            draw_line(pen, record, order)
        elif isinstance(record, PaymentView):
            draw_payment(pen, record, order)
        elif order is None:
            draw_owed(pen, record, self._products.get(record.order_id or "", ()))
        else:
            draw_due(pen, record)
        return line
