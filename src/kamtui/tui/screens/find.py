"""Find as you type: customers by name, and with a second slash what was written about them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from kamtui.domain.views.search import CustomerMatch, NoteMatch
from kamtui.i18n import _, ngettext, pgettext
from kamtui.tui.messages import Found
from kamtui.tui.widgets.customer_list_empty import WordRows, no_match
from kamtui.tui.widgets.customer_list_rows import Titles
from kamtui.tui.widgets.customer_rows import CustomerRows, put_match_titles
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.note_rows import NoteRows, put_note_titles
from kamtui.tui.widgets.paint import Brush, Line
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.services.note_finder import NoteFinder
    from kamtui.tui.screens.base import KamScreen

__all__ = ["FindFlow", "target"]

LIMIT = 50
#: Seconds a pressed Enter waits for the answer.
PATIENCE = 10.0
#: The slash, and what an input method makes of it.
_SLASHES = frozenset("/、")


def target(match: CustomerMatch | NoteMatch) -> str | NoteMatch:
    """Return what the customer panel opens: a customer by its id, or a note."""
    return match if isinstance(match, NoteMatch) else match.customer_id


class FindFlow:
    """One search, from the slash to Enter or Esc; another slash changes what is looked through."""

    def __init__(self, screen: KamScreen) -> None:
        """Search from a screen: it gives `Found` to `take` and draws its own rows afterwards."""
        self._screen = screen
        self._mode: Literal["names", "notes"] = "names"
        self._matches: tuple[CustomerMatch, ...] | tuple[NoteMatch, ...] = ()
        self._text = ""
        self._answered = asyncio.Event()
        self._rows: RowSource | None = None
        self._before = screen.line_list.source
        self._tail_free = False
        self._notes: NoteFinder | None = None
        self._titles: Callable[[Line, Brush], None] | None = None
        self._prompt = TextPrompt(
            "/",
            remark=self._remark,
            check=self._check,
            changed=self._changed,
            other_key=self._other_key,
            taken=self._taken,
        )

    @property
    def match(self) -> CustomerMatch | NoteMatch | None:
        """The customer, or the note, under the cursor."""
        index = self._screen.line_list.cursor
        return self._matches[index] if 0 <= index < len(self._matches) else None

    async def run(self) -> tuple[CustomerMatch | NoteMatch | None, str]:
        """Ask; return what was chosen, or the text where no customer has such a name."""
        try:
            return await self._answer(await self._screen.ask(self._prompt))
        finally:
            self._stop()
            self._show_titles(None)

    async def _answer(self, text: str | None) -> tuple[CustomerMatch | NoteMatch | None, str]:
        if text is None or not text.strip():
            return None, ""
        self._screen.starting = True  # what is typed next belongs to what is opened
        try:
            await asyncio.wait_for(self._answered.wait(), timeout=PATIENCE)
        except TimeoutError:  # never take an unfinished search for "there is none"
            self._screen.starting = False
            self._screen.say(_("Still looking; search again in a moment"))
            return None, ""
        match = self.match
        if match is None and self._mode == "notes":
            self._screen.starting = False
            self._screen.say(_("No note contains {text}.").format(text=text.strip()))
            return None, ""
        return match, "" if match is not None else text.strip()

    def take(self, found: Found) -> None:
        """Show what was found for the text typed last."""
        if found.text != self._text or (found.notes is None) is (self._mode == "notes"):
            return
        screen, today = self._screen, self._screen.book.today()
        if found.notes is not None:
            self._matches = found.notes
            self._show(NoteRows(found.notes, found.text, today), put_note_titles)
        else:
            self._matches = found.matches
            rows = CustomerRows(found.matches, today, masked=screen.kam.masked)
            self._show(rows, put_match_titles)
        self._answered.set()
        screen.status.redraw()

    def _show(self, rows: RowSource, titles: Callable[[Line, Brush], None]) -> None:
        listing = self._screen.line_list
        if not self._tail_free:
            listing.show_tail(None)
            self._tail_free = True
        self._rows = rows
        self._show_titles(titles if self._matches else None)
        listing.show(rows if self._matches else WordRows(no_match(self._text)))
        listing.home()

    def _show_titles(self, titles: Callable[[Line, Brush], None] | None) -> None:
        """Put other titles over the rows, or the screen's own back."""
        for widget in self._screen.query(Titles):
            self._titles = self._titles or widget.drawn_by
            widget.show(titles or self._titles)

    def _changed(self, text: str) -> None:
        self._text = text.strip()
        self._ask()

    def _ask(self) -> None:
        """Look for what is typed; nothing typed shows the screen's own rows."""
        self._answered.clear()
        self._stop()
        screen, wanted = self._screen, self._text
        if not wanted:
            self._matches, self._rows = (), None
            self._show_titles(None)
            screen.line_list.show(self._before)
            self._answered.set()
            return
        ask = self._find_notes if self._mode == "notes" else self._find_customers
        screen.operations.read(screen, lambda: ask(wanted), lambda found: found, group="find")

    def _find_customers(self, text: str) -> Found:
        return Found(text, self._screen.book.find(text=text, limit=LIMIT))

    def _find_notes(self, text: str) -> Found:
        finder = self._notes
        return Found(text, notes=finder.find(text=text, limit=LIMIT) if finder else ())

    def _stop(self) -> None:
        """Stop a search nobody waits for any more."""
        self._screen.book.stop_finding()
        if self._notes is not None:
            self._notes.interrupt()

    def _taken(self, character: str) -> bool:
        """Change from names to notes and back at another slash."""
        if character not in _SLASHES:
            return False
        self._mode = "names" if self._mode == "notes" else "notes"
        if self._mode == "notes" and self._notes is None:
            from kamtui.services.note_finder import NoteFinder

            self._notes = NoteFinder(self._screen.desk)
        self._prompt.title = pgettext("find", "Notes") if self._mode == "notes" else "/"
        self._matches = ()
        self._prompt.problem = ()
        self._ask()
        return True

    def _other_key(self, key: str) -> bool:
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10, "tab": 1, "shift+tab": -1}
        if key not in steps or self._rows is None:
            return False
        self._screen.line_list.move(steps[key])
        return True

    def _check(self, text: str) -> tuple[Part, ...] | None:
        """Keep the question open where no note has the words: there is nothing to open or add."""
        if self._mode == "notes" and text.strip() and self._answered.is_set() and not self._matches:
            return self._remark(text)
        return None

    def _remark(self, text: str) -> tuple[Part, ...]:
        notes = self._mode == "notes"
        other = (
            ("/", "accent", False),
            (" " + (_("names") if notes else _("notes")), "muted", False),
        )
        if not text.strip():
            hint = (
                _("words of any note, the newest first")
                if notes
                else _("name, pinyin initials, contact or phone")
            )
            return ((hint + "   ", "muted", False), *other)
        if not self._answered.is_set():
            return ((_("looking through the notes"), "muted", False),) if notes else ()
        count = len(self._matches)
        back: tuple[Part, ...] = (("  ", "muted", False), (_("Esc"), "accent", False),
                                  (" " + _("back"), "muted", False))  # fmt: skip
        if not count and notes:
            return ((_("no note has this") + "  ", "late", True), *other, *back)
        if not count:
            return (
                (_("no match") + "  ", "late", True),
                (_("Enter"), "accent", False),
                (" " + _("adds this customer") + "  ", "muted", False),
                *other,
            )
        words = (
            ngettext("{count} note", "{count} notes", count)
            if notes
            else ngettext("{count} customer", "{count} customers", count)
        ).format(count=count)
        more = "+" if count >= LIMIT else ""
        return (
            (words + more + "  ", "muted", False),
            (_("Enter"), "accent", False),
            (" " + pgettext("a customer", "open") + "  ", "muted", False),
            *other,
            *back,
        )
