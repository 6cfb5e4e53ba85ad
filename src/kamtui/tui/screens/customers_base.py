"""What the screens whose rows are customers share: pane, find, follow-ups, copy, undo, marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message

from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.change_words import verb_text
from kamtui.present.dates import weekday_date
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import command
from kamtui.tui.messages import Changed, Found, Written
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.customers_book import ListBook, list_book
from kamtui.tui.widgets.keys import FooterKey
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.preview import Facts, Preview, main_contact
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.tui.screens.find import FindFlow

__all__ = ["CustomerRowsScreen", "Named"]

#: From this height rows breathe; look.md.
TALL = 32
#: From this width a screen has a pane.
WIDE = 110
#: Customers kept read, so that going back shows them at once.
_FACTS = 200


@dataclass(frozen=True, slots=True)
class Named:
    """A customer and what the status line calls it."""

    id: str
    name: str


class FactsLoaded(Message):
    """The customer under the cursor was read."""

    def __init__(self, facts: Facts) -> None:
        """Carry the customer."""
        super().__init__()
        self.facts = facts


class Acted(Message):
    """A write ended, well or not; `told` is what the status line says about it."""

    def __init__(
        self,
        changes: ChangeSet | None,
        error: KamError | None,
        told: tuple[Part, ...],
        *,
        back: bool = False,
    ) -> None:
        """Carry the outcome; `back` where a step was taken back or done again."""
        super().__init__()
        self.back = back
        self.changes = changes
        self.error = error
        self.told = told


class CustomerRowsScreen(KamScreen):
    """A list of customers with a preview or a pane that follows the cursor."""

    #: Commands of the footer in order, with other words where the registry's do not fit.
    FOOTER: ClassVar[Sequence[str]] = ()

    def __init__(self) -> None:
        """Start without values."""
        super().__init__()
        self._facts: dict[str, Facts] = {}
        self._shown_customer: str | None = None
        self._find: FindFlow | None = None
        self._said_at: int | None = None
        self._again: Callable[[], None] | None = None
        #: Marks that a step took away, the newest last: undo brings them back.
        self._past_marks: list[tuple[str, ...]] = []

    # -- to be said by each screen -------------------------------------------------------------

    @property
    def customer_id(self) -> str | None:
        """The customer under the cursor."""
        if self._find is not None:
            match = self._find.match
            return match.customer_id if match is not None else None
        return self.line_list.key

    def name_of(self, customer_id: str) -> str:
        """Return what a customer is called."""
        raise NotImplementedError

    def show_rows(self) -> None:
        """Draw the rows there are."""
        raise NotImplementedError

    def show_header(self) -> None:
        """Draw the header."""
        raise NotImplementedError

    def idle_words(self) -> tuple[Part, ...]:
        """Return what the status line says while nothing else is said."""
        return ()

    # -- house -----------------------------------------------------------------------------------

    @property
    def lists(self) -> ListBook:
        """The open book with the verbs of lists."""
        return list_book(self)

    @property
    def is_tall(self) -> bool:
        """Whether rows breathe."""
        return self.app.size.height >= TALL

    @property
    def is_wide(self) -> bool:
        """Whether there is a pane."""
        return self.app.size.width >= WIDE

    def lay_out(self) -> None:
        """Give pane and preview their room."""
        width, height = self.app.size.width, self.app.size.height
        pane = self.query_one(Pane)
        pane.display = self.is_wide
        pane.styles.width = max(30, min(40, width - 80))
        for preview in self.query(Preview):
            preview.display = not self.is_wide and height >= 12 and not self.overlaid
        for row, least in (("#keys", 4), ("#status", 3), ("#header", 2), ("#titles", 8)):
            self.query_one(row).display = height >= least
        self.query_one("#titles").styles.height = 2 if self.is_tall else 1

    def on_resize(self) -> None:
        """Lay out again."""
        self.lay_out()
        self.show_rows()
        self.refresh_words()
        self._shown_customer = None
        self.load_facts()

    def footer(self) -> tuple[FooterKey, ...]:
        """Return the hints of this screen in the order of the pictures."""
        hints = []
        for name in self.FOOTER:
            one = command(name)
            hints.append(FooterKey(self.kam.key_map.shown(one), _(one.label), one.id))
        return tuple(hints)

    def refresh_words(self) -> None:
        """Show header, footer and the idle line in the current language."""
        super().refresh_words()
        if self.is_mounted:
            self.show_header()
            if self._said_at is None:
                self.idle()

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self._facts.clear()
            self._shown_customer = None
            self.show_rows()
            self.load_facts()

    # -- status line -----------------------------------------------------------------------------

    def say(self, parts: str | Sequence[Part]) -> None:
        """Show a message until the cursor moves on."""
        self._said_at = self.line_list.cursor
        super().say(parts)

    def idle(self) -> None:
        """Show what the line says while nothing happens."""
        self._said_at = None
        self.status.say(self.idle_words())

    @on(LineList.Moved)
    def _cursor_moved(self) -> None:
        if self._said_at is None or self._said_at != self.line_list.cursor:
            self.idle()
        self.load_facts()

    # -- the customer under the cursor -------------------------------------------------------------

    def load_facts(self) -> None:
        """Show preview or pane of the customer under the cursor, reading it where needed."""
        customer_id = self.customer_id
        if customer_id == self._shown_customer or not self.is_mounted:
            return
        self._shown_customer = customer_id
        if customer_id is None:
            self.show_facts(None)
            return
        known = self._facts.get(customer_id)
        if known is not None:
            self.show_facts(known)
            return
        book, masked = self.book, self.kam.masked

        def ask() -> Facts:
            brief = book.brief(customer_id=customer_id, communications=4)
            score = book.score(customer_id=customer_id)
            return Facts(brief, score, book.today(), masked)

        self.operations.read(self, ask, FactsLoaded, group="facts")

    @on(FactsLoaded)
    def _facts_loaded(self, event: FactsLoaded) -> None:
        customer_id = event.facts.brief.customer.id
        if len(self._facts) >= _FACTS:
            self._facts.clear()
        self._facts[customer_id] = event.facts
        if customer_id == self.customer_id:
            self.show_facts(event.facts)

    def show_facts(self, facts: Facts | None) -> None:
        """Show a customer in the pane, or in the preview."""
        if self.is_wide:
            self.query_one(Pane).show(facts)
        else:
            for preview in self.query(Preview):
                preview.show(facts)

    def forget_facts(self) -> None:
        """Read the customer under the cursor again."""
        self._facts.clear()
        self._shown_customer = None

    # -- opening, logging, copying -----------------------------------------------------------------

    async def do_list_open(self) -> None:
        """Open the customer."""
        customer_id = self.customer_id
        if customer_id is not None:
            await self.kam.open_panel("customer", self, customer_id)

    async def open_log(self) -> None:
        """Open the log panel of the customer under the cursor."""
        if self.customer_id is not None:
            await self.kam.open_panel("log", self, self.customer_id)

    async def open_edit(self) -> None:
        """Change the customer's fields."""
        customer_id, book = self.customer_id, self.book
        if customer_id is not None:
            brief = await self.operations.fetch(lambda: book.brief(customer_id=customer_id))
            await self.kam.open_panel("edit", self, brief)

    async def copy_phone(self) -> None:
        """Copy the phone to the clipboard of the terminal (OSC 52)."""
        customer_id = self.customer_id
        if customer_id is None:
            return
        facts = self._facts.get(customer_id)
        if facts is None:
            book = self.book
            brief = await self.operations.fetch(
                lambda: book.brief(customer_id=customer_id, communications=1)
            )
        else:
            brief = facts.brief
        contact = main_contact(brief)
        number = (contact.phone if contact else None) or brief.customer.phone
        if not number:
            self.say(_("There is no phone number to copy"))
            return
        digits = "".join(part for part in safe_text(number) if part in "+0123456789")
        self.app.copy_to_clipboard(digits or safe_text(number))
        who = f" {safe_text(contact.name)}" if contact else ""
        self.say(
            (
                (_("Copied:") + " ", "muted", False),
                ("***" if self.kam.masked else phone_text(number), "text", False),
                (who, "muted", False),
            )
        )

    async def do_list_delete(self) -> None:
        """Ask, then archive or delete the customer; undo brings it back."""
        customer_id, book = self.customer_id, ledger_of(self)
        if customer_id is None:
            return
        name = safe_text(self.name_of(customer_id))
        brief = await self.operations.fetch(lambda: book.brief(customer_id=customer_id))
        archived = bool(brief.customer.fields.get("archived_on"))
        answer = await self.ask(
            ChoicePrompt(
                name[:24],
                (
                    Option("n", _("No"), "no", keys=("enter", "0")),
                    Option("1", _("Bring back") if archived else _("Archive"), "archive"),
                    Option("2", _("Delete"), "delete"),
                ),
            )
        )
        told: tuple[Part, ...]
        if answer == "archive":
            day = "" if archived else self.book.today().isoformat()
            verb = _("Brought back:") if archived else _("Archived:")
            told = ((verb + " ", "muted", False), (name, "text", False))
            fields = {"archived_on": day}
            self.write(
                lambda: book.edit_customer(customer_id=customer_id, assignments=fields, base=None),
                told,
            )
        elif answer == "delete":
            told = ((_("Deleted:") + " ", "muted", False), (name, "text", False))
            self.write(lambda: book.delete(entity="customer", record_id=customer_id), told)
        else:
            self.say(_("Nothing was deleted"))

    # -- follow-ups --------------------------------------------------------------------------------

    def chosen(self) -> tuple[str, ...]:
        """Return the marked customers, else the one under the cursor."""
        marks = self.line_list.marks
        if marks:
            return marks
        customer_id = self.customer_id
        return (customer_id,) if customer_id is not None else ()

    async def finish_plans(self) -> None:
        """Mark the earliest open follow-up of the chosen customers done, and go to the next row."""
        await self._act_on_plans(self.chosen(), None)
        self._again = lambda: self.flow(self._act_on_plans(self.chosen(), None))

    async def put_off_plans(self, panel: str) -> None:
        """Ask for a day and give it to the earliest open follow-up of the chosen customers."""
        chosen = self.chosen()
        if not chosen:
            return
        plans = await self._plans(chosen)
        if not plans:
            return
        to = await self.kam.open_panel(panel, self, None)
        if isinstance(to, date):
            await self._act_on_plans(chosen, to)
            self._again = lambda: self.flow(self._act_on_plans(self.chosen(), to))

    async def _plans(self, chosen: Sequence[str]) -> dict[str, str]:
        book = self.lists
        plans = await self.operations.fetch(lambda: book.open_follow_ups(customer_ids=chosen))
        if not plans and chosen:
            name = self.name_of(chosen[0])
            self.say(
                (
                    (safe_text(name) if len(chosen) == 1 else "", "text", False),
                    (" " + _("has nothing planned") + "   ", "muted", False),
                    ("l", "accent", False),
                    (" " + _("Log") + "  ", "muted", False),
                )
                if len(chosen) == 1
                else _("None of them has anything planned")
            )
        return plans

    async def _act_on_plans(self, chosen: Sequence[str], to: date | None) -> None:
        plans = await self._plans(chosen)
        if not plans:
            return
        ids = tuple(plans.values())
        book = self.book
        self.drop_marks()
        if len(chosen) == 1:
            self.line_list.move(1)
        self.write(
            lambda: book.done(item_ids=ids) if to is None else book.snooze(item_ids=ids, to=to),
            self._told_plans(tuple(plans), to),
        )

    def _told_plans(self, customers: Sequence[str], to: date | None) -> tuple[Part, ...]:
        verb = _("Done:") if to is None else _("Snoozed:")
        parts: list[Part] = [(verb + " ", "muted", False), self.subject(customers)]
        if to is not None:
            parts.append((" > " if self.brush.ascii else " → ", "muted", False))
            parts.append((weekday_date(to), "text", False))
        return tuple(parts)

    def subject(self, customers: Sequence[str]) -> Part:
        """Return a customer's name, or how many there are."""
        if len(customers) == 1:
            return (safe_text(self.name_of(customers[0])), "text", False)
        count = len(customers)
        words = ngettext("{count} customer", "{count} customers", count).format(count=count)
        return (words, "text", False)

    def do_list_repeat(self) -> None:
        """Do the last action again, on this row."""
        if self._again is None:
            self.say(_("Nothing to repeat yet: act on a row first"))
        else:
            self._again()

    # -- writing -----------------------------------------------------------------------------------

    def write(self, do: Callable[[], ChangeSet], told: tuple[Part, ...]) -> None:
        """Write in the background; the status line says how it ended and how to take it back."""
        undo: tuple[Part, ...] = (("   u", "accent", False), (" " + _("undo"), "muted", False))
        self.operations.write(
            self,
            do,
            lambda changes: Acted(changes, None, (*told, *undo)),
            failed=lambda error: Acted(None, error, ()),
        )

    @on(Acted)
    def _acted(self, event: Acted) -> None:
        if event.changes is None:
            self.say_error(event.error or KamError("unexpected"))
            self.failed_write()
            return
        concerned = event.changes.customer_ids
        if event.back and len(concerned) == 1:
            self.go_to_customer(next(iter(concerned)))
        elif event.back and event.changes.what.startswith("undo"):
            self._bring_marks_back(concerned)
        self.say(event.told)
        self.kam.broadcast(event.changes)

    def go_to_customer(self, customer_id: str) -> bool:
        """Put the cursor on a customer; False where it is not in the list."""
        return self.line_list.move_to_key(customer_id)

    def failed_write(self) -> None:
        """Take back what a write that failed had shown already."""

    @on(Written)
    def _written(self, event: Written) -> None:
        self.kam.broadcast(event.changes)

    @on(Changed)
    def _note_changed(self, event: Changed) -> None:
        self.forget_facts()

    # -- undo --------------------------------------------------------------------------------------

    def do_app_undo(self) -> None:
        """Take the last step back."""
        self._take_back(self.book.undo, undo=True)

    def do_app_redo(self) -> None:
        """Do it again."""
        self._take_back(self.book.redo, undo=False)

    def _take_back(self, do: Callable[[], ChangeSet], *, undo: bool) -> None:
        verb = _("Undone:") if undo else _("Done again:")
        key, word = ("ctrl+r", _("redo")) if undo else ("u", _("undo"))

        def told(changes: ChangeSet) -> Acted:
            subject = safe_text(changes.subject)
            if not subject and len(changes.customer_ids) > 1:
                subject = self.subject(tuple(changes.customer_ids))[0]
            inner = changes.what.partition(":")[2]
            subject = subject or (verb_text(inner) if inner else _("the last step"))
            return Acted(
                changes,
                None,
                (
                    (verb + " ", "muted", False),
                    (subject, "text", False),
                    (f"   {key}", "accent", False),
                    (" " + word, "muted", False),
                ),
                back=True,
            )

        self.operations.write(self, do, told, failed=lambda error: Acted(None, error, ()))

    # -- marks -------------------------------------------------------------------------------------

    def do_list_mark(self) -> None:
        """Mark the row and go down."""
        key = self.line_list.key
        if key is not None:
            self.line_list.toggle_mark(key)
            self.line_list.move(1)
            self.tell_marks()

    def drop_marks(self) -> None:
        """Take the marks away because they were acted on; undo brings them back."""
        marks = self.line_list.marks
        if marks:
            self._past_marks = [*self._past_marks[-19:], marks]
            self.line_list.set_marks(())

    def _bring_marks_back(self, concerned: frozenset[str]) -> None:
        """Mark again what was marked when a step was taken that is taken back now."""
        for place, marks in reversed(tuple(enumerate(self._past_marks))):
            if concerned and concerned.issubset(marks):
                self.line_list.set_marks(marks)
                del self._past_marks[place:]
                return

    def tell_marks(self) -> None:
        """Say how many rows are marked and what can be done with them."""
        count = len(self.line_list.marks)
        if not count:
            self.say(_("Nothing is marked"))
            return
        words = ngettext("{count} row marked", "{count} rows marked", count).format(count=count)
        parts: list[Part] = [(words, "text", False)]
        for key, word in (*self.mark_hints(), ("Esc", _("unmark"))):
            parts += [(f"   {key}", "accent", False), (f" {word}", "muted", False)]
        self.say(tuple(parts))

    def mark_hints(self) -> tuple[tuple[str, str], ...]:
        """Return the keys that act on marked rows."""
        return (("1", _("Done")), ("2", _("Snooze")))

    def do_app_back(self) -> None:
        """Take the marks away, else go back."""
        if self.line_list.marks:
            self.line_list.set_marks(())
            self.say(_("Nothing is marked"))
            return
        self.kam.do_app_back()

    # -- find --------------------------------------------------------------------------------------

    async def do_app_find(self) -> None:
        """Find a customer as one types; Enter opens, Esc returns to the rows."""
        from kamtui.tui.screens.find import FindFlow, target

        before, marks = self.line_list.ordinal, self.line_list.marks
        self._find = FindFlow(self)
        try:
            match, text = await self._find.run()
        finally:
            self._find = None
            if self.is_attached and self.is_running:  # else the program is closing
                self._shown_customer = None
                self.show_rows()
                self.line_list.move_to_ordinal(before)
                self.line_list.set_marks(marks)
                self.load_facts()
        if match is not None:
            await self.kam.open_panel("customer", self, target(match))
        elif text:
            await self.kam.open_panel("add_customer", self, text)

    @on(Found)
    def _found(self, event: Found) -> None:
        if self._find is not None:
            self._find.take(event)
