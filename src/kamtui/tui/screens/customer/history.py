"""The history of a customer: everything that was said, filtered, shown whole, corrected."""

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from kamtui.domain.views.customer import CommunicationView, PromiseView
from kamtui.i18n import N_, _, ngettext, pgettext
from kamtui.present.dates import month_day
from kamtui.tui.commands import Command
from kamtui.tui.screens.customer.history_filter import HistoryFilter
from kamtui.tui.screens.customer.history_rows import HistoryRows, entry_of
from kamtui.tui.screens.customer.tab import UnfoldingTab
from kamtui.tui.widgets.drawn_rows import empty_rows
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.preview import Facts

if TYPE_CHECKING:
    from kamtui.services.desk import Desk
    from kamtui.tui.screens.customer.screen import CustomerScreen

__all__ = ["HistoryTab"]

#: Communications read first; the rest follows when the cursor comes near the end.
FIRST_PAGE = 200


class HistoryTab(UnfoldingTab):
    """Communications, the newest first; Enter shows one whole."""

    NAME: ClassVar[str] = "history"
    LABEL: ClassVar[str] = N_("History")
    READS: ClassVar[bool] = True

    #: How many communications the screen reads.
    limit = FIRST_PAGE
    #: The entry to go to once it is read.
    sought: str | None = None

    def __init__(self, screen: "CustomerScreen") -> None:
        """Show everything."""
        super().__init__(screen)
        self.filtered = HistoryFilter(self)

    def read(self, desk: "Desk") -> tuple[CommunicationView, ...] | None:
        """Return every communication while a filter looks through them; else the brief's do."""
        if not self.filtered.on:
            return None
        from kamtui.services import talks

        return talks.listed(desk, customer_id=self.screen.customer_id)

    def forget(self) -> None:
        """Begin anew with another customer."""
        super().forget()
        self.limit, self.whole, self.sought = FIRST_PAGE, frozenset(), None
        self.filtered.clear()

    def count(self, facts: Facts) -> int | str | None:
        """How many communications there are; with a filter, how many of them are shown."""
        total = facts.brief.communications_total
        return f"{len(self.talks(facts))}/{total}" if self.filtered.words else total

    def status(self, facts: Facts) -> str:
        """Say what is looked for and how much was found."""
        return self.filtered.status(len(self.talks(facts)), facts.brief.communications_total)

    def talks(self, facts: Facts) -> Sequence[CommunicationView]:
        """Return the communications shown."""
        if not self.filtered.words:
            return facts.brief.communications
        everything: Sequence[CommunicationView] = self.value or facts.brief.communications
        return self.filtered.leave(everything, promises_by_talk(facts))

    def rows(self, facts: Facts) -> RowSource:
        """Return the communications under their years."""
        if not facts.brief.communications:
            words = pgettext("hint", "writes the first one down")
            return empty_rows(_("No contact yet"), ((self.screen.letter("customer.log"), words),))
        shown = self.talks(facts)
        if not shown:
            return empty_rows(_("No entry has these words"), ((_("Esc"), _("shows all again")),))
        return HistoryRows(
            shown,
            width=self.screen.line_list.size.width or self.screen.app.size.width,
            whole=self.whole,
            promises=promises_by_talk(facts),
            today=facts.today,
            words=self.filtered.words,
        )

    @property
    def key(self) -> str | None:
        """The id of the communication under the cursor, on whichever of its lines."""
        return entry_of(super().key)

    @property
    def talk(self) -> CommunicationView | None:
        """The communication under the cursor."""
        facts = self.screen.facts
        talks = self.talks(facts) if facts is not None else ()
        return next((one for one in talks if one.id == self.key), None)

    def moved(self, facts: Facts) -> None:
        """Read more where the cursor comes near the end of what is read."""
        shown, total = len(facts.brief.communications), facts.brief.communications_total
        near = self.screen.line_list.ordinal > shown - 20
        if shown < total and near and not self.filtered.words:
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
        if one.id == "customer.filter":
            facts = self.screen.facts
            known = facts is not None and facts.brief.communications
            return None if known else _("No contact yet")
        return super().why_not(one)

    async def edit(self) -> None:
        """Correct the communication; where there is none, the customer."""
        talk = self.talk
        if talk is None:
            await super().edit()
            return
        await self.screen.kam.open_panel("talk", self.screen, talk)

    async def delete(self) -> None:
        """Ask and delete the communication with what was promised in it."""
        talk, facts = self.talk, self.screen.facts
        if talk is None or facts is None:
            return
        day = f"{talk.on.year}-{month_day(talk.on)}"
        words = _("the entry of {day}").format(day=day)
        count = len(promises_by_talk(facts).get(talk.id, ()))
        if count:
            words = ngettext(
                "the entry of {day} and its promise",
                "the entry of {day} and its {count} promises",
                count,
            ).format(day=day, count=count)
        await self.screen.delete_record("communication", talk.id, words)

    async def filter(self) -> None:
        """Ask for words and show only the communications that have them."""
        await self.filtered.ask()

    def back(self) -> bool:
        """Take the filter away; False where there is none."""
        if not self.filtered.words:
            return False
        self.filtered.clear()
        self.screen.say(_("All entries are shown"))
        self.screen.show()
        return True


def promises_by_talk(facts: Facts) -> dict[str, list[PromiseView]]:
    """Return what was promised in each communication, by its id."""
    found: dict[str, list[PromiseView]] = defaultdict(list)
    for one in facts.brief.promises:
        if one.communication_id is not None:
            found[one.communication_id].append(one)
    return dict(found)
