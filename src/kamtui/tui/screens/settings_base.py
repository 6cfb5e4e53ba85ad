"""What the settings and the key map share: a filtered list, two rows about it, undo, find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on

from kamtui.i18n import _
from kamtui.present.change_words import step_text
from kamtui.present.safe_text import safe_text
from kamtui.present.spoken import clauses
from kamtui.tui.commands import Command
from kamtui.tui.messages import Found, Written
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.settings_rows import About, SettingRow, SettingRows, put_titles
from kamtui.tui.screens.settings_words import label
from kamtui.tui.widgets.customer_list_empty import WordRows
from kamtui.tui.widgets.customer_list_rows import Titles
from kamtui.tui.widgets.header import Header, Tab
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from textual.widget import Widget

    from kamtui.domain.views.changes import ChangeSet
    from kamtui.tui.screens.find import FindFlow

__all__ = ["SettingsList"]

#: From this height rows breathe; look.md.
TALL = 32


class SettingsList(KamScreen):
    """A list of settings in sections."""

    KIND: ClassVar[str] = "settings"
    TAB: ClassVar[str] = "settings"
    ROOM = (*KamScreen.ROOM, ("#titles", 8))

    def __init__(self) -> None:
        """Start without values."""
        super().__init__()
        self._filter = ""
        self._find: FindFlow | None = None

    def narrow(self, words: str) -> None:
        """Show only rows with some words; Esc shows everything."""
        self._filter = words

    # -- to be said by each screen -------------------------------------------------------------

    def caption(self) -> str:
        """Return what the screen is called."""
        raise NotImplementedError

    def all_rows(self) -> Sequence[tuple[str, Sequence[SettingRow]]]:
        """Return every row by section."""
        raise NotImplementedError

    def put_titles(self, line: Line, brush: Brush) -> None:
        """Put the titles over the columns."""
        put_titles(line, brush)

    def tell_about(self, row: SettingRow | None) -> None:
        """Say what the row under the cursor means."""
        raise NotImplementedError

    # -- house -----------------------------------------------------------------------------------

    def left_widgets(self) -> Sequence[Widget]:
        """Return the list under its titles, and what the row means below it."""
        return (
            Titles(self.brush, self.put_titles, id="titles"),
            LineList(self.brush, id="list"),
            About(self.brush, id="about"),
        )

    def on_mount(self) -> None:
        """Ask for the rows."""
        self.lay_out()
        if self._filter:
            self.idle()
        self.reload()

    def on_resize(self) -> None:
        """Lay out again."""
        self.lay_out()
        self.show_rows()
        self.refresh_words()

    def lay_out(self) -> None:
        """Show what there is room for."""
        super().lay_out()
        height = self.app.size.height
        tall = height >= TALL
        self.query_one("#titles").styles.height = 2 if tall else 1
        self.query_one(About).display = height >= 10 and not self.overlaid

    def refresh_words(self) -> None:
        """Show header and footer in the current language."""
        super().refresh_words()
        if self.is_mounted:
            self.query_one(Header).show(self.tabs(), ())

    def tabs(self) -> tuple[Tab, ...]:
        """Return the screens of the header and this one behind them, lit."""
        return (*super().tabs(), Tab(self.TAB, self.caption(), None, True))

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self.show_rows()

    def spoken_place(self) -> str:
        """Return the name of the screen and what is filtered."""
        only = self._filter and f"{_('only')} {self._filter}"
        return clauses((super().spoken_place(), only))

    # -- rows ------------------------------------------------------------------------------------

    @property
    def row(self) -> SettingRow | None:
        """The row under the cursor."""
        source = self.line_list.source
        return source.row(self.line_list.key) if isinstance(source, SettingRows) else None

    def show_rows(self) -> None:
        """Draw the rows there are, or those the filter leaves."""
        if not self.is_mounted or self._find is not None:
            return
        rows: list[SettingRow | str] = []
        for title, section in self.all_rows():
            kept = [row for row in section if self._fits(row, title)]
            rows += [title, *kept] if kept else []
        if not rows and self._filter:
            self.line_list.show(WordRows(((), ((_("Nothing has these words"), "text", True),))))
            return
        self.line_list.show(SettingRows(rows), follow=True)

    def _fits(self, row: SettingRow, title: str) -> bool:
        from kamtui.tui.screens.palette_initials import initials

        words = (row.key, row.name, row.meaning, row.value, initials(row.name))
        text = "\n".join(words).casefold()
        return all(part in text for part in self._filter.casefold().split())

    @on(LineList.Moved)
    def _tell(self) -> None:
        if self.is_mounted and self.query("#about"):
            self.tell_about(self.row)

    def idle(self) -> None:
        """Say what is filtered, else nothing."""
        if self.kam.reader:  # read out with the row
            return
        words: tuple[Part, ...] = (
            (_("only") + " ", "muted", False), (self._filter, "text", False),
            ("   Esc", "accent", False), (" " + _("everything"), "muted", False),
        )  # fmt: skip
        self.say(words if self._filter else "")

    async def do_settings_filter(self) -> None:
        """Show only rows with some words, as they are typed."""
        before = self._filter
        text = await self.ask(
            TextPrompt(
                _("Filter"), before, remark=self._counted, changed=self._typed,
                other_key=self._other_key,
            )
        )  # fmt: skip
        self._typed(before if text is None else text)
        self.idle()

    def _typed(self, text: str) -> None:
        self._filter = " ".join(text.split())
        self.show_rows()

    def _counted(self, text: str) -> tuple[Part, ...]:
        if not text.strip():
            return ((_("a word, or its initials"), "muted", False),)
        source = self.line_list.source
        if not isinstance(source, SettingRows):
            return ((_("nothing of that name"), "late", True),)
        return ((str(self.line_list.selectable), "muted", False),)

    def _other_key(self, key: str) -> bool:
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10, "tab": 1, "shift+tab": -1}
        return key in steps and self.line_list.move(steps[key])

    # -- keys ------------------------------------------------------------------------------------

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        needs_row = one.id in ("settings.edit", "settings.default", "list.open", "list.delete")
        if needs_row and self._find is None and self.row is None:
            return _("There is no setting here")
        return super().why_not(one)

    async def do_settings_edit(self) -> None:
        """Give the row another value."""
        raise NotImplementedError

    async def do_settings_default(self) -> None:
        """Put the program's own value back."""
        raise NotImplementedError

    async def do_list_open(self) -> None:
        """Enter changes the row."""
        await self.do_settings_edit()

    async def do_list_delete(self) -> None:
        """Delete takes the own value away, as `d` does."""
        await self.do_settings_default()

    def do_app_back(self) -> None:
        """Show everything again, else go back."""
        if self._filter:
            self._typed("")
            self.say(_("Every row is shown"))
            return
        self.kam.do_app_back()

    async def do_app_undo(self) -> None:
        """Take the last step of the book back."""
        changes = await self.operations.perform(self.book.undo)
        self._told_back(_("Undone:"), changes, undo=True)
        self.kam.broadcast(changes)

    async def do_app_redo(self) -> None:
        """Do it again."""
        changes = await self.operations.perform(self.book.redo)
        self._told_back(_("Done again:"), changes, undo=False)
        self.kam.broadcast(changes)

    def _told_back(self, verb: str, changes: ChangeSet, *, undo: bool) -> None:
        inner = changes.what.partition(":")[2]  # a setting's key, or the verb of another step
        words = [label(inner) if label(inner) != inner else step_text(inner) if inner else ""]
        words.append(safe_text(changes.subject))
        subject = " ".join(word for word in words if word) or _("the last step")
        self.say(self.told(verb, subject, undo=not undo))

    @on(Written)
    def _written(self, event: Written) -> None:
        self.kam.broadcast(event.changes)

    # -- find ------------------------------------------------------------------------------------

    async def do_app_find(self) -> None:
        """Find a customer as one types; Enter opens, Esc returns to the rows."""
        from kamtui.tui.screens.find import FindFlow

        self._find = FindFlow(self)
        try:
            match, text = await self._find.run()
        finally:
            self._find = None
            if self.is_attached and self.is_running:
                self.show_rows()
        if match is not None:
            await self.kam.open_panel("customer", self, match.customer_id)
        elif text:
            await self.kam.open_panel("add_customer", self, text)

    @on(Found)
    def _found(self, event: Found) -> None:
        if self._find is not None:
            self._find.take(event)
