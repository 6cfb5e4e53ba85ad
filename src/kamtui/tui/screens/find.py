"""Find as you type: the list shows the customers found while the status row takes the text."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

from kamtui.i18n import _, ngettext, pgettext
from kamtui.tui.messages import Found
from kamtui.tui.widgets.customer_list_empty import WordRows, no_match
from kamtui.tui.widgets.customer_rows import CustomerRows
from kamtui.tui.widgets.prompt import Part, TextPrompt

if TYPE_CHECKING:
    from kamtui.domain.views.search import CustomerMatch
    from kamtui.tui.screens.base import KamScreen

__all__ = ["FindFlow"]

LIMIT = 50


class FindFlow:
    """One search, from the slash to Enter or Esc."""

    def __init__(self, screen: KamScreen) -> None:
        """Search from a screen: it gives `Found` to `take` and draws its own rows afterwards."""
        self._screen = screen
        self._matches: tuple[CustomerMatch, ...] = ()
        self._text = ""
        self._answered = asyncio.Event()
        self._rows: CustomerRows | None = None
        self._before = screen.line_list.source
        self._tail_free = False

    @property
    def match(self) -> CustomerMatch | None:
        """The customer under the cursor."""
        index = self._screen.line_list.cursor
        return self._matches[index] if 0 <= index < len(self._matches) else None

    async def run(self) -> tuple[CustomerMatch | None, str]:
        """Ask; return the customer chosen, or the text when there is none of that name."""
        prompt = TextPrompt(
            "/",
            remark=self._remark,
            changed=self._changed,
            other_key=self._other_key,
        )
        text = await self._screen.ask(prompt)
        if text is None or not text.strip():
            return None, ""
        self._screen.starting = True  # what is typed next belongs to what is opened
        await asyncio.wait_for(self._answered.wait(), timeout=10)
        match = self.match
        return match, "" if match is not None else text.strip()

    def take(self, found: Found) -> None:
        """Show what was found for the text typed last."""
        if found.text != self._text:
            return
        self._matches = found.matches
        today: date = self._screen.book.today()
        self._rows = CustomerRows(found.matches, today, masked=self._screen.kam.masked)
        listing = self._screen.line_list
        if not self._tail_free:
            listing.show_tail(None)
            self._tail_free = True
        listing.show(self._rows if found.matches else WordRows(no_match(found.text)))
        listing.home()
        self._answered.set()
        self._screen.status.redraw()

    def _changed(self, text: str) -> None:
        self._text = text.strip()
        self._answered.clear()
        if not self._text:
            self._matches, self._rows = (), None
            self._screen.line_list.show(self._before)
            self._answered.set()
            return
        book, wanted = self._screen.book, self._text
        book.stop_finding()
        self._screen.operations.read(
            self._screen,
            lambda: book.find(text=wanted, limit=LIMIT),
            lambda matches: Found(wanted, matches),
            group="find",
        )

    def _other_key(self, key: str) -> bool:
        steps = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10, "tab": 1, "shift+tab": -1}
        if key not in steps or self._rows is None:
            return False
        self._screen.line_list.move(steps[key])
        return True

    def _remark(self, text: str) -> tuple[Part, ...]:
        if not text.strip():
            return ((_("name, pinyin initials, contact or phone"), "muted", False),)
        if not self._answered.is_set():
            return ()
        count = len(self._matches)
        if not count:
            return (
                (_("no match") + "  ", "late", True),
                (_("Enter"), "accent", False),
                (" " + _("adds this customer"), "muted", False),
            )
        words = ngettext("{count} customer", "{count} customers", count).format(count=count)
        more = "+" if count >= LIMIT else ""
        return (
            (words + more + "  ", "muted", False),
            (_("Enter"), "accent", False),
            (" " + pgettext("a customer", "open") + "  ", "muted", False),
            (_("Esc"), "accent", False),
            (" " + _("back"), "muted", False),
        )
