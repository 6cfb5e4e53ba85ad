"""What the keys of the customer list do to its customers: the one under the cursor, or all marked.

Follow-ups and undo are those of every list of customers (`customers_base`).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kamtui.domain.customer_filter import CustomerFilter, SortOrder
from kamtui.i18n import _
from kamtui.services import bulk, customer_list
from kamtui.tui.commands import Command
from kamtui.tui.screens.customers_base import CustomerRowsScreen
from kamtui.tui.widgets.prompt import ChoicePrompt, Option

if TYPE_CHECKING:
    from kamtui.tui.widgets.customer_list_rows import CustomerListRows

__all__ = ["CustomerActs"]

#: What every list can do to the row under the cursor.
_ON_A_ROW = ("list.repeat", "list.mark", "list.open", "list.mark_group", "list.delete")
#: Commands of this screen that need no customer under the cursor.
_WITHOUT_ROW = frozenset(
    {"customers.add", "customers.filter", "customers.deleted", "customers.save_filter",
     "customers.forget_filter"}
)  # fmt: skip


class CustomerActs(CustomerRowsScreen):
    """Acting on customers; the screen itself has rows, filter and order."""

    def __init__(self) -> None:
        """Start with everybody, by grade."""
        super().__init__()
        self._order = SortOrder.GRADE
        self._wanted = CustomerFilter()
        self._rows: CustomerListRows | None = None

    @property
    def shows_archived(self) -> bool:
        """Whether the list is of archived customers."""
        return self._wanted.archived

    def why_not(self, one: Command) -> str | None:
        """Return why a command cannot run now."""
        needs_row = one.scope == "customers" and one.id not in _WITHOUT_ROW
        if needs_row or one.id in _ON_A_ROW:
            if self._find is None and not (self._rows is not None and len(self._rows)):
                words = _("There is no customer here; {key} adds one")
                return words.format(key=self.letter("customers.add"))
            if self._find is None and self.line_list.key is None:
                return _("This row is still being read")
        if self._wanted.deleted and (needs_row or one.id in ("list.repeat", "list.open")):
            return _("A deleted customer can only be brought back: Del")
        if one.id == "customers.save_filter" and self._wanted.is_plain:
            return _("Everybody is shown; f filters first")
        return super().why_not(one)

    async def do_customers_done(self) -> None:
        """Mark the earliest open follow-up done; in the list of stale records say verified."""
        if self._wanted.stale:
            await self.do_customers_verify()
        else:
            await self.finish_plans()

    async def do_customers_verify(self) -> None:
        """Say that the records of the chosen customers were verified today."""
        desk = self.desk
        await self.change_all(
            _("Verified today:"), self.chosen(),
            lambda ids: bulk.verify(desk, customer_ids=ids),
        )  # fmt: skip

    async def do_customers_snooze(self) -> None:
        """Put the earliest open follow-up off by digits."""
        await self.put_off_plans("snooze")

    async def do_customers_date(self) -> None:
        """Give the earliest open follow-up a typed date."""
        await self.put_off_plans("date")

    async def do_customers_log(self) -> None:
        """Open the log panel."""
        await self.open_log()

    async def do_customers_edit(self) -> None:
        """Change the customer, or all marked ones at once."""
        if self.line_list.marks:
            await self.kam.open_panel("bulk", self, self.line_list.marks)
        else:
            await self.open_edit()

    async def do_customers_bulk(self) -> None:
        """Change the chosen customers as one step."""
        await self.kam.open_panel("bulk", self, self.chosen())

    async def do_customers_archive(self) -> None:
        """Archive the chosen customers, or bring archived ones back."""
        await self.archive(self.chosen())

    async def do_list_delete(self) -> None:
        """Ask, then archive, delete or bring back the chosen customers."""
        chosen, deleted = self.chosen(), self._wanted.deleted
        if not chosen or not (deleted or self.line_list.marks):
            await super().do_list_delete()
            return
        options = [Option("n", _("No"), "no", keys=("enter", "0"))]
        if deleted:
            options.append(Option("1", _("Restore"), "restore"))
        else:
            archived = self._wanted.archived
            options.append(Option("1", _("Bring back") if archived else _("Archive"), "archive"))
            options.append(Option("2", _("Delete"), "delete"))
        answer = await self.ask(ChoicePrompt(self.subject(chosen)[0][:24], tuple(options)))
        desk = self.desk
        if answer == "archive":
            await self.archive(chosen)
        elif answer == "delete":
            verb = _("Deleted:")
            await self.change_all(
                verb, chosen, lambda ids: bulk.delete(desk, customer_ids=ids), repeats=False
            )
        elif answer == "restore":
            verb = _("Brought back:")
            await self.change_all(
                verb, chosen, lambda ids: bulk.restore(desk, customer_ids=ids), repeats=False
            )
        else:
            self.say(_("Nothing was changed") if deleted else _("Nothing was deleted"))

    async def do_customers_copy(self) -> None:
        """Copy the phone."""
        await self.copy_phone()

    async def do_customers_add(self) -> None:
        """Add a customer in one line."""
        await self.kam.open_panel("add_customer", self, "")

    async def do_list_mark_group(self) -> None:
        """Mark the grade the cursor stands in; again: everybody listed; again: nothing."""
        here = self._rows.row(self.line_list.cursor) if self._rows is not None else None
        if here is None:
            return
        marks, wanted = set(self.line_list.marks), self._wanted
        groups = [wanted]
        if self._order is SortOrder.GRADE:
            groups.insert(0, replace(wanted, grades=(here.grade or "~",)))
        for group in groups:
            ids = await self._listed(group)
            if not marks.issuperset(ids):
                self.line_list.set_marks(tuple(dict.fromkeys((*self.line_list.marks, *ids))))
                break
        else:
            self.line_list.set_marks(())
        self.tell_marks()

    async def _listed(self, wanted: CustomerFilter) -> tuple[str, ...]:
        desk = self.desk
        return await self.operations.fetch(
            lambda: customer_list.spine(desk, wanted=wanted, order=SortOrder.GRADE)
        )

    def mark_hints(self) -> tuple[tuple[str, str], ...]:
        """Return the keys that act on marked rows."""
        if self._wanted.deleted:
            return (("Del", _("Restore")),)
        return (*super().mark_hints(), ("5", _("Edit")))
