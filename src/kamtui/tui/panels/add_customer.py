"""Adding a customer by one line, understood while it is typed."""

import asyncio
from datetime import date

from rich.cells import cell_len

from kamtui.domain.errors import KamError
from kamtui.domain.quick_add import QuickAdd, parse_quick_add
from kamtui.i18n import _
from kamtui.present.dates import echo, weekday_date
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text
from kamtui.services.communications import PlanDraft
from kamtui.services.records import CustomerDraft
from kamtui.tui.panels.dates import calendar, order
from kamtui.tui.panels.form import show_form
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.panels.log_values import FOLLOW_UP
from kamtui.tui.panels.one_line import OneLine, Parsed
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.prompt import Part

__all__ = ["AddCustomer", "open_add_customer", "parse_parts"]

#: Seconds without a key before customers of a similar name are looked for.
PAUSE = 0.15


#: A customer that may be the same one: id, number, name.
Similar = tuple[str, str, str]


async def open_add_customer(screen: KamScreen, item: object = None) -> None:
    """Open the line, filled with what a search found nobody for, else with the one left before."""
    await show_form(screen, AddCustomer(screen, item if isinstance(item, str) else ""))


def parse_parts(found: QuickAdd, today: date, *, short: bool = False) -> tuple[Part, ...]:
    """Return what a line is understood as; `short` leaves year and distance of the date out."""
    parts: list[Part] = [(safe_text(found.name) or "-", "text", True)]
    for phone in found.phones:
        parts.append(("   " + phone_text(phone), "text", False))
    for contact in found.contacts:
        parts += [("   @", "muted", False), (safe_text(contact), "text", False)]
    if found.grade:
        parts += [("   ", "muted", False), (f" {found.grade} ", f"badge:{found.grade}", True)]
    for tag in found.tags:
        parts += [("   #", "muted", False), (safe_text(tag), "text", False)]
    if found.next_on is not None:
        parts += [
            ("   = ", "muted", False),
            (weekday_date(found.next_on) if short else echo(found.next_on, today), "text", False),
            (f" {safe_text(found.next_what)}", "text", False),
        ]
    for problem in found.problems:
        if problem.code != "name.missing":
            parts += [("   ? ", "late", True), (safe_text(problem.text), "late", False)]
    return tuple(parts)


def in_two_rows(parts: tuple[Part, ...], width: int) -> Parsed:
    """Return parts as two rows where one is too short: the next step goes to the second."""
    at = next((place for place, part in enumerate(parts) if part[0] == "   = "), len(parts))
    if sum(cell_len(part[0]) for part in parts) <= width or at in (0, len(parts)):
        return parts, ()
    return parts[:at], (("= ", "muted", False), *parts[at + 1 :])


