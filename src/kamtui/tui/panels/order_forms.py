"""The forms of an order and of one of its lines: every field, saved as one undo step."""

from collections.abc import Callable
from datetime import date

from kamtui.domain.dates import TypedDate
from kamtui.domain.enums import VOID_ORDERS, InvoicedState, OrderStatus
from kamtui.domain.money import currency_of
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.orders import LineValues, OrderValues
from kamtui.i18n import _, pgettext
from kamtui.present.fields import field_label
from kamtui.services import orders
from kamtui.tui.panels.dates import day_text, echo_parts, read_happened
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.form import show_form
from kamtui.tui.panels.money_fields import (
    amount_echo,
    amount_text,
    date_echo,
    day_or_error,
    day_or_none,
    minor_or_none,
    read_due_after,
    read_minor,
)
from kamtui.tui.panels.money_items import EditLine, EditOrder
from kamtui.tui.panels.value_form import ValueForm, capital, choice_field
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["LineForm", "OrderForm", "open_line", "open_order"]


async def open_order(screen: KamScreen, item: object = None) -> None:
    """Open the form of an order."""
    if not isinstance(item, EditOrder):
        return
    order, desk = item.order, screen.desk
    values, currency = await screen.operations.fetch(
        lambda: (orders.values(desk, order_id=order.id), orders.book_currency(desk))
    )
    await show_form(screen, OrderForm(screen, item, values, currency))


async def open_line(screen: KamScreen, item: object = None) -> None:
    """Open the form of a line, or of a new one."""
    if not isinstance(item, EditLine):
        return
    values = LineValues(None, None, None, None)
    if item.line is not None:
        line_id, desk = item.line.id, screen.desk
        values = await screen.operations.fetch(lambda: orders.line_values(desk, line_id=line_id))
    await show_form(screen, LineForm(screen, item, values))


class OrderForm(ValueForm[OrderValues]):
    """Every field of an order; those of its line and receivable where it has one of each."""

    def __init__(
        self, screen_: KamScreen, item: EditOrder, values: OrderValues, currency: str
    ) -> None:
        """Start with what stands in the book, whose own currency is given."""
        super().__init__(screen_, values, title=_("Order"), subject=values.order_no or "")
        self._order, self._currency = item.order, currency
        day = day_text(values.ordered_on, self.today)
        due = day_text(values.due_on, self.today) if values.due_on else ""
        amount, price = amount_text(values.amount_minor), amount_text(values.price_minor)
        cost = amount_text(values.cost_minor)
        named = {name: capital(field_label(name)) for name in _LABELLED}
        self.start(
            [
                Field("order_no", named["order_no"], values.order_no or "", row=0),
                Field(
                    "ordered_on", pgettext("field", "Date"), day, row=1,
                    echo=date_echo(day, self._happened, self.today),
                ),
                Field("amount_minor", named["amount_minor"], amount, row=2,
                      echo=amount_echo(amount)),
                Field("product", named["product"], values.product or "", row=3),
                Field("quantity", named["quantity"], values.quantity or "", row=4),
                Field("price_minor", named["price_minor"], price, row=5, echo=amount_echo(price)),
                Field("due_on", named["due_on"], due, row=6, hint="30d  12-15",
                      echo=self._due_echo(due)),
                choice_field("status", values.status, OrderStatus, row=7,
                             hint=_("Space chooses")),
                Field("currency", named["currency"], values.currency or "", row=8, well=False,
                      hint=currency),
                Field("cost_minor", named["cost_minor"], cost, row=8, well=False),
                choice_field("invoiced_state", values.invoiced_state, InvoicedState, row=8,
                             well=False),
            ]
        )  # fmt: skip

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "order"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._order.id

    def _happened(self, text: str) -> TypedDate:
        return read_happened(text, self.today)

    def _ordered_on(self) -> date:
        """Return the day of the order as it stands in the form."""
        if not self.changed("ordered_on"):
            return self.base.ordered_on
        return self._happened(self.typed("ordered_on")).on or self.base.ordered_on

    def _due(self, text: str) -> TypedDate:
        return read_due_after(text, self._ordered_on(), self.today)

    def _due_echo(self, prefilled: str) -> Callable[[str], tuple[Part, ...]]:
        def echo(text: str) -> tuple[Part, ...]:
            if text == prefilled or not text.strip():
                return ()
            return echo_parts(self._due(text), self.today)

        return echo

    def wanted(self) -> OrderValues:
        """Return what the form says; raises `KamError` for a field that cannot be read."""
        base = self.base
        status = self.choice("status", base.status, OrderStatus)
        return OrderValues(
            order_no=self.read("order_no", base.order_no, _text),
            ordered_on=self.read(
                "ordered_on", base.ordered_on, lambda text: day_or_error(text, self._happened)
            ),
            amount_minor=self.read("amount_minor", base.amount_minor, read_minor),
            cost_minor=self.read("cost_minor", base.cost_minor, minor_or_none),
            currency=self._wanted_currency(),
            status=status or base.status,
            invoiced_state=self.choice("invoiced_state", base.invoiced_state, InvoicedState),
            product=self.read("product", base.product, _text),
            quantity=self.read("quantity", base.quantity, _text),
            price_minor=self.read("price_minor", base.price_minor, minor_or_none),
            due_on=self.read("due_on", base.due_on, lambda text: day_or_none(text, self._due)),
        )

    def _wanted_currency(self) -> str | None:
        """Return the currency typed, else the one the amount is written with."""
        base = self.base.currency
        if self.changed("currency"):
            return _text(self.typed("currency").upper())
        written = currency_of(self.typed("amount_minor")) if self.changed("amount_minor") else None
        if written is None or written == (base or self._currency):
            return base
        return written

    async def save(self) -> None:
        """Write what was changed."""
        base, wanted = self.base, self.wanted()
        desk, order_id = self.desk, self._order.id
        changes = await self.owner.operations.perform(
            lambda: orders.change(desk, order_id=order_id, wanted=wanted, base=base)
        )
        self.close()
        if changes.group_id:
            self.tell(_("Changed:"), changes, *self._besides(wanted, changes))
        else:
            self.owner.say(_("Nothing was changed"))

    def _besides(self, wanted: OrderValues, changes: ChangeSet) -> tuple[Part, ...]:
        """Return what changed, or did not, besides what was typed."""
        parts: list[Part] = []
        if "receivable" in changes.kinds and wanted.due_on == self.base.due_on:
            parts.append(("  " + _("its receivable too"), "text", False))
        if (
            wanted.status in VOID_ORDERS
            and wanted.status != self.base.status
            and self._order.owed_minor
        ):
            parts.append(("  " + _("its receivable is owed no more"), "text", False))
        return tuple(parts)


