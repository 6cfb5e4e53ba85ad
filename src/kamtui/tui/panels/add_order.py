"""Adding an order by one line, understood while it is typed."""

from datetime import date

from rich.cells import cell_len

from kamtui.domain.errors import KamError
from kamtui.domain.money import to_minor
from kamtui.domain.order_line import OrderEntry, parse_order_line
from kamtui.i18n import _
from kamtui.present.dates import short_date, weekday_date
from kamtui.present.money import full_amount
from kamtui.present.order_words import credit_ended_words
from kamtui.present.safe_text import safe_text
from kamtui.services import orders
from kamtui.services.order_values import entry_values
from kamtui.tui.panels.dates import order
from kamtui.tui.panels.form import show_form
from kamtui.tui.panels.one_line import OneLine, Parsed
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["AddOrder", "entry_parts", "open_add_order"]

#: What is missing is said on Enter, not while it is still being typed.
_LATER = frozenset({"amount.missing"})


async def open_add_order(screen: KamScreen, item: object = None) -> None:
    """Open the line for a customer, by its id."""
    if isinstance(item, str):
        await show_form(screen, AddOrder(screen, item))


def entry_parts(entry: OrderEntry, today: date) -> Parsed:
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


class AddOrder(OneLine):
    """An order in one line."""

    def __init__(self, screen_: KamScreen, customer_id: str) -> None:
        """Start empty."""
        hint = _("11-20 42万 FT-200 x3 due 30d #number")
        super().__init__(screen_, _("New order"), hint, continued=True)
        self._customer_id, self._today = customer_id, screen_.book.today()

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "add_order"

    @property
    def draft_record(self) -> str:
        """Whose."""
        return self._customer_id

    def left_open(self) -> None:
        """Say that nothing was added, and that the line is kept."""
        if self.typed.strip():
            self.owner.say(_("Nothing was added; adding an order goes on with it"))

    @property
    def entry(self) -> OrderEntry:
        """What stands there now."""
        return parse_order_line(self.typed, today=self._today, order=order())

    def parsed_as(self) -> Parsed:
        """Return the order in words, in two rows where one is too short."""
        first, second = entry_parts(self.entry, self._today)
        return (first, second) if second else _in_two_rows(first, self.app.size.width - 10)

    async def save(self) -> None:
        """Add the order."""
        values, customer_id, desk = entry_values(self.entry), self._customer_id, self.owner.desk
        final = await self.owner.operations.fetch(
            lambda: orders.completed(desk, customer_id=customer_id, values=values)
        )
        ended = await self.owner.operations.fetch(
            lambda: orders.credit_ended(desk, customer_id=customer_id, values=final)
        )
        changes = await self.owner.operations.perform(
            lambda: orders.add(desk, customer_id=customer_id, values=final)
        )
        self.close()
        told: list[Part] = [(f"  {full_amount(values.amount_minor)}", "text", True)]
        if final.due_on is not None and values.due_on is None:
            day = short_date(final.due_on, self._today)
            told.append(("  " + _("due {day} by its credit").format(day=day), "muted", False))
        if ended is not None:
            told.append(("  " + credit_ended_words(ended), "muted", False))
        self.tell(_("Added:"), changes, *told)


def _in_two_rows(parts: tuple[Part, ...], width: int) -> Parsed:
    """Return parts as two rows where one is too short."""
    used = 0
    for place, part in enumerate(parts):
        used += cell_len(part[0])
        if used > width and place:
            return parts[:place], (("  ", "muted", False), *parts[place:])
    return parts, ()
