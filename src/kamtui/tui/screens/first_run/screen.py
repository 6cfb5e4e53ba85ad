"""The first start, shown where there is no book: three choices, and nothing written by looking."""

from collections.abc import Awaitable
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on

from kamtui.i18n import Language, _, language
from kamtui.tui.commands import Command
from kamtui.tui.screens.base import Handler, KamScreen
from kamtui.tui.screens.first_run.rows import CHOICES, first_run_rows
from kamtui.tui.widgets.header import Group, Header, Tab
from kamtui.tui.widgets.keys import FooterKey
from kamtui.tui.widgets.line_list import LineList

if TYPE_CHECKING:
    from kamtui.tui.session import DeskApp

__all__ = ["FirstRunScreen"]

#: What answers here besides the choices; everything else needs a book.
_ANSWERS = frozenset(
    (
        *CHOICES, "first_run.language", "list.open", "list.up", "list.down", "list.top",
        "list.bottom", "list.page_up", "list.page_down", "app.help", "app.quit", "app.back",
        "app.leave", "app.redraw", "app.theme", "app.palette", "app.menu",
    )
)  # fmt: skip
_NAMES: dict[Language, str] = {"zh": "中文", "en": "English"}


class FirstRunScreen(KamScreen):
    """What kamtui is, how to begin, and where the book will be."""

    KIND: ClassVar[str] = "first_run"

    def __init__(self) -> None:
        """Wait for a choice."""
        super().__init__()
        #: What is being made for a choice: a second key chooses nothing.
        self._making = ""
        self._language_set = False

    def on_mount(self) -> None:
        """Show the choices."""
        self.lay_out()
        self.show()

    def on_screen_resume(self) -> None:
        """Ask again after an import that was left."""
        super().on_screen_resume()
        self._making = ""

    @property
    def session(self) -> "DeskApp":
        """The application; this screen is shown over a real desk only."""
        return cast("DeskApp", self.app)

    # -- drawing -------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Draw for the new size."""
        self.lay_out()
        self.show()
        self.refresh_words()

    def show(self) -> None:
        """Draw the rows for this size; the first choice has the cursor."""
        if self.is_mounted:
            width, height = self.app.size
            rows = first_run_rows(width, height - 3, self.desk.path)
            self.line_list.show(rows, follow=True)

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        self.show()

    def refresh_words(self) -> None:
        """Show header and footer in the current language."""
        super().refresh_words()
        if self.is_mounted:
            words = Group(((_("First start"), "muted", False),))
            self.query_one(Header).show(self.tabs(), (words,))

    def spoken_place(self) -> str:
        """Return what is shown: no screen of a book."""
        return super().spoken_place() if self.overlaid else _("First start")

    def tabs(self) -> tuple[Tab, ...]:
        """Return no tabs: there is no book whose screens they would be."""
        return ()

    def footer(self) -> tuple[FooterKey, ...]:
        """Return the hints: the other language by its own name."""
        other = _NAMES["en" if language() == "zh" else "zh"]
        return (
            FooterKey(_("Enter"), _("choose"), "list.open"),
            FooterKey("1 2 3", _("choose at once"), "list.open"),
            FooterKey("l", other, "first_run.language"),
            FooterKey("q", _("Leave"), "app.quit"),
            FooterKey("?", _("Help"), "app.help"),
        )

    # -- what answers --------------------------------------------------------------------------

    def handler(self, command_id: str) -> Handler | None:
        """Return what runs a command here: without a book few do."""
        return super().handler(command_id) if command_id in _ANSWERS else None

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        if self.handler(one.id) is None:
            return _("There is no book yet: choose 1, 2 or 3 first")
        # Not a flow of its own: a new flow would end the one that makes the book.
        return self._making or None if one.id in (*CHOICES, "list.open") else None

    def do_list_open(self) -> None:
        """Carry out the choice under the cursor."""
        if self.line_list.key is not None:
            self.action_run(self.line_list.key)

    async def do_first_run_sample(self) -> None:
        """Make the sample where it is missing, and open it."""
        await self._carry_out(_("Making the sample book"), self.session.open_sample())

    async def do_first_run_import(self) -> None:
        """Open the import; the book is made by what it writes."""
        await self.kam.open_panel("import", self)

    async def do_first_run_empty(self) -> None:
        """Make the book and show its agenda."""
        await self._carry_out(_("Making your book"), self._begin_empty())

    async def _begin_empty(self) -> None:
        await self.operations.perform(self.desk.ensure)
        self.kam.show_anew("agenda")

    async def _carry_out(self, words: str, steps: Awaitable[None]) -> None:
        """Say what is being made; where that fails there is another choice."""
        self._making = words
        self.say(words)
        try:
            await steps
        except BaseException:
            self._making = ""
            raise

    def do_first_run_language(self) -> None:
        """Show everything in the other language; a choice keeps it for the next time."""
        self._language_set = True
        self.kam.change_language("en" if language() == "zh" else "zh")

    def end(self) -> None:
        """Write the language that was chosen here into the settings."""
        super().end()
        if not self._language_set:
            return
        from kamtui.config import paths
        from kamtui.config.preferences import PreferencesError, save_preferences

        with suppress(OSError, PreferencesError):  # it can be chosen again; a book is no reason
            save_preferences(paths.preferences_file(), {"language": language()})

    def do_app_back(self) -> None:
        """Leave by q, at once: there is nothing to lose; other keys back have nowhere to go."""
        if self.kam.key_pressed in ("escape", "left", "h", "ｈ"):
            self.say(_("There is nothing to go back to; q leaves"))
        else:
            self.kam.leave()

    @on(LineList.Moved)
    def _moved_on(self) -> None:
        if not self._making:
            self.status.say(())
