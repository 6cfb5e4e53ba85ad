"""What every screen shares: keys from the registry, the status line, one-line questions."""

from collections.abc import Awaitable, Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Container
from textual.css.query import NoMatches
from textual.screen import Screen
from textual.widget import Widget

from kamtui.domain.errors import KamError
from kamtui.i18n import _
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import SCOPES_OF, Answer, Command, command, in_scopes
from kamtui.tui.keymap import is_wide
from kamtui.tui.messages import Changed, Failure
from kamtui.tui.widgets.header import Header, Tab
from kamtui.tui.widgets.keys import FooterKey, Keys
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.lines import LineWidget
from kamtui.tui.widgets.paint import Brush
from kamtui.tui.widgets.prompt import AnyPrompt, Part
from kamtui.tui.widgets.refusal import Refusal
from kamtui.tui.widgets.status import Status

if TYPE_CHECKING:
    from kamtui.services.desk import Desk
    from kamtui.tui.app import KamApp
    from kamtui.tui.book import Book
    from kamtui.tui.operations import Operations
    from kamtui.tui.panels.form import Form
    from kamtui.tui.reading import Reading

__all__ = ["WIDE", "KamScreen"]

#: From this width a screen has a pane on the right; look.md.
WIDE = 110
#: Rows of the status line for a screen reader, and the least height of a terminal for them.
READ_ROWS, READ_FROM = 3, 12
#: Seconds between two hints that an input method is on (ux.md, IME).
HINT_SECONDS = 60.0

#: Parameters of a failure that may be a path.
_PATHS = frozenset(("path", "file"))

Handler = Callable[[], Awaitable[None] | None]


