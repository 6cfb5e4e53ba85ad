"""The end of a review as a screen: fill in words, file notes, see what was done today."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message

from kamtui.domain.errors import KamError
from kamtui.domain.views.day import Day, Done, InboxNote, Unnoted
from kamtui.i18n import _
from kamtui.present.dates import weekday_date
from kamtui.tui.commands import Command, command
from kamtui.tui.panels.filing import Filing
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.day.rows import day_rows
from kamtui.tui.screens.following import FollowingScreen
from kamtui.tui.widgets.header import Group, Header
from kamtui.tui.widgets.keys import FooterKey, Keys
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.preview import Preview
from kamtui.tui.widgets.status import Status

if TYPE_CHECKING:
    from kamtui.domain.views.changes import ChangeSet

__all__ = ["DayScreen", "open_day", "open_inbox"]

#: What means nothing on these rows.
_NOWHERE = frozenset({"list.mark", "list.mark_group", "list.repeat"})
#: What a note without a customer has nothing for.
_WITH_CUSTOMER = frozenset({"day.fill", "day.log", "day.copy"})


class DayLoaded(Message):
    """What waits and what was done was read."""

    def __init__(
        self, unnoted: tuple[Unnoted, ...], notes: tuple[InboxNote, ...], day: Day
    ) -> None:
        """Carry the three."""
        super().__init__()
        self.unnoted, self.notes, self.day = unnoted, notes, day


async def open_day(screen: KamScreen, item: object = None) -> None:
    """Show the end of the review."""
    await screen.kam.push_screen(DayScreen())


async def open_inbox(screen: KamScreen, item: object = None) -> None:
    """Show the notes that belong to no customer yet, among what else waits."""
    await screen.kam.push_screen(DayScreen(inbox=True))


class DayScreen(FollowingScreen):
    """Contacts without words, notes without a customer, what was done."""

    KIND: ClassVar[str] = "day"
    TAB: ClassVar[str] = "agenda"

    def __init__(self, *, inbox: bool = False) -> None:
        """Start without values, at the first note of the inbox where that is asked for."""
        super().__init__()
        self._seeks_inbox = inbox
        self._unnoted: dict[str, Unnoted] = {}
        self._notes: dict[str, InboxNote] = {}
        self._done: dict[str, Done] = {}
        self._loaded_once = False
        #: Words are being filled in: saving goes on to the next contact.
        self._filling = False

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
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        from kamtui.services import day, inbox

        desk = self.desk
        self.forget_facts()
        self.operations.read(
            self,
            lambda: (day.unnoted(desk), inbox.listed(desk), day.read(desk)),
            lambda found: DayLoaded(*found),
            group="day",
        )

    @on(DayLoaded)
    def _take_day(self, event: DayLoaded) -> None:
        self._unnoted = {f"u:{one.id}": one for one in event.unnoted}
        self._notes = {f"n:{one.id}": one for one in event.notes}
        self._done = {f"d:{place}:{one.id}": one for place, one in enumerate(event.day.done)}
        self._loaded_once = True
        self.show_rows()
        if self._seeks_inbox:
            self._seeks_inbox = False
            self._go_to_inbox()
        self.follow_cursor()
        self.refresh_words()
        if self._filling and self.line_list.key in self._unnoted:
            self._filling = False
            self.flow(self.do_list_open())
        self._filling = False

    def _go_to_inbox(self) -> None:
        first = next(iter(self._notes), None)
        if first is not None:
            self.line_list.move_to_key(first)
        else:
            words = _("The inbox is empty; {key} writes a note")
            self.say(words.format(key=self.letter("app.note")))

    def footer(self) -> tuple[FooterKey, ...]:
        """Return what means something on the row: Enter first, for a note also Del."""
        key = self.line_list.key
        on_note = key in self._notes
        hints = [
            hint
            for hint in super().footer()
            if hint.command_id not in _NOWHERE
            and not (on_note and hint.command_id in _WITH_CUSTOMER)
        ]
        if key is not None:
            word = _("File") if on_note else _("Fill in") if key in self._unnoted else _("Open")
            hints.insert(0, FooterKey(_("Enter"), word, "list.open"))
        if on_note:
            hints.insert(1, self._hint("list.delete"))
        return tuple(hints)

    def _hint(self, command_id: str) -> FooterKey:
        one = command(command_id)
        return FooterKey(self.kam.key_map.shown(one), _(one.label), command_id)

    def spoken_place(self) -> str:
        """Return what is shown."""
        elsewhere = self._find is not None or self.overlaid
        return super().spoken_place() if elsewhere else _("End of the review")

    def show_rows(self) -> None:
        """Draw the rows there are."""
        if not self.is_mounted or not self._loaded_once:
            return
        day = self.book.today()
        self.query_one(Header).show(
            self.tabs(), [Group(((weekday_date(day), "muted", False),), drop=3)]
        )
        if self._find is None:
            rows = day_rows(
                tuple(self._unnoted.values()),
                tuple(self._notes.values()),
                tuple(self._done.values()),
                spaced=self.is_tall,
                masked=self.kam.masked,
            )
            self.line_list.show(rows)

    @property
    def row_customer(self) -> str | None:
        """The customer the row under the cursor is about."""
        key = self.line_list.key or ""
        row = self._unnoted.get(key) or self._done.get(key)
        return row.customer_id if row is not None else None

    @on(LineList.Moved)
    def _cursor_moved(self) -> None:
        self.load_facts()

    # -- acting --------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Say what a row is not for."""
        key = self.line_list.key
        if self._find is None:
            if one.id in ("list.mark", "list.mark_group", "list.repeat"):
                return _("Nothing is marked here: Enter acts on the row")
            if one.id in ("day.log", "day.copy") and self.row_customer is None:
                return _("This row has no customer yet: Enter files it")
            if one.id == "day.fill" and key not in self._unnoted and key not in self._notes:
                return _("Here everything is written down; Enter opens the customer")
            if one.id == "list.delete" and key not in self._notes:
                return _("Only a note of the inbox is deleted here; Enter opens the rest")
            if one.id == "list.open" and key is None:
                return _("There is no row to open")
        return super().why_not(one)

    async def do_list_open(self) -> None:
        """Write the words of a contact, file a note, open a customer."""
        key = self.line_list.key or ""
        if key in self._unnoted:
            await self.kam.open_panel("talk", self, self._unnoted[key])
        elif key in self._notes:
            await self._file(self._notes[key])
        elif key in self._done:
            await self.kam.open_panel("customer", self, self._done[key].customer_id)

    async def do_day_fill(self) -> None:
        """Write the words, or file the note."""
        await self.do_list_open()

    async def do_day_log(self) -> None:
        """Log another contact with the row's customer."""
        await self.kam.open_panel("log", self, self.customer_id)

    async def do_day_copy(self) -> None:
        """Copy the phone."""
        await self.copy_phone()

    async def do_list_delete(self) -> None:
        """Ask and delete a note of the inbox."""
        from kamtui.services import records
        from kamtui.tui.widgets.prompt import ChoicePrompt, Option

        note = self._notes.get(self.line_list.key or "")
        if note is None:
            return
        options = (
            Option("n", _("No"), "no", keys=("0",)),
            Option("y", _("Yes"), "yes", keys=("1",)),
        )
        answer = await self.ask(ChoicePrompt(_("Delete this note?"), options))
        if answer != "yes":
            self.say("")
            return
        desk = self.desk
        changes = await self.operations.perform(
            lambda: records.delete(desk, entity="inbox_note", record_id=note.id)
        )
        self.say(self.told(_("Deleted:"), note.content.splitlines()[0][:40]))
        self.kam.broadcast(changes)

    async def _file(self, note: InboxNote) -> None:
        """Ask whose a note is by finding, and open the log with it."""
        self.say(_("Whose is it? Type a name, pinyin or a number"))
        match, text = await self.find_customer()
        if match is None:
            if text:
                raise KamError("customer.unknown", {"customer": text})
            return
        await self.kam.open_panel("log", self, Filing(match.customer_id, note))

    def note_written(self, changes: ChangeSet) -> None:
        """Go on to the next contact without words."""
        self._filling = changes.what == "edit"
