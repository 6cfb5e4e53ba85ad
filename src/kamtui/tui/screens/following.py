"""A list whose rows are about customers: a preview or a pane follows the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from kamtui.i18n import _, ngettext
from kamtui.tui.screens.base import WIDE
from kamtui.tui.screens.book_screen import BookScreen
from kamtui.tui.widgets.pane import Pane
from kamtui.tui.widgets.preview import Facts, Preview
from kamtui.tui.widgets.prompt import Part

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["TALL", "FollowingScreen"]

#: From this height rows breathe and lower halves show; look.md.
TALL = 32
#: From this height there is room for a preview under the list.
PREVIEW = 12
#: Cells of the list, and the least and most of the pane beside it (look.md).
LIST_CELLS, LEAST_PANE, MOST_PANE = 80, 30, 40
#: Customers kept read, so that going back shows them at once.
FACTS = 200


class FactsLoaded(Message):
    """The customer under the cursor was read."""

    def __init__(self, facts: Facts) -> None:
        """Carry the customer."""
        super().__init__()
        self.facts = facts


class FollowingScreen(BookScreen):
    """Rows of customers with what is known about the one under the cursor beside or below them."""

    def __init__(self) -> None:
        """Start without values."""
        super().__init__()
        self._facts: dict[str, Facts] = {}
        self._shown_customer: str | None = None

    # -- to be said by each screen -------------------------------------------------------------

    @property
    def row_customer(self) -> str | None:
        """The customer the row under the cursor is about."""
        raise NotImplementedError

    def show_rows(self) -> None:
        """Draw the rows there are."""
        raise NotImplementedError

    @property
    def may_read_facts(self) -> bool:
        """Whether the customer under the cursor is read yet; nothing delays the first frame."""
        return self.is_mounted

    # -- room ----------------------------------------------------------------------------------

    @property
    def is_tall(self) -> bool:
        """Whether rows breathe; blank rows say nothing to a screen reader."""
        return self.app.size.height >= TALL and not self.kam.reader

    @property
    def is_wide(self) -> bool:
        """Whether there is a pane; a screen reader is given one list and nothing beside it."""
        return self.app.size.width >= WIDE and not self.kam.reader

    def lay_out(self) -> None:
        """Give pane, preview and the fixed rows their room, each from some height on."""
        super().lay_out()
        width, height = self.app.size.width, self.app.size.height
        pane = self.query_one(Pane)
        pane.display = self.is_wide
        pane.styles.width = max(LEAST_PANE, min(MOST_PANE, width - LIST_CELLS))
        for preview in self.query(Preview):
            shown = not self.is_wide and not self.kam.reader
            preview.display = shown and height >= PREVIEW and not self.overlaid

    def on_resize(self) -> None:
        """Lay out again."""
        self.lay_out()
        self.show_rows()
        self.refresh_words()
        self.follow_cursor()

    def repaint(self) -> None:
        """Draw everything with the current brush and words."""
        super().repaint()
        if self.is_mounted:
            self._facts.clear()
            self.show_rows()
            self.follow_cursor()

    # -- the customer under the cursor ---------------------------------------------------------

    @property
    def customer_id(self) -> str | None:
        """The customer under the cursor, or the one found."""
        if self._find is not None:
            match = self._find.match
            return match.customer_id if match is not None else None
        return self.row_customer

    def follow_cursor(self) -> None:
        """Show the customer under the cursor, whoever was shown before."""
        self._shown_customer = None
        self.load_facts()

    def load_facts(self) -> None:
        """Show preview or pane of the customer under the cursor, reading it where needed."""
        customer_id = self.customer_id
        if not self.may_read_facts:
            return
        if customer_id is None:  # also where the list was emptied meanwhile
            self._shown_customer = None
            self.show_facts(None)
            return
        if customer_id == self._shown_customer:
            return
        self._shown_customer = customer_id
        known = self._facts.get(customer_id)
        if known is not None:
            self.show_facts(known)
            return
        book, masked = self.book, self.kam.masked

        def ask() -> Facts:
            brief = book.brief(customer_id=customer_id, communications=4)
            score = book.score(customer_id=customer_id)
            return Facts(brief, score, book.today(), masked)

        self.operations.read(self, ask, FactsLoaded, group="facts")

    @on(FactsLoaded)
    def _facts_loaded(self, event: FactsLoaded) -> None:
        customer_id = event.facts.brief.customer.id
        if len(self._facts) >= FACTS:
            self._facts.clear()
        self._facts[customer_id] = event.facts
        if customer_id == self.customer_id:
            self.show_facts(event.facts)

    def show_facts(self, facts: Facts | None) -> None:
        """Show a customer in the pane, or in the preview."""
        if self.is_wide:
            self.query_one(Pane).show(facts)
        else:
            for preview in self.query(Preview):
                preview.show(facts)

    def forget_facts(self) -> None:
        """Read the customer under the cursor again."""
        self._facts.clear()
        self._shown_customer = None

    def find_ended(self) -> None:
        """Show one's own rows again."""
        self.show_rows()
        self.follow_cursor()

    # -- acting --------------------------------------------------------------------------------

    async def copy_phone(self) -> None:
        """Copy the phone to the clipboard of the terminal (OSC 52); again: ask what else."""
        customer_id = self.customer_id
        if customer_id is not None:
            await self.kam.open_panel("copy", self, customer_id)

    async def do_app_code(self) -> None:
        """Show a code that dials, for the phone's camera."""
        from kamtui.tui.panels.copy import Whose

        customer_id = self.customer_id
        if customer_id is None:
            self.say(_("There is no customer on this row"))
            return
        await self.kam.open_panel("code", self, Whose(customer_id))

    # -- marks ---------------------------------------------------------------------------------

    def tell_marks(self) -> None:
        """Say how many rows are marked and what can be done with them."""
        count = len(self.line_list.marks)
        if not count:
            self.say(_("Nothing is marked"))
            return
        words = ngettext("{count} row marked", "{count} rows marked", count).format(count=count)
        parts: list[Part] = [(words, "text", False)]
        for key, word in (*self.mark_hints(), ("Esc", _("unmark"))):
            parts += [(f"   {key}", "accent", False), (f" {word}", "muted", False)]
        self.say(tuple(parts))

    def mark_hints(self) -> Sequence[tuple[str, str]]:
        """Return the keys that act on marked rows."""
        return (("1", _("Done")), ("2", _("Snooze")))

    def do_app_back(self) -> None:
        """Take the marks away, else go back."""
        if self.line_list.marks:
            self.line_list.set_marks(())
            self.say(_("Nothing is marked"))
            return
        self.kam.do_app_back()