class LineForm(ValueForm[LineValues]):
    """Product, quantity, price and amount of a line."""

    def __init__(self, screen_: KamScreen, item: EditLine, values: LineValues) -> None:
        """Start with what stands in the book, or empty."""
        title = _("Order line") if item.line is not None else _("New order line")
        super().__init__(
            screen_, values, title=title, subject=item.order.order_no or "",
            fresh=item.line is None,
        )  # fmt: skip
        self._item = item
        price, amount = amount_text(values.price_minor), amount_text(values.amount_minor)
        named = {name: capital(field_label(name)) for name in _LABELLED}
        self.start(
            [
                Field("product", named["product"], values.product or "", row=0),
                Field("quantity", named["quantity"], values.quantity or "", row=1),
                Field("price_minor", named["price_minor"], price, row=2, echo=amount_echo(price)),
                Field("amount_minor", named["amount_minor"], amount, row=3,
                      hint=_("price times quantity"), echo=amount_echo(amount)),
            ]
        )  # fmt: skip

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "line"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._item.line.id if self._item.line else self._item.order.id

    def wanted(self) -> LineValues:
        """Return what the form says; raises `KamError` for a field that cannot be read."""
        base = self.base
        return LineValues(
            product=self.read("product", base.product, _text),
            quantity=self.read("quantity", base.quantity, _text),
            price_minor=self.read("price_minor", base.price_minor, minor_or_none),
            amount_minor=self.read("amount_minor", base.amount_minor, minor_or_none),
        )

    async def save(self) -> None:
        """Write what was changed, or the new line."""
        base, wanted, desk, item = self.base, self.wanted(), self.desk, self._item
        line = item.line

        def write() -> ChangeSet:
            if line is None:
                return orders.add_line(desk, order_id=item.order.id, values=wanted)
            return orders.change_line(desk, line_id=line.id, wanted=wanted, base=base)

        await self.written(write, _("Added:") if line is None else _("Changed:"))


_LABELLED = (
    "order_no", "amount_minor", "product", "quantity", "price_minor", "due_on", "currency",
    "cost_minor",
)  # fmt: skip


def _text(text: str) -> str | None:
    return text or None