class KamScreen(Screen[None], inherit_bindings=False):
    """A screen with a list, a status line and a footer.

    A command ``agenda.done`` runs the method ``do_agenda_done`` of the screen, else of the
    application; a method that is a coroutine runs as a flow and may `ask`.
    """

    #: Key of `SCOPES_OF`.
    KIND: ClassVar[str] = "agenda"
    #: Tab of the header that is lit.
    TAB: ClassVar[str] = "agenda"
    #: Tab of the customer screen that opens from here.
    OPENS: ClassVar[str] = "history"
    #: Commands of the footer in order, where the registry's own order is not the screen's.
    FOOTER: ClassVar[Sequence[str]] = ()
    #: Those of them that are shown only where there is room.
    WIDE_FOOTER: ClassVar[Sequence[str]] = ()
    #: Heights from which the rows around the list are shown.
    ROOM: ClassVar[Sequence[tuple[str, int]]] = (("#keys", 4), ("#status", 3), ("#header", 2))
    ALLOW_SELECT = False
    AUTO_FOCUS = "LineList"

    def __init__(self, *, id: str | None = None) -> None:
        """Wait to be shown."""
        super().__init__(id=id)
        self.stale = False
        self._hinted = float("-inf")
        #: A flow began and has neither asked nor shown anything: keys wait for it (`session`).
        self.starting = False
        #: A command that asks something was refused: its answer is no command.
        self.refusal: Refusal | None = None
        #: What the status line says is about the moment: nothing that can be taken back.
        self._passing = False
        #: Hints of a form while it has the keyboard.
        self.form_keys: tuple[FooterKey, ...] = ()
        #: A second list lies over the screen's own: preview and weeks stay away meanwhile.
        self.overlaid = False
        #: A frame has been laid out and not painted.
        self.paint_waits = False
        self._after_paint: list[Callable[[], None]] = []
        self._flows = 0
        #: What a screen reader was told here; None until there is one.
        self.reading: Reading | None = None
        self._status_rows = 1

    def _compositor_refresh(self) -> None:
        """Draw nothing that Textual would throw away: during its start the frame has to wait."""
        self.paint_waits = bool(self.app._batch_count)
        if self.paint_waits:
            return
        if self.is_read:
            from kamtui.tui.reading import place_cursor

            place_cursor(self)
            self.call_later(self._read_out)  # in a frame of its own, after this one
        super()._compositor_refresh()
        if self._after_paint and self.is_current:
            waiting, self._after_paint = self._after_paint, []
            for call in waiting:
                self.call_later(call)

    def after_paint(self, call: Callable[[], None]) -> None:
        """Call something once the next frame is out: Textual's own way runs before the first."""
        self._after_paint.append(call)

    def paint_now(self) -> None:
        """Paint the frame that had to wait, without the 16 ms of Textual's timer."""
        if self.paint_waits and self.is_current and self.is_running:
            self._compositor_refresh()

    # -- screen readers ----------------------------------------------------------------------

    @property
    def is_read(self) -> bool:
        """Whether a screen reader is told about this screen: about the one in front, once it is."""
        # Not `is_current`: to Textual the screens behind are current too.
        front = self.kam.reader and self.app.screen is self
        return front and self.is_mounted and bool(self.query("#status"))

    def _read_out(self) -> None:
        """Say what is under the cursor by now."""
        if self.is_read:
            from kamtui.tui.reading import Reading

            self.reading = self.reading or Reading()
            self.status.read_out(self.reading.sentence(self))

    def note_heard(self) -> None:
        """Take what was said as heard: a key was pressed after it."""
        self.status.heard = True
        if self.reading is not None:
            self.reading.fresh = False

    @property
    def read_list(self) -> LineList:
        """The list whose rows are read: the one that lies over the screen's own, if any."""
        lists = [one for one in self.query(LineList) if one.display]
        return lists[-1] if lists else self.line_list

    def spoken_place(self) -> str:
        """Return what a screen reader is told on coming here: the name of the screen."""
        for one in self.read_list.ancestors_with_self:
            name = getattr(one, "spoken_name", "")
            if name:
                return str(name)
        return next((tab.label for tab in self.tabs() if tab.active), "")

    def reader_changed(self) -> None:
        """Draw for a screen reader, or no longer."""
        if self.is_mounted:
            self.reading = None
            self.status.read = ""
            self._give_status_room()
            self.lay_out()
            self.repaint()

    def _give_status_room(self) -> None:
        """Give what is read out the rows it needs; otherwise the status line has one."""
        tall = self.kam.reader and self.app.size.height >= READ_FROM
        rows = READ_ROWS if tall else 1
        if rows != self._status_rows:
            self._status_rows = rows
            self.status.styles.height = rows

    # -- the house ---------------------------------------------------------------------------

    @property
    def kam(self) -> "KamApp":
        """The application."""
        return cast("KamApp", self.app)

    @property
    def book(self) -> "Book":
        """The open book."""
        return self.kam.book

    @property
    def desk(self) -> "Desk":
        """The open desk, for what only some screens and panels ask of the services."""
        return self.kam.desk

    @property
    def operations(self) -> "Operations":
        """The background."""
        return self.kam.operations

    @property
    def brush(self) -> Brush:
        """How to draw."""
        return self.kam.brush

    @property
    def status(self) -> Status:
        """The status line."""
        return self.query_one("#status", Status)

    @property
    def keys_row(self) -> Keys:
        """The footer."""
        return self.query_one("#keys", Keys)

    @property
    def line_list(self) -> LineList:
        """The list the list commands move in."""
        return self.query_one(LineList)

    @property
    def main_list(self) -> LineList:
        """The list that help, palette and menu take the place of."""
        return self.line_list

    @property
    def is_wide(self) -> bool:
        """Whether there is a pane: where there is room, but none is read to anybody."""
        return self.size.width >= WIDE and not self.kam.reader

    def compose(self) -> ComposeResult:
        """Lay the widgets out: a head, the list and what goes with it, the two rows below."""
        yield from self.head_widgets()
        with Container(id="body"):
            with Container(id="left"):
                yield from self.left_widgets()
            yield from self.right_widgets()
        yield Status(self.brush, id="status")
        yield Keys(self.brush, id="keys")

    def head_widgets(self) -> Sequence[Widget]:
        """Return what stands above everything: the header."""
        return (Header(self.brush, id="header"),)

    def left_widgets(self) -> Sequence[Widget]:
        """Return the list, and what stands over and under it."""
        return (LineList(self.brush, id="list"),)

    def right_widgets(self) -> Sequence[Widget]:
        """Return what a wide terminal shows beside the list."""
        return ()

    def on_mount(self) -> None:
        """Bind the registry's keys."""
        self._give_status_room()
        self.rebind()
        self.refresh_words()

    def rebind(self) -> None:
        """Take the keys from the key map."""
        self._bindings = self.kam.key_map.bindings(SCOPES_OF[self.KIND])
        for form in self.query("Form"):
            getattr(form, "rebind")()  # noqa: B009  (forms import Textual's text area)
        self.refresh_bindings()

    def on_resize(self) -> None:
        """Let an open form take the rows there are; screens lay the rest out."""
        self._give_status_room()
        self.refit_form()

    def refit_form(self) -> None:
        """Let an open form look again at the rows there are and at who is shown behind it."""
        for widget in self.query("Form"):
            cast("Form", widget).fit()

    def lay_out(self) -> None:
        """Show what there is room for: the list goes last; screens lay their own widgets out."""
        height = self.app.size.height
        for row, least in self.ROOM:
            self.query_one(row).display = height >= least

    # -- words -------------------------------------------------------------------------------

    def say(self, parts: str | Sequence[Part]) -> None:
        """Show a message in the status line; a mere sentence goes with the cursor's next move."""
        self._passing = isinstance(parts, str)
        self.status.say(((parts, "muted", False),) if isinstance(parts, str) else parts)

    def letter(self, command_id: str) -> str:
        """Return the key of a command as it is bound now, for a sentence."""
        return self.kam.key_map.letter(command_id)

    def amounts_hidden(self) -> str:
        """Return why something about money cannot be done while amounts are hidden."""
        return _("Amounts are hidden; {key} shows them again").format(key=self.letter("app.mask"))

    def key_hint(self, command_id: str, word: str, *, gap: int = 3) -> tuple[Part, Part]:
        """Return a command's key, as it is bound now, and what it does.

        Args:
            command_id: The command.
            word: What the key does here.
            gap: Cells before the key.
        """
        return (
            (" " * gap + self.letter(command_id), "accent", False),
            (" " + word, "muted", False),
        )

    def undo_hint(self) -> tuple[Part, Part]:
        """Return the key that takes the last step back."""
        return self.key_hint("app.undo", _("undo"))

    def told(self, verb: str, subject: str, *more: Part, undo: bool = True) -> tuple[Part, ...]:
        """Return what the status line says about a step, and the key that takes it back.

        Args:
            verb: What was done, with its colon.
            subject: What it was done to; made safe.
            more: Further parts, such as the day something was put off to.
            undo: Offer to take it back; where it was taken back, to do it again.
        """
        back = self.undo_hint() if undo else self.key_hint("app.redo", _("redo"))
        return ((verb + " ", "muted", False), (safe_text(subject), "text", False), *more, *back)

    def arrow(self) -> Part:
        """Return the arrow between a step and where it led."""
        return (" > " if self.brush.ascii else " → ", "muted", False)

    def say_error(self, error: KamError) -> None:
        """Show why something could not be done; a long path steps back for what to do about it."""
        words = self.error_words(error)
        if cell_len(words) > self.app.size.width - 2:
            named = dict(error.params)
            for key in _PATHS & named.keys():
                named[key] = PurePath(str(named[key])).name or named[key]
            words = self.error_words(KamError(error.code, named))
        self.status.say(((words, "late", True),))

    def error_words(self, error: KamError) -> str:
        """Return the sentence of a failure; a screen may have words of its own."""
        from kamtui.present.errors import sentence

        return sentence(error)

    def refresh_words(self) -> None:
        """Show footer and header in the current language."""
        if not self.is_mounted:
            return
        for header in self.query(Header):
            header.sample = self.kam.sample
        self.show_keys()

    def show_keys(self) -> None:
        """Show the hints of the form or screen; what cannot be done now steps back."""
        if self.form_keys:
            self.keys_row.show(self.form_keys)
            return
        listing = self.line_list
        self.keys_row.show(
            tuple(
                hint._replace(
                    # Said when it is pressed: what is read out must be written last.
                    disabled=not self.kam.reader
                    and listing.filled
                    and self.why_not(command(hint.command_id)) is not None
                )
                for hint in self.footer()
            )
        )

    @on(LineList.Moved)
    def _hints_of_the_row(self) -> None:
        """Show which keys mean something on the row the cursor came to."""
        if self.is_mounted and self.query("#keys"):
            self.show_keys()

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        if not self.is_mounted:
            return
        for widget in self.query(Widget):
            if isinstance(widget, (LineWidget, LineList)):
                widget.brush = self.brush
        self.refresh_words()

    def footer(self) -> tuple[FooterKey, ...]:
        """Return the hints of this screen from the registry, help last."""
        if self.FOOTER:
            return tuple(
                FooterKey(self.kam.key_map.shown(one), _(one.label), one.id)
                for one in map(command, self.FOOTER)
                if self.is_wide or one.id not in self.WIDE_FOOTER
            )
        commands = [
            one
            for one in in_scopes(SCOPES_OF[self.KIND])
            if one.footer is not None
            and (self.is_wide or not one.wide)
            and self.handler(one.id) is not None
        ]
        commands.sort(key=lambda one: one.footer or 0)
        return tuple(
            FooterKey(self.kam.key_map.shown(one), _(one.label), one.id) for one in commands
        )

    def tabs(self) -> tuple[Tab, ...]:
        """Return the screens of the header, this one lit."""
        return self.kam.tabs(self.TAB)

    # -- commands ----------------------------------------------------------------------------

    def handler(self, command_id: str) -> Handler | None:
        """Return what runs a command here."""
        if not self.kam.offers(command_id):
            return None
        name = "do_" + command_id.replace(".", "_")
        found = getattr(self, name, None) or getattr(self.kam, name, None)
        return cast("Handler | None", found)

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now, None when it can."""
        if one.id == "app.reports" and "reports" not in self.kam.MODES:
            return _("There are no reports yet")
        if self.handler(one.id) is None:
            return _("{action} is not possible on this screen").format(action=_(one.label))
        return None

    def action_run(self, command_id: str) -> None:
        """Run a command, or say why it cannot be run now."""
        self.refusal = None
        one = command(command_id)
        reason = self.why_not(one)
        if reason is not None:
            self.say(reason)
            self.refuse(one)
            return
        handler = self.handler(command_id)
        if handler is None:
            return
        self.kam.note_key(command_id)
        result = handler()
        if result is not None:
            self.flow(result, one)

    def refuse(self, one: Command) -> None:
        """Let nothing typed for a question that never opened run as commands.

        Whoever knows the keys types ``2 1`` without looking: where 2 is refused, 1 is still the
        answer to its strip and must not be Done.  The sentence that is shown takes the answer
        (`Refusal`).
        """
        asks = self.asks(one)
        if asks is not None:
            self.refusal = Refusal(asks)
            self.status.say((*self.status.parts, *self._way_out()))

    def _way_out(self) -> tuple[Part, Part]:
        return ("   Esc", "accent", False), (" " + _("close"), "muted", False)

    def asks(self, one: Command) -> Answer | None:
        """Return what a command asks for first; a row may have more to ask."""
        return one.asks

    def flow(self, steps: Awaitable[None], one: Command | None = None) -> None:
        """Let a flow that asks questions run; a new one ends the one before.

        Args:
            steps: The flow.
            one: The command that began it: where it ends without having asked what it asks, it was
                refused.
        """

        async def guarded() -> None:
            try:
                await steps
            except KamError as error:
                if self.starting:  # it never began: what was typed for it is no command of a list
                    self.kam.forget_typed()
                if self.is_attached:
                    self.say_error(error)
                    if self.starting and one is not None:
                        self.refuse(one)
            except NoMatches:
                # The screen was left while its flow waited: there is nobody to tell.
                if self.is_attached and self.is_mounted and self in self.app.screen_stack:
                    raise
            else:
                if self.starting and one is not None and self.is_attached and self.status.text:
                    self.refuse(one)
            finally:
                if self._flows == number:  # a flow that was ended says nothing about its successor
                    self.starting = False

        self._flows = number = self._flows + 1
        self.starting = True
        self.run_worker(guarded(), group="flow", exclusive=True, exit_on_error=True)

    async def ask(self, prompt: AnyPrompt) -> str | None:
        """Ask in the status row; None when the question was left."""
        listing, status = self.line_list, self.status
        listing.rest(True)
        self.starting = False
        try:
            return await status.ask(prompt)
        finally:
            if not status.asking and listing.is_attached:
                listing.rest(False)

    @on(Keys.Pressed)
    def _footer_clicked(self, event: Keys.Pressed) -> None:
        self.action_run(event.command_id)

    @on(Header.TabPressed)
    def _tab_clicked(self, event: Header.TabPressed) -> None:
        self.kam.go_to(event.tab_id)

    @on(LineList.Opened)
    def _row_clicked(self) -> None:
        self.action_run("list.open")

    @on(Failure)
    def _failed(self, event: Failure) -> None:
        self.say_error(event.error)

    def on_key(self, event: events.Key) -> None:
        """Hand keys to an open question; say something about a key that means nothing here."""
        if self.status.asking:
            event.stop()
            event.prevent_default()
            self.status.take_key(event.key, event.character)
            return
        if self._takes_refusal(event):
            event.stop()
            event.prevent_default()
            return
        if event.key in self._bindings.key_to_bindings or event.character is None:
            return
        if is_wide(event.character):
            now = self.kam.monotonic()
            if now - self._hinted >= HINT_SECONDS:
                self._hinted = now
                self.say(_("The input method is on: press Shift, or use the digits 1 to 6"))
        elif event.is_printable:
            self.say(
                (
                    (_("{key} means nothing here").format(key=event.character), "muted", False),
                    ("   ? ", "accent", False),
                    (_("Help"), "muted", False),
                )
            )

    def _takes_refusal(self, event: events.Key) -> bool:
        """Let a refusal take a key that was typed for what it refused; say so."""
        refusal = self.refusal
        if refusal is None or not isinstance(self.focused, LineList):
            return False
        taken = refusal.takes(event.key, event.character)
        if not refusal.is_open:
            self.refusal = None
            if self.status.parts[-2:] == self._way_out():  # nothing else was said meanwhile
                self.status.say(self.status.parts[:-2])
        return taken

    def on_paste(self, event: events.Paste) -> None:
        """Paste into an open question; onto a row into its log (ux.md, Panels)."""
        if self.status.asking:
            event.stop()
            self.status.take_paste(event.text)
        elif isinstance(self.focused, LineList) and event.text.strip():
            event.stop()
            name = f"{self.KIND}.log"
            handler = self.handler(name)
            if handler is None:  # no rows of customers here
                self.say(_("Pasted text goes into a log: open a customer first"))
                return
            reason = self.why_not(command(name))
            if reason is None:
                self.flow(self._paste_into_log(handler, event.text))
            else:
                self.say(reason)

    async def _paste_into_log(self, handler: Handler, text: str) -> None:
        opened = handler()
        if opened is not None:
            await opened
        for panel in self.query("LogPanel"):
            getattr(panel, "take_paste")(text)  # noqa: B009  (its module imports a text area)

    def _update_focus_styles(
        self, focused: Widget | None = None, blurred: Widget | None = None
    ) -> None:
        """Restyle what gained and lost the focus and nothing around it.

        Textual restyles everything inside the common ancestor, which repaints the whole screen:
        20 KB for one Tab.  No rule of ours depends on a focus within.
        """
        changed = [widget for widget in (focused, blurred) if widget is not None]
        self.app.stylesheet.update_nodes(changed, animate=False)

    def end(self) -> None:
        """Keep what is typed in an open form: the screen is taken away for good (`show_anew`)."""
        for widget in self.query("Form"):
            getattr(widget, "put_away")()  # noqa: B009  (forms import Textual's text area)

    # -- reloading ---------------------------------------------------------------------------

    def reload(self) -> None:
        """Ask for the values anew; overridden by every screen."""

    def scores_changed(self) -> None:
        """Show scores that were worked out anew; screens with scores in their rows read them."""
        self.refresh_words()

    @on(Changed)
    def _changed(self, event: Changed) -> None:
        event.stop()
        if self.is_current:
            self.reload()
        else:
            self.stale = True

    def on_screen_resume(self) -> None:
        """Load again what changed while hidden; a screen reader is told where one is."""
        if self.reading is not None:
            self.reading.place = None
        if self.stale:
            self.stale = False
            self.reload()

    # -- moving in the list ------------------------------------------------------------------

    def _moved(self, moved: bool, edge: str) -> None:
        if not moved:
            self.say(edge)
        elif self._passing and not self.status.asking:
            self.say("")

    def do_list_form(self) -> None:
        """Give the keyboard back to an open form."""
        for widget in self.query("Form"):
            getattr(widget, "come_back")()  # noqa: B009  (forms import Textual's text area)
            return
        self.say(_("No form is open; {key} opens the log").format(key=self.letter("agenda.log")))

    def do_list_down(self) -> None:
        """Move down."""
        self._moved(self.line_list.move(1), _("This is the last row"))

    def do_list_up(self) -> None:
        """Move up."""
        self._moved(self.line_list.move(-1), _("This is the first row"))

    def do_list_page_down(self) -> None:
        """Move a page down."""
        self._moved(self.line_list.page(1), _("This is the last row"))

    def do_list_page_up(self) -> None:
        """Move a page up."""
        self._moved(self.line_list.page(-1), _("This is the first row"))

    def do_list_top(self) -> None:
        """Move to the first row."""
        self._moved(self.line_list.home(), _("This is the first row"))

    def do_list_bottom(self) -> None:
        """Move to the last row."""
        self._moved(self.line_list.end(), _("This is the last row"))
