"""Adding an order by one line, understood while it is typed."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.widget import Widget

from kamtui.domain.errors import KamError
from kamtui.domain.money import to_minor
from kamtui.domain.order_line import OrderEntry, parse_order_line
from kamtui.i18n import _
from kamtui.present.dates import short_date, weekday_date
from kamtui.present.money import full_amount
from kamtui.present.safe_text import safe_text
from kamtui.services import orders
from kamtui.services.order_values import entry_values
from kamtui.tui.panels.add_customer import ParsedLine
from kamtui.tui.panels.dates import order
from kamtui.tui.panels.field import Field
from kamtui.tui.panels.fields import FieldLines, label_cells
from kamtui.tui.panels.form import Form, show_form
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["AddOrder", "entry_parts", "open_add_order"]

#: What is missing is said on Enter, not while it is still being typed.
_LATER = frozenset({"amount.missing"})


async def open_add_order(screen: KamScreen, item: object = None) -> None:
    """Open the line for a customer, by its id."""
    if isinstance(item, str):
        await show_form(screen, AddOrder(screen, item))


def entry_parts(entry: OrderEntry, today: date) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return what a line is understood as, and what of it is not understood."""
    parts: list[Part] = [("= ", "muted", False)]
    day = weekday_date(entry.on) if entry.on.year == today.year else short_date(entry.on, today)
    parts.append((day, "text", False))
    if entry.amount is not None:
        currency = f" {entry.currency}" if entry.currency else ""
        parts += [("   ", "muted", False), (_minor_text(entry) + currency, "text", True)]
    if entry.product:
        parts.append(("   " + safe_text(entry.product), "accent", False))
    if entry.quantity is not None:
        parts.append((f" x{entry.quantity:f}", "text", False))
    if entry.price is not None:
        price = f"{entry.price:f}" if entry.price % 1 else f"{entry.price:,.0f}"
        parts.append((f" @{price}", "muted", False))
    if entry.order_no:
        parts += [("   #", "muted", False), (safe_text(entry.order_no), "text", False)]
    if entry.due_on is not None:
        day = short_date(entry.due_on, today)
        parts += [("   " + _("due") + " ", "muted", False), (day, "text", False)]
    problems: list[Part] = []
    for problem in entry.problems:
        if problem.code not in _LATER:
            problems += [("? ", "late", True), (safe_text(problem.text) + "   ", "late", False)]
    return tuple(parts), tuple(problems)


def _minor_text(entry: OrderEntry) -> str:
    assert entry.amount is not None
    try:
        return full_amount(to_minor(entry.amount))
    except KamError:
        return f"{entry.amount:f}"


class AddOrder(Form):
    """One field, and below it what it means and what of it is not understood."""

    def __init__(self, screen_: KamScreen, customer_id: str) -> None:
        """Start empty."""
        super().__init__(screen_)
        self.title = _("New order")
        self._customer_id, self._today = customer_id, screen_.book.today()
        label = _("Line")
        start = label_cells((label,))
        field = Field("line", label, hint=_("11-20 42万 FT-200 x3 due 30d #number"), continued=True)
        self.lines = FieldLines(self.brush, [field], start=start)
        self.parsed = ParsedLine(self.brush, start)

    def compose(self) -> ComposeResult:
        """Lay out."""
        yield from super().compose()
        yield self.lines
        yield self.parsed

    def editors(self) -> Sequence[Widget]:
        """Return the line."""
        return (self.lines,)

    def hides(self, command_id: str) -> bool:
        """One field: there is nothing to step to."""
        return command_id in ("panel.next", "panel.previous") or super().hides(command_id)

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "add_order"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._customer_id

    def texts_changed(self) -> None:
        """Show what the line means."""
        super().texts_changed()
        self._show()

    def left_open(self) -> None:
        """Say that nothing was added, and that the line is kept."""
        if self.lines.current.typed.strip():
            self.owner.say(_("Nothing was added; adding an order goes on with it"))

    @property
    def entry(self) -> OrderEntry:
        """What stands there now."""
        return parse_order_line(self.lines.current.typed, today=self._today, order=order())

    @on(FieldLines.Edited)
    def _edited(self, event: FieldLines.Edited) -> None:
        event.stop()
        self._show()

    def _show(self) -> None:
        typed = bool(self.lines.current.typed.strip())
        first, second = entry_parts(self.entry, self._today) if typed else ((), ())
        if not second:
            first, second = _in_two_rows(first, self.app.size.width - 10)
        self.parsed.rows = (first, second)
        self.parsed.redraw()

    async def save(self) -> None:
        """Add the order."""
        values, customer_id, desk = entry_values(self.entry), self._customer_id, self.owner.desk
        changes = await self.owner.operations.perform(
            lambda: orders.add(desk, customer_id=customer_id, values=values)
        )
        self.close()
        self.tell(_("Added:"), changes, (f"  {full_amount(values.amount_minor)}", "text", True))


def _in_two_rows(parts: tuple[Part, ...], width: int) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return parts as two rows where one is too short."""
    used = 0
    for place, part in enumerate(parts):
        used += cell_len(part[0])
        if used > width and place:
            return parts[:place], (("  ", "muted", False), *parts[place:])
    return parts, ()
