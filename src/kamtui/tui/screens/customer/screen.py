"""The screen of one customer: identity, tabs, weeks, the rows of the open tab."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.message import Message
from textual.widget import Widget

from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeSet
from kamtui.domain.views.customer import FollowUpView, PromiseView
from kamtui.domain.views.grading import Proposal
from kamtui.domain.views.search import NoteMatch
from kamtui.i18n import _, pgettext
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import clauses
from kamtui.tui.commands import Answer, Command, command
from kamtui.tui.panels.dates import told_day
from kamtui.tui.panels.delete import Deletion
from kamtui.tui.panels.ledger import ledger_of
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.book_screen import BookScreen
from kamtui.tui.screens.customer.changes import ChangesTab
from kamtui.tui.screens.customer.contacts import ContactsTab
from kamtui.tui.screens.customer.feedback import FeedbackTab
from kamtui.tui.screens.customer.grade import GradeTab
from kamtui.tui.screens.customer.head import Identity, Place, TabStrip, Weeks, open_plan
from kamtui.tui.screens.customer.history import HistoryTab
from kamtui.tui.screens.customer.orders import OrdersTab
from kamtui.tui.screens.customer.pane import FactsPane
from kamtui.tui.screens.customer.plans import PlansTab
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.header import Tab
from kamtui.tui.widgets.keys import FooterKey
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.words import planned_parts

__all__ = ["CustomerScreen", "open_customer"]

#: From this height rows breathe; look.md.
TALL = 32
_ELSEWHERE = ("list.mark", "list.repeat")
#: The tabs in their order.
KINDS: tuple[type[CustomerTab], ...] = (
    HistoryTab, ContactsTab, PlansTab, OrdersTab, FeedbackTab, GradeTab, ChangesTab,
)  # fmt: skip
TABS = tuple(one.NAME for one in KINDS)


class CustomerLoaded(Message):
    """A customer was read."""

    def __init__(
        self,
        facts: Facts,
        proposal: Proposal | None,
        cadence: str | None,
        extra: dict[str, object],
    ) -> None:
        """Carry everything the screen shows; `extra` is what tabs read, by their names."""
        super().__init__()
        self.facts, self.proposal = facts, proposal
        self.cadence, self.extra = cadence, extra


async def open_customer(screen: KamScreen, item: object = None) -> None:
    """Open a customer by its id, or its history at a note that was found.

    J and K walk the list one came from.
    """
    entry = item.communication_id if isinstance(item, NoteMatch) else None
    if isinstance(item, NoteMatch):
        item = item.customer_id
    if not isinstance(item, str):
        return
    if isinstance(screen, CustomerScreen):
        screen.show_customer(item, entry=entry)
        return
    neighbours = getattr(screen, "neighbours", None)
    ids = tuple(neighbours()) if neighbours is not None else ()
    await screen.kam.push_screen(
        CustomerScreen(item, ids, tab=screen.TAB, first=screen.OPENS, entry=entry)
    )


class CustomerScreen(BookScreen):
    """Identity, tabs, weeks, the rows of the tab, the facts where there is room."""

    KIND: ClassVar[str] = "customer"
    ROOM = (("#keys", 4), ("#status", 3), ("#tabs", 6), ("#identity", 5))
    DEFAULT_CSS = """
    CustomerScreen #pane { display: none; }
    """

    def __init__(
        self,
        customer_id: str,
        neighbours: Sequence[str],
        *,
        tab: str = "agenda",
        first: str = "history",
        entry: str | None = None,
    ) -> None:
        """Show a customer.

        Args:
            customer_id: Whose.
            neighbours: Customers of the list one came from, in its order.
            tab: The header's screen one came from.
            first: The tab that is open at first.
            entry: A communication to go to in the history.
        """
        super().__init__()
        self.customer_id = customer_id
        self._neighbours = tuple(neighbours)
        self._tab_of_header = tab
        self._tabs_by_name = {kind.NAME: kind(self) for kind in KINDS}
        self._tab = self._tabs_by_name[first]
        if entry is not None:
            self._seek(entry)
        self.facts: Facts | None = None
        self.proposal: Proposal | None = None
        self._cadence: str | None = None
        #: The next values come of the user's own act: the cursor keeps its place, not its row.
        self._acted = False

    def head_widgets(self) -> Sequence[Widget]:
        """Return who it is and the tabs."""
        return (
            Identity(self.brush, id="identity"),
            TabStrip(self.brush, id="tabs"),
        )

    def left_widgets(self) -> Sequence[Widget]:
        """Return the rows of the tab under the weeks of contact."""
        return (
            Weeks(self.brush, id="weeks"),
            LineList(self.brush, id="list"),
        )

    def right_widgets(self) -> Sequence[Widget]:
        """Return the facts."""
        return (FactsPane(self.brush, id="pane"),)

    def on_mount(self) -> None:
        """Ask for the customer."""
        self.lay_out()
        self.reload()

    # -- layout --------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Give the pane its room."""
        self.lay_out()
        self.show()
        self.refresh_words()

    def lay_out(self) -> None:
        """Show and size what there is room for."""
        super().lay_out()
        width, height = self.app.size.width, self.app.size.height
        pane = self.query_one(FactsPane)
        reader = self.kam.reader
        pane.display = width >= 110 and not reader
        pane.styles.width = max(30, min(40, width - 80))
        weeks = self.query_one(Weeks)
        shown = height >= 12 and not self.overlaid and not reader
        weeks.display = self.tab == "history" and shown
        weeks.styles.height = 4 if height >= TALL else 1
        self.line_list.set_lead(1 if height >= TALL and not weeks.display else 0)

    def footer(self) -> tuple[FooterKey, ...]:
        """Return the hints of what the tab does; marks belong to lists of customers."""
        hints = [
            hint
            for hint in super().footer()
            if hint.command_id not in _ELSEWHERE and not self._tab.hides(hint.command_id)
        ]
        shown = {hint.command_id for hint in hints}
        at = next((at for at, hint in enumerate(hints) if hint.command_id == "app.find"), 0)
        more = [command(name) for name in self._tab.HINTS if name not in shown]
        hints[at:at] = [
            FooterKey(self.kam.key_map.shown(one), _(one.label), one.id) for one in more
        ]
        return tuple(hints)

    # -- values --------------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for the customer anew."""
        ledger, customer_id = ledger_of(self), self.customer_id
        desk, masked, tab = self.desk, self.kam.masked, self._tab
        history = self._tabs_by_name["history"]
        limit = history.limit if isinstance(history, HistoryTab) else 0

        def ask() -> CustomerLoaded:
            brief = ledger.brief(customer_id=customer_id, communications=limit)
            try:
                proposal: Proposal | None = ledger.explain(customer_id=customer_id)
            except KamError:  # a scoring model that cannot be read must not hide the customer
                proposal = None
            shown = proposal.evaluation.shown_score if proposal else None
            score = int(shown) if shown is not None else None
            facts = Facts(brief, score, ledger.today(), masked)
            cadence = ledger.cadence_of(customer_id=customer_id)
            extra = {tab.NAME: tab.read(desk)} if tab.READS else {}
            return CustomerLoaded(facts, proposal, cadence, extra)

        self.operations.read(self, ask, lambda loaded: loaded, group="customer")

    @on(CustomerLoaded)
    def _loaded(self, event: CustomerLoaded) -> None:
        if event.facts.brief.customer.id != self.customer_id:
            return
        self.facts, self.proposal = event.facts, event.proposal
        self._cadence = event.cadence
        for name, value in event.extra.items():
            self._tabs_by_name[name].value = value
        acted, self._acted = self._acted, False
        self.show(follow=not acted)

    def show_customer(self, customer_id: str, *, entry: str | None = None) -> None:
        """Show another customer here, the history at an entry where one is given."""
        if customer_id != self.customer_id:
            self.customer_id = customer_id
            for tab in self._tabs_by_name.values():
                tab.forget()
            self.line_list.home()
            self.refit_form()  # a form left open is about the customer before, and says so
        if entry is not None:
            self._seek(entry)
            self.lay_out()
        self.reload()

    def _seek(self, entry: str) -> None:
        """Open the history at a communication, once it is read."""
        self._tab = self._tabs_by_name["history"]
        self._tab.seek(entry)

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self.reload()

    def show(self, *, follow: bool = True) -> None:
        """Draw what there is; the cursor keeps its row where `follow` says so."""
        facts = self.facts
        # A screen that is being left still gets its messages, but has no widgets any more.
        if facts is None or not self.is_mounted or not self.query(Identity):
            return
        self.query_one(Identity).show(facts, self._place(), self._cadence)
        self.query_one(TabStrip).show(self._tab_words(facts))
        self.query_one(Weeks).show(facts, self._cadence)
        self.query_one(FactsPane).show(facts, self.proposal)
        if self._find is None:
            self.line_list.show(self._tab.rows(facts), follow=follow)
            self._tab.shown(facts)
        self.status.place(self._tab.status(facts))

    def _place(self) -> Place:
        if self.customer_id not in self._neighbours:
            return Place()
        return Place(self._neighbours.index(self.customer_id) + 1, len(self._neighbours))

    def _tab_words(self, facts: Facts) -> tuple[Tab, ...]:
        return tuple(
            Tab(tab.NAME, _(tab.LABEL), tab.count(facts), tab is self._tab)
            for tab in self._tabs_by_name.values()
        )

    def spoken_place(self) -> str:
        """Return whose record this is, the tab and its filter."""
        if self._find is not None or self.overlaid or self.facts is None:
            return super().spoken_place()
        name, tab = self.facts.brief.customer.name, _(self._tab.LABEL)
        return clauses((name, tab, self._tab.status(self.facts)))

    # -- tabs ----------------------------------------------------------------------------------

    @property
    def tab(self) -> str:
        """The name of the tab that is open."""
        return self._tab.NAME

    def open_tab(self, name: str) -> None:
        """Open a tab by its name; the cursor goes to its first row."""
        self._tab = self._tabs_by_name[name]
        self.say("")  # what was said about a row of the tab before
        self.lay_out()
        self.show(follow=False)
        self.line_list.home()
        self.refresh_words()
        if self._tab.READS:
            self._acted = True  # rows that came meanwhile push none under the cursor down
            self.reload()

    def do_app_next_screen(self) -> None:
        """Show the next tab."""
        self.open_tab(TABS[(TABS.index(self.tab) + 1) % len(TABS)])

    def do_app_previous_screen(self) -> None:
        """Show the tab before."""
        self.open_tab(TABS[(TABS.index(self.tab) - 1) % len(TABS)])

    @on(TabStrip.Pressed)
    def _tab_pressed(self, event: TabStrip.Pressed) -> None:
        self.open_tab(event.tab_id)

    @on(LineList.Moved)
    def _cursor_moved(self) -> None:
        if self.facts is not None and self._find is None:
            self._tab.moved(self.facts)

    async def do_list_open(self) -> None:
        """Show more of the row under the cursor."""
        await self._tab.open()

    # -- acting --------------------------------------------------------------------------------

    @property
    def plan(self) -> FollowUpView | None:
        """The open follow-up that is due first."""
        return open_plan(self.facts) if self.facts is not None else None

    def asks(self, one: Command) -> Answer | None:
        """Return what a command asks for first; money received asks how much."""
        if one.id == "customer.done" and self._tab.done_asks:
            return "line"
        return super().asks(one)

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now; about rows the tab knows."""
        if one.id in ("customer.next", "customer.previous") and len(self._neighbours) < 2:
            return _("There is no list around this customer")
        if one.scope == "customer" or one.id == "list.delete":
            tab = self._grades if one.id == "customer.accept_grade" else self._tab
            reason = tab.why_not(one)
            if reason is not None:
                return reason
        return super().why_not(one)

    async def do_customer_done(self) -> None:
        """Mark the open follow-up done, or what the row is."""
        if await self._tab.done():
            return
        plan = self._tab.plan()
        if plan is not None:
            changes = await self.operations.perform(lambda: self.book.done(item_ids=(plan.id,)))
            verb = _("Delivered:") if isinstance(plan, PromiseView) else _("Done:")
            self.tell_acted(verb, _what(plan), changes)

    async def do_customer_snooze(self) -> None:
        """Put the open follow-up off by a digit."""
        if not await self._tab.snooze():
            await self._put_off("snooze")

    async def do_customer_date(self) -> None:
        """Put the open follow-up off to a typed day."""
        if not await self._tab.another_date():
            await self._put_off("date")

    async def _put_off(self, panel: str) -> None:
        plan = self._tab.plan()
        to = await self.kam.open_panel(panel, self, None)
        if plan is None or not isinstance(to, date):
            return
        changes = await self.operations.perform(
            lambda: self.book.snooze(item_ids=(plan.id,), to=to)
        )
        self.tell_acted(
            _("Snoozed:"), _what(plan), changes, self.arrow(), *told_day(to, self.book.today())
        )

    def tell_acted(self, verb: str, words: str, changes: ChangeSet, *more: Part) -> None:
        """Say what was done to a row and how to take it back; the cursor keeps its place."""
        self.say(self.told(verb, words, *more, *planned_parts(changes)))
        self._acted = True
        self.kam.broadcast(changes)

    def note_written(self, changes: ChangeSet) -> None:
        """Let the tab go to what a form made."""
        self._tab.written(changes)

    def step_taken_back(self, changes: ChangeSet, *, undo: bool) -> str:
        """Let the tab go back to where the step was made."""
        if undo:
            self._tab.taken_back(changes.what.partition(":")[2])
        return super().step_taken_back(changes, undo=undo)

    def do_app_back(self) -> None:
        """Take the tab's filter away, else leave the customer."""
        if not self._tab.back():
            self.kam.do_app_back()

    async def do_customer_log(self) -> None:
        """Write down a contact."""
        await self.kam.open_panel("log", self, self.customer_id)

    async def do_customer_edit(self) -> None:
        """Change the row under the cursor, or the customer."""
        await self._tab.edit()

    async def do_customer_edit_customer(self) -> None:
        """Change the customer's fields, whatever the tab."""
        await self.edit_customer()

    async def edit_customer(self) -> None:
        """Open the form of the customer's fields."""
        await self.kam.open_panel("edit", self, self.facts.brief if self.facts else None)

    async def do_customer_copy(self) -> None:
        """Copy what the row holds, else the phone; again: WeChat, address."""
        await self._tab.copy()

    async def copy_customer(self, contact_id: str | None = None) -> None:
        """Copy a person's phone, the main contact's where none is named; again: WeChat, address."""
        from kamtui.tui.panels.copy import Whose

        await self.kam.open_panel("copy", self, Whose(self.customer_id, contact_id))

    async def do_app_code(self) -> None:
        """Show a code that dials, for the phone's camera."""
        from kamtui.tui.panels.copy import Whose

        await self.kam.open_panel("code", self, Whose(self.customer_id))

    async def do_customer_revert(self) -> None:
        """Take the change under the cursor back."""
        await self._tab.revert()

    async def do_customer_add(self) -> None:
        """Add what the tab lists."""
        await self._tab.add()

    async def do_customer_grade(self) -> None:
        """Set the grade by hand, whatever the tab."""
        await self._grades.set_grade()

    async def do_customer_accept_grade(self) -> None:
        """Accept the grade the records propose, whatever the tab."""
        await self._grades.accept()

    @property
    def _grades(self) -> GradeTab:
        """The tab that knows about the grade."""
        tab = self._tabs_by_name["grade"]
        assert isinstance(tab, GradeTab)
        return tab

    async def do_customer_portrait(self) -> None:
        """Show where the customer is in every dimension, and every trait."""
        await self.kam.open_panel("portrait", self, self.customer_id)

    def neighbours(self) -> tuple[str, ...]:
        """Return the customers of the list one came from, for its portrait."""
        return self._neighbours

    async def add_follow_up(self) -> None:
        """Ask for a day and what is to be done then."""
        await self.kam.open_panel("add", self, self.customer_id)

    async def do_customer_filter(self) -> None:
        """Show only the rows that have some words."""
        await self._tab.filter()

    async def do_list_delete(self) -> None:
        """Ask and delete the row under the cursor."""
        await self._tab.delete()

    async def delete_record(self, entity: str, record_id: str, words: str) -> None:
        """Ask and delete a record of this customer, called by some words; undo brings it back."""
        await self.kam.open_panel("delete", self, Deletion(entity, record_id, words))

    def do_customer_next(self) -> None:
        """Go to the next customer of the list."""
        self._neighbour(1)

    def do_customer_previous(self) -> None:
        """Go to the customer before."""
        self._neighbour(-1)

    def _neighbour(self, by: int) -> None:
        ids = self._neighbours
        if self.customer_id not in ids:
            self.show_customer(ids[0])
            return
        at = ids.index(self.customer_id) + by
        if not 0 <= at < len(ids):
            self.say(_("This is the last customer") if by > 0 else _("This is the first customer"))
            return
        self.show_customer(ids[at])
        self.say("")

    def find_ended(self) -> None:
        """Show the tab again."""
        self.show()


def _what(plan: FollowUpView | PromiseView) -> str:
    if isinstance(plan, PromiseView):
        return safe_text(plan.what)
    return safe_text(plan.what) or channel_label(plan.channel) or pgettext("follow-up", "open")
