"""The segments of a dimension: how many, how much money, who moved, by which rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.message import Message
from textual.timer import Timer

from kamtui.domain.errors import KamError
from kamtui.domain.segments.model import BUILT_IN
from kamtui.i18n import _, ngettext
from kamtui.present.segment_about import left_out_words
from kamtui.present.segment_words import dimension_label
from kamtui.tui.commands import Command
from kamtui.tui.messages import Changed
from kamtui.tui.screens.base import WIDE
from kamtui.tui.screens.book_screen import BookScreen
from kamtui.tui.screens.customer.head import TabStrip
from kamtui.tui.screens.following import LEAST_PANE, LIST_CELLS, MOST_PANE, TALL
from kamtui.tui.screens.past_day import ask_day
from kamtui.tui.screens.segments.about import AboutPane, AboutRows, rows_wanted
from kamtui.tui.screens.segments.asking import ask_dimension, ask_sure
from kamtui.tui.screens.segments.judged import FEW, SETTLE, Judged, judge, think
from kamtui.tui.screens.segments.rows import SegmentRows, put_segment_titles
from kamtui.tui.widgets.customer_list_empty import WordRows
from kamtui.tui.widgets.customer_list_rows import Titles
from kamtui.tui.widgets.empty import hint_lines
from kamtui.tui.widgets.header import Group, Header, Tab
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from textual.widget import Widget

    from kamtui.domain.views.changes import ChangeSet
    from kamtui.domain.views.segments import ClvView, SegmentRow, SegmentsView

__all__ = ["SegmentsScreen"]

#: Rows of the list that stay, whatever is said below it.
_LIST_ROWS = 5
#: Seconds on a segment of many customers after which its lifetime value is worked out.
REST = 0.3
_NO_MARKS = ("list.mark", "list.mark_group", "list.repeat")


class SegmentsLoaded(Message):
    """A dimension was judged, or could not be."""

    def __init__(self, by: str, turn: int, view: SegmentsView | None, error: KamError | None):
        """Carry which was asked for, in which turn, and how it ended."""
        super().__init__()
        self.by, self.turn = by, turn
        self.view, self.error = view, error


class ValuesLoaded(Message):
    """The lifetime values of the segments of a dimension were worked out."""

    def __init__(self, by: str, turn: int, values: dict[str, ClvView]) -> None:
        """Carry whose."""
        super().__init__()
        self.by, self.turn, self.values = by, turn, values


class SegmentsScreen(BookScreen):
    """Dimensions as tabs, the list, rows or a pane about the segment under the cursor."""

    KIND: ClassVar[str] = "segments"
    TAB: ClassVar[str] = "segments"
    FOOTER: ClassVar[Sequence[str]] = (
        "list.open", "segments.by", "segments.edit", "segments.day", "segments.options",
        "segments.add", "app.undo", "app.help",
    )  # fmt: skip
    ROOM = (("#keys", 4), ("#status", 3), ("#header", 2), ("#dimensions", 5), ("#titles", 8))

    def __init__(self) -> None:
        """Start without values; they are asked for when the screen is mounted."""
        super().__init__()
        self.judged = Judged()
        self.by = BUILT_IN[0]
        #: What is on the screen; it stays there while it is worked out anew.
        self.view: SegmentsView | None = None
        self._names: tuple[str, ...] = BUILT_IN
        self._error: KamError | None = None
        #: Where the cursor stood in each dimension.
        self._cursors: dict[str, str] = {}
        self._settling: Timer | None = None
        self._resting: Timer | None = None

    def head_widgets(self) -> Sequence[Widget]:
        """Return the header and the dimensions."""
        return (Header(self.brush, id="header"), TabStrip(self.brush, id="dimensions"))

    def left_widgets(self) -> Sequence[Widget]:
        """Return the list under its titles, and what the row is below it."""
        return (
            Titles(self.brush, put_segment_titles(None), id="titles"),
            LineList(self.brush, id="list"),
            AboutRows(self.brush, id="preview"),
        )

    def right_widgets(self) -> Sequence[Widget]:
        """Return the pane."""
        return (AboutPane(self.brush, id="pane"),)

    def on_mount(self) -> None:
        """Ask for the first dimension."""
        self.lay_out()
        self._show_waiting()
        self.reload()

    # -- room ----------------------------------------------------------------------------------

    @property
    def is_wide(self) -> bool:
        """Whether there is a pane."""
        return self.app.size.width >= WIDE

    def lay_out(self) -> None:
        """Give pane or rows below what they need, and the list at least five rows."""
        super().lay_out()
        width, height = self.app.size.width, self.app.size.height
        pane = self.query_one(AboutPane)
        pane.display = self.is_wide
        pane.styles.width = max(LEAST_PANE, min(MOST_PANE, width - LIST_CELLS))
        titles = self.query_one("#titles")
        titles.styles.height = 2 if height >= TALL else 1
        about = self.query_one(AboutRows)
        room = height - 5
        about.styles.height = max(1, min(rows_wanted(self.view, room), room - _LIST_ROWS))
        about.set_class(self.is_wide or room - _LIST_ROWS < 3 or self.overlaid, "away")
        about.styles.inline.clear_rule("display")  # a list that covered the screen's had set it

    def on_resize(self) -> None:
        """Lay out again."""
        super().on_resize()
        self.lay_out()
        self.refresh_words()

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self.show_rows()

    # -- values --------------------------------------------------------------------------------

    def reload(self) -> None:
        """Work the dimension out, where it is not known for this state of the book."""
        if self._settling is not None:
            self._settling.stop()
            self._settling = None
        known = self.judged.views.get(self.by)
        if known is not None:
            self._take(known)
            return
        by, day, turn = self.by, self.judged.day, self.judged.turn
        think(
            self,
            lambda: SegmentsLoaded(by, turn, judge(self.desk, by, day), None),
            group="segments",
            failed=lambda error: SegmentsLoaded(by, turn, None, error),
        )

    @on(Changed)
    def _forget_judged(self, event: Changed) -> None:
        """Work everything out anew; of many customers once nobody types for a moment."""
        self.judged.forget()
        view = self.view
        if self.is_current and view is not None and view.customers > FEW:
            event.stop()
            event.prevent_default()
            if self._settling is not None:
                self._settling.stop()
            self._settling = self.set_timer(SETTLE, self.reload)

    @on(SegmentsLoaded)
    def _loaded(self, event: SegmentsLoaded) -> None:
        if event.turn != self.judged.turn:
            if self.is_current and self._settling is None:
                self.reload()
            return
        if event.by != self.by:
            if event.view is not None:
                self.judged.keep(event.view, event.turn)
            return
        if event.view is None:
            self._error = event.error
            self.view = None
            self.show_rows()
            self.say_error(event.error or KamError("unexpected"))
            return
        self.judged.keep(event.view, event.turn)
        self._take(event.view)

    def _take(self, view: SegmentsView) -> None:
        fresh = self.view is None or self.view.by != view.by
        if view.by != self.by:  # the one asked for was forgotten in another window
            self.by = view.by
        self.view, self._error = view, None
        self._names = view.dimensions
        self.show_rows()
        self.lay_out()
        if fresh:
            self.line_list.home()
            wanted = self._cursors.get(view.by)
            if wanted is not None:
                self.line_list.move_to_key(wanted)
        if not self.status.asking and not self.status.text:
            self.idle()

    # -- showing -------------------------------------------------------------------------------

    def _show_waiting(self) -> None:
        self.line_list.show(WordRows(((), ((_("Working out the segments…"), "text", True),))))
        self.query_one(Titles).show(put_segment_titles(None))

    def show_rows(self) -> None:
        """Draw what there is; the cursor keeps its row."""
        if not self.is_mounted or not self.query(AboutRows):
            return
        self.show_header()
        if self._find is not None:
            return
        view = self.view
        if view is None or view.by != self.by:
            if self._error is None:
                self._show_waiting()
            else:
                self.line_list.show(WordRows(self._refused()))
        elif not view.customers:
            self.query_one(Titles).show(put_segment_titles(None))
            self.line_list.show(WordRows(_nobody(self.letter("app.customers"))))
        else:
            self.query_one(Titles).show(put_segment_titles(view))
            self.line_list.show(SegmentRows(view, masked=self.kam.masked), follow=True)
        self._about()

    def _refused(self) -> list[tuple[Part, ...]]:
        """Return that these rules cannot be read, and what can be done."""
        return [
            (),
            ((_("The rules of this dimension cannot be used"), "text", True),),
            (),
            *hint_lines(
                (
                    (self.letter("segments.edit"), _("changes them")),
                    (self.letter("list.delete"), _("puts them back as shipped")),
                )
            ),
        ]

    def refresh_words(self) -> None:
        """Show header, strip and footer in the current language."""
        super().refresh_words()
        if self.is_mounted:
            self.show_header()

    def show_header(self) -> None:
        """Draw the screens, the day and the dimensions."""
        if not self.is_mounted or not self.query(TabStrip):
            return
        day = self.judged.day
        groups = []
        if day is not None:
            words = _("as of {day}").format(day=day.isoformat())
            groups.append(Group(((words, "late", True),)))
        elif self.view is not None and self.view.by == self.by:
            count = self.view.customers
            words = ngettext("{count} customer", "{count} customers", count)
            groups.append(Group(((words.format(count=f"{count:,}"), "muted", False),), drop=2))
        self.query_one(Header).show(self.tabs(), groups)
        self.query_one(TabStrip).show(
            tuple(Tab(name, dimension_label(name), None, name == self.by) for name in self._names)
        )

    def idle(self) -> None:
        """Say what the numbers leave out, where they leave anything out."""
        view = self.view
        if view is None:
            return
        if view.left_out:
            self.say(((left_out_words(view.left_out), "late", False),))
        else:
            self.say("")

    @property
    def row(self) -> SegmentRow | None:
        """The segment under the cursor."""
        source = self.line_list.source
        return source.row(self.line_list.key) if isinstance(source, SegmentRows) else None

    @on(LineList.Moved)
    def _follow(self) -> None:
        if self._find is None:
            row = self.row
            if row is not None and self.view is not None:
                self._cursors[self.view.by] = row.key
            self._about()

    def _about(self) -> None:
        """Say what the segment under the cursor is; its lifetime value is worked out once."""
        view = self.view
        row = self.row if self._find is None else None
        if view is None or row is None:
            row = None
        value = None if view is None or row is None else self.judged.values.get((view.by, row.key))
        for widget in (*self.query(AboutRows), *self.query(AboutPane)):
            widget.show(view, row, value, masked=self.kam.masked)
        if view is None or row is None or value is not None:
            return
        if self._resting is not None:
            self._resting.stop()
            self._resting = None
        if view.customers > FEW:  # who runs through the segments waits for none of them
            self._resting = self.set_timer(REST, lambda: self._work_out(view))
        else:
            self._work_out(view)

    def _work_out(self, view: SegmentsView) -> None:
        """Ask for the lifetime values of the dimension's segments, all by one pass."""
        desk, by, turn = self.desk, view.by, self.judged.turn

        def work_out() -> Message:
            from kamtui.services import segments

            return ValuesLoaded(by, turn, segments.values(desk, membership=view.membership))

        think(self, work_out, group="value")

    @on(ValuesLoaded)
    def _values_loaded(self, event: ValuesLoaded) -> None:
        if event.turn == self.judged.turn:
            self.judged.values |= {(event.by, key): one for key, one in event.values.items()}
            if self.row is not None and event.by == self.by:
                self._about()

    # -- dimensions ----------------------------------------------------------------------------

    def open_dimension(self, name: str) -> None:
        """Show another dimension."""
        if name == self.by:
            return
        self.by, self._error = name, None
        self.say("")
        known = self.judged.views.get(name)
        if known is not None:
            self._take(known)
        else:
            self.show_rows()
            self.reload()
        self.refresh_words()

    def _step(self, by: int) -> None:
        names = self._names
        at = names.index(self.by) if self.by in names else 0
        self.open_dimension(names[(at + by) % len(names)])

    def do_app_next_screen(self) -> None:
        """Show the next dimension."""
        self._step(1)

    def do_app_previous_screen(self) -> None:
        """Show the dimension before."""
        self._step(-1)

    @on(TabStrip.Pressed)
    def _tab_pressed(self, event: TabStrip.Pressed) -> None:
        self.open_dimension(event.tab_id)

    async def do_segments_by(self) -> None:
        """Choose a dimension by its digit."""
        chosen = await ask_dimension(self, self._names)
        if chosen is not None:
            self.open_dimension(chosen)

    # -- acting --------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Say what segments are not for."""
        if self._find is None:
            if one.id in _NO_MARKS:
                return _("Nothing is marked here: Enter lists the customers")
            if one.id == "list.sort":
                return _("Segments stand in the order their rules are tried")
            if one.id == "list.open" and self.row is None:
                return _("There is no segment here")
        return super().why_not(one)

    async def do_list_open(self) -> None:
        """List the customers of the segment."""
        from kamtui.tui.screens.segments.members import MembersScreen

        row, view = self.row, self.view
        if row is not None and view is not None:
            await self.kam.push_screen(MembersScreen(self.judged, view, row.key))

    async def do_segments_day(self) -> None:
        """Choose the day everybody is judged at; nothing typed is today."""
        answered, day = await ask_day(self, self.judged.day)
        if not answered:
            return
        self.judged.forget()
        self.judged.day = day
        self.show_header()
        if day is None:
            self.say(_("As of today"))
        else:
            words = _("As the book stood on {day}, grades and fields too: only to look at").format(
                day=day.isoformat()
            )
            self.say(((words, "text", False),))
        self.reload()

    async def do_segments_edit(self) -> None:
        """Change the rules of the dimension."""
        from kamtui.tui.panels.segment_rules import RulesOf

        keys = [row.key for row in self.view.dimension.segments] if self.view is not None else []
        row = self.row
        line = keys.index(row.key) if row is not None and row.key in keys else 0
        await self.kam.open_panel("segment_rules", self, RulesOf(self.by, line))

    async def do_segments_add(self) -> None:
        """Add a dimension of one's own."""
        await self.kam.open_panel("segment_rules", self, None)

    async def do_segments_options(self) -> None:
        """Show the settings of segments."""
        await self.kam.open_panel("settings", self, "segments")

    async def do_list_delete(self) -> None:
        """Put the shipped rules back, or forget a dimension of one's own."""
        await self.do_segments_default()

    async def do_segments_default(self) -> None:
        """Ask, then put the shipped rules back, or forget a dimension of one's own."""
        from kamtui.services import segments

        desk, by = self.desk, self.by
        own = by not in BUILT_IN
        if not await ask_sure(self, by, own=own):
            self.say(_("Nothing was changed"))
            return
        changes = await self.operations.perform(lambda: segments.set_rules(desk, by=by, lines=None))
        if not changes.group_id:
            self.say(_("These are the rules as shipped already"))
            return
        verb = _("Forgotten:") if own else _("Rules as shipped:")
        self.say(self.told(verb, dimension_label(by)))
        self.kam.broadcast(changes)

    def note_written(self, changes: ChangeSet) -> None:
        """Show the dimension whose rules were written."""
        if changes.what == "segments":
            self._error = None
            if changes.subject and not changes.subject.startswith("portrait."):
                self.by = changes.subject

    def find_ended(self) -> None:
        """Show the segments again."""
        self.show_rows()


def _nobody(customers: str) -> list[tuple[Part, ...]]:
    """Return that there is nobody to divide, and how to begin."""
    return [
        (),
        ((_("No customers yet, so there are no segments"), "text", True),),
        (),
        *hint_lines(
            (
                (customers, _("customers: a adds the first one")),
                (_(": import"), _("your customer list: CSV, Excel, or a pasted table")),
            )
        ),
    ]
