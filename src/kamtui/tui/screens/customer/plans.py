"""What is planned with a customer and promised to it, acted on where it stands."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from kamtui.domain.views.customer import FollowUpView, PromiseView
from kamtui.i18n import N_, _, pgettext
from kamtui.present.labels import channel_label
from kamtui.present.safe_text import safe_text
from kamtui.tui.commands import Command
from kamtui.tui.screens.customer.plan_rows import CLOSED, item_of, plan_rows
from kamtui.tui.screens.customer.tab import PLAN_ACTS, UnfoldingTab
from kamtui.tui.widgets.drawn_rows import empty_rows
from kamtui.tui.widgets.line_list import RowSource
from kamtui.tui.widgets.preview import Facts

if TYPE_CHECKING:
    from kamtui.services.desk import Desk

__all__ = ["PlansTab"]


class PlansTab(UnfoldingTab):
    """Open follow-ups, open promises, then what was done."""

    NAME: ClassVar[str] = "plans"
    LABEL: ClassVar[str] = N_("Plans")
    READS: ClassVar[bool] = True

    def read(self, desk: "Desk") -> tuple[FollowUpView, ...]:
        """Return the follow-ups, the ones closed last among them."""
        from kamtui.services import follow_ups

        return follow_ups.listed(desk, customer_id=self.screen.customer_id)

    def plans(self, facts: Facts) -> Sequence[FollowUpView]:
        """Return the follow-ups: all of them once they are read, until then the brief's."""
        found: Sequence[FollowUpView] = (
            self.value if self.value is not None else facts.brief.follow_ups
        )
        return found

    def count(self, facts: Facts) -> int | None:
        """How many are open."""
        plans = sum(one.state == "open" for one in facts.brief.follow_ups)
        return plans + sum(one.delivered_on is None for one in facts.brief.promises)

    def rows(self, facts: Facts) -> RowSource:
        """Return plans and promises."""
        width = self.screen.line_list.size.width or self.screen.app.size.width
        rows = plan_rows(self.plans(facts), facts, width=width, whole=self.whole)
        if not rows.rows:
            words = pgettext("hint", "plans the next step")
            return empty_rows(
                _("Nothing is planned or promised"), ((self.screen.letter("customer.add"), words),)
            )
        return rows

    @property
    def item(self) -> FollowUpView | PromiseView | None:
        """The plan or promise under the cursor, done or not."""
        facts, wanted = self.screen.facts, item_of(self.key)
        if facts is None or wanted is None:
            return None
        plan = next((one for one in self.plans(facts) if one.id == wanted), None)
        return plan or next((one for one in facts.brief.promises if one.id == wanted), None)

    def plan(self) -> FollowUpView | PromiseView | None:
        """Return the open plan or promise under the cursor."""
        return None if (self.key or "").startswith(CLOSED) else self.item

    def why_not(self, one: Command) -> str | None:
        """Say what a closed row, or none, has nothing for."""
        if one.id == "list.delete" and self.item is not None:
            return None
        if one.id in PLAN_ACTS and self.plan() is None and self.item is not None:
            words = _("This is done already; {key} sets it open again")
            return words.format(key=self.screen.letter("customer.edit"))
        return super().why_not(one)

    async def edit(self) -> None:
        """Change every field of the row; where there is none, the customer."""
        item = self.item
        if item is None:
            await super().edit()
            return
        await self.screen.kam.open_panel("edit", self.screen, item)

    async def delete(self) -> None:
        """Ask and delete the plan or promise, done or not."""
        item = self.item
        if item is None:
            return
        if isinstance(item, PromiseView):
            await self.screen.delete_record("promise", item.id, safe_text(item.what))
            return
        words = safe_text(item.what) or channel_label(item.channel)
        await self.screen.delete_record("follow_up", item.id, words)
