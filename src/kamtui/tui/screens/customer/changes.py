"""What was changed about a customer, by whom and from what to what, and taking one change back."""

from typing import TYPE_CHECKING, ClassVar, NamedTuple

from kamtui.domain.errors import KamError
from kamtui.domain.views.changes import ChangeEntry, ChangeSet
from kamtui.i18n import N_, _, ngettext
from kamtui.present.change_values import ValueWords
from kamtui.present.fields import field_label
from kamtui.present.spoken import arrow_words
from kamtui.tui.commands import Command
from kamtui.tui.panels.delete import confirmed, fit_words
from kamtui.tui.screens.base import KamScreen
from kamtui.tui.screens.customer.change_rows import ChangeRows, line_key, read_key
from kamtui.tui.screens.customer.tab import CustomerTab
from kamtui.tui.widgets.drawn_rows import empty_rows
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.preview import Facts
from kamtui.tui.widgets.words import planned_parts

if TYPE_CHECKING:
    from kamtui.services.desk import Desk

__all__ = ["ChangesTab"]

#: Lines of the log read first; more when the cursor comes near the end.
FIRST_PAGE = 200
#: Acts on a follow-up, which no row of this tab is.
_ELSEWHERE = frozenset({"customer.done", "customer.snooze", "customer.date", "customer.copy"})
#: Cells of one value inside a question.
_VALUE_CELLS = 16


class Changes(NamedTuple):
    """What the tab reads: the lines and which computer this is."""

    entries: tuple[ChangeEntry, ...]
    device: str


class ChangesTab(CustomerTab):
    """The change log of this customer, the newest first; Enter shows one field a row."""

    NAME: ClassVar[str] = "changes"
    LABEL: ClassVar[str] = N_("Changes")
    READS: ClassVar[bool] = True

    #: How many lines are read.
    limit = FIRST_PAGE
    #: Lines shown whole.
    whole: frozenset[int] = frozenset()

    def read(self, desk: "Desk") -> Changes:
        """Return the newest changes; runs in the reading thread."""
        from kamtui.services import history

        entries = history.entries(desk, customer_id=self.screen.customer_id, limit=self.limit)
        return Changes(entries, desk.device)

    def forget(self) -> None:
        """Begin anew with another customer."""
        super().forget()
        self.limit, self.whole = FIRST_PAGE, frozenset()

    def rows(self, facts: Facts) -> RowSource:
        """Return the changes."""
        read: Changes | None = self.value
        if read is None or not read.entries:
            return empty_rows("" if read is None else _("Nothing was changed yet"))
        width = self.screen.line_list.size.width or self.screen.app.size.width
        return ChangeRows(
            read.entries,
            self._words(facts),
            width=width,
            whole=self.whole,
            device=read.device,
        )

    def _words(self, facts: Facts) -> ValueWords:
        brush = self.screen.brush
        arrow = arrow_words() if brush.reader else "->" if brush.ascii else "→"
        return ValueWords(facts.today, masked=facts.masked, arrow=arrow)

    @property
    def entry(self) -> ChangeEntry | None:
        """The change under the cursor."""
        read: Changes | None = self.value
        found = read_key(self.key)
        if read is None or found is None:
            return None
        return next((one for one in read.entries if one.seq == found[0]), None)

    def moved(self, facts: Facts) -> None:
        """Read more where the cursor comes near the end of what is read."""
        read: Changes | None = self.value
        if read is None or len(read.entries) < self.limit:
            return
        if self.screen.line_list.ordinal > self.screen.line_list.selectable - 20:
            self.limit *= 4
            self.screen.reload()

    def why_not(self, one: Command) -> str | None:
        """Say what a change is not."""
        if one.id == "customer.revert":
            return None if self.entry is not None else _("There is no change to revert here")
        return super().why_not(one)

    def hides(self, command_id: str) -> bool:
        """Show what can be done with a change rather than with a follow-up."""
        return command_id in _ELSEWHERE

    async def open(self) -> None:
        """Show the change under the cursor with one row a field, or in one line again."""
        entry = self.entry
        if entry is None:
            await super().open()
            return
        self.whole = self.whole ^ {entry.seq}
        self.screen.line_list.move_to_key(line_key(entry.seq))
        self.screen.show()

    async def revert(self) -> None:
        """Take the change under the cursor back, or one field of it."""
        screen, entry, facts = self.screen, self.entry, self.screen.facts
        found = read_key(self.key)
        if entry is None or facts is None or found is None:
            return
        words = self._words(facts)
        kind, which = words.record(entry)
        named = f"{kind} {which}" if which else kind
        removes = entry.op in ("create", "restore") and entry.entity != "grade_change"
        agreed = not removes or entry.undone or await confirmed(
            screen, _("Delete {what}?").format(what=named)
        )  # fmt: skip
        field = found[1]
        changes = await self._reverted(entry, field, words) if agreed else None
        if changes is None:
            screen.say(_("Nothing was reverted"))
            return
        front: object = screen
        if removes and entry.entity == "customer":  # nobody is left to show
            screen.kam.do_app_back()
            front = screen.kam.screen
        if isinstance(front, KamScreen):
            named = fit_words(named, screen.app.size.width - 40)
            more = ("  " + field_label(field) if field else "", "muted", False)
            front.say(front.told(_("Reverted:"), named, more, *planned_parts(changes)))
        screen.kam.broadcast(changes)

    async def _reverted(
        self, entry: ChangeEntry, field: str | None, words: ValueWords
    ) -> ChangeSet | None:
        """Revert; where a field was changed since, show all three values and ask."""
        from kamtui.services import history

        desk = self.screen.desk

        async def attempt(over: dict[str, object]) -> ChangeSet:
            return await self.screen.operations.perform(
                lambda: history.revert(desk, seq=entry.seq, field=field, over=over)
            )

        over: dict[str, object] = {}
        while True:
            try:
                return await attempt(over)
            except KamError as error:
                conflicts = error.params.get("conflicts")
                if error.code != "revert.changed" or not isinstance(conflicts, dict):
                    raise
            if not await confirmed(self.screen, _question(entry, conflicts, words)):
                return None
            over = {name: values[0] for name, values in conflicts.items()}


def _question(
    entry: ChangeEntry, conflicts: dict[str, tuple[object, object, object]], words: ValueWords
) -> str:
    """Return what is asked before a later change is written over."""
    if len(conflicts) > 1:
        fields = ", ".join(map(field_label, conflicts))
        return ngettext(
            "{count} field was changed since ({fields}). Set it back?",
            "{count} fields were changed since ({fields}). Set them back?",
            len(conflicts),
        ).format(count=len(conflicts), fields=fields)
    [(name, values)] = conflicts.items()
    now, then, old = (_short(words.value(entry, name, value)) for value in values)
    return _("{field} is {now} by now, was {then}. Set it to {old}?").format(
        field=field_label(name), now=now, then=then, old=old
    )


def _short(text: str) -> str:
    return fit_words(text, _VALUE_CELLS)
