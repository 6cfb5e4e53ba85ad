"""A second list over a screen's own, and a line of text that filters it: help, palette, menu.

No dialog, no dimming: the rows change and the status row asks, which over a slow link costs a
tenth of a modal screen (ux.md, Slow SSH).
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace

from textual.message import Message

from kamtui.domain.views.search import CustomerMatch
from kamtui.i18n import _, pgettext
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.command_rows import CommandRows, Entry
from kamtui.tui.screens.cover import covered
from kamtui.tui.widgets.keys import FooterKey
from kamtui.tui.widgets.line_list import LineList
from kamtui.tui.widgets.prompt import Part, TextPrompt

__all__ = ["Overlay", "PaletteFound"]

#: Seconds a pressed Enter waits for the search of customers.
SEARCH_SECONDS = 5.0


class PaletteFound(Message):
    """Customers for a text typed into the palette."""

    def __init__(self, text: str, matches: tuple[CustomerMatch, ...]) -> None:
        """Carry both."""
        super().__init__()
        self.text, self.matches = text, matches


class OverlayList(LineList, can_focus=False):
    """The rows; it takes the answers of searches for the flow that shows it."""

    DEFAULT_CSS = """
    OverlayList { height: 1fr; width: 1fr; display: none; }
    .with-overlay OverlayList { display: block; }
    """
    spoken_name: str = ""
    found: Callable[[PaletteFound], None] = staticmethod(lambda _event: None)

    def on_palette_found(self, event: PaletteFound) -> None:
        """Hand on what was found."""
        event.stop()
        self.found(event)

    def on_mount(self) -> None:
        """Draw the cursor at full strength: the arrows move here, though others have the keys."""
        self.has_focus = True


class Overlay:
    """One filtered choice among entries."""

    def __init__(
        self,
        screen: KamScreen,
        *,
        title: str,
        name: str,
        filtered: Callable[[str], list[Entry]],
        hint: str,
        search: bool = False,
        at_once: Callable[[str], Entry | None] = lambda _text: None,
        deletes: bool = False,
    ) -> None:
        """Prepare.

        Args:
            screen: Over whose list.
            title: The label before the typed text.
            name: What a screen reader is told when it opens.
            filtered: The entries for a text.
            hint: What to type, shown while nothing is.
            search: Look for customers too.
            at_once: An entry that a text names without doubt: it runs without Enter.
            deletes: Del chooses a row too, to be taken away (`deleting`).
        """
        self._deletes = deletes
        #: The entry was chosen by Del.
        self.deleting = False
        self._screen = screen
        self._title, self._hint, self._search = title, hint, search
        self._filtered, self._at_once = filtered, at_once
        self._customers: tuple[CustomerMatch, ...] = ()
        self._text = ""
        self._chosen: Entry | None = None
        #: The customers for what is typed are known.
        self._answered = asyncio.Event()
        self._answered.set()
        self._list = OverlayList(screen.brush, id="overlay")
        self._list.found = self._take
        self._list.spoken_name = name
        self._rows = CommandRows(filtered(""))

    async def run(self) -> Entry | None:
        """Ask; None where it was left."""
        screen = self._screen
        for other in screen.query(OverlayList):
            await other.remove()
        run = pgettext("draft", "open") if self._deletes else _("run")
        keys = (
            FooterKey(_("Enter"), run, "app.back"),
            *((FooterKey("Del", _("discard"), "app.back"),) if self._deletes else ()),
            FooterKey("↑↓" if not screen.brush.ascii else "up/down", _("choose"), "app.back"),
            FooterKey(_("Esc"), _("back"), "app.back"),
        )
        async with covered(screen, self._list, keys):
            self._show()
            text = await screen.ask(
                TextPrompt(
                    self._title,
                    remark=self._remark,
                    changed=self._changed,
                    other_key=self._other_key,
                    check=self._check,
                )
            )
            await self._searched(text)
        if text is None:
            return self._chosen
        entry = self._chosen or self._rows.entry(self._list.cursor)
        if entry is None:
            screen.say(((_("nothing of that name"), "late", True),))
        return entry

    async def _searched(self, text: str | None) -> None:
        """Wait for the customers where Enter was faster than the search."""
        if text is not None and self._waits and self._rows.entry(self._list.cursor) is None:
            self._screen.starting = True  # what is typed next belongs to what is opened
            with suppress(TimeoutError):
                await asyncio.wait_for(self._answered.wait(), timeout=SEARCH_SECONDS)

    @property
    def _waits(self) -> bool:
        return not self._answered.is_set()

    def _check(self, _text: str) -> tuple[Part, ...] | None:
        if self._waits or self._chosen or self._rows.entry(self._list.cursor) is not None:
            return None
        return ((_("nothing of that name"), "late", True),)

    def _changed(self, text: str) -> None:
        self._text = text
        chosen = self._at_once(text)
        if chosen is not None:
            self._chosen = chosen
            self._screen.status.leave()
            return
        wanted = text.strip()
        self._customers = ()
        if self._search and wanted:
            self._answered.clear()
        else:
            self._answered.set()
        self._show(top=True)
        if self._search and wanted:
            book = self._screen.book
            self._screen.operations.read(
                self._list,
                lambda: book.find(text=wanted, limit=20),
                lambda found: PaletteFound(wanted, found),
                group="palette",
            )

    def _take(self, event: PaletteFound) -> None:
        if event.text == self._text.strip():
            self._customers = event.matches
            self._answered.set()
            self._show()

    def _show(self, *, top: bool = False) -> None:
        entries = self._filtered(self._text)
        entries += [Entry(customer=match, group=_("Customers")) for match in self._customers]
        self._rows = CommandRows(entries)
        self._list.show(self._rows)
        if top:
            self._list.home()
        self._screen.status.redraw()

    def _other_key(self, key: str) -> bool:
        if key == "delete" and self._deletes:
            self._chosen = self._rows.entry(self._list.cursor)
            self.deleting = self._chosen is not None
            if self.deleting:
                self._screen.status.leave()
            return True
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10, "tab": 1, "shift+tab": -1}
        if key not in steps:
            return False
        self._list.move(steps[key])
        return True

    def _remark(self, text: str) -> tuple[Part, ...]:
        if not text.strip():
            return ((self._hint, "muted", False),)
        if not self._waits and self._rows.entry(self._list.cursor) is None:
            return ((_("nothing of that name"), "late", True),)
        return ()


def possible(screen: KamScreen, entries: list[Entry]) -> list[Entry]:
    """Leave out what a screen never does: help that lists a dead key is no help.

    What it cannot do just now stays, with the reason.
    """
    return [
        replace(entry, why_not=screen.why_not(entry.command) or "")
        if entry.command is not None and entry.command.scope not in ("panel", "log")
        else entry
        for entry in entries
        if entry.command is None
        or entry.command.scope in ("panel", "log")
        or screen.handler(entry.command.id) is not None
    ]


#: What runs an entry on a screen.
Runner = Callable[[KamScreen, Entry], Awaitable[None]]


def run_entry(screen: KamScreen, entry: Entry | None) -> str | None:
    """Run a command, or return the customer to open."""
    if entry is None:
        return None
    if entry.customer is not None:
        return entry.customer.customer_id
    if entry.command is not None:
        # After this flow has ended: the command may begin a flow of its own.
        screen.call_later(screen.action_run, entry.command.id)
    return None
