"""The application: themes, modes, the poll of the book, leaving.  Everything else is in screens."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, on
from textual.app import App
from textual.filter import Monochrome, NoColor
from textual.screen import Screen

from kamtui.domain.scoring.scale import DEFAULT_SCALE
from kamtui.i18n import N_, Language, _, set_language
from kamtui.tui.book import Book
from kamtui.tui.keymap import KeyMap
from kamtui.tui.messages import Changed, Failure, SequenceRead
from kamtui.tui.operations import Operations
from kamtui.tui.panels_index import open_panel
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.stream import slim
from kamtui.tui.styles.palettes import PALETTES, ThemeName
from kamtui.tui.styles.themes import themes
from kamtui.tui.widgets.header import Tab
from kamtui.tui.widgets.paint import Brush
from kamtui.tui.widgets.prompt import ChoicePrompt, Option, Part

if TYPE_CHECKING:
    from textual.driver import Driver

    from kamtui.domain.views.agenda import Agenda
    from kamtui.domain.views.changes import ChangeSet
    from kamtui.services.desk import Desk
    from kamtui.tui.desk_book import DeskBook

__all__ = ["KamApp"]

#: Seconds between two looks at the change log; another window's change shows within a second.
POLL_SECONDS = 0.7
#: Polls after which an unfinished write is spoken of.
WAITS = 3
#: Seconds the first frame waits for the agenda that is being read.
FIRST_SECONDS = 0.25
#: Seconds in which a second q leaves.
QUIT_SECONDS = 2.0
#: Seconds a hang-up may take before the process ends the hard way.
HANG_UP_SECONDS = 5.0

#: What hides the terminal's cursor, and shows it.
HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"

#: Tabs of the header in order.
TABS: tuple[tuple[str, str], ...] = (
    ("agenda", N_("Agenda")),
    ("customers", N_("Customers")),
    ("grades", N_("Grades")),
    ("segments", N_("Segments")),
)
#: Shown where everything else in the header has its room; Tab steps over them, for within them it
#: means the next dimension.
SPARE = frozenset({"segments"})
#: Days ahead the agenda looks where no settings say otherwise.
DAYS_AHEAD = 7


def _agenda() -> Screen[Any]:
    """Import the agenda when it is first shown."""
    from kamtui.tui.screens.agenda import AgendaScreen

    return AgendaScreen()


def _customers() -> Screen[Any]:
    """Import the customers when they are first shown."""
    from kamtui.tui.screens.customers import CustomersScreen

    return CustomersScreen()


def _grades() -> Screen[Any]:
    """Import the grades when they are first shown."""
    from kamtui.tui.screens.grades import GradesScreen

    return GradesScreen()


def _segments() -> Screen[Any]:
    """Import the segments when they are first shown."""
    from kamtui.tui.screens.segments import SegmentsScreen

    return SegmentsScreen()


def _first_run() -> Screen[Any]:
    """Import the first start where there is no book yet."""
    from kamtui.tui.screens.first_run import FirstRunScreen

    return FirstRunScreen()


class KamApp(App[None], inherit_bindings=False):
    """The terminal application over one open book."""

    TITLE = "kamtui"
    CSS_PATH = "styles/base.tcss"
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    #: Screens by the tab they stand under; a missing one says so.
    MODES: ClassVar[dict[str, Callable[[], Screen[Any]]]] = {  # type: ignore[assignment]
        "agenda": _agenda,
        "customers": _customers,
        "grades": _grades,
        "segments": _segments,
        "first_run": _first_run,
        "between": Screen,
    }
    DEFAULT_MODE = "agenda"
    #: The mode one goes back to at last.
    HOME: ClassVar[str] = "agenda"

    def __init__(
        self,
        book: Book,
        *,
        theme: ThemeName = "dark",
        ascii_only: bool = False,
        reader: bool = False,
        keys: Mapping[str, tuple[str, ...]] | None = None,
        sample: bool = False,
        first: Future[Agenda] | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Prepare.

        Args:
            book: The open book.
            theme: Colours.
            ascii_only: Draw with ASCII characters only.
            reader: Draw for a screen reader, and say every move in a sentence.
            keys: A user's own keys by command id.
            sample: Say that this is the sample book.
            first: The agenda, asked for while Textual was being imported.
            monotonic: Seconds that only grow, for the double q.
        """
        super().__init__()
        self.book = book
        self.key_map = KeyMap(keys or {})
        self.sample = sample
        self.monotonic = monotonic
        self.ascii_only = ascii_only
        self.reader = reader
        #: Where grades begin by the model in force; `DeskApp` reads it after the first frame.
        self.scale = DEFAULT_SCALE
        #: The terminal shows nothing else, whatever the settings say.
        self.needs_ascii = False
        self.operations = Operations()
        self.before_exit: list[Callable[[], None]] = []
        self.tab_counts: dict[str, int] = {}
        #: Another book's screens are being made: keys pressed meanwhile are meant for neither.
        self.changing = False
        self.masked = False
        self.repeatable: tuple[str, object] | None = None
        #: What panels offer again: the date typed last, the customer a phone was copied of.
        self.memory: dict[str, str] = {}
        self._key_pressed = ""
        self._first = first
        self._day = book.today()
        self._quit_asked = float("-inf")
        self._sequence: int | None = None
        #: Polls in a row that found a write unfinished.
        self._waited = 0
        self._leaving = False
        self._started = False
        self.animation_level = "none"
        for one in themes():
            self.register_theme(one)
        self.theme = theme
        self._settle_no_color()
        self.stylesheet.set_variables(self.get_css_variables())

    def take_first_agenda(self) -> Agenda | None:
        """Return the agenda read ahead, once, if it is there and could be read."""
        first, self._first = self._first, None
        if first is None:
            return None
        try:  # a moment's wait is shorter than painting twice
            return first.result(timeout=FIRST_SECONDS)
        except Exception:  # the screen asks again and says what is wrong
            return None

    def change_keys(self, key_map: KeyMap) -> None:
        """Bind other keys on every screen and form, and show them."""
        self.key_map = key_map
        for screen in self._kam_screens():
            screen.rebind()
            screen.refresh_words()

    @property
    def days_ahead(self) -> int:
        """How many days ahead the agenda looks."""
        return DAYS_AHEAD

    @property
    def desk(self) -> Desk:
        """The desk the book stands on; a book of the tests may stand on none."""
        return cast("DeskBook", self.book).desk

    # -- colours and words -------------------------------------------------------------------

    @property
    def brush(self) -> Brush:
        """How to draw: the palette of the theme, whether in ASCII, the scale of scores, masked."""
        palette = PALETTES.get(self.theme, PALETTES["dark"])  # type: ignore[call-overload]
        plain = self.ascii_only or self.reader
        return Brush(palette, plain, self.scale, self.masked, self.reader)

    def get_css_variables(self) -> dict[str, str]:
        """Return the colours of the theme, worked out once; none before our themes are there."""
        known: dict[str, dict[str, str]] = self.__dict__.setdefault("_css_variables", {})
        name = self.theme
        if name not in PALETTES:
            return {}
        if name not in known:
            known[name] = super().get_css_variables()
        self.theme_variables = known[name]
        return known[name]

    def refresh_css(self, animate: bool = True) -> None:
        """Apply the style sheet again; it is parsed again only where the colours changed.

        Textual asks for this twice before the first frame, and parsing takes 8 ms.
        """
        if self.stylesheet._variables is not self.get_css_variables():
            super().refresh_css(animate=animate)
            return
        self.stylesheet.update(self, animate=animate)
        for screen in self.screen_stack if self._screen_stacks.get(self.current_mode) else ():
            if screen.is_mounted:
                self.stylesheet.update(screen, animate=animate)
                screen._css_update_count = self._css_update_count

    def _build_driver(
        self, headless: bool, inline: bool, mouse: bool, size: tuple[int, int] | None
    ) -> Driver:
        """Build Textual's driver, and let it send only the colours that change."""
        driver = super()._build_driver(headless, inline, mouse, size)
        if not headless:
            write = driver.write
            driver.write = lambda data: write(self._sent(data))  # type: ignore[method-assign]
        return driver

    def _sent(self, data: str) -> str:
        """Return what the terminal is sent: a screen reader needs the cursor Textual hides."""
        return slim(data.replace(HIDE_CURSOR, "") if self.reader else data)

    def _end_batch(self) -> None:
        super()._end_batch()
        # The start only: after the delay of another screen Textual itself paints everything.
        if not self._batch_count and self._running and not self._started:
            self._started = True
            for screen in self._kam_screens():
                screen.paint_now()

    def _settle_no_color(self) -> None:
        """Take the colours out as the theme needs it, where NO_COLOR asks for none.

        Textual decides that before it has our theme: its greys of the terminal's own colours are
        black on black.
        """
        if self.no_color:
            kept = [one for one in self._filters if not isinstance(one, (Monochrome, NoColor))]
            self._filters = [*kept, NoColor() if self.native_ansi_color else Monochrome()]

    def _watch_theme(self, theme_name: str) -> None:
        super()._watch_theme(theme_name)
        self._settle_no_color()
        self._repaint()

    def change_theme(self, name: ThemeName) -> None:
        """Draw everything in another theme."""
        self.theme = name

    def change_language(self, name: Language) -> None:
        """Show everything in another language."""
        set_language(name)
        self._repaint()

    def change_ascii(self, ascii_only: bool) -> None:
        """Draw with ASCII characters only, or no longer."""
        self.ascii_only = ascii_only
        self._repaint()

    def change_reader(self, reader: bool) -> None:
        """Draw for a screen reader, or no longer; the cursor is shown or hidden at once."""
        if reader != self.reader:
            self.reader = reader
            if self._driver is not None and not self.is_headless:
                self._driver.write(SHOW_CURSOR if reader else HIDE_CURSOR)
            for screen in self._kam_screens():
                screen.reader_changed()

    def _repaint(self) -> None:
        for screen in self._kam_screens():
            screen.repaint()

    def _kam_screens(self) -> list[KamScreen]:
        if not self.is_running:
            return []
        stacks = self._screen_stacks.values()
        return [screen for stack in stacks for screen in stack if isinstance(screen, KamScreen)]

    # -- starting and leaving ----------------------------------------------------------------

    def on_mount(self) -> None:
        """Watch the book, and the signals that end a session."""
        self.set_interval(POLL_SECONDS, self._poll)
        loop = asyncio.get_running_loop()
        for name in ("SIGHUP", "SIGTERM"):
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                loop.add_signal_handler(number, self._hang_up, number)
            except (NotImplementedError, RuntimeError, ValueError):
                continue  # not the main thread, or a platform without signals

    def _hang_up(self, number: int) -> None:
        """Keep what was typed and end, even where the terminal is gone and drawing fails."""
        import threading

        self._run_before_exit()
        timer = threading.Timer(HANG_UP_SECONDS, _end_hard, (128 + number,))
        timer.daemon = True
        timer.start()
        self.exit(return_code=128 + number)

    def _fatal_error(self) -> None:
        """End without Textual's report: it prints every local value, and those are customers.

        Whoever started the screens raises `fault` again, where it is reported without data.
        """
        self._run_before_exit()
        self._close_messages_no_wait()

    @property
    def fault(self) -> BaseException | None:
        """The error that ended the screens, None when the user left."""
        return self._exception

    def _run_before_exit(self) -> None:
        if self._leaving:
            return
        self._leaving = True
        for hook in tuple(self.before_exit):
            try:
                hook()
            except Exception as error:  # one lost draft must not cost the others
                self.log.error(error)

    async def on_unmount(self) -> None:
        """Finish the writes asked for."""
        self._run_before_exit()
        await asyncio.get_running_loop().run_in_executor(None, self.operations.close)

    def note_key(self, command_id: str) -> None:
        """Forget a first q when anything else follows it."""
        if command_id not in ("app.back", "app.leave"):
            self._quit_asked = float("-inf")

    def ask_quit(self, key: str) -> None:
        """Leave at the second time within two seconds."""
        now = self.monotonic()
        if now - self._quit_asked <= QUIT_SECONDS:
            self.leave()
            return
        self._quit_asked = now
        screen = self.screen
        if isinstance(screen, KamScreen):
            screen.say(((f"{key} ", "accent", False), (_("again to quit"), "muted", False)))

    def leave(self) -> None:
        """Keep drafts and leave."""
        self._run_before_exit()
        self.exit()

    def do_app_quit(self) -> None:
        """Leave at once."""
        self.leave()

    def do_app_leave(self) -> None:
        """Leave at the second ctrl+c."""
        self.ask_quit("ctrl+c")

    async def on_event(self, event: events.Event) -> None:
        """Remember the key: at the root a second q leaves, a second Esc does not."""
        if isinstance(event, events.Key):
            self._key_pressed = event.key
            if self.reader and isinstance(self.screen, KamScreen):
                self.screen.note_heard()
        await super().on_event(event)

    def do_app_back(self) -> None:
        """Go back one screen; at the root ask for a second q."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        elif self.current_mode != self.HOME:
            self.switch_mode(self.HOME)
        elif self._key_pressed in ("escape", "left", "h", "ｈ"):
            self._quit_asked = float("-inf")
            self._say(_("There is nothing to go back to; q twice leaves"))
        else:
            self.ask_quit("q")

    def say_where_one_is(self, parts: tuple[Part, ...]) -> None:
        """Say something on the screen in front, whichever that is by now."""
        screen = self.screen
        if isinstance(screen, KamScreen) and not screen.status.asking:
            screen.say(parts)

    def show_anew(self, mode: str, told: tuple[Part, ...] = ()) -> None:
        """Show a screen of the header from its first row on, and say something there."""
        # On the application: the screen that asks for it is taken away on the way.
        self.changing = True
        self.run_worker(self._show_only(mode, told), group="book", exit_on_error=True)

    async def _show_only(self, mode: str, told: tuple[Part, ...] = ()) -> None:
        """Make a screen of the header anew, and take every other away."""
        try:
            await self._change_screens(mode)
        finally:
            self.changing = False
        if told and self.is_running and isinstance(self.screen, KamScreen):
            self.screen.say(told)

    async def _change_screens(self, mode: str) -> None:
        for kam_screen in self._kam_screens():
            kam_screen.end()
        await self.switch_mode("between")
        if not self.is_running:  # left meanwhile: Textual is closing the screens one by one
            return
        for name, screen in self.MODES.items():
            if name != "between":
                # Not awaited: Textual does at its next message, and leaving here would cancel that.
                self.remove_mode(name)
                self.add_mode(name, screen)
        await self.switch_mode(mode)
        self.forget_typed()  # what was typed meanwhile was not meant for this screen

    def forget_book(self, *, sample: bool) -> None:
        """Keep nothing of the book before: another one is open."""
        self.sample = sample
        self.tab_counts.clear()
        self.memory.clear()
        self.repeatable = None
        self._first = None
        self._sequence = None
        self._waited = 0
        self._day = self.book.today()

    @property
    def key_pressed(self) -> str:
        """The key pressed last, by Textual's name."""
        return self._key_pressed

    def offers(self, command_id: str) -> bool:
        """Tell whether a command makes sense over the open book at all."""
        return command_id != "app.leave_sample" or self.sample

    def forget_typed(self) -> None:
        """Drop keys that wait for something that did not open; nothing waits here."""

    def do_app_redraw(self) -> None:
        """Draw the whole screen anew."""
        self.refresh(layout=True)
        self.screen.refresh(layout=True)
        self._say(_("Drawn anew"))

    # -- the book changes --------------------------------------------------------------------

    def _poll(self) -> None:
        today = self.book.today()
        if today != self._day:  # left open over midnight
            self._day = today
            self.broadcast(None)
        self._waited = self._waited + 1 if self.operations.writing else 0
        if self._waited == WAITS:  # the row is gone already: say that it is not in the book yet
            self._say(_("Still saving: another program may be writing"))
        if not self._leaving:
            self.operations.read(self, self.book.latest_seq, SequenceRead, group="sequence")

    @on(SequenceRead)
    def _sequence_read(self, event: SequenceRead) -> None:
        known, self._sequence = self._sequence, event.sequence
        if known is not None and known != event.sequence:
            self.broadcast(None)

    @on(Failure)
    def _failed(self, event: Failure) -> None:
        self._on_status(lambda screen: screen.say_error(event.error))

    def broadcast(self, changes: ChangeSet | None) -> None:
        """Tell every screen that the book changed."""
        for screen in self._kam_screens():
            screen.post_message(Changed(changes))

    # -- screens and panels ------------------------------------------------------------------

    def tabs(self, active: str) -> tuple[Tab, ...]:
        """Return the header's tabs."""
        return tuple(
            Tab(
                name,
                _(label),
                self.tab_counts.get(name) or None,
                name == active,
                name in SPARE,
            )
            for name, label in TABS
        )

    def go_to(self, tab: str) -> None:
        """Show a screen of the header, or say that there is none yet."""
        if tab not in self.MODES:
            here = isinstance(self.screen, KamScreen) and tab == self.screen.TAB
            missing = _("This screen does not exist yet; / finds any customer")
            self._say(_("You are here") if here else missing)
        elif tab == self.current_mode:
            while len(self.screen_stack) > 1:
                self.pop_screen()
            self._say(_("You are here"))
        else:
            self.switch_mode(tab)

    async def show_customers(self, words: str, *, name: str = "") -> None:
        """Show the customers that a filter leaves: typed words, empty for everybody.

        Args:
            words: As typed.
            name: What a saved filter is called.
        """
        await self._show_filtered("customers", words, name)

    async def show_agenda(self, words: str, *, name: str = "") -> None:
        """Show the rows of the agenda that a filter leaves; see `show_customers`."""
        await self._show_filtered("agenda", words, name)

    async def show_grades(self, words: str, *, name: str = "") -> None:
        """Show the rows of the grade review that a filter leaves; see `show_customers`."""
        await self._show_filtered("grades", words, name)

    async def _show_filtered(self, mode: str, words: str, name: str) -> None:
        await self.switch_mode(mode)
        filter_by = getattr(self.screen, "filter_by", None)
        if filter_by is not None:
            filter_by(words, name=name)

    async def do_app_language(self) -> None:
        """Ask for the language and show everything in it."""
        options = tuple(
            Option(str(number), name, code)
            for number, (code, name) in enumerate((("zh", "中文"), ("en", "English")), 1)
        )
        chosen = await self._choose(ChoicePrompt(_("Language"), options))
        if chosen is not None:
            self.change_language("zh" if chosen == "zh" else "en")
            await self.keep("language", chosen)

    async def do_app_theme(self) -> None:
        """Ask for the colours and draw everything in them."""
        words = {"dark": _("dark"), "light": _("light"), "ansi": _("the terminal's own")}
        options = tuple(
            Option(str(number), word, name) for number, (name, word) in enumerate(words.items(), 1)
        )
        chosen = await self._choose(ChoicePrompt(_("Colours"), options))
        for name in PALETTES:
            if name == chosen:
                self.change_theme(name)
                await self.keep("theme", name)

    async def keep(self, key: str, value: str) -> None:
        """Keep a choice for the next start; `DeskApp` has a place for it."""

    async def do_app_settings(self) -> None:
        """Show the settings."""
        await self._panel("settings")

    async def do_app_what_if(self) -> None:
        """Show what another weight or cut-off would do."""
        await self._panel("what_if")

    async def do_app_keys(self) -> None:
        """Show the key map."""
        await self._panel("keys")

    async def _choose(self, prompt: ChoicePrompt) -> str | None:
        return await self.screen.ask(prompt) if isinstance(self.screen, KamScreen) else None

    def _say(self, words: str) -> None:
        self._on_status(lambda screen: screen.say(words))

    def _on_status(self, show: Callable[[KamScreen], None]) -> None:
        """Show something in the status line, as soon as the screen in front has one."""
        screen = self.screen
        if not isinstance(screen, KamScreen):
            return
        if screen.query("#status"):
            show(screen)
            return

        def later() -> None:
            if screen.is_attached and screen.query("#status"):
                show(screen)

        screen.call_after_refresh(later)

    def _step_screen(self, by: int) -> None:
        names = [name for name, _label in TABS if name in self.MODES and name not in SPARE]
        if len(names) < 2:
            self._say(_("There is no other screen yet; / finds any customer"))
            return
        here = self.current_mode
        at = names.index(here) if here in names else -1 if by > 0 else 0
        self.go_to(names[(at + by) % len(names)])

    def do_app_next_screen(self) -> None:
        """Show the next screen."""
        self._step_screen(1)

    def do_app_previous_screen(self) -> None:
        """Show the screen before."""
        self._step_screen(-1)

    def do_app_agenda(self) -> None:
        """Show the agenda."""
        self.go_to("agenda")

    def do_app_customers(self) -> None:
        """Show the customers."""
        self.go_to("customers")

    def do_app_reports(self) -> None:
        """Show the reports."""
        self.go_to("reports")

    def do_app_grades(self) -> None:
        """Show the grades."""
        self.go_to("grades")

    def do_app_segments(self) -> None:
        """Show the segments."""
        self.go_to("segments")

    async def do_app_go(self) -> None:
        """Ask where to go: g top, or the letter of a screen."""
        screen = self.screen
        if not isinstance(screen, KamScreen):
            return
        where = await screen.ask(
            ChoicePrompt(
                _("Go to"),
                (
                    Option("g", _("Top"), "top"),
                    Option("a", _("Agenda"), "agenda"),
                    Option("c", _("Customers"), "customers"),
                    Option("r", _("Grades"), "grades"),
                    Option("s", _("Reports"), "reports"),
                    Option("e", _("Segments"), "segments"),
                ),
            )
        )
        if where == "top":
            screen.action_run("list.top")
        elif where is not None:
            self.go_to(where)

    async def open_panel(self, name: str, screen: KamScreen, item: object = None) -> Any:
        """Open a panel by its name and return its answer (see `panels_index`)."""
        return await open_panel(name, screen, item)

    async def do_app_help(self) -> None:
        """Show the keys of this screen."""
        await self._panel("help")

    async def do_app_import(self) -> None:
        """Bring records from a file."""
        await self._panel("import")

    async def do_app_calendar_file(self) -> None:
        """Write what is owed to a file for a calendar."""
        await self._panel("calendar_file")

    async def do_app_contact_file(self) -> None:
        """Write the contacts to a file for a phone."""
        await self._panel("contact_file")

    async def do_app_note(self) -> None:
        """Write a note without a customer."""
        await self._panel("note")

    async def do_app_drafts(self) -> None:
        """List what was typed and not saved."""
        await self._panel("drafts")

    async def do_app_inbox(self) -> None:
        """Show today's work from the first note of the inbox on."""
        await self._panel("inbox")

    async def do_app_day(self) -> None:
        """Show the end of the review."""
        await self._panel("day")

    async def do_app_report(self) -> None:
        """Copy the day's report."""
        await self._panel("report")

    async def do_app_palette(self) -> None:
        """Show the palette."""
        await self._panel("palette")

    async def do_app_menu(self) -> None:
        """Show every action with its digit."""
        await self._panel("menu")

    async def _panel(self, name: str) -> None:
        if isinstance(self.screen, KamScreen):
            await self.open_panel(name, self.screen)

    def do_app_mask(self) -> None:
        """Hide phones and amounts, or show them again."""
        self.masked = not self.masked
        self._repaint()
        self._say(_("Phones and amounts are hidden") if self.masked else _("Nothing is hidden"))


def _end_hard(code: int) -> None:
    """End a process whose terminal is gone and whose threads wait for it."""
    import os

    os._exit(code)
