"""The history of a customer: everything that was said, filtered, shown whole, corrected."""

from typing import ClassVar

from kamtui.domain.views.customer import CommunicationView
from kamtui.i18n import N_, _, pgettext
from kamtui.tui.commands import Command
from kamtui.tui.screens.customer.history_rows import HistoryRows
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.drawn_rows import empty_rows
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.preview import Facts

__all__ = ["HistoryTab"]

#: Communications read first; the rest follows when the cursor comes near the end.
FIRST_PAGE = 200


class HistoryTab(CustomerTab):
    """Communications, the newest first; Enter shows one whole."""

    NAME: ClassVar[str] = "history"
    LABEL: ClassVar[str] = N_("History")

    #: How many communications the screen reads.
    limit = FIRST_PAGE
    #: Ids of those shown whole.
    whole: frozenset[str] = frozenset()
    #: The entry to go to once it is read.
    sought: str | None = None

    def forget(self) -> None:
        """Begin anew with another customer."""
        super().forget()
        self.limit, self.whole, self.sought = FIRST_PAGE, frozenset(), None

    def count(self, facts: Facts) -> int | None:
        """How many communications there are."""
        return facts.brief.communications_total

    def rows(self, facts: Facts) -> RowSource:
        """Return the communications under their years."""
        if not facts.brief.communications:
            words = pgettext("hint", "writes the first one down")
            return empty_rows(_("No contact yet"), (("l", words),))
        width = self.screen.line_list.size.width or self.screen.app.size.width
        return HistoryRows(facts.brief.communications, width=width, whole=self.whole)

    @property
    def talk(self) -> CommunicationView | None:
        """The communication under the cursor."""
        facts = self.screen.facts
        talks = facts.brief.communications if facts is not None else ()
        return next((one for one in talks if one.id == self.key), None)

    def moved(self, facts: Facts) -> None:
        """Read more where the cursor comes near the end of what is read."""
        shown, total = len(facts.brief.communications), facts.brief.communications_total
        if shown < total and self.screen.line_list.ordinal > shown - 20:
            self.limit = min(shown * 4, total)
            self.screen.reload()

    def seek(self, key: str | None) -> None:
        """Go to an entry and show it whole."""
        self.sought = key
        if key is not None:
            self.whole = self.whole | {key}

    def shown(self, facts: Facts) -> None:
        """Go to the entry that is sought; read the whole history where it is further down."""
        if self.sought is None:
            return
        talks, total = facts.brief.communications, facts.brief.communications_total
        if any(one.id == self.sought for one in talks):
            listing, key = self.screen.line_list, self.sought
            self.sought = None
            listing.end()  # from below, so that all of its words come into sight
            listing.move_to_key(key)
        elif len(talks) < total:
            self.limit = total
            self.screen.reload()
        else:
            self.sought = None  # deleted meanwhile

    def why_not(self, one: Command) -> str | None:
        """Say what an empty history has nothing for."""
        if one.id == "list.delete":
            return None if self.talk is not None else _("This cannot be deleted here")
        return super().why_not(one)

    async def open(self) -> None:
        """Show the words under the cursor whole, or in one line again."""
        if self.key is None:
            await super().open()
            return
        self.whole = self.whole ^ {self.key}
        self.screen.show()

    async def delete(self) -> None:
        """Ask and delete the communication."""
        words = _("this entry of the history")
        await self.screen.delete_record("communication", self.key or "", words)
