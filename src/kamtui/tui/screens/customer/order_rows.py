"""Orders as rows: open money first, then the orders under a rule for every year."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from kamtui.domain.enums import OrderStatus
from kamtui.domain.views.orders import (
    CustomerOrders,
    OrderLineView,
    OrderView,
    PaymentView,
    ReceivableView,
)
from kamtui.i18n import _, ngettext, pgettext
from kamtui.present.dates import due_text, month_day, short_date
from kamtui.present.labels import label
from kamtui.present.money import full_amount, short_amount
from kamtui.present.safe_text import safe_text
from kamtui.tui.screens.customer.order_sums import SumRow, sum_rows
from kamtui.tui.widgets.agenda_rows import put_cursor
from kamtui.tui.widgets.line_list import RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import chip, head

__all__ = ["Entry", "OrderRows", "Record"]

Record = OrderView | ReceivableView | OrderLineView | PaymentView

_DATE, _NUMBER, _DETAIL = 3, 11, 11
#: An order of these states is drawn muted, with its word.
_MUTED = frozenset({OrderStatus.CANCELLED.value, OrderStatus.RETURNED.value})


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


_Row = Entry | _Head | _Words | SumRow | None


class _Columns(NamedTuple):
    """Where things stand; a column of no cells is left out."""

    number: int
    text: int
    status: int
    amount: int
    amount_end: int
    end: int

    @classmethod
    def of(cls, width: int) -> "_Columns":
        """Return the columns for a width; the amounts of all rows end in one column."""
        end = width - 1
        amount_end = end - 8 if width >= 44 else end
        amount = amount_end - (12 if width >= 56 else 9)
        status = amount - 11 if width >= 76 else amount
        number = 13 if width >= 76 else 9 if width >= 36 else 0
        return cls(number, _NUMBER + number + 1, status, amount, amount_end, end)


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
        if not beneath:
            self._put(_Words(_("no lines, no due day; e adds them")))

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

    def draw(self, index: int, width: int, state: RowState, brush: Brush) -> Line:
        """Return one row."""
        row = self._rows[index]
        line = Line(width, state.plane)
        if isinstance(row, _Head):
            return head(line, row.title, brush, end=width - 1, count=row.items, late=row.late,
                        remark=row.remark)  # fmt: skip
        if isinstance(row, SumRow):
            return row.draw(line, brush)
        if isinstance(row, _Words):
            line.put(_DETAIL, row.text, "muted", limit=max(0, width - 1 - _DETAIL),
                     ellipsis=brush.ellipsis)  # fmt: skip
            return line
        if row is None:
            return line
        put_cursor(line, state, brush)
        columns, record = _Columns.of(width), row.record
        if isinstance(record, OrderView):
            self._draw_order(line, record, columns, state, brush)
        elif isinstance(record, OrderLineView):
            self._draw_line(line, record, row.order, columns, brush)
        elif isinstance(record, PaymentView):
            self._draw_payment(line, record, columns, brush)
        elif row.order is None:
            self._draw_owed(line, record, columns, state, brush)
        else:
            self._draw_due(line, record, columns, brush)
        return line

    def _draw_order(
        self, line: Line, order: OrderView, at: _Columns, state: RowState, brush: Brush
    ) -> None:
        muted = order.status in _MUTED
        role = "muted" if muted else "text"
        line.put(_DATE, month_day(order.ordered_on), "muted", limit=max(0, at.amount - _DATE))
        line.put(_NUMBER, order.order_no or "-", role, bold=state.cursor and not muted,
                 limit=at.number, ellipsis=brush.ellipsis)  # fmt: skip
        words = _named(order.products)
        status = label(OrderStatus, order.status)
        if at.status == at.amount:
            words = f"{status}  {words}" if muted else words
        else:
            line.put(at.status, status, "muted", limit=10, ellipsis=brush.ellipsis)
        line.put(at.text, words, role, limit=max(0, at.status - 1 - at.text),
                 ellipsis=brush.ellipsis)  # fmt: skip
        self._put_amount(line, at, order.amount_minor, order.currency, role,
                         bold=state.cursor and not muted)  # fmt: skip
        text, state_role = order_state(order, self._today)
        self._put_state(line, at, text, state_role)

    def _draw_owed(
        self, line: Line, one: ReceivableView, at: _Columns, state: RowState, brush: Brush
    ) -> None:
        """Draw a receivable in a section of its own: how late, whose, promised, how much."""
        settled = one.settled_on is not None
        text, role = (month_day(one.settled_on), "muted") if one.settled_on else chip(
            one.due_on, self._today
        )  # fmt: skip
        line.put(_DATE, text, role, bold=role not in ("muted", "text"),
                 limit=max(0, at.amount - _DATE))  # fmt: skip
        number = one.order_no or one.invoice_no or "-"
        line.put(_NUMBER, number, "muted" if settled else "text", bold=state.cursor and not settled,
                 limit=at.number, ellipsis=brush.ellipsis)  # fmt: skip
        self._put_words(line, at, self._owed_words(one, number), brush)
        amount = one.amount_minor if settled else one.left_minor
        self._put_amount(line, at, amount, one.currency, "muted" if settled else "text",
                         bold=state.cursor and not settled)  # fmt: skip
        self._put_paid(line, at, one)

    def _draw_due(self, line: Line, one: ReceivableView, at: _Columns, brush: Brush) -> None:
        """Draw a receivable beneath its order."""
        x = line.put(_DETAIL, _("due"), "muted", limit=max(0, at.amount - _DETAIL))
        x = line.put(x + 1, short_date(one.due_on, self._today), "text",
                     limit=max(0, at.amount - x - 2))  # fmt: skip
        if one.settled_on is None and one.due_on < self._today:
            text, role = chip(one.due_on, self._today)
            if x + 1 + cell_len(text) < at.amount:
                x = line.put(x + 1, text, role, bold=True)
        line.put(x + 2, self._owed_words(one, None), "muted", limit=max(0, at.amount - 1 - x - 2),
                 ellipsis=brush.ellipsis)  # fmt: skip
        self._put_amount(line, at, one.amount_minor, one.currency, "muted")
        if one.settled_on is not None:
            self._put_state(line, at, pgettext("money", "paid"), "muted")
        elif one.paid_minor:
            left = "***" if self._masked else short_amount(one.left_minor)
            self._put_state(line, at, left, "text")
        else:
            self._put_state(line, at, pgettext("money", "open"), "text")

    def _owed_words(self, one: ReceivableView, number: str | None) -> str:
        words = []
        if one.promised_on is not None and one.settled_on is None:
            day = due_text(one.promised_on, self._today)
            words.append(_("promised {day}").format(day=day))
        if one.invoice_no and one.invoice_no != number:
            words.append(safe_text(one.invoice_no))
        if number is not None:
            words.append(_named(self._products.get(one.order_id or "", ())))
        return "  ".join(words)

    def _draw_line(
        self,
        line: Line,
        one: OrderLineView,
        order: OrderView | None,
        at: _Columns,
        brush: Brush,
    ) -> None:
        price = "" if one.price_minor is None else (
            "***" if self._masked else full_amount(one.price_minor)
        )  # fmt: skip
        count = safe_text(one.quantity or "")
        words = f"{count} x {price}" if count and price else f"x{count}" if count else price
        start = at.amount - 1
        if words and cell_len(words) + 4 < start - _DETAIL:
            start = line.put_right(start, words, "muted")
        line.put(_DETAIL, one.product or "-", "text", limit=max(0, start - 2 - _DETAIL),
                 ellipsis=brush.ellipsis)  # fmt: skip
        if one.amount_minor is not None:
            self._put_amount(line, at, one.amount_minor, order.currency if order else None, "muted")

    def _draw_payment(self, line: Line, one: PaymentView, at: _Columns, brush: Brush) -> None:
        word = _("received") if one.amount_minor >= 0 else _("paid back")
        x = line.put(_DETAIL, word, "muted", limit=max(0, at.amount - 1 - _DETAIL))
        x = line.put(x + 1, short_date(one.received_on, self._today), "text",
                     limit=max(0, at.amount - x - 2))  # fmt: skip
        words = [safe_text(one.method)] if one.method else []
        if one.receivable_id is None:
            words.append(pgettext("payment", "booked on nothing"))
        line.put(x + 2, "  ".join(words), "muted", limit=max(0, at.amount - 1 - x - 2),
                 ellipsis=brush.ellipsis)  # fmt: skip
        self._put_amount(line, at, one.amount_minor, one.currency, "text")

    def _put_words(self, line: Line, at: _Columns, words: str, brush: Brush) -> None:
        line.put(at.text, words, "muted", limit=max(0, at.amount - 1 - at.text),
                 ellipsis=brush.ellipsis)  # fmt: skip

    def _put_amount(
        self, line: Line, at: _Columns, minor: int, currency: str | None, role: str,
        *, bold: bool = False,
    ) -> None:  # fmt: skip
        """Put an amount whole, short where that does not fit, with its currency where another."""
        cells = at.amount_end - at.amount
        other = "" if currency in (None, self._found.currency) else f"{safe_text(currency)[:3]} "
        text = other + full_amount(minor)
        if cell_len(text) > cells:
            text = other + short_amount(minor)
        line.put_right(at.amount_end, "***" if self._masked else text, role, bold=bold, limit=cells)

    def _put_paid(self, line: Line, at: _Columns, one: ReceivableView) -> None:
        if one.settled_on is not None:
            self._put_state(line, at, pgettext("money", "paid"), "muted")
        elif one.paid_minor:
            whole = "***" if self._masked else short_amount(one.amount_minor)
            self._put_state(line, at, _("of {amount}").format(amount=whole), "muted")

    def _put_state(self, line: Line, at: _Columns, text: str, role: str) -> None:
        if at.end > at.amount_end:
            line.put_right(at.end, text, role, bold=role in ("late", "chip"), limit=7)


def _named(products: Sequence[str]) -> str:
    return ", ".join(safe_text(one) for one in products)


def order_state(order: OrderView, today: date) -> tuple[str, str]:
    """Return whether an order is paid, open or late, and the role to draw it in."""
    if order.status in _MUTED and order.owed_minor <= 0:
        return "", "muted"
    if order.owed_minor > 0 and order.due_on is not None:
        if order.due_on < today:
            return chip(order.due_on, today)
        return pgettext("money", "open"), "text"
    if order.receivables or order.paid_minor >= order.amount_minor > 0:
        return pgettext("money", "paid"), "muted"
    if order.paid_minor > 0:
        return pgettext("money", "partly"), "text"
    return "", "muted"
