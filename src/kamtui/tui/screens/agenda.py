"""The agenda: everything owed, acted on where it stands."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message

from kamtui.domain.enums import AgendaKind
from kamtui.domain.errors import KamError
from kamtui.i18n import _, ngettext
from kamtui.present.dates import weekday_date
from kamtui.present.phones import phone_text
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import Command
from kamtui.tui.messages import Changed, Found, Written
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.widgets.agenda_rows import FOLDED_KEY, AgendaRows, what_text
from kamtui.tui.widgets.empty import EmptyRows
from kamtui.tui.widgets.header import Group, Header, Progress
from kamtui.tui.widgets.keys import Keys
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.outlook import outlook_lines
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.preview import Facts, Preview
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.status import Status

if TYPE_CHECKING:
    from kamtui.domain.views.agenda import Agenda, AgendaItem, Outlook
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.tui.screens.find import FindFlow

__all__ = ["AgendaScreen"]

#: From this height rows breathe and the lower half shows; look.md.
TALL = 32
#: Days ahead the list reaches.
DAYS = 7


class AgendaLoaded(Message):
    """The agenda was read."""

    def __init__(
        self, agenda: Agenda, outlook: Outlook | None, next_item: AgendaItem | None, customers: bool
    ) -> None:
        """Carry the rows, the lower half where it shows, and what an empty agenda says."""
        super().__init__()
        self.agenda = agenda
        self.outlook = outlook
        self.next_item = next_item
        self.customers = customers


class FactsLoaded(Message):
    """The customer under the cursor was read."""

    def __init__(self, facts: Facts) -> None:
        """Carry the customer."""
        super().__init__()
        self.facts = facts


class Cleared(Message):
    """Rows were done or snoozed, or could not be."""

    def __init__(self, step: Step, changes: ChangeSet | None, error: KamError | None) -> None:
        """Carry what was tried and how it ended."""
        super().__init__()
        self.step = step
        self.changes = changes
        self.error = error


class Undone(Message):
    """A step was taken back or done again, or could not be."""

    def __init__(self, changes: ChangeSet | None, error: KamError | None, *, undo: bool) -> None:
        """Carry which and how it ended."""
        super().__init__()
        self.changes = changes
        self.error = error
        self.undo = undo


class Step(NamedTuple):
    """An action on rows, kept for the status line, for `.` and for the place undo returns to."""

    verb: str
    items: tuple[AgendaItem, ...]
    cursor: str | None
    marks: tuple[str, ...]
    to: date | None = None


class AgendaScreen(KamScreen):
    """List, preview or pane, status and keys."""

    KIND: ClassVar[str] = "agenda"
    TAB: ClassVar[str] = "agenda"

    def __init__(self) -> None:
        """Start without values; they are asked for when the screen is mounted."""
        super().__init__()
        self._agenda: Agenda | None = None
        self._outlook: Outlook | None = None
        self._next_item: AgendaItem | None = None
        self._customers = True
        self._rows: AgendaRows | None = None
        self._leaving: dict[str, None] = {}
        self._steps: list[Step] = []
        self._return_to: Step | None = None
        self._again: Step | None = None
        self._facts: dict[str, Facts] = {}
        self._shown_customer: str | None = None
        self._find: FindFlow | None = None
        self._begun = True
        self._coached = False

    def compose(self) -> ComposeResult:
        """Lay the widgets out; sizes are in base.tcss."""
        brush = self.brush
        yield Header(brush, id="header")
        with Container(id="body"):
            with Container(id="left"):
                yield LineList(brush, id="list")
                yield Preview(brush, id="preview")
            yield Pane(brush, id="pane")
        yield Status(brush, id="status")
        yield Keys(brush, id="keys")

    def on_mount(self) -> None:
        """Ask for the rows."""
        self.lay_out()
        first = self.kam.take_first_agenda()
        if first is None:
            self.reload()
            return
        self._begun = False
        self._take(first, None, None, True)
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        """Ask for the rest once the rows are painted: nothing competes with the first frame."""
        self._begun = True
        self._load_facts()
        self.reload()

    # -- layout ------------------------------------------------------------------------------

    @property
    def is_tall(self) -> bool:
        """Whether rows breathe."""
        return self.app.size.height >= TALL

    @property
    def is_wide(self) -> bool:
        """Whether there is a pane."""
        return self.app.size.width >= 110

    def on_resize(self) -> None:
        """Give pane and preview their room."""
        self.lay_out()
        self._show()
        self.refresh_words()
        if self.is_tall and self._outlook is None:
            self.reload()

    def lay_out(self) -> None:
        """Show and size what there is room for."""
        width, height = self.app.size.width, self.app.size.height
        pane, preview = self.query_one(Pane), self.query_one(Preview)
        pane.display = self.is_wide
        pane.styles.width = max(30, min(40, width - 80))
        preview.display = not self.is_wide and height >= 12 and not self.overlaid
        for row, least in (("#keys", 4), ("#status", 3), ("#header", 2)):
            self.query_one(row).display = height >= least
        self.line_list.set_lead(1 if self.is_tall else 0)

    # -- values ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for the agenda anew."""
        book, tall = self.book, self.is_tall

        def ask() -> AgendaLoaded:
            agenda = book.agenda(days=DAYS)
            outlook = book.outlook() if tall else None
            following = None if agenda.items else book.next_item()
            customers = bool(agenda.items) or book.has_customers()
            return AgendaLoaded(agenda, outlook, following, customers)

        self._facts.clear()
        self.operations.read(self, ask, lambda loaded: loaded, group="agenda")

    @on(AgendaLoaded)
    def _loaded(self, event: AgendaLoaded) -> None:
        self._take(event.agenda, event.outlook, event.next_item, event.customers)

    def _take(
        self, agenda: Agenda, outlook: Outlook | None, following: AgendaItem | None, customers: bool
    ) -> None:
        self._agenda = agenda
        self._outlook = outlook if outlook is not None or not self.is_tall else self._outlook
        self._next_item, self._customers = following, customers
        if not self.operations.writing:
            self._leaving.clear()
        self._show(follow=True)
        step, self._return_to = self._return_to, None
        if step is not None:
            shown = set(self._rows.all_keys()) if self._rows else set()
            self.line_list.set_marks([mark for mark in step.marks if mark in shown])
            if step.cursor is not None:
                self.line_list.move_to_key(step.cursor)
        self._shown_customer = None
        self._load_facts()
        self._coach()

    def _coach(self) -> None:
        """Say the three keys of the day once, in the sample book only (ux.md, First run)."""
        agenda = self._agenda
        if self._coached or agenda is None or not agenda.items or not self.kam.sample:
            return
        self._coached = True
        overdue = agenda.counts.overdue
        parts: list[Part] = [
            (_("{count} late").format(count=overdue), "late" if overdue else "muted", overdue > 0)
        ]
        for key, word in (("1", _("Done")), ("2", _("Snooze")), ("4", _("Log")), ("?", _("Help"))):
            parts += [(f"   {key}", "accent", False), (f" {word}", "muted", False)]
        self.say(tuple(parts))

    def _show(self, *, follow: bool = True) -> None:
        """Draw the rows there are."""
        agenda = self._agenda
        if agenda is None or not self.is_mounted:
            return
        self._rows = AgendaRows(
            agenda,
            self.book.now(),
            spaced=self.is_tall,
            without=frozenset(self._leaving),
            days=DAYS,
            masked=self.kam.masked,
        )
        self._show_header()
        if self._find is not None:
            return
        outlook, masked = self._outlook, self.kam.masked
        lines = (
            outlook_lines(outlook, 80, self.brush, masked=masked)
            if outlook is not None and self.is_tall
            else []
        )
        if lines and outlook is not None:
            self.line_list.show_tail(
                lambda width: outlook_lines(outlook, width, self.brush, masked=masked),
                rows=len(lines),
            )
        else:
            self.line_list.show_tail(None)
        if len(self._rows):
            self.line_list.show(self._rows, follow=follow)
        else:
            self.line_list.show(EmptyRows(agenda, self._next_item, self._customers))

    def _show_header(self) -> None:
        agenda = self._agenda
        if agenda is None:
            return
        late = sum(1 for item in agenda.items if item.id in self._leaving and item.days_overdue)
        today = sum(
            1
            for item in agenda.items
            if item.id in self._leaving and not item.days_overdue and item.state == "today"
        )
        counts = agenda.counts
        overdue, due = max(0, counts.overdue - late), max(0, counts.today - today)
        done = counts.done_today
        cells = 10 if self.is_wide else (6 if len(_("Today")) == 2 else 5)
        late_parts: tuple[Part, ...] = (
            (_("{count} late").format(count=overdue), "late" if overdue else "muted", overdue > 0),
        )
        groups: list[Group | Progress] = [
            Group(late_parts),
            Group(((_("{count} today").format(count=due), "text", False),), drop=1),
            *((Progress(done, done + overdue + due, cells),) if done + overdue + due else ()),
            Group(((weekday_date(agenda.today), "muted", False),), drop=3),
        ]
        if self.kam.sample:
            groups.insert(0, Group(((_("SAMPLE"), "mark", True),), drop=4))
        self.query_one(Header).show(self.tabs(), groups)

    def refresh_words(self) -> None:
        """Show header and footer in the current language."""
        super().refresh_words()
        self._show_header()

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self._facts.clear()
            self._shown_customer = None
            self._show()
            self._load_facts()

    # -- the row under the cursor ------------------------------------------------------------

    @property
    def item(self) -> AgendaItem | None:
        """The item under the cursor."""
        return self._rows.item(self.line_list.key) if self._rows is not None else None

    @property
    def customer_id(self) -> str | None:
        """The customer under the cursor."""
        if self._find is not None:
            match = self._find.match
            return match.customer_id if match is not None else None
        item = self.item
        return item.customer_id if item is not None else None

    @on(LineList.Moved)
    def _cursor_moved(self) -> None:
        self._show_place()
        self._load_facts()

    def _show_place(self) -> None:
        rows, total = self.line_list.window, self.line_list.selectable
        hidden = len(rows) < len(self.line_list.source)
        place = self.line_list.ordinal + 1
        self.status.place(
            _("{place} of {total}").format(place=place, total=total) if hidden and total else ""
        )

    def _load_facts(self) -> None:
        customer_id = self.customer_id
        if customer_id == self._shown_customer or not self._begun:
            return
        self._shown_customer = customer_id
        if customer_id is None:
            self._show_facts(None)
            return
        known = self._facts.get(customer_id)
        if known is not None:
            self._show_facts(known)
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
        self._facts[customer_id] = event.facts
        if customer_id == self.customer_id:
            self._show_facts(event.facts)

    def _show_facts(self, facts: Facts | None) -> None:
        if self.is_wide:
            self.query_one(Pane).show(facts)
        else:
            self.query_one(Preview).show(facts)

    # -- acting ------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        row_free = one.id == "agenda.add" and not self._customers
        needs_row = one.scope == "agenda" and not row_free
        if needs_row or one.id in ("list.repeat", "list.mark", "list.open"):
            if self._find is None and self.line_list.key is None:
                return _("Nothing is on the agenda; / finds a customer")
            folded = self.line_list.key == FOLDED_KEY
            if folded and self._find is None and one.id != "list.open":
                return _("These customers are folded: Enter opens them")
        if one.id in ("agenda.snooze", "agenda.date") and any(
            item.kind == AgendaKind.COMPLAINT for item in self.chosen()
        ):
            from kamtui.present.errors import sentence  # said before a date is typed for nothing

            return sentence(KamError("agenda.clock_runs"))
        if one.id == "list.repeat" and self._again is None:
            return _("Nothing to repeat yet: act on a row first")
        return super().why_not(one)

    def chosen(self) -> tuple[AgendaItem, ...]:
        """Return the marked items, else the one under the cursor."""
        if self._rows is None:
            return ()
        marked = [self._rows.item(key) for key in self.line_list.marks]
        items = [item for item in marked if item is not None]
        current = self.item
        return tuple(items) if items else ((current,) if current is not None else ())

    def _clear(self, verb: str, items: tuple[AgendaItem, ...], to: date | None = None) -> None:
        """Do or snooze rows: they leave the screen at once and the book in the background."""
        if not items:
            return
        step = Step(verb, items, self.line_list.key, self.line_list.marks, to)
        ids = tuple(item.id for item in items)
        for one in ids:
            self._leaving[one] = None
        self.line_list.set_marks(())
        book = self.book

        def do() -> ChangeSet:
            return book.done(item_ids=ids) if to is None else book.snooze(item_ids=ids, to=to)

        self._again = step
        self.operations.write(
            self,
            do,
            lambda changes: Cleared(step, changes, None),
            failed=lambda error: Cleared(step, None, error),
        )
        self._show(follow=len(items) > 1 and step.cursor not in ids)

    @on(Cleared)
    def _cleared(self, event: Cleared) -> None:
        step = event.step
        if event.error is not None or event.changes is None:
            for item in step.items:
                self._leaving.pop(item.id, None)
            self.say_error(event.error or KamError("unexpected"))
            self._return_to = step
            self.reload()
            return
        self._steps.append(step)
        del self._steps[:-200]
        self.say(self._told(step))
        self.kam.broadcast(event.changes)

    def _told(self, step: Step) -> tuple[Part, ...]:
        """Say what was done and how to take it back."""
        verb = _("Done:") if step.to is None else _("Snoozed:")
        parts: list[Part] = [(verb + " ", "muted", False)]
        if len(step.items) == 1:
            item = step.items[0]
            parts += [
                (safe_text(item.customer), "text", False),
                (" " + what_text(item), "muted", False),
            ]
        else:
            count = len(step.items)
            words = ngettext("{count} row", "{count} rows", count).format(count=count)
            parts.append((words, "text", False))
        if step.to is not None:
            parts.append((" → " if not self.brush.ascii else " > ", "muted", False))
            parts.append((weekday_date(step.to), "text", False))
        return (*parts, ("   u", "accent", False), (" " + _("undo"), "muted", False))

    def do_agenda_done(self) -> None:
        """Mark done."""
        self._clear("done", self.chosen())

    async def do_agenda_snooze(self) -> None:
        """Ask for a day by digits and put off."""
        await self._put_off("snooze")

    async def do_agenda_date(self) -> None:
        """Ask for a typed day and put off."""
        await self._put_off("date")

    async def _put_off(self, panel: str) -> None:
        items = self.chosen()
        to = await self.kam.open_panel(panel, self, items[0] if len(items) == 1 else None)
        if isinstance(to, date):
            self._clear("snooze", items, to)

    def do_list_repeat(self) -> None:
        """Do the last action again, on this row."""
        again = self._again
        if again is not None:
            self._clear(again.verb, self.chosen(), again.to)

    async def do_agenda_log(self) -> None:
        """Open the log panel."""
        await self.kam.open_panel("log", self, self.item)

    async def do_agenda_edit(self) -> None:
        """Change the row."""
        await self.kam.open_panel("edit", self, self.item)

    async def do_agenda_add(self) -> None:
        """Add a follow-up; in an empty book the first customer."""
        if self.item is None:
            await self.kam.open_panel("add_customer", self, "")
            return
        await self.kam.open_panel("add", self, self.item)

    async def do_agenda_copy(self) -> None:
        """Copy the phone to the clipboard of the terminal (OSC 52); again: ask what else."""
        item = self.item
        if item is not None and self.kam.memory.get("copied") == item.customer_id:
            await self.kam.open_panel("copy", self, item)
            return
        self.kam.memory["copied"] = item.customer_id if item is not None else ""
        if item is None or not item.phone:
            self.say(_("There is no phone number to copy"))
            return
        phone = "".join(part for part in safe_text(item.phone) if part in "+0123456789")
        self.app.copy_to_clipboard(phone or safe_text(item.phone))
        self.say(
            (
                (_("Copied:") + " ", "muted", False),
                (phone_text(item.phone), "text", False),
                (f" {safe_text(item.contact)}" if item.contact else "", "muted", False),
            )
        )

    async def do_list_open(self) -> None:
        """Open the customer, or the folded ones."""
        if self._find is None and self.line_list.key == FOLDED_KEY:
            counts = self._agenda.folded if self._agenda is not None else ()
            unplanned = any(one.kind == AgendaKind.NO_PLAN for one in counts)
            await self.kam.show_customers(_("noplan") if unplanned else "")
            return
        customer_id = self.customer_id
        if customer_id is not None:
            await self.kam.open_panel("customer", self, customer_id)

    def neighbours(self) -> tuple[str, ...]:
        """Return the customers of the list in order, for J and K on the customer screen."""
        if self._rows is None or self._agenda is None:
            return ()
        return tuple(dict.fromkeys(item.customer_id for item in self._agenda.items))

    async def do_list_delete(self) -> None:
        """Ask and delete."""
        await self.kam.open_panel("delete", self, self.item)

    # -- marks -------------------------------------------------------------------------------

    def do_list_mark(self) -> None:
        """Mark the row and go down."""
        key = self.line_list.key
        if key is not None and key != FOLDED_KEY:
            self.line_list.toggle_mark(key)
            self.line_list.move(1)
            self._tell_marks()

    def do_list_mark_group(self) -> None:
        """Mark the section; again: everything; again: nothing."""
        rows, key = self._rows, self.line_list.key
        if rows is None or key is None:
            return
        marks, group, everything = (
            set(self.line_list.marks),
            rows.section_keys(key),
            rows.all_keys(),
        )
        if marks >= set(everything):
            self.line_list.set_marks(())
        elif group and marks >= set(group):
            self.line_list.set_marks(everything)
        else:
            self.line_list.set_marks(tuple(dict.fromkeys((*self.line_list.marks, *group))))
        self._tell_marks()

    def _tell_marks(self) -> None:
        count = len(self.line_list.marks)
        if not count:
            self.say(_("Nothing is marked"))
            return
        words = ngettext("{count} row marked", "{count} rows marked", count).format(count=count)
        self.say(
            (
                (words, "text", False),
                ("   1", "accent", False),
                (" " + _("Done"), "muted", False),
                ("  2", "accent", False),
                (" " + _("Snooze"), "muted", False),
                ("  Esc", "accent", False),
                (" " + _("unmark"), "muted", False),
            )
        )

    def do_app_back(self) -> None:
        """Take the marks away, else go back."""
        if self.line_list.marks:
            self.line_list.set_marks(())
            self.say(_("Nothing is marked"))
            return
        self.kam.do_app_back()

    # -- undo --------------------------------------------------------------------------------

    def do_app_undo(self) -> None:
        """Take the last step back; row, place and marks return."""
        book = self.book
        self.operations.write(
            self,
            book.undo,
            lambda changes: Undone(changes, None, undo=True),
            failed=lambda error: Undone(None, error, undo=True),
        )

    def do_app_redo(self) -> None:
        """Do it again."""
        book = self.book
        self.operations.write(
            self,
            book.redo,
            lambda changes: Undone(changes, None, undo=False),
            failed=lambda error: Undone(None, error, undo=False),
        )

    @on(Undone)
    def _undone(self, event: Undone) -> None:
        if event.changes is None:
            self.say_error(event.error or KamError("unexpected"))
            return
        step = self._steps.pop() if event.undo and self._steps else None
        if not event.undo:
            self._note_step("redo")
        self._return_to = step
        self._leaving.clear()
        verb = _("Undone:") if event.undo else _("Done again:")
        subject = safe_text(event.changes.subject)
        if step is not None and len(step.items) == 1:
            subject = f"{safe_text(step.items[0].customer)} {what_text(step.items[0])}"
        elif step is not None and step.items:
            count = len(step.items)
            subject = ngettext("{count} row", "{count} rows", count).format(count=count)
        back = (" " + _("redo")) if event.undo else (" " + _("undo"))
        self.say(
            (
                (verb + " ", "muted", False),
                (subject, "text", False),
                ("   ctrl+r" if event.undo else "   u", "accent", False),
                (back, "muted", False),
            )
        )
        self.kam.broadcast(event.changes)

    # -- find ------------------------------------------------------------------------------

    async def do_app_find(self) -> None:
        """Find a customer as one types; Enter opens, Esc returns to the rows."""
        from kamtui.tui.screens.find import FindFlow, target

        self._find = FindFlow(self)
        try:
            match, text = await self._find.run()
        finally:
            self._find = None
            if self.is_attached and self.is_running:  # else the program is closing
                self._shown_customer = None
                self._show()
                self._load_facts()
        if match is not None:
            await self.kam.open_panel("customer", self, target(match))
        elif text:
            await self.kam.open_panel("add_customer", self, text)

    @on(Found)
    def _found(self, event: Found) -> None:
        if self._find is not None:
            self._find.take(event)

    # -- others ------------------------------------------------------------------------------

    @on(Written)
    def _written(self, event: Written) -> None:
        self._note_step(event.changes.what)
        self.kam.broadcast(event.changes)

    def _note_step(self, what: str) -> None:
        """Remember a step of a form or another screen, so that undo tells the right one."""
        here = self.line_list.key if self.is_current else None
        self._steps.append(Step(what, (), here, self.line_list.marks))
        del self._steps[:-200]

    def go_to_customer(self, customer_id: str) -> bool:
        """Put the cursor on the first row of a customer; False where there is none."""
        items = self._agenda.items if self._agenda is not None else ()
        item = next((one for one in items if one.customer_id == customer_id), None)
        return item is not None and self.line_list.move_to_key(item.id)

    @on(Changed)
    def _note_changed(self, event: Changed) -> None:
        self._facts.clear()
        changes = event.changes
        if changes is None or self.is_current:
            return
        if changes.what.startswith("undo"):
            del self._steps[-1:]
        else:
            self._note_step(changes.what)
