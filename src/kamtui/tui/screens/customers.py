"""The customers: all of them, in any order, by windows."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message

from kamtui.domain.customer_filter import CustomerFilter, SortOrder, parse_filter
from kamtui.domain.filter_of import FilterOf
from kamtui.i18n import _, pgettext
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import clauses
from kamtui.services import customer_list
from kamtui.tui.screens.customers_acts import CustomerActs
from kamtui.tui.screens.customers_filter import CustomersFilter
from kamtui.tui.screens.filtered import FilteredScreen
from kamtui.tui.widgets.customer_list_empty import WordRows, empty_book, nobody_fits
from kamtui.tui.widgets.customer_list_rows import PAGE, CustomerListRows, Titles, put_titles
from kamtui.tui.widgets.header import Group, Header, Tab
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.preview import Preview
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from textual.widget import Widget

    from kamtui.domain.views.customer_list import CustomerListHead, CustomerRow

__all__ = ["CustomersScreen"]


class ListLoaded(Message):
    """The list was begun: how long it is, its header, the windows around the cursor."""

    def __init__(
        self,
        head: CustomerListHead,
        total: int,
        spine: tuple[str, ...] | None,
        pages: dict[int, tuple[CustomerRow, ...]],
        arrived: tuple[str, int | None] | None = None,
        unmarked: frozenset[str] = frozenset(),
    ) -> None:
        """Carry what was read.

        `spine` holds all ids where no index has the order.  `arrived` is a customer just added
        and its place, None where the filter hides it.  `unmarked` are those that were marked and
        are not listed any more.
        """
        super().__init__()
        self.unmarked = unmarked
        self.head = head
        self.total = total
        self.spine = spine
        self.pages = pages
        self.arrived = arrived


class PageLoaded(Message):
    """One more window was read."""

    def __init__(self, rows: CustomerListRows, page: int, found: tuple[CustomerRow, ...]) -> None:
        """Carry the list it belongs to, its number and its rows."""
        super().__init__()
        self.rows = rows
        self.page = page
        self.found = found


class CustomersScreen(CustomerActs, FilteredScreen):
    """List, preview or pane, status and keys."""

    KIND: ClassVar[str] = "customers"
    TAB: ClassVar[str] = "customers"
    FILTERS: ClassVar[FilterOf] = FilterOf.CUSTOMERS
    FILTER_COMMAND: ClassVar[str] = "customers.filter"
    FOOTER: ClassVar[Sequence[str]] = (
        "app.find", "list.open", "customers.log", "customers.date", "customers.edit",
        "customers.copy", "customers.add", "list.sort", "app.help",
    )  # fmt: skip

    def __init__(self) -> None:
        """Start without values; they are asked for when the screen is mounted."""
        super().__init__()
        #: Said once the list that was asked for is there.
        self._told: tuple[Part, ...] = ()
        self._head: CustomerListHead | None = None
        self._spine: tuple[str, ...] | None = None
        self._names: dict[str, str] = {}
        #: The next rows are another list: the cursor starts at its top.
        self._from_top = False
        #: A customer just added, to whom the cursor goes with the next rows.
        self._arriving: str | None = None

    def left_widgets(self) -> Sequence[Widget]:
        """Return the list under its titles, and the preview below it."""
        return (
            Titles(self.brush, put_titles, id="titles"),
            LineList(self.brush, id="list"),
            Preview(self.brush, id="preview"),
        )

    def right_widgets(self) -> Sequence[Widget]:
        """Return the pane."""
        return (Pane(self.brush, id="pane"),)

    def on_mount(self) -> None:
        """Ask for the rows."""
        self.lay_out()
        self.reload()

    # -- values ------------------------------------------------------------------------------

    @property
    def rows(self) -> CustomerListRows | None:
        """The rows, None before they are read."""
        return self._rows

    def reload(self) -> None:
        """Ask for the list anew, the windows around the cursor first."""
        book, wanted, order = self.lists, self._wanted, self._order
        at = 0 if self._from_top else max(0, self.line_list.cursor) // PAGE
        plain = wanted.is_plain and order is SortOrder.GRADE
        arriving = self._arriving
        marks = self.line_list.marks

        def ask() -> ListLoaded:
            head = book.customer_head()
            spine = None if plain else book.customer_spine(wanted=wanted, order=order)
            total = head.total if spine is None else len(spine)
            last = max(0, (total - 1) // PAGE)
            place = None
            if arriving is not None:
                ids = spine or book.customer_spine(wanted=wanted, order=order)
                place = ids.index(arriving) if arriving in ids else None
            first = min(at if place is None else place // PAGE, last)
            pages = {
                page: self._read(page, spine, total)
                for page in range(first, min(first + 1, last) + 1)
            }
            arrived = None if arriving is None else (arriving, place)
            unlisted = self._unlisted(wanted, marks)
            return ListLoaded(head, total, spine, pages, arrived, unlisted)

        self.operations.read(self, ask, lambda loaded: loaded, group="list")

    def _unlisted(self, wanted: CustomerFilter, marks: tuple[str, ...]) -> frozenset[str]:
        """Return the marked customers whom a filter leaves out; runs in the reading thread."""
        if not marks:
            return frozenset()
        kept = customer_list.still_listed(self.desk, wanted=wanted, customer_ids=marks)
        return frozenset(marks).difference(kept)

    def _read(
        self, page: int, spine: tuple[str, ...] | None, total: int
    ) -> tuple[CustomerRow, ...]:
        """Read one window; runs in the reading thread."""
        book = self.lists
        if spine is not None:
            return book.customer_rows(customer_ids=spine[page * PAGE : (page + 1) * PAGE])
        return book.customer_window(
            wanted=self._wanted, order=self._order, offset=page * PAGE, limit=PAGE, total=total
        )

    @on(ListLoaded)
    def _loaded(self, event: ListLoaded) -> None:
        listing, old = self.line_list, self._rows
        follow = old is not None and self._find is None and not self._from_top
        was = old.key(listing.cursor) if old is not None and follow else None
        self._head, self._spine = event.head, event.spine
        if event.unmarked:
            listing.set_marks([one for one in listing.marks if one not in event.unmarked])
        rows = CustomerListRows(
            event.total,
            self.book.today(),
            ask=lambda page: self._ask_page(rows, page),
            by_grade=self._order is SortOrder.GRADE,
            silence=event.head.silence,
            masked=self.kam.masked,
        )
        for page, found in event.pages.items():
            rows.take(page, found)
            self._names.update((row.customer_id, row.name) for row in found)
        self._rows = rows
        self.kam.tab_counts.pop("customers", None)
        self.show_rows()
        if self._from_top and self._find is None:
            listing.home()
        self._from_top = False
        said = self._said_at is not None
        if event.arrived is not None:
            self._welcome(*event.arrived)
        elif was is not None:
            place = rows.find(was, max(0, listing.cursor))
            if place is not None:
                listing.move_to_ordinal(place)
        self.show_header()
        told, self._told = self._told, ()
        if told:
            self.say(told)
        elif said:  # what was said is about an action, not about the row the cursor came to
            self._said_at = listing.cursor
        else:
            self.idle()
        self.follow_cursor()
        rows.ask_around(max(0, listing.cursor))

    def _ask_page(self, rows: CustomerListRows, page: int) -> None:
        spine, total = self._spine, len(rows)
        self.operations.read(
            self,
            lambda: self._read(page, spine, total),
            lambda found: PageLoaded(rows, page, found),
            group=f"page {page}",
        )

    @on(PageLoaded)
    def _page_loaded(self, event: PageLoaded) -> None:
        if event.rows is not self._rows:
            return
        event.rows.take(event.page, event.found)
        if len(self._names) > 50 * PAGE:
            self._names.clear()
        self._names.update((row.customer_id, row.name) for row in event.found)
        if self._find is not None:
            return
        window = self.line_list.window
        if window.start // PAGE <= event.page <= max(0, window.stop - 1) // PAGE:
            self.line_list.redraw()
            self.load_facts()
            self.show_keys()  # the row under the cursor is there: its keys mean something

    def scores_changed(self) -> None:
        """Read the rows again: they show the stored scores and stand in their order."""
        if not self.is_current:
            self.stale = True
        elif self._find is None:
            self.reload()

    def on_screen_resume(self) -> None:
        """Load again what changed while hidden."""
        super().on_screen_resume()
        self.show_header()

    def arrive_at(self, customer_id: str) -> None:
        """Let the cursor go to a customer just added, with the next rows."""
        self._arriving = customer_id

    def _welcome(self, customer_id: str, place: int | None) -> None:
        if customer_id == self._arriving:
            self._arriving = None
        if place is not None:
            said = self.status.parts
            if self.line_list.move_to_ordinal(place):
                self.call_later(self.say, said)  # the cursor moved because of what was said
            return
        self.say(
            (
                (_("Added, and hidden by the filter"), "text", False),
                ("   Esc", "accent", False),
                (" " + _("shows everybody"), "muted", False),
                *self.undo_hint(),
            )
        )

    # -- showing -----------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Draw the rows there are."""
        rows = self._rows
        if rows is None or not self.is_mounted or self._find is not None:
            return
        listing = self.line_list
        if not len(rows):
            listing.set_marks(())
            plain = self._wanted.is_plain
            listing.show(WordRows(empty_book() if plain else nobody_fits(self._words)))
            return
        rows.mask(self.kam.masked)
        marks = listing.marks
        listing.set_marks(())  # the list would look for each of them in all rows
        listing.show(rows)
        listing.set_marks(marks)

    def name_of(self, customer_id: str) -> str:
        """Return what a customer is called."""
        if customer_id in self._names:
            return self._names[customer_id]
        facts = self._facts.get(customer_id)
        return facts.brief.customer.name if facts is not None else ""

    def tabs(self) -> tuple[Tab, ...]:
        """Return the screens of the header with how many customers are listed."""
        count = len(self._rows) if self._rows is not None else None
        return tuple(
            Tab(tab.id, tab.label, count, tab.active) if tab.id == self.TAB else tab
            for tab in super().tabs()
        )

    def show_header(self) -> None:
        """Draw the tabs, customers per grade, and how many are out of touch."""
        head = self._head
        if head is None or not self.is_mounted:
            return
        groups: list[Group] = []
        for place, (grade, number) in enumerate(head.by_grade):
            letter = safe_text(grade)[:1] if grade != "~" else "-"
            role = f"grade:{letter}" if grade != "~" else "muted"
            count = (f" {number}", "muted", False)
            groups.append(Group(((letter, role, True), count), drop=place + 1))  # the last first
        quiet = head.out_of_touch
        words = _("{count} out of touch").format(count=quiet)
        groups.append(Group(((words, "late" if quiet else "muted", quiet > 0),)))
        self.query_one(Header).show(self.tabs(), groups)

    def spoken_place(self) -> str:
        """Return the name of the screen, the order and the filter."""
        only = self._words and f"{_('only')} {safe_text(self._filter_name or self._words)}"
        return clauses((super().spoken_place(), _SORTED[self._order](), only))

    def idle_words(self) -> tuple[Part, ...]:
        """Return the order, the filter and the place of the cursor."""
        rows = self._rows
        if rows is None:
            return ()
        parts: list[Part] = [(_SORTED[self._order](), "muted", False)]
        if self._words:
            parts += [
                ("   " + _("only") + " ", "muted", False),
                (safe_text(self._filter_name or self._words), "text", False),
            ]
        if len(rows):
            place = _("{place} of {total}").format(
                place=self.line_list.ordinal + 1, total=len(rows)
            )
            parts.append(("   " + place, "muted", False))
        return tuple(parts)

    @on(LineList.Moved)
    def _look_ahead(self) -> None:
        if self._rows is not None and self._find is None:
            self._rows.ask_around(max(0, self.line_list.cursor))

    # -- acting ------------------------------------------------------------------------------

    async def do_customers_filter(self) -> None:
        """Ask for the words of a filter."""
        await CustomersFilter(self, self._words).run()

    async def do_customers_deleted(self) -> None:
        """Show the deleted customers."""
        self.filter_by(_("deleted"))

    def do_customers_save_filter(self) -> Awaitable[None]:
        """Keep the filter that is shown under a name."""
        return self.save_filter()

    def do_customers_forget_filter(self) -> Awaitable[None]:
        """Delete a saved filter."""
        return self.forget_filter()

    def filter_by(self, text: str, *, name: str = "", told: tuple[Part, ...] = ()) -> None:
        """Show only those a filter leaves; empty words show everybody.

        Args:
            text: Words.
            name: What it is called where it is a saved one.
            told: Said once the list is there.
        """
        words, self._filter_name = text.strip(), name
        if words == self._words:
            if told:
                self.say(told)
            else:
                self.idle()
            return
        self._words, self._wanted, self._told = words, parse_filter(words), told
        self._begin_anew()

    def do_list_sort(self) -> None:
        """Step to the next order; the cursor goes to its first row."""
        orders = list(SortOrder)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._begin_anew()

    def _begin_anew(self) -> None:
        """Ask for another list; the status line names it already."""
        self._from_top = True
        self.idle()
        self.reload()

    def load_facts(self) -> None:
        """Show the customer under the cursor; a deleted one is not there to be read."""
        if self._wanted.deleted and self._find is None:
            self._shown_customer = None
            if self.is_mounted:
                self.show_facts(None)
            return
        super().load_facts()

    def do_app_back(self) -> None:
        """Take the marks away, then the filter, else go back."""
        if not self.line_list.marks and self._words:
            self.filter_by("")
            self.say(_("Everybody is shown"))
            return
        super().do_app_back()

    def go_to_customer(self, customer_id: str) -> bool:
        """Put the cursor on a customer; False where it is not among the rows that were read."""
        place = self._rows.find(customer_id, self.line_list.cursor) if self._rows else None
        return place is not None and (
            self.line_list.move_to_ordinal(place) or self.line_list.cursor == place
        )

    def neighbours(self) -> tuple[str, ...]:
        """Return the customers around the cursor in order, for J and K on the customer screen."""
        return self._rows.run(max(0, self.line_list.cursor)) if self._rows is not None else ()


#: What each order is called, asked for when it is shown.
_SORTED: dict[SortOrder, Callable[[], str]] = {
    SortOrder.GRADE: lambda: pgettext("order", "sorted by grade and score"),
    SortOrder.NAME: lambda: pgettext("order", "sorted by name"),
    SortOrder.SILENT: lambda: pgettext("order", "sorted by last contact, the longest ago first"),
    SortOrder.NEXT: lambda: pgettext("order", "sorted by next date"),
    SortOrder.SCORE: lambda: pgettext("order", "sorted by score"),
}
