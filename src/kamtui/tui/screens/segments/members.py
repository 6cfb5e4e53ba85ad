"""The customers of a segment: all of them, those who came, those who left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message
from textual.timer import Timer

from kamtui.i18n import _, pgettext
from kamtui.present.segment_about import left_out_words
from kamtui.present.segment_words import dimension_label, segment_label
from kamtui.tui.commands import Command
from kamtui.tui.messages import Changed
from kamtui.tui.screens.customer.head import TabStrip
from kamtui.tui.screens.customers_base import CustomerRowsScreen
from kamtui.tui.screens.segments.judged import FEW, SETTLE, Judged, judge, think
from kamtui.tui.screens.segments.member_rows import MemberRows, Moved, put_member_titles
from kamtui.tui.widgets.customer_list_empty import WordRows
from kamtui.tui.widgets.customer_list_rows import Titles
from kamtui.tui.widgets.header import Group, Header, Tab
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.preview import Preview
from kamtui.tui.widgets.prompt import Part
from kamtui.tui.widgets.windowed_rows import PAGE

if TYPE_CHECKING:
    from textual.widget import Widget

    from kamtui.domain.views.segments import MemberRow, SegmentRow, SegmentsView
    from kamtui.tui.widgets.paint import Brush, Line

__all__ = ["MembersScreen"]

#: Everybody, those who came, those who left: the tabs in their order.
_ALL: tuple[Moved | None, ...] = (None, "came", "left")
_ON_A_ROW = ("list.open", "list.mark", "list.mark_group", "list.repeat", "list.delete")
#: More members than there are.
_EVERYBODY = 10**9


class MembersJudged(Message):
    """The dimension was judged anew."""

    def __init__(self, turn: int, view: SegmentsView) -> None:
        """Carry it."""
        super().__init__()
        self.turn, self.view = turn, view


class WindowLoaded(Message):
    """A window of the members was read."""

    def __init__(self, rows: MemberRows, page: int, found: tuple[MemberRow, ...]) -> None:
        """Carry the list it belongs to, its number and its rows."""
        super().__init__()
        self.rows, self.page, self.found = rows, page, found


class MembersScreen(CustomerRowsScreen):
    """The list, and the customer under the cursor below or beside it."""

    KIND: ClassVar[str] = "members"
    TAB: ClassVar[str] = "segments"
    OPENS: ClassVar[str] = "history"
    FOOTER: ClassVar[Sequence[str]] = (
        "list.open", "members.log", "members.moved", "members.portrait", "members.edit",
        "members.copy", "app.undo", "app.help",
    )  # fmt: skip
    ROOM = (("#keys", 4), ("#status", 3), ("#header", 2), ("#moved", 5))

    def __init__(self, judged: Judged, view: SegmentsView, key: str) -> None:
        """Show a segment of what was judged."""
        super().__init__()
        self.judged, self.view, self.segment = judged, view, key
        self.moved: Moved | None = None
        self._rows: MemberRows | None = None
        self._names: dict[str, str] = {}
        self._settling: Timer | None = None

    def head_widgets(self) -> Sequence[Widget]:
        """Return the header, and all, came, left as tabs."""
        return (Header(self.brush, id="header"), TabStrip(self.brush, id="moved"))

    def left_widgets(self) -> Sequence[Widget]:
        """Return the list under its titles, and the preview below it."""
        return (
            Titles(self.brush, self._titles(), id="titles"),
            LineList(self.brush, id="list"),
            Preview(self.brush, id="preview"),
        )

    def right_widgets(self) -> Sequence[Widget]:
        """Return the pane."""
        return (Pane(self.brush, id="pane"),)

    def on_mount(self) -> None:
        """Ask for the first window."""
        self.lay_out()
        self._show_list()

    # -- values --------------------------------------------------------------------------------

    @property
    def _row_of_segment(self) -> SegmentRow | None:
        return next((row for row in self.view.rows if row.key == self.segment), None)

    def _total(self) -> int:
        row = self._row_of_segment
        if row is None:
            return 0
        return {None: row.customers, "came": row.came, "left": row.left}[self.moved]

    def _show_list(self, *, at: int = 0) -> None:
        """Show a list of the length there is; its windows come when they are in sight."""
        rows = MemberRows(
            self._total(),
            self.view.by,
            ask=lambda page: self._ask_page(rows, page),
            scored=self.view.thresholds is not None,
            moves=self.view.before_on is not None,
            moved=self.moved,
            masked=self.kam.masked,
        )
        self._rows = rows
        self.show_header()
        if len(rows):
            rows.ask_around(max(0, min(at, len(rows) - 1)))
        else:
            self.show_rows()
            self.follow_cursor()

    def _ask_page(self, rows: MemberRows, page: int) -> None:
        desk, found, key, moved = self.desk, self.view.membership, self.segment, self.moved

        def ask() -> tuple[MemberRow, ...]:
            from kamtui.services import segments

            return segments.members(
                desk, segment=key, first=page * PAGE, count=PAGE, membership=found, moved=moved
            ).rows

        self.operations.read(
            self, ask, lambda found: WindowLoaded(rows, page, found), group=f"page {page}"
        )

    @on(WindowLoaded)
    def _window_loaded(self, event: WindowLoaded) -> None:
        if event.rows is not self._rows:
            return
        event.rows.take(event.page, event.found)
        if len(self._names) > 50 * PAGE:
            self._names.clear()
        self._names.update((row.customer_id, row.name) for row in event.found)
        if self._find is not None:
            return
        if self.line_list.source is not event.rows:
            self.show_rows()
            self.follow_cursor()
            return
        window = self.line_list.window
        if window.start // PAGE <= event.page <= max(0, window.stop - 1) // PAGE:
            self.line_list.redraw()
            self.load_facts()
            self.show_keys()  # the row under the cursor is there: its keys mean something

    def reload(self) -> None:
        """Read the rows again at once; who belongs here is judged anew beside that."""
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        self._show_list(at=self.line_list.cursor)
        if self.view.customers > FEW:
            self._settling = self.set_timer(SETTLE, self._judge_anew)
        else:
            self._judge_anew()

    def _judge_anew(self) -> None:
        desk, by = self.desk, self.view.by
        day, turn = self.judged.day, self.judged.turn
        think(self, lambda: MembersJudged(turn, judge(desk, by, day)), group="members")

    @on(MembersJudged)
    def _judged(self, event: MembersJudged) -> None:
        self.judged.keep(event.view, event.turn)
        if event.view.by != self.view.by:  # forgotten in another window
            self.say(_("This dimension was forgotten"))
            return
        self.view = event.view
        self._show_list(at=self.line_list.cursor)

    @on(Changed)
    def _note_kinds(self, event: Changed) -> None:
        self.judged.forget()

    def scores_changed(self) -> None:
        """Show the score of the customer under the cursor anew."""
        self.forget_facts()
        self.load_facts()

    # -- showing -------------------------------------------------------------------------------

    def show_rows(self) -> None:
        """Draw the rows there are; the cursor keeps its row where that still belongs here."""
        rows = self._rows
        if rows is None or not self.is_mounted or self._find is not None:
            return
        self.query_one(Titles).show(self._titles())
        listing = self.line_list
        if not len(rows):
            listing.set_marks(())
            listing.show(WordRows(((), ((self._nobody(), "text", True),))))
            return
        rows.masked = self.kam.masked
        was, before = listing.key, max(0, listing.cursor)
        marks = listing.marks
        listing.set_marks(())  # the list would look for each of them in all rows
        listing.show(rows)
        listing.set_marks(marks)
        place = rows.find(was, before) if was is not None else None
        if place is not None:
            listing.move_to_ordinal(place)
        if self._said_at is None:
            self.idle()
        else:  # what was said is about an action, not about the row the cursor came to
            self._said_at = max(0, listing.cursor)

    def _titles(self) -> Callable[[Line, Brush], None]:
        return put_member_titles(
            scored=self.view.thresholds is not None,
            moves=self.view.before_on is not None,
            moved=self.moved,
        )

    def _nobody(self) -> str:
        if self._row_of_segment is None:
            return _("This segment is gone: its rules were changed")
        if self.moved == "came":
            return _("Nobody came since the period before")
        if self.moved == "left":
            return _("Nobody left since the period before")
        return _("Nobody belongs to this segment")

    def show_header(self) -> None:
        """Draw the screens, the day, and how many came and left."""
        if not self.is_mounted or not self.query(TabStrip):
            return
        groups = [Group(((dimension_label(self.view.by), "muted", False),), drop=2)]
        if self.judged.day is not None:
            words = _("as of {day}").format(day=self.judged.day.isoformat())
            groups = [Group(((words, "late", True),))]
        self.query_one(Header).show(self.tabs(), groups)
        self.query_one(TabStrip).show(self._strip())

    def _strip(self) -> tuple[Tab, ...]:
        row, by = self._row_of_segment, self.view.by
        name = segment_label(by, self.segment)
        every = Tab("all", name, f"{row.customers if row else 0:,}", self.moved is None)
        return (
            every,
            Tab("came", pgettext("segments", "came"), row.came if row else 0,
                self.moved == "came"),
            Tab("left", pgettext("segments", "left"), row.left if row else 0,
                self.moved == "left"),
        )  # fmt: skip

    def idle_words(self) -> tuple[Part, ...]:
        """Return the order, the place of the cursor and what is left out."""
        rows = self._rows
        if rows is None or not len(rows):
            return ()
        place = _("{place} of {total}").format(
            place=f"{self.line_list.ordinal + 1:,}", total=f"{len(rows):,}"
        )
        parts: list[Part] = [
            (_("the most money first"), "muted", False),
            ("   " + place, "muted", False),
        ]
        if self.view.left_out:
            parts.append(("   * " + left_out_words(self.view.left_out), "late", False))
        return tuple(parts)

    def name_of(self, customer_id: str) -> str:
        """Return what a customer is called."""
        if customer_id in self._names:
            return self._names[customer_id]
        facts = self._facts.get(customer_id)
        return facts.brief.customer.name if facts is not None else ""

    def neighbours(self) -> tuple[str, ...]:
        """Return the customers around the cursor in order, for J and K on the customer screen."""
        return self._rows.run(max(0, self.line_list.cursor)) if self._rows is not None else ()

    def go_to_customer(self, customer_id: str) -> bool:
        """Put the cursor on a customer; False where it is not among the rows that were read."""
        place = self._rows.find(customer_id, self.line_list.cursor) if self._rows else None
        return place is not None and (
            self.line_list.move_to_ordinal(place) or self.line_list.cursor == place
        )

    @on(LineList.Moved)
    def _look_ahead(self) -> None:
        if self._rows is not None and len(self._rows) and self._find is None:
            self._rows.ask_around(max(0, self.line_list.cursor))

    # -- who moved -----------------------------------------------------------------------------

    def show_moved(self, moved: Moved | None) -> None:
        """Show all, those who came, or those who left."""
        if moved == self.moved:
            return
        self.moved = moved
        self.line_list.set_marks(())
        self._said_at = None
        self._show_list()
        self.line_list.home()

    def _step(self, by: int) -> None:
        self.show_moved(_ALL[(_ALL.index(self.moved) + by) % len(_ALL)])

    def do_members_moved(self) -> None:
        """Go on to those who came, those who left, all."""
        self._step(1)

    def do_app_next_screen(self) -> None:
        """Show the next tab."""
        self._step(1)

    def do_app_previous_screen(self) -> None:
        """Show the tab before."""
        self._step(-1)

    @on(TabStrip.Pressed)
    def _tab_pressed(self, event: TabStrip.Pressed) -> None:
        self.show_moved(next((one for one in _ALL if one == event.tab_id), None))

    # -- acting --------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        if self._find is None:
            needs_row = one.scope == "members" and one.id != "members.moved"
            if needs_row or one.id in _ON_A_ROW:
                if not (self._rows is not None and len(self._rows)):
                    return _("There is no customer here")
                if self.line_list.key is None:
                    return _("This row is still being read")
            if one.id == "list.sort":
                return _("Members always stand by money, the most first")
        return super().why_not(one)

    async def do_members_portrait(self) -> None:
        """Hold the customer against every dimension and portrait."""
        await self.kam.open_panel("portrait", self, self.customer_id)

    async def do_members_log(self) -> None:
        """Open the log panel."""
        await self.open_log()

    async def do_members_edit(self) -> None:
        """Change the customer, or all marked ones at once."""
        if self.line_list.marks:
            await self.kam.open_panel("bulk", self, self.line_list.marks)
        else:
            await self.open_edit()

    async def do_members_copy(self) -> None:
        """Copy the phone."""
        await self.copy_phone()

    async def do_members_add(self) -> None:
        """Ask for a day and what is to be done then."""
        await self.kam.open_panel("add", self, self.customer_id)

    async def do_list_mark_group(self) -> None:
        """Mark everybody listed; again: nobody."""
        desk, found, key, moved = self.desk, self.view.membership, self.segment, self.moved

        def ask() -> tuple[str, ...]:
            from kamtui.services import segments

            listed = segments.members(
                desk, segment=key, count=_EVERYBODY, membership=found, moved=moved
            )
            return tuple(row.customer_id for row in listed.rows)

        ids = await self.operations.fetch(ask)
        marked = set(self.line_list.marks).issuperset(ids)
        self.line_list.set_marks(() if marked else ids)
        self.tell_marks()

    def mark_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys that act on marked rows."""
        return (("5", _("Edit")),)
