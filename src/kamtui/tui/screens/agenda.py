"""The agenda: everything owed, acted on where it stands."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message

from kamtui.domain.enums import AgendaKind
from kamtui.domain.errors import KamError
from kamtui.domain.filter_of import FilterOf
from kamtui.domain.owed import MODEL_REVIEW
from kamtui.i18n import _, language
from kamtui.present.agenda_words import what_text
from kamtui.present.dates import weekday_date
from kamtui.present.money import short_amount
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import Command
from kamtui.tui.messages import Changed
from kamtui.tui.screens.agenda_acts import (
    asks,
    done_one,
    done_verb,
    hand_over,
    left_words,
    movable,
    put_off_verb,
    settles,
    writer,
)  # fmt: skip
from kamtui.tui.screens.agenda_reviews import put_review_off, review_looked_over
from kamtui.tui.screens.agenda_steps import Step, review_words
from kamtui.tui.screens.filtered import FilteredScreen, short_name
from kamtui.tui.widgets.agenda_rows import FOLDED_KEY, AgendaRows
from kamtui.tui.widgets.day_tail import DAY_KEY, DayTail
from kamtui.tui.widgets.empty import EmptyRows
from kamtui.tui.widgets.header import Group, Header, Progress
from kamtui.tui.widgets.line_list import LineList, RowSource
from kamtui.tui.widgets.outlook import outlook_lines
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.preview import Preview
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.words import planned_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.widget import Widget

    from kamtui.domain.agenda_filter import AgendaFilter, AgendaOrder
    from kamtui.domain.views.agenda import Agenda, AgendaItem, FoldedItem, Outlook
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.day import Waiting
    from kamtui.tui.panels.feedback_items import EditComplaint

__all__ = ["AgendaScreen"]


#: What needs no row to act on.
_WITHOUT_ROW = frozenset({"agenda.filter", "agenda.save_filter", "agenda.forget_filter"})


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


class Cleared(Message):
    """Rows were done or snoozed, or could not be."""

    def __init__(self, step: Step, changes: ChangeSet | None, error: KamError | None) -> None:
        """Carry what was tried and how it ended."""
        super().__init__()
        self.step = step
        self.changes = changes
        self.error = error


class WaitingRead(Message):
    """What the end of the review holds was counted."""

    def __init__(self, waiting: Waiting) -> None:
        """Carry the counts."""
        super().__init__()
        self.waiting = waiting


class AgendaScreen(FilteredScreen):
    """List, preview or pane, status and keys."""

    KIND: ClassVar[str] = "agenda"
    TAB: ClassVar[str] = "agenda"
    FILTERS: ClassVar[FilterOf] = FilterOf.AGENDA
    FILTER_COMMAND: ClassVar[str] = "agenda.filter"

    def __init__(self) -> None:
        """Start without values; they are asked for when the screen is mounted."""
        super().__init__()
        self._agenda: Agenda | None = None
        self._outlook: Outlook | None = None
        self._next_item: AgendaItem | None = None
        self._customers = True
        self._waiting: Waiting | None = None
        self._rows: AgendaRows | None = None
        self._leaving: dict[str, None] = {}
        self._steps: list[Step] = []
        self._return_to: Step | None = None
        self._again: Step | None = None
        self._begun = True
        self._coached = False
        #: The complaint settled last, and what the status line said of it.
        self._settled: tuple[AgendaItem, tuple[Part, ...]] | None = None
        #: What the words leave; None for everything, so that the first frame loads no filter.
        self._wanted: AgendaFilter | None = None
        self._order: AgendaOrder | None = None
        #: Something was due when the agenda was read last; when nothing is, the review is over.
        self._was_due = False

    def left_widgets(self) -> Sequence[Widget]:
        """Return the list and the preview below it."""
        return (
            LineList(self.brush, id="list"),
            Preview(self.brush, id="preview"),
        )

    def right_widgets(self) -> Sequence[Widget]:
        """Return the pane."""
        return (Pane(self.brush, id="pane"),)

    def on_mount(self) -> None:
        """Ask for the rows."""
        self.lay_out()
        first = self.kam.take_first_agenda()
        if first is None:
            self.reload()
            return
        self._begun = False
        self._take(first, None, None, True)
        self.after_paint(self._begin)

    def _begin(self) -> None:
        """Ask for the rest once the rows are painted: nothing competes with the first frame."""
        self._begun = True
        self.load_facts()
        self.reload()

    # -- layout ------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Lay out again; the lower half is read where there is room for it now."""
        super().on_resize()
        if self.is_tall and self._outlook is None:
            self.reload()

    def lay_out(self) -> None:
        """Leave a blank row over the list where rows breathe."""
        super().lay_out()
        self.line_list.set_lead(1 if self.is_tall else 0)

    # -- values ------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for the agenda anew."""
        book, tall, days = self.book, self.is_tall, self.days

        def ask() -> AgendaLoaded:
            agenda = book.agenda(days=days)
            outlook = book.outlook() if tall else None
            following = None if agenda.items else book.next_item()
            customers = bool(agenda.items) or book.has_customers()
            return AgendaLoaded(agenda, outlook, following, customers)

        self._facts.clear()
        self.operations.read(self, ask, lambda loaded: loaded, group="agenda")
        desk = getattr(book, "desk", None)
        if desk is not None:  # a book of the tests may stand on none

            def waiting() -> Waiting:
                from kamtui.services import day  # in the reading thread: it loads half the house

                return day.waiting(desk)

            self.operations.read(self, waiting, WaitingRead, group="waiting")

    @on(WaitingRead)
    def _waiting_read(self, event: WaitingRead) -> None:
        if event.waiting != self._waiting:
            self._waiting = event.waiting
            self.show_rows()

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
        self.show_rows(follow=True)
        step, self._return_to = self._return_to, None
        if step is not None:
            shown = set(self._rows.all_keys()) if self._rows else set()
            self.line_list.set_marks([mark for mark in step.marks if mark in shown])
            if step.cursor is not None:
                self.line_list.move_to_key(step.cursor)
        self.follow_cursor()
        self._coach()
        self._end_review(agenda)

    def _end_review(self, agenda: Agenda) -> None:
        """Say how the review went, once, when the last row that was due is cleared."""
        due = agenda.counts.overdue + agenda.counts.today > 0
        was_due, self._was_due = self._was_due, due
        total, parts = review_words(self._steps)
        if was_due and not due and total:
            self.say(self.told(total, parts))

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

    def show_rows(self, *, follow: bool = True) -> None:
        """Draw the rows there are."""
        agenda = self._agenda
        if agenda is None or not self.is_mounted:
            return
        self._rows = AgendaRows(
            self._narrowed(agenda),
            self.book.now(),
            spaced=self.is_tall,
            without=frozenset(self._leaving),
            days=self.days,
            masked=self.kam.masked,
        )
        self.show_header()
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
        rows: RowSource = self._rows if len(self._rows) else self._nothing(agenda)
        if self._waiting and self._wanted is None:
            rows = DayTail(rows, self._waiting, spaced=self.is_tall or not len(self._rows))
        self.line_list.show(rows, follow=follow)
        self._show_place()

    def _nothing(self, agenda: Agenda) -> RowSource:
        """Return what stands where no row does."""
        if self._wanted is not None:
            from kamtui.tui.widgets.drawn_rows import empty_rows

            return empty_rows(_("Nothing on the agenda fits the filter"), (("Esc", _("all rows")),))
        return EmptyRows(agenda, self._next_item, self._customers)

    # -- filter and order --------------------------------------------------------------------

    @property
    def days(self) -> int:
        """How many days ahead the rows reach: as far as a filter by days asks."""
        days = self.kam.days_ahead
        last = self._wanted.last if self._wanted is not None else None
        return days if last is None else max(days, (last - self.book.today()).days)

    def _narrowed(self, agenda: Agenda) -> Agenda:
        """Return the rows the filter leaves, in the order that was chosen."""
        items = agenda.items
        if self._wanted is not None:
            from kamtui.domain.agenda_filter import filtered

            agenda = agenda._replace(items=filtered(items, self._wanted), folded=())
        if self._order is not None:
            from kamtui.domain.agenda_filter import in_order

            items = in_order(agenda.items, self._order)
            # Lines with a day have a place in product.md's order only: they end their section.
            lines = tuple(one._replace(before=len(items)) for one in agenda.folded)
            agenda = agenda._replace(items=items, folded=lines)
        return agenda

    async def do_agenda_filter(self) -> None:
        """Ask for the words of a filter."""
        from kamtui.tui.screens.agenda_filter import AgendaWords

        items = self._agenda.items if self._agenda is not None else ()
        await AgendaWords(self, self._words, items).run()

    def do_agenda_save_filter(self) -> Awaitable[None]:
        """Keep the filter that is shown under a name."""
        return self.save_filter()

    def do_agenda_forget_filter(self) -> Awaitable[None]:
        """Delete a saved filter."""
        return self.forget_filter()

    def filter_by(self, text: str, *, name: str = "", told: tuple[Part, ...] = ()) -> None:
        """Show only the rows some words leave; empty words show all.

        Args:
            text: Words.
            name: What they are called where they are a saved filter.
            told: Said about it.
        """
        from kamtui.tui.screens.agenda_filter import read_filter

        self.say(told)
        if (text.strip(), name) == self.filter_now:
            return
        before = self.days
        wanted = read_filter(text, self.book.today())
        self._words, self._filter_name = text.strip(), name
        self._wanted = None if wanted.is_plain else wanted
        self.line_list.set_marks(())
        self.show_rows(follow=False)
        self.line_list.home()
        self.follow_cursor()
        if self.days != before:
            self.reload()

    def do_list_sort(self) -> None:
        """Step to the next order; the cursor goes to its first row."""
        from kamtui.domain.agenda_filter import AgendaOrder
        from kamtui.tui.screens.agenda_filter import order_words

        orders = list(AgendaOrder)
        now = self._order or AgendaOrder.IMPORTANCE
        order = orders[(orders.index(now) + 1) % len(orders)]
        self._order = None if order is AgendaOrder.IMPORTANCE else order
        self.show_rows(follow=False)
        self.line_list.home()
        self.follow_cursor()
        self.say(((_("Sorted") + " ", "muted", False), (order_words(order), "text", False)))

    def do_app_back(self) -> None:
        """Take the filter away, else the marks, else go back."""
        if self._wanted is not None and not self.line_list.marks:
            self.filter_by("")
            return
        super().do_app_back()

    def show_header(self) -> None:
        """Draw the tabs, how much is late and due, and how far the day is."""
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
        cells = 10 if self.is_wide else 6 if language() == "zh" else 5  # look.md, Header
        late_parts: tuple[Part, ...] = (
            (_("{count} late").format(count=overdue), "late" if overdue else "muted", overdue > 0),
        )
        groups: list[Group | Progress] = [
            Group(late_parts),
            Group(((_("{count} today").format(count=due), "text", False),), drop=1),
            *((Progress(done, done + overdue + due, cells),) if done + overdue + due else ()),
            Group(self._header_end(agenda.today), drop=3),
        ]
        self.query_one(Header).show(self.tabs(), groups)

    def _header_end(self, today: date) -> tuple[Part, ...]:
        """Return the filter that is on, else the day."""
        if self._wanted is None:
            return ((weekday_date(today), "muted", False),)
        name = short_name(self._filter_name or self._words, self.brush.ellipsis)
        return ((_("only") + " ", "muted", False), (name, "accent", False))

    def refresh_words(self) -> None:
        """Show header and footer in the current language."""
        super().refresh_words()
        self.show_header()

    # -- the row under the cursor ------------------------------------------------------------

    @property
    def item(self) -> AgendaItem | None:
        """The item under the cursor."""
        return self._rows.item(self.line_list.key) if self._rows is not None else None

    @property
    def row_customer(self) -> str | None:
        """The customer of the item under the cursor."""
        item = self.item
        return item.customer_id if item is not None else None

    @property
    def may_read_facts(self) -> bool:
        """Whether the rows are painted."""
        return self._begun and self.is_mounted

    @on(LineList.Moved)
    def _cursor_moved(self) -> None:
        self._show_place()
        self.load_facts()

    def spoken_place(self) -> str:
        """Return the name of the screen and the filter."""
        if self._wanted is None:
            return super().spoken_place()
        from kamtui.present.spoken import clauses

        return clauses((super().spoken_place(), f"{_('only')} {safe_text(self._words)}"))

    def _show_place(self) -> None:
        if self._wanted is not None:
            shown = len(self._rows.all_keys()) if self._rows is not None else 0
            every = len(self._agenda.items) if self._agenda is not None else shown
            count = _("{place} of {total}").format(place=shown, total=every)
            words = safe_text(self._filter_name or self._words)[:30]
            self.status.place(f"{_('only')} {words}  {count}")
            return
        rows, total = self.line_list.window, self.line_list.selectable
        hidden = len(rows) < len(self.line_list.source)
        place = self.line_list.ordinal + 1
        self.status.place(
            _("{place} of {total}").format(place=place, total=total) if hidden and total else ""
        )

    # -- acting ------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        row_free = one.id in _WITHOUT_ROW or (one.id == "agenda.add" and not self._customers)
        if one.id == "agenda.save_filter" and self._wanted is None:
            return _("All rows are shown; {key} filters first").format(
                key=self.letter("agenda.filter")
            )
        if one.id == "agenda.edit" and self._settled_now is not None:
            return None
        needs_row = one.scope == "agenda" and not row_free
        if needs_row or one.id in ("list.repeat", "list.mark", "list.mark_group", "list.open"):
            if self._find is None and self.line_list.key is None:
                return _("Nothing is on the agenda; / finds a customer")
            if self.line_list.key == DAY_KEY and self._find is None and one.id != "list.open":
                return _("Enter opens what was done today and what lacks words")
            line = self._line
            folded = self.line_list.key == FOLDED_KEY or line is not None
            acts = ("list.open", *self._folded_acts)
            if folded and self._find is None and one.id not in acts:
                if line is not None and line.kind == AgendaKind.STALE:
                    return _("Enter opens these customers; there 1 says verified")
                return _("These customers are folded: Enter opens them")
        chosen = self.chosen() if one.id in ("agenda.snooze", "agenda.date") else ()
        handing = one.id == "agenda.snooze" and len(chosen) == 1
        if chosen and not handing and not movable(chosen):
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

    @property
    def _line(self) -> FoldedItem | None:
        """The line under the cursor that stands for many of one kind."""
        return self._rows.line(self.line_list.key) if self._rows is not None else None

    def clear_rows(
        self,
        verb: str,
        items: tuple[AgendaItem, ...],
        to: date | None = None,
        *,
        write: Callable[[], ChangeSet] | None = None,
    ) -> None:
        """Do or snooze rows: they leave the screen at once and the book in the background.

        Rows that cannot be put off are left out and stay marked.

        Args:
            verb: ``done``, ``snooze`` or ``date``.
            items: The rows.
            to: The day they are put off to.
            write: What writes it, where it is more than done or put off.
        """
        every, items = items, items if to is None else movable(items)
        if not items:
            return
        left = tuple(item for item in every if item not in items)
        step = Step(verb, items, self.line_list.key, self.line_list.marks, to, left)
        ids = tuple(item.id for item in items)
        for one in ids:
            self._leaving[one] = None
        self.line_list.set_marks([item.id for item in left])
        do = write or writer(self, items, to)
        self._again = step
        self.operations.write(
            self,
            do,
            lambda changes: Cleared(step, changes, None),
            failed=lambda error: Cleared(step, None, error),
        )
        self.show_rows(follow=len(items) > 1 and step.cursor not in ids)

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
        self.say(self._told(step, *planned_parts(event.changes)))
        (one,) = step.items if len(step.items) == 1 else (None,)
        self._settled = (one, self.status.parts) if one is not None and settles(step) else None
        self.kam.broadcast(event.changes)

    def _told(self, step: Step, *planned: Part) -> tuple[Part, ...]:
        """Say what was done and how to take it back."""
        verb = done_verb(step.items) if step.to is None else put_off_verb(step.items)
        more: list[Part] = []
        if len(step.items) == 1:
            more.append((" " + self._what(step.items[0]), "muted", False))
        if step.to is not None:
            from kamtui.tui.panels.dates import told_day  # the first frame puts nothing off

            more += [self.arrow(), *told_day(step.to, self.book.today())]
        if step.left:
            more.append(("   " + left_words(step.left), "late", False))
        if settles(step):
            planned = (*planned, *self.key_hint("agenda.edit", _("writes how")))
        return self.told(verb, step.subject, *more, *planned)

    def _what(self, item: AgendaItem) -> str:
        """Return what a row is about, for a sentence: of money how much."""
        if item.amount_minor is None:
            return what_text(item)
        return "***" if self.kam.masked else short_amount(item.amount_minor)

    @property
    def _folded_acts(self) -> tuple[str, ...]:
        """What can be done on a folded line besides opening it."""
        if self._line is not None:
            reviews = ("agenda.done", "agenda.snooze", "agenda.date")
            return reviews if self._line.kind == AgendaKind.REVIEW else ()
        return ("agenda.done",)

    def do_agenda_done(self) -> Awaitable[None] | None:
        """Mark done; on the folded line plan those without a plan by cadence.

        What asks something first is asked about one row at a time.  At once where nothing is
        asked: a flow would be ended by the next key pressed quickly.
        """
        if self.line_list.key == FOLDED_KEY and not self.line_list.marks:
            return self.kam.open_panel("by_cadence", self)
        line = self._line
        if line is not None and not self.line_list.marks:
            return review_looked_over(self) if line.id == MODEL_REVIEW else self.do_list_open()
        items = self.chosen()
        if len(items) == 1 and asks(items[0]):
            return done_one(self, items[0])
        self.clear_rows("done", items)
        return None

    async def do_agenda_snooze(self) -> None:
        """Ask for a day by digits and put off."""
        await self._put_off("snooze")

    async def do_agenda_date(self) -> None:
        """Ask for a typed day and put off."""
        await self._put_off("date")

    async def _put_off(self, panel: str) -> None:
        items = self.chosen()
        if len(items) == 1 and items[0].kind == AgendaKind.COMPLAINT:
            await hand_over(self, items[0])
            return
        line = self._line if not items else None
        moved = movable(items)
        of_one_kind = len({item.kind for item in moved}) == 1
        to = await self.kam.open_panel(panel, self, moved[0] if of_one_kind else None)
        if line is not None and isinstance(to, date):
            await put_review_off(self, line, to)
        elif isinstance(to, date):
            self.clear_rows(panel, items, to)

    def do_list_repeat(self) -> Awaitable[None] | None:
        """Do the last action again, on this row."""
        again = self._again
        if again is None:
            return None
        if again.to is None:
            return self.do_agenda_done()
        self.clear_rows(again.verb, self.chosen(), again.to)
        return None

    async def do_agenda_log(self) -> None:
        """Open the log panel."""
        await self.kam.open_panel("log", self, self.item)

    @property
    def _settled_now(self) -> EditComplaint | None:
        """The complaint settled last, while the status line says that it can be written how."""
        from kamtui.tui.panels.feedback_items import EditComplaint

        if self._settled is None or self._settled[1] != self.status.parts:
            return None
        one = self._settled[0]
        return EditComplaint(one.customer_id, one.id, subject=one.customer, first="resolution")

    async def do_agenda_edit(self) -> None:
        """Change the row."""
        settled = self._settled_now
        await self.kam.open_panel("edit", self, self.item if settled is None else settled)

    async def do_agenda_add(self) -> None:
        """Add a follow-up; in an empty book the first customer."""
        if self.item is None:
            await self.kam.open_panel("add_customer", self, "")
            return
        await self.kam.open_panel("add", self, self.item)

    async def do_agenda_copy(self) -> None:
        """Copy the phone; again: ask what else."""
        await self.copy_phone()

    async def do_list_open(self) -> None:
        """Open the customer, the folded ones, or the end of the review."""
        if self._find is None and self.line_list.key == DAY_KEY:
            await self.kam.open_panel("day", self)
            return
        if self._find is None and self.line_list.key == FOLDED_KEY:
            await self.kam.show_customers(_("no-plan"))
            return
        line = self._line if self._find is None else None
        if line is not None:
            await self._open_line(line)
            return
        customer_id = self.customer_id
        if customer_id is not None:
            await self.kam.open_panel("customer", self, customer_id)

    async def _open_line(self, line: FoldedItem) -> None:
        """Show the grades or the model to review, those out of touch, or those to be greeted."""
        if line.id == MODEL_REVIEW:
            await self.kam.do_app_what_if()
        elif line.kind == AgendaKind.REVIEW:
            self.kam.go_to("grades")
        elif line.kind == AgendaKind.SILENCE:
            await self.kam.show_customers(_("quiet"))
        elif line.kind == AgendaKind.STALE:
            await self.kam.show_customers(_("stale"))
        else:
            await self.kam.show_customers("A B")

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
        if key is not None and self.item is not None:
            self.line_list.toggle_mark(key)
            self.line_list.move(1)
            self.tell_marks()

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
        self.tell_marks()

    # -- undo --------------------------------------------------------------------------------

    def step_taken_back(self, changes: ChangeSet, *, undo: bool) -> str:
        """Let row, place and marks return."""
        step = self._steps.pop() if undo and self._steps else None
        if not undo:
            self._note_step("redo")
        self._return_to = step
        self._leaving.clear()
        if step is None or not step.items:
            return super().step_taken_back(changes, undo=undo)
        return (
            f"{step.subject} {what_text(step.items[0])}" if len(step.items) == 1 else step.subject
        )

    def note_written(self, changes: ChangeSet) -> None:
        """Remember a step of a form."""
        self._note_step(changes.what)

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
