"""Orders and money of a customer: seen, booked and corrected where they stand."""

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, ClassVar

from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.orders import (
    CustomerOrders,
    OrderDetail,
    OrderLineView,
    OrderView,
    PaymentView,
    ReceivableView,
)
from kamtui.i18n import N_, _, ngettext, pgettext
from kamtui.present.columns import fit
from kamtui.present.dates import weekday_date
from kamtui.present.money import full_amount
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import Command
from kamtui.tui.panels.dates import told_day
from kamtui.tui.panels.money_items import (
    EditLine,
    EditOrder,
    EditPayment,
    EditReceivable,
    Received,
)
from kamtui.tui.screens.customer.order_rows import Entry, OrderRows
from kamtui.tui.screens.customer.order_sums import SumRow, sum_rows
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.drawn_rows import DrawnRows, blank_row, empty_rows, words_row
from kamtui.tui.widgets.line_list import RowSource, RowState
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part

if TYPE_CHECKING:
    from kamtui.services.desk import Desk

__all__ = ["OrdersTab"]

#: Orders read first; the rest follows when the cursor comes near the end.
FIRST_PAGE = 300
_MONEY = ("customer.done", "customer.snooze", "customer.date")
_MEMORY = "copied order"


class OrdersTab(CustomerTab):
    """Sums, what is owed, then the orders, the newest first; Enter shows one whole."""

    NAME: ClassVar[str] = "orders"
    LABEL: ClassVar[str] = N_("Orders")
    READS: ClassVar[bool] = True

    #: How many orders are read.
    limit = FIRST_PAGE
    #: Ids of orders and receivables shown with what is beneath them.
    whole: frozenset[str] = frozenset()
    _shown: OrderRows | None = None

    # -- values ----------------------------------------------------------------------------------

    def read(self, desk: "Desk") -> CustomerOrders:
        """Return the window and what is shown whole; runs in the reading thread."""
        from kamtui.services import order_list

        return order_list.read(
            desk, customer_id=self.screen.customer_id, limit=self.limit, whole=self.whole
        )

    def forget(self) -> None:
        """Begin anew with another customer."""
        super().forget()
        self.limit, self.whole, self._shown = FIRST_PAGE, frozenset(), None

    @property
    def found(self) -> CustomerOrders | None:
        """What was read of this customer."""
        value = self.value
        mine = isinstance(value, CustomerOrders) and value.customer_id == self.screen.customer_id
        return value if mine else None

    def count(self, facts: Facts) -> int | None:
        """How many orders count."""
        return facts.brief.money.orders

    def rows(self, facts: Facts) -> RowSource:
        """Return sums, open money and orders."""
        found = self.found
        width = self.screen.line_list.size.width or self.screen.app.size.width
        if found is None:
            return _waiting(facts, width)
        if not (found.orders or found.receivables or found.loose):
            self._shown = None
            words = pgettext("hint", "adds the first one: 11-20 42万 FT-200 x3 due 30d")
            return empty_rows(_("No orders yet"), ((self.screen.letter("customer.add"), words),))
        self._shown = OrderRows(found, facts, width=width, whole=self.whole)
        return self._shown

    def moved(self, facts: Facts) -> None:
        """Read more where the cursor comes near the end of what is read."""
        found = self.found
        if found is None or len(found.orders) >= found.total or self.limit > len(found.orders):
            return
        if self.screen.line_list.ordinal > self.screen.line_list.selectable - 20:
            self.limit = min(self.limit * 4, found.total)
            self.screen.reload()

    @property
    def entry(self) -> Entry | None:
        """The record under the cursor with the order it stands beneath."""
        return self._shown.entry(self.key) if self._shown is not None else None

    @property
    def receivable(self) -> ReceivableView | None:
        """The receivable under the cursor."""
        entry = self.entry
        record = entry.record if entry is not None else None
        return record if isinstance(record, ReceivableView) else None

    # -- keys ------------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Say what hidden amounts, paid money and rows without a record have nothing for."""
        owed, entry = self.receivable, self.entry
        masked = self.screen.kam.masked
        if one.id in _MONEY and owed is not None:
            if owed.settled_on is not None:
                return _("This is paid; Enter shows its payments")
            if masked and one.id == "customer.done":
                return self.screen.amounts_hidden()
            return None
        if one.id == "customer.edit" and entry is not None and masked:
            return self.screen.amounts_hidden()
        if one.id == "list.delete":
            return None if entry is not None else _("This cannot be deleted here")
        return super().why_not(one)

    @property
    def done_asks(self) -> bool:
        """Whether the row is money, which asks how much came in."""
        return self.receivable is not None

    async def open(self) -> None:
        """Show what is beneath the row, or fold it again."""
        entry = self.entry
        record = entry.record if entry is not None else None
        if not isinstance(record, (OrderView, ReceivableView)) or (entry and entry.order):
            await super().open()
            return
        if isinstance(record, ReceivableView) and not record.paid_minor:
            self.screen.say(_("Nothing came in for this yet"))
            return
        self.whole = self.whole ^ {record.id}
        if record.id in self.whole:
            self.screen.reload()
        else:
            self.screen.show()

    async def done(self) -> bool:
        """Book what came in for the receivable under the cursor."""
        owed = self.receivable
        if owed is None:
            return False
        await self.screen.kam.open_panel("received", self.screen, Received(owed))
        return True

    async def snooze(self) -> bool:
        """Note the day payment was promised for."""
        owed = self.receivable
        if owed is None:
            return False
        from kamtui.services import receivables

        to, desk = await self.screen.kam.open_panel("snooze", self.screen, owed), self.screen.desk
        if isinstance(to, date):
            day = _day(to)
            changes = await self.screen.operations.perform(
                lambda: receivables.promise(desk, receivable_id=owed.id, on=day)
            )
            self._tell(_("Promised:"), self._words(owed), changes, to=day)
        return True

    async def another_date(self) -> bool:
        """Give the receivable under the cursor another due day."""
        owed = self.receivable
        if owed is None:
            return False
        from kamtui.services import receivables

        to, desk = await self.screen.kam.open_panel("date", self.screen, None), self.screen.desk
        if isinstance(to, date):
            day = _day(to)
            base = await self.screen.operations.fetch(
                lambda: receivables.values(desk, receivable_id=owed.id)
            )
            # What stood on the screen is what was looked at: another window's day is refused.
            base = replace(base, due_on=owed.due_on)
            changes = await self.screen.operations.perform(
                lambda: receivables.change(
                    desk, receivable_id=owed.id, wanted=replace(base, due_on=day), base=base
                )
            )
            self._tell(_("Due:"), self._words(owed), changes, to=day)
        return True

    async def edit(self) -> None:
        """Open the form of the row; the customer's where there is none."""
        entry, panel = self.entry, self.screen.kam.open_panel
        if entry is None:
            await super().edit()
            return
        record, order = entry.record, entry.order
        if isinstance(record, OrderView):
            await panel("order", self.screen, EditOrder(record))
        elif isinstance(record, OrderLineView):
            if order is not None:
                await panel("order_line", self.screen, EditLine(order, record))
        elif isinstance(record, ReceivableView):
            await panel("receivable", self.screen, EditReceivable(record, order))
        else:
            choices = await self._bookable(record.order_id)
            await panel("payment", self.screen, EditPayment(record, order, choices))

    async def add(self) -> None:
        """Add an order; inside one that is shown whole, ask what."""
        entry, screen = self.entry, self.screen
        order = None
        if entry is not None:
            order = entry.order
            if isinstance(entry.record, OrderView) and entry.record.id in self.whole:
                order = entry.record
        what: str | None = "order"
        if order is not None:
            options = (
                Option("1", _("an order"), "order"),
                Option("2", _("a line"), "line"),
                Option("3", _("a receivable"), "receivable"),
                Option("4", _("a payment"), "payment"),
            )
            what = await screen.ask(ChoicePrompt(_("Add"), options))
        if what == "order":
            await screen.kam.open_panel("add_order", screen, screen.customer_id)
        elif what is not None and order is not None:
            await self._add_beneath(what, order)

    async def _add_beneath(self, what: str, order: OrderView) -> None:
        screen, panel = self.screen, self.screen.kam.open_panel
        if what == "line":
            await panel("order_line", screen, EditLine(order))
        elif screen.kam.masked:
            screen.say(screen.amounts_hidden())
        elif what == "receivable":
            detail = await self._detail(order.id)
            await panel("receivable", screen, EditReceivable(None, order, detail))
        else:
            choices = await self._bookable(order.id)
            await panel("payment", screen, EditPayment(None, order, choices))

    async def _detail(self, record_id: str) -> OrderDetail:
        from kamtui.services import order_list

        desk, customer_id = self.screen.desk, self.screen.customer_id
        found = await self.screen.operations.fetch(
            lambda: order_list.read(desk, customer_id=customer_id, limit=0, whole=(record_id,))
        )
        return found.details.get(record_id, OrderDetail())

    async def _bookable(self, order_id: str | None) -> tuple[ReceivableView, ...]:
        """Return what a payment can be booked on: the order's receivables, else the open ones."""
        if order_id is not None:
            return (await self._detail(order_id)).receivables
        return self.found.receivables if self.found is not None else ()

    async def delete(self) -> None:
        """Ask and delete the row with what is beneath it; the question says what else goes."""
        entry = self.entry
        if entry is None:
            return
        record = entry.record
        words = self._words(record)
        if isinstance(record, OrderView):
            payments = len((await self._detail(record.id)).payments)
            if payments:
                words = ngettext(
                    "{what} and its {count} payment", "{what} and its {count} payments", payments
                ).format(what=words, count=payments)
            await self.screen.delete_record("sales_order", record.id, words)
        elif isinstance(record, ReceivableView):
            if record.paid_minor:
                words = _("{what}, not the money that came in").format(what=words)
            await self.screen.delete_record("receivable", record.id, words)
        elif isinstance(record, PaymentView):
            await self.screen.delete_record("payment", record.id, words)
        else:
            await self.screen.delete_record("order_line", record.id, words)

    async def copy(self) -> None:
        """Copy the order's number; pressed again, the amount."""
        entry = self.entry
        if entry is None:
            await super().copy()
            return
        record = entry.record
        number = record.order_no if isinstance(record, (OrderView, ReceivableView)) else None
        minor = record.left_minor if isinstance(record, ReceivableView) else record.amount_minor
        memory, screen = self.screen.kam.memory, self.screen
        again = memory.pop(_MEMORY, None) == record.id
        if number and not again:
            memory[_MEMORY] = record.id
            text = shown = safe_text(number)
            hint: tuple[Part, ...] = (
                ("   6", "accent", False),
                (" " + _("the amount"), "muted", False),
            )
        elif minor is not None:
            text, hint = full_amount(minor).replace(",", ""), ()
            shown = "***" if screen.kam.masked else full_amount(minor)
        else:
            screen.say(_("There is nothing to copy here"))
            return
        screen.app.copy_to_clipboard(text)
        screen.say(((_("Copied:") + " ", "muted", False), (shown, "text", False), *hint))

    def _tell(self, verb: str, words: str, changes: ChangeSet, *, to: date) -> None:
        """Say what was written and how to take it back, and let every screen know."""
        screen = self.screen
        day = told_day(to, screen.book.today())
        screen.say(screen.told(verb, words, screen.arrow(), *day))
        screen.kam.broadcast(changes)

    def _cut(self, text: str, cells: int) -> str:
        """Return a name short enough for a question."""
        return fit(safe_text(text), cells, ellipsis=self.screen.brush.ellipsis).rstrip()

    def _words(self, record: object) -> str:
        """Return what a message or a question calls a record."""
        if isinstance(record, OrderView):
            name = record.order_no or weekday_date(record.ordered_on)
            return _("order {order}").format(order=self._cut(name, 24))
        if isinstance(record, OrderLineView):
            return self._cut(record.product or _("this line"), 30)
        if not isinstance(record, (ReceivableView, PaymentView)):
            return ""
        minor = (
            record.left_minor if isinstance(record, ReceivableView) and not record.settled_on
            else record.amount_minor
        )  # fmt: skip
        amount = "***" if self.screen.kam.masked else full_amount(minor)
        if isinstance(record, PaymentView):
            return _("payment of {amount}").format(amount=amount)
        number = record.order_no or record.invoice_no
        words = _("receivable of {amount}").format(amount=amount)
        return f"{self._cut(number, 16)} {words}" if number else words


def _waiting(facts: Facts, width: int) -> DrawnRows:
    """Return what is known before the orders are read: the sums."""
    rows = DrawnRows()
    money = facts.brief.money
    if not money.orders and not money.outstanding_minor:
        rows.add(blank_row)
        rows.add(words_row(_("reading..."), x=3))
        return rows
    for one in sum_rows(facts, width=width):

        def draw(line: Line, state: RowState, brush: Brush, row: SumRow = one) -> None:
            row.draw(line, brush)

        rows.add(draw)
    rows.add(words_row(_("reading..."), x=3))
    return rows


def _day(to: date) -> date:
    """Return the day of a typed day and time."""
    return to.date() if isinstance(to, datetime) else to