class AddCustomer(OneLine):
    """One field, its meaning below, possible duplicates below that."""

    def __init__(self, screen_: KamScreen, text: str) -> None:
        """Start with a text."""
        hint = _("name phone @contact #A #tag >2w next step")
        super().__init__(screen_, _("New customer"), hint, continued=True)
        self.takes_draft = not text
        if text:
            self.lines.current.put(text, touched=True)
        self._today = screen_.book.today()
        self._similar: tuple[Similar, ...] = ()
        #: The similar customer that Enter opens, None while Enter adds.
        self._chosen: int | None = None

    def on_mount(self) -> None:
        """Show what is understood at the start; typed text is continued, not replaced."""
        self.read_line()

    @property
    def draft_name(self) -> str:
        """What is typed here is kept."""
        return "add_customer"

    @property
    def found(self) -> QuickAdd:
        """What stands there now."""
        return parse_quick_add(self.typed, today=self._today, order=order(), calendar=calendar())

    # -- similar customers -----------------------------------------------------------------------

    def do_panel_next(self) -> None:
        """Choose the next similar customer, after the last the line again."""
        self._choose(1)

    def do_panel_previous(self) -> None:
        """Choose the similar customer before."""
        self._choose(-1)

    def _choose(self, by: int) -> None:
        if not self._similar:
            self.owner.say(_("Nobody of a similar name is in the book"))
            return
        places = (None, *range(len(self._similar)))
        self._chosen = places[(places.index(self._chosen) + by) % len(places)]
        self._show()
        self._say_chosen()

    def _say_chosen(self) -> None:
        if self._chosen is None:
            self.owner.say("")
            return
        _id, number, name = self._similar[self._chosen]
        self.owner.say(
            (
                (_("Enter"), "accent", False),
                (" " + _("opens") + " ", "muted", False),
                (f"{number} {safe_text(name)}", "text", False),
                ("   " + _("the line is kept"), "muted", False),
            )
        )

    def do_panel_accept(self) -> None:
        """Add the customer, or open the similar one that is chosen."""
        if self._chosen is None:
            super().do_panel_accept()
            return
        customer_id, owner = self._similar[self._chosen][0], self.owner
        self.put_away()
        self.close()
        owner.flow(owner.kam.open_panel("customer", owner, customer_id))

    def left_open(self) -> None:
        """Say that the line is kept for the next time."""
        if self.lines.current.typed.strip():
            self.owner.say(_("The line is kept: adding a customer goes on with it"))

    # -- what the line means ---------------------------------------------------------------------

    def read_line(self) -> None:
        """Show what the line means now, and look for similar customers."""
        if self._chosen is not None:
            self._chosen = None
            self._say_chosen()
        self._show()
        self.run_worker(self._look(), group="similar", exclusive=True, exit_on_error=False)

    async def _look(self) -> None:
        await asyncio.sleep(PAUSE)
        name, ledger = self.found.name, ledger_of(self.owner)
        try:
            found = await self.owner.operations.fetch(lambda: ledger.similar(name=name))
        except KamError:
            found = ()
        if self._chosen is None:  # else one was chosen meanwhile, and Enter opens it
            self._similar = found
            self._show()

    def _show(self) -> None:
        typed = bool(self.lines.current.typed.strip())
        second: tuple[Part, ...] = ()
        if self._similar and typed:
            second = self._similar_parts()
        first = parse_parts(self.found, self._today) if typed else ()
        width = self.app.size.width - 10
        if not second:
            first, second = in_two_rows(first, width)
        elif sum(cell_len(part[0]) for part in first) > width:
            first = parse_parts(self.found, self._today, short=True)
        self.parsed.rows = (first, second)
        self.parsed.redraw()

    def _similar_parts(self) -> tuple[Part, ...]:
        parts: list[Part] = [(_("similar:") + " ", "late", True)]
        for place, (_id, number, name) in enumerate(self._similar):
            chosen = place == self._chosen
            mark = self.brush.glyph("cursor") if chosen else " "
            parts += [(mark, "accent", False)]
            parts += [(f"{number} {safe_text(name)} ", "accent" if chosen else "text", chosen)]
        return (*parts, ("  Tab", "accent", False), (" " + _("chooses one"), "muted", False))

    async def save(self) -> None:
        """Add the customer."""
        found = self.found
        if not found.name:
            raise KamError("customer.no_name")
        step = None
        if found.next_on is not None:
            words = found.next_what or _(FOLLOW_UP)
            step = PlanDraft(on=found.next_on, at=found.next_at, what=words)
        draft = CustomerDraft(
            name=found.name,
            phones=found.phones,
            contacts=found.contacts,
            grade=found.grade,
            tags=found.tags,
            next=step,
        )
        ledger = ledger_of(self.owner)
        changes = await self.owner.operations.perform(lambda: ledger.add_customer(draft=draft))
        customer_id = next(iter(changes.customer_ids), None)
        arrive = getattr(self.owner, "arrive_at", None)
        self.close()
        if arrive is None or customer_id is None:
            self.tell(_("Added:"), changes)
            return
        arrive(customer_id)
        enter: tuple[Part, ...] = (
            ("   " + _("Enter"), "accent", False),
            (" " + _("open"), "muted", False),
        )
        self.tell(_("Added:"), changes, *enter)

    def failed(self, error: KamError) -> None:
        """Say why; the customer that is in the book already is one Enter away."""
        super().failed(error)
        found = error.params.get("customer_id")
        if error.code != "customer.exists" or not isinstance(found, str):
            return
        there = (found, str(error.params["customer_no"]), str(error.params["name"]))
        self._similar = (there, *(one for one in self._similar if one[0] != found))
        self._chosen = 0
        self._show()
        self.owner.say(
            (
                (_("{name} is in the book already").format(name=safe_text(there[2])), "late", True),
                ("   " + _("Enter"), "accent", False),
                (" " + _("opens"), "muted", False),
                ("   Tab", "accent", False),
                (" " + _("the line again"), "muted", False),
            )
        )
