"""What the screens whose rows are customers share: pane, find, follow-ups, copy, undo, marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.safe_text import safe_text
from kamtui.tui.messages import Changed
from kamtui.tui.panels.dates import told_day
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.screens.customers_book import ListBook, list_book
from kamtui.tui.screens.following import FollowingScreen
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part
from kamtui.tui.widgets.words import planned_parts

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet

__all__ = ["CustomerRowsScreen"]


#: From this height there is room for column titles.
TITLES = 8


class Acted(Message):
    """A write ended, well or not; `told` is what the status line says about it."""

    def __init__(
        self,
        changes: ChangeSet | None,
        error: KamError | None,
        told: tuple[Part, ...],
    ) -> None:
        """Carry the outcome."""
        super().__init__()
        self.changes = changes
        self.error = error
        self.told = told


class CustomerRowsScreen(FollowingScreen):
    """A list of customers with a preview or a pane that follows the cursor."""

    def __init__(self) -> None:
        """Start without values."""
        super().__init__()
        self._said_at: int | None = None
        self._again: Callable[[], None] | None = None
        #: Marks that a step took away, the newest last: undo brings them back.
        self._past_marks: list[tuple[str, ...]] = []

    # -- to be said by each screen -------------------------------------------------------------

    @property
    def row_customer(self) -> str | None:
        """The customer of the row under the cursor."""
        return self.line_list.key

    def name_of(self, customer_id: str) -> str:
        """Return what a customer is called."""
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

    def lay_out(self) -> None:
        """Give the column titles their rows too."""
        super().lay_out()
        titles = self.query_one("#titles")
        titles.display = self.app.size.height >= TITLES
        titles.styles.height = 2 if self.is_tall else 1

    def refresh_words(self) -> None:
        """Show header, footer and the idle line in the current language."""
        super().refresh_words()
        if self.is_mounted:
            self.show_header()
            if self._said_at is None:
                self.idle()

    # -- status line -----------------------------------------------------------------------------

    def say(self, parts: str | Sequence[Part]) -> None:
        """Show a message until the cursor moves on."""
        self._said_at = max(0, self.line_list.cursor)  # said before rows: about the first one
        super().say(parts)

    def idle(self) -> None:
        """Show what the line says while nothing happens."""
        self._said_at = None
        if not self.kam.reader:  # place, order and filter are read out with the row
            self.status.say(self.idle_words())

    @on(LineList.Moved)
    def _cursor_moved(self) -> None:
        left = self._said_at is None or self._said_at != self.line_list.cursor
        if left and (self._said_at is None or self.line_list.cursor >= 0):
            self.idle()  # an emptied list has no other row one could have gone to
        self.load_facts()

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
            self.say(
                (
                    (safe_text(self.name_of(chosen[0])), "text", False),
                    (" " + _("has nothing planned"), "muted", False),
                    *self.key_hint("customers.log", _("Log")),
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
            parts += [self.arrow(), *told_day(to, self.book.today())]
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
        key = self.kam.key_map.letter("app.undo")
        undo: tuple[Part, ...] = ((f"   {key}", "accent", False), (" " + _("undo"), "muted", False))
        self.operations.write(
            self,
            do,
            lambda changes: Acted(changes, None, (*told, *planned_parts(changes), *undo)),
            failed=lambda error: Acted(None, error, ()),
        )

    @on(Acted)
    def _acted(self, event: Acted) -> None:
        if event.changes is None:
            self.say_error(event.error or KamError("unexpected"))
            self.failed_write()
            return
        self.say(event.told)
        self.kam.broadcast(event.changes)

    @property
    def shows_archived(self) -> bool:
        """Whether the list is of archived customers."""
        return False

    async def archive(self, chosen: tuple[str, ...]) -> None:
        """Archive some customers, or bring archived ones back."""
        from kamtui.services import bulk

        back, desk = self.shows_archived, self.desk
        verb = _("Brought back:") if back else _("Archived:")
        await self.change_all(
            verb, chosen, lambda ids: bulk.archive(desk, customer_ids=ids, archived=not back)
        )

    async def change_all(
        self,
        verb: str,
        chosen: tuple[str, ...],
        do: Callable[[tuple[str, ...]], ChangeSet],
        *,
        detail: str = "",
        repeats: bool = True,
    ) -> None:
        """Change the chosen customers as one step; say how many, and how many were so already.

        Args:
            verb: What is said first.
            chosen: Whom.
            do: Writes for such customers.
            detail: To what.
            repeats: The repeat key does it to other rows; never what asks first.

        Raises:
            KamError: What the write refused; then marks and list stay as they are.
        """
        marked = chosen == self.line_list.marks
        changes = await self.operations.perform(lambda: do(chosen))
        if repeats:
            self._again = lambda: self.flow(self.change_all(verb, self.chosen(), do, detail=detail))
        if not changes.group_id:
            self.say(_("Nothing was changed"))
            return
        same = len(chosen) - len(changes.customer_ids)
        words = ngettext(", {count} unchanged", ", {count} unchanged", same).format(count=same)
        self.say(
            (
                (verb + " ", "muted", False),
                *(((safe_text(detail) + "   ", "text", True),) if detail else ()),
                self.subject(chosen),
                (words if same else "", "muted", False),
                *planned_parts(changes),
                *self.undo_hint(),
            )
        )
        if marked:
            self.drop_marks()
        self.kam.broadcast(changes)

    def go_to_customer(self, customer_id: str) -> bool:
        """Put the cursor on a customer; False where it is not in the list."""
        return self.line_list.move_to_key(customer_id)

    def failed_write(self) -> None:
        """Take back what a write that failed had shown already."""

    @on(Changed)
    def _note_changed(self, event: Changed) -> None:
        self.forget_facts()

    def step_taken_back(self, changes: ChangeSet, *, undo: bool) -> str:
        """Go to the customer the step was about; marks that were acted on come back."""
        concerned = changes.customer_ids
        if len(concerned) == 1:
            self.go_to_customer(next(iter(concerned)))
        elif undo:
            self._bring_marks_back(concerned)
        if not changes.subject and len(concerned) > 1:
            return self.subject(tuple(concerned))[0]
        return super().step_taken_back(changes, undo=undo)

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
