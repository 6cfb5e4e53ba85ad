"""How orders, lines, receivables and payments are drawn: one row each, amounts in one column."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from kamtui.domain.enums import OrderStatus
from kamtui.domain.views.orders import OrderLineView, OrderView, PaymentView, ReceivableView
from kamtui.i18n import _, pgettext
from kamtui.present.dates import due_text, month_day, short_date
from kamtui.present.labels import label
from kamtui.present.money import full_amount, short_amount
from kamtui.present.safe_text import safe_text
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.words import chip

__all__ = [
    "DETAIL",
    "Columns",
    "Pen",
    "draw_due",
    "draw_line",
    "draw_order",
    "draw_owed",
    "draw_payment",
    "order_state",
]

_DATE, _NUMBER = 3, 11
#: Where rows beneath an order begin.
DETAIL = 11
#: An order of these states is drawn muted, with its word.
_MUTED = frozenset({OrderStatus.CANCELLED.value, OrderStatus.RETURNED.value})


class Columns(NamedTuple):
    """Where things stand; a column of no cells is left out."""

    number: int
    text: int
    status: int
    amount: int
    amount_end: int
    end: int

    @classmethod
    def of(cls, width: int) -> "Columns":
        """Return the columns for a width; the amounts of all rows end in one column."""
        end = width - 1
        amount_end = end - 8 if width >= 44 else end
        amount = amount_end - (12 if width >= 56 else 9)
        status = amount - 11 if width >= 76 else amount
        number = 13 if width >= 76 else 9 if width >= 36 else 0
        return cls(number, _NUMBER + number + 1, status, amount, amount_end, end)


class Pen(NamedTuple):
    """One row being drawn, and what every kind of row needs for it."""

    line: Line
    at: Columns
    brush: Brush
    today: date
    currency: str
    masked: bool
    cursor: bool

    def put(self, x: int, text: str, role: str, *, end: int, bold: bool = False) -> int:
        """Put a text that ends before a column; return the column after it."""
        return self.line.put(x, text, role, bold=bold, limit=max(0, end - x),
                             ellipsis=self.brush.ellipsis)  # fmt: skip

    def money(self, minor: int) -> str:
        """Return an amount in few cells, hidden while somebody is looking."""
        return "***" if self.masked else short_amount(minor)

    def amount(self, minor: int, currency: str | None, role: str, *, bold: bool = False) -> None:
        """Put an amount whole, short where that does not fit, with its currency where another."""
        cells = self.at.amount_end - self.at.amount
        other = "" if currency in (None, self.currency) else f"{safe_text(currency)[:3]} "
        text = other + full_amount(minor)
        if cell_len(text) > cells:
            text = other + short_amount(minor)
        self.line.put_right(self.at.amount_end, "***" if self.masked else text, role, bold=bold,
                            limit=cells, ellipsis=self.brush.ellipsis)  # fmt: skip

    def state(self, text: str, role: str) -> None:
        """Put how the money stands, behind the amounts."""
        if self.at.end > self.at.amount_end:
            self.line.put_right(self.at.end, text, role, bold=role in ("late", "chip"), limit=7,
                                ellipsis=self.brush.ellipsis)  # fmt: skip


def draw_order(pen: Pen, order: OrderView) -> None:
    """Draw an order: day, number, products, status, amount, how the money stands."""
    at = pen.at
    muted = order.status in _MUTED
    role, strong = "muted" if muted else "text", pen.cursor and not muted
    pen.put(_DATE, month_day(order.ordered_on), "muted", end=at.amount)
    pen.put(_NUMBER, order.order_no or "-", role, bold=strong, end=_NUMBER + at.number)
    words, status = named(order.products), label(OrderStatus, order.status)
    if at.status < at.amount:
        pen.put(at.status, status, "muted", end=at.status + 10)
    elif muted:
        words = f"{status}  {words}"
    pen.put(at.text, words, role, end=at.status - 1)
    pen.amount(order.amount_minor, order.currency, role, bold=strong)
    pen.state(*order_state(order, pen.today))


def draw_owed(pen: Pen, one: ReceivableView, products: Sequence[str]) -> None:
    """Draw a receivable in a section of its own: how late, whose, promised, how much is left."""
    at, settled = pen.at, one.settled_on is not None
    role, strong = "muted" if settled else "text", pen.cursor and not settled
    text, due_role = chip(one.due_on, pen.today)
    if one.settled_on is not None:
        text, due_role = month_day(one.settled_on), "muted"
    pen.put(_DATE, text, due_role, bold=due_role in ("late", "chip"), end=min(_NUMBER, at.amount))
    number = one.order_no or one.invoice_no or "-"
    pen.put(_NUMBER, number, role, bold=strong, end=_NUMBER + at.number)
    words = [*_owed_words(pen, one, number), named(products)]
    pen.put(at.text, "  ".join(word for word in words if word), "muted", end=at.amount - 1)
    minor = one.amount_minor if settled else one.left_minor
    pen.amount(minor, one.currency, role, bold=strong)
    if settled:
        pen.state(pgettext("money", "paid"), "muted")
    elif one.paid_minor:
        pen.state(_("of {amount}").format(amount=pen.money(one.amount_minor)), "muted")


def draw_due(pen: Pen, one: ReceivableView) -> None:
    """Draw a receivable beneath its order."""
    end = pen.at.amount - 1
    x = pen.put(DETAIL, _("due"), "muted", end=end)
    x = pen.put(x + 1, short_date(one.due_on, pen.today), "text", end=end)
    if one.settled_on is None and one.due_on < pen.today:
        text, role = chip(one.due_on, pen.today)
        if x + 1 + cell_len(text) < end:
            x = pen.put(x + 1, text, role, bold=True, end=end)
    pen.put(x + 2, "  ".join(_owed_words(pen, one, None)), "muted", end=end)
    pen.amount(one.amount_minor, one.currency, "muted")
    if one.settled_on is not None:
        pen.state(pgettext("money", "paid"), "muted")
    elif one.paid_minor:
        pen.state(pgettext("money", "partly"), "text")
    else:
        pen.state(pgettext("money", "open"), "text")


def draw_line(pen: Pen, one: OrderLineView, order: OrderView | None) -> None:
    """Draw a line of an order: product, how many at what price, amount."""
    price = ""
    if one.price_minor is not None:
        price = "***" if pen.masked else full_amount(one.price_minor)
    count = safe_text(one.quantity or "")
    words = f"{count} x {price}" if count and price else f"x{count}" if count else price
    start = pen.at.amount - 1
    if words and cell_len(words) + 4 < start - DETAIL:
        start = pen.line.put_right(start, words, "muted")
    pen.put(DETAIL, one.product or "-", "text", end=start - 2)
    if one.amount_minor is not None:
        pen.amount(one.amount_minor, order.currency if order else None, "muted")


def draw_payment(pen: Pen, one: PaymentView, order: OrderView | None) -> None:
    """Draw money that came in, or went back."""
    end = pen.at.amount - 1
    word = _("received") if one.amount_minor >= 0 else _("paid back")
    x = pen.put(DETAIL, word, "muted", end=end)
    x = pen.put(x + 1, short_date(one.received_on, pen.today), "text", end=end)
    words = [safe_text(one.method)] if one.method else []
    if one.receivable_id is None and (order is None or order.receivables):
        words.append(pgettext("payment", "booked on nothing"))
    pen.put(x + 2, "  ".join(words), "muted", end=end)
    pen.amount(one.amount_minor, one.currency, "text")


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


def named(products: Sequence[str]) -> str:
    """Return products as one text."""
    return ", ".join(safe_text(one) for one in products)


def _owed_words(pen: Pen, one: ReceivableView, number: str | None) -> list[str]:
    words = []
    if one.promised_on is not None and one.settled_on is None:
        words.append(_("promised {day}").format(day=due_text(one.promised_on, pen.today)))
    if one.invoice_no and one.invoice_no != number:
        words.append(safe_text(one.invoice_no))
    return words
